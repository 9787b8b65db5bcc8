"""What an indicator showed in a round: a value is confirmed, or it is written why there is none."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.plans.actions.monitoring import demand_open
from sopu.plans.models import Indicator, IndicatorReading, MonitoringRound, Observation


@transaction.atomic
def read_indicator(
    *,
    round: MonitoringRound,
    indicator: Indicator,
    observation: Observation | None,
    words: str,
    by: User | None,
    now: dt.datetime,
    act_id: uuid.UUID | None = None,
) -> IndicatorReading:
    """The round goes by this observation of the indicator; without one, `words` say why none is to be had.

    A value that its source has revised since it was seen is refused. The same act stores nothing twice.
    """
    MonitoringRound.objects.select_for_update().get(pk=round.pk)
    told = {"round": round, "indicator": indicator, "observation": observation, "words": words.strip()}
    if act_id and (done := IndicatorReading.objects.filter(act_id=act_id).first()):
        if all(getattr(done, name) == value for name, value in told.items()):
            return done
        act_id = None  # somebody went back to a form that they had sent
    current = demand_open(round=round)
    _refuse(current, indicator, observation, words.strip())
    last = current.readings.filter(indicator=indicator).aggregate(last=Max("number"))["last"] or 0
    return IndicatorReading.objects.create(
        act_id=act_id or uuid.uuid4(),
        number=last + 1,
        read_by=by,
        read_at=now,
        **told,
    )


def _refuse(round: MonitoringRound, indicator: Indicator, observation: Observation | None, words: str) -> None:
    if not Indicator.objects.of_plan(round.plan).filter(pk=indicator.pk).exists():
        raise Refused("another_plan", _("No measure of the plan is linked to this indicator. Nothing was stored."))
    if observation is None and not words:
        raise Refused("no_words", _("Write why there is no value."))
    if observation and observation.indicator_id != indicator.pk:
        raise Refused("another_indicator", _("The value is of another indicator. Nothing was stored."))
    if observation and not Observation.objects.standing().filter(pk=observation.pk).exists():
        raise Refused("revised", _("The source has revised the value meanwhile: look at it, and confirm it anew."))
