"""Indicators are chosen, changed, given a target, and left out."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.core.series import PERIOD
from sopu.negotiations.models import Negotiation
from sopu.plans.models import Indicator
from sopu.plans.rules import Source
from sopu.web.languages import LANGUAGES

WRITTEN = (
    *(f"{field}_{language}" for field in ("name", "unit", "description") for language in LANGUAGES),
    *("decimals", "direction", "attribution", "url", "limits", "is_on_cards"),
)
"""What a person may write of an indicator; what it is fetched by is said once, when it is added."""
ASKED = ("source", "source_key", "selection", "source_updated_on")


def add_indicator(*, negotiation: Negotiation, by: User | None, now: dt.datetime, **told: Any) -> Indicator:
    """An indicator is added as the negotiation's last, without values.

    `told` has the fields of `WRITTEN` and `ASKED`.
    """
    return _stored(negotiation, by, now, told)


@transaction.atomic
def _stored(negotiation: Negotiation, by: User | None, now: dt.datetime, told: dict[str, Any]) -> Indicator:
    _demand_known(told, WRITTEN + ASKED)
    Negotiation.objects.select_for_update().get(pk=negotiation.pk)
    indicator = Indicator(negotiation=negotiation, made_by=by, made_at=now, **{"source": Source.FILE, **told})
    _demand_name(indicator)
    standing = Indicator.objects.of(negotiation).filter(source=indicator.source, source_key=indicator.source_key)
    is_fetched = indicator.source != Source.FILE
    if is_fetched and any(one.selection == indicator.selection for one in standing):
        raise Refused("known", _("This indicator has been added already. Nothing was stored."))
    last = Indicator.objects.filter(negotiation=negotiation).aggregate(last=Max("number"))["last"] or 0
    indicator.number = last + 1
    indicator.save()
    return indicator


@transaction.atomic
def change_indicator(*, indicator: Indicator, by: User | None, now: dt.datetime, **told: Any) -> Indicator:
    """What people read of the indicator is changed; its source and its values stay."""
    _demand_known(told, WRITTEN)
    kept = _standing(indicator)
    for name, value in told.items():
        setattr(kept, name, value)
    _demand_name(kept)
    kept.save(update_fields=list(told))
    return kept


@transaction.atomic
def set_target(
    *,
    indicator: Indicator,
    by: User | None,
    now: dt.datetime,
    target: Decimal | None,
    target_period: str = "",
    baseline: Decimal | None = None,
    baseline_period: str = "",
) -> Indicator:
    """The county's target and where it began, each with its period; without a number there is none."""
    kept = _standing(indicator)
    kept.target, kept.target_period = target, _period_of(target, target_period)
    kept.baseline, kept.baseline_period = baseline, _period_of(baseline, baseline_period)
    if kept.target_period and kept.baseline_period and kept.target_period <= kept.baseline_period:
        raise Refused("before", _("The target's period comes after the baseline's. Nothing was changed."))
    kept.save(update_fields=["target", "target_period", "baseline", "baseline_period"])
    return kept


@transaction.atomic
def leave_out_indicator(*, indicator: Indicator, by: User | None, now: dt.datetime) -> Indicator:
    """The indicator is left out, with its values kept; refused while measures are linked to it."""
    kept = _standing(indicator)
    measures = kept.measures.filter(left_out_at__isnull=True, goal__left_out_at__isnull=True).count()
    if measures:
        sentence = ngettext(
            "%(n)s measure is linked to this indicator. Take the link away first.",
            "%(n)s measures are linked to this indicator. Take the links away first.",
            measures,
        )
        raise Refused("linked", sentence % {"n": measures})
    kept.left_out_at = now
    kept.save(update_fields=["left_out_at"])
    return kept


def _standing(indicator: Indicator) -> Indicator:
    """The indicator as it is now, held until the change is done."""
    kept = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if kept.left_out_at:
        raise Refused("left_out", _("This indicator has been left out. Nothing was changed."))
    return kept


def _demand_known(told: dict[str, Any], names: tuple[str, ...]) -> None:
    if odd := told.keys() - set(names):
        raise TypeError(f"An indicator has no {', '.join(sorted(odd))} to be told.")


def _demand_name(indicator: Indicator) -> None:
    if not any(indicator.name_in(language).strip() for language in LANGUAGES):
        raise Refused("no_name", _("An indicator needs a name. Nothing was stored."))


def _period_of(number: Decimal | None, period: str) -> str:
    """The period of a number that is set; none where no number is."""
    if number is None:
        return ""
    if not PERIOD.match(period):
        raise Refused("odd_period", _("“%s” is not a period such as 2024 or 2024Q1. Nothing was stored.") % period)
    return period
