"""Values of an indicator are kept: a value that was not known, and one that its source has changed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.core.series import PERIOD, Value
from sopu.plans.models import Indicator, Observation, Retrieval
from sopu.plans.queries.areas import organisations_by_key
from sopu.plans.rules import Sex

BATCH = 500
SEXES = frozenset(map(str, Sex))
SMALLEST = Decimal("0.000001")
"""Values are kept to six decimals; what differs less than that is the same."""
LARGEST = Decimal(10) ** 12

Cell = tuple[int | None, str, str]
Content = tuple[Decimal | None, Decimal | None, bool]


@dataclass(frozen=True, slots=True)
class Kept:
    """How many values were new, revised, and the same as before."""

    new: int
    revised: int
    same: int


@transaction.atomic
def keep_values(
    *, indicator: Indicator, values: Iterable[Value], retrieval: Retrieval | None, now: dt.datetime
) -> Kept:
    """What is new or has changed is kept under a new number; what is the same, or of an unknown area, stores nothing.

    Three queries, and one for each `BATCH` rows that are new (a database may take fewer at a time). Refused when a
    value can't be kept, with nothing stored: an odd period or sex, a number too large, an area and period told twice.
    """
    told = list(values)
    places = organisations_by_key({one.area for one in told})
    contents = _contents(told, places)
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    standing = _standing(indicator)
    changed = [cell for cell, content in contents.items() if cell not in standing or standing[cell][1] != content]
    Observation.objects.bulk_create(
        [
            Observation(
                indicator=indicator,
                area_id=cell[0],
                period=cell[1],
                sex=cell[2],
                number=standing[cell][0] + 1 if cell in standing else 1,
                value=contents[cell][0],
                count=contents[cell][1],
                is_unpublished=contents[cell][2],
                retrieval=retrieval,
                kept_at=now,
            )
            for cell in changed
        ],
        batch_size=BATCH,
    )
    revised = sum(cell in standing for cell in changed)
    kept = Kept(len(changed) - revised, revised, len(contents) - len(changed))
    if retrieval is not None:
        retrieval.new_count, retrieval.revised_count = kept.new, kept.revised
        retrieval.save(update_fields=["new_count", "revised_count"])
    return kept


def _standing(indicator: Indicator) -> dict[Cell, tuple[int, Content]]:
    """The latest number of each area, period and sex, and what it says."""
    fields = ("area_id", "period", "sex", "number", "value", "count", "is_unpublished")
    rows = Observation.objects.filter(indicator=indicator).order_by("number").values_list(*fields)
    return {
        (area, period, sex): (number, (_kept_number(value), _kept_number(count), is_unpublished))
        for area, period, sex, number, value, count, is_unpublished in rows
    }


def _contents(values: Iterable[Value], places: dict[str, int | None]) -> dict[Cell, Content]:
    contents: dict[Cell, Content] = {}
    for one in values:
        if not PERIOD.match(one.period):
            raise Refused(
                "odd_period", _("“%s” is not a period such as 2024 or 2024Q1. Nothing was stored.") % one.period
            )
        if one.sex not in SEXES:
            raise Refused("odd_sex", _("“%s” is not a sex that is known. Nothing was stored.") % one.sex)
        if one.area not in places:
            continue
        cell = (places[one.area], one.period, str(one.sex))
        if cell in contents:
            about = {"area": one.area, "period": one.period}
            raise Refused("twice", _("%(area)s has two values for %(period)s. Nothing was stored.") % about)
        contents[cell] = _content(one)
    return contents


def _content(one: Value) -> Content:
    """What is kept of a value: one without a number is not published, and has no count either."""
    if one.is_unpublished or one.value is None:
        return None, None, True
    return _kept_number(one.value), _kept_number(one.count), False


def _kept_number(number: Decimal | None) -> Decimal | None:
    """The number as it is kept."""
    if number is None:
        return None
    try:
        kept = number.quantize(SMALLEST)
    except InvalidOperation:
        kept = LARGEST
    if not kept.is_finite() or abs(kept) >= LARGEST:
        raise Refused("too_large", _("The number %s is larger than can be kept. Nothing was stored.") % number)
    return kept
