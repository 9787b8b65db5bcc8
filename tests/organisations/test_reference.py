"""Who exists: the reference data, its names and its memberships."""

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command

from sopu.organisations import data, rules
from sopu.organisations.actions import load_reference_data
from sopu.organisations.models import Body, Kind, Level, Membership, Organisation
from sopu.organisations.queries import area_of_county, former_sotkanet_regions

TODAY = dt.date(2026, 1, 1)

KESKI_SUOMI = {
    "077": "Hankasalmen kunta",
    "172": "Joutsan kunta",
    "179": "Jyväskylän kaupunki",
    "182": "Jämsän kaupunki",
    "216": "Kannonkosken kunta",
    "226": "Karstulan kunta",
    "249": "Keuruun kaupunki",
    "256": "Kinnulan kunta",
    "265": "Kivijärven kunta",
    "275": "Konneveden kunta",
    "312": "Kyyjärven kunta",
    "410": "Laukaan kunta",
    "435": "Luhangan kunta",
    "495": "Multian kunta",
    "500": "Muuramen kunta",
    "592": "Petäjäveden kunta",
    "601": "Pihtiputaan kunta",
    "729": "Saarijärven kaupunki",
    "850": "Toivakan kunta",
    "892": "Uuraisten kunta",
    "931": "Viitasaaren kaupunki",
    "992": "Äänekosken kaupunki",
}
ELSEWHERE = {
    "010": "Alavuden kaupunki",
    "078": "Hangon kaupunki",
    "102": "Huittisten kaupunki",
    "142": "Iitin kunta",
    "152": "Isonkyrön kunta",
    "217": "Kannuksen kaupunki",
    "231": "Kaskisten kaupunki",
    "236": "Kaustisen kunta",
    "284": "Kosken Tl kunta",
    "287": "Kristiinankaupungin kaupunki",
    "405": "Lappeenrannan kaupunki",
    "433": "Lopen kunta",
    "541": "Nurmeksen kaupunki",
    "599": "Pedersören kunta",
    "619": "Punkalaitumen kunta",
    "686": "Rautalammin kunta",
    "837": "Tampereen kaupunki",
    "853": "Turun kaupunki",
    "893": "Uudenkaarlepyyn kaupunki",
    "895": "Uudenkaupungin kaupunki",
    "915": "Varkauden kaupunki",
    "927": "Vihdin kunta",
    "936": "Virtain kaupunki",
}


@pytest.fixture
def reference(db):
    return load_reference_data()


def municipality(code: str) -> Organisation:
    return Organisation.objects.municipalities().get(code=code)


def test_the_country_stands_as_it_is_in_2026(reference):
    counts = (reference.municipalities, reference.counties, reference.regional_councils)
    assert counts == (308, 21, 18)
    assert Body.objects.count() == reference.bodies == 2 * (308 + 21 + 18)
    assert Membership.objects.count() == reference.memberships == 291 + 292


def test_loading_again_writes_nothing_and_asks_little(reference, django_assert_num_queries):
    with django_assert_num_queries(5):  # organisations, bodies and memberships, inside a savepoint
        again = load_reference_data()
    assert again.written == 0


def test_loading_again_puts_right_what_was_changed(reference):
    Organisation.objects.filter(code="179").update(name_sv="Jyveskyla")
    Body.objects.filter(organisation__code="172", level=Level.BOARD).delete()
    assert load_reference_data().written == 2
    assert municipality("179").name_sv == "Jyväskylä"
    assert municipality("172").bodies.count() == 2


def test_loading_leaves_other_organisations_alone(reference):
    partner = Organisation.objects.create(kind=Kind.PARTNER, name_fi="Kylät yhdessä")
    load_reference_data()
    partner.refresh_from_db()
    assert partner.name_fi == "Kylät yhdessä"


def test_full_names_stand_in_the_genitive(reference):
    wanted = KESKI_SUOMI | ELSEWHERE
    names = Organisation.objects.municipalities().filter(code__in=wanted).values_list("code", "full_name_fi")
    assert dict(names) == wanted


@pytest.mark.parametrize(
    ("code", "swedish", "english"),
    [
        ("179", "Jyväskylä stad", "City of Jyväskylä"),
        ("172", "Joutsa kommun", "Municipality of Joutsa"),
        ("249", "Keuru stad", "City of Keuruu"),
        ("905", "Vasa stad", "City of Vaasa"),
        ("499", "Korsholms kommun", "Municipality of Korsholm"),
        ("091", "Helsingfors stad", "City of Helsinki"),
        ("599", "Pedersöre kommun", "Municipality of Pedersöre"),
    ],
)
def test_full_names_stand_in_swedish_and_english(reference, code, swedish, english):
    one = municipality(code)
    assert (one.full_name_sv, one.full_name_en) == (swedish, english)


@pytest.mark.parametrize(
    ("kind", "code", "council", "board"),
    [
        (Kind.MUNICIPALITY, "179", "Jyväskylän kaupunginvaltuusto", "Jyväskylän kaupunginhallitus"),
        (Kind.MUNICIPALITY, "601", "Pihtiputaan kunnanvaltuusto", "Pihtiputaan kunnanhallitus"),
        (
            Kind.COUNTY,
            "15",
            "Keski-Suomen hyvinvointialueen aluevaltuusto",
            "Keski-Suomen hyvinvointialueen aluehallitus",
        ),
        (Kind.REGIONAL_COUNCIL, "13", "Keski-Suomen liiton maakuntavaltuusto", "Keski-Suomen liiton maakuntahallitus"),
    ],
)
def test_bodies_are_called_by_their_names(reference, kind, code, council, board):
    bodies = Body.objects.filter(organisation__kind=kind, organisation__code=code)
    assert {body.level: body.name_fi for body in bodies} == {Level.COUNCIL: council, Level.BOARD: board}


def test_bodies_have_swedish_names(reference):
    swedish = set(Body.objects.filter(organisation__code__in=["15", "13", "905"]).values_list("name_sv", flat=True))
    assert swedish >= {
        "Mellersta Finlands välfärdsområdesfullmäktige",
        "Mellersta Finlands välfärdsområdesstyrelse",
        "Mellersta Finlands förbunds landskapsfullmäktige",
        "Vasa stadsfullmäktige",
        "Vasa stadsstyrelse",
    }


def test_a_county_is_not_a_region(reference):
    uusimaa = Organisation.objects.regional_councils().get(code="01")
    members = Organisation.objects.municipalities().members_of(uusimaa, TODAY)
    wholes = Organisation.objects.counties().wholes_of(members, TODAY)
    assert sorted(wholes.values_list("code", flat=True)) == ["01", "02", "03", "04"]
    assert members.count() == 7 + 6 + 10 + 2 + 1


def test_helsinki_has_a_regional_council_and_no_county(reference):
    wholes = Membership.objects.filter(member=municipality("091")).values_list("whole__kind", "whole__code")
    assert list(wholes) == [(Kind.REGIONAL_COUNCIL, "01")]


def test_the_sixteen_of_aland_belong_to_nothing_of_our_law(reference):
    alone = Organisation.objects.municipalities().filter(memberships=None)
    assert alone.count() == 16
    assert set(alone.values_list("language_status", flat=True)) == {2}


def test_nobody_belonged_to_a_county_before_they_began(reference):
    county = Organisation.objects.counties().get(code="15")
    on = {day: Organisation.objects.members_of(county, day).count() for day in (dt.date(2022, 12, 31), TODAY)}
    assert on == {dt.date(2022, 12, 31): 0, TODAY: 22}


def test_codes_are_text_with_their_zeros():
    rows = data.municipalities()
    assert [len(row.code) for row in rows] == [3] * 308
    assert len({row.code for row in rows}) == 308
    assert {row.county for row in rows} - {""} == {row.code for row in data.counties()}
    assert {row.region for row in rows} - {""} == {row.code for row in data.regional_councils()}


def test_every_genitive_ends_as_a_genitive_does():
    odd = [row.genitive_fi for row in data.municipalities() if not row.genitive_fi.endswith("n")]
    assert odd == ["Kosken Tl"]


def test_an_area_has_a_name_of_its_own():
    assert (area_of_county("15"), area_of_county("04"), area_of_county("90")) == (
        "Keski-Suomi",
        "Vantaa ja Kerava",
        "",
    )


def test_swedish_names_take_an_s_only_after_a_consonant():
    names = ["Esbo", "Borgå", "Korsholm", "Helsingfors", "Kontiolax"]
    assert [rules.swedish_genitive(name) for name in names] == [
        "Esbo",
        "Borgå",
        "Korsholms",
        "Helsingfors",
        "Kontiolax",
    ]


@pytest.mark.django_db
def test_the_command_says_what_it_loaded():
    out = io.StringIO()
    call_command("reference", "load", stdout=out)
    assert out.getvalue().startswith("308 municipalities, 21 counties and 18 regional councils with 694 bodies")
    out = io.StringIO()
    call_command("reference", "load", "--json", stdout=out)
    assert json.loads(out.getvalue())["written"] == 0


def test_counties_with_bilingual_municipalities_are_bilingual(reference):
    bilingual = Organisation.objects.counties().exclude(language_status=0).values_list("code", "language_status")
    assert dict(bilingual) == {"01": 1, "03": 1, "04": 1, "05": 1, "10": 1, "17": 3, "18": 1}
    council = Organisation.objects.regional_councils().get(code="13")
    assert council.language_status == 0


def test_unlike_languages_make_a_bilingual_whole():
    wholes = [[(0, 10), (0, 5)], [(2, 10)], [(0, 10), (2, 5)], [(0, 5), (2, 10)], [(1, 10)], [(3, 10)]]
    assert [rules.joint_language_status(members) for members in wholes] == [0, 2, 1, 3, 1, 3]
    assert [rules.main_language(status) for status in range(4)] == ["fi", "fi", "sv", "sv"]


def test_a_county_has_one_id_of_today_and_one_from_before_the_renumbering():
    former, today = former_sotkanet_regions(), {row.sotkanet_region: row.code for row in data.counties()}
    assert (len(former), len(today), former.keys() & today.keys()) == (21, 21, set())
    assert (former[885], today[965]) == ("15", "15")
