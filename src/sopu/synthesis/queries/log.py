"""What has been done to an event's themes, by whom and when: the log, the latest first."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import get_language

from sopu.forum.models import Event
from sopu.synthesis.models import Placement, Sorting, SortingQuerySet, ThemesApart, ThemeWord

ON_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class LogLine:
    """A sorting in words for a page: its kind tells which of the names it has.

    `name` is what the theme is called by it, `before` what it was called, `other` the theme that it went into, was kept
    apart from, or came from; `themes` and `sentences` are how many it touched.
    """

    pk: int
    kind: str
    who: str
    is_human: bool
    is_mine: bool
    at: dt.datetime
    undone_by: str
    undone_at: dt.datetime | None
    name: str
    before: str
    other: str
    themes: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Log:
    """A page of the log, and where the next older page begins, if there is one."""

    lines: tuple[LogLine, ...]
    older: int | None


def log_of(event: Event, *, reader: int | None, by: str = "", before: int | None = None, most: int = ON_A_PAGE) -> Log:
    """The latest sortings, or those before a key; `by` is person, machine or empty for both: five queries."""
    rows = _asked(event, by).with_people()
    found = list(rows.filter(id__lt=before)[: most + 1] if before else rows[: most + 1])
    shown = found[:most]
    facts = _Facts.read(event, [row.pk for row in shown])
    lines = tuple(facts.line(row, reader) for row in shown)
    return Log(lines, shown[-1].pk if len(found) > most else None)


def _asked(event: Event, by: str) -> SortingQuerySet:
    rows = Sorting.objects.of(event)
    return rows.by_people() if by == "person" else rows.by_machine() if by == "machine" else rows


@dataclass(frozen=True, slots=True)
class _Facts:
    """All words of the event's themes, and where the sortings put how many sentences."""

    words: dict[int, list[ThemeWord]]
    said: dict[int, list[ThemeWord]]
    placed: dict[int, dict[int | None, int]]
    apart: dict[int, tuple[int, int]]
    language: str

    @classmethod
    def read(cls, event: Event, sortings: Iterable[int]) -> "_Facts":
        asked = list(sortings)
        words: defaultdict[int, list[ThemeWord]] = defaultdict(list)
        said: defaultdict[int, list[ThemeWord]] = defaultdict(list)
        for word in ThemeWord.objects.of(event).order_by("id"):
            words[word.theme_id].append(word)
            said[word.sorting_id].append(word)
        placed: defaultdict[int, dict[int | None, int]] = defaultdict(dict)
        counted = Placement.objects.filter(sorting__in=asked).order_by().values_list("sorting", "theme")
        for sorting, theme, count in counted.annotate(count=Count("id")):
            placed[sorting][theme] = count
        apart = ThemesApart.objects.filter(sorting__in=asked).values_list("sorting", "first", "second")
        return cls(words, said, placed, {one: (first, other) for one, first, other in apart}, get_language() or "fi")

    def line(self, row: Sorting, reader: int | None) -> LogLine:
        said, placed = self.said.get(row.pk, []), self.placed.get(row.pk, {})
        theme, other = self._themes(row, said, placed)
        return LogLine(
            pk=row.pk,
            kind=row.kind,
            who=row.made_by.name if row.made_by else "",
            is_human=row.made_by is not None,
            is_mine=row.made_by_id is not None and row.made_by_id == reader,
            at=row.made_at,
            undone_by=row.undone_by.name if row.undone_by else "",
            undone_at=row.undone_at,
            name=self._called(theme, row.pk),
            before=self._called(theme, row.pk - 1),
            other=self._called(other, row.pk),
            themes=len({word.theme_id for word in said if not word.is_gone}),
            sentences=sum(placed.values()),
        )

    def _themes(
        self, row: Sorting, said: list[ThemeWord], placed: dict[int | None, int]
    ) -> tuple[int | None, int | None]:
        """The theme that the line is about, and the other one if there is one."""
        if row.pk in self.apart:
            return self.apart[row.pk]
        gone = next((word for word in said if word.is_gone), None)
        if gone:
            return gone.theme_id, gone.merged_into_id
        return (said[0].theme_id, None) if said else (next(iter(placed), None), None)

    def _called(self, theme: int | None, upto: int) -> str:
        """What the theme was called by the words of sortings up to this one."""
        words = [word for word in self.words.get(theme or 0, []) if word.sorting_id <= upto]
        return words[-1].name_in(self.language) if words else ""
