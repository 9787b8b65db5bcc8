"""What was understood of an event, read for its documents."""

import pytest
from django.utils import timezone

from builders import a_contribution, a_participant, a_reaction, a_user
from sopu.forum.models import Moderation, Stance
from sopu.organisations.models import Kind
from sopu.publishing.documents.synthesis import NOT_BEGUN, Share
from sopu.publishing.queries.material import extracts_of, material_of
from sopu.synthesis.models import FindingSource, Outcome, Target
from synthesised import a_disposition, a_finding, a_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(event):
    someone = a_participant(event)
    return [a_contribution(someone, f"Lause {number}.") for number in (1, 2, 3)]


def read(event, language="fi"):
    return material_of(event, language=language, compiled_at=timezone.now())


def answered_by(event, sentence, kind, agree, disagree):
    """People of one organisation of that kind answer the sentence."""
    party = next(one for one in event.negotiation.parties.with_organisations() if one.organisation.kind == kind)
    for number in range(agree + disagree):
        person = a_participant(event, organisation=party.organisation)
        a_reaction(person, sentence, stance=Stance.AGREE if number < agree else Stance.DISAGREE)


def test_before_the_synthesis_is_begun_the_material_has_none_of_it(event, said):
    material = read(event)
    assert not material.synthesis.is_begun
    assert material.synthesis.themes == NOT_BEGUN.themes
    assert material.synthesis.unplaced == (1, 2, 3)
    assert [(one.theme, one.disposition) for one in material.sentences] == [(None, None)] * 3


def test_each_sentence_has_its_theme_and_what_became_of_it(event, said):
    theme = a_theme(event, "Yksi yhteyshenkilö", said[:2], made_by=a_user())
    a_disposition(event, theme, Outcome.USED, reason="Kirjattu.")
    a_disposition(event, said[2], Outcome.OUT_OF_SCOPE, reason="Valtion asia.")
    material = read(event)
    told = [(one.theme, one.disposition.words, one.disposition.reason) for one in material.sentences]
    used = "käytetty: strateginen yhteistyösopimus"
    assert told == [(1, used, "Kirjattu."), (1, used, "Kirjattu."), (None, "ei kuulu tähän", "Valtion asia.")]
    assert {key: count for key, _name, count in material.synthesis.outcomes if count} == {
        "used": 2,
        "out_of_scope": 1,
    }
    assert [(one.name, one.is_human, one.sentences) for one in material.synthesis.themes] == [
        ("Yksi yhteyshenkilö", True, (1, 2))
    ]


def test_only_signed_findings_are_told_and_a_source_that_is_hidden_is_counted(event, said):
    a_finding(event, said[:1], text_fi="Vahvistamatta.")
    version = a_finding(event, said[1:], signed_by=a_user(), text_fi="Vahvistettu.", minority_fi="Osa toisin.")
    FindingSource.objects.create(version=version, contribution=said[0], is_minority=True)
    Moderation.objects.create(contribution=said[2], is_hiding=True, reason="Asiaton")
    (finding,) = read(event).synthesis.findings
    assert (finding.number, finding.text, finding.minority) == (2, "Vahvistettu.", "Osa toisin.")
    assert (finding.sources, finding.minority_sources, finding.lost_count) == ((2,), (1,), 1)


def test_what_every_kind_agrees_on_comes_first_and_where_they_part_apart(event, said):
    for sentence, county, municipality in ((said[0], (9, 1), (8, 2)), (said[1], (9, 1), (1, 9))):
        answered_by(event, sentence, Kind.COUNTY, *county)
        answered_by(event, sentence, Kind.MUNICIPALITY, *municipality)
    synthesis = read(event).synthesis
    assert [one.sentence for one in synthesis.agreed] == [1]
    assert [(one.sentence, one.spread) for one in synthesis.parted] == [(2, 80)]
    assert set(synthesis.agreed[0].shares) == {
        Share("county", "Hyvinvointialue", 9, 10),
        Share("municipality", "Kunta", 8, 10),
    }


def test_a_finding_tells_how_kinds_agree_with_its_sources_unless_one_is_too_small(event, said):
    answered_by(event, said[0], Kind.COUNTY, 5, 0)
    answered_by(event, said[0], Kind.MUNICIPALITY, 6, 0)
    answered_by(event, said[1], Kind.COUNTY, 4, 0)
    answered_by(event, said[1], Kind.MUNICIPALITY, 6, 0)
    a_finding(event, said[:1], signed_by=a_user())
    a_finding(event, said[:2], signed_by=a_user())
    first, second = read(event).synthesis.findings
    assert {share.key: share.answered for share in first.shares} == {"county": 5, "municipality": 6}
    assert second.shares == ()


def test_what_is_left_for_a_partys_own_work_stands_with_the_partys_number(event, said):
    party = event.negotiation.parties.last()
    a_disposition(event, a_theme(event, "Oma työ", said), Outcome.PARTLY, target=Target.PARTY, party=party)
    material = read(event)
    disposition = material.synthesis.themes[0].disposition
    assert (disposition.party, disposition.target_name) == (
        party.number,
        f"osapuolen oma työ ({party.organisation.name_fi})",
    )
    assert {one.number for one in extracts_of(event, material, language="fi")} == {
        one.number for one in event.negotiation.parties.all()
    }


def test_it_is_told_in_the_language_of_the_material(event, said):
    theme = a_theme(event, "Yksi yhteyshenkilö", said)
    a_disposition(event, theme, Outcome.USED)
    assert read(event, "sv").sentences[0].disposition.words == "använt: det strategiska samarbetsavtalet"


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_database_as_often_however_much_there_is(count, event, said, django_assert_num_queries):
    for number in range(count):
        theme = a_theme(event, f"Teema {number}", said[number : number + 1])
        a_disposition(event, theme)
        a_finding(event, said[number : number + 1], signed_by=a_user(), theme=theme)
    with django_assert_num_queries(18):
        read(event)
