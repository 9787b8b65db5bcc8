"""How an indicator's standing is said: which way it goes, and why its values could not be fetched."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sopu.plans.rules import Direction
from sopu.plans.rules.trends import Trend, is_good

_TRENDS: Mapping[tuple[Trend, bool | None], str | Promise] = {
    (Trend.RISES, True): pgettext_lazy("trend", "rises, for the better"),
    (Trend.RISES, False): pgettext_lazy("trend", "rises, for the worse"),
    (Trend.RISES, None): pgettext_lazy("trend", "rises"),
    (Trend.FALLS, True): pgettext_lazy("trend", "falls, for the better"),
    (Trend.FALLS, False): pgettext_lazy("trend", "falls, for the worse"),
    (Trend.FALLS, None): pgettext_lazy("trend", "falls"),
    (Trend.STAYS, None): pgettext_lazy("trend", "stays as it is"),
    (Trend.UNKNOWN, None): pgettext_lazy("trend", "too few values for a trend"),
}

_FAILURES: Mapping[str, str | Promise] = {
    "unreachable": _("The source could not be reached over the network."),
    "timeout": _("The source did not answer in time."),
    "missing": _("The source has no such indicator or table any more."),
    "cut": _("The answer of the source broke off."),
    "changed": _("The source answered in a form that is not known."),
    "too_large": _("The answer of the source was too large."),
    "busy": _("The source asked to be asked later."),
    "broken": _("The source had a fault of its own."),
    "not_json": _("The source answered with something else than data."),
    "nothing": _("The source has no values of these areas."),
    "elsewhere": _("The address is not one of Sotkanet or of Statistics Finland’s tables."),
    "choose": _("It has not been chosen what is asked of the table."),
}


def trend_words(trend: Trend, direction: Direction) -> str:
    """Which way it has moved, and whether that is the good way."""
    return str(_TRENDS[trend, is_good(trend, direction)])


def failure_words(code: str) -> str:
    """Why values could not be fetched."""
    return str(_FAILURES.get(code) or _("The source refused, or answered with an error."))
