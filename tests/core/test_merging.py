from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.merging import Edit, Touched, are_apart, edits, merged, touched

OLD = "Kuntakokous pidetään kahdesti vuodessa kuntien tiloissa."

words = st.lists(st.sampled_from(["kunta", "alue", "ja", "sopii", "vuosi", "2026", ",", "\n\n-"]), max_size=9)
texts = words.map(" ".join)
small = settings(max_examples=60, deadline=None)


def test_edits_are_stretches_of_the_old_text_with_what_comes_in_their_place():
    assert edits("yksi kaksi kolme", "yksi 2 kolme neljä") == (Edit(4, 10, " 2"), Edit(16, 16, " neljä"))


def test_rewordings_of_other_words_are_one_text_whatever_their_order():
    often, where = OLD.replace("kahdesti", "kerran"), OLD.replace("kuntien tiloissa", "verkossa")
    both = "Kuntakokous pidetään kerran vuodessa verkossa."
    assert merged(OLD, [often, where]) == merged(OLD, [where, often]) == both


def test_rewordings_of_the_same_word_have_no_text_in_common():
    one, other = OLD.replace("kahdesti", "kerran"), OLD.replace("kahdesti", "kolmesti")
    assert (are_apart(OLD, [one, other]), merged(OLD, [one, other])) == (False, None)


def test_two_who_put_something_in_at_one_place_are_not_apart():
    assert not are_apart("kunta sopii", ["kunta yhdessä sopii", "kunta erikseen sopii"])


def test_what_is_put_in_beside_a_word_that_another_changes_is_not_apart_from_it():
    assert not are_apart("kunta ja alue sopii", ["kunta ja alue usein sopii", "kunta ja valtio sopii"])


def test_touched_tells_for_each_stretch_who_changes_it_and_where_something_is_put_in():
    assert touched("yksi kaksi", ["yksi 2", "yksi 2 kolme", "1 kaksi"]) == (
        Touched("yksi", (2,)),
        Touched(" kaksi", (0, 1), is_disputed=True),
    )
    assert touched("yksi", ["yksi kaksi", "yksi"]) == (Touched("yksi", ()), Touched("", (0,)))


def test_two_who_change_a_word_alike_agree_and_two_who_put_in_otherwise_do_not():
    assert touched("yksi kaksi", ["yksi 2", "yksi 2"]) == (Touched("yksi", ()), Touched(" kaksi", (0, 1)))
    assert touched("yksi", ["yksi a", "yksi b"]) == (Touched("yksi", ()), Touched("", (0, 1), is_disputed=True))


@small
@given(texts, texts, texts)
def test_a_merge_is_the_same_in_any_order_and_only_where_they_are_apart(old, one, other):
    both = merged(old, [one, other])
    assert both == merged(old, [other, one])
    assert (both is not None) == are_apart(old, [one, other])


@small
@given(texts, texts)
def test_a_rewording_meets_the_old_text_and_itself_without_a_loss(old, new):
    assert merged(old, [new]) == merged(old, [old, new]) == merged(old, [new, new]) == new


@small
@given(texts, texts, texts)
def test_a_merge_makes_exactly_the_edits_of_both(old, one, other):
    both = merged(old, [one, other])
    wanted = sorted({*edits(old, one), *edits(old, other)})
    if both is not None:
        assert len(both) - len(old) == sum(len(edit.text) - (edit.end - edit.start) for edit in wanted)
        assert all(edit.text in both for edit in wanted)


@small
@given(texts, texts, texts)
def test_what_is_touched_joins_to_the_old_text_and_only_changed_stretches_are_touched(old, one, other):
    found = touched(old, [one, other])
    assert "".join(stretch.text for stretch in found) == old
    assert {place for stretch in found for place in stretch.by} == {
        place for place, new in enumerate((one, other)) if new != old
    }
    assert any(stretch.is_disputed for stretch in found) != are_apart(old, [one, other])
