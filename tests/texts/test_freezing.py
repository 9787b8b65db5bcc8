"""A version is made in the languages that its parties need, and in any other that is whole."""

import datetime as dt

import pytest
from django.utils import timezone

import builders
from agreements import a_version, an_agreement, reworded
from sopu.negotiations.models import Milestone, Station
from sopu.texts.models import Document, DocumentKind, Version

pytestmark = pytest.mark.django_db


def translated(document: Document) -> Document:
    for number, clause in enumerate(document.clauses.all()):
        reworded(clause, f"Punkt {number}.", language="sv")
    return document


def languages(version: Version) -> set[str]:
    return set(version.texts.values_list("language", flat=True))


def test_a_translation_that_nobody_needs_is_in_the_version_when_it_is_whole():
    assert languages(a_version(translated(an_agreement()))) == {"fi", "sv"}


def test_a_translation_that_nobody_needs_stays_out_when_a_clause_of_it_is_stale_or_missing():
    stale, missing = translated(an_agreement()), an_agreement()
    reworded(stale.clauses.last(), "Uusi sanamuoto.")
    reworded(missing.clauses.first(), "Punkt.", language="sv")
    assert [languages(a_version(one)) for one in (stale, missing)] == [{"fi"}, {"fi"}]


@pytest.mark.parametrize(
    ("not_before", "valid_from", "expected"),
    [(None, None, None), ("2026-01-01", None, "2026-01-01"), ("2026-01-01", "2026-03-01", "2026-03-01")],
)
def test_a_version_comes_into_force_neither_before_its_condition_nor_before_its_own_first_day(
    not_before, valid_from, expected
):
    days = {"not_before": not_before, "valid_from": valid_from}
    document = an_agreement(**{name: day and dt.date.fromisoformat(day) for name, day in days.items()})
    assert a_version(document).deciding["not_before"] == expected


@pytest.mark.parametrize(("kind", "is_done"), [(DocumentKind.STRATEGIC, True), (DocumentKind.NEGOTIATION_PLAN, False)])
def test_submitting_reaches_the_milestone_of_agreement_only_with_the_agreement_itself(kind, is_done):
    negotiation, day = builders.a_negotiation(), dt.date(2025, 11, 28)
    milestone = Milestone.objects.create(
        negotiation=negotiation, number=9, station=Station.AGREEMENT, starts_on=day, due_on=day, name_fi="Sopimus"
    )
    a_version(an_agreement(negotiation, kind=kind))
    milestone.refresh_from_db()
    assert (milestone.done_on == timezone.localdate()) is is_done
