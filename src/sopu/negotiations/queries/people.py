"""The people of a negotiation, by organisation: who may do what, from when until when, and who gave it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from sopu.accounts.models import User
from sopu.negotiations import rules
from sopu.negotiations.models import Invitation, Mandate, Negotiation, Party, Role
from sopu.negotiations.permissions import may_own


@dataclass(frozen=True, slots=True)
class Place:
    """A mandate as the page shows it; `state` is now, coming, past or ended, and `is_mine_to_end` the reader's."""

    mandate: Mandate
    state: str
    is_mine_to_end: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation that waits for its answer, or has grown too old for one."""

    invitation: Invitation
    is_old: bool
    is_mine_to_withdraw: bool


@dataclass(frozen=True, slots=True)
class Team:
    """The people of one party: those with a role now or later, those invited, and those who had a role before."""

    party: Party
    places: tuple[Place, ...]
    invited: tuple[Asked, ...]
    former: tuple[Place, ...]
    has_coordinator: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """What a person may see and give: all organisations or some, all roles or some."""

    is_owner: bool
    organisations: frozenset[int]

    def covers(self, organisation_id: int) -> bool:
        """The person looks after the people of this organisation."""
        return self.is_owner or organisation_id in self.organisations

    def gives(self, role: str) -> bool:
        """The person may give and end this role, where they look after people."""
        return self.is_owner or role in rules.ROLES_FROM_A_COORDINATOR

    @property
    def roles(self) -> list[Role]:
        """The roles that the person may give."""
        return [role for role in Role if self.gives(role)]


def reach_of(user: User, negotiation: Negotiation, today: dt.date) -> Reach:
    """How far the person looks after people: an owner everywhere, a coordinator in their own organisations."""
    own = Mandate.objects.held_by(user, today).filter(negotiation=negotiation, role=Role.COORDINATOR)
    return Reach(may_own(user, negotiation), frozenset(own.values_list("organisation", flat=True)))


def parties_within(negotiation: Negotiation, reach: Reach) -> list[Party]:
    """The parties whose people the person looks after, in their order."""
    parties = Party.objects.with_organisations().filter(negotiation=negotiation)
    return [party for party in parties if reach.covers(party.organisation_id)]


def teams(negotiation: Negotiation, reach: Reach, now: dt.datetime) -> list[Team]:
    """The people of each party within reach: a constant number of queries."""
    today = timezone.localdate(now)
    parties = parties_within(negotiation, reach)
    organisations = [party.organisation_id for party in parties]
    mandates = Mandate.objects.with_people().filter(negotiation=negotiation, organisation__in=organisations)
    asked = Invitation.objects.unanswered().with_ground().filter(negotiation=negotiation)
    by_organisation: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in mandates.order_by("user__name", "id"):
        by_organisation[mandate.organisation_id].append(mandate)
    invitations: dict[int, list[Invitation]] = defaultdict(list)
    for invitation in asked.filter(organisation__in=organisations):
        invitations[invitation.organisation_id].append(invitation)
    return [
        _team(party, by_organisation[party.organisation_id], invitations[party.organisation_id], reach, now, today)
        for party in parties
    ]


def _team(
    party: Party,
    mandates: Iterable[Mandate],
    invitations: Iterable[Invitation],
    reach: Reach,
    now: dt.datetime,
    today: dt.date,
) -> Team:
    places = [Place(one, _state(one, today), reach.gives(one.role)) for one in mandates]
    order = list(Role.values)
    places.sort(key=lambda place: order.index(place.mandate.role))
    return Team(
        party=party,
        places=tuple(place for place in places if place.state in {"now", "coming"}),
        invited=tuple(Asked(one, one.expires_at <= now, reach.gives(one.role)) for one in invitations),
        former=tuple(place for place in places if place.state in {"past", "ended"}),
        has_coordinator=any(p.state == "now" and p.mandate.role == Role.COORDINATOR for p in places),
    )


def _state(mandate: Mandate, today: dt.date) -> str:
    if mandate.ended_at is not None:
        return "ended"
    ends = [one.ends_on for one in (mandate, mandate.deputy_of) if one and one.ends_on]
    if any(day < today for day in ends):
        return "past"
    return "coming" if mandate.starts_on and mandate.starts_on > today else "now"


def colleagues(mandate: Mandate, today: dt.date) -> list[User]:
    """Those who may stand in: the others with a role in the same organisation, by name."""
    near = Mandate.objects.in_force(today).filter(
        negotiation=mandate.negotiation_id, organisation=mandate.organisation_id
    )
    found = User.objects.filter(pk__in=near.values("user"), is_active=True).exclude(pk=mandate.user_id)
    return list(found.order_by("name"))


def invitation_by(token: str) -> Invitation | None:
    """The invitation whose link has this token."""
    digest = sha256(token.encode()).hexdigest()
    return Invitation.objects.with_ground().filter(token_digest=digest).first()


def is_posting() -> bool:
    """A mail server is configured; else letters wait in the outbox."""
    return bool(settings.EMAIL_HOST)


def is_known(email: str) -> bool:
    """Somebody signs in with this address already."""
    return User.objects.known_by(email).exists()
