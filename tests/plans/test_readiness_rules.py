"""What a plan lacks, each rule both ways."""

import datetime as dt
from dataclasses import replace

import pytest

from sopu.plans.rules import Level
from sopu.plans.rules.arranging import Standing, arranged
from sopu.plans.rules.marks import mark_of
from sopu.plans.rules.readiness import (
    ClauseFact,
    Code,
    CommitmentFact,
    GoalFact,
    Lack,
    MeasureFact,
    PlanFacts,
    Severity,
    lacks_of,
    rings,
)

START, END = dt.date(2026, 1, 1), dt.date(2029, 5, 31)
MEASURE = MeasureFact(
    1, goal=1, area=1, responsible=1, starts_on=START, ends_on=END, is_measured=True, depends_on=(), lacking=()
)
WHOLE = PlanFacts(
    starts_on=START,
    ends_on=END,
    areas=(1,),
    parties=(1, 2),
    goals=(GoalFact(1, 1),),
    measures=(MEASURE,),
    commitments=(
        CommitmentFact(1, 1, Level.LEADS, is_binding=True),
        CommitmentFact(1, 2, Level.FOLLOWS, is_binding=True),
    ),
    contacts=frozenset({(1, None), (2, 1)}),
    agreement=(START, END),
)
LEADS, FOLLOWS = WHOLE.commitments
OUT = CommitmentFact(1, 2, Level.OPTS_OUT, is_binding=False)
LATER = dt.date(2026, 2, 1)

LACKING = [
    ({"goals": (), "measures": (), "commitments": ()}, Lack(Code.NO_GOAL, areas=(1,))),
    ({"measures": (), "commitments": ()}, Lack(Code.NO_MEASURE, goal=1)),
    ({"measures": (replace(MEASURE, is_measured=False),)}, Lack(Code.NO_INDICATOR, measure=1)),
    ({"measures": (replace(MEASURE, ends_on=None),)}, Lack(Code.NO_TIME, measure=1)),
    ({"measures": (replace(MEASURE, starts_on=dt.date(2025, 12, 31)),)}, Lack(Code.OUTSIDE_PLAN, measure=1)),
    ({"measures": (replace(MEASURE, ends_on=dt.date(2029, 6, 1)),)}, Lack(Code.OUTSIDE_PLAN, measure=1)),
    ({"measures": (replace(MEASURE, depends_on=(1,)),)}, Lack(Code.IN_A_RING, measures=(1,))),
    ({"measures": (replace(MEASURE, lacking=("sv",)),)}, Lack(Code.NO_LANGUAGE, measure=1, languages=("sv",))),
    ({"goals": (GoalFact(1, 1, ("sv",)),)}, Lack(Code.NO_LANGUAGE, goal=1, languages=("sv",))),
    (
        {"commitments": (LEADS, replace(FOLLOWS, lacking=("sv",)))},
        Lack(Code.OWN_WORDS, party=2, measures=(1,), languages=("sv",)),
    ),
    (
        {"commitments": (LEADS, replace(FOLLOWS, level=Level.LEADS))},
        Lack(Code.LEADS_ANOTHERS, measure=1, party=2),
    ),
    (
        {"commitments": (replace(LEADS, level=Level.DOES), FOLLOWS)},
        Lack(Code.DOES_NOT_LEAD, measure=1, party=1),
    ),
    ({"commitments": (LEADS,)}, Lack(Code.NO_COMMITMENT, party=2, areas=(1,))),
    ({"commitments": (LEADS, OUT)}, Lack(Code.NO_COMMITMENT, party=2, areas=(1,))),
    ({"waiting": ((1, 2),)}, Lack(Code.UNANSWERED, party=2, measures=(1,))),
    ({"contacts": frozenset({(1, 1)})}, Lack(Code.NO_CONTACT, party=2, areas=(1,))),
    ({"agreement": (LATER, None)}, Lack(Code.AGREEMENT_BEGINS, day=LATER)),
    ({"agreement": (None, LATER)}, Lack(Code.AGREEMENT_ENDS, day=LATER)),
    ({"not_negotiated": (2,)}, Lack(Code.NOT_NEGOTIATED, party=2)),
    ({"clauses": (ClauseFact(7, is_by_hand=True),)}, Lack(Code.BY_HAND, clause=7)),
    ({"clauses": (ClauseFact(7, lacking=("sv",)),)}, Lack(Code.FREE_LANGUAGE, clause=7, languages=("sv",))),
    ({"clauses": (ClauseFact(7, is_only_heading=True),)}, Lack(Code.ONLY_HEADING, clause=7)),
]


def test_a_plan_in_which_all_is_said_lacks_nothing():
    assert lacks_of(WHOLE) == ()


@pytest.mark.parametrize(("changed", "lack"), LACKING, ids=lambda one: str(one.code) if isinstance(one, Lack) else "")
def test_what_is_not_said_is_told_and_nothing_else(changed, lack):
    assert lacks_of(replace(WHOLE, **changed)) == (lack,)


def test_a_measure_without_a_responsible_party_blocks_and_whoever_leads_it_leads_anothers():
    lacks = lacks_of(replace(WHOLE, measures=(replace(MEASURE, responsible=None),)))
    assert [one.code for one in lacks] == [Code.NO_RESPONSIBLE, Code.LEADS_ANOTHERS]
    assert {one.severity for one in lacks} == {Severity.BLOCKS}


def test_a_party_that_has_opted_out_of_the_goal_area_needs_no_commitment_in_it():
    assert lacks_of(replace(WHOLE, commitments=(LEADS,), opt_outs=frozenset({(2, 1)}))) == ()


def test_a_ring_is_found_once_however_long_and_what_only_leads_to_it_is_no_part_of_it():
    assert rings({1: [2], 2: [3], 3: [1], 4: [1], 5: []}) == ((1, 2, 3),)


def test_the_plans_clauses_come_behind_the_chapter_of_measures_and_before_monitoring():
    skeleton = [Standing("purpose", 1), Standing("measuresof", 1), Standing("resources", 2), Standing("follow", 1)]
    order = ("purpose", "measuresof", "resources", "area1", "g", "follow")
    assert arranged(skeleton, ("area1", "g"), "measuresof") == order


def test_what_people_put_under_a_measure_follows_it_and_their_chapters_stay_around_the_plans():
    standing = [
        Standing("purpose", 1),
        Standing("area1", 1),
        Standing("m1", 3),
        Standing("note", 3),
        Standing("m2", 3),
        Standing("follow", 1),
        Standing("how", 2),
    ]
    order = arranged(standing, ("area1", "m2", "m1"), "measuresof")
    assert order == ("purpose", "area1", "m2", "m1", "note", "follow", "how")


def test_no_two_wordings_bear_one_mark():
    marks = {mark_of(1, "m", "fi", 1, "a", "b"), mark_of(1, "m", "fi", 1, "ab", ""), mark_of(1, "m", "sv", 1, "a", "b")}
    assert len(marks) == 3
