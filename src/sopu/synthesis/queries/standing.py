"""Themes and sentences as they stand now: what every page and every paper of the synthesis begins with."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sopu.forum.models import Contribution, Event
from sopu.synthesis.models import Disposition, Placement, ThemeWord
from sopu.synthesis.rules import answers_of_sentences
from sopu.web.languages import in_language


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a sentence stands: in a theme or in none, by a person or by the machine, and how surely.

    `placement` is the key of the record that says so, 0 when there is none: a form carries what its reader saw.
    """

    theme: int | None
    is_human: bool
    margin: float | None = None
    is_certain: bool = True
    placement: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ThemeState:
    """A theme in use: `is_human` when a person's word on it stands last; sentences by their keys, oldest first."""

    pk: int
    number: int
    names: tuple[str, str, str]
    goal_area: int | None
    is_human: bool
    word: int
    sentences: tuple[int, ...]
    words: str = ""

    def name_in(self, language: str) -> str:
        """The name in `language`, else in one that it has."""
        return in_language(_Names(*self.names), "name", language)


@dataclass(frozen=True, slots=True)
class _Names:
    name_fi: str
    name_sv: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The synthesis of an event as it stands: every visible sentence, where it is, and what became of it.

    `answers` has the disposition that stands for each answered sentence, its own before that of its theme.
    """

    themes: tuple[ThemeState, ...]
    placed: dict[int, Placed]
    unplaced: tuple[int, ...]
    of_themes: dict[int, Disposition]
    own: dict[int, Disposition]
    answers: dict[int, Disposition]

    @property
    def open_sentences(self) -> tuple[int, ...]:
        """Those that nobody has answered yet."""
        return tuple(sentence for sentence in self.placed if sentence not in self.answers)

    @property
    def open_themes(self) -> tuple[ThemeState, ...]:
        """Those that nobody has answered yet."""
        return tuple(theme for theme in self.themes if theme.pk not in self.of_themes)


NOWHERE = Placed(None, is_human=False, is_certain=False)


def standing_of(event: Event) -> Standing:
    """The synthesis of the event: five queries however much was said."""
    words = list(ThemeWord.objects.of(event).in_use().with_themes())
    in_use = {word.theme_id for word in words}
    placed = _placed(event, in_use)
    by_theme: defaultdict[int | None, list[int]] = defaultdict(list)
    for sentence, one in placed.items():
        by_theme[one.theme].append(sentence)
    of_themes, own = _dispositions(event)
    of_sentences = {sentence: one.theme for sentence, one in placed.items()}
    return Standing(
        themes=tuple(_state(word, by_theme[word.theme_id]) for word in words),
        placed=placed,
        unplaced=tuple(by_theme[None]),
        of_themes=of_themes,
        own=own,
        answers=answers_of_sentences(of_sentences, own, of_themes),
    )


def _placed(event: Event, in_use: set[int]) -> dict[int, Placed]:
    """Every visible sentence, oldest first; one whose theme is gone stands nowhere."""
    rows = Placement.objects.of(event).standing().select_related("sorting")
    found = {row.contribution_id: row for row in rows}
    sentences = Contribution.objects.of(event).visible().order_by("id").values_list("id", flat=True)
    return {sentence: _where(found.get(sentence), in_use) for sentence in sentences}


def _where(row: Placement | None, in_use: set[int]) -> Placed:
    if row is None:
        return NOWHERE
    if row.theme_id is not None and row.theme_id not in in_use:
        return replace(NOWHERE, placement=row.pk)
    return Placed(row.theme_id, row.sorting.made_by_id is not None, row.margin, row.is_certain, row.pk)


def _state(word: ThemeWord, sentences: Iterable[int]) -> ThemeState:
    return ThemeState(
        pk=word.theme_id,
        number=word.theme.number,
        names=(word.name_fi, word.name_sv, word.name_en),
        goal_area=word.goal_area_id,
        is_human=word.sorting.made_by_id is not None,
        word=word.pk,
        sentences=tuple(sentences),
        words=word.words,
    )


def _dispositions(event: Event) -> tuple[dict[int, Disposition], dict[int, Disposition]]:
    """Those that stand, by theme and by sentence."""
    rows = list(Disposition.objects.of(event).standing().at_hand())
    return (
        {row.theme_id: row for row in rows if row.theme_id is not None},
        {row.contribution_id: row for row in rows if row.contribution_id is not None},
    )
