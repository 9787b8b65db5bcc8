"""Every sentence gets its share of the hall's ears, and a new one is heard soon."""

import random
import uuid
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sopu.core.routing import chance_of, choose, weight

COUNTS = some.lists(some.integers(0, 500), min_size=1, max_size=40)
CHANCES = some.floats(0, 1, exclude_max=True)


@given(COUNTS, CHANCES)
def test_what_is_chosen_is_among_them(seen, chance):
    assert 0 <= choose(seen, chance) < len(seen)


@given(COUNTS)
def test_no_sentence_is_ever_shut_out(seen):
    assert min(weight(count, min(seen)) for count in seen) > 0


@given(COUNTS, some.integers(0, 1000), CHANCES)
def test_only_differences_count_not_how_long_the_hall_has_gone_on(seen, more, chance):
    assert choose(seen, chance) == choose([count + more for count in seen], chance)


@given(some.integers(1, 40), some.integers(0, 50))
def test_sentences_seen_as_often_are_as_likely(count, seen):
    chosen = [choose([seen] * count, (place + 0.5) / count) for place in range(count)]
    assert chosen == list(range(count))


def test_nothing_can_be_chosen_from_nothing():
    with pytest.raises(ValueError, match="no sentence"):
        choose([], 0.5)


@given(some.integers(0, 2**32))
def test_after_many_answers_every_sentence_has_been_seen_about_as_often(seed):
    chance = random.Random(seed)  # noqa: S311  # a game, not a secret
    seen = [0] * 25
    for _ in range(25 * 40):
        seen[choose(seen, chance.random())] += 1
    assert sum(seen) / 25 == 40
    assert max(seen) - min(seen) <= 12


@given(some.integers(0, 2**32))
def test_a_sentence_that_comes_late_is_seen_within_a_few_answers(seed):
    chance = random.Random(seed)  # noqa: S311  # a game, not a secret
    seen = [chance.randrange(20, 30) for _ in range(200)] + [0]
    turns = next(turn for turn in range(1, 100) if choose(seen, chance.random()) == 200)
    assert turns <= 5


def test_people_at_the_same_moment_are_not_all_sent_to_the_same_sentence():
    seen = [0] * 30
    chosen = Counter(choose(seen, chance_of(uuid.UUID(int=person), 0)) for person in range(300))
    assert len(chosen) == 30
    assert max(chosen.values()) <= 25


def test_a_person_meets_the_same_sentence_until_it_is_answered():
    person, other = uuid.UUID(int=1), uuid.UUID(int=2)
    assert chance_of(person, 7) == chance_of(person, 7)
    assert len({chance_of(person, 7), chance_of(person, 8), chance_of(other, 7)}) == 3
