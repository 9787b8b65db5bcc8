"""The compiled material says what was said, counts what is in the database, and tells nothing of small groups."""

import datetime as dt

import pytest
from django.utils import timezone

from builders import a_contribution, a_forum, a_negotiation, a_participant, a_reaction, an_organisation
from sopu.forum.models import Contribution, DuplicateMark, Moderation, ParticipantRole, PromptKind, Reaction, Stance
from sopu.negotiations.models import Party
from sopu.organisations.models import Kind
from sopu.publishing.documents.material import Answers, Group, GroupAnswers
from sopu.publishing.queries.material import MOST_SUPPORTED, extracts_of, material_of

pytestmark = pytest.mark.django_db

AT = dt.datetime(2025, 10, 24, 14, 12, tzinfo=dt.UTC)


def material(event, language="fi"):
    return material_of(event, language=language, compiled_at=AT)


def extracts(event):
    return extracts_of(event, material(event), language="fi")


def the_extract(event, position):
    """The extract of the negotiation's party in that place; the county is the first."""
    return extracts(event)[event.negotiation.parties.all()[position]]


def answered(event, contribution, agree=0, passed=0, disagree=0):
    """The contribution, answered by that many new people."""
    for stance, count in ((Stance.AGREE, agree), (Stance.PASS, passed), (Stance.DISAGREE, disagree)):
        for _ in range(count):
            a_reaction(a_participant(event), contribution, stance)
    return contribution


def hide(contribution, *, is_hiding=True):
    Moderation.objects.create(contribution=contribution, is_hiding=is_hiding, reason="Nimi mainittu")


def test_every_visible_sentence_stands_once_by_discussion_and_prompt():
    event = a_forum()
    speaker = a_participant(event)
    later = a_contribution(speaker, "Viimeinen aihe", PromptKind.STRENGTH, area=3)
    need = a_contribution(speaker, "Tarve", PromptKind.NEED, area=1)
    strength = a_contribution(speaker, "Vahvuus", PromptKind.STRENGTH, area=1)
    assert [one.contribution for one in material(event).sentences] == [strength.pk, need.pk, later.pk]
    assert [one.number for one in material(event).sentences] == [3, 2, 1]


def test_discussions_and_prompts_without_sentences_stand_there_empty():
    parts = material(a_forum()).discussions
    assert [part.number for part in parts] == [1, 2, 3, 4]
    assert [[prompt.kind for prompt in part.prompts] for part in parts] == [list(PromptKind.values[:4])] * 4
    assert not any(part.sentences for part in parts)


def test_the_counts_are_those_of_the_database():
    event = a_forum()
    speaker = a_participant(event)
    answered(event, a_contribution(speaker), agree=5, disagree=2)
    answered(event, a_contribution(speaker, kind=PromptKind.COMMITMENT), passed=6)
    counts = material(event).counts
    assert counts.sentences == Contribution.objects.of(event).visible().count() == 2
    assert counts.answers == Reaction.objects.of(event).final().count() == 13
    assert counts.participants == event.participants.count() == 14
    assert (counts.organisations, counts.commitments, counts.hidden) == (1, 1, 0)


def test_a_hidden_sentence_is_counted_and_not_told_anywhere():
    event = a_forum()
    speaker = a_participant(event)
    hidden = answered(event, a_contribution(speaker, "Salaisuus", PromptKind.COMMITMENT), agree=9)
    shown = a_contribution(speaker, "Julkinen")
    hide(hidden)
    whole = material(event)
    assert [one.text for one in whole.sentences] == ["Julkinen"]
    assert (whole.counts.hidden, whole.counts.answers, whole.counts.commitments) == (1, 0, 0)
    assert "Salaisuus" not in repr(whole)
    assert "Salaisuus" not in repr(extracts(event))
    assert whole.sentences[0].number == 2
    assert whole.last_contribution == shown.pk


def test_a_sentence_that_was_shown_again_is_told():
    event = a_forum()
    said = a_contribution(a_participant(event), "Takaisin")
    hide(said)
    hide(said, is_hiding=False)
    assert [one.text for one in material(event).sentences] == ["Takaisin"]
    assert material(event).counts.hidden == 0


def test_only_the_last_answer_of_a_person_counts():
    event = a_forum()
    said = answered(event, a_contribution(a_participant(event)), agree=5)
    wavering = a_participant(event)
    a_reaction(wavering, said, Stance.AGREE, is_important=True)
    a_reaction(wavering, said, Stance.DISAGREE)
    assert material(event).sentences[0].answers == Answers(agree=5, passed=0, disagree=1, important=0)


@pytest.mark.parametrize(
    ("count", "answers"),
    [(0, Answers(0, 0, 0, 0)), (1, None), (4, None), (5, Answers(5, 0, 0, 0))],
)
def test_answers_of_fewer_than_five_are_not_told(count, answers):
    event = a_forum()
    answered(event, a_contribution(a_participant(event)), agree=count)
    assert material(event).sentences[0].answers == answers


def test_answers_are_broken_down_by_kind_when_every_group_has_five():
    event = a_forum()
    said = answered(event, a_contribution(a_participant(event)), agree=5)
    for _ in range(5):
        a_reaction(a_participant(event, event.negotiation.county), said, Stance.DISAGREE)
    assert material(event).sentences[0].groups == (
        GroupAnswers(Kind.COUNTY, Answers(0, 0, 5, 0)),
        GroupAnswers(Kind.MUNICIPALITY, Answers(5, 0, 0, 0)),
    )


def test_one_small_group_hides_the_whole_breakdown():
    event = a_forum()
    said = answered(event, a_contribution(a_participant(event)), agree=9)
    a_reaction(a_participant(event, event.negotiation.county), said)
    sentence = material(event).sentences[0]
    assert sentence.groups == ()
    assert sentence.answers == Answers(10, 0, 0, 0)


def test_people_are_broken_down_only_when_every_group_has_five():
    event = a_forum()
    for _ in range(5):
        a_participant(event, role=ParticipantRole.ELECTED)
    for _ in range(4):
        a_participant(event, role=ParticipantRole.PARTNER)
    assert material(event).kinds == (Group(Kind.MUNICIPALITY, 9, 0),)
    assert material(event).roles is None
    a_contribution(a_participant(event, role=ParticipantRole.PARTNER))
    assert material(event).roles == (Group(ParticipantRole.ELECTED, 5, 0), Group(ParticipantRole.PARTNER, 5, 1))


def test_the_organisation_stands_beside_commitments_only():
    event = a_forum()
    speaker = a_participant(event)
    a_contribution(speaker, "Toimenpide", PromptKind.MEASURE)
    a_contribution(speaker, "Sitoumus", PromptKind.COMMITMENT)
    assert {one.text: one.organisation for one in material(event).sentences} == {
        "Toimenpide": "",
        "Sitoumus": speaker.organisation.name_fi,
    }


def test_the_most_supported_are_sure_agreed_and_at_most_five():
    event = a_forum()
    speaker = a_participant(event)
    best = answered(event, a_contribution(speaker), agree=8)
    answered(event, a_contribution(speaker), agree=3, disagree=5)
    answered(event, a_contribution(speaker), agree=4)
    others = [answered(event, a_contribution(speaker), agree=5 + n % 2, disagree=1) for n in range(6)]
    found = [one.contribution for one in material(event).discussions[0].most_supported]
    assert len(found) == MOST_SUPPORTED
    assert found == [best.pk, others[1].pk, others[3].pk, others[5].pk, others[0].pk]


def test_names_are_in_the_documents_language_and_sentences_as_they_were_said():
    event = a_forum(name_sv="Forumet")
    a_contribution(a_participant(event), "Sanottu suomeksi", language="fi")
    swedish = material(event, "sv")
    assert swedish.event == "Forumet"
    assert swedish.sentences[0].text == "Sanottu suomeksi"
    assert "/sv/" in swedish.url


@pytest.mark.parametrize("of_event", [True, False])
def test_the_material_of_a_demonstration_says_so(of_event):
    event = a_forum(a_negotiation(is_demo=not of_event), is_demo=of_event)
    assert material(event).is_demo
    assert not material(a_forum()).is_demo


def test_an_event_of_people_without_organisations_compiles():
    event = a_forum()
    nobody = event.participants.create()
    a_contribution(nobody, "Tuotu lause", PromptKind.COMMITMENT)
    assert material(event).sentences[0].organisation == ""
    assert {len(one.sentences) for one in extracts(event).values()} == {0}


def test_an_extract_has_its_own_peoples_sentences_and_nobody_elses():
    event = a_forum()
    first, second = (party.organisation for party in event.negotiation.parties.all()[1:3])
    a_contribution(a_participant(event, first), "Oma")
    a_contribution(a_participant(event, second), "Naapurin")
    assert [one.text for one in the_extract(event, 1).sentences] == ["Oma"]
    assert [one.text for one in the_extract(event, 2).sentences] == ["Naapurin"]
    assert the_extract(event, 0).sentences == ()


@pytest.mark.parametrize(("came", "told"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_an_extract_tells_how_many_came_unless_they_were_under_five(came, told):
    event = a_forum()
    for _ in range(came):
        a_participant(event)
    assert the_extract(event, 1).people_count == told


def test_an_extract_offers_own_candidates_and_others_that_name_the_party():
    event = a_forum()
    parties = list(event.negotiation.parties.all())
    own, other = parties[1].organisation, parties[2].organisation
    own.name_fi = "Konnevesi"
    own.save()
    a_contribution(a_participant(event, own), "Avaamme kirjaston.", PromptKind.COMMITMENT)
    a_contribution(a_participant(event, other), "Autamme Konneveden nuoria.", PromptKind.COMMITMENT)
    a_contribution(a_participant(event, other), "Konnevedellä on hyvä.", PromptKind.STRENGTH)
    a_contribution(a_participant(event, other), "Kuljetamme kaikki.", PromptKind.COMMITMENT)
    extract = the_extract(event, 1)
    assert [one.text for one in extract.offered] == ["Avaamme kirjaston."]
    assert [one.text for one in extract.named] == ["Autamme Konneveden nuoria."]


def test_an_extract_tells_where_the_party_was_silent():
    event = a_forum()
    speaker = a_participant(event)
    for kind in PromptKind.values[:4]:
        a_contribution(speaker, kind=PromptKind(kind), area=1)
    a_contribution(speaker, kind=PromptKind.NEED, area=2)
    silences = the_extract(event, 1).silences
    assert [(one.discussion, one.kinds, one.is_whole) for one in silences] == [
        (2, ("strength", "measure", "commitment"), False),
        (3, tuple(PromptKind.values[:4]), True),
        (4, tuple(PromptKind.values[:4]), True),
    ]


def test_nobody_is_silent_in_a_discussion_that_was_never_held():
    event = a_forum(is_open=False)
    assert the_extract(event, 1).silences == ()
    a_contribution(a_participant(event), area=2)
    assert [one.discussion for one in the_extract(event, 0).silences] == [2]


def a_hall(party_count):
    """An event whose every party's people speak, are answered and offer."""
    event = a_forum(a_negotiation(party_count - 1))
    for party in event.negotiation.parties.all():
        said = a_contribution(a_participant(event, party.organisation), kind=PromptKind.COMMITMENT)
        answered(event, said, agree=2)
    return event


@pytest.mark.parametrize("party_count", [1, 3])
def test_the_queries_are_as_many_whatever_the_number_of_parties(party_count, django_assert_num_queries):
    event = a_hall(party_count) if party_count > 1 else a_lone_county()
    with django_assert_num_queries(17):
        compiled = material(event)
    with django_assert_num_queries(3):
        assert len(extracts_of(event, compiled, language="fi")) == party_count


def a_lone_county():
    """An event of a negotiation with one party, whose one participant speaks."""
    event = a_forum(a_negotiation(0))
    a_contribution(a_participant(event, event.negotiation.county), kind=PromptKind.COMMITMENT)
    return event


def test_a_party_of_another_negotiation_gets_no_extract():
    event = a_forum()
    stranger = Party.objects.create(
        negotiation=a_negotiation(), organisation=an_organisation(), number=9, is_by_law=False
    )
    assert stranger not in extracts(event)
    assert set(extracts(event)) == set(event.negotiation.parties.all())


def test_the_moment_of_compiling_is_the_one_that_was_given():
    assert material(a_forum()).compiled_at == AT < timezone.now()


def test_a_sentence_tells_which_earlier_ones_it_is_marked_as_repeating():
    event = a_forum()
    people = [a_participant(event) for _ in range(3)]
    first, second, hidden, third = (a_contribution(people[0]) for _ in range(4))
    hide(hidden)
    for person, earlier in ((people[0], first), (people[1], first), (people[2], second), (people[2], hidden)):
        DuplicateMark.objects.create(contribution=third, earlier=earlier, participant=person, written_at=timezone.now())
    assert {one.number: one.repeats for one in material(event).sentences} == {1: (), 2: (), 4: (1, 2)}
