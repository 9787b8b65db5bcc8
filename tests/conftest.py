"""What holds for every test; worlds are made by `builders`."""

import os

import pytest
from django.utils import translation

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `sopu` has it: tests share the processors already


def pytest_collection_modifyitems(items):
    """Marks what asks the database, so that it alone is tried again on another one."""
    for item in items:
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def _in_finnish():
    """Each test begins in Finnish: a request leaves its own language behind it in the thread."""
    translation.activate("fi")
    yield
    translation.deactivate()
