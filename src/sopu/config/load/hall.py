"""The people of a load come into an event of a rehearsal, and what was stored of them is read back."""

import hashlib
import itertools
import secrets
import uuid
from collections.abc import Iterable

from django.db import connection, transaction

from sopu.config.load.phones import Owner, Place
from sopu.config.load.tally import Made, ReadBack, Tally
from sopu.core import codes
from sopu.core.refusals import Refused
from sopu.forum.models import Contribution, Event, Participant, ParticipantRole, PromptKind, Reaction

AT_ONCE = 500
"""People in one question to the database."""


def event_to_load(code: str) -> Event:
    """The event of that code, or a refusal: what people really said must stay their own."""
    event = Event.objects.filter(code=codes.tidy(code)).first()
    if event is None:
        raise Refused("no_such_event", f"There is no event with the code {code} in this installation's database.")
    if not (event.is_demo or event.is_rehearsal):
        raise Refused("a_real_event", f"{event.code} is a real event. A load goes to a rehearsal or a demonstration.")
    if not event.is_open or not event.discussions.open().exists():
        raise Refused("event_not_open", f"Open the event {event.code} and one of its discussions first.")
    return event


def place_in(event: Event, host: str, port: int) -> Place:
    """Where the phones send; the prompt that names an organisation is left to people."""
    prompts = event.prompts.exclude(kind=PromptKind.COMMITMENT).values_list("kind", flat=True)
    return Place(host, port, event.code, list(event.discussions.open().values_list("number", flat=True)), list(prompts))


@transaction.atomic
def bring_owners(event: Event, count: int) -> list[Owner]:
    """`count` new participants of the event's parties, and their tokens."""
    organisations = itertools.cycle(event.negotiation.parties.values_list("organisation", flat=True))
    tokens = [secrets.token_urlsafe(32) for _ in range(count)]
    people = Participant.objects.bulk_create(
        (
            Participant(
                event=event,
                organisation_id=organisation,
                role=ParticipantRole.ELECTED,
                token_digest=hashlib.sha256(token.encode()).hexdigest(),
                source={"load": True},
            )
            for token, organisation in zip(tokens, organisations, strict=False)
        ),
        batch_size=AT_ONCE,
    )
    return [Owner(str(person.pk), token) for person, token in zip(people, tokens, strict=True)]


def read_back(tally: Tally, owners: Iterable[Owner]) -> ReadBack:
    """Every row of these people, compared with what their phones made and were told."""
    people = [uuid.UUID(owner.participant) for owner in owners]
    rows = [row for first in range(0, len(people), AT_ONCE) for row in _rows(people[first : first + AT_ONCE])]
    stored = dict(rows)
    return ReadBack(
        stored=len(rows),
        lost=len(tally.acknowledged - stored.keys()),
        doubled=len(rows) - len(stored.keys() & tally.made.keys()),
        altered=sum(tally.made.get(act_id, made) != made for act_id, made in stored.items()),
        unanswered=len(stored.keys() - tally.acknowledged),
    )


def _rows(people: list[uuid.UUID]) -> list[tuple[str, Made]]:
    said = Contribution.objects.filter(participant__in=people).values_list("act_id", "participant_id", "text")
    answered = Reaction.objects.filter(participant__in=people).values_list("act_id", "participant_id", "stance")
    return [(str(act_id), Made(str(person), content)) for rows in (said, answered) for act_id, person, content in rows]


def database_name() -> str:
    """Which database answered, for the result."""
    return connection.display_name
