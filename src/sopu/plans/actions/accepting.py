"""The goal area's monitor accepts a report, or returns it with words; nobody judges what they reported themselves."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.plans import signals
from sopu.plans.actions.monitoring import demand_open
from sopu.plans.models import Acceptance, MonitoringRound, StatusReport
from sopu.plans.rules import Verdict


@transaction.atomic
def accept_report(*, report: StatusReport, by: User | None, now: dt.datetime, words: str = "") -> Acceptance:
    """The report is enough as it is; it may be accepted after its round has been closed."""
    accepted = _judge(report, Verdict.ACCEPTED, words.strip(), by, now)
    signals.measures_told.send(sender=StatusReport, plan=report.round.plan)
    return accepted


@transaction.atomic
def return_report(*, report: StatusReport, words: str, by: User | None, now: dt.datetime) -> Acceptance:
    """The responsible party is asked to complete the report; `words` say how. A closed round returns nothing."""
    if not words.strip():
        raise Refused("no_words", _("Write what is missing, so that the party can complete its report."))
    demand_open(round=report.round)
    return _judge(report, Verdict.RETURNED, words.strip(), by, now)


def _judge(report: StatusReport, verdict: Verdict, words: str, by: User | None, now: dt.datetime) -> Acceptance:
    MonitoringRound.objects.select_for_update().get(pk=report.round_id)
    if by is not None and report.reported_by_id == by.pk:
        raise Refused("own_report", _("You gave this report yourself: another monitor accepts it."))
    if not StatusReport.objects.standing().filter(pk=report.pk).exists():
        raise Refused("overtaken", _("The party has reported anew meanwhile: look at the later report."))
    last = report.acceptances.last()
    if last and (last.verdict, last.words) == (verdict, words):
        return last
    return Acceptance.objects.create(report=report, verdict=verdict, words=words, said_by=by, said_at=now)
