"""The plan, its goals and its measures: how they are written, and what each reader sees of them."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements import an_agreement
from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, client_of
from planned import a_commitment, a_goal, a_measure, a_plan, an_indicator
from refusals import refusal
from sopu.forum.models import Cause, Moderation, PromptKind
from sopu.negotiations.models import Role
from sopu.plans.actions.goals import add_goal, leave_out_goal
from sopu.plans.actions.grounds import state_basis
from sopu.plans.actions.links import link_indicator
from sopu.plans.actions.measures import Overtaken, add_measure, change_measure, move_measure
from sopu.plans.actions.plans import begin_plan
from sopu.plans.models import Commitment, Measure
from sopu.plans.queries.candidates import candidates_of
from sopu.plans.queries.plans import Wanted, plan_page
from sopu.plans.rules import Level, Stage
from sopu.texts.models import ClauseKind
from synthesised import a_finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return a_plan(a_negotiation(slug="alue"))


@pytest.fixture
def preparer(plan):
    return client_of(a_mandate(plan.negotiation, Role.PREPARER))


def act(**told):
    return {"by": None, "now": timezone.now(), **told}


def test_a_begun_plan_has_the_free_clauses_of_its_text_and_no_goals_in_it(plan):
    told = act(starts_on=plan.starts_on.replace(year=2030), ends_on=plan.ends_on.replace(year=2033))
    begun = begin_plan(negotiation=plan.negotiation, names={"fi": "Seuraava"}, predecessor=plan, **told)
    kinds = set(begun.document.clauses.values_list("kind", flat=True))
    assert ClauseKind.GOAL not in kinds
    assert (ClauseKind.MONITORING in kinds, begun.document.predecessor) == (True, plan.document)
    assert begun.document.valid_until == begun.ends_on


def test_a_plan_is_refused_that_ends_first_or_goes_on_from_elsewhere_or_is_there_already(plan):
    days = {"starts_on": plan.starts_on, "ends_on": plan.ends_on}
    usual = act(negotiation=plan.negotiation, names={"fi": "Suunnitelma"}, **days)
    assert refusal(begin_plan, **usual) == "same_period"
    assert refusal(begin_plan, **usual | {"ends_on": plan.starts_on}) == "ends_first"
    later = {"starts_on": plan.ends_on, "ends_on": plan.ends_on.replace(year=2040)}
    assert refusal(begin_plan, **usual | later | {"names": {"fi": ""}}) == "no_name"
    assert refusal(begin_plan, **usual | later | {"predecessor": a_plan()}) == "another_negotiation"


def test_a_goal_is_refused_of_another_negotiation_or_on_the_plans_own_text_and_with_measures_it_stays(plan):
    usual = act(plan=plan, goal_area=plan.negotiation.goal_areas.all()[0], names={"fi": "Osallisuus vahvistuu"})
    goal = add_goal(**usual)
    assert (add_goal(**usual), goal.label) == (goal, "1.1")
    assert refusal(add_goal, **usual | {"names": {"fi": " "}}) == "no_name"
    assert refusal(add_goal, **usual | {"goal_area": a_negotiation().goal_areas.all()[0]}) == "another_negotiation"
    assert refusal(add_goal, **usual | {"clauses": an_agreement().clauses.all()}) == "another_negotiation"
    a_measure(goal)
    assert refusal(leave_out_goal, goal=goal, now=timezone.now()) == "has_measures"


def test_a_measure_is_refused_that_has_no_name_ends_first_or_is_led_by_a_stranger(plan):
    goal, stranger = a_goal(plan), a_negotiation().parties.all()[0]
    usual = act(goal=goal, responsible=None, name_fi="Sovitaan yhteyshenkilöistä")
    assert refusal(add_measure, **usual | {"name_fi": ""}) == "no_name"
    days = {"starts_on": plan.ends_on, "ends_on": plan.starts_on}
    assert refusal(add_measure, **usual | days) == "ends_first"
    assert refusal(add_measure, **usual | {"responsible": stranger}) == "not_a_party"
    body = stranger.organisation.bodies.all()[0]
    assert refusal(add_measure, **usual | {"bodies": [body]}) == "not_a_party"
    assert refusal(add_measure, **usual | {"depends_on": [a_measure(a_goal(a_plan()))]}) == "another_plan"
    assert refusal(move_measure, measure=a_measure(goal), goal=a_goal(a_plan())) == "another_plan"


def test_a_double_press_stores_one_measure(plan, preparer):
    goal = a_goal(plan)
    page = reverse("new_measure", args=[goal.pk])
    told = {"name_fi": "Sovitaan yhteyshenkilöistä", "kind": "new", "revision": 0, "act_id": uuid.uuid4()}
    assert [preparer.post(page, told).status_code for _ in range(2)] == [302, 302]
    assert [one.label for one in Measure.objects.of(plan)] == ["1.1.1"]


def typed(measure, page, **told):
    """What a browser sends of the page's form when only `told` was changed in it."""
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    both = dict(re.findall('name="(initial-[a-z_]+)" value="([^"]*)"', form.initials())) | shown | told
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in both.items() if value}


def test_who_was_overtaken_sees_what_the_other_wrote_and_keeps_what_was_typed(plan, preparer):
    measure = a_measure(a_goal(plan))
    page = reverse("change_measure", args=[measure.pk])
    told = typed(measure, preparer.get(page), name_fi="Oma nimi", text_fi="Oma teksti")
    change_measure(measure=measure, based_on=1, name_fi="Toisen nimi", risks_fi="Toisen riski", **act())
    answer = preparer.post(page, told)
    assert [(one.value, one.is_clash) for one in answer.context["theirs"]] == [
        ("Toisen nimi", True),
        ("Toisen riski", False),
    ]
    form = answer.context["form"]
    fields = ("name_fi", "text_fi", "risks_fi", "revision")
    assert [form[name].value() for name in fields] == ["Oma nimi", "Oma teksti", "Toisen riski", "2"]
    assert preparer.post(page, typed(measure, answer)).status_code == 302
    measure.refresh_from_db()
    assert (measure.name_fi, measure.risks_fi, measure.revision) == ("Oma nimi", "Toisen riski", 3)


def test_of_two_who_change_a_goal_at_once_the_second_sees_what_stands_and_loses_nothing(plan, preparer):
    clause = an_agreement(plan.negotiation).clauses.all()[1]
    goal = a_goal(plan)
    page = reverse("goal", args=[goal.pk])
    seen = preparer.get(page).context["form"]["seen"].value()
    mine = {"goal_area": goal.goal_area_id, "name_fi": "Oma tavoite", "seen": seen}
    preparer.post(page, mine | {"name_fi": "Toisen tavoite", "clauses": clause.pk})
    answer = preparer.post(page, mine)
    assert [one.value for one in answer.context["theirs"]] == ["Toisen tavoite", clause.wordings.get().heading]
    goal.refresh_from_db()
    assert (goal.name_fi, list(goal.clauses.all())) == ("Toisen tavoite", [clause])
    again = mine | {"seen": answer.context["form"]["seen"].value(), "clauses": clause.pk}
    assert [preparer.post(page, again).status_code for _ in range(2)] == [302, 302]
    goal.refresh_from_db()
    assert (goal.name_fi, list(goal.clauses.all())) == ("Oma tavoite", [clause])


def test_the_same_words_pressed_twice_are_no_overtaking(plan):
    measure = a_measure(a_goal(plan))
    change_measure(measure=measure, based_on=1, text_fi="Uusi", **act())
    assert change_measure(measure=measure, based_on=1, text_fi="Uusi", **act()).revision == 2
    with pytest.raises(Overtaken):
        change_measure(measure=measure, based_on=1, text_fi="Toinen", **act())


def test_a_measure_stands_on_things_of_its_own_negotiation_that_everybody_may_see(plan):
    measure, event = a_measure(a_goal(plan)), a_forum(plan.negotiation)
    said = a_contribution(a_participant(event))
    basis = state_basis(measure=measure, contribution=said, **act())
    assert state_basis(measure=measure, contribution=said, **act()) == basis
    assert refusal(state_basis, measure=measure, **act()) == "one_thing"
    assert refusal(state_basis, measure=measure, finding=a_finding(a_forum()).finding, **act()) == "another_negotiation"
    own = plan.document.clauses.create(key="oma", position=1, kind=ClauseKind.DUTY)
    assert refusal(state_basis, measure=measure, clause=own, **act()) == "own_text"
    hidden = a_contribution(a_participant(event))
    Moderation.objects.create(contribution=hidden, is_hiding=True, cause=Cause.PERSON, reason="henkilötieto")
    assert refusal(state_basis, measure=measure, contribution=hidden, **act()) == "hidden"
    elsewhere = an_indicator(a_negotiation())
    assert refusal(link_indicator, measure=measure, indicator=elsewhere, reasoning="", **act()) == "another_negotiation"


def test_a_measures_page_never_shows_a_sentence_that_was_hidden_since(plan, preparer):
    measure = a_measure(a_goal(plan))
    said = a_contribution(a_participant(a_forum(plan.negotiation)), "Naapurin Matti Meikäläinen huutaa öisin.")
    state_basis(measure=measure, contribution=said, **act())
    page = reverse("measure", args=[measure.pk])
    assert "Matti" in preparer.get(page).content.decode()
    Moderation.objects.create(contribution=said, is_hiding=True, cause=Cause.PERSON, reason="henkilötieto")
    assert "Matti" not in preparer.get(page).content.decode()


def test_several_measures_are_made_at_once_of_what_the_hall_said(plan, preparer):
    negotiation, event = plan.negotiation, a_forum(plan.negotiation)
    goal, party = a_goal(plan), negotiation.parties.all()[1]
    offer = a_contribution(a_participant(event), "Me järjestämme kyydit.", PromptKind.COMMITMENT)
    hidden = a_contribution(a_participant(event), "Piilotettu.", PromptKind.COMMITMENT)
    Moderation.objects.create(contribution=hidden, is_hiding=True, cause=Cause.PERSON, reason="henkilötieto")
    signer = a_mandate(negotiation, Role.PROCESS_OWNER)
    finding = a_finding(event, [offer], signed_by=signer, goal_area=goal.goal_area)
    a_finding(event, [offer], goal_area=goal.goal_area)  # nobody has signed it
    (first, *_rest) = candidates_of(plan)
    assert ([one.pk for one in first.findings], [one.sentence for one in first.offers]) == ([finding.pk], [offer])
    ticked = [f"f{finding.finding_id}", f"s{offer.pk}", f"s{hidden.pk}"]
    told = {"act_id": uuid.uuid4(), "goal": goal.pk, "of": ticked}
    page = reverse("measures_from_hall", args=[plan.pk])
    preparer.post(page, told)
    preparer.post(page, told)
    assert [(one.name_fi, one.responsible) for one in Measure.objects.of(plan)] == [
        ("Asukas tarvitsee yhden yhteyshenkilön", None),
        ("Me järjestämme kyydit", party),
    ]
    proposed = Commitment.objects.get()
    assert (proposed.party, proposed.level, proposed.stage) == (party, Level.LEADS, Stage.PROPOSED)
    assert (proposed.contribution, sum(one.count for one in candidates_of(plan))) == (offer, 0)


def test_a_plan_is_asked_in_as_many_questions_whether_it_has_one_measure_or_three(plan, django_assert_num_queries):
    clause = an_agreement(plan.negotiation).clauses.all()[1]
    goal = a_goal(plan)
    goal.clauses.add(clause)
    for count in (1, 3):
        while goal.measures.count() < count:
            a_commitment(a_measure(goal))
        with django_assert_num_queries(15):
            page = plan_page(plan, Wanted(), sees_drafts=True)
        assert page.measure_count == count


def test_a_plan_is_narrowed_to_a_party_and_a_goal_area(plan):
    county, first = plan.document.parties.all()[:2]
    areas = plan.negotiation.goal_areas.all()
    a_measure(a_goal(plan), responsible=county)
    in_both = a_measure(a_goal(plan, areas[1]), responsible=county)
    a_commitment(in_both, first)

    def shown(**wanted):
        page = plan_page(plan, Wanted(**wanted), sees_drafts=True)
        return [line.measure.label for area in page.shown for goal in area.goals for line in goal.measures]

    assert shown() == ["1.1.1", "2.1.1"]
    assert shown(party=first.number) == ["2.1.1"]
    assert shown(party=county.number, area=1) == ["1.1.1"]
    assert shown(party=first.number, area=1) == []


def test_a_visitor_learns_of_no_draft(plan):
    a_measure(a_goal(plan), name_fi="Salainen toimenpide")
    page = Client().get(reverse("plans", args=["alue"])).content.decode()
    assert ("Salainen" in page, plan.document.name in page) == (False, False)
