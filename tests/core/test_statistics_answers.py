"""Answers of Sotkanet and of PxWeb are read in the forms that they are known to have, and in no other."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from sopu.core import jsonstat, pacing, pxweb, sotkanet
from sopu.core.answers import Changed, Cut, NotRead, plain
from sopu.core.series import Value
from sopu.core.sotkanet import Region, Row

COUNTIES = {965: "15", 885: "15", 957: "11", 877: "11"}


def said(told: object) -> bytes:
    return json.dumps(told).encode()


def a_row(**fields: object) -> dict[str, object]:
    return {"indicator": 4, "region": 85, "year": 2024, "gender": "total", **fields}


def test_a_value_is_read_in_both_forms_that_sotkanet_has_had():
    today = said([a_row(value=3.4, absValue=9)])
    before = said([a_row(indicator="4", region="85", year="2024") | {"primary value": "3.4", "absolute value": "9"}])
    assert sotkanet.read_rows(today, 4) == sotkanet.read_rows(before, 4)
    assert sotkanet.read_rows(today, 4) == (Row(85, 2024, "total", Decimal("3.4"), Decimal(9)),)


@pytest.mark.parametrize("told", [{"value": None, "absValue": 3}, {"primary value": ""}, {"value": ".."}, {}])
def test_a_row_without_its_number_is_not_published_and_never_nought(told):
    assert sotkanet.read_rows(said([a_row(**told)]), 4) == (Row(85, 2024, "total", None, None),)


@pytest.mark.parametrize(
    "told",
    [
        {"rows": []},
        [a_row(arvo=3)],
        [a_row(value="three")],
        [a_row(value=True)],
        [a_row(value=1, gender="both")],
        [a_row(value=1, indicator=5)],
        [a_row(value=1, year="2024–2025")],
        [{"region": 85, "year": 2024, "gender": "total", "value": 1}],
        [85],
    ],
)
def test_an_answer_of_another_form_is_not_guessed_at(told):
    with pytest.raises(Changed):
        sotkanet.read_rows(said(told), 4)


@pytest.mark.parametrize("content", [b"", b'[{"value": 1', b"<html>", b"[NaN]", b"\xff\xfe", b"[" * 100_000])
def test_what_is_not_whole_json_is_cut(content):
    with pytest.raises(Cut):
        sotkanet.read_rows(content, 4)


def test_a_region_is_an_area_by_category_and_code_and_a_county_by_its_ids():
    regions = [
        Region(85, "KUNTA", "179"),
        Region(14, "KUNTA", "5"),
        Region(499, "MAAKUNTA", "13"),
        Region(658, "MAA", "358"),
        Region(885, "HYVINVOINTIALUE", "11"),
        Region(965, "HYVINVOINTIALUE", "15"),
        Region(880, "HYVINVOINTIALUE", "15"),
        Region(877, "ELY-KESKUS", "7"),
        Region(560, "SEUTUKUNTA", "131"),
    ]
    assert sotkanet.areas_of(regions, COUNTIES) == {
        85: "municipality:179",
        14: "municipality:005",
        499: "regional_council:13",
        658: "country",
        885: "county:15",
        965: "county:15",
        957: "county:11",
    }


def test_what_others_of_its_kind_have_and_an_area_lacks_is_not_published():
    areas = {1: "municipality:001", 2: "municipality:002", 885: "county:15", 965: "county:15"}
    rows = [
        Row(1, 2023, "total", Decimal(7), None),
        Row(2, 2024, "total", Decimal(8), None),
        Row(965, 2024, "total", Decimal(5), None),
        Row(885, 2024, "total", Decimal(4), None),
    ]
    assert sotkanet.values_of(rows, areas, {"municipality:001", "county:15", "country"}) == (
        Value("county:15", "2024", "total", Decimal(5)),
        Value("municipality:001", "2023", "total", Decimal(7)),
        Value("municipality:001", "2024", "total", None, is_unpublished=True),
    )


def test_markup_of_a_description_is_read_as_text():
    assert plain("<p id=a>Luvut &amp; <b>osuudet</b>.<br><br />Alle 5&nbsp;tapausta</p> ") == (
        "Luvut & osuudet.\nAlle 5 tapausta"
    )


def a_cube(**fields: object) -> bytes:
    told = {
        "class": "dataset",
        "source": "Tilastokeskus, väestörakenne",
        "updated": "2022-12-21T06.00.00Z",
        "id": ["Alue", "Vuosi"],
        "size": [2, 2],
        "dimension": {
            "Alue": {"category": {"index": {"KU179": 1, "SSS": 0}, "label": {"SSS": "KOKO MAA"}}},
            "Vuosi": {"category": {"index": ["2023", "2024"]}},
        },
        "value": [1, 2.5, None, 0],
    }
    return said(told | fields)


def test_a_cube_is_read_with_its_last_side_running_fastest():
    cube = jsonstat.read_dataset(a_cube())
    assert [(*codes.values(), found) for codes, found in cube.cells()] == [
        ("SSS", "2023", 1),
        ("SSS", "2024", Decimal("2.5")),
        ("KU179", "2023", None),
        ("KU179", "2024", 0),
    ]
    assert cube.updated_on == dt.date(2022, 12, 21)
    sparse = jsonstat.read_dataset(a_cube(value={"0": 1, "1": 2.5, "3": 0}, status={"2": ".."}))
    assert sparse.numbers == cube.numbers


@pytest.mark.parametrize(
    "fields",
    [
        {"value": [1, 2, 3]},
        {"value": {"4": 1}},
        {"size": [2, 3]},
        {"id": ["Alue", "Kuukausi"]},
        {"class": "collection"},
        {"dimension": {"Alue": {"category": {"index": {"SSS": 0, "KU179": 5}}}}},
    ],
)
def test_a_cube_whose_sides_and_numbers_do_not_fit_is_not_read(fields):
    with pytest.raises(NotRead):
        jsonstat.read_dataset(a_cube(**fields))


def test_a_short_answer_cannot_claim_any_number_of_cells():
    side = {"category": {"index": [str(number) for number in range(1_001)]}}
    with pytest.raises(Changed):
        jsonstat.read_dataset(a_cube(size=[1_001, 1_001], dimension={"Alue": side, "Vuosi": side}, value={}))


def variable(code: str, values: list[str], **fields: object) -> dict[str, object]:
    return {"code": code, "text": code, "values": values, **fields}


TABLE = pxweb.read_table(
    said(
        {
            "title": "Väestö",
            "variables": [
                variable("Alue", ["SSS", "KU077", "KU179", "MK13", "SK131"]),
                variable("Sukupuoli", ["SSS", "1", "2"], elimination=True),
                variable("Toimiala", ["011", "012"], elimination=True),
                variable("Tiedot", ["M408", "M411"]),
                variable("Vuosi", [str(year) for year in range(2015, 2025)], time=True),
            ],
        }
    )
)


def test_what_a_variable_is_for_is_seen_from_its_name_and_codes():
    assert [one.role for one in TABLE.variables] == ["area", "sex", "other", "metric", "period"]
    assert [one.code for one in pxweb.missing(TABLE, pxweb.Selection())] == ["Tiedot"]
    assert [one.code for one in pxweb.missing(TABLE, pxweb.Selection({"Tiedot": "M999"}))] == ["Tiedot"]


@pytest.mark.parametrize(
    ("code", "area"),
    [
        ("SSS", "country"),
        ("KU179", "municipality:179"),
        ("179", "municipality:179"),
        ("MK13", "regional_council:13"),
        ("HVA15", "county:15"),
        ("SK131", None),
    ],
)
def test_codes_of_areas_are_known_by_their_form(code, area):
    assert pxweb.area_of(code) == area


@pytest.mark.parametrize(
    ("code", "period"),
    [("2024", "2024"), ("2024Q3", "2024Q3"), ("2024M11", "2024M11"), ("2024H1", "2024K1"), ("x", None)],
)
def test_codes_of_periods_are_written_as_ours(code, period):
    assert pxweb.period_of(code) == period


def test_a_question_that_is_too_long_is_asked_in_turns_of_which_none_is_too_long():
    wanted = {"country", "municipality:179", "county:15"}
    questions = pxweb.questions(TABLE, pxweb.Selection({"Tiedot": "M411"}), wanted, most=20)
    chosen = [{one["code"]: one["selection"]["values"] for one in question["query"]} for question in questions]
    assert [one["Vuosi"] for one in chosen] == [
        ["2015", "2016", "2017"],
        ["2018", "2019", "2020"],
        ["2021", "2022", "2023"],
        ["2024"],
    ]
    assert {key: chosen[0][key] for key in ("Alue", "Sukupuoli", "Tiedot")} == {
        "Alue": ["SSS", "KU179"],
        "Sukupuoli": ["SSS", "1", "2"],
        "Tiedot": ["M411"],
    }
    with pytest.raises(ValueError, match="areas"):
        pxweb.questions(TABLE, pxweb.Selection({"Tiedot": "M411"}), {"county:15"})
    with pytest.raises(ValueError, match="more values"):
        pxweb.questions(TABLE, pxweb.Selection({"Tiedot": "M411"}), wanted, most=5)


def test_thirty_calls_in_ten_seconds_are_kept_to():
    past = [0.1 * number for number in range(30)]
    assert pacing.wait_before(past[:29], 3.0) == 0
    assert pacing.wait_before(past, 3.0) == pytest.approx(7.0)
    assert pacing.wait_before(past, 10.0) == 0


def test_the_time_that_a_service_asks_for_is_waited_when_it_is_short():
    now = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
    told = ["7", "Tue, 24 Nov 2026 12:00:30 GMT", "Tue, 24 Nov 2026 11:00:00 GMT", "soon", ""]
    assert [pacing.retry_after(one, now) for one in told] == [7.0, 30.0, 0.0, None, None]
    assert [pacing.pause_before(tries, None) for tries in (1, 2, 3, 4)] == [1.0, 4.0, 15.0, None]
    assert [pacing.pause_before(1, asked) for asked in (30.0, 61.0)] == [30.0, None]
