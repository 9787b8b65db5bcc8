"""A monitoring report as a workbook: everything that was frozen, to sort and filter, whoever the report is for."""

import datetime as dt
from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sopu.plans.queries.report_page import ReportPage
from sopu.plans.queries.report_values import IndicatorTold, MeasureTold, Point
from sopu.publishing.documents import words
from sopu.publishing.documents.reports import lead_of, title_of
from sopu.publishing.documents.rows import Cell, Row
from sopu.publishing.documents.sheets import Book


def written(page: ReportPage, url: str) -> bytes:
    """The report as a workbook; the same report gives the same bytes."""
    head = page.told.head
    book = Book(f"{head.plan} – {title_of(page)}", head.county, head.language, head.made_at)
    book.notes(_summary(page, url))
    book.sheet(_("Measures"), _measure_heads(), map(_measure, page.told.measures), _MEASURES)
    book.sheet(
        _("Commitments"), (_("Measure"), _("Name"), _("Party"), _("Level")), _commitments(page), (10, 50, 40, 16)
    )
    book.sheet(_("Indicators"), _indicator_heads(), map(_indicator, page.told.indicators), _INDICATORS)
    book.sheet(_("Values of indicators"), (_("Indicator"), _("Period"), _("Value")), _values(page), (60, 10, 14))
    book.sheet(_("Late"), (_("Measure"), _("Name"), _("Party"), _("What")), _late(page), (10, 50, 40, 40))
    book.sheet(_("Changes"), (_("Kind"), _("What"), _("Before"), _("Now")), _changes(page), (36, 60, 24, 24))
    return book.written()


_MEASURES = (10, 50, 30, 40, 14, 14, 20, 26, 60, 50, 50, 14, 40)
_INDICATORS = (10, 60, 16, 12, 10, 12, 10, 12, 10, 30, 30)


def _summary(page: ReportPage, url: str) -> Iterator[tuple[str, str]]:
    told, head = page.told, page.told.head
    yield _("Report"), title_of(page)
    yield _("Plan"), head.plan
    yield _("Negotiation"), head.negotiation
    yield _("As of"), lead_of(page)
    yield _("Measures"), str(len(told.measures))
    for kind in page.kinds:
        yield capfirst(kind.word), str(sum(1 for one in told.measures if one.activity == kind.key))
    yield _("Late"), str(len(told.late))
    yield _("Not reported in the round"), str(told.missing_count)
    yield _("Indicators"), str(len(told.indicators))
    yield capfirst(_("indicators at or on their way to the target")), str(len(told.good_indicators))
    if head.foreword:
        yield _("Foreword"), head.foreword
    yield _("Digest (SHA-256)"), head.sha256
    yield _("Address"), url
    if head.is_demo:
        yield _("Note"), _("Demonstration: invented content")


def _measure_heads() -> tuple[str, ...]:
    about = (_("Measure"), _("Name"), _("Goal"), _("Responsible"), _("Starts"), _("Ends"))
    said = (_("State"), _("Light"), _("What was reported"), _("Evidence"), _("Next step"), _("Reported"))
    return (*about, *said, _("Late in what"))


def _measure(one: MeasureTold) -> Row:
    return (
        one.label,
        one.name,
        one.goal,
        one.responsible or None,
        _day(one.starts_on),
        _day(one.ends_on),
        capfirst(one.activity_word),
        capfirst(one.light_word) if one.light_look else None,
        one.said or None,
        one.evidence or None,
        one.next_step or None,
        _day(one.reported_on),
        one.late or None,
    )


def _day(day: dt.date | None) -> str | None:
    return words.day(day) if day else None


def _commitments(page: ReportPage) -> Iterator[Row]:
    for row in page.told.rows:
        for cell in row.cells:
            if cell.look:
                yield row.measure.label, row.measure.name, cell.party, str(cell.look.word)


def _indicator_heads() -> tuple[str, ...]:
    values = (_("Baseline"), _("Of"), _("Value"), _("Of"), pgettext("indicator", "Target"), _("Of"))
    return (_("Indicator"), _("Name"), _("Unit"), *values, _("Where it is"), _("Source"))


def _indicator(one: IndicatorTold) -> Row:
    points = [cell for point in (one.baseline, one.value, one.target) for cell in _point(point)]
    return (str(one.number), one.name, one.unit or None, *points, one.track_word, one.attribution or None)


def _point(point: Point | None) -> tuple[Cell, Cell]:
    return (_number(point), point.period) if point else (None, None)


def _number(point: Point) -> Cell:
    """A value as a number, exactly as it was frozen."""
    return None if point.value is None else float(point.value)


def _values(page: ReportPage) -> Iterator[Row]:
    for one in page.told.indicators:
        for point in one.values:
            yield one.name, point.period, _number(point) if point.value is not None else _("not published")


def _late(page: ReportPage) -> Iterator[Row]:
    for one in page.told.late:
        yield one.label, one.name, one.responsible or None, one.late
    for party in page.told.unanswered:
        for one in party.measures:
            yield one.label, one.name, party.party, _("not reported in this round")


def _changes(page: ReportPage) -> Iterator[Row]:
    for group in page.changes:
        for one in group.changes:
            yield group.word, one.what, one.was or None, one.now or None
