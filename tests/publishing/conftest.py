"""What most tests of receipts begin with: an event in which somebody has said something."""

import pytest

from builders import a_contribution, a_forum, a_participant


@pytest.fixture
def event():
    return a_forum()


@pytest.fixture
def said(event):
    return a_contribution(a_participant(event), "Yksi numero riittäisi.")
