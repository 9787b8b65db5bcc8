"""What changed between two wordings of a document, and that nothing of either is lost."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.clauses import ClauseText, WholeText
from sopu.core.redlines import ADDED, CHANGED, REMOVED, SAME, TermChange, clause_change, redline
from sopu.core.wording import Change, Piece

WORDS = st.lists(st.sampled_from(["Kunta", "vastaa", "ei", "\n", "tiloista", "**"]), max_size=6).map(" ".join)
CLAUSES = st.builds(
    ClauseText,
    st.sampled_from(["", "a", "b", "c", "d"]),
    st.just("1"),
    st.integers(1, 2),
    st.just("duty"),
    WORDS,
    WORDS,
)
WHOLES = st.builds(WholeText, st.just("fi"), WORDS, st.lists(CLAUSES, max_size=6).map(tuple))

ROOMS = "Kunnat osoittavat tiloja, joissa hyvinvointialueen palveluohjaus on tavattavissa vähintään kerran kuukaudessa."
TURNS = "Osapuolet toimivat avoimesti, jakavat tiedon ajoissa ja valmistelevat toisiaan koskevat muutokset yhdessä."
PERSON = "Asukkaalle, jonka palvelut jakautuvat, nimetään tarvittaessa yksi yhteyshenkilö."


def clause(key: str, text: str = "", number: str = "", **values) -> ClauseText:
    return ClauseText(**{"depth": 2, "kind": "duty", "heading": ""} | values, key=key, text=text, number=number)


def whole(*clauses: ClauseText, title: str = "Sopimus", **terms: str) -> WholeText:
    return WholeText("fi", title, clauses, terms)


def told(old: WholeText, new: WholeText) -> list[tuple[str, str, str, bool]]:
    """Of each change its kind, the keys before and after, and whether it has moved."""
    return [
        (one.kind, one.old.key if one.old else "", one.new.key if one.new else "", one.is_moved)
        for one in redline(old, new).changes
    ]


def test_clauses_are_matched_by_their_keys_whatever_they_say():
    old = whole(clause("a", ROOMS), clause("b", TURNS))
    new = whole(clause("a", PERSON), clause("b", TURNS), clause("c", ROOMS))
    assert told(old, new) == [(CHANGED, "a", "a", False), (SAME, "b", "b", False), (ADDED, "", "c", False)]


def test_what_is_removed_stands_where_it_stood():
    old = whole(*(clause(key, f"Kohta {key}") for key in "abcd"))
    new = whole(clause("a", "Kohta a"), clause("x", "Uutta"), clause("d", "Kohta d"))
    assert [kind for kind, *_ in told(old, new)] == [SAME, REMOVED, REMOVED, ADDED, SAME]
    assert [kind for kind, *_ in told(old, whole())] == [REMOVED] * 4


def test_a_clause_that_stands_elsewhere_has_moved_and_the_rest_has_not():
    old = whole(*(clause(key, f"Kohta {key}") for key in "abcde"))
    new = whole(*(clause(key, f"Kohta {key}") for key in "dabce"))
    assert told(old, new) == [(SAME, key, key, key == "d") for key in "dabce"]
    assert (redline(old, new).moved_count, redline(old, new).same_count) == (1, 4)


def test_another_number_alone_is_no_change_but_another_depth_is_a_move_and_another_kind_a_change():
    old = whole(clause("a", ROOMS, "1.1"), clause("b", TURNS, "1.2"))
    assert redline(old, whole(clause("a", ROOMS, "2.7"), clause("b", TURNS, "9"))).is_same
    assert told(old, whole(clause("a", ROOMS, depth=1), clause("b", TURNS))) == [
        (SAME, "a", "a", True),
        (SAME, "b", "b", False),
    ]
    (change,) = redline(whole(clause("a", ROOMS)), whole(clause("a", ROOMS, kind="goal"))).changes
    assert (change.kind, change.is_of_another_kind, change.is_same) == (CHANGED, True, False)


def test_clauses_of_a_successor_are_matched_by_likeness():
    old = whole(clause("a", ROOMS), clause("b", TURNS), clause("c", PERSON))
    new = whole(
        clause("x", PERSON.replace("tarvittaessa ", "")),
        clause("y", ROOMS.replace("kerran", "kaksi kertaa")),
        clause("z", "Sopimus tulee voimaan, kun kaikki osapuolet ovat hyväksyneet sen."),
    )
    assert told(old, new) == [
        (CHANGED, "c", "x", True),
        (CHANGED, "a", "y", False),
        (REMOVED, "b", "", False),
        (ADDED, "", "z", False),
    ]


def test_a_heading_of_its_own_makes_less_likeness_enough_and_a_shared_one_does_not():
    before = "Tieto kulkee ajoissa, ja muutoksista kerrotaan toiselle osapuolelle."
    after = "Muutoksista kerrotaan viimeistään kuukautta ennen päätöstä, ja tieto on salattu."
    one, other = clause("a", before, heading="Tiedonkulku"), clause("x", after, heading="Tiedonkulku")
    assert told(whole(one), whole(other)) == [(CHANGED, "a", "x", False)]
    assert told(whole(one), whole(other, replace(other, key="y"))) == [
        (REMOVED, "a", "", False),
        (ADDED, "", "x", False),
        (ADDED, "", "y", False),
    ]
    assert told(whole(replace(one, heading="")), whole(replace(other, heading="")))[0][0] == REMOVED


def test_the_title_and_the_terms_are_compared_too():
    old = whole(title="Sopimus", Voimassa="31.5.2029 saakka", Osapuolet="24", Irtisanominen="6 kk")
    new = whole(title="Uusi Sopimus", Voimassa="31.12.2029 saakka", Osapuolet="24\n", Tarkistus="vuosittain")
    found = redline(old, new)
    assert found.title == (Piece(Change.ADDED, "Uusi "), Piece(Change.KEPT, "Sopimus"))
    assert found.terms == (
        TermChange("Irtisanominen", "6 kk", None, (Piece(Change.GONE, "6 kk"),)),
        TermChange("Tarkistus", None, "vuosittain", (Piece(Change.ADDED, "vuosittain"),)),
        TermChange(
            "Voimassa",
            "31.5.2029 saakka",
            "31.12.2029 saakka",
            (Piece(Change.GONE, "31.5.2029"), Piece(Change.ADDED, "31.12.2029"), Piece(Change.KEPT, " saakka")),
        ),
    )
    assert (found.is_title_changed, found.is_same) == (True, False)


def test_clauses_are_told_in_stretches_and_counted():
    old = whole(*(clause(key, f"Kohta {key}", key) for key in "abcd"))
    new = whole(clause("a", "Kohta a"), clause("b", "Kohta b"), clause("c", "Kohta ö"), clause("x", "Uusi"))
    found = redline(old, new)
    assert [(one.is_same, one.first.clause.key, one.last.clause.key) for one in found.stretches] == [
        (True, "a", "b"),
        (False, "c", "x"),
    ]
    counts = (found.changed_count, found.added_count, found.removed_count, found.moved_count, found.same_count)
    assert counts == (1, 1, 1, 0, 2)


def test_a_change_is_of_a_clause_that_was_or_is():
    with pytest.raises(ValueError, match="was or is"):
        clause_change(None, None)


@settings(max_examples=60)
@given(WHOLES, WHOLES)
def test_every_clause_stands_in_a_redline_once_and_both_wordings_are_found_whole(old, new):
    changes = redline(old, new).changes
    assert [one.new for one in changes if one.new] == list(new.clauses)
    assert Counter(one.old for one in changes if one.old) == Counter(old.clauses)
    for one in changes:
        for pieces, was, is_now in [
            (one.heading, one.old and one.old.heading, one.new and one.new.heading),
            (one.text, one.old and one.old.text, one.new and one.new.text),
        ]:
            assert "".join(piece.text for piece in pieces if piece.change is not Change.ADDED) == (was or "")
            assert "".join(piece.text for piece in pieces if piece.change is not Change.GONE) == (is_now or "")


@settings(max_examples=60)
@given(WHOLES)
def test_a_wording_has_not_changed_from_itself(wording):
    assert redline(wording, wording).is_same


@settings(max_examples=60)
@given(st.lists(CLAUSES, max_size=5), st.randoms(use_true_random=False))
def test_clauses_in_another_order_are_only_moved(clauses, chance):
    keyed = [replace(one, key=f"k{place}", depth=1) for place, one in enumerate(clauses)]
    shuffled = chance.sample(keyed, len(keyed))
    assert {one.kind for one in redline(whole(*keyed), whole(*shuffled)).changes} <= {SAME}


def test_two_hundred_clauses_without_common_keys_find_each_other():
    chance = random.Random(5)  # noqa: S311  # chance that is the same every time
    words = [f"{stem}{end}" for stem in PERSON.split() + ROOMS.split() + TURNS.split() for end in ("", "n", "ssa", "t")]
    texts = [" ".join(chance.choices(words, k=80)) for _ in range(200)]
    edited = [" ".join(chance.choice(words) if chance.random() < 0.2 else word for word in t.split()) for t in texts]
    old = whole(*(clause(f"o{place}", text) for place, text in enumerate(texts)))
    new = whole(*(clause(f"n{place}", text) for place, text in enumerate(edited)))
    found = redline(old, new)
    assert (found.changed_count, found.moved_count, found.removed_count) == (200, 0, 0)
