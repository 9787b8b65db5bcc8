"""An open forum and three sentences of one person: what most tests of the synthesis begin with."""

import pytest

from builders import a_contribution, a_forum, a_participant
from sopu.forum.models import Contribution, Event


@pytest.fixture
def event(db: None) -> Event:
    return a_forum()


@pytest.fixture
def said(event: Event) -> list[Contribution]:
    someone = a_participant(event)
    return [a_contribution(someone, f"Lause {number}.") for number in range(3)]
