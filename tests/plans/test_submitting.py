"""A plan's text comes from its data, is submitted, and is confirmed by a board."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

import agreements
from builders import a_mandate, a_negotiation, client_of
from planned import a_commitment, a_goal, a_measure, a_plan
from refusals import refusal
from sopu.decisions.actions.cases import open_cases
from sopu.negotiations.models import Milestone, Role, Station
from sopu.organisations.models import Level
from sopu.plans.actions.rendering import render_plan
from sopu.plans.actions.submitting import submit_plan
from sopu.plans.models import Measure, Plan
from sopu.plans.queries.confirming import confirmations_of
from sopu.plans.queries.readiness import readiness_of
from sopu.plans.rules import Level as Commits
from sopu.texts.actions.submitting import submit_draft
from sopu.texts.models import ClauseKind, VersionClause, Wording
from sopu.texts.queries.readying import seen_of

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 24)


def a_whole_plan(measure_count: int = 1, **fields):
    """A plan in which nothing that blocks is lacking: every goal area has a goal, and all parties do something."""
    plan = a_plan(a_negotiation(municipality_count=1), **fields)
    for area in plan.negotiation.goal_areas.all():
        goal = a_goal(plan, area)
        for _one in range(measure_count):
            measure = a_measure(goal, no_indicator_reason="Ei tilastoida.")
            for party in plan.document.parties.all():
                a_commitment(measure, party)
    return plan


def rendered(plan, **told):
    return render_plan(plan=plan, by=None, now=timezone.now(), **told)


def submitted(plan):
    return submit_plan(plan=plan, by=a_mandate(plan.negotiation, Role.PROCESS_OWNER), now=timezone.now())


def words_of(measure):
    return Wording.objects.standing().get(clause__key=measure.key, language="fi")


def test_the_text_says_what_the_data_say_and_saying_it_twice_changes_nothing():
    plan = a_whole_plan()
    first, again = rendered(plan), rendered(plan)
    measure = Measure.objects.of(plan)[0]
    assert (first.added_count, again.has_changed) == (15, False)
    assert words_of(measure).heading == "Toimenpide 1.1.1: Toimenpide 1"
    assert words_of(measure).text.startswith("Toteutetaan yhdessä.\n\n- **Laji:** uusi\n- **Vastuutaho:** ")


def test_only_the_clause_whose_measure_changed_is_worded_anew_and_one_left_out_leaves_the_text():
    plan = a_whole_plan()
    rendered(plan)
    changed, left_out = Measure.objects.of(plan)[:2]
    Measure.objects.filter(pk=changed.pk).update(text_fi="Toisin.")
    Measure.objects.filter(pk=left_out.pk).update(left_out_at=timezone.now())
    done = rendered(plan)
    standing = plan.document.clauses.standing().values_list("key", flat=True)
    assert (words_of(changed).number, done.left_out_count, left_out.key in standing) == (2, 1, False)


def test_what_a_person_worded_by_hand_blocks_and_is_overwritten_only_when_asked():
    plan = a_whole_plan()
    rendered(plan)
    measure = Measure.objects.of(plan)[0]
    agreements.reworded(plan.document.clauses.get(key=measure.key), "Käsin kirjoitettu.")
    assert rendered(plan).by_hand == (measure.key,)
    assert words_of(measure).text == "Käsin kirjoitettu."
    assert refusal(submitted, plan) == "not_ready"
    rendered(plan, over=[measure.key])
    assert words_of(measure).text.startswith("Toteutetaan")
    assert readiness_of(plan, TODAY).blocking_count == 0


def test_a_plan_that_lacks_something_is_not_submitted():
    plan = a_whole_plan()
    a_goal(plan)
    assert refusal(submitted, plan) == "not_ready"
    assert plan.document.versions.count() == 0


def test_whoever_reads_what_is_lacking_may_open_each_page_of_it():
    plan = a_plan(a_negotiation(municipality_count=1))
    a_measure(a_goal(plan), starts_on=None)
    a_goal(plan, plan.negotiation.goal_areas.all()[1])
    plan.document.clauses.create(key="vapaa", position=1, kind=ClauseKind.MONITORING)
    reader = client_of(a_mandate(plan.negotiation, Role.COORDINATOR, plan.document.parties.all()[1].organisation))
    ready = reader.get(reverse("plan_ready", args=[plan.pk])).context["ready"]
    pages = {one.url for check in ready.checks for one in check.told}
    assert len(pages) > 5
    assert {page: reader.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    links = set(re.findall('href="(/[^"#?]+)', reader.get(reverse("plan", args=[plan.pk])).content.decode()))
    assert {page for page in links if reader.get(page, follow=True).status_code == 403} == set()


def test_no_page_submits_the_text_of_a_plan_that_is_not_ready_or_says_something_else():
    plan = a_whole_plan()
    owner = a_mandate(plan.negotiation, Role.PROCESS_OWNER)

    def as_a_text():
        draft = {"document": plan.document, "seen": seen_of(plan.document), "note": ""}
        return submit_draft(**draft, by=owner, now=timezone.now())

    rendered(plan)
    Measure.objects.filter(pk=Measure.objects.of(plan)[0].pk).update(text_fi="Toisin.")
    assert refusal(as_a_text) == "behind"
    rendered(plan)
    lacking = a_goal(plan)
    rendered(plan)
    assert refusal(as_a_text) == "not_ready"
    lacking.delete()
    rendered(plan)
    assert as_a_text() == submitted(plan)


def test_a_board_that_approves_the_version_confirms_what_its_party_commits_itself_to():
    plan = a_whole_plan()
    Milestone.objects.filter(negotiation=plan.negotiation, number=3).update(station=Station.PLAN)
    version = submitted(plan)
    cases = open_cases(document=plan.document)
    assert confirmations_of(plan, TODAY) == {}
    agreements.decided(cases[1], version, body="board", decided_on=dt.date(2026, 11, 20), section="12")
    (confirmation,) = confirmations_of(plan, TODAY).values()
    assert {case.decides.level for case in cases} == {Level.BOARD}
    assert (confirmation.party, confirmation.section, confirmation.version) == (cases[1].party_id, "12", 1)
    assert Milestone.objects.get(negotiation=plan.negotiation, station=Station.PLAN).done_on is not None
    assert submitted(plan) == version


def test_what_has_changed_since_the_version_is_counted():
    plan = a_whole_plan()
    submitted(plan)
    measure, *_rest, gone = Measure.objects.of(plan)
    assert readiness_of(plan, TODAY).changes.is_any is False
    a_commitment(measure, plan.document.parties.all()[1], level=Commits.SUPPORTS)
    Measure.objects.filter(pk=gone.pk).update(left_out_at=timezone.now())
    changes = readiness_of(plan, TODAY).changes
    assert (changes.changed, changes.added, changes.gone_count, len(changes.parties)) == (("1.1.1",), (), 1, 2)


def test_a_clause_of_a_version_keeps_the_key_of_its_measure():
    plan = a_whole_plan()
    version = submitted(plan)
    keys = set(VersionClause.objects.filter(version=version).values_list("clause__key", flat=True))
    assert set(Measure.objects.of(plan).values_list("key", flat=True)) <= keys


def test_swedish_is_asked_for_when_a_party_is_bilingual_and_rendered_when_it_is_whole():
    plan = a_whole_plan()
    organisation = plan.document.parties.all()[1].organisation
    organisation.language_status = 1
    organisation.save()
    lacking = next(one for one in readiness_of(plan, TODAY).checks if one.rule == "languages")
    assert len(lacking.lacks) == 8
    plan.goals.update(name_sv="Mål")
    Measure.objects.update(name_sv="Åtgärd", text_sv="Genomförs tillsammans.")
    rendered(plan)
    measure = Measure.objects.of(plan)[0]
    swedish = Wording.objects.standing().get(clause__key=measure.key, language="sv")
    assert swedish.heading == "Åtgärd 1.1.1: Åtgärd"
    assert swedish.translates == words_of(measure)


@pytest.mark.parametrize("measure_count", [1, 3])
def test_the_page_asks_as_many_questions_of_one_measure_as_of_three(django_assert_num_queries, measure_count):
    plan = Plan.objects.at_hand().get(pk=a_whole_plan(measure_count).pk)
    rendered(plan)
    with django_assert_num_queries(30):
        readiness_of(plan, TODAY)


def test_the_owner_submits_from_the_page_and_a_page_that_is_old_submits_nothing():
    plan = a_whole_plan()
    client = client_of(a_mandate(plan.negotiation, Role.PROCESS_OWNER))
    seen = client.get(reverse("plan_ready", args=[plan.pk])).context["ready"].seen
    Measure.objects.filter(pk=Measure.objects.of(plan)[0].pk).update(text_fi="Toisin.")
    client.post(reverse("submit_plan", args=[plan.pk]), {"seen": seen})
    assert plan.document.versions.count() == 0
    seen = client.get(reverse("plan_ready", args=[plan.pk])).context["ready"].seen
    client.post(reverse("submit_plan", args=[plan.pk]), {"seen": seen})
    assert plan.document.versions.count() == 1
    assert client.get(reverse("plan_text", args=[plan.pk])).context["text"].is_up_to_date
