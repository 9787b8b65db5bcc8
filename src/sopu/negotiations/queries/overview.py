"""The duties over the whole country: the counties that have a negotiation in this installation."""

import datetime as dt
from collections import defaultdict
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


def overview(today: dt.date) -> Overview:
    """Every county's latest negotiation; four queries however many there are."""
    latest: dict[tuple[int, bool], Negotiation] = {}
    for negotiation in Negotiation.objects.with_grounds().order_by("term__starts_on", "created_at", "pk"):
        latest[negotiation.county_id, negotiation.is_demo] = negotiation
    municipalities: dict[int, list[int]] = defaultdict(list)
    for party in Party.objects.bound().filter(negotiation__in=list(latest.values())):
        municipalities[party.negotiation_id].append(party.organisation_id)
    evidence: dict[tuple[int, bool], list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.with_origins():
        evidence[one.party.negotiation.county_id, one.party.negotiation.is_demo].append(one)
    rows = [
        _row(negotiation, municipalities[negotiation.pk], evidence[key], today) for key, negotiation in latest.items()
    ]
    return Overview(
        duties=tuple((in_language(duty.names), citation_of(duty)) for duty in duties()),
        rows=tuple(sorted(rows, key=lambda row: (row.is_demo, row.county))),
        county_count=Organisation.objects.counties().count(),
    )


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
