"""What was understood of what was said, as a document tells it: frozen, in the language of its material.

Sentences stand here by their numbers. Only signed findings are told. What may not be told of people is not here: no
group under five, and nobody's name.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DispositionPart:
    """What became of a theme or of a sentence: stable keys, and the words for them.

    `party` is the number of the party in whose own work it is used, where it is.
    """

    outcome: str
    outcome_name: str
    target: str
    target_name: str
    reason: str
    party: int | None = None

    @property
    def words(self) -> str:
        """The outcome and, where there is one, the target, in words."""
        return ": ".join(filter(None, [self.outcome_name, self.target_name]))


@dataclass(frozen=True, slots=True)
class ThemePart:
    """A theme with the numbers of its sentences; `is_human` when a person named or confirmed it."""

    number: int
    name: str
    is_human: bool
    goal_area: str
    sentences: tuple[int, ...]
    disposition: DispositionPart | None


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a group agree with something; `key` is stable, a group has at least five answers."""

    key: str
    name: str
    agree: int
    answered: int

    @property
    def percent(self) -> int:
        """How many of a hundred agree."""
        return round(100 * self.agree / self.answered)


@dataclass(frozen=True, slots=True)
class FindingPart:
    """A signed finding; `theme` is its theme's number, `shares` how each kind of organisation agrees with its sources.

    `lost_count` is of sources that have been hidden since it was signed.
    """

    number: int
    kind: str
    kind_name: str
    text: str
    minority: str
    goal_area: str
    theme: int | None
    sources: tuple[int, ...]
    minority_sources: tuple[int, ...]
    lost_count: int
    signed_on: dt.date
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class AgreementPart:
    """A sentence on which kinds of organisations agree, or part; `consensus` is 0–1 over all of them."""

    sentence: int
    consensus: float
    shares: tuple[Share, ...]

    @property
    def spread(self) -> int:
        """The difference of the highest and the lowest share, in percent units."""
        percents = [share.percent for share in self.shares]
        return max(percents) - min(percents)


@dataclass(frozen=True, slots=True)
class Synthesis:
    """The synthesis of an event; `outcomes` counts sentences by what became of them, the unanswered under "open"."""

    themes: tuple[ThemePart, ...] = ()
    findings: tuple[FindingPart, ...] = ()
    agreed: tuple[AgreementPart, ...] = ()
    parted: tuple[AgreementPart, ...] = ()
    unplaced: tuple[int, ...] = ()
    outcomes: tuple[tuple[str, str, int], ...] = ()

    @property
    def is_begun(self) -> bool:
        """There are themes or findings, or something has been answered."""
        return bool(self.themes or self.findings) or any(key != "open" and count for key, _name, count in self.outcomes)


NOT_BEGUN = Synthesis()
