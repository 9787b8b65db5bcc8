"""What an invented hall does with given sentences: who speaks when, who answers whom and how. Pure but for a Random."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sopu.config.demo.content import Guests, Sentence

SMALL = 10_000
"""A municipality with fewer inhabitants is small here."""

SHARE_WHO_ANSWER = 0.35
"""Of those who may answer a sentence, how many do: about 4,500 answers in all."""

SHARE_WHO_READ = 0.7
SHARE_WHO_MARK = 0.16
SHARE_WHO_THINK_AGAIN = 0.02
MOST_IMPORTANT = 5
TALKING = dt.timedelta(minutes=20)
ANSWERING = dt.timedelta(minutes=25)


@dataclass(frozen=True, slots=True)
class Guest:
    """A person in the hall, known by a number; `population` is the municipality's, 0 of others."""

    number: int
    organisation: str
    role: str
    population: int


@dataclass(frozen=True, slots=True)
class Offered:
    """A sentence, its speaker and its moments."""

    sentence: Sentence
    guest: Guest
    written_at: dt.datetime
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to `offered[position]`; a later answer of the same guest stands in its place."""

    position: int
    guest: Guest
    stance: int
    is_important: bool
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Silent:
    """A guest has nothing of their own to say in a goal area, and goes on to others' sentences."""

    guest: Guest
    goal_area: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Hall:
    """All that happened, each in the order of time."""

    guests: list[Guest]
    offered: list[Offered]
    silent: list[Silent]
    answered: list[Answered]


def gather(
    groups: Sequence[Guests],
    sentences: Sequence[Sentence],
    opens_at: Sequence[dt.datetime],
    populations: Mapping[str, int],
    chance: Random,
) -> Hall:
    """The hall's afternoon: `opens_at` has a moment a goal area, `populations` the inhabitants by municipality code."""
    guests = _arrivals(groups, populations)
    offered = _speeches(guests, sentences, opens_at, chance)
    silent = _silences(guests, offered, opens_at, chance)
    return Hall(guests, offered, silent, _answers(guests, offered, silent, chance))


def willingness(sentence: Sentence, guest: Guest) -> float:
    """How likely the guest agrees, from 0.03 to 0.97."""
    is_county = guest.organisation == "county"
    moved = {
        "elected": 0.12 if guest.role == "elected" else -0.22,
        "office_holders": 0.12 if guest.role == "office_holder" else -0.22,
        "small_municipalities": 0.2 if 0 < guest.population < SMALL else -0.55,  # so far apart that groups are found
        "county": 0.18 if is_county else -0.15,
        "municipalities": -0.4 if is_county else 0.08,
    }.get(sentence.liked_by, 0.0)
    return min(0.97, max(0.03, sentence.agree + moved))


def _arrivals(groups: Sequence[Guests], populations: Mapping[str, int]) -> list[Guest]:
    seats = [group for group in groups for _ in range(group.count)]
    return [
        Guest(number, seat.organisation, seat.role, populations.get(seat.organisation, 0))
        for number, seat in enumerate(seats)
    ]


def _speeches(
    guests: Sequence[Guest], sentences: Sequence[Sentence], opens_at: Sequence[dt.datetime], chance: Random
) -> list[Offered]:
    """Each sentence goes to whoever of its organisation and role has said least; some phones were without network."""
    said: Counter[int] = Counter()
    offered = []
    for sentence in sentences:
        fitting = [one for one in guests if (one.organisation, one.role) == (sentence.organisation, sentence.role)]
        guest = min(fitting, key=lambda one: (said[one.number], chance.random()))
        said[guest.number] += 1
        written_at = opens_at[sentence.goal_area - 1] + chance.random() * TALKING
        wait = chance.uniform(120, 500) if chance.random() < 0.05 else chance.uniform(0.4, 3)
        offered.append(Offered(sentence, guest, written_at, written_at + dt.timedelta(seconds=wait)))
    return sorted(offered, key=lambda one: one.received_at)


def _silences(
    guests: Sequence[Guest], offered: Sequence[Offered], opens_at: Sequence[dt.datetime], chance: Random
) -> list[Silent]:
    """Most of those who say nothing of a goal area still read what others say of it; the rest talk in the hall."""
    spoke = {(one.sentence.goal_area, one.guest.number) for one in offered}
    silent = [
        Silent(guest, area, opened_at + dt.timedelta(minutes=1) + chance.random() * TALKING)
        for area, opened_at in enumerate(opens_at, 1)
        for guest in guests
        if (area, guest.number) not in spoke and chance.random() < SHARE_WHO_READ
    ]
    return sorted(silent, key=lambda one: one.at)


def _first_words(offered: Sequence[Offered], silent: Sequence[Silent]) -> dict[tuple[int, int], dt.datetime]:
    """From when a guest may answer others in a goal area, by (goal area, guest): one's own idea comes first."""
    moments = {(one.goal_area, one.guest.number): one.at for one in silent}
    for one in offered:
        moments.setdefault((one.sentence.goal_area, one.guest.number), one.received_at)
    return moments


def _answers(
    guests: Sequence[Guest], offered: Sequence[Offered], silent: Sequence[Silent], chance: Random
) -> list[Answered]:
    """Answers to what stayed in sight; a few guests think again, and a guest marks only a few sentences."""
    first_words = _first_words(offered, silent)
    marks: Counter[int] = Counter()
    answers = []
    for position, one in enumerate(offered):
        for guest in guests:
            may_from = first_words.get((one.sentence.goal_area, guest.number))
            is_out_of_reach = guest == one.guest or bool(one.sentence.hidden_because)
            if may_from is None or is_out_of_reach or chance.random() > SHARE_WHO_ANSWER:
                continue
            at = max(may_from, one.received_at) + dt.timedelta(minutes=1) + chance.random() * ANSWERING
            stance = _stance(willingness(one.sentence, guest), chance)
            is_important = stance == 1 and marks[guest.number] < MOST_IMPORTANT and chance.random() < SHARE_WHO_MARK
            marks[guest.number] += is_important
            if chance.random() < SHARE_WHO_THINK_AGAIN:
                answers.append(Answered(position, guest, 0, False, at - dt.timedelta(seconds=20)))
            answers.append(Answered(position, guest, stance, is_important, at))
    return sorted(answers, key=lambda answer: answer.at)


def _stance(willingness: float, chance: Random) -> int:
    if chance.random() < willingness:
        return 1
    return -1 if chance.random() < 0.55 else 0
