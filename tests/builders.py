"""Small worlds for tests: each builder makes one thing and whatever it must stand on."""

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

from django.test import Client
from django.utils import timezone

from sopu.accounts.models import User
from sopu.forum.models import (
    Contribution,
    Discussion,
    Event,
    Participant,
    ParticipantRole,
    Prompt,
    PromptKind,
    Reaction,
    Stance,
)
from sopu.negotiations.actions.minutes import Account
from sopu.negotiations.models import (
    ContactPoint,
    CouncilTerm,
    GoalArea,
    LegalGround,
    Mandate,
    Meeting,
    MeetingKind,
    Milestone,
    Negotiation,
    Party,
    Role,
    Station,
)
from sopu.organisations.models import Body, Kind, Level, Organisation

_number = itertools.count(1)
_event_number = itertools.count(1)  # of its own: a code has room for four digits

GOAL_AREAS = (
    "Osallisuus ja yhteisöllisyys",
    "Hyvinvointi ja palvelut",
    "Edunvalvonta ja elinvoima",
    "Arjen turvallisuus",
)
QUESTIONS = {
    PromptKind.STRENGTH: "Mikä on vahvuutemme?",
    PromptKind.NEED: "Mitä pitää kehittää?",
    PromptKind.MEASURE: "Millä toimenpiteellä tavoite etenee?",
    PromptKind.COMMITMENT: "Mihin organisaatiomme voi sitoutua?",
}


def an_organisation(kind: Kind = Kind.MUNICIPALITY, name: str = "", **fields: Any) -> Organisation:
    number = next(_number)
    name = name or f"Kunta {number}"
    organisation = Organisation.objects.create(
        kind=kind, code=fields.pop("code", f"{number:03d}"), name_fi=name, full_name_fi=f"{name}n kunta", **fields
    )
    for level in Level:
        Body.objects.create(organisation=organisation, level=level, name_fi=f"{name}: {level}")
    return organisation


def a_negotiation(municipality_count: int = 2, **fields: Any) -> Negotiation:
    """A county with its municipalities as parties, four goal areas and a milestone a station up to synthesis."""
    number = next(_number)
    term, _ = CouncilTerm.objects.get_or_create(
        name="2025–2029", defaults={"starts_on": dt.date(2025, 6, 1), "ends_on": dt.date(2029, 5, 31)}
    )
    ground, _ = LegalGround.objects.get_or_create(
        statute="611/2021", section="14", defaults={"name_fi": "Laki hyvinvointialueesta"}
    )
    county = an_organisation(Kind.COUNTY, f"Alue {number}")
    negotiation = Negotiation.objects.create(
        slug=fields.pop("slug", f"alue-{number}"),
        county=county,
        term=term,
        legal_ground=ground,
        name_fi=f"Alueen {number} neuvottelu",
        **fields,
    )
    members = [an_organisation() for _ in range(municipality_count)]
    for position, organisation in enumerate([county, *members], 1):
        Party.objects.create(negotiation=negotiation, organisation=organisation, number=position)
    for position, name in enumerate(GOAL_AREAS, 1):
        GoalArea.objects.create(negotiation=negotiation, number=position, name_fi=name)
    for position, station in enumerate([Station.DUTY, Station.FORUM, Station.SYNTHESIS], 1):
        day = dt.date(2025, 10, position)
        Milestone.objects.create(
            negotiation=negotiation,
            number=position,
            station=station,
            starts_on=day,
            due_on=day,
            name_fi=f"Etappi {position}",
        )
    return negotiation


def a_meeting(negotiation: Negotiation, **fields: Any) -> Meeting:
    """A planned meeting that invites the county and the first municipality."""
    meeting = Meeting.objects.create(
        negotiation=negotiation, kind=MeetingKind.MUNICIPALITY, name_fi=fields.pop("name_fi", "Kokous"), **fields
    )
    meeting.invited.set(negotiation.parties.all()[:2])
    return meeting


def an_account(parties: Sequence[Party], **fields: Any) -> Account:
    """What a meeting of these parties came to, on 5.11.2026 unless told otherwise."""
    return Account(
        **{"held_on": dt.date(2026, 11, 5), "parties": parties, "topics": "Yhdyspinnat ja tavoitteet.", **fields}
    )


def a_user(name: str = "", **fields: Any) -> User:
    number = next(_number)
    return User.objects.create_user(
        fields.pop("email", f"henkilo{number}@example.org"), name or f"Henkilö {number}", **fields
    )


def client_of(user: User) -> Client:
    """A browser in which the person has signed in."""
    client = Client()
    client.force_login(user)
    return client


def a_mandate(negotiation: Negotiation, role: Role, organisation: Organisation | None = None) -> User:
    """A person with that role in the negotiation, on behalf of the organisation (else of the county)."""
    user = a_user()
    Mandate.objects.create(
        user=user, negotiation=negotiation, role=role, organisation=organisation or negotiation.county
    )
    return user


def a_contact_point(party: Party, area: int | None = None, **fields: Any) -> ContactPoint:
    """Somebody to turn to in the party: in all goal areas, or in the one of that number."""
    number = next(_number)
    goal_area = party.negotiation.goal_areas.get(number=area) if area else None
    usual = {"title": "hyvinvointijohtaja", "name": f"Yhteys {number}", "email": f"yhteys{number}@kunta.example"}
    return ContactPoint.objects.create(party=party, goal_area=goal_area, **(usual | fields))


def a_forum(negotiation: Negotiation | None = None, *, is_open: bool = True, **fields: Any) -> Event:
    """An event of the negotiation, with four prompts and a discussion a goal area, all open unless told otherwise."""
    negotiation = negotiation or a_negotiation()
    now = timezone.now()
    opened_at = now if is_open else None
    event = Event.objects.create(
        negotiation=negotiation,
        code=fields.pop("code", f"AB{next(_event_number):04d}"),
        name_fi="Foorumi",
        starts_at=now,
        ends_at=now + dt.timedelta(hours=3),
        opened_at=opened_at,
        **fields,
    )
    for position, (kind, question) in enumerate(QUESTIONS.items(), 1):
        Prompt.objects.create(event=event, kind=kind, number=position, question_fi=question)
    for area in negotiation.goal_areas.all():
        Discussion.objects.create(
            event=event, goal_area=area, number=area.number, name_fi=area.name_fi, opened_at=opened_at
        )
    return event


def a_participant(
    event: Event, organisation: Organisation | None = None, role: ParticipantRole = ParticipantRole.ELECTED
) -> Participant:
    organisation = organisation or event.negotiation.parties.all()[1].organisation
    return Participant.objects.create(event=event, organisation=organisation, role=role)


def a_contribution(
    participant: Participant, text: str = "", kind: PromptKind = PromptKind.MEASURE, area: int = 1, **fields: Any
) -> Contribution:
    number = next(_number)
    event = participant.event
    return Contribution.objects.create(
        discussion=event.discussions.get(number=area),
        prompt=event.prompts.get(kind=kind),
        participant=participant,
        text=text or f"Ajatus numero {number}.",
        receipt=f"RC{number:06d}",
        written_at=fields.pop("written_at", timezone.now()),
        **fields,
    )


def a_reaction(
    participant: Participant, contribution: Contribution, stance: Stance = Stance.AGREE, *, is_important: bool = False
) -> Reaction:
    return Reaction.objects.create(
        participant=participant,
        contribution=contribution,
        stance=stance,
        is_important=is_important,
        written_at=timezone.now(),
    )
