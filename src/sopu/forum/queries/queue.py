"""What waits for a facilitator: sentences that are held until somebody has seen them."""

from dataclasses import dataclass

from sopu.core import personal
from sopu.forum.models import Event, Moderation
from sopu.forum.queries.desk import SHOWN, Arrival, arrival_of, covered


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence that waits: personal data in it is covered; `original` is empty where nothing is."""

    arrival: Arrival
    why: str
    original: str


def queue_of(event: Event) -> list[Held]:
    """What is held, the oldest first: a page of it."""
    rows = (
        Moderation.objects.of(event)
        .held()
        .select_related("contribution__participant__organisation", "contribution__prompt", "contribution__discussion")
        .order_by("contribution")
    )
    return [_held(row) for row in rows[:SHOWN]]


def _held(row: Moderation) -> Held:
    arrival = arrival_of(row.contribution)
    return Held(covered(arrival), row.words, arrival.text if personal.find(arrival.text) else "")
