"""The duty table: each municipality in each period, negotiated or not, and on what evidence."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language, gettext

from sopu.accounts.models import User
from sopu.negotiations import rules
from sopu.negotiations.data.duties import Duty, duties
from sopu.negotiations.models import CouncilTerm, Evidence, Mandate, Meeting, Negotiation, Party
from sopu.negotiations.rules import Cadence, Period, Standing

Covered = dict[tuple[int, str], list[Evidence]]
"""The evidence that stands, by organisation and duty, in the order of its days."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A day on which a municipality negotiated, in a negotiation of that address: in a meeting, else in a forum."""

    held_on: dt.date
    negotiation: str
    meeting: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """A thing that the law names, with its number in the table."""

    number: int
    code: str
    name: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """How a duty stands with one municipality in one period; `covered` and `missing` are parts by their numbers.

    A municipality that was no party of that term's negotiation has no standing.
    """

    standing: Standing | None
    proofs: tuple[Proof, ...] = ()
    covered: tuple[Part, ...] = ()
    missing: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A municipality and its cells, one a period."""

    name: str
    code: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A period, and of how many municipalities the duty is met in it; `standing` is that of one with no evidence."""

    period: Period
    met_count: int
    municipality_count: int
    standing: Standing

    @property
    def open_count(self) -> int:
        """How many municipalities the duty is still to be met with."""
        return self.municipality_count - self.met_count


@dataclass(frozen=True, slots=True)
class DutyTable:
    """One duty with its ground, its parts, its periods and a row a municipality."""

    code: str
    name: str
    demand: str
    citation: str
    url: str
    cadence: Cadence
    parts: tuple[Part, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def current(self) -> Column | None:
        """The period of now, the last that has begun; nothing before the first."""
        begun = [column for column in self.columns if column.standing is not Standing.AHEAD]
        return begun[-1] if begun else None


@dataclass(frozen=True, slots=True)
class _Negotiations:
    """The terms that a county has negotiated in, and the municipalities that were parties by law in each."""

    terms: tuple[rules.TermDates, ...]
    municipalities: dict[str, frozenset[int]]


def duty_tables(negotiation: Negotiation, today: dt.date) -> list[DutyTable]:
    """The duty of the council term over the terms that the county has negotiated in, and the yearly one in this term.

    Two queries however many municipalities and terms there are. A year belongs to no term: evidence counts by its day.
    """
    parties = list(Party.objects.bound_beside(negotiation))
    known = _known(parties)
    rows = [party for party in parties if party.negotiation_id == negotiation.pk]
    covered = covered_by(Evidence.objects.beside(negotiation).with_origins())
    own = dates_of(negotiation.term)
    return [_table(duty, own, known, rows, covered, today) for duty in duties()]


def covered_by(records: Iterable[Evidence]) -> Covered:
    """The evidence that stands: the latest record of each party, duty and meeting or forum, unless it takes back."""
    latest = {(one.party_id, one.duty, one.meeting_id, one.event_code): one for one in records}
    found: Covered = defaultdict(list)
    for one in sorted(latest.values(), key=lambda record: (record.held_on, record.pk)):
        if one.parts:
            found[one.party.organisation_id, one.duty].append(one)
    return found


def dates_of(term: CouncilTerm) -> rules.TermDates:
    """A council term as the rules read it."""
    return rules.TermDates(term.name, term.starts_on, term.ends_on)


def in_language(texts: dict[str, str]) -> str:
    """The text in the reader's language, else in Finnish."""
    return texts.get(get_language() or "fi") or texts["fi"]


def citation_of(duty: Duty) -> str:
    """As the ground of a duty is cited: 612/2021, 6–7 §."""
    return gettext("%(statute)s, section %(section)s") % {"statute": duty.statute, "section": duty.section}


def parts_of(duty: Duty) -> tuple[Part, ...]:
    """What the law names, numbered as the table numbers them."""
    return tuple(
        Part(number, part.code, in_language(part.names), part.is_required) for number, part in enumerate(duty.parts, 1)
    )


def periods_in(duty: Duty, terms: Iterable[rules.TermDates]) -> list[Period]:
    """The periods of a duty in these terms."""
    since = dt.date.fromisoformat(duty.since)
    return [period for term in terms for period in rules.periods_of(Cadence(duty.cadence), term, since)]


def _known(parties: list[Party]) -> _Negotiations:
    terms = {party.negotiation.term.name: dates_of(party.negotiation.term) for party in parties}
    municipalities: dict[str, set[int]] = defaultdict(set)
    for party in parties:
        municipalities[party.negotiation.term.name].add(party.organisation_id)
    return _Negotiations(
        tuple(sorted(terms.values(), key=lambda term: term.starts_on)),
        {name: frozenset(found) for name, found in municipalities.items()},
    )


def _table(
    duty: Duty, own: rules.TermDates, known: _Negotiations, rows: list[Party], covered: Covered, today: dt.date
) -> DutyTable:
    is_of_term = duty.cadence == Cadence.TERM
    periods = periods_in(duty, known.terms if is_of_term else [own])
    parts = parts_of(duty)
    found = []
    for party in rows:
        key = party.organisation_id
        evidence = covered.get((key, duty.code), [])
        cells = [
            cell_of(duty, parts, period, evidence, today)
            if not is_of_term or key in known.municipalities.get(period.name, ())
            else Cell(None)
            for period in periods
        ]
        found.append(Row(party.organisation.name, party.organisation.code, tuple(cells)))
    return DutyTable(
        code=duty.code,
        name=in_language(duty.names),
        demand=in_language(duty.demands),
        citation=citation_of(duty),
        url=duty.url,
        cadence=Cadence(duty.cadence),
        parts=parts,
        columns=tuple(
            _column(duty, period, [row.cells[at] for row in found], today) for at, period in enumerate(periods)
        ),
        rows=tuple(found),
    )


def cell_of(duty: Duty, parts: tuple[Part, ...], period: Period, evidence: Iterable[Evidence], today: dt.date) -> Cell:
    """How the duty stands in the period on this evidence of one municipality."""
    counted = [one for one in evidence if period.holds(one.held_on)]
    covered = frozenset(part for one in counted for part in one.parts)
    return Cell(
        standing=rules.standing(period, covered, duty.required, today),
        proofs=tuple(Proof(one.held_on, one.party.negotiation.slug, one.meeting_id) for one in counted),
        covered=tuple(part for part in parts if part.code in covered),
        missing=tuple(part for part in parts if part.is_required and part.code not in covered) if counted else (),
    )


def _column(duty: Duty, period: Period, cells: list[Cell], today: dt.date) -> Column:
    asked = [cell for cell in cells if cell.standing]
    return Column(
        period=period,
        met_count=sum(cell.standing is Standing.MET for cell in asked),
        municipality_count=len(asked),
        standing=rules.standing(period, frozenset(), duty.required, today),
    )


def readable_by(user: User | AnonymousUser, today: dt.date) -> frozenset[str]:
    """The addresses of the negotiations that the person has a role in, and so may read the minutes of."""
    return frozenset(Mandate.objects.held_by(user, today).values_list("negotiation__slug", flat=True))


@dataclass(frozen=True, slots=True)
class Partner:
    """A party by agreement, and the latest day on which it took part in a meeting of the negotiation."""

    name: str
    met_on: dt.date | None


def partners_of(negotiation: Negotiation) -> list[Partner]:
    """The parties that the law doesn't bind, with the latest meeting that each was in."""
    found: dict[int, dt.date] = {}
    for meeting in Meeting.objects.with_minutes().filter(negotiation=negotiation):
        for minutes in list(meeting.minutes.all())[-1:]:
            for party in minutes.took_part.all():
                found[party.pk] = max(minutes.held_on, found.get(party.pk, minutes.held_on))
    joined = Party.objects.with_organisations().filter(negotiation=negotiation, is_by_law=False)
    return [Partner(party.organisation.name, found.get(party.pk)) for party in joined]
