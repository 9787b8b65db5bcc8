"""Proposals on one clause together: who changes which words, each against the others, and all in one where they fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from sopu.core.merging import Touched, touched
from sopu.core.redlines import ClauseChange
from sopu.texts.models import ChangeProposal, ProposalAnswer
from sopu.texts.queries.merging import Meeting, Words, change_between, meeting_of, merged_words
from sopu.texts.queries.proposals import Line, Place, lines_of, may_stand, round_of


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the version, and the numbers of the proposals that change them; without words, where something comes.

    It is disputed when some of the proposals collide there. Blanks around the words stand apart, to be left unmarked.
    """

    before: str
    words: str
    after: str
    numbers: tuple[int, ...]
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two proposals against each other, from the words of one to those of the other; whether they collide."""

    one: Line
    other: Line
    change: ClauseChange
    collides: bool


@dataclass(frozen=True, slots=True)
class Gathering:
    """The proposals on one clause in one language; `merged` is what all of them together make it say, if they fit."""

    place: Place
    language: str
    was: Words
    lines: tuple[Line, ...]
    heading: tuple[Stretch, ...]
    text: tuple[Stretch, ...]
    pairs: tuple[Pair, ...]
    merged: Words | None

    @property
    def merged_change(self) -> ClauseChange | None:
        """From the version to what all of them make of it."""
        return change_between(self.was, self.merged) if self.merged else None

    @property
    def is_disputed(self) -> bool:
        """Whether some of them collide."""
        return any(pair.collides for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Story:
    """A proposal with its answers, the newest first, how it meets the draft, and those on the same clause."""

    line: Line
    answers: tuple[ProposalAnswer, ...]
    meeting: Meeting
    pairs: tuple[Pair, ...]
    before: Line | None
    after: Line | None


def gatherings_of(lines: Sequence[Line], key: str) -> tuple[Gathering, ...]:
    """The proposals that may stand on the clause with this key, a gathering a language."""
    here = [line for line in lines if line.place.key == key and may_stand(line)]
    languages = sorted({line.proposal.language for line in here if line.is_rewording}) or ["fi"]
    return tuple(_gathering(language, [one for one in here if _is_in(one, language)]) for language in languages if here)


def _is_in(line: Line, language: str) -> bool:
    return not line.is_rewording or line.proposal.language == language


def _gathering(language: str, lines: Sequence[Line]) -> Gathering:
    worded = [line for line in lines if line.is_rewording]
    first = (worded or lines)[0]
    numbers = [line.proposal.number for line in worded]
    heading = touched(first.was.heading, [line.words.heading for line in worded])
    text = touched(first.was.text, [line.words.text for line in worded])
    fits = len(worded) > 1 and len(worded) == len(lines)
    return Gathering(
        first.place,
        language,
        first.was,
        tuple(lines),
        tuple(_stretch(one, numbers) for one in heading),
        tuple(_stretch(one, numbers) for one in text),
        tuple(_pair(one, other) for one, other in combinations(lines, 2)),
        merged_words(first.was, [line.words for line in worded]) if fits else None,
    )


def _stretch(one: Touched, numbers: Sequence[int]) -> Stretch:
    words = one.text.strip()
    before, after = one.text.split(words, 1) if words else (one.text, "")
    return Stretch(before, words, after, tuple(numbers[place] for place in one.by), one.is_disputed)


def _pair(one: Line, other: Line) -> Pair:
    return Pair(one, other, change_between(one.words, other.words), other.proposal.number in one.against)


def story_of(proposal: ChangeProposal) -> Story:
    """A proposal's story; always in the same number of questions."""
    lines = lines_of(proposal.version, round_of(proposal.version))
    at = next(place for place, one in enumerate(lines) if one.proposal.pk == proposal.pk)
    line = lines[at]
    others = [one for one in lines if one.proposal.number in line.beside]
    answers = proposal.answers.select_related("answered_by", "wording__clause").order_by("-id")
    waiting = [one for one in (*lines[at + 1 :], *lines[:at]) if one.is_waiting]
    return Story(
        line,
        tuple(answers),
        meeting_of(proposal),
        tuple(_pair(line, one) for one in others if _is_in(one, proposal.language) or not line.is_rewording),
        waiting[-1] if waiting else None,
        waiting[0] if waiting else None,
    )
