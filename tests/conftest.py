"""Fixtures that every test may use; worlds are made by `builders`."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_finnish():
    """Each test begins in Finnish: a request leaves its own language behind it in the thread."""
    translation.activate("fi")
    yield
    translation.deactivate()
