"""The river: the navigation of every page of a negotiation is its line of stations."""

from typing import Any

from django import template
from django.urls import reverse

from sopu.negotiations import queries
from sopu.negotiations.models import Negotiation, Station

register = template.Library()

DOORS = {
    Station.DUTY: "duty",
    Station.FORUM: "events",
    Station.SYNTHESIS: "synthesis",
    Station.AGREEMENT: "documents",
    Station.APPROVAL: "decisions",
    Station.PLAN: "plans",
    Station.MONITORING: "monitoring",
}
"""Every station has a page."""


SHOWN_WHERE_NARROW = 3
"""Stations that a narrow screen has room for: where one is, and the neighbours."""


@register.simple_tag
def door(negotiation: Negotiation, station: Station) -> str:
    """The address of a station's page."""
    return reverse(DOORS[station], args=[negotiation.slug])


@register.inclusion_tag("web/river.html")
def river(negotiation: Negotiation, here: str = "") -> dict[str, Any]:
    """The line of stations, with a mark where the reader is."""
    states = queries.river(negotiation)
    places = [state.station for state in states]
    first_open = next((number for number, state in enumerate(states) if state.progress != "done"), len(states) - 1)
    at = places.index(Station(here)) if here else first_open
    near = min(max(at - 1, 0), len(states) - SHOWN_WHERE_NARROW)
    return {
        "stations": [
            {
                "name": state.station.label,
                "progress": state.progress,
                "url": door(negotiation, state.station),
                "is_here": state.station == here,
                "is_near": near <= number < near + SHOWN_WHERE_NARROW,
            }
            for number, state in enumerate(states)
        ]
    }
