"""When a document is in force, whatever the order in which its parties decide; and who is asked again."""

import datetime as dt
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.decisions.rules import (
    Condition,
    ConditionKind,
    Missing,
    Outcome,
    Position,
    State,
    Why,
    asked_again,
    force_of,
)

TODAY = dt.date(2026, 1, 10)
FI, SV, OTHER = "7f3a" * 16, "c0de" * 16, "beef" * 16
ALL = Condition(ConditionKind.ALL)


def on(day: int) -> dt.date:
    return dt.date(2025, 12, day)


def approved(party: str, day: int = 1, fingerprint: str = FI, is_final: bool = False) -> Position:
    return Position(party, State.APPROVED, fingerprint, on(day), is_final)


def told(condition: Condition, *positions: Position, wording: dict[str, str] | None = None):
    return force_of(condition, positions, wording=wording or dict.fromkeys("abcd", FI), today=TODAY)


def test_twenty_four_identical_decisions_bring_it_into_force_on_the_day_of_the_last():
    parties = [f"{number:02}" for number in range(1, 25)]
    positions = [approved(party, day) for day, party in enumerate(parties, 1)]
    force = force_of(ALL, positions, wording=dict.fromkeys(parties, FI), today=TODAY)
    assert (force.is_in_force, force.since, force.needed, force.approved) == (True, on(24), 24, tuple(parties))
    assert (force.missing, force.other_wording, force.open_to_appeal) == ((), (), tuple(parties))


def test_it_says_who_is_missing_and_why():
    force = told(
        ALL,
        approved("a"),
        Position("b", State.DEFERRED, on=on(12)),
        Position("c", State.NOT_STARTED),
        approved("d", 3, OTHER),
    )
    assert (force.is_in_force, force.since, force.approved, force.needed) == (False, None, ("a",), 4)
    assert force.other_wording == ("d",)
    assert force.missing == (
        Missing("b", Why.DEFERRED, on(12)),
        Missing("c", Why.NO_DECISION, None),
        Missing("d", Why.OTHER_WORDING, on(3)),
    )


def test_each_party_approves_in_its_own_language():
    wording = {"a": FI, "b": SV}
    both = told(ALL, approved("a"), approved("b", fingerprint=SV), wording=wording)
    wrong = told(ALL, approved("a"), approved("b", fingerprint=FI), wording=wording)
    assert (both.is_in_force, wrong.is_in_force, wrong.other_wording) == (True, False, ("b",))


@pytest.mark.parametrize(
    "standing",
    [state for state in State if state not in {State.APPROVED, State.APPEAL, State.FINAL, State.NOT_STARTED}],
)
def test_nothing_but_an_approval_of_the_wording_as_it_is_counts(standing: State):
    force = told(ALL, approved("a"), Position("b", standing, FI, on(2)))
    assert (force.is_in_force, force.missing) == (False, (Missing("b", Why(standing.value), on(2)),))


@pytest.mark.parametrize("standing", [State.APPEAL, State.FINAL])
def test_what_was_decided_counts_whatever_time_has_brought_since(standing: State):
    yes = Position("a", standing, FI, on(2), standing is State.FINAL, Outcome.APPROVED)
    no = Position("b", standing, FI, on(2), standing is State.FINAL, Outcome.REJECTED)
    unknown = Position("c", standing, FI, on(2))
    force = told(Condition(ConditionKind.AT_LEAST, 1), yes, no, unknown)
    assert (force.is_in_force, force.approved) == (True, ("a",))
    assert force.open_to_appeal == (() if standing is State.FINAL else ("a",))
    assert force.missing == (Missing("b", Why.REJECTED, on(2)), Missing("c", Why.NO_DECISION, on(2)))


def test_a_number_of_the_parties_is_enough_when_the_condition_says_so():
    two = Condition(ConditionKind.AT_LEAST, 2)
    positions = [approved("a", 9), approved("b", 3), approved("c", 5), Position("d", State.REJECTED, on=on(1))]
    force = told(two, *positions)
    assert (force.is_in_force, force.since, force.needed) == (True, on(5), 2)
    assert told(Condition(ConditionKind.AT_LEAST, 4), *positions).is_in_force is False


def test_the_named_parties_decide_and_others_are_not_waited_for():
    named = Condition(ConditionKind.NAMED, named=frozenset("ab"))
    force = told(named, approved("a", 4), approved("b", 2), approved("c", 9), Position("d", State.REJECTED))
    assert (force.is_in_force, force.since, force.missing, force.needed) == (True, on(4), (), 2)
    without = told(named, approved("a"), approved("c"))
    assert (without.is_in_force, without.missing) == (False, (Missing("b", Why.NO_DECISION, None),))


def test_a_day_brings_it_into_force_by_itself():
    first = told(Condition(ConditionKind.DATE, not_before=TODAY), Position("a", State.NOT_STARTED))
    later = told(Condition(ConditionKind.DATE, not_before=TODAY + dt.timedelta(days=1)))
    never = told(Condition(ConditionKind.DATE))
    assert [(one.is_in_force, one.since, one.missing, one.needed) for one in (first, later, never)] == [
        (True, TODAY, (), 0),
        (False, TODAY + dt.timedelta(days=1), (), 0),
        (False, None, (), 0),
    ]


def test_it_is_in_force_no_earlier_than_its_day():
    ahead = Condition(ConditionKind.ALL, not_before=dt.date(2026, 2, 1))
    behind = Condition(ConditionKind.ALL, not_before=on(1))
    assert [
        (one.is_in_force, one.since) for one in (told(ahead, approved("a", 5)), told(behind, approved("a", 5)))
    ] == [
        (False, dt.date(2026, 2, 1)),
        (True, on(5)),
    ]


@pytest.mark.parametrize(
    "condition", [ALL, Condition(ConditionKind.NAMED), Condition(ConditionKind.AT_LEAST, 0)], ids=lambda one: one.kind
)
def test_what_nobody_is_asked_for_never_comes_into_force(condition: Condition):
    assert told(condition).is_in_force is False


def test_an_approval_without_a_day_or_a_wording_is_not_one():
    force = told(ALL, Position("a", State.APPROVED, FI), Position("b", State.APPROVED, "", on(1)))
    assert force.missing == (Missing("a", Why.NO_DAY, None), Missing("b", Why.OTHER_WORDING, on(1)))


def test_a_party_stands_once():
    with pytest.raises(ValueError, match="once"):
        told(ALL, approved("a"), approved("a", 2))


def test_every_standing_is_told_or_counts():
    assert {state.value for state in State} - {why.value for why in Why} == {
        State.APPROVED,
        State.APPEAL,
        State.FINAL,
        State.NOT_STARTED,
    }


PARTIES = "abcdef"
POSITIONS = st.tuples(
    *(
        st.builds(
            Position,
            st.just(party),
            st.sampled_from(State),
            st.sampled_from([FI, FI, OTHER, ""]),
            st.one_of(st.none(), st.integers(1, 28).map(on)),
            st.booleans(),
            st.one_of(st.none(), st.sampled_from([Outcome.APPROVED, Outcome.REJECTED])),
        )
        for party in PARTIES
    )
)
CONDITIONS = st.builds(
    Condition,
    st.sampled_from(ConditionKind),
    st.integers(0, 7),
    st.frozensets(st.sampled_from(PARTIES)),
    st.one_of(st.none(), st.dates(dt.date(2025, 12, 1), dt.date(2026, 2, 1))),
)
WORDING = dict.fromkeys(PARTIES, FI)


@settings(max_examples=60, deadline=None)
@given(CONDITIONS, POSITIONS, st.permutations(PARTIES))
def test_the_order_of_the_parties_does_not_matter(condition, positions, order):
    turned = sorted(positions, key=lambda one: order.index(one.party))
    assert force_of(condition, turned, wording=WORDING, today=TODAY) == force_of(
        condition, positions, wording=WORDING, today=TODAY
    )


@settings(max_examples=60, deadline=None)
@given(CONDITIONS, POSITIONS, st.integers(0, len(PARTIES) - 1), st.integers(1, 28))
def test_one_more_approval_never_takes_it_out_of_force(condition, positions, which, day):
    before = force_of(condition, positions, wording=WORDING, today=TODAY)
    party = PARTIES[which]
    more = [approved(party, day) if one.party == party else one for one in positions]
    after = force_of(condition, more, wording=WORDING, today=TODAY)
    assert after.is_in_force >= before.is_in_force
    assert set(after.approved) == set(before.approved) | {party}


@settings(max_examples=60, deadline=None)
@given(CONDITIONS, POSITIONS)
def test_it_is_in_force_when_and_only_when_enough_approved_the_same_words_in_time(condition, positions):
    force = force_of(condition, positions, wording=WORDING, today=TODAY)
    same = {one.party for one in positions if one.decided is State.APPROVED and one.fingerprint == FI and one.on}
    enough = {
        ConditionKind.ALL: same == set(PARTIES),
        ConditionKind.AT_LEAST: len(same) >= condition.count > 0,
        ConditionKind.NAMED: bool(condition.named) and condition.named <= same,
        ConditionKind.DATE: condition.not_before is not None,
    }[condition.kind]
    assert set(force.approved) == same
    assert force.is_in_force == (enough and (condition.not_before or TODAY) <= TODAY)
    assert not same & {one.party for one in force.missing}


def test_in_every_order_of_decisions_it_comes_into_force_with_the_last_one_needed():
    decisions = [approved("a", 1), approved("b", 2), approved("c", 3), approved("d", 4)]
    for condition, needed in ((ALL, 4), (Condition(ConditionKind.AT_LEAST, 3), 3)):
        for order in permutations(decisions):
            made = [
                told(condition, *order[:count], *(Position(one.party, State.PROPOSED) for one in order[count:]))
                for count in range(5)
            ]
            assert [one.is_in_force for one in made] == [count >= needed for count in range(5)]


def test_a_new_version_asks_those_whose_text_changed_and_those_who_have_approved_nothing():
    standing = {"a": FI, "b": SV, "c": OTHER, "gone": FI}
    assert asked_again(standing, {"a": FI, "b": SV, "c": FI, "d": FI}) == {"c", "d"}


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(PARTIES), st.sampled_from([FI, SV, OTHER])),
    st.dictionaries(st.sampled_from(PARTIES), st.sampled_from([FI, SV])),
)
def test_whoever_is_not_asked_again_has_approved_the_new_words(standing, new):
    asked = asked_again(standing, new)
    assert {party: standing.get(party) for party in new.keys() - asked} == {
        party: new[party] for party in new.keys() - asked
    }
    assert asked_again(standing | {party: new[party] for party in asked}, new) == frozenset()
