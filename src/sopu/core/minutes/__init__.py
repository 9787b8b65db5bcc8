"""Minutes that a public body has published, read from its page or its feed.

`read_item(content: bytes, url: str = "") -> MinutesItem` · `read_feed(content: bytes, url: str = "") -> tuple[FeedItem, …]` ·
`outcome_of(decision_text: str, handling_text: str = "") -> OutcomeGuess` · `fingerprints_in(text: str) -> tuple[str, …]`
"""

from sopu.core.minutes.shapes import Confidence, FeedItem, Link, MinutesItem, NotMinutes, OutcomeGuess, System, Votes

__all__ = ["Confidence", "FeedItem", "Link", "MinutesItem", "NotMinutes", "OutcomeGuess", "System", "Votes"]
