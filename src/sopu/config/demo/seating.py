"""An invented hall becomes rows of the forum."""

import datetime as dt
import uuid
from dataclasses import dataclass
from random import Random

from sopu.accounts.models import User
from sopu.config.demo.hall import Hall
from sopu.core.codes import RECEIPT_LENGTH, code
from sopu.forum.models import Abstention, Contribution, Event, Moderation, Participant, Reaction
from sopu.organisations.models import Organisation

NAMESPACE = uuid.UUID("6f1d2c1e-8a55-5d0b-9d0e-2a1f4b7c3e90")
HIDING_DELAY = dt.timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Seats:
    """Where the hall sits: the event, the organisations by their key in the content, and who facilitates."""

    event: Event
    organisations: dict[str, Organisation]
    facilitator: User


def _id(kind: str, key: object) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{kind}/{key}")


def put_guests(seats: Seats, hall: Hall, chance: Random) -> list[Participant]:
    """Participants by the guest's number; they arrive within the hour after the doors open."""
    return Participant.objects.bulk_create(
        Participant(
            id=_id("participant", guest.number),
            event=seats.event,
            organisation=seats.organisations[guest.organisation],
            role=guest.role,
            joined_at=seats.event.starts_at + dt.timedelta(seconds=chance.randrange(3000)),
        )
        for guest in hall.guests
    )


def put_sentences(seats: Seats, hall: Hall, people: list[Participant], chance: Random) -> list[Contribution]:
    """Contributions in the order in which they were received."""
    discussions = {discussion.number: discussion for discussion in seats.event.discussions.all()}
    prompts = {prompt.kind: prompt for prompt in seats.event.prompts.all()}
    return Contribution.objects.bulk_create(
        Contribution(
            act_id=_id("contribution", one.sentence.text),
            discussion=discussions[one.sentence.goal_area],
            prompt=prompts[one.sentence.prompt],
            participant=people[one.guest.number],
            text=one.sentence.text,
            language=one.sentence.language,
            receipt=code(RECEIPT_LENGTH, chance.choice),
            written_at=one.written_at,
            received_at=one.received_at,
        )
        for one in hall.offered
    )


def put_silence(seats: Seats, hall: Hall, people: list[Participant]) -> None:
    """Those with nothing of their own to say, who went on to others' sentences."""
    discussions = {discussion.number: discussion for discussion in seats.event.discussions.all()}
    Abstention.objects.bulk_create(
        Abstention(participant=people[one.guest.number], discussion=discussions[one.goal_area], received_at=one.at)
        for one in hall.silent
    )


def put_answers(hall: Hall, people: list[Participant], said: list[Contribution]) -> None:
    """Reactions in the order of time."""
    Reaction.objects.bulk_create(
        Reaction(
            act_id=_id("reaction", number),
            contribution=said[one.position],
            participant=people[one.guest.number],
            stance=one.stance,
            is_important=one.is_important,
            written_at=one.at,
            received_at=one.at + dt.timedelta(seconds=1),
        )
        for number, one in enumerate(hall.answered)
    )


def put_moderation(seats: Seats, hall: Hall, said: list[Contribution]) -> None:
    """The facilitator hid some soon after they came."""
    Moderation.objects.bulk_create(
        Moderation(
            contribution=contribution,
            is_hiding=True,
            reason=one.sentence.hidden_because,
            made_by=seats.facilitator,
            made_at=one.received_at + HIDING_DELAY,
        )
        for one, contribution in zip(hall.offered, said, strict=True)
        if one.sentence.hidden_because
    )
