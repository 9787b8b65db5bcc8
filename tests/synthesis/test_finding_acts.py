"""Findings are written, worded anew, taken back and signed; nothing that somebody wrote is written over."""

import uuid

import pytest
from django.utils import timezone

from builders import a_contribution, a_forum, a_participant, a_reaction, a_user
from sopu.core.refusals import Refused
from sopu.forum.models import Moderation, Stance
from sopu.synthesis.actions.findings import (
    Saying,
    revise_finding,
    sign_finding,
    withdraw_finding,
    write_finding,
)
from sopu.synthesis.models import Finding, FindingKind, FindingSource, FindingVersion, SignOff
from synthesised import a_finding, a_theme

pytestmark = pytest.mark.django_db

SAID = "Asukas tarvitsee yhden yhteyshenkilön."


@pytest.fixture
def editor():
    return a_user("Eeva Editori")


def saying(sources=(), **fields) -> Saying:
    told = {"kind": FindingKind.MEASURE, "texts": {"fi": SAID, "sv": "", "en": ""}}
    return Saying(sources=frozenset(one.pk for one in sources), **(told | fields))


def write(event, editor, told: Saying, act_id=None) -> FindingVersion:
    return write_finding(event=event, saying=told, made_by=editor, now=timezone.now(), act_id=act_id or uuid.uuid4())


def revise(version, editor, told: Saying, seen=1, act_id=None) -> FindingVersion:
    return revise_finding(
        finding=version.finding,
        saying=told,
        seen=seen,
        made_by=editor,
        now=timezone.now(),
        act_id=act_id or uuid.uuid4(),
    )


def withdraw(version, editor, seen=1, act_id=None) -> FindingVersion:
    return withdraw_finding(
        finding=version.finding, seen=seen, made_by=editor, now=timezone.now(), act_id=act_id or uuid.uuid4()
    )


def sign(version, owner, seen=1) -> SignOff:
    return sign_finding(finding=version.finding, seen=seen, signed_by=owner, now=timezone.now())


def hide(sentence) -> None:
    Moderation.objects.create(contribution=sentence, is_hiding=True, reason="Nimi mainittu", made_by=a_user())


def standing(event) -> list[tuple[int, int, str]]:
    rows = FindingVersion.objects.of(event).standing().at_hand()
    return [(one.finding.number, one.number, str(one)) for one in rows]


def test_a_finding_is_written_with_its_sources_and_gets_the_next_number(event, said, editor):
    write(event, editor, saying(said[:1]))
    theme, area = a_theme(event), event.negotiation.goal_areas.get(number=2)
    told = saying(said[:2], goal_area=area, theme=theme, minority={"fi": "Ei uutta luukkua."})
    told = Saying(**{**{name: getattr(told, name) for name in told.__slots__}, "minority_sources": {said[2].pk}})
    version = write(event, editor, told)
    assert (version.finding.number, version.number, version.goal_area, version.theme) == (2, 1, area, theme)
    assert list(version.source_rows.values_list("contribution_id", "is_minority")) == [
        (said[0].pk, False),
        (said[1].pk, False),
        (said[2].pk, True),
    ]
    assert (version.made_by, version.is_draft, version.minority_fi) == (editor, False, "Ei uutta luukkua.")


def test_a_form_that_is_sent_twice_is_stored_once(event, said, editor):
    act_id = uuid.uuid4()
    first = write(event, editor, saying(said[:1]), act_id)
    assert write(event, editor, saying(said[:1]), act_id) == first
    again = revise(first, editor, saying(said), act_id=act_id)
    assert (again, FindingVersion.objects.count(), Finding.objects.count()) == (first, 1, 1)
    act_id = uuid.uuid4()
    second = revise(first, editor, saying(said), act_id=act_id)
    assert revise(first, editor, saying(said), act_id=act_id) == second
    assert withdraw(first, editor, seen=2, act_id=act_id) == second


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"texts": {"fi": "", "sv": "", "en": ""}}, "says_nothing"),
        ({"minority": {"fi": "Toisin."}}, "minority_without_source"),
    ],
)
def test_what_says_nothing_or_has_a_minority_without_a_source_is_refused(event, said, editor, told, code):
    with pytest.raises(Refused) as refusal:
        write(event, editor, saying(said[:1], **told))
    assert (refusal.value.code, Finding.objects.count()) == (code, 0)


def test_a_sentence_is_a_source_of_one_view_only_and_sources_need_their_view(event, said, editor):
    one = frozenset({said[0].pk})
    with pytest.raises(Refused) as refusal:
        write(event, editor, saying(said[:1], minority={"fi": "Toisin."}, minority_sources=one))
    assert refusal.value.code == "both"
    with pytest.raises(Refused) as refusal:
        write(event, editor, saying(said[1:], minority_sources=one))
    assert refusal.value.code == "no_minority"


def test_sources_are_visible_sentences_of_the_same_event(event, said, editor):
    elsewhere = a_contribution(a_participant(a_forum()))
    hide(said[1])
    for source in (elsewhere, said[1]):
        with pytest.raises(Refused) as refusal:
            write(event, editor, saying([said[0], source]))
        assert refusal.value.code == "hidden_source"
    assert Finding.objects.count() == 0


def test_a_goal_area_and_a_theme_of_another_event_are_refused(event, said, editor):
    other = a_forum()
    for told in ({"goal_area": other.negotiation.goal_areas.get(number=1)}, {"theme": a_theme(other)}):
        with pytest.raises(Refused) as refusal:
            write(event, editor, saying(said[:1], **told))
        assert refusal.value.code == "elsewhere"


def test_a_new_version_stands_and_the_old_one_stays(event, said, editor):
    first = a_finding(event, said[:1])
    second = revise(first, editor, saying(said[1:], texts={"fi": "Uusi sanamuoto.", "sv": "Ny ordalydelse."}))
    assert standing(event) == [(1, 2, "Uusi sanamuoto.")]
    assert [one.text_fi for one in first.finding.versions.all()] == [SAID, "Uusi sanamuoto."]
    assert list(second.sources.order_by("pk")) == said[1:]


def test_what_a_colleague_wrote_meanwhile_is_not_written_over(event, said, editor):
    first = a_finding(event, said[:1])
    revise(first, a_user("Kalle Kollega"), saying(said[:1], texts={"fi": "Kallen sanamuoto."}))
    with pytest.raises(Refused, match=r"Kalle Kollega.*Kallen sanamuoto") as refusal:
        revise(first, editor, saying(said, texts={"fi": "Oma sanamuoto."}))
    assert refusal.value.code == "newer"
    for act in (withdraw, sign):
        with pytest.raises(Refused) as refusal:
            act(first, editor)
        assert refusal.value.code == "newer"
    assert standing(event) == [(1, 2, "Kallen sanamuoto.")]


def test_a_finding_that_is_taken_back_stands_no_more_and_keeps_its_history(event, said, editor):
    first = a_finding(event, said[:2], signed_by=a_user())
    last = withdraw(first, editor)
    assert (standing(event), first.finding.versions.count()) == ([], 2)
    assert (last.text_fi, last.made_by, last.is_withdrawn) == (SAID, editor, True)
    assert list(last.sources.order_by("pk")) == said[:2]
    for act in (withdraw, sign):
        with pytest.raises(Refused) as refusal:
            act(first, editor, seen=2)
        assert refusal.value.code == "withdrawn"
    with pytest.raises(Refused) as refusal:
        revise(first, editor, saying(said[:1]), seen=2)
    assert refusal.value.code == "withdrawn"


def test_a_signature_is_of_one_version_and_signing_again_is_the_same(event, said, editor):
    owner = a_user()
    first = a_finding(event, said[:1])
    signed = sign(first, owner)
    assert sign(first, a_user()) == signed
    assert (signed.signed_by, SignOff.objects.count()) == (owner, 1)
    revise(first, editor, saying(said))
    assert FindingVersion.objects.of(event).standing().signed().count() == 0
    assert FindingVersion.objects.of(event).signed().count() == 1


def test_without_a_source_that_can_be_read_nothing_is_signed(event, said):
    bare, hidden = a_finding(event), a_finding(event, said[:1])
    hide(said[0])
    for version in (bare, hidden):
        with pytest.raises(Refused) as refusal:
            sign(version, a_user())
        assert refusal.value.code == "no_source"
    assert SignOff.objects.count() == 0


def test_a_minority_whose_sources_are_hidden_keeps_a_finding_from_being_signed(event, said):
    version = a_finding(event, said[:1], minority_fi="Toisin.")
    FindingSource.objects.create(version=version, contribution=said[1], is_minority=True)
    hide(said[1])
    with pytest.raises(Refused) as refusal:
        sign(version, a_user())
    assert refusal.value.code == "minority_without_source"
    Moderation.objects.all().delete()
    assert sign(version, a_user()).version == version


def test_a_minoritys_sources_alone_are_not_a_findings(event, said):
    version = a_finding(event, minority_fi="Toisin.")
    FindingSource.objects.create(version=version, contribution=said[1], is_minority=True)
    with pytest.raises(Refused) as refusal:
        sign(version, a_user())
    assert refusal.value.code == "no_source"


def test_a_draft_becomes_a_persons_when_a_person_words_it_and_said_when_it_is_signed(event, said, editor):
    draft = write_finding(
        event=event, saying=saying(said[:1]), made_by=None, now=timezone.now(), act_id=uuid.uuid4(), is_draft=True
    )
    assert (draft.made_by, draft.is_draft) == (None, True)
    version = revise(draft, editor, saying(said[:1]))
    assert (version.made_by, version.is_draft) == (editor, False)


def test_support_is_frozen_when_it_is_written_and_again_when_it_is_signed(event, said, editor):
    people = [a_participant(event) for _ in range(6)]
    for one in people[:5]:
        a_reaction(one, said[0])
    version = write(event, editor, saying(said[:1]))
    assert version.support["all"] == {"people": 5, "agree": 5, "passed": 0, "disagree": 0}
    a_reaction(people[5], said[0], Stance.DISAGREE)
    version.refresh_from_db()
    assert version.support["all"]["people"] == 5
    sign(version, a_user())
    version.refresh_from_db()
    assert version.support["all"] == {"people": 6, "agree": 5, "passed": 0, "disagree": 1}
