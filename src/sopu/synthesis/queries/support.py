"""Who agrees with what a finding stands on: all together, and by known and by found groups, so that it can be kept.

Counted are people, each with their latest word on each of the sentences. Groups of fewer than five people are joined
with others, everybody is in some group, and so nobody is found from what is left (`core.groups.joined`).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sopu.core.groups import joined, shown_count
from sopu.forum.models import Contribution, Event, ParticipantRole, Reaction, Stance
from sopu.organisations.models import Kind
from sopu.organisations.rules import size_class
from sopu.synthesis.models import Snapshot
from sopu.synthesis.queries.agreement import names_of_found
from sopu.synthesis.queries.groups import FOUND, group_of_participants, names_of_known

KNOWN = ("kind", "size", "role")
ORDERED = {"size"}
SHAPES = 5
"""Marks that are told apart on the picture."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Answers of people: `agree`, `passed` and `disagree` are answers, and one may answer several sentences."""

    people: int
    agree: int
    passed: int
    disagree: int

    @property
    def answers(self) -> int:
        """All answers."""
        return self.agree + self.passed + self.disagree

    @property
    def agree_percent(self) -> int:
        """The answers that agree, of a hundred."""
        return round(100 * self.agree / self.answers)

    @property
    def disagree_percent(self) -> int:
        """The answers that disagree, of a hundred."""
        return round(100 * self.disagree / self.answers)

    @property
    def pass_percent(self) -> int:
        """The rest, so that the three make a hundred."""
        return 100 - self.agree_percent - self.disagree_percent


@dataclass(frozen=True, slots=True)
class Part:
    """Groups told as one: their numbers in their grouping, the last of which is of those in no group."""

    groups: tuple[int, ...]
    counted: Counted


@dataclass(frozen=True, slots=True)
class Support:
    """How the hall answered `sentences` sentences: by everybody, and by each grouping that may be told.

    `all` is None where nobody has answered, or too few to be told. `snapshot` is where the found groups come from.
    """

    sentences: int
    all: Counted | None
    parts: Mapping[str, tuple[Part, ...]]
    snapshot: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As a version of a finding keeps it (docs/formats.md)."""
        parts = {
            by: [{"groups": list(one.groups), **asdict(one.counted)} for one in of] for by, of in self.parts.items()
        }
        return {
            "schema": "sopu-support/1",
            "sentences": self.sentences,
            "all": asdict(self.all) if self.all else None,
            "parts": parts,
            "snapshot": self.snapshot,
        }

    @property
    def known(self) -> dict[str, tuple[Part, ...]]:
        """Without what a snapshot found."""
        return {by: parts for by, parts in self.parts.items() if by != FOUND}


def kept_support(told: Mapping[str, Any]) -> Support:
    """What a version of a finding keeps; of one that keeps nothing, nothing."""
    if not told:
        return Support(0, None, {})
    parts = {by: tuple(_kept_part(one) for one in of) for by, of in told["parts"].items()}
    return Support(told["sentences"], Counted(**told["all"]) if told["all"] else None, parts, told["snapshot"])


def _kept_part(told: Mapping[str, Any]) -> Part:
    counts = {name: told[name] for name in ("people", "agree", "passed", "disagree")}
    return Part(tuple(told["groups"]), Counted(**counts))


@dataclass(frozen=True, slots=True)
class _Answer:
    who: UUID
    stance: int
    group_of: Mapping[str, int]


def support_of(event: Event, sentences: Collection[int], *, snapshot: Snapshot | None = None) -> Support:
    """How the hall has answered these sentences up to now, those that are hidden left out: two queries.

    With a `snapshot` also by the groups that it found: four queries more.
    """
    visible = list(Contribution.objects.of(event).visible().filter(pk__in=sentences).values_list("pk", flat=True))
    answers = [_answer(*row) for row in _rows(visible)]
    everybody = _counted(answers)
    if not everybody.people or shown_count(everybody.people) is None:
        return Support(len(visible), None, {})
    parts = {by: _parts(answers, _known_group(by), len(names_of_known(by)), by) for by in KNOWN}
    of = group_of_participants(snapshot) if snapshot else {}
    if of:
        parts[FOUND] = _parts(answers, lambda one: of.get(one.who, -1), 1 + max(of.values()), FOUND)
    told = {by: some for by, some in parts.items() if len(some) > 1}
    return Support(len(visible), everybody, told, snapshot.pk if snapshot and FOUND in told else None)


def _rows(sentences: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    said = Reaction.objects.final().filter(contribution__in=sentences).order_by("id")
    whose = ("participant__organisation__kind", "participant__organisation__population", "participant__role")
    return said.values_list("participant_id", "stance", *whose).iterator()


_KINDS = {kind.value: place for place, kind in enumerate(Kind)}
_ROLES = {
    role.value: place
    for place, role in enumerate((ParticipantRole.ELECTED, ParticipantRole.OFFICE_HOLDER, ParticipantRole.PARTNER))
}
"""The places of groups, in the order of `names_of_known`."""


def _answer(who: UUID, stance: int, kind: str | None, inhabitants: int | None, role: str) -> _Answer:
    is_sized = kind == Kind.MUNICIPALITY and inhabitants is not None
    return _Answer(
        who,
        stance,
        {
            "kind": _KINDS.get(kind or "", -1),
            "size": size_class(inhabitants or 0) if is_sized else -1,
            "role": _ROLES.get(role, -1),
        },
    )


def _known_group(by: str) -> Callable[[_Answer], int]:
    return lambda one: one.group_of[by]


def _counted(answers: Iterable[_Answer]) -> Counted:
    answers = list(answers)
    stances = Counter(one.stance for one in answers)
    people = len({one.who for one in answers})
    return Counted(people, stances[Stance.AGREE], stances[Stance.PASS], stances[Stance.DISAGREE])


def _parts(answers: Iterable[_Answer], group_of: Callable[[_Answer], int], count: int, by: str) -> tuple[Part, ...]:
    """Everybody in `count` groups and in one more, of those in none of them; small ones joined."""
    grouped: defaultdict[int, list[_Answer]] = defaultdict(list)
    for one in answers:
        number = group_of(one)
        grouped[number if number >= 0 else count].append(one)
    people = [_counted(grouped[number]).people for number in range(count + 1)]
    parts = joined(people, [[each] for each in people], is_ordered=by in ORDERED)
    return tuple(Part(part, _counted(one for number in part for one in grouped[number])) for part in parts)


@dataclass(frozen=True, slots=True)
class Row:
    """A group on the picture and in its table."""

    name: str
    place: int
    counted: Counted

    @property
    def x(self) -> int:
        """Its place on a line that begins at 10 and is 280 long."""
        return 10 + round(2.8 * self.counted.agree_percent)


@dataclass(frozen=True, slots=True)
class Table:
    """The groups of one grouping; `spread` is the distance of the highest and the lowest share, in points."""

    name: str
    rows: tuple[Row, ...]

    @property
    def spread(self) -> int:
        """How far apart the groups are."""
        percents = [row.counted.agree_percent for row in self.rows]
        return max(percents) - min(percents)


def tables_of(support: Support) -> list[Table]:
    """The support as a page shows it, in the reader's language; two queries when there are found groups."""
    names = {by: list(names_of_known(by)) for by in KNOWN}
    snapshot = Snapshot.objects.filter(pk=support.snapshot).first() if support.snapshot else None
    names[FOUND] = names_of_found(snapshot) if snapshot else []
    return [
        Table(title, tuple(_row(place, part, [*names[by], nobody]) for place, part in enumerate(support.parts[by])))
        for by, title, nobody in _titles()
        if by in support.parts and names[by]
    ]


def _titles() -> tuple[tuple[str, str, str], ...]:
    """Each grouping: its key, its name, and what those in none of its groups are called."""
    return (
        ("kind", _("Kind of organisation"), _("organisation not known")),
        ("size", _("Size of municipality"), _("others than municipalities")),
        ("role", _("Role"), _("role not known")),
        (FOUND, _("Groups that answered alike"), _("in no group")),
    )


def _row(place: int, part: Part, names: Sequence[str]) -> Row:
    told = [names[number] for number in part.groups if number < len(names)]
    some, last = ", ".join(told[:-1]), told[-1] if told else ""
    name = _("%(some)s and %(last)s") % {"some": some, "last": last} if some else last
    return Row(name, place % SHAPES, part.counted)
