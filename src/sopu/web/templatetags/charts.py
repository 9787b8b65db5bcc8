"""Charts of the page kit: drawn on the server as SVG; a table beside each says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

SHAPES = (
    "M0-6.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z",
    "M-6-6h12v12h-12z",
    "M0-8l7.5 14h-15z",
    "M0-8l7.5 8-7.5 8-7.5-8z",
    "M-6.5-6.5l13 13m0-13l-13 13",
)
"""Dot, square, triangle, diamond, cross: what tells groups apart without colour."""

LEFT, WIDTH = 10, 280
"""Where nought stands on a dot plot, and how far from it a hundred."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A group's mark on a dot plot."""

    number: int
    x: float
    shape: str


@register.inclusion_tag("web/chart_dots.html")
def dots(percents: Sequence[int | None], band: int = 70) -> dict[str, Any]:
    """A line from 0 to 100 with a mark for each group, and a band from `band` on; None has no mark.

    The numbers must stand beside it: to a screen reader the drawing is not there.
    """
    marks = [Dot(number, _at(one), SHAPES[number]) for number, one in enumerate(percents) if one is not None]
    places = [mark.x for mark in marks]
    return {
        "marks": marks,
        "least": min(places, default=LEFT),
        "most": max(places, default=LEFT),
        "band": _at(band),
        "band_width": _at(100) - _at(band),
    }


def _at(percent: float) -> float:
    return round(LEFT + WIDTH * percent / 100, 1)


@register.simple_tag
def group_mark(number: int) -> SafeString:
    """The mark of a group, for a key; the word always stands beside it."""
    return format_html(
        '<svg class="ic" viewBox="-10 -10 20 20" aria-hidden="true"><path class="g{}" d="{}"/></svg>',
        number,
        SHAPES[number],
    )
