"""When a duty to negotiate must be met, when it is, and when to warn: the law, without a database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopu.negotiations import rules
from sopu.negotiations.data import duties
from sopu.negotiations.rules import Cadence, Period, Standing

TERM = rules.term_of(2025)
FIRST_TERM = rules.term_of(2022)
BEGINNING = dt.date(2023, 1, 1)
YEAR = Period("2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31), dt.date(2026, 10, 1))
NEGOTIATION, WELLBEING = duties.duties()
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2050, 12, 31))
PARTS = st.frozensets(st.sampled_from([part.code for part in NEGOTIATION.parts]))


def test_the_duty_of_the_term_has_one_period_and_warns_from_the_last_year_on():
    (period,) = rules.periods_of(Cadence.TERM, TERM, BEGINNING)
    assert period == Period("2025–2029", dt.date(2025, 6, 1), dt.date(2029, 5, 31), dt.date(2028, 6, 1))


def test_the_yearly_duty_has_every_calendar_year_that_the_term_touches_and_warns_three_months_before_its_end():
    periods = rules.periods_of(Cadence.YEAR, TERM, BEGINNING)
    assert [period.name for period in periods] == ["2025", "2026", "2027", "2028", "2029"]
    assert periods[1] == YEAR


def test_nobody_was_asked_for_the_yearly_duty_before_the_counties_began():
    assert [period.name for period in rules.periods_of(Cadence.YEAR, FIRST_TERM, BEGINNING)] == ["2023", "2024", "2025"]


@given(st.sampled_from([2022, *range(2025, 2060, 4)]), DAYS)
def test_every_day_of_a_term_is_in_exactly_one_period_of_each_duty(year, day):
    term = rules.term_of(year)
    for cadence in Cadence:
        holding = [period for period in rules.periods_of(cadence, term, dt.date.min) if period.holds(day)]
        if term.starts_on <= day <= term.ends_on:
            assert len(holding) == 1
        assert all(period.starts_on <= period.warns_on <= period.ends_on for period in holding)


@pytest.mark.parametrize(
    ("covered", "today", "expected"),
    [
        ([], dt.date(2025, 12, 31), Standing.AHEAD),
        ([], dt.date(2026, 1, 1), Standing.OPEN),
        ([], dt.date(2026, 9, 30), Standing.OPEN),
        ([], dt.date(2026, 10, 1), Standing.DUE),
        ([], dt.date(2026, 12, 31), Standing.DUE),
        ([], dt.date(2027, 1, 1), Standing.MISSED),
        (["goals"], dt.date(2026, 3, 1), Standing.PARTLY),
        (["goals"], dt.date(2026, 10, 1), Standing.DUE),
        (["goals"], dt.date(2027, 1, 1), Standing.PARTLY),
        (["goals", "cooperation"], dt.date(2026, 3, 1), Standing.MET),
        (["goals", "cooperation"], dt.date(2027, 1, 1), Standing.MET),
    ],
)
def test_how_a_duty_stands_follows_from_the_day_and_from_what_was_negotiated(covered, today, expected):
    assert rules.standing(YEAR, frozenset(covered), frozenset({"goals", "cooperation"}), today) is expected


@given(PARTS, DAYS)
def test_the_duty_is_met_exactly_when_cooperation_goals_and_division_of_work_were_negotiated(covered, today):
    stands = rules.standing(YEAR, covered, NEGOTIATION.required, today)
    assert (stands is Standing.MET) == (covered >= {"cooperation", "goals", "division_of_work"})


@given(PARTS, PARTS, DAYS)
def test_negotiating_of_more_never_undoes_a_met_duty(covered, more, today):
    before = rules.standing(YEAR, covered, NEGOTIATION.required, today)
    after = rules.standing(YEAR, covered | more, NEGOTIATION.required, today)
    assert before is not Standing.MET or after is Standing.MET


@given(PARTS, DAYS)
def test_a_duty_is_missed_only_when_its_time_is_over_and_nothing_was_negotiated(covered, today):
    stands = rules.standing(YEAR, covered, NEGOTIATION.required, today)
    assert (stands is Standing.MISSED) == (today > YEAR.ends_on and not covered)


def test_the_duties_cite_acts_that_exist_and_are_whole_in_three_languages():
    assert [(one.statute, one.section, one.cadence) for one in duties.duties()] == [
        ("611/2021", "14", Cadence.TERM),
        ("612/2021", "6–7", Cadence.YEAR),
    ]
    for one in duties.duties():
        assert rules.statute(one.statute)
        texts = [one.names, one.demands, *(part.names for part in one.parts)]
        assert all(text[language] for text in texts for language in ("fi", "sv", "en"))


def test_the_law_names_what_must_be_negotiated_about_and_what_may_be_agreed_on():
    assert NEGOTIATION.required == {"cooperation", "goals", "division_of_work"}
    assert [part.code for part in NEGOTIATION.parts if not part.is_required] == [
        "structures",
        "operating_models",
        "information_flow",
    ]
    assert WELLBEING.required == {"goals", "measures", "cooperation", "monitoring"}


def test_a_forum_goes_through_cooperation_and_goals_and_leaves_the_division_of_work_to_what_follows():
    assert (NEGOTIATION.in_forum, WELLBEING.in_forum) == (("cooperation", "goals"), ())


def test_a_negotiation_succeeds_only_one_of_an_earlier_term():
    assert [rules.may_succeed(TERM, one) for one in (FIRST_TERM, TERM, rules.term_of(2029))] == [True, False, False]


def test_a_milestone_is_cut_to_the_end_of_a_shorter_term():
    first, last = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
    assert rules.within_term(FIRST_TERM, first, last) == (first, dt.date(2025, 5, 31))
    assert rules.within_term(TERM, first, last) == (first, last)
    assert rules.within_term(FIRST_TERM, dt.date(2025, 6, 1), last) is None


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("172, 435;249,495", [["172", "435"], ["249", "495"]]),
        ("Joutsa,Luhanka\n\n Keuruu , \n", [["Joutsa", "Luhanka"], ["Keuruu"]]),
        (" ;\n,", []),
    ],
)
def test_groups_are_read_as_people_write_them(text, groups):
    assert rules.split_groups(text) == groups
