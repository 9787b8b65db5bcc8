"""What of an event is sealed, and how a sentence of it is shown to be what was sealed."""

from collections.abc import Iterator

from sopu.core.salted import manifest, numbers_in, opened_line
from sopu.forum.models import Contribution, Event
from sopu.ledger.queries import log_of, manifests_of, secret_for

_PURPOSE = "salts/1"


def reference_of(event: Event) -> str:
    """By what the log knows the event."""
    return f"event:{event.pk}"


def unsealed_manifest(event: Event) -> str:
    """A line for each sentence that is in no manifest of the event yet, hidden and erased ones too."""
    held = manifests_of(log_of(event.negotiation.slug), reference_of(event))
    sealed = frozenset[int]().union(*map(numbers_in, held))
    said = Contribution.objects.of(event).values_list("pk", "text")
    return manifest(secret_for(_PURPOSE), {key: text for key, text in said.iterator() if key not in sealed})


def opened_sentences(event: Event, numbers: frozenset[int]) -> Iterator[bytes]:
    """Each visible sentence whose number is among these sealed ones, with its salt: a line of JSON each."""
    secret = secret_for(_PURPOSE)
    visible = Contribution.objects.of(event).visible().filter(erased_at__isnull=True).order_by("pk")
    for key, text in visible.values_list("pk", "text").iterator():
        if key in numbers:
            yield opened_line(secret, key, text)
