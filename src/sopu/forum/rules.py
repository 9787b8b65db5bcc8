"""The rules of the hall: what an act must look like, and when the hall takes it in.

Pure: the hall and the person come in as values, so that every rule can be tried without a database. The rules are the
organiser's own (no statute regulates a forum): own idea first, one's own organisation behind a commitment, and a few
marks of importance so that a mark means something.
"""

import datetime as dt
import unicodedata
import uuid
from dataclasses import dataclass, field
from enum import StrEnum

from sopu.core import personal

LONGEST_TEXT = 500
MOST_IMPORTANT = 5
MOST_ACTS = 50
STANCES = {"agree": 1, "pass": 0, "disagree": -1}
COMMITMENT = "commitment"
MOST_SENTENCES_LATELY, SENTENCES_SPAN, VOICES_OF_A_TABLE = 20, dt.timedelta(minutes=10), 8
MOST_REACTIONS_LATELY, REACTIONS_SPAN = 300, dt.timedelta(hours=1)
HELD_BEFOREHAND = "before"
OWN = "own"
TABLES_VOICES = frozenset({"table", "one"})
"""Whose a sentence is that a scribe writes: the table agreed on it, or one at the table said it."""


DAYS_NAMES_ARE_KEPT = 30
"""After an event names are needed a while for what is unsettled, and then for nothing (GDPR, article 5(1)(e))."""


class Unfit(StrEnum):
    """Why an act is not taken in. The value is what a phone gets; its sentence stands with the action."""

    UNREADABLE_ACT = "unreadable_act"
    UNREADABLE_TEXT = "unreadable_text"
    EMPTY_TEXT = "empty_text"
    TEXT_TOO_LONG = "text_too_long"
    NO_SUCH_DISCUSSION = "no_such_discussion"
    NO_SUCH_PROMPT = "no_such_prompt"
    NO_SUCH_SENTENCE = "no_such_sentence"
    EVENT_CLOSED = "event_closed"
    DISCUSSION_CLOSED = "discussion_closed"
    OWN_IDEA_FIRST = "own_idea_first"
    OWN_SENTENCE = "own_sentence"
    COMMITMENT_NEEDS_ORGANISATION = "commitment_needs_organisation"
    TOO_MANY_IMPORTANT = "too_many_important"
    ID_IN_USE = "id_in_use"
    NOT_OWN_SENTENCE = "not_own_sentence"
    SAME_SENTENCE = "same_sentence"
    OTHER_PROMPT_NOW = "other_prompt_now"
    TOO_FAST = "too_fast"
    VOICE_OF_SCRIBES = "voice_of_scribes"
    VOICE_MISSING = "voice_missing"
    NO_SUCH_ORGANISATION = "no_such_organisation"
    ANSWERS_ARE_OF_PEOPLE = "answers_are_of_people"


class UnfitAct(ValueError):  # noqa: N818  # it names the act, not a failure of the program
    """An act that can't be read; `reason` says why."""

    def __init__(self, reason: Unfit) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Contribute:
    """A sentence is offered; a scribe says whose it is (`voice`), and may say of which organisation (by its key)."""

    id: uuid.UUID
    discussion: int
    prompt: str
    text: str
    language: str
    at: dt.datetime
    voice: str = OWN
    organisation: int | None = None


@dataclass(frozen=True, slots=True)
class React:
    """Somebody's sentence is answered."""

    id: uuid.UUID
    contribution: uuid.UUID
    stance: int
    is_important: bool
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Abstain:
    """Nothing of one's own to say in a discussion."""

    id: uuid.UUID
    discussion: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class MarkDuplicate:
    """Two sentences say the same, a participant says."""

    id: uuid.UUID
    contribution: uuid.UUID
    of: uuid.UUID
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Withdraw:
    """One's own sentence is taken back."""

    id: uuid.UUID
    contribution: uuid.UUID
    at: dt.datetime


OnSentence = React | MarkDuplicate | Withdraw
Act = Contribute | Abstain | OnSentence


def act_from(raw: object, now: dt.datetime) -> Act:
    """The act that a phone described, or `UnfitAct`. `now` stands for a time that is missing or ahead of ours."""
    if not isinstance(raw, dict):
        raise UnfitAct(Unfit.UNREADABLE_ACT)
    try:
        act_id = uuid.UUID(raw["id"])
        at = _moment(raw.get("at"), now)
        match raw["do"]:
            case "contribute":
                text = _text(raw["text"])
                language = str(raw.get("language") or "")[:2]
                place = (_number(raw["discussion"]), str(raw["prompt"]))
                return Contribute(act_id, *place, text, language, at, _voice(raw.get("voice")), _key(raw))
            case "react":
                target = uuid.UUID(raw["contribution"])
                return React(act_id, target, STANCES[raw["stance"]], raw.get("important") is True, at)
            case "abstain":
                return Abstain(act_id, _number(raw["discussion"]), at)
            case "mark_duplicate":
                return MarkDuplicate(act_id, uuid.UUID(raw["contribution"]), uuid.UUID(raw["of"]), at)
            case "withdraw":
                return Withdraw(act_id, uuid.UUID(raw["contribution"]), at)
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        raise wrong if isinstance(wrong, UnfitAct) else UnfitAct(Unfit.UNREADABLE_ACT) from wrong
    raise UnfitAct(Unfit.UNREADABLE_ACT)


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise UnfitAct(Unfit.UNREADABLE_ACT)
    return value


def _voice(value: object) -> str:
    """Whose the sentence is; a phone that says nothing speaks for its holder."""
    if value is None:
        return OWN
    if not isinstance(value, str) or value not in {OWN, *TABLES_VOICES}:
        raise UnfitAct(Unfit.UNREADABLE_ACT)
    return value


def _key(raw: dict[str, object]) -> int | None:
    value = raw.get("organisation")
    return None if value is None else _number(value)


def _moment(value: object, now: dt.datetime) -> dt.datetime:
    """When the phone says it was; a phone's clock that is ahead must not put a sentence in the future."""
    if not isinstance(value, str):
        return now
    written = dt.datetime.fromisoformat(value)
    return now if written.tzinfo is None or written > now else written


def _text(value: object) -> str:
    """The sentence without the characters that no database or document can hold; lines and tabs stay."""
    if not isinstance(value, str):
        raise UnfitAct(Unfit.UNREADABLE_TEXT)
    if not value.isprintable():  # seldom: then character by character
        value = "".join(c for c in value if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    kept = value.strip()
    if not kept:
        raise UnfitAct(Unfit.EMPTY_TEXT)
    if len(kept) > LONGEST_TEXT:
        raise UnfitAct(Unfit.TEXT_TOO_LONG)
    return kept


def takes_in(
    opened_at: dt.datetime | None, closed_at: dt.datetime | None, late_until: dt.datetime | None, now: dt.datetime
) -> bool:
    """An event takes in acts while it is open, and after its closing until the organiser's hour, if there is one."""
    if opened_at is None:
        return False
    return closed_at is None or (late_until is not None and now < late_until)


def discarding_day(ends_at: dt.datetime) -> dt.datetime:
    """From when on nobody may see the names of those who registered for an event that ended then."""
    return ends_at + dt.timedelta(days=DAYS_NAMES_ARE_KEPT)


@dataclass(frozen=True, slots=True)
class Hall:
    """An event at a moment: which discussions it has, by number, and whether each is open; which prompts it asks.

    `organisations` are the keys of the parties, which only a scribe's acts need; `only` tells of discussions that take
    in one prompt's sentences; `holds_all` that a facilitator sees each sentence first.
    """

    is_open: bool
    discussions: dict[int, bool]
    prompts: frozenset[str]
    organisations: frozenset[int] = frozenset()
    only: dict[int, str] = field(default_factory=dict)
    holds_all: bool = False


@dataclass(slots=True)
class Standing:
    """What a person has done so far: it grows while a batch is read, since order matters within one."""

    has_organisation: bool
    spoken: set[int]
    important: set[uuid.UUID]
    is_scribe: bool = False
    sentences_lately: int = 0
    reactions_lately: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """The sentence that an act is about."""

    discussion: int
    is_own: bool


def unfit(
    act: Act, hall: Hall, standing: Standing, target: Target | None = None, other: Target | None = None
) -> Unfit | None:
    """Why the hall does not take the act in, or None when it does.

    `target` is the sentence that the act is about; `other` is the one that it is said to repeat.
    """
    if isinstance(act, OnSentence):
        return _unfit_on_sentence(act, hall, standing, target, other)
    if act.discussion not in hall.discussions:
        return Unfit.NO_SUCH_DISCUSSION
    return _closed(act.discussion, hall) or (
        _unfit_sentence(act, hall, standing) if isinstance(act, Contribute) else None
    )


def _closed(discussion: int, hall: Hall) -> Unfit | None:
    if not hall.is_open:
        return Unfit.EVENT_CLOSED
    return None if hall.discussions.get(discussion) else Unfit.DISCUSSION_CLOSED


def _unfit_on_sentence(
    act: OnSentence, hall: Hall, standing: Standing, target: Target | None, other: Target | None
) -> Unfit | None:
    if target is None:
        return Unfit.NO_SUCH_SENTENCE
    if isinstance(act, Withdraw):  # as long as the event takes in, also in a discussion that has been closed
        return _unfit_withdrawal(hall, target)
    if closed := _closed(target.discussion, hall):
        return closed
    match act:
        case React():
            return _unfit_reaction(act, standing, target)
        case MarkDuplicate():
            return _unfit_duplicate(act, standing, target, other)


def _unfit_withdrawal(hall: Hall, target: Target) -> Unfit | None:
    if not hall.is_open:
        return Unfit.EVENT_CLOSED
    return None if target.is_own else Unfit.NOT_OWN_SENTENCE


def _unfit_duplicate(act: MarkDuplicate, standing: Standing, target: Target, other: Target | None) -> Unfit | None:
    if standing.is_scribe:
        return Unfit.ANSWERS_ARE_OF_PEOPLE
    if other is None:
        return Unfit.NO_SUCH_SENTENCE
    if act.contribution == act.of:
        return Unfit.SAME_SENTENCE
    return None if {target.discussion, other.discussion} <= standing.spoken else Unfit.OWN_IDEA_FIRST


def _unfit_sentence(act: Contribute, hall: Hall, standing: Standing) -> Unfit | None:
    if act.prompt not in hall.prompts:
        return Unfit.NO_SUCH_PROMPT
    if reason := _unfit_voice(act, hall, is_scribe=standing.is_scribe):
        return reason
    if act.prompt == COMMITMENT and not standing.has_organisation and act.organisation is None:
        return Unfit.COMMITMENT_NEEDS_ORGANISATION
    if hall.only.get(act.discussion, act.prompt) != act.prompt:
        return Unfit.OTHER_PROMPT_NOW
    most = MOST_SENTENCES_LATELY * (VOICES_OF_A_TABLE if standing.is_scribe else 1)
    return Unfit.TOO_FAST if standing.sentences_lately >= most else None


def _unfit_voice(act: Contribute, hall: Hall, *, is_scribe: bool) -> Unfit | None:
    """Only a table's scribe speaks for others, and has to say for whom; everybody else speaks for themselves."""
    if not is_scribe:
        return Unfit.VOICE_OF_SCRIBES if act.voice != OWN or act.organisation is not None else None
    if act.voice not in TABLES_VOICES:
        return Unfit.VOICE_MISSING
    if act.organisation is not None and act.organisation not in hall.organisations:
        return Unfit.NO_SUCH_ORGANISATION
    return None


def _unfit_reaction(act: React, standing: Standing, target: Target) -> Unfit | None:
    if standing.is_scribe:
        return Unfit.ANSWERS_ARE_OF_PEOPLE
    if target.is_own:
        return Unfit.OWN_SENTENCE
    if target.discussion not in standing.spoken:
        return Unfit.OWN_IDEA_FIRST
    if act.is_important and len(standing.important - {act.contribution}) >= MOST_IMPORTANT:
        return Unfit.TOO_MANY_IMPORTANT
    return Unfit.TOO_FAST if standing.reactions_lately >= MOST_REACTIONS_LATELY else None


def take_in(act: Act, standing: Standing) -> None:
    """The person's standing after the act."""
    if isinstance(act, React):
        (standing.important.add if act.is_important else standing.important.discard)(act.contribution)
        standing.reactions_lately += 1
    if not isinstance(act, Contribute | Abstain):
        return
    standing.spoken.add(act.discussion)
    standing.sentences_lately += isinstance(act, Contribute)


def held_for(text: str, hall: Hall) -> str:
    """Why a sentence waits for a facilitator: kinds of personal data, or the event's custom; empty if it does not.

    A sentence is stored as it was said in any case; being held only keeps it from the hall.
    """
    kinds = [kind.value for kind in personal.kinds(personal.find(text))]
    return " ".join(kinds) or (HELD_BEFOREHAND if hall.holds_all else "")
