"""Minutes that a public body has published, read from its page or its feed. Nothing is fetched here.

`read_item` reads one item's page, `read_feed` a feed that leads to such pages, `guess_of` tells what its decision seems
to be, and `fingerprints_in` which wording a text names. All of it is proposed to a person with its evidence.
"""

from sopu.core.minutes.feeds import read_feed
from sopu.core.minutes.marks import fingerprints_in
from sopu.core.minutes.outcomes import guess_of, outcome_of
from sopu.core.minutes.reading import read_item
from sopu.core.minutes.shapes import (
    Confidence,
    Doubt,
    FeedItem,
    Head,
    Link,
    MinutesItem,
    NotMinutes,
    OutcomeGuess,
    Part,
    System,
    Votes,
)

__all__ = [
    "Confidence",
    "Doubt",
    "FeedItem",
    "Head",
    "Link",
    "MinutesItem",
    "NotMinutes",
    "OutcomeGuess",
    "Part",
    "System",
    "Votes",
    "fingerprints_in",
    "guess_of",
    "outcome_of",
    "read_feed",
    "read_item",
]
