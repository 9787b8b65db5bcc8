"""The approvals board of a document: each party's state, meeting, due day and decision, on a map and in a table."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from sopu.core.fingerprints import short
from sopu.decisions.queries.looks import Look, Mark, look_of, mark_of
from sopu.decisions.queries.standing import CaseStanding, DocumentStanding, standings_of
from sopu.decisions.queries.telling import Told, day, told
from sopu.decisions.rules import Outcome, State
from sopu.decisions.rules.deadlines import Urgency, urgency_of
from sopu.negotiations.models import Negotiation, Station
from sopu.negotiations.queries import Step, steps
from sopu.organisations.models import Kind
from sopu.organisations.queries import shapes_of
from sopu.texts.models import Document
from sopu.web.maps import Map, Place, drawn

LONGEST_NOTE = 160


@dataclass(frozen=True, slots=True)
class Row:
    """A party on the board.

    `body` is where the case is, or what decided; `next_on` the coming meeting with `next_number` on its agenda;
    `decided_on` and `section` (a number, without its sign) what was decided last. `fingerprint` is that of the approved
    words, whole.
    """

    number: int
    name: str
    code: str
    kind: str
    task: str
    case: int
    case_number: str
    mark: Mark
    look: Look
    notes: tuple[str, ...]
    body: str
    next_on: dt.date | None
    next_number: str
    decided_on: dt.date | None
    section: str
    minutes: str
    decision: int | None
    has_decided: bool
    due_on: dt.date | None
    urgency: Urgency
    last_day: dt.date | None
    final_on: dt.date | None
    fingerprint: str

    @property
    def is_late(self) -> bool:
        """Whether the due day has passed without a decision."""
        return self.urgency is Urgency.LATE

    @property
    def short(self) -> str:
        """The fingerprint as it is shown to people."""
        return short(self.fingerprint) if self.fingerprint else ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many parties a mark has."""

    mark: Mark
    look: Look
    count: int


@dataclass(frozen=True, slots=True)
class Board:
    """A document under decision: its newest submitted version, what is true of it in words, and a row a party."""

    document: Document
    name: str
    version: int
    version_pk: int
    submitted_at: dt.datetime
    fingerprints: tuple[tuple[str, str], ...]
    told: Told
    rows: tuple[Row, ...]
    approved_count: int
    needed_count: int
    since: dt.date | None
    is_in_force: bool

    @property
    def tally(self) -> tuple[Count, ...]:
        """How many parties each mark has, in the order of the marks."""
        counts = Counter(row.mark for row in self.rows)
        return tuple(Count(mark, look_of(mark), counts[mark]) for mark in Mark if counts[mark])

    @property
    def shorts(self) -> tuple[tuple[str, str], ...]:
        """The fingerprint in each language, as it is shown to people."""
        return tuple((language, short(fingerprint)) for language, fingerprint in self.fingerprints)

    @property
    def late_count(self) -> int:
        """How many parties are late."""
        return sum(row.is_late for row in self.rows)

    def rows_in(self, state: str) -> tuple[Row, ...]:
        """The rows of one mark, those that are late, or all."""
        if state == "late":
            return tuple(row for row in self.rows if row.is_late)
        return tuple(row for row in self.rows if row.mark == state) if state in set(Mark) else self.rows


def boards_of(documents: Iterable[Document], today: dt.date) -> list[Board]:
    """The boards of those documents that have been submitted: a fixed number of questions however many there are."""
    return [_board(standing, today) for standing in standings_of(documents, today)]


def board_of(document: Document, today: dt.date) -> Board | None:
    """The board of a document; nothing when it has never been submitted."""
    return next(iter(boards_of([document], today)), None)


def boards_in(negotiation: Negotiation, today: dt.date) -> list[Board]:
    """The boards of a negotiation, the document that was submitted last first."""
    boards = boards_of(Document.objects.of(negotiation).at_hand(), today)
    return sorted(boards, key=lambda board: board.submitted_at, reverse=True)


def _board(standing: DocumentStanding, today: dt.date) -> Board:
    force = standing.force
    return Board(
        document=standing.document,
        name=standing.document.name,
        version=standing.version.number,
        version_pk=standing.version.pk,
        submitted_at=standing.version.made_at,
        fingerprints=tuple(sorted(standing.fingerprints.items())),
        told=told(standing),
        rows=tuple(_row(one, standing, today) for one in standing.cases),
        approved_count=len(force.approved),
        needed_count=force.needed,
        since=force.since,
        is_in_force=force.is_in_force,
    )


def _row(one: CaseStanding, standing: DocumentStanding, today: dt.date) -> Row:
    case, decision, mark = one.case, one.decision, mark_of(one)
    next_on = one.next.meeting_on if one.next else None
    body = one.next.body if one.next and not one.has_decided else decision.item.body if decision else case.decides
    return Row(
        number=case.party.number,
        name=case.party.organisation.name,
        code=case.party.organisation.code,
        kind=case.party.organisation.kind,
        task=case.task,
        case=case.pk,
        case_number=case.number,
        mark=mark,
        look=look_of(mark),
        notes=tuple(_notes(one, standing, mark)),
        body=_short(body.name),
        next_on=next_on,
        next_number=one.next.number if one.next else "",
        decided_on=decision.decided_on if decision else None,
        section=decision.section.replace("§", "").strip() if decision else "",
        minutes=decision.minutes if decision else "",
        decision=decision.pk if decision else None,
        has_decided=one.has_decided,
        due_on=case.due_on,
        urgency=urgency_of(due_on=case.due_on, next_on=next_on, has_decided=one.has_decided, today=today),
        last_day=one.finality.last_day if one.finality else None,
        final_on=one.finality.final_on if one.finality and not one.is_appealed else None,
        fingerprint=decision.fingerprint if decision else "",
    )


def _short(name: str) -> str:
    """A body's name without whose body it is, which stands beside it: Kaupunginvaltuusto, Stadsfullmäktige."""
    if get_language() == "en":
        return name
    last = name.rpartition(" ")[2]
    return last[:1].upper() + last[1:]


def _notes(one: CaseStanding, standing: DocumentStanding, mark: Mark) -> Iterable[str]:
    """What the state alone does not tell."""
    decision = one.decision
    if decision and decision.conditions and mark in {Mark.CONDITIONAL, Mark.OTHER}:
        yield gettext("Condition: %s") % _cut(decision.conditions)
    if decision and decision.outcome == Outcome.AMENDED and mark is Mark.OTHER:
        yield gettext("Approved with changes.")
    if decision and decision.outcome == Outcome.DEFERRED and mark is not Mark.DEFERRED:
        yield gettext("Deferred %s.") % day(decision.decided_on)
    if decision and decision.outcome == Outcome.RETURNED and mark is not Mark.RETURNED:
        yield gettext("Returned for preparation %s.") % day(decision.decided_on)
    if one.is_carried and decision:
        yield gettext("Approved the same words before they were submitted last.")
    if one.state is State.NOT_STARTED and one.last and one.last.version_id != standing.version.pk:
        yield gettext("Handled an earlier version; the text has changed since.")
    if one.is_appealed:
        yield gettext("An appeal has been lodged.")
    if one.is_annulled:
        yield gettext("An appeal was upheld and the decision was annulled.")


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NOTE else f"{line[: LONGEST_NOTE - 1]}…"


def map_of(board: Board) -> Map:
    """The board's municipalities on a map."""
    places = {
        row.code: Place(row.name, row.look.word, row.look.tone, row.look.shape, row.look.fill)
        for row in board.rows
        if row.kind == Kind.MUNICIPALITY
    }
    return drawn(shapes_of(places), places)


def milestones_of(negotiation: Negotiation) -> list[Step]:
    """The milestones of the negotiation on the way to approval, in the order of their days."""
    return [step for step in steps(negotiation) if step.station in {Station.AGREEMENT, Station.APPROVAL}]
