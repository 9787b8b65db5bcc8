"""Invented votes for tests of opinion."""

import numpy as np

from sopu.core.opinion import Votes


def camps(seed: int, people: int = 60, statements: int = 24, seen: float = 0.7, camps: int = 2) -> Votes:
    """People of camps, by turns, that differ on most statements, with doubt."""
    chance = np.random.default_rng(seed)
    camp = np.arange(people) % camps
    liking = chance.normal(0, 1.6, (camps, statements))[camp] + chance.normal(0, 0.7, (people, statements))
    stance = np.where(liking > 0.3, 1, np.where(liking < -0.3, -1, 0))
    person, statement = np.nonzero(chance.random((people, statements)) < seen)
    return Votes.from_arrays(person, statement, stance[person, statement], people=people, statements=statements)


def noise(seed: int, people: int, statements: int, seen: float = 0.6) -> Votes:
    """People who answer each in their own way: statements are liked more or less, and that is all."""
    chance = np.random.default_rng(seed)
    liking = chance.normal(0.3, 0.7, statements) + chance.normal(0, 1, (people, statements))
    stance = np.where(liking > 0.3, 1, np.where(liking < -0.3, -1, 0))
    person, statement = np.nonzero(chance.random((people, statements)) < seen)
    return Votes.from_arrays(person, statement, stance[person, statement], people=people, statements=statements)
