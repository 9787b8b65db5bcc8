"""A measure is linked to the indicators that it should move, each with its reasoning."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.plans.models import Indicator, Measure, MeasureIndicator


@transaction.atomic
def link_indicator(
    *, measure: Measure, indicator: Indicator, reasoning: str, by: User | None, now: dt.datetime
) -> MeasureIndicator:
    """A measure should move an indicator, and why; said again, the reasoning is the newer one."""
    if indicator.negotiation_id != measure.goal.plan.document.negotiation_id:
        raise Refused("another_negotiation", _("This indicator is of another negotiation. Nothing was stored."))
    if indicator.left_out_at is not None:
        raise Refused("left_out", _("This indicator is not followed any more. Nothing was stored."))
    link, _is_new = MeasureIndicator.objects.update_or_create(
        measure=measure,
        indicator=indicator,
        defaults={"reasoning": reasoning.strip(), "linked_by": by, "linked_at": now},
    )
    return link


@transaction.atomic
def unlink_indicator(*, measure: Measure, indicator: Indicator) -> None:
    """A measure is no longer said to move the indicator."""
    measure.indicator_links.filter(indicator=indicator).delete()
