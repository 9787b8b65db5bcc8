"""A wording has one canonical form, which anybody can write, and no two wordings share it."""

import hashlib
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.clauses import ClauseText, WholeText
from sopu.core.fingerprints import (
    canonical,
    clause_fingerprint,
    fingerprint,
    normal_line,
    normal_text,
    normalised,
    parse_canonical,
    short,
)

PAPER = (Path(__file__).parents[2] / "docs" / "canonical-form.md").read_text("utf-8")
MARKERS = ["a", "ä", " ", "\n", "\r\n", "> ", "clause k9", "number", "term x", "sopu-wording/1", "\u0301", "\u0338"]
TEXTS = st.lists(st.sampled_from([*MARKERS, "\u00a0", "\u2028", "\\"]), max_size=8).map("".join)
CLAUSES = st.builds(ClauseText, TEXTS, TEXTS, st.integers(1, 3), TEXTS, TEXTS, TEXTS)
TERMS = st.dictionaries(st.sampled_from(["a", "b\nclause", "> "]), TEXTS, max_size=2)
WHOLES = st.builds(WholeText, TEXTS, TEXTS, st.lists(CLAUSES, max_size=3).map(tuple), TERMS)


def clause(text: str = "Kunta vastaa.", **values) -> ClauseText:
    return ClauseText(
        **{"key": "k1", "number": "1", "depth": 2, "kind": "duty", "heading": "Työnjako"} | values, text=text
    )


def whole(*clauses: ClauseText, **values) -> WholeText:
    return WholeText(**{"language": "fi", "title": "Sopimus"} | values, clauses=clauses)


def test_the_example_in_the_paper_has_the_digests_that_the_paper_says():
    example = re.search(r"```text\n(.*?)```", PAPER, re.DOTALL)[1]
    said, said_of_clause = re.findall(r"^([0-9a-f]{64})  ", PAPER, re.MULTILINE)
    first, last = map(int, re.search(r"sed -n (\d+),(\d+)p", PAPER).groups())
    lines = "".join(example.splitlines(keepends=True)[first - 1 : last])
    read = parse_canonical(example.encode())
    by_hand = (hashlib.sha256(example.encode()).hexdigest(), hashlib.sha256(lines.encode()).hexdigest())
    assert (said, said_of_clause) == by_hand
    assert (fingerprint(read), clause_fingerprint(read.clauses[1])) == by_hand
    assert f"`{short(said)}`" in PAPER


@settings(max_examples=60)
@given(WHOLES)
def test_what_is_written_is_read_again(wording):
    assert parse_canonical(canonical(wording)) == normalised(wording)


@settings(max_examples=60)
@given(WHOLES, WHOLES)
def test_two_wordings_have_one_form_only_when_they_are_the_same(one, other):
    assert (canonical(one) == canonical(other)) == (normalised(one) == normalised(other))


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=2, max_size=5), st.integers(0, 4))
def test_moving_a_break_between_values_gives_another_form(texts, cut):
    """Where one value ends and the next begins is never lost, whatever the values say."""
    joined = "\n".join(texts[: cut + 1])
    one = whole(clause(joined, heading=""), *(clause(text) for text in texts[cut + 1 :]))
    other = whole(*(clause(text, heading="") for text in texts))
    assert (canonical(one) == canonical(other)) == (normalised(one) == normalised(other))


@settings(max_examples=60)
@given(WHOLES)
def test_the_form_is_one_that_an_editor_keeps(wording):
    text = canonical(wording).decode()
    assert unicodedata.normalize("NFC", text) == text
    assert text.endswith("\n") and "" not in text.split("\n")[:-1]
    assert [line for line in text.split("\n") if line != line.rstrip()] == []
    assert normalised(normalised(wording)) == normalised(wording)


@pytest.mark.parametrize(
    "changed",
    [
        whole(clause("Kunta ei vastaa.")),
        whole(clause(heading="Työnjaot")),
        whole(clause(number="2")),
        whole(clause(depth=1)),
        whole(clause(kind="goal")),
        whole(clause(key="k2")),
        whole(clause(), clause()),
        whole(clause(), title="sopimus"),
        whole(clause(), language="sv"),
        whole(clause(), terms={"Voimassa": ""}),
        whole(),
    ],
)
def test_a_fingerprint_covers_everything_that_is_worded(changed):
    assert fingerprint(changed) != fingerprint(whole(clause()))


@pytest.mark.parametrize(
    "same",
    [
        clause("Kunta vastaa.  \r\n\n"),
        clause("\n\u00a0\nKunta vastaa.\u202f"),
        clause(heading="Tyo\u0308njako"),
        clause(heading="  Työnjako\n"),
    ],
)
def test_how_a_text_was_typed_makes_no_difference(same):
    assert canonical(whole(same)) == canonical(whole(clause()))
    assert clause_fingerprint(same) == clause_fingerprint(clause())


def test_terms_stand_in_order_whatever_order_they_came_in():
    one = whole(terms={"Voimassa": "2029", "Osapuolet": "24"})
    assert canonical(one) == canonical(whole(terms={"Osapuolet": "24", "Voimassa": "2029"}))
    assert canonical(one).decode().splitlines()[3:] == ["term Osapuolet", "> 24", "term Voimassa", "> 2029"]


def test_two_terms_of_one_name_and_a_clause_without_a_depth_are_refused():
    with pytest.raises(ValueError, match="one name"):
        canonical(whole(terms={"a": "1", "a ": "2"}))
    with pytest.raises(ValueError, match="depth 1 or deeper"):
        canonical(whole(clause(depth=0)))
    with pytest.raises(ValueError, match="utf-8"):
        canonical(whole(clause("\ud800")))


GOOD = canonical(whole(clause("Kunta\n\nvastaa."), terms={"a": "1", "b": "2"}))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "Line 1 is not “sopu-wording/1”"),
        (b"\xef\xbb\xbf" + GOOD, "Line 1 is not"),
        (b"\xff", "utf-8"),
        (GOOD[:-1], "Line 16 is not “”"),
        (GOOD + b"\n", "not in the canonical form"),
        (GOOD + b"kind x\n", "Line 16 is not “”"),
        (GOOD.replace(b"\n", b"\r\n"), "Line 1 is not"),
        (GOOD.replace(b"number 1\n", b""), "Line 9 does not begin with “number”"),
        (GOOD.replace(b"depth 2", b"depth 02"), "no number, before line"),
        (GOOD.replace(b"depth 2", b"depth"), "no number, before line"),
        (GOOD.replace(b"title ", b"title  "), "not in the canonical form"),
        (GOOD.replace(b"vastaa.", b"vastaa. "), "not in the canonical form"),
        (GOOD.replace("Työ".encode(), "Tyo\u0308".encode()), "not in the canonical form"),
        (GOOD.replace(b"term b", b"term A"), "not in the canonical form"),
    ],
)
def test_bytes_that_are_not_in_the_form_are_refused_with_their_fault(content, fault):
    with pytest.raises(ValueError, match=fault):
        parse_canonical(content)


def test_people_are_shown_eight_digits_in_fours():
    assert short("7f3a09c1" + "0" * 56) == "7f3a 09c1"


def test_a_line_has_no_breaks_and_a_text_keeps_those_inside():
    assert normal_line(" a \r\n b\t") == "a   b"
    assert normal_text("\n\n a \r\rb\n") == " a\n\nb"
