"""The municipal meeting handles what is open, and what it leaves to somebody lands in the plan."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements import a_version, an_agreement
from builders import a_mandate, a_user, client_of
from planned import a_goal, a_measure, a_monitoring_round, a_plan, a_status_report
from sopu.core.refusals import Refused
from sopu.negotiations.models import Role
from sopu.plans.actions.meetings import (
    add_point,
    add_what_is_open,
    call_meeting,
    finish_to_do,
    handle_point,
    leave_out_point,
    leave_to,
    take_minutes,
)
from sopu.plans.models import ToDo
from sopu.plans.queries.meetings import agenda_of, open_to_dos, suggestions_of
from sopu.plans.rules import Activity, Light
from sopu.publishing.queries.agenda import agenda_of as to_do_of
from sopu.texts.models import DocumentKind

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 10, 1)


@pytest.fixture
def plan():
    return a_plan(document=an_agreement(kind=DocumentKind.SUPPLEMENTARY_PLAN))


@pytest.fixture
def meeting(plan):
    return call_meeting(plan=plan, name="Kuntakokous", planned_on=TODAY)


@pytest.fixture
def measure(plan):
    return a_measure(a_goal(plan))


def handled(meeting, plan, measure=None):
    point = add_point(meeting=meeting, plan=plan, title="Tila", measure=measure)
    return handle_point(point=point, handling="Sovittiin.", by=a_user(), now=timezone.now())


def test_what_is_open_is_proposed_with_its_reason_and_not_twice(plan, meeting, measure):
    a_version(plan.document)
    late = a_measure(measure.goal)
    asked = a_monitoring_round(plan)
    a_status_report(measure, asked, activity=Activity.DELAYED, light=Light.RED)
    a_status_report(late, asked)
    found = suggestions_of(meeting, plan, TODAY)
    assert [(one.kind, one.key) for one in found] == [("plan", plan.pk), ("measure", measure.pk)]
    assert add_what_is_open(meeting=meeting, plan=plan, chosen=found) == list(agenda_of(meeting).points)
    assert add_what_is_open(meeting=meeting, plan=plan, chosen=found) == list(agenda_of(meeting).points)
    assert suggestions_of(meeting, plan, TODAY) == []


def test_what_is_left_to_a_party_lands_on_the_measure_until_it_is_done(plan, meeting, measure):
    point, party = handled(meeting, plan, measure), meeting.negotiation.parties.all()[1]
    first = leave_to(point=point, party=party, text="Varaa tila.", due_on=TODAY)
    assert leave_to(point=point, party=party, text="Varaa tila.", due_on=TODAY) == first
    assert [(one.measure, one.text) for one in open_to_dos(meeting.negotiation)] == [(measure, "Varaa tila.")]
    coordinator = a_mandate(meeting.negotiation, Role.COORDINATOR, party.organisation)
    agenda = to_do_of(coordinator, TODAY)
    assert "Varaa tila." in [one.title for one in [agenda.first, *agenda.rest]]
    finish_to_do(to_do=first, words="Varattu.", by=a_user(), now=timezone.now())
    again = finish_to_do(to_do=first, words="Uudelleen.", by=a_user(), now=timezone.now())
    assert (open_to_dos(meeting.negotiation), again.done_words) == ([], "Varattu.")


def test_only_who_may_say_that_it_is_done_is_asked(plan, meeting, measure):
    negotiation, party, other = plan.negotiation, *meeting.negotiation.parties.all()[1:3]
    leave_to(point=handled(meeting, plan, measure), party=party, text="Varaa tila.", due_on=None)
    people = [
        a_mandate(negotiation, Role.PROCESS_OWNER),
        a_mandate(negotiation, Role.COORDINATOR, party.organisation),
        a_mandate(negotiation, Role.COORDINATOR, other.organisation),
    ]
    address = reverse("municipal_meetings", args=[negotiation.slug])
    asked = ["/done/" in client_of(one).get(address).content.decode() for one in people]
    assert asked == [True, True, False]


def test_what_a_meeting_left_open_is_proposed_to_the_next_until_it_is_handled(plan, meeting, measure):
    a_version(plan.document)
    parties = list(meeting.negotiation.parties.all()[:2])
    handled(meeting, plan)
    add_point(meeting=meeting, plan=plan, title="Varautuminen")
    add_point(meeting=meeting, plan=plan, title="Hoitajat", measure=measure)
    take_minutes(meeting=meeting, held_on=TODAY, place="", parties=parties, by=a_user(), today=TODAY)
    following = call_meeting(plan=plan, name="Seuraava", planned_on=None)
    found = suggestions_of(following, plan, TODAY)
    assert [(one.kind, one.title) for one in found] == [
        ("plan", plan.document.name),
        ("point", "Varautuminen"),
        ("measure", "Hoitajat"),
    ]
    for point in add_what_is_open(meeting=following, plan=plan, chosen=found):
        handle_point(point=point, handling="Sovittiin.", by=a_user(), now=timezone.now())
    take_minutes(meeting=following, held_on=TODAY, place="", parties=parties, by=a_user(), today=TODAY)
    assert suggestions_of(call_meeting(plan=plan, name="Kolmas", planned_on=None), plan, TODAY) == []


def test_what_was_left_off_the_agenda_is_not_handled_and_nothing_is_called_twice(plan, meeting):
    point = leave_out_point(point=add_point(meeting=meeting, plan=plan, title="Tila"), now=timezone.now())
    with pytest.raises(Refused) as refused:
        handle_point(point=point, handling="Sovittiin.", by=a_user(), now=timezone.now())
    assert refused.value.code == "left_out"
    assert call_meeting(plan=plan, name=" Kuntakokous ", planned_on=TODAY) == meeting


def test_the_minutes_tell_how_points_were_handled_and_close_the_agenda(plan, meeting, measure):
    point, parties = handled(meeting, plan, measure), list(meeting.negotiation.parties.all()[:2])
    leave_to(point=point, party=parties[1], text="Varaa tila.", due_on=None)
    add_point(meeting=meeting, plan=plan, title="Jäi kesken")
    minutes = take_minutes(meeting=meeting, held_on=TODAY, place="Talo", parties=parties, by=a_user(), today=TODAY)
    told = (minutes.topics, minutes.agreed, minutes.left_open)
    assert told == ("1. Tila\nSovittiin.", f"{parties[1].organisation.name}: Varaa tila.", "2. Jäi kesken")
    with pytest.raises(Refused) as refused:
        add_point(meeting=meeting, plan=plan, title="Myöhässä")
    assert refused.value.code == "over"


def test_there_are_no_minutes_of_nothing_and_what_was_handled_stays(plan, meeting):
    parties = list(meeting.negotiation.parties.all()[:2])
    with pytest.raises(Refused) as nothing:
        take_minutes(meeting=meeting, held_on=TODAY, place="", parties=parties, by=a_user(), today=TODAY)
    with pytest.raises(Refused) as stays:
        leave_out_point(point=handled(meeting, plan), now=timezone.now())
    assert (nothing.value.code, stays.value.code) == ("nothing_handled", "handled")


def test_a_process_owner_goes_through_a_meeting_on_its_pages(plan, measure):
    negotiation = plan.negotiation
    owner = client_of(a_mandate(negotiation, Role.PROCESS_OWNER))
    called = owner.post(
        reverse("municipal_meetings", args=[negotiation.slug]), {"name": "Kuntakokous", "planned_on": "2026-09-25"}
    )
    owner.post(called.url + "points/", {"title": "Varautuminen"})
    point = negotiation.meetings.get().points.get()
    owner.post(reverse("handle_point", args=[point.pk]), {"handling": "Sovittiin."})
    told = {"text": "Laadi.", "party": negotiation.parties.all()[1].pk, "due_on": "2026-12-01"}
    for wrong in ({"party": ""}, {"party": "kaikki"}, {"due_on": "joskus"}):
        refused = owner.post(reverse("leave_to", args=[point.pk]), told | wrong, follow=True).content.decode()
        assert ("Mitään ei tallennettu" in refused, ToDo.objects.count()) == (True, 0)
    owner.post(reverse("leave_to", args=[point.pk]), told)
    page = owner.get(called.url).content.decode()
    assert ("Sovittiin." in page, "Laadi." in page) == (True, True)
    assert ToDo.objects.get().due_on == dt.date(2026, 12, 1)


def test_its_agenda_is_asked_for_as_often_however_long_it_is(plan, meeting, measure, django_assert_num_queries):
    party = meeting.negotiation.parties.all()[1]
    leave_to(point=handled(meeting, plan, measure), party=party, text="Laadi.", due_on=None)
    with django_assert_num_queries(5):
        agenda_of(meeting)
    for number in range(2):
        point = add_point(meeting=meeting, plan=plan, title=f"Toinen {number}")
        leave_to(point=point, party=party, text="Laadi.", due_on=None)
    with django_assert_num_queries(5):
        agenda_of(meeting)


def test_what_is_open_is_asked_for_as_often_however_much_there_is(plan, meeting, measure):
    asked = a_monitoring_round(plan)
    a_status_report(measure, asked, activity=Activity.DELAYED)
    with CaptureQueriesContext(connection) as once:
        suggestions_of(meeting, plan, TODAY)
    for _more in range(2):
        a_status_report(a_measure(measure.goal), asked, activity=Activity.DELAYED)
    with CaptureQueriesContext(connection) as thrice:
        assert len(suggestions_of(meeting, plan, TODAY)) == 3
    assert len(once) == len(thrice)
