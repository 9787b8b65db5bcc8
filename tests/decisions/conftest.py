"""What most tests of decisions begin with: an agreement on its way through the bodies of its parties."""

import pytest

import agreements


@pytest.fixture
def document():
    """An agreement with a case for every party."""
    found = agreements.an_agreement()
    agreements.the_cases(found)
    return found


@pytest.fixture
def version(document):
    """The agreement, submitted."""
    return agreements.a_version(document)
