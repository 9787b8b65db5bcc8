"""How near sentences and themes lie now: other places for a sentence, its neighbours, and themes that may be one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sopu.core import nearness
from sopu.core.nearness import Rows
from sopu.forum.models import Event
from sopu.synthesis.models import ThemesApart
from sopu.synthesis.queries.standing import Standing, ThemeState
from sopu.synthesis.queries.vectors import texts_of, vectors_of

WITHIN = 0.08
"""A sentence whose cosines to two themes differ by less would fit either."""
LIKELY = 0.45
"""Themes whose middles are nearer than this may be one."""
MOST_SHOWN = 3


def embedded(event: Event, sentences: Sequence[int]) -> Rows | None:
    """The sentences as rows in their order, of zeros where one has no vector; None where none has."""
    kept, vectors = vectors_of(event)
    if vectors is None:
        return None
    places = {sentence: place for place, sentence in enumerate(kept)}
    rows = np.zeros((len(sentences), vectors.shape[1]), dtype=np.float32)
    for number, sentence in enumerate(sentences):
        if (place := places.get(sentence)) is not None:
            rows[number] = vectors[place]
    return rows


def rows_of(event: Event, sentences: Sequence[int]) -> Rows:
    """The sentences as rows in their order by what they mean, or by their letters where nothing embeds."""
    rows = embedded(event, sentences)
    if rows is not None:
        return rows
    texts = texts_of(event)
    return nearness.by_letters([texts.get(sentence, "") for sentence in sentences])


@dataclass(frozen=True, slots=True)
class Merging:
    """Two themes that may be one, and why: how near their middles lie (-1 to 1), words of both, sentences between."""

    other: ThemeState
    nearness: float
    words: tuple[str, ...]
    between: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Nearness:
    """The visible sentences and the themes of an event as rows that can be compared."""

    standing: Standing
    places: dict[int, int]
    rows: Rows
    middles: Rows

    def guesses(self, sentence: int, most: int) -> list[tuple[ThemeState, float]]:
        """The themes that are nearest to a sentence, the nearest first; none when nothing is known of it."""
        row = self.rows[self.places[sentence]]
        if not row.any():
            return []
        found = nearness.nearest(row, self.middles, most)
        return [(self.standing.themes[place], near) for place, near in found]

    def neighbours(self, sentence: int, theme: ThemeState, most: int) -> list[int]:
        """The sentences of a theme that are nearest to this one, itself left out."""
        among = [one for one in theme.sentences if one != sentence]
        found = nearness.nearest(self.rows[self.places[sentence]], self.rows[[self.places[one] for one in among]], most)
        return [among[place] for place, near in found if near > 0]

    def merging(self, theme: ThemeState, apart: frozenset[tuple[int, int]]) -> Merging | None:
        """The likeliest theme to be one with this, unless a person keeps them apart."""
        at = self.standing.themes.index(theme)
        for place, near in nearness.nearest(self.middles[at], self.middles, len(self.standing.themes)):
            other = self.standing.themes[place]
            if near < LIKELY:
                return None
            if place != at and tuple(sorted((theme.pk, other.pk))) not in apart:
                return Merging(other, near, _both(theme, other), self._between(at, place))
        return None

    def _between(self, at: int, place: int) -> tuple[int, ...]:
        """The sentences of either that would fit the other as well."""
        found: list[int] = []
        for own, other in ((at, place), (place, at)):
            members = self.standing.themes[own].sentences
            fits = nearness.shared(
                self.rows[[self.places[one] for one in members]], self.middles[own], self.middles[other], WITHIN
            )
            found += [one for one, is_between in zip(members, fits, strict=True) if is_between]
        return tuple(found)


def nearness_of(event: Event, standing: Standing) -> Nearness:
    """Everything of the event that can be compared: one query, two where nothing embeds."""
    sentences = list(standing.placed)
    rows = nearness.centred(rows_of(event, sentences))
    places = {sentence: place for place, sentence in enumerate(sentences)}
    members = [[places[one] for one in theme.sentences] for theme in standing.themes]
    return Nearness(standing, places, rows, nearness.middles(rows, members))


def kept_apart(event: Event) -> frozenset[tuple[int, int]]:
    """The pairs of themes that people keep apart."""
    return frozenset(ThemesApart.objects.of(event).standing().values_list("first", "second"))


def _both(one: ThemeState, other: ThemeState) -> tuple[str, ...]:
    theirs = set(other.words.split())
    return tuple(word for word in one.words.split() if word in theirs)
