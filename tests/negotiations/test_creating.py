"""A negotiation is set up, for any county."""

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command

from builders import an_organisation
from sopu.core.refusals import Refused
from sopu.negotiations import data, rules
from sopu.negotiations.actions.creating import Course, cite, create_negotiation, set_up_negotiation
from sopu.negotiations.models import CouncilTerm, LegalGround, Negotiation, Party, Station
from sopu.organisations.models import Kind, Organisation

TODAY = dt.date(2026, 1, 15)
MUNICIPALITIES = {
    "01": 7,
    "02": 6,
    "03": 10,
    "04": 2,
    "05": 27,
    "06": 16,
    "07": 11,
    "08": 23,
    "09": 10,
    "10": 6,
    "11": 9,
    "12": 11,
    "13": 19,
    "14": 13,
    "15": 22,
    "16": 18,
    "17": 14,
    "18": 8,
    "19": 30,
    "20": 8,
    "21": 21,
}


def set_up(county_code: str = "15", **fields) -> Negotiation:
    return set_up_negotiation(county_code=county_code, term_year=fields.pop("term_year", 2025), on=TODAY, **fields)


def command(*words: str) -> str:
    out = io.StringIO()
    call_command("negotiation", *words, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_every_county_negotiates_with_all_its_municipalities_and_one_regional_council():
    found = {}
    for code in MUNICIPALITIES:
        parties = set_up(code).parties.with_organisations()
        kinds = [party.organisation.kind for party in parties]
        assert kinds[:2] == [Kind.COUNTY, Kind.REGIONAL_COUNCIL]
        found[code] = kinds.count(Kind.MUNICIPALITY)
    assert found == MUNICIPALITIES
    assert Party.objects.filter(organisation__kind=Kind.MUNICIPALITY).count() == 291


@pytest.mark.django_db
def test_the_county_and_municipalities_come_by_law_and_the_regional_council_by_agreement():
    parties = list(set_up().parties.with_organisations())
    assert [party.organisation.name_fi for party in parties if not party.is_by_law] == ["Keski-Suomen liitto"]
    assert [party.number for party in parties] == list(range(1, 25))
    names = [party.organisation.name_fi for party in parties[2:]]
    assert (names[0], names[-1]) == ("Hankasalmi", "Äänekoski")


@pytest.mark.django_db
def test_a_county_may_negotiate_without_the_regional_council():
    kinds = set_up(course=Course(with_regional_council=False)).parties.values_list("organisation__kind", flat=True)
    assert Kind.REGIONAL_COUNCIL not in set(kinds)


@pytest.mark.django_db
def test_a_new_negotiation_has_its_name_term_ground_and_goal_areas():
    negotiation = set_up()
    assert (negotiation.slug, negotiation.name_fi, negotiation.name_sv, negotiation.name_en) == (
        "keski-suomi-2025",
        "Keski-Suomen neuvottelu 2025–2029",
        "Mellersta Finlands förhandling 2025–2029",
        "Negotiation of Central Finland 2025–2029",
    )
    term = negotiation.term
    assert (term.starts_on, term.ends_on) == (dt.date(2025, 6, 1), dt.date(2029, 5, 31))
    assert (negotiation.legal_ground.statute, negotiation.legal_ground.section) == ("611/2021", "14")
    assert negotiation.goal_areas.count() == 4


@pytest.mark.django_db
def test_milestones_fall_in_the_term_that_is_chosen():
    milestones = set_up(term_year=2029).milestones.order_by("number")
    assert milestones[0].station == Station.DUTY
    assert (milestones[0].starts_on, milestones[0].due_on) == (dt.date(2029, 9, 1), dt.date(2029, 10, 15))
    assert {milestone.station for milestone in milestones} == set(Station)


@pytest.mark.parametrize("name", data.template_names())
def test_every_template_is_whole_in_three_languages_and_stays_in_the_term(name):
    template, term = data.template(name), rules.term_of(2025)
    texts = [text for row in (*template.goal_areas, *template.milestones) for text in (row.fi, row.sv, row.en)]
    assert all(texts)
    assert {row.station for row in template.milestones} == set(Station)
    for row in template.milestones:
        starts_on, due_on = (rules.day_of_term(term.starts_on, day) for day in (row.starts, row.due))
        assert term.starts_on <= starts_on <= due_on <= term.ends_on


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"county_code": "90"}, "helsinki"),
        ({"county_code": "091"}, "helsinki"),
        ({"county_code": "91"}, "aland"),
        ({"county_code": "99"}, "unknown_county"),
        ({"county_code": "179"}, "unknown_county"),
        ({"term_year": 2026}, "unknown_term"),
        ({"slug": "Keski-Suomi 2025"}, "not_a_slug"),
    ],
)
def test_what_can_not_be_is_refused(fields, code):
    with pytest.raises(Refused) as refusal:
        set_up(**fields)
    assert refusal.value.code == code
    assert Negotiation.objects.count() == 0


@pytest.mark.django_db
def test_the_same_address_is_not_given_twice():
    set_up()
    with pytest.raises(Refused) as refusal:
        set_up()
    assert refusal.value.code == "slug_taken"
    assert "keski-suomi-2025" in str(refusal.value)
    assert set_up(slug="keski-suomi-toinen").slug == "keski-suomi-toinen"


@pytest.mark.django_db
def test_a_demonstration_does_not_stand_in_the_way_of_the_real_one():
    set_up(is_demo=True)
    assert (set_up().slug, set_up("14").slug) == ("keski-suomi-2025-2", "pohjois-karjala-2025")


@pytest.mark.django_db
def test_a_county_without_municipalities_on_the_day_has_nobody_to_negotiate_with():
    term = CouncilTerm.objects.create(name="t", starts_on=dt.date(2025, 6, 1), ends_on=dt.date(2029, 5, 31))
    with pytest.raises(Refused) as refusal:
        create_negotiation(county=an_organisation(Kind.COUNTY, "Autio"), term=term, slug="autio", on=TODAY)
    assert refusal.value.code == "no_municipalities"


@pytest.mark.django_db
def test_an_act_that_does_not_exist_is_not_cited():
    with pytest.raises(Refused) as refusal:
        cite("611/2024", "14")
    assert (refusal.value.code, "611/2021" in str(refusal.value)) == ("unknown_statute", True)
    with pytest.raises(Refused) as refusal:
        cite("1/1734", "1")
    assert "?" not in str(refusal.value)
    assert LegalGround.objects.count() == 0


@pytest.mark.django_db
def test_a_section_is_cited_once():
    assert cite("611/2021", "14") == cite("611/2021", "14")


def test_terms_start_every_fourth_year_from_2025_and_the_first_of_the_counties_in_2022():
    terms = [year for year in range(2020, 2040) if rules.term_of(year)]
    assert terms == [2022, 2025, 2029, 2033, 2037]
    assert rules.term_of(2022) == rules.TermDates("2022–2025", dt.date(2022, 3, 1), dt.date(2025, 5, 31))
    assert rules.term_of(2025) == rules.TermDates("2025–2029", dt.date(2025, 6, 1), dt.date(2029, 5, 31))


@pytest.mark.parametrize("day", ["0-10-24", "+0-10", "+0-13-01", "24.10.2025"])
def test_a_day_that_is_not_of_a_term_is_an_error(day):
    with pytest.raises(ValueError):  # ours or the calendar's
        rules.day_of_term(dt.date(2025, 6, 1), day)


@pytest.mark.parametrize(
    ("text", "is_fit"), [("keski-suomi-2025", True), ("a" * 81, False), ("ä", False), ("-a", False), ("", False)]
)
def test_an_address_has_small_letters_digits_and_hyphens(text, is_fit):
    assert rules.is_slug(text) is is_fit


@pytest.mark.django_db
def test_the_command_sets_up_and_says_how_much_there_is():
    assert command("create", "--county", "15") == (
        "keski-suomi-2025: Keski-Suomen neuvottelu 2025–2029\n"
        "  24 parties (22 municipalities), 48 councils and boards, 4 goal areas, 9 milestones\n"
    )
    told = json.loads(command("create", "--county", "04", "--without-regional-council", "--json"))
    assert told == {
        "slug": "vantaa-ja-kerava-2025",
        "name": "Vantaan ja Keravan neuvottelu 2025–2029",
        "party_count": 3,
        "municipality_count": 2,
        "body_count": 6,
        "goal_area_count": 4,
        "milestone_count": 9,
    }
    assert [row["slug"] for row in json.loads(command("list", "--json"))] == [
        "keski-suomi-2025",
        "vantaa-ja-kerava-2025",
    ]


@pytest.mark.django_db
def test_the_list_says_how_to_begin_when_there_is_nothing():
    assert command("list").startswith("No negotiations yet.")


@pytest.mark.django_db
def test_listing_asks_once_however_many_there_are(django_assert_num_queries):
    set_up("15")
    with django_assert_num_queries(1):
        command("list")
    set_up("14")
    set_up("04")
    with django_assert_num_queries(1):
        command("list")
    assert Organisation.objects.counties().count() == 21
