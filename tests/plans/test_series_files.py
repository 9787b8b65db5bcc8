"""Values from files: read from long and wide tables, kept when confirmed, and nothing of a file is lost."""

import uuid
from decimal import Decimal

import pytest
from django.utils import timezone

from builders import a_negotiation
from planned import an_indicator, an_observation
from refusals import refusal
from sopu.core.series import COUNTRY, Value
from sopu.plans.actions.observations import keep_values
from sopu.plans.actions.series_intakes import confirm_series, discard_series, take_in_series
from sopu.plans.documents.series_files import as_csv, as_xlsx, number_of, read_series
from sopu.plans.models import Observation, Retrieval
from sopu.plans.queries.series_intakes import series_preview, values_out
from sopu.plans.rules import Source

AREAS = {"muurame": "municipality:500", "179": "municipality:179", "koko maa": COUNTRY}


def said(content: str) -> list[tuple[str, str, str, Decimal | None]]:
    reading = read_series("arvot.csv", content.encode(), AREAS)
    return [(one.value.area, one.value.period, one.value.sex, one.value.value) for one in reading.told]


def odd(content: str) -> list[tuple[int, str, str]]:
    return [(one.row, one.said, one.why) for one in read_series("arvot.csv", content.encode(), AREAS).odd]


def test_a_long_table_and_a_wide_one_say_the_same():
    long = "Kunta;Vuosi;Sukupuoli;Arvo\nMuurame;2023;naiset;12,5\nMuurame;2024;naiset;..\n"
    wide = "Alue;Sukupuoli;2023;2024\nMuurame;Naiset;12,5;ei julkaista\n"
    expected = [
        ("municipality:500", "2023", "female", Decimal("12.5")),
        ("municipality:500", "2024", "female", None),
    ]
    assert said(long) == expected
    assert said(wide) == expected


def test_whatever_is_not_understood_is_told_with_its_row():
    told = (
        "alue;vuosi;arvo;sukupuoli;huom\nMuurame;2023;12;;a\nMuurme;2023;12;;\nMuurame;23;1;;\nMuurame;2024;noin 5;;\n"
        "Muurame;2025;;;\nMuurame;2022;1;muut;\nMuurame;2023;13;;\n"
    )
    assert odd(told) == [
        (1, "huom", "unknown_column"),
        (3, "Muurme", "unknown_area"),
        (4, "23", "unknown_period"),
        (5, "noin 5", "no_number"),
        (6, "", "empty"),
        (7, "muut", "unknown_sex"),
        (8, "13", "twice"),
    ]
    assert said(told) == [("municipality:500", "2023", "total", Decimal(12))]
    assert odd("nimi;määrä\nx;1\n") == [(1, "nimi, määrä", "no_area_column")]


@pytest.mark.parametrize(
    ("said", "number"),
    [("1 234,5", "1234.5"), ("−3", "-3"), ("0.25", "0.25"), ("1.234,5", None), ("5 %", None), ("1e3", None)],
)
def test_numbers_are_read_as_people_write_them_and_doubtful_ones_are_not_guessed(said, number):
    assert number_of(said) == (None if number is None else Decimal(number))


@pytest.fixture
def indicator(db):
    """An indicator with values of the country, the county and a municipality, one of which is not published."""
    negotiation = a_negotiation()
    indicator = an_indicator(negotiation)
    municipality = negotiation.parties.all()[1].organisation
    values = [
        Value(COUNTRY, "2024", "total", Decimal("1234567890.123456"), Decimal("0.000001")),
        Value(f"county:{negotiation.county.code}", "2024", "total", Decimal("-7.5")),
        Value(f"municipality:{municipality.code}", "2024", "female", None, is_unpublished=True),
        Value(f"municipality:{municipality.code}", "2024K1", "male", Decimal("12"), Decimal("3")),
    ]
    keep_values(indicator=indicator, values=values, retrieval=None, now=timezone.now())
    return indicator


def brought(indicator, name, content):
    return take_in_series(
        indicator=indicator, name=name, content=content, by=None, now=timezone.now(), act_id=uuid.uuid4()
    )


@pytest.mark.parametrize(("name", "written"), [("arvot.csv", as_csv), ("arvot.xlsx", as_xlsx)])
def test_what_goes_out_comes_back_and_changes_nothing(indicator, name, written):
    intake = brought(indicator, name, written(values_out(indicator)))
    preview = series_preview(intake)
    assert (preview.new_count, preview.revised_count, preview.same_count, preview.odd_count) == (0, 0, 4, 0)
    assert confirm_series(intake=intake, by=None, now=timezone.now()).same == 4
    assert Observation.objects.count() == 4


def test_a_file_shows_what_is_new_and_revised_and_is_kept_once(indicator):
    county = indicator.negotiation.county
    name = county.name_fi
    content = f"alue;vuosi;arvo\n{name};2024;-7,6\n{name};2025;8\nMuualla;2025;9\n".encode()
    intake = brought(indicator, "arvot.csv", content)
    preview = series_preview(intake)
    assert [(one.period, one.was, one.now) for one in preview.revised] == [("2024", "−7,5", "−7,6")]
    assert [(one.period, one.now) for one in preview.new] == [("2025", "8,0")]
    assert [one.row for one in preview.odd] == [4]
    assert Observation.objects.count() == 4
    kept = confirm_series(intake=intake, by=None, now=timezone.now())
    assert (kept.new, kept.revised) == (1, 1)
    latest = Observation.objects.standing().filter(area=county).order_by("period").values_list("period", "value")
    assert list(latest) == [("2024", Decimal("-7.6")), ("2025", Decimal(8))]
    assert [(one.new_count, one.revised_count, one.sha256) for one in Retrieval.objects.all()] == [
        (1, 1, intake.sha256)
    ]
    assert refusal(confirm_series, intake=intake, by=None, now=timezone.now()) == "confirmed_already"


def test_a_discarded_file_keeps_nothing_and_a_fetched_series_takes_no_file(indicator):
    intake = brought(indicator, "arvot.csv", b"alue;2030\nKoko maa;5\n")
    discard_series(intake=intake, now=timezone.now())
    assert refusal(confirm_series, intake=intake, by=None, now=timezone.now()) == "discarded_already"
    fetched = an_indicator(indicator.negotiation, source=Source.SOTKANET, source_key="127")
    an_observation(fetched)
    assert refusal(brought, fetched, "arvot.csv", b"alue;2030\nKoko maa;5\n") == "is_fetched"
    assert not Observation.objects.filter(period="2030").exists()
