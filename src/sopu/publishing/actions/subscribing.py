"""Somebody subscribes to a measure, confirms it by the link that was sent, is told when it moves, and ends it."""

import datetime as dt
import secrets
from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.core.refusals import Refused
from sopu.negotiations.actions.letters import write_letter
from sopu.negotiations.models import Letter
from sopu.plans.models import Measure, Plan
from sopu.plans.queries.statuses import MeasureStatus, statuses_of
from sopu.publishing.models import Subscription

UNCONFIRMED_FOR = dt.timedelta(days=7)
"""After that an address that nobody confirmed goes."""
ASKED_AGAIN = dt.timedelta(days=1)
"""How often a link to confirm is sent to the same address for the same measure."""
MOST_UNCONFIRMED = 50
"""Addresses of one measure that may wait for their confirmation."""
LONGEST_SUBJECT = 200


@transaction.atomic
def subscribe(*, measure: Measure, email: str, language: str, now: dt.datetime) -> None:
    """A link to confirm is sent to the address, once a day at most; nothing tells whether it was known already."""
    _discard_unconfirmed(now)
    Measure.objects.select_for_update().get(pk=measure.pk)
    if measure.subscriptions.filter(confirmed_at__isnull=True).count() >= MOST_UNCONFIRMED:
        raise Refused("too_many", _("Too many wait for their confirmation just now. Try again tomorrow."))
    standing = Subscription.objects.filter(measure=measure, email__iexact=email).first()
    if standing and (standing.confirmed_at or standing.asked_at > now - ASKED_AGAIN):
        return
    asked = standing or Subscription(measure=measure, email=email.strip(), token=secrets.token_urlsafe(24))
    asked.language, asked.asked_at = language, now
    asked.save()
    _write(asked, "publishing/subscription_letter.txt", _asking, now)


@transaction.atomic
def confirm_subscription(*, subscription: Subscription, now: dt.datetime) -> Subscription:
    """From now on letters come; what has been told to everybody by now is known and not told again."""
    if subscription.confirmed_at is None:
        status = statuses_of(subscription.measure.goal.plan, is_for_all=True).get(subscription.measure_id)
        subscription.confirmed_at, subscription.told_report = now, status.report if status else None
        subscription.save(update_fields=["confirmed_at", "told_report"])
    return subscription


@transaction.atomic
def end_subscription(*, subscription: Subscription) -> None:
    """The address goes, from the letters too, unless it subscribes to something else."""
    email = subscription.email
    subscription.delete()
    _forget([email])


def _discard_unconfirmed(now: dt.datetime) -> None:
    unconfirmed = Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lt=now - UNCONFIRMED_FOR)
    addresses = list(unconfirmed.values_list("email", flat=True))
    unconfirmed.delete()
    _forget(addresses)


def _forget(addresses: Iterable[str]) -> None:
    """Letters to addresses that subscribe to nothing go; one that invites somebody to act is not of a subscription."""
    for email in addresses:
        if not Subscription.objects.filter(email__iexact=email).exists():
            Letter.objects.to_strangers().filter(email__iexact=email).delete()


@transaction.atomic
def tell_subscribers(*, plan: Plan, now: dt.datetime) -> int:
    """Who subscribed to a measure of which something newer is told now gets one letter of it; how many were written.

    While a report that was told waits for its correction to be accepted, an older one stands: it isn't told anew.
    """
    _discard_unconfirmed(now)
    subscribed = Subscription.objects.confirmed().at_hand().filter(measure__goal__plan=plan)
    held = list(subscribed.select_for_update(of=("self",)))
    statuses = statuses_of(plan, is_for_all=True)
    count = 0
    for one in held:
        status = statuses.get(one.measure_id)
        if status is not None and status.report > (one.told_report or 0):
            one.told_report = status.report
            one.save(update_fields=["told_report"])
            _write(one, "publishing/moved_letter.txt", _moved, now, status)
            count += 1
    return count


def _asking(measure: Measure) -> str:
    return _("Confirm: letters about “%(name)s”") % {"name": measure.name}


def _moved(measure: Measure) -> str:
    return _("What has become of “%(name)s”") % {"name": measure.name}


def _write(
    one: Subscription,
    template: str,
    subject: Callable[[Measure], str],
    now: dt.datetime,
    status: MeasureStatus | None = None,
) -> None:
    with override(one.language):
        facts = {
            "measure": one.measure,
            "status": status,
            "confirm": settings.ORIGIN + reverse("confirm_subscription", args=[one.token]),
            "end": settings.ORIGIN + reverse("end_subscription", args=[one.token]),
            "link": settings.ORIGIN + reverse("measure", args=[one.measure_id]),
        }
        write_letter(
            negotiation=one.measure.goal.plan.negotiation,
            email=one.email,
            subject=subject(one.measure)[:LONGEST_SUBJECT],
            body=render_to_string(template, facts),
            now=now,
        )
