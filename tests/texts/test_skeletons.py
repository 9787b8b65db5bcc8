"""Skeletons: every kind of document has one, in both languages, and its keys are no clause's by chance."""

from itertools import pairwise

import pytest

from sopu.core.codes import ALPHABET
from sopu.texts.actions.documents import KEY_LENGTH
from sopu.texts.data import guide_of, skeleton
from sopu.texts.models import ClauseKind, DocumentKind, Language


@pytest.mark.parametrize("kind", DocumentKind.values)
def test_every_kind_has_a_skeleton_whose_clauses_are_headed_and_advised_in_both_languages(kind):
    rows = skeleton(kind).clauses
    languages = set(Language.values)
    assert {language for row in rows for language in (*row.heading, *row.guide)} == languages
    assert [row.key for row in rows if not all(row.heading.values()) or not all(row.guide.values())] == []
    assert {row.kind for row in rows} <= set(ClauseKind.values)
    assert rows[0].depth == 1
    assert set(skeleton(kind).name) == languages


@pytest.mark.parametrize("kind", DocumentKind.values)
def test_a_key_of_a_skeleton_is_its_own_and_never_one_that_chance_could_give(kind):
    keys = [row.key for row in skeleton(kind).clauses]
    drawn = [key for key in keys if len(key) == KEY_LENGTH and set(key.upper()) <= set(ALPHABET)]
    assert len(set(keys)) == len(keys)
    assert drawn == []
    assert [key for key in keys if len(key) > 12 or not key.isalnum()] == []


@pytest.mark.parametrize("kind", DocumentKind.values)
def test_nothing_but_what_is_said_of_the_parties_stands_under_them(kind):
    rows = skeleton(kind).clauses
    below = [after.heading["fi"] for row, after in pairwise(rows) if row.key == "partiesof" and after.depth > row.depth]
    assert below == []


def test_a_clause_of_no_skeleton_has_no_guide():
    assert guide_of(DocumentKind.STRATEGIC, "nowhere", "fi") == ""
    assert guide_of(DocumentKind.STRATEGIC, "goalone", "sv").startswith("Ett mål per punkt.")
