from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.excerpts import excerpt
from sopu.core.wording import Change, Piece, diff_words

LONG = "yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen"


def shown(old: str, new: str, around: int = 2) -> str:
    """An excerpt as text: what is gone in brackets, what is added in braces."""
    marks = {Change.KEPT: "%s", Change.GONE: "[%s]", Change.ADDED: "{%s}"}
    return "".join(marks[piece.change] % piece.text for piece in excerpt(diff_words(old, new), around))


def test_a_few_words_stand_around_a_change():
    assert shown(LONG, LONG.replace("viisi", "5")) == "… kolme neljä[ viisi]{ 5} kuusi seitsemän …"


def test_between_two_changes_the_middle_is_left_out():
    new = LONG.replace("yksi", "1", 1).replace("kymmenen", "10")
    assert shown(LONG, new) == "[yksi]{1} kaksi kolme … kahdeksan yhdeksän[ kymmenen]{ 10}"


def test_a_short_text_stands_whole():
    assert shown("yksi kaksi kolme", "yksi 2 kolme") == "yksi[ kaksi]{ 2} kolme"


def test_without_a_change_nothing_is_left_out():
    assert excerpt(diff_words(LONG, LONG), 1) == (Piece(Change.KEPT, LONG),)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("abcd \n"), max_size=24).map("".join), st.integers(0, 3))
def test_what_is_changed_is_never_cut(new, around):
    pieces = diff_words("a b c d a b c d", new)
    cut = excerpt(pieces, around)
    assert [one for one in cut if one.change is not Change.KEPT] == [
        one for one in pieces if one.change is not Change.KEPT
    ]
    assert all(len(short.text) <= len(whole.text) + 4 for short, whole in zip(cut, pieces, strict=True))
