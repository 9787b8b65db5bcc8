"""The duties over the whole country: the counties that have a negotiation in this installation."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sopu.negotiations.data.duties import duties
from sopu.negotiations.models import Evidence, Negotiation, Party
from sopu.negotiations.queries.duties import (
    cell_of,
    citation_of,
    covered_by,
    dates_of,
    in_language,
    parts_of,
    periods_in,
)
from sopu.negotiations.rules import Period, Standing
from sopu.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Count:
    """Of how many municipalities a duty is met in the period of now; `standing` is the county's as a whole."""

    period: Period | None
    met_count: int
    municipality_count: int
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class CountyRow:
    """A county with its latest negotiation, and a count a duty."""

    county: str
    slug: str
    term: str
    is_demo: bool
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The duties by name and citation, the counties that negotiate here, and how many there are in all."""

    duties: tuple[tuple[str, str], ...]
    rows: tuple[CountyRow, ...]
    county_count: int

    @property
    def absent_count(self) -> int:
        """How many counties have no negotiation here but a demonstration."""
        return self.county_count - sum(not row.is_demo for row in self.rows)


@dataclass(frozen=True, slots=True)
class DutyDue:
    """A duty whose time is short: with how many municipalities it is still to be met, and by when."""

    duty: str
    open_count: int
    ends_on: dt.date


def overview(today: dt.date) -> Overview:
    """Every county's latest negotiation; four queries however many there are."""
    latest: dict[tuple[int, bool], Negotiation] = {}
    for negotiation in Negotiation.objects.with_grounds().order_by("term__starts_on", "created_at", "pk"):
        latest[negotiation.county_id, negotiation.is_demo] = negotiation
    rows = _rows(latest.values(), today).values()
    return Overview(
        duties=tuple((in_language(duty.names), citation_of(duty)) for duty in duties()),
        rows=tuple(sorted(rows, key=lambda row: (row.is_demo, row.county))),
        county_count=Organisation.objects.counties().count(),
    )


def duties_due(negotiations: Iterable[int], today: dt.date) -> dict[int, list[DutyDue]]:
    """The duties that must be met soon, by the ids of these negotiations whose terms go on; at most three queries."""
    found = Negotiation.objects.with_grounds().filter(pk__in=set(negotiations), term__ends_on__gte=today)
    names = [in_language(duty.names) for duty in duties()]
    return {
        key: [
            DutyDue(name, count.municipality_count - count.met_count, count.period.ends_on)
            for name, count in zip(names, row.counts, strict=True)
            if count.period and count.standing is not Standing.MET and today >= count.period.warns_on
        ]
        for key, row in _rows(found, today).items()
    }


def _rows(negotiations: Iterable[Negotiation], today: dt.date) -> dict[int, CountyRow]:
    """How the duties stand in each negotiation, by its id."""
    listed = list(negotiations)
    municipalities: dict[int, list[int]] = defaultdict(list)
    for party in Party.objects.bound().filter(negotiation__in=listed):
        municipalities[party.negotiation_id].append(party.organisation_id)
    evidence: dict[tuple[int, bool], list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.with_origins().filter(party__negotiation__county__in=[one.county_id for one in listed]):
        evidence[one.party.negotiation.county_id, one.party.negotiation.is_demo].append(one)
    return {one.pk: _row(one, municipalities[one.pk], evidence[one.county_id, one.is_demo], today) for one in listed}


def _row(negotiation: Negotiation, municipalities: list[int], evidence: list[Evidence], today: dt.date) -> CountyRow:
    covered = covered_by(evidence)
    counts = []
    for duty in duties():
        begun = [period for period in periods_in(duty, [dates_of(negotiation.term)]) if period.starts_on <= today]
        if not begun:
            counts.append(Count(None, 0, len(municipalities), None))
            continue
        cells = [
            cell_of(duty, parts_of(duty), begun[-1], covered.get((one, duty.code), []), today) for one in municipalities
        ]
        counts.append(_count(begun[-1], [cell.standing for cell in cells if cell.standing]))
    return CountyRow(
        negotiation.county.name, negotiation.slug, negotiation.term.name, negotiation.is_demo, tuple(counts)
    )


SERIOUSNESS = (Standing.MISSED, Standing.DUE, Standing.PARTLY, Standing.OPEN, Standing.AHEAD, Standing.MET)
"""What a county is told of first: the worst of its municipalities."""


def _count(period: Period, standings: list[Standing]) -> Count:
    worst = min(standings, key=SERIOUSNESS.index, default=None)
    return Count(period, standings.count(Standing.MET), len(standings), worst)
