"""Bold in a redline."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.looks import looked
from sopu.core.wording import Change, diff_words


def shown(old: str, new: str) -> str:
    """What is gone in brackets, what is added in braces, bold between strokes."""
    marks = {Change.KEPT: "{}", Change.GONE: "[{}]", Change.ADDED: "{{{}}}"}
    return "".join(
        marks[one.change].format("".join(f"|{span.text}|" if span.is_strong else span.text for span in one.spans))
        for one in looked(diff_words(old, new))
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Kunta **vastaa** tästä.", "Kunta **vastaa** tästä.", "Kunta |vastaa| tästä."),
        (
            "Kokous on **kerran** kuussa.",
            "Kokous on **kahdesti** kuussa.",
            "Kokous on [|kerran|]{|kahdesti|} kuussa.",
        ),
        ("Kunta vastaa tästä.", "Kunta **vastaa** tästä.", "Kunta[ ]{ **}|vastaa|{**} tästä."),
        ("Kunta **vastaa** tästä.", "Kunta vastaa tästä.", "Kunta[ **]{ }vastaa[**] tästä."),
        ("Kunta vastaa.", "Kunta vastaa **aina**.", "Kunta vastaa{ |aina|}."),
        ("**Yksi kaksi** kolme", "**Yksi neljä** kolme", "|Yksi|[| kaksi|]{| neljä|} kolme"),
        ("2 ** 3 ja \\*\\*ei\\*\\*", "2 ** 3 ja \\*\\*ei\\*\\*", "2 ** 3 ja \\*\\*ei\\*\\*"),
        ("**a", "**a", "**a"),
        ("**a\n\nb**", "**a\n\nb**", "**a\n\nb**"),
    ],
)
def test_bold_is_shown_as_bold_and_its_marks_only_where_they_came_or_went(old, new, told):
    assert shown(old, new) == told


TEXTS = st.lists(st.sampled_from(["**", "yksi", "kaksi", " ", "\n", "*", "\\"]), max_size=12).map("".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_nothing_but_marks_is_ever_left_out(old, new):
    pieces = diff_words(old, new)
    for change in Change:
        before = "".join(piece.text for piece in pieces if piece.change is change)
        after = "".join(one.text for one in looked(pieces) if one.change is change)
        assert after.replace("*", "") == before.replace("*", "")
