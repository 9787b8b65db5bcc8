"""What becomes of a decision that somebody appealed against."""

import datetime as dt

import pytest
from django.utils import timezone

import agreements
from sopu.decisions.actions.recording import note_appeal
from sopu.decisions.models import AppealStage, Case
from sopu.decisions.queries.standing import DocumentStanding, standing_of
from sopu.decisions.rules import Missing, Outcome, State, Why
from sopu.texts.models import Version

pytestmark = pytest.mark.django_db


def stands(version: Version) -> DocumentStanding:
    return standing_of(version, timezone.localdate())


@pytest.fixture
def version() -> Version:
    """A version that all three parties have approved, whose minutes were published long ago."""
    document = agreements.an_agreement()
    long_ago = timezone.localdate() - dt.timedelta(days=90)
    cases = agreements.the_cases(document)
    submitted = agreements.a_version(document)
    for case in cases:
        agreements.decided(case, submitted, decided_on=long_ago, published_on=long_ago)
    return submitted


def appealed(version: Version, stage: AppealStage) -> Case:
    """The first party's case, when that has become of an appeal."""
    one = stands(version).cases[0]
    a_month_ago = timezone.localdate() - dt.timedelta(days=30)
    note_appeal(decision=one.decision, stage=stage, happened_on=a_month_ago, by=None, now=timezone.now(), note="")
    return one.case


def test_a_decision_is_not_final_while_an_appeal_is_handled_but_still_counts(version):
    assert [one.state for one in stands(version).cases] == [State.FINAL] * 3
    appealed(version, AppealStage.LODGED)
    after = stands(version)
    assert [one.state for one in after.cases] == [State.APPEAL, State.FINAL, State.FINAL]
    assert (after.force.is_in_force, len(after.force.open_to_appeal)) == (True, 1)


def test_a_dismissed_appeal_leaves_the_decision_final(version):
    appealed(version, AppealStage.LODGED)
    appealed(version, AppealStage.DISMISSED)
    assert [one.state for one in stands(version).cases] == [State.FINAL] * 3


def test_an_annulled_decision_counts_for_nothing_and_is_prepared_again(version):
    case = appealed(version, AppealStage.UPHELD)
    after = stands(version)
    first = after.cases[0]
    assert (first.state, first.has_decided, first.finality, first.is_divergent) == (State.RETURNED, False, None, False)
    assert (after.force.is_in_force, after.force.missing) == (
        False,
        (Missing(str(case.party_id), Why.RETURNED, None),),
    )
    assert [one.has_decided for one in after.cases] == [False, True, True]
    assert first.unexpected_count == after.cases[1].unexpected_count


def test_what_was_annulled_is_not_carried_to_a_later_version_of_the_same_words(version):
    appealed(version, AppealStage.UPHELD)
    later = agreements.a_version(version.document)
    assert [(one.is_carried, one.state) for one in stands(later).cases] == [
        (False, State.NOT_STARTED),
        (True, State.FINAL),
        (True, State.FINAL),
    ]


def test_the_body_can_decide_again(version):
    case = appealed(version, AppealStage.UPHELD)
    agreements.decided(case, version, Outcome.PROPOSED, "board")
    assert stands(version).cases[0].state is State.PROPOSED
    agreements.decided(case, version)
    after = stands(version)
    assert (after.cases[0].state, after.force.is_in_force) == (State.APPROVED, True)
