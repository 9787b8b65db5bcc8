"""The next period's plan: measures go on, are merged and are split, and none is lost."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from builders import a_mandate, a_negotiation, client_of
from planned import a_commitment, a_goal, a_measure, a_plan
from refusals import refusal
from sopu.negotiations.models import Role
from sopu.plans.actions.rendering import render_plan
from sopu.plans.actions.succeeding import begin_next_plan, succeed
from sopu.plans.models import Commitment, Goal, Measure
from sopu.plans.queries.lineage import formers_of, lineage_of
from sopu.plans.rules import Level, MeasureKind, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """A plan with a goal and three measures, which the responsible party leads."""
    found = a_plan(a_negotiation(municipality_count=1))
    goal = a_goal(found)
    for _one in range(3):
        a_commitment(a_measure(goal), text_fi="Johdamme.")
    return found


def the_next(plan, going_on, **fields):
    days = {"starts_on": dt.date(2029, 6, 1), "ends_on": dt.date(2033, 5, 31)} | fields
    names = {"fi": "Yhdyspintasuunnitelma 2029–2033"}
    return begin_next_plan(plan=plan, names=names, going_on=going_on, by=None, now=timezone.now(), **days)


def test_what_was_chosen_goes_on_and_parties_are_asked_anew(plan):
    former = Measure.objects.of(plan)[0]
    later = the_next(plan, [former])
    (measure,) = Measure.objects.of(later)
    (asked,) = Commitment.objects.of(later)
    assert (measure.name_fi, measure.kind, measure.starts_on) == (
        former.name_fi,
        MeasureKind.CONTINUING,
        later.starts_on,
    )
    assert (asked.party, asked.stage, asked.text_fi) == (former.responsible, Stage.PROPOSED, "Johdamme.")
    assert [one.key for one in Goal.objects.of(later)] == [one.key for one in Goal.objects.of(plan)]
    assert Measure.objects.of(plan).count() == 3


def test_a_plan_that_begins_before_this_one_has_ended_is_refused(plan):
    assert refusal(the_next, plan, [], starts_on=dt.date(2029, 5, 31)) == "same_time"


def test_several_become_one_and_one_becomes_several_and_each_knows_its_kin(plan):
    first, second, third = Measure.objects.of(plan)
    later = the_next(plan, [])
    usual = {"goal": Goal.objects.of(later)[0], "responsible": None, "by": None, "now": timezone.now()}
    (merged,) = succeed(formers=[first, second], names=[{"fi": "Yhdessä"}], reason="Sama asia.", **usual)
    split = succeed(formers=[third], names=[{"fi": "Yksi"}, {"fi": "Toinen"}], reason="", **usual)
    assert [one.measure for one in lineage_of(merged).former] == [first, second]
    assert lineage_of(third, sees_drafts=False).later == ()
    assert [one.measure for one in lineage_of(third).later] == split
    assert [one.later for one in formers_of(later)] == [(merged,), (merged,), tuple(split)]


def test_of_several_measures_made_one_each_party_is_asked_once_for_the_most_that_it_did(plan):
    first, second, _third = Measure.objects.of(plan)
    other = plan.document.parties.all()[1]
    a_commitment(first, other, level=Level.DOES, text_fi="Teemme.")
    a_commitment(second, other, level=Level.FOLLOWS)
    goal = Goal.objects.of(the_next(plan, []))[0]
    told = {"names": [{"fi": "Yhdessä"}], "responsible": None, "reason": "", "by": None, "now": timezone.now()}
    (merged,) = succeed(formers=[first, second], goal=goal, **told)
    asked = Commitment.objects.filter(measure=merged).order_by("party__number")
    assert [(one.party, one.level, one.text_fi) for one in asked] == [
        (first.responsible, Level.LEADS, "Johdamme."),
        (other, Level.DOES, "Teemme."),
    ]


def test_many_never_become_many_and_only_the_former_plans_measures_go_on(plan):
    first, second, _third = Measure.objects.of(plan)
    later = the_next(plan, [])
    usual = {"goal": Goal.objects.of(later)[0], "responsible": None, "reason": "", "by": None, "now": timezone.now()}
    (own,) = succeed(formers=[first], names=[{"fi": "Oma"}], **usual)
    assert refusal(succeed, formers=[own], names=[{"fi": "Uusi"}], **usual) == "another_plan"
    assert refusal(succeed, formers=[], names=[{"fi": "Uusi"}], **usual) == "nothing"
    many = {"formers": [first, second], "names": [{"fi": "Yksi"}, {"fi": "Toinen"}]}
    assert refusal(succeed, **many, **usual) == "many_to_many"
    assert Measure.objects.of(later).count() == 1


def test_a_measures_clause_goes_on_from_its_formers(plan):
    former = Measure.objects.of(plan)[0]
    render_plan(plan=plan, by=None, now=timezone.now())
    later = the_next(plan, [former])
    render_plan(plan=later, by=None, now=timezone.now())
    clause = later.document.clauses.get(key=Measure.objects.of(later)[0].key)
    assert clause.origin == plan.document.clauses.get(key=former.key)


def test_the_next_plan_is_begun_and_measures_are_merged_from_pages(plan):
    client = client_of(a_mandate(plan.negotiation, Role.PREPARER))
    keys = [one.pk for one in Measure.objects.of(plan)]
    told = {"name_fi": "Seuraava", "starts_on": "2029-06-01", "ends_on": "2033-05-31", "going_on": keys[:1]}
    client.post(reverse("next_plan", args=[plan.pk]), told)
    later = plan.successors.get()
    goal = Goal.objects.of(later)[0].pk
    page = reverse("succeed_measures", args=[later.pk])
    assert [one.later for one in client.get(page).context["formers"]][1:] == [(), ()]
    client.post(page, {"formers": keys[1:], "goal": goal, "names": "Yhdessä", "reason": ""})
    assert [one.name for one in Measure.objects.of(later)] == ["Toimenpide 1", "Yhdessä"]
