"""Light Markdown says paragraphs, lists, strong, emphasis and links; everything else is text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.markdown import BULLETS, NUMBERS, PARAGRAPH, Block, Span, blocks, is_safe, plain

MARKS = ["a", "sana", " ", "\n", "\n\n", "- ", "  ", "1. ", "24. ", "2) ", "*", "**", "_", "\\", "<b>", "# ", "> "]
LINKS = ["[x](https://a.example)", "[", "](mailto:a@b.example)", "<https://a.example>"]
TEXTS = st.lists(st.sampled_from(MARKS + LINKS), max_size=12).map("".join)


def paragraph(*spans: Span, depth: int = 0) -> Block:
    return Block(PARAGRAPH, (spans,), depth=depth)


def said(text: str) -> list[tuple[str, int, int, list[str]]]:
    """Kinds, numbers, depths and words."""
    return [
        (block.kind, block.start, block.depth, ["".join(span.text for span in item) for item in block.items])
        for block in blocks(text)
    ]


def test_paragraphs_have_strong_emphasis_and_links():
    assert blocks("Nimetään **yksi *ja sama*** henkilö,\nks. [ohje](https://a.example/o?a=1&b=2).\n\nMuuta.") == (
        paragraph(
            Span("Nimetään "),
            Span("yksi ", is_strong=True),
            Span("ja sama", is_strong=True, is_emphasis=True),
            Span(" henkilö, ks. "),
            Span("ohje", href="https://a.example/o?a=1&b=2"),
            Span("."),
        ),
        paragraph(Span("Muuta.")),
    )


def test_lists_keep_their_numbers_and_a_list_within_a_list_is_a_block_of_its_own():
    assert said("3. a\n4. b\n   - c\n   - d\n\n   e\n5. f\n\n- g\n- h") == [
        (NUMBERS, 3, 0, ["a", "b"]),
        (BULLETS, 1, 1, ["c", "d"]),
        (PARAGRAPH, 1, 1, ["e"]),
        (NUMBERS, 5, 0, ["f"]),
        (BULLETS, 1, 0, ["g", "h"]),
    ]


def test_a_day_at_the_beginning_of_a_paragraph_keeps_its_number():
    assert plain("24. lokakuuta 2025 pidetään foorumi.") == "24. lokakuuta 2025 pidetään foorumi."
    assert said("1.6.2025 alkaen") == [(PARAGRAPH, 1, 0, ["1.6.2025 alkaen"])]


@pytest.mark.parametrize(
    "text",
    [
        "# Otsikko",
        "<script>alert(1)</script>",
        "<b>lihava</b> &amp; &lt;",
        "[x](javascript:alert(1))",
        "[x](data:text/html,a)",
        "[x](//a.example)",
        "[x](/sivu)",
        "> lainaus",
        "`koodi`",
        "```",
        "---",
        "| a | b |",
        "Luku 2*3 ja nimi_on_tama",
    ],
)
def test_what_is_not_light_markdown_is_the_text_that_it_is(text):
    assert blocks(text) == (paragraph(Span(text)),)


def test_what_is_set_in_is_no_code_and_a_picture_is_a_link_at_most():
    assert blocks("    sisennetty") == (paragraph(Span("sisennetty")),)
    assert blocks("![kuva](http://a.example/k.png)") == (
        paragraph(Span("!"), Span("kuva", href="http://a.example/k.png")),
    )


@pytest.mark.parametrize(
    ("href", "is_it"),
    [
        ("https://a.example", True),
        ("HTTP://a.example", True),
        ("mailto:kirjaamo@a.example", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("file:///etc", False),
        ("https://", False),
        ("", False),
    ],
)
def test_links_lead_to_the_web_and_to_e_mail_only(href, is_it):
    assert is_safe(href) is is_it


def test_plain_text_has_the_words_alone():
    text = "**Osapuolet**\n\n2. a\n3. b\n   - c [d](http://a.example)\n\n*loppu*"
    assert plain(text) == "Osapuolet\n\n2. a\n3. b\n\n    – c d\n\nloppu"
    assert blocks("a [ ](http://a.example)b") == (paragraph(Span("a b")),)
    assert blocks("ks. [ohje ](http://a.example)") == (paragraph(Span("ks. "), Span("ohje", href="http://a.example")),)
    assert (plain(""), blocks(" \n\n"), blocks("- \n- ")) == ("", (), ())


@settings(max_examples=60)
@given(TEXTS)
def test_no_block_item_or_span_is_empty(text):
    read = blocks(text)
    assert [block for block in read if not block.items or not all(block.items)] == []
    assert [span for block in read for item in block.items for span in item if not span.text] == []
