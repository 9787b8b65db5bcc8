"""Coordinators are written to about a round: when it is opened, and once a day at most when answers are missing."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.core.refusals import Refused
from sopu.negotiations.actions.letters import Sent, send_letters, write_letter
from sopu.negotiations.models import Letter, Negotiation
from sopu.negotiations.queries.reminders import LONGEST_SUBJECT, Recipient
from sopu.organisations.rules import main_language
from sopu.plans.models import MonitoringRound
from sopu.plans.queries.coverage import PartyCoverage
from sopu.plans.queries.round_letters import asked_of, reminders_of, subject_of


@transaction.atomic
def announce(*, round: MonitoringRound, now: dt.datetime) -> list[Letter]:
    """Every coordinator of a party that the round asks gets a letter with the way to its measures."""
    return [_write(round, one, now, is_reminder=False) for one in asked_of(round, now).recipients]


@transaction.atomic
def remind(*, round: MonitoringRound, now: dt.datetime) -> list[Letter]:
    """Each coordinator whose party owes an answer, the due day being near or past, gets one letter of all of it.

    Nobody gets two on a day. The negotiation is locked meanwhile, so that two presses at once don't write twice.
    """
    Negotiation.objects.select_for_update().get(pk=round.plan.negotiation.pk)
    reminders = reminders_of(round, now)
    if not reminders.waiting:
        raise Refused("nobody_to_remind", _("Nobody is to be reminded now. No letter was written."))
    return [_write(round, one, now, is_reminder=True) for one in reminders.waiting]


def _write(
    round: MonitoringRound, recipient: Recipient[PartyCoverage], now: dt.datetime, *, is_reminder: bool
) -> Letter:
    """In the language in which the first of the coordinator's organisations works."""
    negotiation = round.plan.negotiation
    language = main_language(recipient.matters[0].party.organisation.language_status)
    with override(language):
        lines = [
            {
                "party": one.party.organisation.name_in(language),
                "asked": one.count.asked,
                "missing": one.count.missing + one.count.overdue,
                "returned": one.count.returned,
                "link": settings.ORIGIN + reverse("our_measures", args=[round.pk, one.party.number]),
            }
            for one in recipient.matters
        ]
        facts = {"to": recipient.user, "round": round, "name": round.name_in(language), "lines": lines}
        facts |= {"negotiation": negotiation, "is_reminder": is_reminder}
        opened = _("A monitoring round is open: %(name)s") % facts
        subject = subject_of(negotiation, language) if is_reminder else opened
        body = render_to_string("plans/monitoring_letter.txt", facts)
    return write_letter(
        negotiation=negotiation, to=recipient.user, subject=subject[:LONGEST_SUBJECT], body=body, now=now
    )


def post(*, negotiation: Negotiation) -> Sent:
    """The waiting letters are handed to the mail server."""
    return send_letters(negotiation=negotiation)
