"""The latest values of indicators in the county."""

from collections.abc import Iterable

from sopu.negotiations.models import Negotiation
from sopu.plans.models import Indicator, Observation


def latest_of(negotiation: Negotiation, indicators: Iterable[Indicator]) -> dict[int, Observation]:
    """The standing observation of the latest period in the negotiation's county, of all people: one question.

    One that the source doesn't publish counts: then it is told that there is none to be seen.
    """
    found = Observation.objects.standing().of_all_people()
    found = found.filter(indicator__in=[one.pk for one in indicators], area=negotiation.county_id)
    return {one.indicator_id: one for one in found.order_by("period")}
