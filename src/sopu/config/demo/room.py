"""Who acts in the demonstration's documents and decisions, and what they act on."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sopu.accounts.models import User
from sopu.config.demo.accounts import STAFF, coordinator_email, email_of
from sopu.config.demo.seating import NAMESPACE
from sopu.forum.models import Event
from sopu.negotiations.models import GoalArea, Negotiation, Party, Role
from sopu.organisations.models import Kind
from sopu.synthesis.models import Finding

Replacements = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Room:
    """The negotiation with its owner; parties and their coordinators by the key of the organisation in the content."""

    negotiation: Negotiation
    owner: User
    parties: Mapping[str, Party]
    coordinators: Mapping[str, User]
    areas: Mapping[int, GoalArea]
    findings: Mapping[int, Finding]


def room_of(event: Event) -> Room:
    """The room of the demonstration's negotiation, whose forum this is."""
    negotiation = event.negotiation
    parties = {
        key_of(one.organisation.kind, one.organisation.code): one for one in negotiation.parties.with_organisations()
    }
    emails = {coordinator_email(one.organisation): key for key, one in parties.items()}
    people = {one.email: one for one in User.objects.filter(email__in=[*emails, _owner()])}
    return Room(
        negotiation=negotiation,
        owner=people[_owner()],
        parties=parties,
        coordinators={key: people[email] for email, key in emails.items()},
        areas={one.number: one for one in negotiation.goal_areas.all()},
        findings={one.number: one for one in event.findings.all()},
    )


def _owner() -> str:
    return email_of(STAFF[Role.PROCESS_OWNER][0])


def key_of(kind: str, code: str) -> str:
    """What the content calls an organisation: the code of a municipality, else its kind."""
    return code if kind == Kind.MUNICIPALITY else kind


def act_id(kind: str, key: object) -> uuid.UUID:
    """The id of an act of the demonstration: the same in each reset."""
    return uuid.uuid5(NAMESPACE, f"{kind}/{key}")


def replaced(text: str, words: Replacements) -> str:
    """The text with other words, each of which must be there: content that no longer fits is an error."""
    for old, new in words:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} is not once in {text!r}")
        text = text.replace(old, new)
    return text


def spread(start: dt.datetime, number: int) -> dt.datetime:
    """The moment of the nth of many acts: a dozen on each working day from the start."""
    day, nth = divmod(number, 12)
    return start + dt.timedelta(days=day, minutes=35 * nth)
