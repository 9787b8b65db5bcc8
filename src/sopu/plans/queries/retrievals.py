"""Values that are being fetched."""

import datetime as dt
from dataclasses import dataclass

from sopu.negotiations.models import Negotiation
from sopu.plans.models import Retrieval


@dataclass(frozen=True, slots=True)
class UnderWay:
    """How far a fetching of a negotiation's indicators is: those that were asked for together with what still waits."""

    done_count: int
    total_count: int

    @property
    def is_over(self) -> bool:
        """Whether nothing waits."""
        return self.done_count == self.total_count


def under_way(negotiation: Negotiation, since: dt.datetime) -> UnderWay:
    """What was asked for since then, from the first that still waits on: one question."""
    rows = Retrieval.objects.filter(indicator__negotiation=negotiation, begun_at__gt=since).order_by("begun_at")
    told = list(rows.values_list("begun_at", "ended_at"))
    first = next((begun for begun, ended in told if ended is None), None)
    if first is None:
        return UnderWay(0, 0)
    together = [ended for begun, ended in told if begun >= first]
    return UnderWay(sum(ended is not None for ended in together), len(together))
