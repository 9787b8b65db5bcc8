"""What the machine reads before it proposes themes, and what must stay as people have put it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from sopu.core.digests import sha256
from sopu.core.themes import Descriptor as Expected
from sopu.forum.models import Contribution, Event
from sopu.synthesis.models import Descriptor, Placement, Theme, ThemeWord
from sopu.synthesis.queries.standing import Standing, ThemeState, standing_of
from sopu.synthesis.queries.votes import Marks, marks_of

SETTLED = 0.5
MOST_EXAMPLES = 3
"""So many sentences, that a person put there, tell what a theme without words is about."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that a proposal depends on, read at one moment.

    `sentences` are all that are visible, with their texts, and `placed` those that a person has placed, with the theme
    or with none. `expected` are the themes to look for: those that people keep (`t` and the theme's key) and the
    organiser's (`d` and the descriptor's); `is_described` when the organiser has told of any. `refused` are sentences
    of themes that a person dissolved: a theme of such is not proposed again.
    """

    standing: Standing
    sentences: tuple[tuple[int, str], ...]
    placed: dict[int, int | None]
    expected: tuple[Expected, ...]
    is_described: bool
    kept: frozenset[int]
    refused: frozenset[int]
    marks: Marks

    @property
    def fixed(self) -> frozenset[int]:
        """What the machine leaves where it is: what a person placed, and what stands surely in a theme that is kept."""
        sure = {key for key, placed in self.standing.placed.items() if placed.is_certain and placed.theme in self.kept}
        return frozenset(sure | self.placed.keys())

    @property
    def is_settled(self) -> bool:
        """Most of what was said stands in themes that people keep."""
        inside = sum(placed.theme in self.kept for placed in self.standing.placed.values())
        return inside >= SETTLED * len(self.standing.placed)

    @property
    def keys(self) -> list[int]:
        """The keys of the sentences, the oldest first."""
        return [key for key, _text in self.sentences]

    def digest(self, method: str, seed: int) -> str:
        """SHA-256 of all of it, as JSON in a fixed order."""
        said = {
            "method": method,
            "seed": seed,
            "sentences": [[key, sha256(text.encode())] for key, text in self.sentences],
            "placed": sorted(self.placed.items()),
            "expected": [[one.id, one.text] for one in self.expected],
            "refused": sorted(self.refused),
        }
        return sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())


def ground_of(event: Event) -> Ground:
    """What a proposal for the event depends on now: a constant number of queries."""
    standing = standing_of(event)
    texts = dict(Contribution.objects.of(event).values_list("pk", "text"))
    kept, refused = _kept(standing), Placement.objects.of(event).standing().filter(theme__in=_dissolved(event))
    described = tuple(_of_descriptors(event, kept))
    return Ground(
        standing=standing,
        sentences=tuple((key, texts[key]) for key in standing.placed),
        placed={key: placed.theme for key, placed in standing.placed.items() if placed.is_human},
        expected=(*_of_kept(standing, kept, texts), *described),
        is_described=event.descriptors.exists(),
        kept=kept,
        refused=frozenset(refused.values_list("contribution", flat=True)),
        marks=marks_of(event),
    )


def _kept(standing: Standing) -> frozenset[int]:
    """Themes that a person named or confirmed, put a sentence into, or answered."""
    touched = {placed.theme for placed in standing.placed.values() if placed.is_human}
    return frozenset(
        theme.pk for theme in standing.themes if theme.is_human or theme.pk in touched or theme.pk in standing.of_themes
    )


def _of_kept(standing: Standing, kept: frozenset[int], texts: dict[int, str]) -> Iterable[Expected]:
    for theme in standing.themes:
        if theme.pk in kept:
            yield Expected(f"t{theme.pk}", _about(theme, standing, texts))


def _about(theme: ThemeState, standing: Standing, texts: dict[int, str]) -> str:
    names = dict.fromkeys(name for name in theme.names if name)
    examples = [texts[key] for key in theme.sentences if standing.placed[key].is_human][:MOST_EXAMPLES]
    return ". ".join([*names, *([theme.words] if theme.words else examples)])


def _of_descriptors(event: Event, kept: frozenset[int]) -> Iterable[Expected]:
    """Those of the organiser's expectations that no kept theme stands for yet, and that nobody dissolved."""
    done = set(Theme.objects.filter(pk__in=kept).values_list("descriptor", flat=True))
    gone = ThemeWord.objects.of(event).standing().filter(is_gone=True).by_people()
    done |= set(gone.values_list("theme__descriptor", flat=True))
    for one in event.descriptors.all():
        if one.pk not in done:
            yield Expected(f"d{one.pk}", _described(one))


def _described(descriptor: Descriptor) -> str:
    """What the organiser says that the theme is about."""
    names = dict.fromkeys(name for name in (descriptor.name_fi, descriptor.name_sv, descriptor.name_en) if name)
    return ". ".join([*names, descriptor.words])


def _dissolved(event: Event) -> QuerySet[Theme]:
    gone = ThemeWord.objects.of(event).standing().filter(is_gone=True, merged_into__isnull=True).by_people()
    return Theme.objects.filter(words__in=gone)
