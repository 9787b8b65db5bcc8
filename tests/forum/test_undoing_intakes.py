"""An import is undone, and redone as it stood."""

import pytest
from django.utils import timezone

import workbooks
from brought import brought, receive, store
from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, a_reaction
from sopu.core.refusals import Refused
from sopu.forum.actions.intakes import (
    redo_intake,
    undo_intake,
)
from sopu.forum.actions.moderating import hide_contribution
from sopu.forum.models import Cause, Contribution, Event, Moderation
from sopu.forum.queries.desk import counts_of, newest
from sopu.forum.queries.feed import Feed
from sopu.negotiations.models import Role
from sopu.publishing.queries.material import material_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _place(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def event() -> Event:
    return a_forum(a_negotiation(2))


def test_undoing_takes_the_sentences_away_everywhere_and_redoing_brings_them_back(event):
    a_contribution(a_participant(event), "Salissa sanottu.")
    before = counts_of(event)
    intake = brought(event)
    feed = Feed(event.pk)
    feed.refresh()
    reaction = a_reaction(a_participant(event), intake.contributions.all()[0])
    undo_intake(intake=intake, made_by=intake.made_by, now=timezone.now())
    feed.refresh()
    assert feed.hidden == set(intake.contributions.values_list("pk", flat=True))
    assert [one.text for one in newest(event, 10**9)[0]] == ["Salissa sanottu."]
    material = material_of(event, language="fi", compiled_at=timezone.now())
    assert [one.text for one in material.sentences] == ["Salissa sanottu."]
    assert (counts_of(event).sentences, counts_of(event).voices) == (before.sentences, before.voices + 1)
    redo_intake(intake=intake, made_by=intake.made_by, now=timezone.now())
    feed.refresh()
    assert feed.hidden == set()
    assert (counts_of(event).sentences, counts_of(event).voices) == (before.sentences + 3, before.voices + 3)
    reaction.refresh_from_db()
    assert reaction.contribution in intake.contributions.all()


def test_an_undoing_is_kept_with_its_person_and_moment(event):
    intake = brought(event)
    person, now = a_mandate(event.negotiation, Role.PROCESS_OWNER), timezone.now()
    undo_intake(intake=intake, made_by=person, now=now)
    intake.refresh_from_db()
    assert (intake.undone_by, intake.undone_at) == (person, now)
    words = Moderation.objects.filter(contribution__intake=intake)
    assert {(one.is_hiding, one.cause, one.made_by) for one in words} == {(True, Cause.UNDONE, person)}


def test_what_a_facilitator_hid_stays_hidden_through_undoing_and_redoing(event):
    intake = brought(event)
    insult = intake.contributions.all()[0]
    hide_contribution(contribution=insult, reason="Loukkaa.", made_by=None)
    undo_intake(intake=intake, made_by=intake.made_by, now=timezone.now())
    redo_intake(intake=intake, made_by=intake.made_by, now=timezone.now())
    assert set(Contribution.objects.of(event).visible()) == set(intake.contributions.exclude(pk=insult.pk))


def test_what_waits_for_an_eye_waits_again_after_undoing_and_redoing(event):
    data = workbooks.a_workbook(
        [("Teksti", "Tavoitekokonaisuus", "Näkökulma"), ("Soita 040 123 4567.", "1", "vahvuus"), ("b.", "1", "vahvuus")]
    )
    intake = store(receive(event, data))
    undo_intake(intake=intake, made_by=intake.made_by, now=timezone.now())
    assert not Moderation.objects.held().exists()
    redo_intake(intake=intake, made_by=intake.made_by, now=timezone.now())
    assert [one.contribution.text for one in Moderation.objects.held()] == ["Soita 040 123 4567."]
    assert [one.text for one in Contribution.objects.of(event).visible()] == ["b."]


def test_an_import_is_undone_once_and_redone_once(event):
    intake = brought(event)
    undo_intake(intake=intake, made_by=intake.made_by, now=timezone.now())
    with pytest.raises(Refused) as caught:
        undo_intake(intake=intake, made_by=intake.made_by, now=timezone.now())
    assert caught.value.code == "not_standing"
    redo_intake(intake=intake, made_by=intake.made_by, now=timezone.now())
    with pytest.raises(Refused) as caught:
        redo_intake(intake=intake, made_by=intake.made_by, now=timezone.now())
    assert caught.value.code == "not_undone"
