"""The outbox as the process owner sees it; who subscribes to a measure is no business of theirs."""

import datetime as dt
from dataclasses import dataclass

from sopu.negotiations.models import Letter, Negotiation


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter: to whom, what it says (nothing, where that is its reader's own), and how far it has come."""

    name: str
    address: str
    subject: str
    body: str
    sent_at: dt.datetime | None
    failure: str


def outbox_of(negotiation: Negotiation, *, is_posting: bool) -> tuple[Posted, ...]:
    """The newest first, in one question; without a mail server each is shown whole, since somebody must copy it."""
    rows = Letter.objects.filter(negotiation=negotiation).select_related("to", "invitation")
    return tuple(_posted(one, is_hidden=is_posting and one.is_to_a_stranger) for one in rows)


def _posted(letter: Letter, *, is_hidden: bool) -> Posted:
    address, body = (_masked(letter.email), "") if is_hidden else (letter.reader_email, letter.body)
    return Posted(letter.reader_name, address, letter.subject, body, letter.sent_at, letter.failure)


def _masked(email: str) -> str:
    """The first character and the domain: enough to tell a server that takes nothing from one that does."""
    return f"{email[:1]}…@{email.rpartition('@')[2]}"
