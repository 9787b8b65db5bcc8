"""The bench of themes: all themes of an event, the sentences of the chosen one, and what the machine asks about it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import get_language

from sopu.core.groups import LEAST
from sopu.forum.models import Contribution, Event, PromptKind, Reaction, Stance
from sopu.forum.models.sentences import SPEAKER
from sopu.forum.queries.voices import mark_at_desk, mark_of
from sopu.negotiations.models import GoalArea
from sopu.synthesis.models import ThemeRequest
from sopu.synthesis.queries.nearness import kept_apart, nearness_of
from sopu.synthesis.queries.standing import Placed, Standing, ThemeState, standing_of

ON_A_PAGE = 30
MOST_GUESSES = 9
MOST_NEIGHBOURS = 4
MOST_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme in the list: its number, name, how many sentences stand in it and how many of them uncertainly."""

    number: int
    name: str
    is_human: bool
    count: int
    uncertain: int
    word: int


@dataclass(frozen=True, slots=True)
class SentenceLine:
    """A sentence on the bench: what was said, by whom as far as the reader may know, and where it stands."""

    pk: int
    placement: int
    text: str
    language: str
    receipt: str
    whose: str
    prompt: str
    discussion: str
    agree: int | None
    placed: Placed

    @property
    def seen(self) -> str:
        """What a form carries of it."""
        return f"{self.pk}.{self.placement}"


@dataclass(frozen=True, slots=True)
class Counts:
    """What is true of an event's themes now."""

    sentences: int
    themes: int
    by_people: int
    by_machine: int
    uncertain: int
    unplaced: int
    decided_unplaced: int

    @property
    def to_decide(self) -> int:
        """Sentences that wait in the queue: uncertain, or in no theme without anybody having said so."""
        return self.uncertain + self.unplaced - self.decided_unplaced


@dataclass(frozen=True, slots=True)
class Proposal:
    """The machine thinks that two themes may be one: the other, how near, words of both and sentences between them."""

    other: ThemeLine
    percent: int
    words: tuple[str, ...]
    between: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The theme whose sentences are shown; none when they are those that stand in no theme."""

    line: ThemeLine | None
    names: tuple[str, str, str]
    goal_area: GoalArea | None
    words: tuple[str, ...]
    organisations: int
    human: int
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class Bench:
    """One page of the bench."""

    counts: Counts
    themes: tuple[ThemeLine, ...]
    chosen: Chosen
    sentences: tuple[SentenceLine, ...]
    page: int
    pages: int

    @property
    def others(self) -> tuple[ThemeLine, ...]:
        """The themes that the chosen one is not."""
        return tuple(line for line in self.themes if line != self.chosen.line)


@dataclass(frozen=True, slots=True)
class Guess:
    """Another place for a sentence, with how near it is (0 to 100)."""

    line: ThemeLine
    percent: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Why:
    """Why a sentence stands where it does: words that it shares with its theme, its margin, neighbours and guesses."""

    sentence: SentenceLine
    line: ThemeLine | None
    words: tuple[str, ...]
    margin: int | None
    neighbours: tuple[SentenceLine, ...]
    guesses: tuple[Guess, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sentence of the queue, the place in it, and those before and after it."""

    counts: Counts
    themes: tuple[ThemeLine, ...]
    why: Why | None
    place: int
    total: int
    before: int | None
    after: int | None


def counts_of(standing: Standing) -> Counts:
    """What is true of the themes now."""
    by_people = sum(theme.is_human for theme in standing.themes)
    return Counts(
        sentences=len(standing.placed),
        themes=len(standing.themes),
        by_people=by_people,
        by_machine=len(standing.themes) - by_people,
        uncertain=sum(placed.theme is not None and not placed.is_certain for placed in standing.placed.values()),
        unplaced=len(standing.unplaced),
        decided_unplaced=sum(standing.placed[one].is_human for one in standing.unplaced),
    )


def bench_of(event: Event, number: int | None, page: int, *, shows_whose: bool) -> Bench | None:
    """The bench with the theme of that number, or with what stands in no theme (0), or with the first (None).

    None when no such theme is in use. Ten queries however much was said, and two more when the machine has a proposal.
    """
    standing = standing_of(event)
    theme = next((one for one in standing.themes if number in (None, one.number)), None)
    if number and theme is None:
        return None
    theme = None if number == 0 else theme
    keys = _in_order(standing, theme.sentences if theme else standing.unplaced)
    pages = max(1, -(-len(keys) // ON_A_PAGE))
    page = min(max(1, page), pages)
    return Bench(
        counts=counts_of(standing),
        themes=tuple(_line(one, standing) for one in standing.themes),
        chosen=_chosen(event, standing, theme),
        sentences=_sentences(keys[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], standing, shows_whose=shows_whose),
        page=page,
        pages=pages,
    )


def why(event: Event, sentence: int, *, shows_whose: bool) -> Why | None:
    """Why a sentence stands where it does; None when it is not shown in this event."""
    standing = standing_of(event)
    return _why(event, standing, sentence, shows_whose=shows_whose) if sentence in standing.placed else None


def waiting_of(event: Event, sentence: int | None, *, shows_whose: bool) -> Waiting:
    """The queue of the uncertain, at that sentence or, when it waits no more, at the next after it."""
    standing = standing_of(event)
    queue = [key for key, placed in standing.placed.items() if _waits(placed)]
    at = next((place for place, key in enumerate(queue) if key >= (sentence or 0)), 0)
    return Waiting(
        counts=counts_of(standing),
        themes=tuple(_line(one, standing) for one in standing.themes),
        why=_why(event, standing, queue[at], shows_whose=shows_whose) if queue else None,
        place=at + 1,
        total=len(queue),
        before=queue[at - 1] if at else None,
        after=queue[at + 1] if at + 1 < len(queue) else None,
    )


def _waits(placed: Placed) -> bool:
    return not placed.is_human and (placed.theme is None or not placed.is_certain)


def _in_order(standing: Standing, keys: Sequence[int]) -> list[int]:
    """The certain first; the uncertain last, where they stand together."""
    return sorted(keys, key=lambda key: (not standing.placed[key].is_certain, key))


def _line(theme: ThemeState, standing: Standing) -> ThemeLine:
    uncertain = sum(not standing.placed[one].is_certain for one in theme.sentences)
    name = theme.name_in(get_language() or "fi")
    return ThemeLine(theme.number, name, theme.is_human, len(theme.sentences), uncertain, theme.word)


def _chosen(event: Event, standing: Standing, theme: ThemeState | None) -> Chosen:
    keys = theme.sentences if theme else standing.unplaced
    area = theme.goal_area if theme else None
    return Chosen(
        line=_line(theme, standing) if theme else None,
        names=theme.names if theme else ("", "", ""),
        goal_area=next((one for one in event.negotiation.goal_areas.all() if one.pk == area), None),
        words=tuple(theme.words.split()) if theme else (),
        organisations=_organisations(event, set(keys)),
        human=sum(standing.placed[one].is_human for one in keys),
        proposal=_proposal(event, standing, theme) if theme else None,
    )


def _organisations(event: Event, keys: set[int]) -> int:
    said = Contribution.objects.of(event).annotate(speaker=SPEAKER).values_list("pk", "speaker")
    return len({speaker for key, speaker in said if key in keys and speaker})


def _proposal(event: Event, standing: Standing, theme: ThemeState) -> Proposal | None:
    found = nearness_of(event, standing).merging(theme, kept_apart(event)) if len(standing.themes) > 1 else None
    if found is None:
        return None
    texts = dict(Contribution.objects.filter(pk__in=found.between[:MOST_BETWEEN]).values_list("pk", "text"))
    return Proposal(
        _line(found.other, standing),
        _percent(found.nearness),
        found.words,
        len(found.between),
        tuple(texts[key] for key in found.between[:MOST_BETWEEN]),
    )


def _why(event: Event, standing: Standing, sentence: int, *, shows_whose: bool) -> Why:
    placed, near = standing.placed[sentence], nearness_of(event, standing)
    theme = next((one for one in standing.themes if one.pk == placed.theme), None)
    keys = near.neighbours(sentence, theme, MOST_NEIGHBOURS) if theme else []
    lines = {line.pk: line for line in _sentences([sentence, *keys], standing, shows_whose=shows_whose)}
    own = lines[sentence]
    return Why(
        sentence=own,
        line=_line(theme, standing) if theme else None,
        words=_words(theme, own.text),
        margin=None if placed.margin is None else _percent(placed.margin),
        neighbours=tuple(lines[key] for key in keys),
        guesses=tuple(
            Guess(_line(one, standing), _percent(cosine), one == theme)
            for one, cosine in near.guesses(sentence, MOST_GUESSES)
        ),
    )


def _words(theme: ThemeState | None, text: str) -> tuple[str, ...]:
    """Words of the theme whose beginning is in the sentence: endings differ in Finnish."""
    said, words = text.casefold(), theme.words.split() if theme else []
    return tuple(word for word in words if word.casefold()[: max(4, len(word) - 2)] in said)


def _percent(share: float) -> int:
    return max(0, min(100, round(100 * share)))


def _sentences(keys: Sequence[int], standing: Standing, *, shows_whose: bool) -> tuple[SentenceLine, ...]:
    """These sentences, in this order: two queries."""
    rows = Contribution.objects.filter(pk__in=keys).with_origins().in_bulk()
    agree, mark = _agreement(keys), mark_at_desk if shows_whose else _mark_for_all
    return tuple(
        SentenceLine(
            pk=key,
            placement=standing.placed[key].placement,
            text=row.text,
            language=row.language,
            receipt=row.receipt,
            whose=_whose(row, mark, shows_whose=shows_whose),
            prompt=row.prompt.get_kind_display(),
            discussion=row.discussion.name,
            agree=agree.get(key),
            placed=standing.placed[key],
        )
        for key in keys
        if (row := rows.get(key))
    )


def _mark_for_all(row: Contribution) -> str:
    table = row.participant.table
    return mark_of(row.voice, table.number if table else None)


def _whose(row: Contribution, mark: Callable[[Contribution], str], *, shows_whose: bool) -> str:
    """Those who run the event see whose it is; to others only a commitment candidate tells its organisation."""
    organisation = row.speaker_organisation
    is_told = shows_whose or row.prompt.kind == PromptKind.COMMITMENT
    return ", ".join(part for part in (organisation.name if organisation and is_told else "", mark(row)) if part)


def _agreement(keys: Iterable[int]) -> dict[int, int]:
    """The share that agreed of those who agreed or disagreed, in percent; not told of under five people."""
    rows = Reaction.objects.final().filter(contribution__in=list(keys)).order_by()
    counts: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for key, stance, count in rows.values_list("contribution", "stance").annotate(count=Count("id")):
        counts[key][stance] = count
    told = {key: (one.get(Stance.AGREE, 0), one.get(Stance.DISAGREE, 0)) for key, one in counts.items()}
    return {key: round(100 * agree / (agree + not_)) for key, (agree, not_) in told.items() if agree + not_ >= LEAST}


def latest_request(event: Event) -> ThemeRequest | None:
    """The latest time that the machine was asked to propose themes."""
    return ThemeRequest.objects.filter(event=event).with_events().order_by("-id").first()
