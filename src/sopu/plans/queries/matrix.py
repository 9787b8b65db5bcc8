"""The commitment matrix of a plan: who has committed themselves to what, always in the same number of questions."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sopu.negotiations.models import Party
from sopu.plans.models import Commitment, Measure, OptOut, Plan
from sopu.plans.queries.confirming import Confirmation
from sopu.plans.queries.levels import LevelLook, level_looks
from sopu.plans.rules import Level, Stage
from sopu.plans.rules.commitments import binds

COMMITTED = (Level.LEADS, Level.DOES, Level.SUPPORTS, Level.FOLLOWS)


@dataclass(frozen=True, slots=True)
class PartyHead:
    """A party at the head of its column; `confirmed_on` is the day of the board's decision that confirms."""

    key: int
    number: int
    name: str
    confirmed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What a party has said to a measure, or what is proposed to it.

    `note` is the number of the reason beside the table; `is_asked` when the party is asked again, `is_confirmed` when
    its board has decided on it, and `is_whole` when it has opted out of the whole goal area.
    """

    look: LevelLook
    stage: str
    note: int = 0
    since: dt.date | None = None
    is_asked: bool = False
    is_confirmed: bool = False
    is_whole: bool = False

    @property
    def level(self) -> str:
        """Its level."""
        return self.look.level

    @property
    def is_binding(self) -> bool:
        """The party has committed itself."""
        return binds(self.stage, self.level)

    @property
    def is_proposed(self) -> bool:
        """The party has not answered yet."""
        return self.stage == Stage.PROPOSED

    @property
    def is_declined(self) -> bool:
        """The party has declined what was proposed."""
        return self.stage == Stage.DECLINED


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with a cell, or nothing, for each party in the order of the heads."""

    key: int
    label: str
    name: str
    responsible: str
    cells: tuple[Cell | None, ...]

    @property
    def committed_count(self) -> int:
        """How many parties have committed themselves to it."""
        return sum(cell is not None and cell.is_binding for cell in self.cells)


@dataclass(frozen=True, slots=True)
class AreaRows:
    """The measures of a goal area."""

    number: int
    name: str
    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a party stays out of measures, or of a whole goal area (`labels` is its number), or declines."""

    number: int
    party: str
    labels: tuple[str, ...]
    reason: str
    is_whole: bool
    is_declined: bool


@dataclass(frozen=True, slots=True)
class PartyTotals:
    """What a party's column comes to: how often each level, what waits, and the goal areas it has said nothing in."""

    head: PartyHead
    counts: tuple[int, ...]
    waiting_count: int
    out_count: int
    silent: tuple[int, ...]

    @property
    def committed_count(self) -> int:
        """How many measures it has committed itself to."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Parties and measures, what stands between them, and why some stay out; `said_only` is what the public sees."""

    plan: Plan
    heads: tuple[PartyHead, ...]
    areas: tuple[AreaRows, ...]
    reasons: tuple[Reason, ...]
    said_only: bool = False

    @property
    def rows(self) -> tuple[MeasureRow, ...]:
        """The rows of all goal areas."""
        return tuple(row for area in self.areas for row in area.rows)

    @property
    def levels(self) -> tuple[LevelLook, ...]:
        """The levels, for the legend."""
        return tuple(level_looks().values())

    @property
    def totals(self) -> tuple[PartyTotals, ...]:
        """What each column comes to, in the order of the heads."""
        return tuple(self._totals(place, head) for place, head in enumerate(self.heads))

    @property
    def committed_count(self) -> int:
        """How many commitments there are in all."""
        return sum(row.committed_count for row in self.rows)

    @property
    def waiting_count(self) -> int:
        """How many proposals wait for an answer."""
        return sum(one.waiting_count for one in self.totals)

    @property
    def silent(self) -> tuple[tuple[AreaRows, tuple[PartyHead, ...]], ...]:
        """The goal areas in which some parties have said nothing, and which ones."""
        told = self.totals
        found = ((area, tuple(one.head for one in told if area.number in one.silent)) for area in self.areas)
        return tuple((area, heads) for area, heads in found if heads)

    def narrowed(self, *, area: int | None = None, party: int | None = None, level: str = "") -> "Matrix":
        """Only a goal area, a party (by numbers) or a level; what is not there narrows nothing."""
        areas = tuple(one for one in self.areas if one.number == area) or self.areas
        places = [place for place, head in enumerate(self.heads) if head.number == party] or range(len(self.heads))
        asked = level if level in set(Level) else ""
        shown = tuple(_narrowed(one, list(places), asked) for one in areas)
        heads = tuple(self.heads[place] for place in places)
        notes = {cell.note for one in shown for row in one.rows for cell in row.cells if cell}
        return replace(
            self, heads=heads, areas=shown, reasons=tuple(one for one in self.reasons if one.number in notes)
        )

    def _totals(self, place: int, head: PartyHead) -> PartyTotals:
        cells = [cell for row in self.rows if (cell := row.cells[place])]
        counts = Counter(cell.level for cell in cells if cell.is_binding)
        return PartyTotals(
            head=head,
            counts=tuple(counts[level] for level in COMMITTED),
            waiting_count=sum(cell.is_proposed or cell.is_asked for cell in cells),
            out_count=sum(cell.level == Level.OPTS_OUT or cell.is_declined for cell in cells),
            silent=tuple(area.number for area in self.areas if _is_silent(area, place)),
        )


def _is_silent(area: AreaRows, place: int) -> bool:
    """The party has neither committed itself in the goal area nor opted out of it."""
    cells = [cell for row in area.rows if (cell := row.cells[place])]
    return bool(area.rows) and not any(cell.is_binding or cell.is_whole for cell in cells)


def _narrowed(area: AreaRows, places: Sequence[int], level: str) -> AreaRows:
    rows = []
    for row in area.rows:
        cells = tuple(row.cells[place] for place in places)
        if level:
            cells = tuple(cell if cell and cell.level == level else None for cell in cells)
        if not level or any(cells):
            rows.append(replace(row, cells=cells))
    return replace(area, rows=tuple(rows))


def matrix_of(
    plan: Plan, *, said_only: bool = False, confirmations: Mapping[int, Confirmation] | None = None
) -> Matrix:
    """The plan's matrix; `said_only` leaves out what parties have not said yes to, or opted out of: for the public.

    By `confirmations` (`confirmations_of`) it is told what each party's board has confirmed: what had been said when
    the version that it approved was made. Always six questions.
    """
    confirmed = confirmations or {}
    parties = list(plan.document.parties.with_organisations().order_by("number"))
    measures = list(Measure.objects.of(plan).at_hand())
    outs = list(OptOut.objects.standing().filter(plan=plan).select_related("goal_area"))
    told = _Told(plan, said_only=said_only, confirmed=_moments(plan, confirmed))
    notes = _Notes(parties)
    areas = _areas(measures, parties, told, {(one.party_id, one.goal_area_id): one for one in outs}, notes)
    heads = tuple(_head(party, confirmed.get(party.pk)) for party in parties)
    return Matrix(plan, heads, areas, notes.reasons(), said_only)


def _head(party: Party, confirmation: Confirmation | None) -> PartyHead:
    day = confirmation.decided_on if confirmation else None
    return PartyHead(party.pk, party.number, party.organisation.name, day)


def _moments(plan: Plan, confirmations: Mapping[int, Confirmation]) -> dict[int, dt.datetime]:
    """When the version was made that each party's board approved."""
    made = dict(plan.document.versions.values_list("number", "made_at"))
    return {party: made[one.version] for party, one in confirmations.items()}


Standing = tuple[str, str, str, dt.date | None, dt.datetime]
"""Level, stage, reason, since and when it was said."""


class _Told:
    """What stands between each measure and party, and who is asked again; two questions."""

    def __init__(self, plan: Plan, *, said_only: bool, confirmed: Mapping[int, dt.datetime]) -> None:
        found = Commitment.objects.of(plan).order_by()
        fields = ("measure_id", "party_id", "level", "stage", "reason", "since", "said_at")
        self._standing: dict[tuple[int, int], Standing] = {
            (measure, party): (level, stage, reason, since, said_at)
            for measure, party, level, stage, reason, since, said_at in found.standing().values_list(*fields)
            if not said_only or stage in (Stage.ACCEPTED, Stage.AMENDED)
        }
        self._asked = set() if said_only else set(found.waiting().values_list("measure_id", "party_id"))
        self._confirmed = confirmed

    def cell(self, measure: Measure, party: int, out: OptOut | None, notes: "_Notes") -> Cell | None:
        """What is between them; what a party has committed itself to stands before its opting out of the whole."""
        standing = self._standing.get((measure.pk, party))
        if out and (standing is None or standing[1] == Stage.PROPOSED):
            note = notes.note(party, str(out.goal_area.number), out.reason, is_whole=True)
            return Cell(level_looks()[Level.OPTS_OUT], Stage.ACCEPTED, note, is_whole=True)
        if standing is None:
            return None
        level, stage, reason, since, said_at = standing
        is_out = level == Level.OPTS_OUT or stage == Stage.DECLINED
        note = notes.note(party, measure.label, reason, is_declined=stage == Stage.DECLINED) if is_out else 0
        is_asked = stage != Stage.PROPOSED and (measure.pk, party) in self._asked
        is_confirmed = party in self._confirmed and said_at <= self._confirmed[party] and stage != Stage.PROPOSED
        return Cell(level_looks()[level], stage, note, since, is_asked, is_confirmed and not is_out)


class _Notes:
    """The reasons, numbered as they come; the same reason of a party is told once."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self._names = {party.pk: party.organisation.name for party in parties}
        self._numbers: dict[tuple[int, str, bool, bool], int] = {}
        self._labels: dict[int, list[str]] = defaultdict(list)

    def note(self, party: int, label: str, reason: str, *, is_whole: bool = False, is_declined: bool = False) -> int:
        """The number of the reason."""
        number = self._numbers.setdefault((party, reason, is_whole, is_declined), len(self._numbers) + 1)
        if label not in self._labels[number]:
            self._labels[number].append(label)
        return number

    def reasons(self) -> tuple[Reason, ...]:
        """All of them, by number."""
        return tuple(
            Reason(number, self._names[party], tuple(self._labels[number]), reason, is_whole, is_declined)
            for (party, reason, is_whole, is_declined), number in self._numbers.items()
        )


def _areas(
    measures: Sequence[Measure],
    parties: Sequence[Party],
    told: _Told,
    outs: Mapping[tuple[int, int], OptOut],
    notes: _Notes,
) -> tuple[AreaRows, ...]:
    areas: dict[int, AreaRows] = {}
    for measure in measures:
        goal_area = measure.goal.goal_area
        cells = tuple(told.cell(measure, one.pk, outs.get((one.pk, goal_area.pk)), notes) for one in parties)
        responsible = measure.responsible.organisation.name if measure.responsible else ""
        row = MeasureRow(measure.pk, measure.label, measure.name, responsible, cells)
        area = areas.get(goal_area.pk) or AreaRows(goal_area.number, goal_area.name, ())
        areas[goal_area.pk] = replace(area, rows=(*area.rows, row))
    return tuple(areas.values())
