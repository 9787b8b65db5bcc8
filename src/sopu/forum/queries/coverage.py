"""Who has said how much about what: the empty cells are the news."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from sopu.forum.models import SPEAKER, Contribution, Discussion, Event


@dataclass(frozen=True, slots=True)
class Cell:
    """How many sentences; `level` 0 is an empty cell of a discussion that has been open, 1–3 are shades, and
    None is an empty cell that nobody could fill yet."""

    count: int
    level: int | None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """What the people of one organisation have said; `is_party` says whether its silence is counted."""

    name: str
    cells: list[Cell]
    total: int
    is_party: bool = True


@dataclass(frozen=True, slots=True)
class Coverage:
    """Parties × discussions. `columns` are number and name; `totals` are of each column and of the whole."""

    columns: list[tuple[int, str]]
    rows: list[CoverageRow]
    totals: list[int]
    empty_count: int
    cell_count: int


def coverage_of(event: Event) -> Coverage:
    """The visible sentences of each party in each discussion, and of everybody else together: three queries."""
    discussions = list(event.discussions.all())
    counts = _counts(event)
    parties = [party.organisation for party in event.negotiation.parties.with_organisations()]
    rows = [_row(one.name, [counts[one.pk, d.pk] for d in discussions], discussions) for one in parties]
    known = {one.pk for one in parties}
    rest = [sum(n for (o, d), n in counts.items() if d == one.pk and o not in known) for one in discussions]
    if any(rest):
        rows.append(_row(_("Others"), rest, discussions, is_party=False))
    totals = [sum(row.cells[i].count for row in rows) for i in range(len(discussions))]
    cells = [cell.level for row in rows if row.is_party for cell in row.cells if cell.level is not None]
    return Coverage(
        columns=[(one.number, one.name) for one in discussions],
        rows=rows,
        totals=[*totals, sum(totals)],
        empty_count=cells.count(0),
        cell_count=len(cells),
    )


def table_coverage_of(event: Event) -> Coverage | None:
    """Tables × discussions, so that a silent table is seen; None where there are no tables. Three queries."""
    tables = list(event.tables.all())
    if not tables:
        return None
    discussions = list(event.discussions.all())
    said = Contribution.objects.of(event).visible().order_by().values_list("participant__table", "discussion")
    counts = Counter({(table, number): count for table, number, count in said.annotate(count=Count("id"))})
    rows = [_row(str(one), [counts[one.pk, d.pk] for d in discussions], discussions) for one in tables]
    totals = [sum(row.cells[i].count for row in rows) for i in range(len(discussions))]
    cells = [cell.level for row in rows for cell in row.cells if cell.level is not None]
    columns = [(one.number, one.name) for one in discussions]
    return Coverage(columns, rows, [*totals, sum(totals)], cells.count(0), len(cells))


def _counts(event: Event) -> Counter[tuple[int | None, int]]:
    found = (
        Contribution.objects.of(event)
        .visible()
        .order_by()
        .values_list(SPEAKER, "discussion")
        .annotate(count=Count("id"))
    )
    return Counter({(organisation, discussion): count for organisation, discussion, count in found})


def _row(name: str, counts: list[int], discussions: list[Discussion], *, is_party: bool = True) -> CoverageRow:
    cells = [
        Cell(count, level_of(count, has_opened=discussion.opened_at is not None and is_party))
        for count, discussion in zip(counts, discussions, strict=True)
    ]
    return CoverageRow(name, cells, sum(counts), is_party)


def level_of(count: int, *, has_opened: bool) -> int | None:
    """Shades of the key: 1–2, 3–5, 6 or more."""
    if count == 0:
        return 0 if has_opened else None
    return 1 if count < 3 else 2 if count < 6 else 3
