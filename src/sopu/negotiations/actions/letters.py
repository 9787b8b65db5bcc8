"""Letters are written, and handed to the mail server."""

import datetime as dt
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from sopu.accounts.models import User
from sopu.negotiations.models import Letter, Negotiation


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the letters that were waiting."""

    sent_count: int
    failed_count: int
    waiting_count: int


@transaction.atomic
def write_letter(
    *,
    negotiation: Negotiation,
    subject: str,
    body: str,
    now: dt.datetime,
    to: User | None = None,
    email: str = "",
    name: str = "",
) -> Letter:
    """A letter to somebody who has an account, or to an address; it waits in the outbox until it is sent."""
    return Letter.objects.create(
        negotiation=negotiation, to=to, email=email, name=name, subject=subject, body=body, written_at=now
    )


def send_letters(*, negotiation: Negotiation) -> Sent:
    """The waiting letters are handed to the mail server, one by one; without a server they stay in the outbox.

    Each letter is marked as soon as it is taken, so that one that fails holds up no other and none goes twice.
    """
    waiting = list(Letter.objects.waiting().filter(negotiation=negotiation).select_related("to"))
    if not settings.EMAIL_HOST:
        return Sent(0, 0, len(waiting))
    taken = [_send(letter=letter) for letter in waiting]
    return Sent(sum(taken), len(taken) - sum(taken), 0)


def _send(*, letter: Letter) -> bool:
    with transaction.atomic():
        current = Letter.objects.select_for_update().get(pk=letter.pk)
        if current.sent_at is not None:
            return True
        # A mail server that has seen the letter already knows it by its id.
        host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
        headers = {"Message-ID": f"<letter-{current.pk}@{host}>", "Auto-Submitted": "auto-generated"}
        try:
            EmailMessage(current.subject, current.body, to=[letter.reader_email], headers=headers).send()
        except (SMTPException, OSError) as failure:
            current.failure = type(failure).__name__
            current.save(update_fields=["failure"])
            return False
        current.sent_at, current.failure = timezone.now(), ""
        current.save(update_fields=["sent_at", "failure"])
        return True
