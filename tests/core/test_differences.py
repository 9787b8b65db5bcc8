"""What differs between two texts is marked word by word, and nothing of a text is lost."""

from hypothesis import given
from hypothesis import strategies as st

from sopu.core.differences import Piece, differences


def marked(pieces):
    return [piece.text for piece in pieces if piece.differs]


def test_the_words_that_differ_are_marked_in_both():
    one, other = differences("Kunta vastaa kuljetuksista.", "Hyvinvointialue vastaa kuljetuksista.")
    assert (marked(one), marked(other)) == (["Kunta"], ["Hyvinvointialue"])


def test_a_word_that_only_one_has_is_marked_there():
    one, other = differences("Kylätalo pitää sulkea.", "Kylätaloa ei pitää sulkea.")
    assert (marked(one), marked(other)) == (["Kylätalo"], ["Kylätaloa ei"])


def test_capitals_and_punctuation_make_no_difference():
    one, other = differences("Lisää busseja!", "lisää busseja")
    assert (marked(one), marked(other)) == ([], [])


def test_texts_with_little_in_common_are_not_marked_all_over():
    one, other = "Lisää busseja kyliin illalla", "Kirjastoauton reittiä tulee pidentää kyliin"
    assert differences(one, other) == ((Piece(one, differs=False),), (Piece(other, differs=False),))


@given(st.text(st.sampled_from("ab ,.\n"), max_size=40), st.text(st.sampled_from("ab ,.\n"), max_size=40))
def test_the_pieces_make_the_whole_text(one, other):
    first, second = differences(one, other)
    assert ("".join(p.text for p in first), "".join(p.text for p in second)) == (one, other)
