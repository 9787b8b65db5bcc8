"""What became of everything: what still waits, the outcomes counted, each theme and single sentence with its answer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Count, Max
from django.utils.translation import get_language

from sopu.forum.models import Contribution, Event, PromptKind
from sopu.negotiations.models import GoalArea
from sopu.synthesis.models import Disposition, Outcome, Target
from sopu.synthesis.queries.standing import Standing, ThemeState, standing_of

ON_A_PAGE = 40
BAR_WIDTH, GAP = 1000, 3

Row = TypeVar("Row")
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see: an outcome, a target, a goal area (its number), and which pages of the two tables."""

    outcome: str = ""
    target: str = ""
    area: int | None = None
    themes_page: int = 1
    sentences_page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A theme or a sentence and the answer that stands for it, its own (`is_own`) or, of a sentence, its theme's.

    `seen` is the latest word on it, also one that took an answer back; `word_count` is how many there have been.
    """

    key: int
    number: int
    text: str
    language: str
    is_human: bool
    area: int | None
    sentence_count: int
    answer: Disposition | None
    is_own: bool
    seen: int
    word_count: int
    theme: str = ""
    by: str = ""

    @property
    def choice(self) -> str:
        """What a form sends of it: which it is, and the latest word that was seen on it."""
        return f"{self.key}.{self.seen}"


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """A page of rows; `total` counts them all."""

    rows: tuple[Row, ...]
    number: int
    page_count: int
    total: int

    @property
    def before(self) -> int | None:
        """The page before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after this one."""
        return self.number + 1 if self.number < self.page_count else None

    def of(self, rows: "Iterable[Told]") -> "Slice[Told]":
        """The same page with its rows told in another way."""
        return Slice(tuple(rows), self.number, self.page_count, self.total)


@dataclass(frozen=True, slots=True)
class Share:
    """How many themes and sentences have an outcome, and its part of the bar (of 1000)."""

    outcome: str
    name: str
    theme_count: int
    sentence_count: int
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What became of an event's themes and sentences, as it stands.

    `outside_count` of the open sentences are in no theme; `handed_count` of all go to the regional wellbeing plan.
    """

    open_theme_count: int
    open_sentence_count: int
    outside_count: int
    handed_count: int
    theme_count: int
    sentence_count: int
    shares: tuple[Share, ...]
    themes: Slice[Line]
    sentences: Slice[Line]
    areas: tuple[GoalArea, ...]

    @property
    def is_done(self) -> bool:
        """Everything has been answered."""
        return not self.open_theme_count and not self.open_sentence_count


@dataclass(frozen=True, slots=True)
class Story:
    """A theme or a sentence with every word on it, the latest first; of a theme also a page of its sentences."""

    line: Line
    words: tuple[Disposition, ...]
    sentences: Slice[Line] | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    """The latest word on each theme and sentence, and how many there have been of each."""

    themes: Mapping[int, tuple[int, int]]
    sentences: Mapping[int, tuple[int, int]]


def overview_of(event: Event, wanted: Wanted) -> Overview:
    """The page of the event's dispositions: eight queries however much was said."""
    standing, words = standing_of(event), _words(event)
    areas = tuple(event.negotiation.goal_areas.all())
    numbers = {area.pk: area.number for area in areas}
    said_of = dict(Contribution.objects.of(event).order_by().values_list("pk", "discussion__goal_area"))
    single = [key for key in standing.placed if key in standing.own or standing.placed[key].theme is None]
    themes = [
        theme
        for theme in standing.themes
        if _is_wanted(standing.of_themes.get(theme.pk), numbers.get(theme.goal_area or 0), wanted)
    ]
    sentences = [
        key for key in single if _is_wanted(standing.answers.get(key), numbers.get(said_of.get(key) or 0), wanted)
    ]
    themes.sort(key=lambda theme: (theme.pk in standing.of_themes, theme.number))
    sentences.sort(key=lambda key: (key in standing.answers, key))
    some, several = _slice(themes, wanted.themes_page), _slice(sentences, wanted.sentences_page)
    return Overview(
        open_theme_count=len(standing.open_themes),
        open_sentence_count=len(standing.open_sentences),
        outside_count=sum(standing.placed[key].theme is None for key in standing.open_sentences),
        handed_count=sum(answer.target == Target.WELLBEING_PLAN for answer in standing.answers.values()),
        theme_count=len(standing.themes),
        sentence_count=len(standing.placed),
        shares=_shares(standing),
        themes=some.of(_theme_line(one, standing, words, numbers) for one in some.rows),
        sentences=several.of(_sentence_lines(several.rows, standing, words)),
        areas=areas,
    )


def theme_story(event: Event, number: int, page: int) -> Story | None:
    """The theme of that number with every word on it, and a page of its sentences; None when it is not in use."""
    standing, words = standing_of(event), _words(event)
    theme = next((one for one in standing.themes if one.number == number), None)
    if theme is None:
        return None
    said = Disposition.objects.of(event).at_hand().filter(theme=theme.pk)
    some = _slice(sorted(theme.sentences, key=lambda key: (key not in standing.own, key)), page)
    return Story(
        _theme_line(theme, standing, words, _numbers(event)),
        tuple(said)[::-1],
        some.of(_sentence_lines(some.rows, standing, words)),
    )


def sentence_story(event: Event, contribution: int) -> Story | None:
    """The sentence with every word on it; None when it is not in the event, or hidden."""
    standing, words = standing_of(event), _words(event)
    if contribution not in standing.placed:
        return None
    (line,) = _sentence_lines([contribution], standing, words)
    return Story(line, tuple(Disposition.objects.of(event).at_hand().filter(contribution=contribution))[::-1])


def chosen_lines(event: Event, kind: str, keys: Collection[int]) -> list[Line]:
    """The themes or the visible sentences with these keys, as they stand; what is not there any more is left out."""
    standing, words = standing_of(event), _words(event)
    if kind == "theme":
        numbers = _numbers(event)
        return [_theme_line(one, standing, words, numbers) for one in standing.themes if one.pk in keys]
    return _sentence_lines([key for key in standing.placed if key in keys], standing, words)


def _numbers(event: Event) -> dict[int, int]:
    return dict(event.negotiation.goal_areas.values_list("pk", "number"))


def _words(event: Event) -> _Words:
    rows = Disposition.objects.of(event).order_by().values_list("theme", "contribution")
    told = list(rows.annotate(latest=Max("id"), times=Count("id")))
    return _Words(
        {theme: (latest, times) for theme, _, latest, times in told if theme is not None},
        {key: (latest, times) for _, key, latest, times in told if key is not None},
    )


def _is_wanted(answer: Disposition | None, area: int | None, wanted: Wanted) -> bool:
    if wanted.area is not None and area != wanted.area:
        return False
    if wanted.target and (answer is None or answer.target != wanted.target):
        return False
    return not wanted.outcome or (answer.outcome if answer else Outcome.OPEN) == wanted.outcome


def _slice(rows: Sequence[Row], page: int) -> Slice[Row]:
    """The page of the rows; one that is past the end is the last."""
    page_count = max(1, -(-len(rows) // ON_A_PAGE))
    number = min(max(1, page), page_count)
    return Slice(tuple(rows[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]), number, page_count, len(rows))


def _shares(standing: Standing) -> tuple[Share, ...]:
    """The outcomes in their order, what is open last; the bar is of sentences."""
    themes = [_outcome(standing.of_themes.get(theme.pk)) for theme in standing.themes]
    sentences = [_outcome(standing.answers.get(key)) for key in standing.placed]
    shares, told = [], 0
    for outcome in Outcome:
        count = sentences.count(outcome)
        x, end = (BAR_WIDTH * part // max(1, len(sentences)) for part in (told, told + count))
        width = max(0, end - x - (GAP if end < BAR_WIDTH else 0))
        shares.append(Share(outcome, str(outcome.label), themes.count(outcome), count, x, width))
        told += count
    return tuple(shares)


def _outcome(answer: Disposition | None) -> str:
    return answer.outcome if answer else Outcome.OPEN


def _theme_line(theme: ThemeState, standing: Standing, words: _Words, numbers: Mapping[int, int]) -> Line:
    seen, times = words.themes.get(theme.pk, (0, 0))
    return Line(
        key=theme.pk,
        number=theme.number,
        text=theme.name_in(get_language() or "fi"),
        language="",
        is_human=theme.is_human,
        area=numbers.get(theme.goal_area or 0),
        sentence_count=len(theme.sentences),
        answer=standing.of_themes.get(theme.pk),
        is_own=True,
        seen=seen,
        word_count=times,
    )


def _sentence_lines(keys: Iterable[int], standing: Standing, words: _Words) -> list[Line]:
    """The sentences in the order of `keys`: one query."""
    names = {theme.pk: theme for theme in standing.themes}
    ordered = list(keys)
    rows = Contribution.objects.filter(pk__in=ordered).with_origins().in_bulk()
    return [_sentence_line(rows[key], standing, words, names.get(standing.placed[key].theme or 0)) for key in ordered]


def _sentence_line(said: Contribution, standing: Standing, words: _Words, theme: ThemeState | None) -> Line:
    seen, times = words.sentences.get(said.pk, (0, 0))
    organisation = said.speaker_organisation if said.prompt.kind == PromptKind.COMMITMENT else None
    return Line(
        key=said.pk,
        number=said.discussion.number,
        text=said.text,
        language=said.language,
        is_human=standing.placed[said.pk].is_human,
        area=said.discussion.number,
        sentence_count=1,
        answer=standing.answers.get(said.pk),
        is_own=said.pk in standing.own,
        seen=seen,
        word_count=times,
        theme=theme.name_in(get_language() or "fi") if theme else "",
        by=" · ".join([said.prompt.get_kind_display(), *([organisation.name] if organisation else [])]),
    )
