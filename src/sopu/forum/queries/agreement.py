"""Where a hall agrees, kept in memory as it answers: one question costs what is new, however much was said before.

Each process keeps its own matrix of the events whose walls are looked at. It reads answers and words of moderation that
came after what it has (ids grow in the order of commits), and the people anew now and then: they may be erased, and
their organisations change. What was hidden is kept and left out, since it may be shown again.
"""

import datetime as dt
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from django.db.models import CharField, Max, Min
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from numpy.typing import NDArray

from sopu.core.divisions import Division, best, divisions
from sopu.core.groups import LEAST
from sopu.core.opinion import Gathering
from sopu.core.opinion.known import agreement_of
from sopu.forum.models import Contribution, Event, Moderation, Participant, ParticipantRole, Reaction, ReactionQuerySet
from sopu.organisations.models import Kind

SHOWN = 3
MOST_EVENTS = 4
"""Events kept at once: one of 300,000 answers takes some 25 megabytes (`bench/agreement.py`)."""
PEOPLE_PAUSE = 30.0
"""Seconds between two readings of the people, when nobody new has answered."""
CHUNK = 5_000

KINDS: tuple[tuple[str, str | Promise], ...] = (
    (Kind.MUNICIPALITY, gettext_lazy("municipalities")),
    (Kind.COUNTY, gettext_lazy("the wellbeing services county")),
    (Kind.PARTNER, gettext_lazy("partners")),
    (Kind.REGIONAL_COUNCIL, gettext_lazy("the regional council")),
    ("", ""),
)
ROLES: tuple[tuple[str, str | Promise], ...] = (
    (ParticipantRole.ELECTED, gettext_lazy("elected officials")),
    (ParticipantRole.OFFICE_HOLDER, gettext_lazy("office-holders")),
    (ParticipantRole.PARTNER, gettext_lazy("partners")),
    (ParticipantRole.UNKNOWN, ""),
)
"""Known groups by kind of organisation and by role, in the order of their marks; the last is of those not known."""
MARKS = ("dot", "sq", "tri", "dia")

_KIND_PLACE = {kind: place for place, (kind, _name) in enumerate(KINDS)}
_ROLE_PLACE = {role: place for place, (role, _name) in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class Support:
    """How a sentence was answered by at least five people: counts that add up to `answered`."""

    pk: int
    text: str
    language: str
    agree: int
    passed: int
    disagree: int

    @property
    def answered(self) -> int:
        """How many people have answered."""
        return self.agree + self.passed + self.disagree

    @property
    def percent(self) -> int:
        """How many of a hundred agree."""
        return round(100 * self.agree / self.answered)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people as the hall is divided, and its mark in pictures."""

    name: str
    mark: str


@dataclass(frozen=True, slots=True)
class Part:
    """How one group answered a sentence; `percent` of its `answered` people agree."""

    group: Group
    percent: int
    answered: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A sentence that most in each group agree with."""

    pk: int
    text: str
    language: str
    parts: list[Part]

    @property
    def answered(self) -> int:
        """How many people have answered."""
        return sum(part.answered for part in self.parts)

    @property
    def lanes(self) -> int:
        """How many equal heights a picture has, so that a mark a group stands between them."""
        return len(self.parts) + 1


@dataclass(frozen=True, slots=True)
class Agreement:
    """Where the hall agrees: `shared` across the `groups`, and `supported` when all are counted as one.

    Without `groups` there are too few answers to compare; with groups and nothing shared, they do not agree on any.
    """

    groups: list[Group]
    shared: list[Shared]
    supported: list[Support]


@dataclass(slots=True)
class Kept:
    """The answers of an event as one process knows them, each person in a cell by kind of organisation and role.

    A person's key is read as the text that the database has: to make a UUID of each takes longer than all the rest.
    """

    event: int
    opened_at: dt.datetime | None = None
    gathering: Gathering = field(default_factory=lambda: Gathering(len(KINDS) * len(ROLES)))
    cells: dict[str, int] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    sentences: set[int] = field(default_factory=set)
    last_answer: int | None = None
    last_word: int = 0
    people_at: float = float("-inf")
    turn: threading.Lock = field(default_factory=threading.Lock)

    def refresh(self, now: float) -> None:
        """Reads what is new; `now` is in seconds. Whoever asks meanwhile waits, and then reads what came after."""
        with self.turn:
            knew = len(self.cells)
            self._read_answers()
            self._follow_moderation()
            if len(self.cells) > knew or now - self.people_at >= PEOPLE_PAUSE:
                self._follow_people()
                self.people_at = now

    def tallies(self) -> tuple[list[int], NDArray[np.int64]]:
        """The visible sentences that have been answered, and their counts (kinds × roles × sentences × 3)."""
        with self.turn:
            sentences = [int(one) for one in self.gathering.statements]  # type: ignore[call-overload]
            counts = self.gathering.counts()
            shown = [place for place, one in enumerate(sentences) if one not in self.hidden]
        counts = counts.reshape(len(KINDS), len(ROLES), len(sentences), 3)[:, :, shown]
        return [sentences[place] for place in shown], counts

    def _read_answers(self) -> None:
        """Those after the last one known; at first those between the event's first and last, whatever else there is."""
        if self.last_answer is not None:
            self._read(Reaction.objects.filter(id__gt=self.last_answer))
            return
        newest = Reaction.objects.aggregate(newest=Max("id"))["newest"] or 0
        ours = Reaction.objects.filter(contribution__discussion__event=self.event, id__lte=newest)
        ends = ours.aggregate(first=Min("id"), last=Max("id"))
        self._read(Reaction.objects.filter(id__range=(ends["first"] or 0, ends["last"] or 0)))
        self.last_answer = newest

    def _read(self, answers: ReactionQuerySet) -> None:
        """Answers of all events come in one row, since that is how the database finds them at once."""
        told = answers.order_by("id").annotate(who=Cast("participant_id", CharField()))
        rows = told.values_list("id", "who", "contribution_id", "stance").iterator(CHUNK)
        while some := list(islice(rows, CHUNK)):
            self._meet({sentence for _pk, _who, sentence, _stance in some} - self.sentences)
            for pk, who, sentence, stance in some:
                if sentence in self.sentences:
                    self._take(who, sentence, stance)
                self.last_answer = pk

    def _meet(self, strange: set[int]) -> None:
        """Those of the sentences that are of this event are known from now on."""
        if strange:
            ours = Contribution.objects.filter(discussion__event=self.event, pk__in=strange)
            self.sentences.update(ours.values_list("pk", flat=True))

    def _take(self, person: str, sentence: int, stance: int) -> None:
        if person not in self.cells:
            self.cells[person] = _cell("", "")
            self.gathering.set_group(person, self.cells[person])
        self.gathering.add(person, sentence, stance)

    def _follow_moderation(self) -> None:
        words = Moderation.objects.filter(contribution__discussion__event=self.event, id__gt=self.last_word)
        for pk, sentence, is_hiding in words.order_by("id").values_list("id", "contribution_id", "is_hiding"):
            (self.hidden.add if is_hiding else self.hidden.discard)(sentence)
            self.last_word = pk

    def _follow_people(self) -> None:
        """Who has gone is forgotten with all their answers; who belongs elsewhere is moved with theirs."""
        those = Participant.objects.filter(event=self.event).annotate(who=Cast("id", CharField()))
        rows = those.values_list("who", "organisation__kind", "role")
        cells = {person: _cell(kind, role) for person, kind, role in rows if person in self.cells}
        for person in self.cells.keys() - cells:
            self.gathering.remove_person(person)
        for person, cell in cells.items():
            if cell != self.cells[person]:
                self.gathering.set_group(person, cell)
        self.cells = cells


def _cell(kind: str | None, role: str) -> int:
    return _KIND_PLACE[kind or ""] * len(ROLES) + _ROLE_PLACE[role]


_kept: OrderedDict[int, Kept] = OrderedDict()
_guard = threading.Lock()


def kept_of(event: Event) -> Kept:
    """The answers of the event since it opened; after a rehearsal it opens anew, and nothing is remembered."""
    with _guard:
        known = _kept.get(event.pk)
        if known is None or known.opened_at != event.opened_at:
            known = _kept[event.pk] = Kept(event.pk, event.opened_at)
        _kept.move_to_end(event.pk)
        while len(_kept) > MOST_EVENTS:
            _kept.popitem(last=False)
    return known


def agreement_now(event: Event) -> Agreement:
    """Where the hall agrees now: three queries, and a fourth when somebody answers for the first time."""
    kept = kept_of(event)
    kept.refresh(time.monotonic())
    return agreement_in(*kept.tallies())


def agreement_in(sentences: Sequence[int], counts: NDArray[np.int64]) -> Agreement:
    """Where those agree whose answers were counted (kinds × roles × sentences × 3): one query, for the texts."""
    supported = _supported(sentences, counts.sum(axis=(0, 1)))
    groups, shared = _across(sentences, counts)
    texts = _texts({*supported, *shared})
    return Agreement(
        groups=groups,
        shared=[Shared(pk, *texts[pk], parts) for pk, parts in shared.items() if pk in texts],
        supported=[Support(pk, *texts[pk], *told) for pk, told in supported.items() if pk in texts],
    )


def _supported(sentences: Sequence[int], counts: NDArray[np.int64]) -> dict[int, tuple[int, int, int]]:
    """Those that most agree with: agree, passed and disagree by sentence, of those that five people have answered.

    Their order is by (agree + 1) / (answered + 2), Laplace's rule of succession: five of five stands below sixty of
    sixty-one, because few answers say less.
    """
    agree, answered = counts[:, 0], counts.sum(axis=1)
    order = np.lexsort((sentences, -(agree + 1) / (answered + 2)))
    best_first = [place for place in order.tolist() if answered[place] >= LEAST and agree[place]][:SHOWN]
    return {sentences[place]: tuple(counts[place, (0, 2, 1)].tolist()) for place in best_first}


def _across(sentences: Sequence[int], counts: NDArray[np.int64]) -> tuple[list[Group], dict[int, list[Part]]]:
    """The groups that can be compared, and how each answered the sentences that they share.

    The hall is divided by kinds of organisations; by roles, when the kinds can show too little.
    """
    by_kind = divisions(counts.sum(axis=1), len(KINDS) - 1)
    by_role = divisions(counts.sum(axis=0), len(ROLES) - 1)
    division = best([*by_kind, *by_role])
    if division is None:
        return [], {}
    names = KINDS if any(division is one for one in by_kind) else ROLES
    groups = _groups(division, [name for _key, name in names])
    shared = {sentences[place]: _parts(division, groups, place) for place in _shared(division)}
    return [group for _place, group in groups], shared


def _groups(division: Division, names: Sequence[str | Promise]) -> list[tuple[int, Group]]:
    """The shown groups with their places in the division: each known one by its own mark, the rest by a free one."""
    alone = division.groups[:-1] if division.has_rest else division.groups
    known = sorted((group[0], place) for place, group in enumerate(alone))
    found = [(place, Group(str(names[group]), MARKS[group])) for group, place in known]
    if division.has_rest:
        free = [mark for mark in MARKS if mark not in {group.mark for _place, group in found}]
        rest = Group(_name_of_rest([str(names[group]) for group in division.groups[-1]]), free[-1])
        found.append((len(alone), rest))
    return found


def _name_of_rest(names: Sequence[str]) -> str:
    """Those not known have no name and stand last; one name or two are told, and more are just the others."""
    match names:
        case [one, ""] if one:
            return _("%(group)s and others") % {"group": one}
        case [one, other] if other:
            return _("%(group)s and %(other)s") % {"group": one, "other": other}
    return _("others")


def _shared(division: Division) -> list[int]:
    """The places of the sentences that more than half in each group agree with, the surest first.

    Their order is that of the fair consensus: the geometric mean over the groups of a lower bound of the share that
    agrees, so that neither few answers nor one large group decides.
    """
    agree, answered = division.counts[:, :, 0], division.counts.sum(axis=2)
    is_shared = division.shown & (2 * agree > answered).all(axis=0)
    consensus = agreement_of(division.counts, [1] * len(division.groups)).consensus
    order = np.argsort(-consensus, kind="stable").tolist()
    return [place for place in order if is_shared[place]][:SHOWN]


def _parts(division: Division, groups: Iterable[tuple[int, Group]], sentence: int) -> list[Part]:
    agree, answered = division.counts[:, sentence, 0].tolist(), division.counts[:, sentence].sum(axis=1).tolist()
    return [Part(group, round(100 * agree[place] / answered[place]), answered[place]) for place, group in groups]


def _texts(sentences: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Their texts and languages; one that was hidden this very moment is not there."""
    rows = Contribution.objects.visible().filter(pk__in=sentences).values_list("pk", "text", "language")
    return {pk: (text, language) for pk, text, language in rows}
