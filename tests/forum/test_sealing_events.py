"""What was said in a closed event is sealed once, and a sentence can be proved or erased afterwards."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from builders import a_contribution, a_forum, a_participant
from sopu.core.digests import sha256
from sopu.core.salted import manifest, numbers_in, opened_line, salt_of, salted_leaf
from sopu.forum.actions.erasing import erase_contribution
from sopu.forum.actions.moderating import hide_contribution
from sopu.forum.actions.opening import close_event, open_event
from sopu.forum.actions.sealing import seal_said
from sopu.forum.models import Event
from sopu.forum.queries.sealing import opened_sentences
from sopu.ledger.models import Entry
from sopu.ledger.queries import entries_of, log_of

pytestmark = pytest.mark.django_db


def sealed(event: Event) -> tuple[Entry, ...]:
    return entries_of(log_of(event.negotiation.slug))


def close(event: Event, on_commit) -> None:
    with on_commit(execute=True):
        close_event(event=event, now=timezone.now())


def test_an_event_is_sealed_once_when_it_closes(django_capture_on_commit_callbacks):
    event = a_forum()
    said = [a_contribution(a_participant(event)) for _ in range(3)]
    assert sealed(event) == ()
    close(event, django_capture_on_commit_callbacks)
    (entry,) = sealed(event)
    assert (entry.kind, entry.reference) == ("event", f"event:{event.pk}")
    assert entry.digest == sha256(entry.manifest.encode())
    assert numbers_in(entry.manifest) == {one.pk for one in said}
    assert seal_said(event=event, now=timezone.now()) is None


def test_a_rehearsal_and_an_open_event_are_never_sealed(django_capture_on_commit_callbacks):
    rehearsal, open_one = a_forum(is_rehearsal=True), a_forum()
    for event in (rehearsal, open_one):
        a_contribution(a_participant(event))
    close(rehearsal, django_capture_on_commit_callbacks)
    assert seal_said(event=open_one, now=timezone.now()) is None
    assert not Entry.objects.exists()


def test_where_nothing_was_said_nothing_is_sealed(django_capture_on_commit_callbacks):
    event = a_forum()
    close(event, django_capture_on_commit_callbacks)
    assert sealed(event) == ()


def test_what_came_late_is_sealed_beside_what_was_sealed_already(django_capture_on_commit_callbacks):
    event = a_forum()
    first = a_contribution(a_participant(event))
    close(event, django_capture_on_commit_callbacks)
    late = a_contribution(a_participant(event))
    seal_said(event=event, now=timezone.now())
    assert [numbers_in(one.manifest) for one in sealed(event)] == [{first.pk}, {late.pk}]


def test_an_event_that_opened_again_by_mistake_seals_only_what_is_new(django_capture_on_commit_callbacks):
    event = a_forum()
    a_contribution(a_participant(event))
    close(event, django_capture_on_commit_callbacks)
    open_event(event=event, now=timezone.now())
    more = a_contribution(a_participant(event))
    close(event, django_capture_on_commit_callbacks)
    assert [len(numbers_in(one.manifest)) for one in sealed(event)] == [1, 1]
    assert numbers_in(sealed(event)[1].manifest) == {more.pk}


def test_a_visible_sentence_is_proved_by_its_text_and_salt_and_hidden_ones_are_not_told(
    django_capture_on_commit_callbacks,
):
    event = a_forum()
    shown, hidden, erased = [a_contribution(a_participant(event), text) for text in ("Avoin.", "Piilo.", "Poistuva.")]
    close(event, django_capture_on_commit_callbacks)
    hide_contribution(contribution=hidden, reason="nimi", made_by=None)
    erase_contribution(contribution=erased, now=timezone.now())
    (line,) = map(json.loads, opened_sentences(event, numbers_in(sealed(event)[0].manifest)))
    leaves = dict(one.split(" ") for one in sealed(event)[0].manifest.splitlines())
    assert (line["id"], line["text"]) == (str(shown.pk), "Avoin.")
    assert salted_leaf(bytes.fromhex(line["salt"]), line["text"]) == leaves[str(shown.pk)]
    assert set(leaves) == {str(one.pk) for one in (shown, hidden, erased)}


def test_erasing_a_text_leaves_a_leaf_that_says_nothing_and_the_log_as_it_was(django_capture_on_commit_callbacks):
    event = a_forum()
    sentence = a_contribution(a_participant(event), "Poistakaa tämä myöhemmin.")
    close(event, django_capture_on_commit_callbacks)
    before = [(one.leaf, one.manifest) for one in sealed(event)]
    erase_contribution(contribution=sentence, now=timezone.now())
    assert seal_said(event=event, now=timezone.now() + dt.timedelta(days=1)) is None
    assert [(one.leaf, one.manifest) for one in sealed(event)] == before
    assert "Poistakaa" not in before[0][0] + before[0][1]


def test_closing_asks_the_database_as_much_of_a_full_hall_as_of_a_small_one(django_assert_num_queries):
    for count in (1, 3):
        event = a_forum(is_open=True)
        for _ in range(count):
            a_contribution(a_participant(event))
        event.closed_at = timezone.now()
        event.save()
        with django_assert_num_queries(18):
            seal_said(event=event, now=timezone.now())


def test_alike_sentences_have_leaves_that_are_not_alike():
    lines = manifest(b"secret", {2: "Sama.", 10: "Sama."}).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["2", "10"]
    assert lines[0].split(" ")[1] != lines[1].split(" ")[1]
    assert salt_of(b"secret", 2) != salt_of(b"other", 2)
    assert json.loads(opened_line(b"secret", 2, "Sama."))["salt"] == salt_of(b"secret", 2).hex()
