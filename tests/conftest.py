"""Fixtures that every test may use; worlds are made by `builders`."""

import os

import pytest
from django.utils import translation

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `sopu` has it: tests share the processors already


@pytest.fixture(autouse=True)
def _in_finnish():
    """Each test begins in Finnish: a request leaves its own language behind it in the thread."""
    translation.activate("fi")
    yield
    translation.deactivate()
