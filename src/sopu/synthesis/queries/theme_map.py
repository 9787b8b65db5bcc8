"""Themes on a map, and who has spoken of which: the empty cells are the news."""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sopu.core.circles import apart
from sopu.core.groups import joined
from sopu.core.themes import layout
from sopu.forum.models import SPEAKER, Contribution, Discussion, Event, Participant
from sopu.forum.queries.coverage import Cell, level_of
from sopu.organisations.models import Kind, Organisation
from sopu.synthesis.queries.nearness import nearness_of
from sopu.synthesis.queries.standing import Standing, ThemeState, standing_of

WIDTH, HEIGHT = 560, 420
SMALLEST, FILLED = 10.0, 0.3
"""The least radius, and how much of the drawing the circles fill together at most."""


@dataclass(frozen=True, slots=True)
class ThemeCircle:
    """A theme on the map: `x`, `y` and `r` in the drawing's unit."""

    number: int
    name: str
    sentences: int
    organisations: int
    is_human: bool
    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Line:
    """A theme's row of a coverage; `number` is None for the sentences that are in no theme."""

    number: int | None
    name: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ThemeCoverage:
    """Themes × something. `columns` are short and long names; `empty_count` of `cell_count` cells are empty."""

    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    empty_count: int
    cell_count: int


@dataclass(frozen=True, slots=True)
class ThemeMap:
    """The themes of an event as they lie near each other, and their coverage by kind and by discussion."""

    width: int
    height: int
    circles: tuple[ThemeCircle, ...]
    sentences: int
    unplaced: int
    by_kind: ThemeCoverage
    by_discussion: ThemeCoverage


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a sentence comes from."""

    organisation: int | None
    kind: str
    discussion: int


def theme_map_of(event: Event) -> ThemeMap:
    """The map of the event: a constant number of queries."""
    standing = standing_of(event)
    sources, discussions = _sources(event), list(event.discussions.all())
    return ThemeMap(
        width=WIDTH,
        height=HEIGHT,
        circles=_circles(event, standing, sources),
        sentences=len(standing.placed),
        unplaced=len(standing.unplaced),
        by_kind=_by_kind(event, standing, sources),
        by_discussion=_by_discussion(standing, sources, discussions),
    )


def _sources(event: Event) -> dict[int, _Source]:
    kinds = dict(Organisation.objects.values_list("pk", "kind"))
    rows = Contribution.objects.of(event).visible().values_list("pk", SPEAKER, "discussion_id")
    return {pk: _Source(speaker, kinds.get(speaker, ""), discussion) for pk, speaker, discussion in rows}


def _circles(event: Event, standing: Standing, sources: dict[int, _Source]) -> tuple[ThemeCircle, ...]:
    themes = standing.themes
    if not themes:
        return ()
    middles = np.asarray(nearness_of(event, standing).middles, dtype=np.float64)
    places = [(float(x) * WIDTH, float(y) * HEIGHT) for x, y in layout(middles @ middles.T)]
    radii = _radii([len(theme.sentences) for theme in themes])
    return tuple(
        ThemeCircle(
            number=theme.number,
            name=_name(theme),
            sentences=len(theme.sentences),
            organisations=len({sources[one].organisation for one in theme.sentences if one in sources} - {None}),
            is_human=theme.is_human,
            x=round(x, 1),
            y=round(y, 1),
            r=round(radius, 1),
        )
        for theme, (x, y), radius in zip(themes, apart(places, radii, WIDTH, HEIGHT), radii, strict=True)
    )


def _radii(counts: Sequence[int]) -> list[float]:
    """Areas by the number of sentences, never too small to be seen."""
    scale = math.sqrt(FILLED * WIDTH * HEIGHT / (math.pi * max(1, sum(counts))))
    return [max(SMALLEST, min(scale, SMALLEST) * math.sqrt(count)) for count in counts]


def _name(theme: ThemeState) -> str:
    return theme.name_in(get_language() or "fi")


def _by_kind(event: Event, standing: Standing, sources: dict[int, _Source]) -> ThemeCoverage:
    """By the kind of organisation; kinds of fewer than five people are told together."""
    came = Participant.objects.present().filter(event=event).order_by().values_list("organisation__kind")
    people = dict(came.annotate(count=Count("id")))
    parts = joined([people.get(kind, 0) for kind in Kind.values], [])
    column = {Kind.values[number]: place for place, part in enumerate(parts) for number in part}
    names = [", ".join(str(Kind.choices[number][1]) for number in part) for part in parts]
    if any(source.kind not in column for source in sources.values()):
        column |= {kind: len(names) for kind in ("", *Kind.values) if kind not in column}
        names.append(_("others"))
    return _coverage(standing, sources, names, lambda source: column[source.kind], [True] * len(names))


def _by_discussion(standing: Standing, sources: dict[int, _Source], discussions: Sequence[Discussion]) -> ThemeCoverage:
    """By discussion, each of which is the time of one goal area."""
    place = {one.pk: number for number, one in enumerate(discussions)}
    told = _coverage(
        standing,
        sources,
        [one.name for one in discussions],
        lambda source: place[source.discussion],
        [one.opened_at is not None for one in discussions],
    )
    columns = tuple((str(one.number), one.name) for one in discussions)
    return ThemeCoverage(columns, told.lines, told.empty_count, told.cell_count)


def _coverage(
    standing: Standing,
    sources: dict[int, _Source],
    names: Sequence[str],
    column: Callable[[_Source], Hashable],
    has_opened: Sequence[bool],
) -> ThemeCoverage:
    lines = [
        _line(theme.number, _name(theme), theme.sentences, sources, column, has_opened) for theme in standing.themes
    ]
    cells = [cell for line in lines for cell in line.cells]
    if standing.unplaced:
        silent = [False] * len(has_opened)
        lines.append(_line(None, _("In no theme"), standing.unplaced, sources, column, silent))
    return ThemeCoverage(
        columns=tuple((name, name) for name in names),
        lines=tuple(lines),
        empty_count=sum(cell.level == 0 for cell in cells),
        cell_count=sum(cell.level is not None for cell in cells),
    )


def _line(
    number: int | None,
    name: str,
    sentences: Sequence[int],
    sources: dict[int, _Source],
    column: Callable[[_Source], Hashable],
    has_opened: Sequence[bool],
) -> Line:
    counts = Counter(column(sources[one]) for one in sentences if one in sources)
    cells = tuple(
        Cell(counts[place], level_of(counts[place], has_opened=is_on)) for place, is_on in enumerate(has_opened)
    )
    return Line(number, name, cells, sum(counts.values()))
