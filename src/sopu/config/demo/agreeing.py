"""The demonstration's negotiation goes on from the forum: documents, a comment round, and what 24 bodies decided."""

from django.db import transaction

from sopu.config.demo.deciding import decide, open_all, place_what_comes, resolve
from sopu.config.demo.delivering import deliver_packs
from sopu.config.demo.room import room_of
from sopu.config.demo.rounds import hold_round
from sopu.config.demo.wording import put_draft, put_framework, put_plan
from sopu.forum.models import Event
from sopu.texts.models import Version


def agree_demo(event: Event) -> Version:
    """The whole of it, with the decision packs of the last version made and delivered."""
    version = put_agreements(event)
    deliver_packs(version)
    return version


@transaction.atomic
def put_agreements(event: Event) -> Version:
    """The framework agreement as history, the plan that was noted, and the agreement with its three versions."""
    room = room_of(event)
    framework = put_framework(room)
    put_plan(room)
    document = put_draft(room, framework)
    submitted = hold_round(room, document)
    cases = open_all(room, document)
    decide(room, cases, submitted)
    last = resolve(room, document, cases)
    decide(room, cases, last)
    place_what_comes(room, cases, last)
    return last
