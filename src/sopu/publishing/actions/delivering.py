"""Packages are delivered to the parties' coordinators: a letter each, with a link of their own."""

import datetime as dt
import secrets
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.actions.letters import Sent, send_letters, write_letter
from sopu.negotiations.actions.milestones import reach_station
from sopu.negotiations.models import Mandate, Negotiation, Station
from sopu.organisations.rules import main_language
from sopu.publishing.models import Compilation, Delivery, Fetch, Package

LINK_LIFETIME = dt.timedelta(days=90)


@transaction.atomic
def deliver(*, compilation: Compilation, now: dt.datetime) -> list[Delivery]:
    """Every party's package goes to each of its coordinators; a compilation is delivered once."""
    current = Compilation.objects.select_for_update(of=("self",)).with_negotiations().get(pk=compilation.pk)
    if current.finished_at is None:
        raise Refused("not_finished", _("The packages are not ready yet. Nothing was sent."))
    if current.delivered_at is not None:
        raise Refused("delivered_already", _("This material has been delivered already. Nothing was sent twice."))
    packages = current.packages.exclude(party=None).select_related("party__organisation")
    deliveries = [
        _deliver_package(package, mandate, now)
        for package in packages
        if package.party
        for mandate in Mandate.objects.coordinating(package.party, timezone.localdate(now))
    ]
    current.delivered_at = now
    current.save(update_fields=["delivered_at"])
    if current.event:
        reach_station(negotiation=current.negotiation, station=Station.SYNTHESIS, on=timezone.localdate(now))
    return deliveries


def _deliver_package(package: Package, mandate: Mandate, now: dt.datetime) -> Delivery:
    token = secrets.token_urlsafe(32)
    subject, organisation = package.compilation.subject, mandate.organisation
    is_packs = package.compilation.version is not None
    language = main_language(organisation.language_status)
    with override(language):
        form = _("%(document)s: for decision in %(party)s") if is_packs else _("%(event)s: the material for %(party)s")
        named = subject.name_in(language)
        headline = form % {"event": named, "document": named, "party": organisation.name_in(language)}
        link = settings.ORIGIN + reverse("delivered", args=[token])
        facts = {
            "event": subject,
            "negotiation": package.compilation.negotiation,
            "party": organisation,
            "link": link,
            "package": package,
            "to": mandate.user,
            "expires_at": now + LINK_LIFETIME,
        }
        body = render_to_string("publishing/pack_letter.txt" if is_packs else "publishing/letter.txt", facts)
    negotiation = package.compilation.negotiation
    letter = write_letter(negotiation=negotiation, to=mandate.user, subject=headline, body=body, now=now)
    return Delivery.objects.create(
        package=package,
        letter=letter,
        token_digest=sha256(token.encode()).hexdigest(),
        expires_at=now + LINK_LIFETIME,
    )


def post(*, negotiation: Negotiation) -> Sent:
    """The waiting letters are handed to the mail server."""
    return send_letters(negotiation=negotiation)


@transaction.atomic
def fetch_package(*, delivery: Delivery, now: dt.datetime) -> Package:
    """A delivered package is fetched by its link, and the fetch is kept; an old link is refused."""
    if delivery.expires_at <= now:
        raise Refused("link_expired", _("The link is old. Sign in, or ask the process owner for a new one."))
    Fetch.objects.create(delivery=delivery, fetched_at=now)
    return delivery.package


@transaction.atomic
def fetch_own_package(*, package: Package, user: User, now: dt.datetime) -> Package:
    """A package is fetched by somebody who has signed in; a coordinator's fetch is kept with their delivery."""
    for delivery in Delivery.objects.filter(package=package, letter__to=user):
        Fetch.objects.create(delivery=delivery, fetched_at=now)
    return package
