"""How a party's standing looks on the board: a word, a shape and a colour, and a ground on the map."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sopu.decisions.queries.standing import CaseStanding
from sopu.decisions.rules import State


class Mark(StrEnum):
    """What the board tells apart, in the order in which it counts them."""

    FINAL = "final"
    APPROVED = "approved"
    NOTED = "noted"
    CONDITIONAL = "conditional"
    COUNCIL = "council"
    PROPOSED = "proposed"
    BOARD = "board"
    DEFERRED = "deferred"
    RETURNED = "returned"
    REJECTED = "rejected"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Look:
    """A word, the tone and the shape of a status, and a ground of `web.maps`."""

    word: str
    tone: str
    shape: str
    fill: str


LOOKS: dict[Mark, tuple[str | Promise, str, str, str]] = {
    Mark.FINAL: (_("final"), "go", "st-final", "final"),
    Mark.APPROVED: (_("approved"), "go", "st-ok", "decided"),
    Mark.NOTED: (_("noted for information"), "go", "st-ok", "decided"),
    Mark.CONDITIONAL: (_("approved with conditions"), "now", "st-cond", "doubtful"),
    Mark.COUNCIL: (_("on the council’s agenda"), "now", "st-list", "council"),
    Mark.PROPOSED: (_("proposed to the council"), "wait", "st-board", "board"),
    Mark.BOARD: (_("on the board’s agenda"), "wait", "st-prep", "board"),
    Mark.DEFERRED: (_("deferred"), "now", "st-table", "waiting"),
    Mark.RETURNED: (_("returned for preparation"), "now", "st-back", "waiting"),
    Mark.REJECTED: (pgettext_lazy("decision", "rejected"), "bad", "st-no", "trouble"),
    Mark.OTHER: (_("other wording"), "bad", "st-diff", "trouble"),
    Mark.NONE: (_("not started"), "wait", "st-none", ""),
}

_OF_STATE = {
    State.NOT_STARTED: Mark.NONE,
    State.BOARD_AGENDA: Mark.BOARD,
    State.PROPOSED: Mark.PROPOSED,
    State.COUNCIL_AGENDA: Mark.COUNCIL,
    State.APPROVED: Mark.APPROVED,
    State.CONDITIONAL: Mark.CONDITIONAL,
    State.AMENDED: Mark.OTHER,
    State.DEFERRED: Mark.DEFERRED,
    State.RETURNED: Mark.RETURNED,
    State.REJECTED: Mark.REJECTED,
    State.NOTED: Mark.NOTED,
}


def mark_of(standing: CaseStanding) -> Mark:
    """What the board tells of a standing: divergence before everything else, then finality, then what was decided."""
    if standing.is_divergent:
        return Mark.OTHER
    position = standing.position
    mark = _OF_STATE[position.decided]
    return Mark.FINAL if mark is Mark.APPROVED and position.is_final else mark


def look_of(mark: Mark) -> Look:
    """How it looks, in the reader's language."""
    word, *look = LOOKS[mark]
    return Look(str(word), *look)
