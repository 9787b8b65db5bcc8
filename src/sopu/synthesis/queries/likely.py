"""Pairs of sentences that may say the same: what waits for a person, with its evidence, and what has been said."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sopu.accounts.models import User
from sopu.core.differences import Piece, differences
from sopu.core.groups import LEAST
from sopu.forum.models import Contribution, DuplicateMark, Event, PromptKind, Reaction, Stance
from sopu.synthesis.models import LikelyPair, PairWord, Sorting, SortingKind
from sopu.synthesis.queries.cautions import Caution, cautions_of
from sopu.synthesis.queries.vectors import texts_of, vectors_of
from sopu.synthesis.rules import linked

MOST_LISTED = 30
SEARCH = "sopu.synthesis.tasks.find_pairs_later"
LONGEST_SEARCH = dt.timedelta(minutes=30)
"""After this a search that is still under way is taken to be broken off: its worker has died."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered to a sentence; how, only when enough have answered that nobody is found in it."""

    agree: int = 0
    passed: int = 0
    disagree: int = 0

    @property
    def count(self) -> int:
        """All of them."""
        return self.agree + self.passed + self.disagree

    @property
    def may_be_told(self) -> bool:
        """So many that they can be told apart."""
        return self.count >= LEAST


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence of a pair, in pieces by what the other does not have."""

    key: int
    text: str
    language: str
    by: str
    pieces: tuple[Piece, ...]
    answers: Answers


@dataclass(frozen=True, slots=True)
class Said:
    """What a person has said of a pair: `seen` is the key by which a form tells that its reader saw it."""

    seen: int
    is_same: bool
    who: str
    at: dt.datetime
    sorting: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences that may say the same; `marks` is how many participants said so, `said` what a person said last.

    `by_meaning` and `by_letters` lie between 0 and 1; without what embeds there is no meaning to compare.
    """

    key: int
    earlier: Side
    later: Side
    score: float
    by_meaning: float | None
    by_letters: float
    cautions: tuple[Caution, ...]
    marks: int
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Same:
    """Sentences that people have linked as saying the same, the most supported first, and the pairs that link them.

    `is_disputed` when somebody said of two of them that they don't.
    """

    sentences: tuple[Side, ...]
    pairs: tuple[Pair, ...]
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """The page: the pair to look at now, those that wait behind it, and what has been said."""

    pair: Pair | None
    waiting_count: int
    waiting: tuple[Pair, ...]
    same: tuple[Same, ...]
    apart: tuple[Pair, ...]
    own_latest: Said | None

    @property
    def more_count(self) -> int:
        """How many wait that are not listed."""
        shown = len(self.waiting) + (self.pair is not None and self.pair.said is None)
        return self.waiting_count - shown


def queue_of(event: Event, user: User, wanted: int | None = None, *, shows_whose: bool = False) -> Queue:
    """The queue of the event, with the wanted pair in front, else the first that waits: seven questions at most."""
    waiting_rows = LikelyPair.objects.of(event).waiting()
    count = waiting_rows.count()
    rows = list(waiting_rows[: MOST_LISTED + 1])
    words = {word.pair_id: word for word in PairWord.objects.of(event).standing()}
    decided = list(LikelyPair.objects.of(event).shown().filter(pk__in=words).with_sentences())
    front = _front(event, rows, decided, wanted)
    answers = answers_to([*([front] if front else []), *decided])
    every = {row.pk: row for row in [*rows, *decided, *([front] if front else [])]}
    told = {key: _pair(row, answers, words.get(key), shows_whose=shows_whose) for key, row in every.items()}
    same = [row for row in decided if words[row.pk].is_same]
    apart = [row for row in decided if not words[row.pk].is_same]
    return Queue(
        pair=told[front.pk] if front else None,
        waiting_count=count,
        waiting=tuple(told[row.pk] for row in rows if front is None or row.pk != front.pk)[:MOST_LISTED],
        same=_same(same, apart, told),
        apart=tuple(told[row.pk] for row in apart),
        own_latest=_own_latest(words.values(), user),
    )


def _front(
    event: Event, waiting: Sequence[LikelyPair], decided: Sequence[LikelyPair], wanted: int | None
) -> LikelyPair | None:
    known = {row.pk: row for row in [*waiting, *decided]}
    if wanted in known:
        return known[wanted]
    asked = LikelyPair.objects.of(event).shown().with_sentences().filter(pk=wanted).first() if wanted else None
    return asked or (waiting[0] if waiting else None)


def answers_to(pairs: Iterable[LikelyPair]) -> dict[int, Answers]:
    """What was answered to the sentences of the pairs, each participant's latest word."""
    sentences = {key for pair in pairs for key in (pair.earlier_id, pair.later_id)}
    final = Reaction.objects.final().filter(contribution__in=sentences).order_by().values_list("contribution")
    counts = final.annotate(
        agree=Count("id", filter=Q(stance=Stance.AGREE)),
        passed=Count("id", filter=Q(stance=Stance.PASS)),
        disagree=Count("id", filter=Q(stance=Stance.DISAGREE)),
    )
    return {sentence: Answers(*told) for sentence, *told in counts}


def _pair(row: LikelyPair, answers: Mapping[int, Answers], word: PairWord | None, *, shows_whose: bool) -> Pair:
    here, there = differences(row.earlier.text, row.later.text)
    return Pair(
        key=row.pk,
        earlier=_side(row.earlier, here, answers, shows_whose=shows_whose),
        later=_side(row.later, there, answers, shows_whose=shows_whose),
        score=row.score,
        by_meaning=row.by_meaning,
        by_letters=row.by_letters,
        cautions=cautions_of(row),
        marks=row.marks,  # type: ignore[attr-defined]  # counted by the queryset
        said=_said(word) if word else None,
    )


def _side(
    sentence: Contribution, pieces: tuple[Piece, ...], answers: Mapping[int, Answers], *, shows_whose: bool
) -> Side:
    """Those who run the event see whose it is; to others only a commitment candidate tells its organisation."""
    is_told = shows_whose or sentence.prompt.kind == PromptKind.COMMITMENT
    speaker = sentence.speaker_organisation if is_told else None
    by = [str(sentence.prompt.get_kind_display()).capitalize(), *([speaker.name] if speaker else [])]
    told = answers.get(sentence.pk, Answers())
    return Side(sentence.pk, sentence.text, sentence.language, " · ".join(by), pieces, told)


def _said(word: PairWord) -> Said:
    by = word.sorting.made_by
    return Said(word.pk, word.is_same, by.name if by else "", word.sorting.made_at, word.sorting_id)


def _same(rows: Sequence[LikelyPair], apart: Sequence[LikelyPair], told: Mapping[int, Pair]) -> tuple[Same, ...]:
    """The groups that the pairs make; in each the most supported first, then the oldest."""
    sides = {side.key: side for row in rows for side in (told[row.pk].earlier, told[row.pk].later)}
    keys = [(row.earlier_id, row.later_id) for row in apart]
    groups = linked((row.earlier_id, row.later_id) for row in rows)
    return tuple(
        Same(
            tuple(sorted((sides[key] for key in group), key=lambda side: (-side.answers.agree, side.key))),
            tuple(told[row.pk] for row in rows if row.earlier_id in group),
            is_disputed=any(one in group and other in group for one, other in keys),
        )
        for group in groups
    )


def _own_latest(words: Iterable[PairWord], user: User) -> Said | None:
    """The user's latest standing word: what they may want to undo."""
    own = [word for word in words if word.sorting.made_by_id == user.pk]
    return _said(max(own, key=lambda word: word.pk)) if own else None


def pair_of(event: Event, key: int) -> LikelyPair | None:
    """A pair of the event, with what says where it belongs."""
    return LikelyPair.objects.of(event).select_related("later__discussion__event").filter(pk=key).first()


def comparison_of(event: Event, key: int) -> Sorting | None:
    """A sorting by which somebody compared two sentences of the event."""
    return Sorting.objects.of(event).filter(kind=SortingKind.COMPARED, pk=key).first()


def compared_by(sorting: Sorting) -> int | None:
    """The pair on which it was said."""
    return sorting.pair_words.values_list("pair", flat=True).first()


def marked_pairs_of(event: Event) -> dict[tuple[int, int], int]:
    """Pairs that participants marked as saying the same, the earlier sentence first, and how many did."""
    marks = DuplicateMark.objects.of(event).order_by().values_list("earlier", "contribution", "participant").distinct()
    people: defaultdict[tuple[int, int], set[uuid.UUID]] = defaultdict(set)
    for one, other, participant in marks:
        people[min(one, other), max(one, other)].add(participant)
    return {pair: len(who) for pair, who in people.items()}


def stances_of(event: Event, sentences: Sequence[int]) -> dict[int, dict[Hashable, int]]:
    """For each sentence, by its place: the latest stance of each who answered it."""
    place = {sentence: at for at, sentence in enumerate(sentences)}
    stances: defaultdict[int, dict[Hashable, int]] = defaultdict(dict)
    known: dict[uuid.UUID, uuid.UUID] = {}
    rows = Reaction.objects.of(event).order_by("id").values_list("contribution", "participant", "stance")
    for sentence, participant, stance in rows.iterator():
        if sentence in place:
            stances[place[sentence]][known.setdefault(participant, participant)] = stance
    return stances


class SearchState(StrEnum):
    """How far the machine's search for pairs is."""

    NEVER = "never"
    UNDER_WAY = "under_way"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Search:
    """The machine's latest search for pairs; while it is under way, so many of the sentences have been read."""

    state: SearchState
    done_count: int = 0
    total_count: int = 0

    @property
    def is_under_way(self) -> bool:
        """The machine is at work, or will be in a moment."""
        return self.state == SearchState.UNDER_WAY


def search_of(event: Event) -> Search:
    """The latest search of the event: one question, and two more while it is under way."""
    asked = DBTaskResult.objects.filter(task_path=SEARCH, args_kwargs={"args": [event.pk], "kwargs": {}})
    latest = asked.order_by("-enqueued_at").first()
    if latest is None:
        return Search(SearchState.NEVER)
    if latest.status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED):
        return Search(SearchState.DONE if latest.status == TaskResultStatus.SUCCESSFUL else SearchState.FAILED)
    if timezone.now() - latest.enqueued_at > LONGEST_SEARCH:
        return Search(SearchState.FAILED)
    return Search(SearchState.UNDER_WAY, len(vectors_of(event)[0]), len(texts_of(event)))
