"""All cards of a plan in one file."""

import datetime as dt
from collections.abc import Iterable

from sopu.publishing.documents import cards
from sopu.publishing.documents.archives import archived
from sopu.publishing.documents.cards import Card


def packed(found: Iterable[Card], now: dt.datetime) -> bytes:
    """The cards in a ZIP with the list of their digests, a PDF each."""
    return archived({cards.file_name(card): cards.pdf(card, now) for card in found}, now)
