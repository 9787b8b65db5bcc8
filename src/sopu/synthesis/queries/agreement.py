"""On which sentences groups agree, and on which they part: what pages and papers show of a snapshot.

Groups that are too small, or that answered too seldom to be told apart, are told together (`core.groups.joined`), and
a sentence is broken down only where every group that answered it has at least five answers (`shown_breakdown`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from sopu.core.groups import joined, shown_breakdown, shown_count
from sopu.core.opinion.known import agreement_of
from sopu.forum.models import Contribution
from sopu.synthesis.models import GroupName, Snapshot
from sopu.synthesis.queries.groups import FOUND, names_of_known

AGREED = 70
"""Percent of each group from which a sentence is said to be agreed on across groups."""

MOST = 0.5
"""The share that a lower bound must exceed before most of a group is said to agree."""

LETTERS = "ABCDEFGH"


class Order(StrEnum):
    """Which sentences come first."""

    AGREED = "agreed"
    DIVIDING = "dividing"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Group:
    """A group, or several told as one; `number` is its place, and so its shape on the pictures."""

    number: int
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `seen` answers of a group agree."""

    agree: int
    seen: int

    @property
    def percent(self) -> int:
        """Agreeing, of a hundred."""
        return round(100 * self.agree / self.seen)


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """A sentence and the share of each group that agrees; None of a group that did not answer it.

    `shares` is empty where it may not be broken down. `is_sure` says that the answers are so many that more than half
    of each group agrees, whoever else of it were asked (the lower bound of its share, one-sided 90 %).
    """

    sentence: int
    text: str
    language: str
    answers: int
    shares: tuple[Share | None, ...]
    consensus: float
    is_sure: bool

    @property
    def percents(self) -> tuple[int | None, ...]:
        """The shares in percents, as a dot plot takes them."""
        return tuple(share.percent if share else None for share in self.shares)

    @property
    def shown_answers(self) -> int | None:
        """How many answered; one to four are not told."""
        return shown_count(self.answers)

    @property
    def told(self) -> tuple[int, ...]:
        """The percents of the groups that answered."""
        return tuple(percent for percent in self.percents if percent is not None)

    @property
    def spread(self) -> int:
        """From the group that agrees least to the one that agrees most."""
        return max(self.told) - min(self.told) if self.told else 0

    @property
    def is_agreed(self) -> bool:
        """Two groups or more answered, at least 70 percent of each agree, and it is sure that most do."""
        return len(self.told) > 1 and min(self.told) >= AGREED and self.is_sure


@dataclass(frozen=True)
class Agreement:
    """The sentences of a snapshot that are visible now, by the groups of one grouping (`by`)."""

    by: str
    groups: tuple[Group, ...]
    rows: tuple[AgreementRow, ...]
    gone: int

    @property
    def is_told(self) -> bool:
        """There are groups to compare."""
        return len(self.groups) > 1

    @property
    def shown_count(self) -> int:
        """How many sentences are broken down."""
        return sum(bool(row.shares) for row in self.rows)

    @cached_property
    def agreed(self) -> tuple[AgreementRow, ...]:
        """The sentences that all groups agree on, the surest first."""
        return tuple(row for row in self.in_order(Order.AGREED) if row.is_agreed)

    def in_order(self, order: Order) -> list[AgreementRow]:
        """The rows that are broken down, those agreed on or those that divide most first; or all, the oldest first."""
        shown = [row for row in self.rows if row.shares]
        if order is Order.AGREED:
            return sorted(shown, key=lambda row: (not row.is_agreed, -row.consensus, row.sentence))
        if order is Order.DIVIDING:
            return sorted((row for row in shown if len(row.told) > 1), key=lambda row: (-row.spread, row.sentence))
        return list(self.rows)


Texts = dict[int, tuple[str, str]]
"""The texts of sentences that are visible now, and their languages."""


def agreement_by(snapshot: Snapshot, by: str, texts: Texts | None = None) -> Agreement:
    """How groups agree by one grouping: `found`, `kind`, `size` or `role`; give `texts` when they are at hand.

    One query for the texts, and one for the names of found groups.
    """
    counts, people, names = _counted(snapshot, by)
    parts = joined(people, counts.sum(axis=2).tolist(), is_ordered=by == "size")
    together = np.array([counts[list(part)].sum(axis=0) for part in parts], dtype=np.int64).reshape(
        len(parts), counts.shape[1], 3
    )
    sizes = [sum(people[number] for number in part) for part in parts]
    groups = tuple(
        Group(place, _named(names, part), size) for place, (part, size) in enumerate(zip(parts, sizes, strict=True))
    )
    rows, gone = _rows(snapshot.result, together, sizes, texts_of(snapshot) if texts is None else texts, by)
    return Agreement(by, groups, rows, gone)


def _counted(snapshot: Snapshot, by: str) -> tuple[Any, list[int], Sequence[str]]:
    """Agree, disagree and pass (groups × sentences × 3), people by group, and what the groups are called."""
    result = snapshot.result
    if by == FOUND:
        counts, people = result["agreement"], result["sizes"]
        names: Sequence[str] = names_of_found(snapshot)
    else:
        counts, people = result["known"][by]["counts"], result["known"][by]["people"]
        names = names_of_known(by)
    return np.array(counts, dtype=np.int64).reshape(len(people), len(result["sentences"]), 3), people, names


def names_of_found(snapshot: Snapshot) -> list[str]:
    """What the found groups are called: as people named them, else by letters. One query."""
    given = {one.group: one for one in GroupName.objects.standing().filter(snapshot=snapshot)}
    names = [given[number].name if number in given else "" for number in _places(snapshot)]
    return [name or _("Group %(letter)s") % {"letter": LETTERS[number]} for number, name in enumerate(names)]


def _places(snapshot: Snapshot) -> Iterable[int]:
    return range(len(snapshot.result["sizes"]))


def _named(names: Sequence[str], part: tuple[int, ...]) -> str:
    told = [names[number] for number in part]
    return told[0] if len(told) == 1 else _("%(some)s and %(last)s") % {"some": ", ".join(told[:-1]), "last": told[-1]}


def _rows(
    result: dict[str, Any], counts: Any, people: list[int], texts: Texts, by: str
) -> tuple[tuple[AgreementRow, ...], int]:
    """The rows of sentences that are visible now, and how many no longer are."""
    agree, seen, told = counts[:, :, 0], counts.sum(axis=2), agreement_of(counts, people)
    is_sure = np.all(np.where(seen > 0, told.lower, 1.0) > MOST, axis=0).tolist()
    answers = [sum(one) for one in result["overall"]]
    rest = np.array(answers, dtype=np.int64) - seen.sum(axis=0)
    if by == FOUND or shown_count(result["people"] - sum(people)) is not None:
        rest[:] = 0  # those in no group are so many that nothing can be told of them by what is left over
    columns = zip(result["sentences"], answers, agree.T.tolist(), seen.T.tolist(), rest.tolist(), strict=True)
    rows = tuple(
        AgreementRow(key, *texts[key], count, _shares(yes, asked, left), float(told.consensus[place]), is_sure[place])
        for place, (key, count, yes, asked, left) in enumerate(columns)
        if key in texts
    )
    return rows, len(result["sentences"]) - len(rows)


def texts_of(snapshot: Snapshot) -> Texts:
    """The texts of the snapshot's sentences, of those that are visible now. One query."""
    told = Contribution.objects.of(snapshot.event).visible().values_list("id", "text", "language")
    wanted = set(snapshot.result["sentences"])
    return {key: (text, language) for key, text, language in told if key in wanted}


def _shares(agree: list[int], seen: list[int], rest: int) -> tuple[Share | None, ...]:
    """The share of each group, or none of them when one is too small, or those that are in no group (`rest`)."""
    if not any(seen) or shown_breakdown(dict(enumerate([*seen, rest]))) is None:
        return ()
    return tuple(Share(yes, total) if total else None for yes, total in zip(agree, seen, strict=True))
