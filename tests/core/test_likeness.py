"""Texts that speak of one thing share their threes of letters."""

from hypothesis import given
from hypothesis import strategies as some

from sopu.core.likeness import likeness, threes


def test_threes_are_of_letters_and_digits_only():
    assert threes("Ä-1!") == {" ä ", "ä 1", " 1 "}
    assert threes("?!") == frozenset()


@given(some.text(max_size=60), some.text(max_size=60))
def test_likeness_lies_between_nothing_and_all_and_is_the_same_both_ways(one, other):
    left, right = threes(one), threes(other)
    assert 0 <= likeness(left, right) <= 1
    assert likeness(left, right) == likeness(right, left)


@given(some.text(min_size=1, max_size=60))
def test_a_text_is_wholly_like_itself_unless_it_says_nothing(text):
    assert likeness(threes(text), threes(text)) == (1 if threes(text) else 0)


def test_endings_of_words_do_not_part_what_speaks_of_one_thing():
    asked = threes("Kylätalot pidetään auki iltaisin.")
    same, other = threes("Kylätaloja on pidettävä auki."), threes("Bussivuoroja lisätään viikonloppuihin.")
    assert likeness(asked, same) > 2 * likeness(asked, other)
