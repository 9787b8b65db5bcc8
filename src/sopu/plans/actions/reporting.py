"""The responsible party says how a measure goes; what it said before stays."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.plans.actions.monitoring import demand_open
from sopu.plans.models import Measure, MonitoringRound, StatusReport
from sopu.plans.rules import Activity, Light
from sopu.plans.rules.rounds import says_why


class Overtaken(Refused):
    """Somebody else has reported of the measure since: `standing` is what they said."""

    def __init__(self, standing: StatusReport | None) -> None:
        super().__init__(
            "overtaken",
            _("Somebody else has reported of this measure meanwhile. Yours was not stored: compare, and send it anew."),
        )
        self.standing = standing


@transaction.atomic
def report_status(
    *,
    round: MonitoringRound,
    measure: Measure,
    activity: str,
    light: str,
    text: str,
    evidence: str = "",
    next_step: str = "",
    by: User | None,
    now: dt.datetime,
    based_on: int,
    act_id: uuid.UUID | None = None,
) -> StatusReport:
    """How a measure goes, in words and by a light. `based_on` is the number of the report that was seen, 0 for none.

    If another has been given since, nothing is stored and `Overtaken` says what stands. The same act stores nothing
    twice; a round that is closed takes nothing in.
    """
    MonitoringRound.objects.select_for_update().get(pk=round.pk)
    told = {"activity": Activity(activity), "light": Light(light), "text": _tidy(text)}
    told |= {"evidence": _tidy(evidence), "next_step": _tidy(next_step)}
    if act_id and (done := StatusReport.objects.filter(act_id=act_id).first()):
        if done.measure_id == measure.pk and all(getattr(done, name) == value for name, value in told.items()):
            return done
        # Other words under an id that is taken: somebody went back to a form that they had sent.
        act_id = None
    current = demand_open(round=round)
    _refuse(current, measure, Activity(activity), told["text"])
    _demand_seen(current, measure, based_on)
    return StatusReport.objects.create(
        act_id=act_id or uuid.uuid4(),
        round=current,
        measure=measure,
        number=based_on + 1,
        reported_by=by,
        reported_at=now,
        **told,
    )


def _demand_seen(round: MonitoringRound, measure: Measure, based_on: int) -> None:
    standing = StatusReport.objects.standing().filter(round=round, measure=measure).first()
    if (standing.number if standing else 0) != based_on:
        raise Overtaken(standing)


def _refuse(round: MonitoringRound, measure: Measure, activity: Activity, words: str) -> None:
    if not Measure.objects.of(round.plan).filter(pk=measure.pk).exists():
        raise Refused("another_plan", _("The round does not ask of this measure. Nothing was stored."))
    if not words:
        raise Refused("no_words", _("Write how the measure goes: a light alone says too little."))
    if not says_why(activity, words):
        raise Refused("no_reason", _("Write why the measure was stopped."))


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
