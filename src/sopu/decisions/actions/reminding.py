"""Coordinators of parties that have not decided are reminded by a letter, once a day at most."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.core.refusals import Refused
from sopu.decisions.queries.reminders import reminders_of, subject_of
from sopu.decisions.queries.standing import CaseStanding
from sopu.negotiations.actions.letters import Sent, send_letters, write_letter
from sopu.negotiations.models import Letter, Negotiation
from sopu.negotiations.queries.reminders import Recipient
from sopu.organisations.rules import main_language
from sopu.texts.models import Document


@transaction.atomic
def remind(*, negotiation: Negotiation, documents: Iterable[Document], now: dt.datetime) -> list[Letter]:
    """Each coordinator whose party's decision is near its due day or past it gets one letter of all such cases.

    Nobody gets two on a day. The negotiation is locked meanwhile, so that two presses at once don't write twice.
    """
    Negotiation.objects.select_for_update().get(pk=negotiation.pk)
    reminders = reminders_of(negotiation, documents, now)
    if not reminders.waiting:
        raise Refused("nobody_to_remind", _("Nobody is to be reminded now. No letter was written."))
    return [_write(negotiation, recipient, now) for recipient in reminders.waiting]


def _write(negotiation: Negotiation, recipient: Recipient[CaseStanding], now: dt.datetime) -> Letter:
    """In the language in which the first of the coordinator's organisations works."""
    language = main_language(recipient.matters[0].case.party.organisation.language_status)
    with override(language):
        lines = [
            {
                "party": one.case.party.organisation.name_in(language),
                "document": one.case.document.name_in(language),
                "due_on": one.case.due_on,
                "next_on": one.next.meeting_on if one.next else None,
                "is_late": one.is_late,
                "link": settings.ORIGIN + reverse("case", args=[one.case.pk]),
            }
            for one in recipient.matters
        ]
        facts = {"to": recipient.user, "negotiation": negotiation, "lines": lines}
        body = render_to_string("decisions/reminder.txt", facts)
    return write_letter(
        negotiation=negotiation, to=recipient.user, subject=subject_of(negotiation, language), body=body, now=now
    )


def post(*, negotiation: Negotiation) -> Sent:
    """The waiting letters are handed to the mail server."""
    return send_letters(negotiation=negotiation)
