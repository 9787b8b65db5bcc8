"""Who monitors which goal area, and the due days of rounds for calendars."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from sopu.core.icalendar import Happening
from sopu.negotiations.models import GoalArea, Mandate, Negotiation, Role
from sopu.plans.models import MonitoringRound, Plan


@dataclass(frozen=True, slots=True)
class Monitors:
    """The mandates of monitors in force, and the goal areas that none of them covers."""

    mandates: tuple[Mandate, ...]
    uncovered: tuple[GoalArea, ...]


def monitors_of(negotiation: Negotiation, today: dt.date) -> Monitors:
    """The monitors of the negotiation by name, each with the goal areas that they cover: four questions."""
    held = Mandate.objects.in_force(today).filter(negotiation=negotiation, role=Role.MONITOR)
    mandates = list(
        held.select_related("user", "organisation", "negotiation")
        .prefetch_related("areas_to_monitor", "negotiation__goal_areas")
        .order_by("user__name", "pk")
    )
    covered = [{one.goal_area_id for one in mandate.areas_to_monitor.all()} for mandate in mandates]
    missing = () if not all(covered) else negotiation.goal_areas.exclude(pk__in=set().union(*covered))
    return Monitors(tuple(mandates), tuple(missing))


def due_days_of(plan: Plan) -> list[Happening]:
    """When the answers of each round are due; the day of a round stays in calendars after it was closed."""
    host = urlsplit(settings.ORIGIN).hostname
    return [
        Happening(
            uid=f"monitoring-{one.pk}@{host}",
            day=one.due_on,
            summary=_("Answers due: %s") % one.name,
            changed_at=one.opened_at,
            url=settings.ORIGIN + reverse("monitoring_round", args=[one.pk]),
            categories=(_("Due day"),),
        )
        for one in MonitoringRound.objects.of(plan)
    ]
