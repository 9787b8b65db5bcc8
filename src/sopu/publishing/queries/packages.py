"""What the pages of the material ask: compilations, packages, letters, and who fetched what and when."""

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.utils import timezone

from sopu.accounts.models import User
from sopu.forum.models import Event
from sopu.negotiations.models import Letter, Mandate, Negotiation, Party, Role
from sopu.publishing.models import Compilation, Delivery, Fetch, Package


@dataclass(frozen=True, slots=True)
class Recipient:
    """A coordinator of a party, and how far their letter has come."""

    name: str
    letter: Letter | None
    fetched_at: tuple[dt.datetime, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A package of a compilation: whose it is, and who gets it; a party without a coordinator has no recipients."""

    package: Package
    party: str
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a compilation has come."""

    compilation: Compilation
    percent: int
    latest: str

    @property
    def is_over(self) -> bool:
        """Nothing more will happen by itself."""
        return bool(self.compilation.finished_at or self.compilation.failure)


@dataclass(frozen=True, slots=True)
class EventMaterial:
    """An event and its compilations, the newest first."""

    event: Event
    compilations: tuple[Compilation, ...]

    @property
    def newest(self) -> Compilation | None:
        """The latest compilation."""
        return self.compilations[0] if self.compilations else None


def progress_of(compilation: Compilation) -> Progress:
    """How far the compilation has come, and which party's package was the latest."""
    latest = compilation.packages.select_related("party__organisation").order_by("-id").first()
    percent = round(100 * compilation.done_count / compilation.total_count) if compilation.total_count else 0
    name = latest.party.organisation.name if latest and latest.party else ""
    return Progress(compilation, percent, name)


def rows_of(compilation: Compilation) -> list[Row]:
    """The packages in the order of the parties, the whole first: a constant number of queries."""
    negotiation = compilation.negotiation
    coordinators: dict[int, list[User]] = {}
    mandates = Mandate.objects.in_force(timezone.localdate()).filter(negotiation=negotiation, role=Role.COORDINATOR)
    for mandate in mandates.select_related("user"):
        coordinators.setdefault(mandate.organisation_id, []).append(mandate.user)
    fetched = Prefetch("fetches", Fetch.objects.order_by("fetched_at"))
    deliveries = Prefetch("deliveries", Delivery.objects.select_related("letter__to").prefetch_related(fetched))
    packages = compilation.packages.select_related("party__organisation").prefetch_related(deliveries)
    ordered = sorted(packages, key=lambda package: package.party.number if package.party else 0)
    return [_row(package, coordinators) for package in ordered]


def _row(package: Package, coordinators: dict[int, list[User]]) -> Row:
    delivered = {delivery.letter.to_id: delivery for delivery in package.deliveries.all()}
    recipients = [
        Recipient(d.letter.reader_name, d.letter, tuple(fetch.fetched_at for fetch in d.fetches.all()))
        for d in delivered.values()
    ]
    if package.party:
        waiting = coordinators.get(package.party.organisation_id, [])
        recipients += [Recipient(user.name, None, ()) for user in waiting if user.pk not in delivered]
    return Row(package, package.party.organisation.name if package.party else "", tuple(recipients))


def materials_of(negotiation: Negotiation) -> list[EventMaterial]:
    """The negotiation's events, the newest first, each with its compilations."""
    events = negotiation.events.in_earnest().prefetch_related("compilations")
    return [EventMaterial(event, tuple(event.compilations.all())) for event in events]


def packages_of(user: User | AnonymousUser, negotiation: Negotiation, today: dt.date) -> list[Package]:
    """The delivered packages of the parties that the person coordinates, the newest first."""
    organisations = Mandate.objects.held_by(user, today).filter(negotiation=negotiation, role=Role.COORDINATOR)
    parties = Party.objects.filter(negotiation=negotiation, organisation__in=organisations.values("organisation"))
    packages = Package.objects.filter(party__in=parties, compilation__in=Compilation.objects.delivered())
    return list(
        packages.select_related("party__organisation", "compilation__event", "compilation__version__document").order_by(
            "-id"
        )
    )


def whole_packages(negotiation: Negotiation) -> list[Package]:
    """The delivered whole packages of the negotiation's events, the newest first: everybody's to read."""
    events = Compilation.objects.of(negotiation).of_events()
    packages = Package.objects.filter(party=None, compilation__in=events.delivered())
    return list(packages.select_related("compilation__event__negotiation").order_by("-id"))


def delivery_by(token: str) -> Delivery | None:
    """The delivery whose link has this token."""
    digest = sha256(token.encode()).hexdigest()
    found = Delivery.objects.filter(token_digest=digest)
    return found.select_related(
        "package__party__organisation",
        "package__compilation__event__negotiation",
        "package__compilation__version__document__negotiation",
    ).first()


def is_posting() -> bool:
    """A mail server is configured; else letters wait in the outbox."""
    return bool(settings.EMAIL_HOST)
