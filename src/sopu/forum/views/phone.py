"""What every page of a participant shows around its own matter, and what the phone's script is told."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sopu.core.personal import Personal
from sopu.forum import rules
from sopu.forum.models import Participant, PromptKind
from sopu.forum.queries import hall
from sopu.forum.queries.hall import DiscussionNow

TEXTS: dict[str, str | Promise] = {
    "saved": _("saved"),
    "held": _("saved, waits for a facilitator"),
    "simple_memory": _("This browser has no database, so your sentences are kept in its simpler storage. Use one tab."),
    "full_memory": _("The phone’s storage is full. Leave the page open until your sentences have been saved."),
    "kept_at": _("The page is shown as it was on this phone at %s."),
    "from_before": _("Written here before you joined again, and never sent. Press edit to send it as yours."),
    "no_memory": _("This browser keeps nothing. Leave the page open until your sentences have been saved."),
    "open": _("Open"),
    "open_until": _("Open until %s"),
    "closed": _("Closed"),
    "opened": _("Now open: %s"),
    "discussion_closed": _("This discussion was closed. What you were writing is kept."),
    "event_closed": _("The event was closed. Thank you for taking part."),
}
OUTBOX_TEXTS: dict[str, str | Promise] = {
    "waits": _("waits for the network"),
    "sent": _("sent, being confirmed"),
    "refused": _("not stored"),
    "taking": _("is being taken back"),
    "taken": _("taken back: the hall does not see it"),
    "sure": _("Take back for good"),
    "not_taken": _("The sentence could not be taken back. %s"),
}
WRITE_TEXTS: dict[str, str | Promise] = {
    Personal.IDENTITY_CODE.value: _("This looks like a personal identity code"),
    Personal.PHONE.value: _("This looks like a phone number"),
    Personal.EMAIL.value: _("This looks like an e-mail address"),
    Personal.ADDRESS.value: _("This looks like a home address"),
    "personal": _("Take it out, or send again: then a facilitator checks the sentence before the hall sees it."),
    "empty": _("The sentence is empty. Write it first."),
    "too_long": _("The sentence is longer than 500 characters. Shorten it and send it again."),
}
ANSWER_TEXTS: dict[str, str | Promise] = {
    "again": _("You have answered this"),
    "marked": _("You have marked %s of 5."),
    "too_many": _("You have marked five sentences as important. Unmark one of them first."),
    "position": _("Sentence %1 / %2"),
    "agree": _("agree"),
    "pass": _("passed"),
    "disagree": _("disagree"),
    "same_done": _("Marked as saying the same as: %s"),
    "same_said": _("The mark was kept. Both sentences stay."),
    **{kind.value: kind.label for kind in PromptKind},
}
PAGE_TEXTS = {"write": OUTBOX_TEXTS | WRITE_TEXTS, "answer": ANSWER_TEXTS, "mine": OUTBOX_TEXTS}
KEPT_PAGES = ("write", "answer", "mine", "where")
"""The pages that open without network after the first visit."""
SHORT_ID = 8
"""Digits of a sentence's id that the script is told: enough to know it, and light for a phone."""


def frame(
    participant: Participant,
    page: str,
    discussions: list[DiscussionNow],
    current: DiscussionNow | None,
    now: dt.datetime,
) -> dict[str, Any]:
    """What the frame of a participant's page shows."""
    event = participant.event
    takes_in = event.takes_in(now)
    own = hall.own_sentences(participant)
    marks = hall.marks_of(participant)
    return {
        "event": event,
        "takes_in": takes_in,
        "late_until": event.late_until if takes_in and not event.is_open else None,
        "participant": participant,
        "page": page,
        "discussions": discussions,
        "current": current,
        "own": own,
        "waiting_count": hall.unanswered(participant, now).count(),
        "answer_count": len(marks.answered),
        "important_count": len(marks.important),
        "most_important": rules.MOST_IMPORTANT,
        "longest_text": rules.LONGEST_TEXT,
        "script_file": f"forum/{page}.js",
        "script": _told(participant, page, discussions, current, now)
        | {
            "own": _shortly(one.id for one in own),
            "answered": _shortly(marks.answered),
            "important": [str(one) for one in marks.important],
        },
    }


def _shortly(ids: Iterable[uuid.UUID]) -> str:
    return " ".join(one.hex[:SHORT_ID] for one in ids)


def _told(
    participant: Participant,
    page: str,
    discussions: list[DiscussionNow],
    current: DiscussionNow | None,
    now: dt.datetime,
) -> dict[str, Any]:
    code = participant.event.code
    return {
        "now": now.isoformat(),
        "pages": [reverse(name, args=[code]) for name in KEPT_PAGES],
        "key": f"{code}:{participant.pk}",
        "language": get_language(),
        "time_zone": settings.TIME_ZONE,
        "page": page,
        "current": current and current.number,
        "discussions": [
            {
                "number": one.number,
                "name": one.name,
                "open": one.is_open,
                "closes_at": one.closes_at and one.closes_at.isoformat(),
                "spoken": one.has_spoken,
            }
            for one in discussions
        ],
        "event_open": participant.event.takes_in(now),
        "write_url": reverse("write", args=[code]),
        "answered_url": reverse("answered", args=[code, uuid.UUID(int=0)]),
        "same_url": reverse("same", args=[code, uuid.UUID(int=0)]),
        "where_url": reverse("where", args=[code]),
        "receipt_url": reverse("receipt", args=["CODE"]),
        "longest": rules.LONGEST_TEXT,
        "most": rules.MOST_IMPORTANT,
        "texts": TEXTS | PAGE_TEXTS[page],
    }
