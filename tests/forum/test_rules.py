"""What an act must look like, and when the hall takes it in."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sopu.forum.rules import (
    Abstain,
    Contribute,
    Hall,
    React,
    Standing,
    Target,
    Unfit,
    UnfitAct,
    act_from,
    take_in,
    unfit,
)

NOW = dt.datetime(2025, 10, 24, 12, 0, tzinfo=dt.UTC)
HALL = Hall(is_open=True, discussions={1: True, 2: False}, prompts=frozenset({"measure", "commitment"}))
ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)


def a_sentence(**fields):
    return {
        "id": str(ONE),
        "do": "contribute",
        "discussion": 1,
        "prompt": "measure",
        "text": "Kylätalot auki.",
    } | fields


def a_reaction(**fields):
    return {"id": str(ONE), "do": "react", "contribution": str(TWO), "stance": "agree"} | fields


def standing(**fields):
    return Standing(**({"has_organisation": True, "spoken": {1}, "important": set()} | fields))


def reason_of(raw):
    with pytest.raises(UnfitAct) as caught:
        act_from(raw, NOW)
    return caught.value.reason


def test_a_sentence_is_read_as_it_was_written():
    at = "2025-10-24T14:07:00+03:00"
    act = act_from(a_sentence(text="  Ääkköset\nja rivi  ", language="fi", at=at), NOW)
    assert act == Contribute(ONE, 1, "measure", "Ääkköset\nja rivi", "fi", dt.datetime.fromisoformat(at))


def test_a_reaction_and_an_abstention_are_read():
    assert act_from(a_reaction(stance="disagree", important=True), NOW) == React(ONE, TWO, -1, True, NOW)
    assert act_from({"id": str(ONE), "do": "abstain", "discussion": 2}, NOW) == Abstain(ONE, 2, NOW)


@pytest.mark.parametrize("at", [None, 5, "2025-10-24T14:07:00", "2031-01-01T00:00:00+00:00"])
def test_a_time_that_is_missing_vague_or_ahead_of_ours_becomes_now(at):
    assert act_from(a_sentence(at=at), NOW).at == NOW


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("not an act", Unfit.UNREADABLE_ACT),
        ({}, Unfit.UNREADABLE_ACT),
        (a_sentence(id="seven"), Unfit.UNREADABLE_ACT),
        (a_sentence(id=7), Unfit.UNREADABLE_ACT),
        (a_sentence(do="shout"), Unfit.UNREADABLE_ACT),
        (a_sentence(do=["contribute"]), Unfit.UNREADABLE_ACT),
        (a_sentence(discussion="1"), Unfit.UNREADABLE_ACT),
        (a_sentence(discussion=True), Unfit.UNREADABLE_ACT),
        (a_sentence(at="yesterday"), Unfit.UNREADABLE_ACT),
        (a_sentence(text=5), Unfit.UNREADABLE_TEXT),
        (a_sentence(text=" \n\t "), Unfit.EMPTY_TEXT),
        (a_sentence(text="\x00\ud800"), Unfit.EMPTY_TEXT),
        (a_sentence(text="ä" * 501), Unfit.TEXT_TOO_LONG),
        (a_reaction(stance="love"), Unfit.UNREADABLE_ACT),
        (a_reaction(stance=["agree"]), Unfit.UNREADABLE_ACT),
        (a_reaction(contribution=None), Unfit.UNREADABLE_ACT),
    ],
)
def test_an_act_that_cannot_be_read_says_why(raw, reason):
    assert reason_of(raw) == reason


def test_five_hundred_characters_fit():
    assert act_from(a_sentence(text="ä" * 500), NOW).text == "ä" * 500


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=8,
)


@given(
    some.fixed_dictionaries(
        {"id": JSON, "do": some.sampled_from(["contribute", "react", "abstain"]) | JSON},
        optional=dict.fromkeys(("discussion", "prompt", "text", "contribution", "stance", "at", "language"), JSON),
    )
)
def test_whatever_a_phone_sends_is_an_act_or_a_reason(raw):
    try:
        act = act_from(raw, NOW)
    except UnfitAct as wrong:
        assert wrong.reason in Unfit
    else:
        assert act.at <= NOW


def test_an_open_discussion_takes_sentences_in():
    assert unfit(act_from(a_sentence(), NOW), HALL, standing(spoken=set())) is None


@pytest.mark.parametrize(
    ("fields", "hall", "who", "reason"),
    [
        ({"discussion": 2}, HALL, standing(), Unfit.DISCUSSION_CLOSED),
        ({"discussion": 9}, HALL, standing(), Unfit.NO_SUCH_DISCUSSION),
        ({}, Hall(False, HALL.discussions, HALL.prompts), standing(), Unfit.EVENT_CLOSED),
        ({"prompt": "dream"}, HALL, standing(), Unfit.NO_SUCH_PROMPT),
        ({"prompt": "commitment"}, HALL, standing(has_organisation=False), Unfit.COMMITMENT_NEEDS_ORGANISATION),
    ],
)
def test_a_sentence_is_not_taken_in_when_a_rule_says_no(fields, hall, who, reason):
    assert unfit(act_from(a_sentence(**fields), NOW), hall, who) == reason


def test_ones_own_idea_comes_first():
    reaction, target = act_from(a_reaction(), NOW), Target(discussion=1, is_own=False)
    who = standing(spoken=set())
    assert unfit(reaction, HALL, who, target) == Unfit.OWN_IDEA_FIRST
    take_in(act_from({"id": str(ONE), "do": "abstain", "discussion": 1}, NOW), who)
    assert unfit(reaction, HALL, who, target) is None


def test_a_reaction_needs_somebody_elses_sentence_of_an_open_discussion():
    reaction = act_from(a_reaction(), NOW)
    assert unfit(reaction, HALL, standing(), None) == Unfit.NO_SUCH_SENTENCE
    assert unfit(reaction, HALL, standing(), Target(1, is_own=True)) == Unfit.OWN_SENTENCE
    assert unfit(reaction, HALL, standing(), Target(2, is_own=False)) == Unfit.DISCUSSION_CLOSED


def test_a_sixth_sentence_cannot_be_important_but_one_of_the_five_may_be_marked_again():
    five = {uuid.UUID(int=n) for n in range(10, 15)}
    sixth = act_from(a_reaction(important=True), NOW)
    again = act_from(a_reaction(important=True, contribution=str(uuid.UUID(int=10))), NOW)
    target = Target(1, is_own=False)
    assert unfit(sixth, HALL, standing(important=set(five)), target) == Unfit.TOO_MANY_IMPORTANT
    assert unfit(again, HALL, standing(important=set(five)), target) is None
    who = standing(important=set(five))
    take_in(act_from(a_reaction(contribution=str(uuid.UUID(int=10))), NOW), who)
    assert unfit(sixth, HALL, who, target) is None
