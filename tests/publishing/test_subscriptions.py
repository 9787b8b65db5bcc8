"""Somebody subscribes to a measure, confirms it, is told once when it moves, and goes without a trace."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import agreements
import planned
from builders import a_mandate, a_user, client_of
from sopu.core.refusals import Refused
from sopu.negotiations.actions.letters import write_letter
from sopu.negotiations.models import Invitation, Letter, Role
from sopu.plans.actions.accepting import accept_report
from sopu.publishing.actions import subscribing
from sopu.publishing.actions.subscribing import confirm_subscription, end_subscription, subscribe, tell_subscribers
from sopu.publishing.models import Subscription
from sopu.publishing.queries.outbox import outbox_of
from sopu.texts.models import DocumentKind

pytestmark = pytest.mark.django_db
ADDRESS = "asukas@example.org"


@pytest.fixture
def measure():
    plan = planned.a_plan(document=agreements.an_agreement(kind=DocumentKind.SUPPLEMENTARY_PLAN))
    agreements.a_version(plan.document)
    return planned.a_measure(planned.a_goal(plan))


def subscribed(measure, email: str = ADDRESS) -> Subscription:
    subscribe(measure=measure, email=email, language="fi", now=timezone.now())
    return confirm_subscription(subscription=measure.subscriptions.get(email=email), now=timezone.now())


def test_an_address_is_asked_to_confirm_once_a_day_whoever_types_it(client, measure):
    for _press in range(2):
        page = client.post(reverse("subscribe", args=[measure.pk]), {"email": ADDRESS}).content.decode()
        assert "Katso sähköpostisi" in page
    (letter,) = Letter.objects.filter(email=ADDRESS)
    one = Subscription.objects.get()
    assert (one.confirmed_at, one.token in letter.body) == (None, True)
    assert client.get(reverse("confirm_subscription", args=[one.token])).status_code == 200
    assert Subscription.objects.confirmed().count() == 0
    client.post(reverse("confirm_subscription", args=[one.token]))
    assert Subscription.objects.confirmed().count() == 1


def test_the_link_to_confirm_is_sent_at_once(client, measure, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_HOST = "localhost"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("subscribe", args=[measure.pk]), {"email": ADDRESS})
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]


def test_a_letter_comes_when_a_report_is_accepted_and_once(measure, django_capture_on_commit_callbacks):
    subscribed(measure)
    report = planned.a_status_report(measure, text="Numero on auki.")
    with django_capture_on_commit_callbacks(execute=True):
        accept_report(report=report, by=a_user(), now=timezone.now())
    letters = Letter.objects.filter(subject__startswith="Mitä toimenpiteelle")
    assert [("Numero on auki." in one.body, one.email) for one in letters] == [(True, ADDRESS)]
    assert tell_subscribers(plan=measure.goal.plan, now=timezone.now()) == 0


def test_an_older_report_is_not_told_anew_while_a_correction_waits(measure):
    subscribed(measure)
    plan, told = measure.goal.plan, []
    first, second = planned.a_monitoring_round(plan), planned.a_monitoring_round(plan)
    for round in (first, second):
        planned.a_status_report(measure, round).acceptances.create(verdict="accepted")
        told.append(tell_subscribers(plan=plan, now=timezone.now()))
    correction = planned.a_status_report(measure, second)
    told.append(tell_subscribers(plan=plan, now=timezone.now()))
    correction.acceptances.create(verdict="accepted")
    told.append(tell_subscribers(plan=plan, now=timezone.now()))
    assert told == [1, 1, 0, 1]


def test_nobody_is_told_before_confirming_nor_of_what_was_told_before(measure):
    subscribe(measure=measure, email="toinen@example.org", language="fi", now=timezone.now())
    planned.a_status_report(measure).acceptances.create(verdict="accepted")
    subscribed(measure)
    assert tell_subscribers(plan=measure.goal.plan, now=timezone.now()) == 0


def test_who_ends_leaves_no_trace(client, measure):
    one = subscribed(measure)
    end = reverse("end_subscription", args=[one.token])
    assert "Lopeta viestit ja poista osoitteeni" in client.get(end).content.decode()
    assert "osoite poistettu" in client.post(end).content.decode()
    assert (Subscription.objects.count(), Letter.objects.filter(email=ADDRESS).count()) == (0, 0)
    assert client.post(end).status_code == 200


def test_who_ends_remains_invited(measure):
    one, negotiation, now = subscribed(measure), measure.goal.plan.negotiation, timezone.now()
    who = {"negotiation": negotiation, "email": ADDRESS, "name": "Asukas"}
    Invitation.objects.create(
        organisation=measure.responsible.organisation,
        role=Role.PREPARER,
        letter=write_letter(subject="Kutsu", body="Tervetuloa.", now=now, **who),
        invited_by=a_user(),
        expires_at=now + dt.timedelta(days=14),
        **who,
    )
    end_subscription(subscription=one)
    assert [letter.subject for letter in Letter.objects.filter(email=ADDRESS)] == ["Kutsu"]


@pytest.mark.parametrize("comes", ["a subscription", "a letter"])
def test_an_address_that_nobody_confirmed_goes_in_a_week(measure, comes):
    before, now = timezone.now() - dt.timedelta(days=8), timezone.now()
    subscribe(measure=measure, email="vanha@example.org", language="fi", now=before)
    if comes == "a subscription":
        subscribe(measure=measure, email=ADDRESS, language="fi", now=now)
    else:
        tell_subscribers(plan=measure.goal.plan, now=now)
    assert Subscription.objects.filter(email="vanha@example.org").count() == 0
    assert Letter.objects.filter(email="vanha@example.org").count() == 0


def test_a_measure_takes_in_only_so_many_that_wait_and_tells_nobody_which_it_knows(measure, monkeypatch):
    monkeypatch.setattr(subscribing, "MOST_UNCONFIRMED", 1)
    subscribed(measure)
    subscribe(measure=measure, email="a@example.org", language="fi", now=timezone.now())
    for email in (ADDRESS, "a@example.org", "b@example.org"):
        with pytest.raises(Refused) as refused:
            subscribe(measure=measure, email=email, language="fi", now=timezone.now())
        assert refused.value.code == "too_many"


def test_nobody_subscribes_to_a_draft_nor_to_what_was_left_out(measure):
    draft = planned.a_measure(planned.a_goal(planned.a_plan()))
    left_out = planned.a_measure(measure.goal, left_out_at=timezone.now())
    answers = [Client().get(reverse("subscribe", args=[one.pk])).status_code for one in (draft, left_out, measure)]
    assert answers == [404, 404, 200]


@pytest.mark.parametrize("host", ["localhost", ""])
def test_the_outbox_tells_nobody_who_subscribes_where_letters_go_by_themselves(
    measure, settings, host, django_assert_num_queries
):
    settings.EMAIL_HOST = host
    negotiation = measure.goal.plan.negotiation
    token = subscribed(measure).token
    write_letter(negotiation=negotiation, to=a_user(), subject="Omalle", body="Avaa tämä.", now=timezone.now())
    page = client_of(a_mandate(negotiation, Role.PROCESS_OWNER)).get(reverse("outbox", args=[negotiation.slug]))
    told, is_shown = page.content.decode(), not host
    assert (ADDRESS in told, token in told, "a…@example.org" in told) == (is_shown, is_shown, not is_shown)
    assert "Avaa tämä." in told
    with django_assert_num_queries(1):
        outbox_of(negotiation, is_posting=True)


def test_a_subscription_to_another_measure_keeps_its_letters(measure):
    first, other = subscribed(measure), planned.a_measure(measure.goal)
    subscribed(other)
    end_subscription(subscription=first)
    assert Letter.objects.filter(email=ADDRESS).count() == 2


def test_who_ended_in_two_negotiations_is_in_neither(measure):
    plan = planned.a_plan(document=agreements.an_agreement(kind=DocumentKind.SUPPLEMENTARY_PLAN))
    for one in (subscribed(measure), subscribed(planned.a_measure(planned.a_goal(plan)))):
        end_subscription(subscription=one)
    assert Letter.objects.filter(email=ADDRESS).count() == 0
