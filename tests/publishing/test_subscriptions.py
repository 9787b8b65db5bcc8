"""Somebody subscribes to a measure, confirms it, is told once when it moves, and goes without a trace."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import agreements
import planned
from builders import a_user
from sopu.core.refusals import Refused
from sopu.negotiations.models import Letter
from sopu.plans.actions.accepting import accept_report
from sopu.publishing.actions import subscribing
from sopu.publishing.actions.subscribing import confirm_subscription, end_subscription, subscribe, tell_subscribers
from sopu.publishing.models import Subscription
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


def test_a_letter_comes_when_a_report_is_accepted_and_once(measure, django_capture_on_commit_callbacks):
    subscribed(measure)
    report = planned.a_status_report(measure, text="Numero on auki.")
    with django_capture_on_commit_callbacks(execute=True):
        accept_report(report=report, by=a_user(), now=timezone.now())
    letters = Letter.objects.filter(subject__startswith="Mitä toimenpiteelle")
    assert [("Numero on auki." in one.body, one.email) for one in letters] == [(True, ADDRESS)]
    assert tell_subscribers(plan=measure.goal.plan, now=timezone.now()) == 0


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


def test_an_address_that_nobody_confirmed_goes_in_a_week(measure):
    before = timezone.now() - dt.timedelta(days=8)
    subscribe(measure=measure, email="vanha@example.org", language="fi", now=before)
    subscribed(measure)
    assert [one.email for one in Subscription.objects.all()] == [ADDRESS]


def test_a_measure_takes_in_only_so_many_that_wait(measure, monkeypatch):
    monkeypatch.setattr(subscribing, "MOST_UNCONFIRMED", 1)
    subscribe(measure=measure, email="a@example.org", language="fi", now=timezone.now())
    with pytest.raises(Refused) as refused:
        subscribe(measure=measure, email="b@example.org", language="fi", now=timezone.now())
    assert refused.value.code == "too_many"


def test_of_a_draft_nobody_is_told(client):
    measure = planned.a_measure(planned.a_goal(planned.a_plan()))
    assert Client().get(reverse("subscribe", args=[measure.pk])).status_code == 404


def test_a_subscription_to_another_measure_keeps_its_letters(measure):
    first, other = subscribed(measure), planned.a_measure(measure.goal)
    subscribed(other)
    end_subscription(subscription=first)
    assert Letter.objects.filter(email=ADDRESS).count() == 2
