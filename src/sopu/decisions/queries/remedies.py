"""How decisions are appealed, by which sections, and when one is final, in words."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sopu.core.calendar import Holiday
from sopu.decisions.rules import LAWS, ROLLED, Finality, Ground, Lacking, Level, Outcome, Route, StepKind, finality_of

ROUTES: dict[Route, str | Promise] = {
    Route.MUNICIPAL_APPEAL: gettext_lazy("municipal appeal to the administrative court"),
    Route.COUNTY_APPEAL: gettext_lazy("county appeal to the administrative court"),
    Route.RECTIFICATION: gettext_lazy("request for rectification to the board"),
    Route.NONE: gettext_lazy("no appeal"),
}
PERIODS: dict[Route, str | Promise] = {
    Route.MUNICIPAL_APPEAL: gettext_lazy("A municipal appeal can be made within %(period)s days of notice."),
    Route.COUNTY_APPEAL: gettext_lazy("A county appeal can be made within %(period)s days of notice."),
    Route.RECTIFICATION: gettext_lazy("Rectification can be requested within %(period)s days of notice."),
}
HOLIDAYS: dict[Holiday, str | Promise] = {
    Holiday.NEW_YEARS_DAY: gettext_lazy("New Year’s Day"),
    Holiday.EPIPHANY: gettext_lazy("Epiphany"),
    Holiday.GOOD_FRIDAY: gettext_lazy("Good Friday"),
    Holiday.EASTER_SUNDAY: gettext_lazy("Easter Sunday"),
    Holiday.EASTER_MONDAY: gettext_lazy("Easter Monday"),
    Holiday.MAY_DAY: gettext_lazy("May Day"),
    Holiday.ASCENSION_DAY: gettext_lazy("Ascension Day"),
    Holiday.WHIT_SUNDAY: gettext_lazy("Whit Sunday"),
    Holiday.MIDSUMMER_EVE: gettext_lazy("Midsummer Eve"),
    Holiday.MIDSUMMER_DAY: gettext_lazy("Midsummer Day"),
    Holiday.ALL_SAINTS_DAY: gettext_lazy("All Saints’ Day"),
    Holiday.INDEPENDENCE_DAY: gettext_lazy("Independence Day"),
    Holiday.CHRISTMAS_EVE: gettext_lazy("Christmas Eve"),
    Holiday.CHRISTMAS_DAY: gettext_lazy("Christmas Day"),
    Holiday.BOXING_DAY: gettext_lazy("Boxing Day"),
    Holiday.SATURDAY: gettext_lazy("a Saturday"),
    Holiday.SUNDAY: gettext_lazy("a Sunday"),
}
DECIDERS: dict[tuple[Level, str], str | Promise] = {
    (Level.COUNCIL, "municipality"): gettext_lazy("the council of a municipality or regional council"),
    (Level.COUNCIL, "county"): gettext_lazy("the council of a wellbeing services county"),
    (Level.BOARD, "municipality"): gettext_lazy("the board of a municipality or regional council"),
    (Level.BOARD, "county"): gettext_lazy("the board of a wellbeing services county"),
}
"""Who decides. A regional council is a joint municipal authority: what holds for municipalities holds for it."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """How a decision of one kind of body is appealed, in how many days, and by which sections; nought is never."""

    decider: str
    route: str
    days: int
    grounds: tuple[str, ...]


def remedies() -> tuple[Remedy, ...]:
    """What decisions can be appealed by, and last that preparing and noting cannot, as the law has it."""
    decided = (
        _remedy(str(words), finality_of(Outcome.APPROVED, level, kind, None))
        for (level, kind), words in DECIDERS.items()
    )
    banned = [finality_of(Outcome.NOTED, Level.BOARD, kind, None) for kind in ("municipality", "county")]
    words = _("any body, when it proposes, defers, returns or notes for information")
    grounds = tuple(ground for one in banned for ground in one.grounds)
    return *decided, Remedy(words, str(ROUTES[Route.NONE]), 0, cited(grounds))


def _remedy(decider: str, finality: Finality) -> Remedy:
    return Remedy(decider, str(ROUTES[finality.route]), finality.period, cited((*finality.grounds, ROLLED)))


def cited(grounds: tuple[Ground, ...]) -> tuple[str, ...]:
    """The sections of each act in one citation, by the name of the act in the reader's language."""
    told = []
    for statute, group in groupby(grounds, key=lambda ground: ground.statute):
        law = LAWS[statute]
        name = {"fi": law.name_fi, "sv": law.name_sv}.get(get_language() or "", law.name_en)
        told.append(f"{name} ({statute}) {', '.join(ground.section for ground in group)}\u00a0§")
    return tuple(told)


def explained(finality: Finality | None, *, is_appealed: bool = False) -> str:
    """Until when a decision can be appealed, from which day it is final and why, in sentences that stand by themselves.

    `is_appealed` says that an appeal is being handled, so that no day of finality is known. What was annulled has no
    finality.
    """
    if finality is None:
        return _("An appeal was upheld and the decision was annulled.")
    if Lacking.LAW in finality.lacking:
        return _("These acts do not say how a decision of this organisation is appealed.")
    if not finality.is_appealable:
        return _("This decision cannot be appealed, since it only prepares or takes note.")
    told = [str(PERIODS[finality.route]) % {"period": finality.period}]
    if Lacking.PUBLICATION in finality.lacking:
        told.append(_("The time begins when the minutes have been published."))
    else:
        told += _days_told(finality)
    if is_appealed:
        told.append(_("An appeal is being handled, so the decision is not final yet."))
    elif finality.final_on:
        told.append(_("Without an appeal the decision is final from %(day)s.") % {"day": _day(finality.final_on)})
    return " ".join(told)


def _days_told(finality: Finality) -> list[str]:
    days = {step.kind: step for step in finality.steps}
    published, deemed, last = (days[kind] for kind in (StepKind.PUBLISHED, StepKind.DEEMED, StepKind.LAST_DAY))
    facts = {"published": _day(published.day), "deemed": _day(deemed.day), "last": _day(last.day)}
    words = _(
        "The minutes were published on %(published)s, so notice is deemed to be had on %(deemed)s, and the last day is"
        " %(last)s."
    )
    if last.moved_from is None or last.moved_because is None:
        return [words % facts]
    moved = {"ended": _day(last.moved_from), "holiday": HOLIDAYS[last.moved_because]}
    return [words % facts, _("The time would have ended on %(ended)s, but that is %(holiday)s.") % moved]


def _day(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
