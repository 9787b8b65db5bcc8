"""Tables of other tools, brought into an event as people bring them."""

from typing import Any

from django.utils import timezone

import workbooks
from builders import a_mandate
from sopu.core.intakes import Word
from sopu.forum.actions.intakes import (
    receive_file,
    store_intake,
    tell_words,
)
from sopu.forum.models import Event, Intake
from sopu.forum.queries.intakes import preview_of
from sopu.negotiations.models import Role

MEANINGS = {
    (Word.PROMPT, "Vahvuudet"): "strength",
    (Word.PROMPT, "Kehitettävää"): "need",
}


def names(event: Event) -> list[str]:
    return [party.organisation.name for party in event.negotiation.parties.all()]


def receive(event: Event, data: bytes, name: str = "viestit.xlsx", **fields: Any) -> Intake:
    by = fields.pop("by", None) or a_mandate(event.negotiation, Role.FACILITATOR)
    return receive_file(event=event, name=name, data=data, made_by=by, now=fields.pop("now", timezone.now()))


def store(intake: Intake) -> Intake:
    intake.refresh_from_db()
    return store_intake(intake=intake, seen=preview_of(intake).digest, now=timezone.now())


def brought(event: Event, data: bytes | None = None) -> Intake:
    """An intake of four rows, of which three are sentences."""
    intake = receive(event, data or workbooks.howspace(*names(event)[1:]))
    tell_words(intake=intake, words=MEANINGS)
    return store(intake)
