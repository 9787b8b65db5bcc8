"""What a body has to handle of a report: each matter with why, and what is proposed. It follows from the content."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sopu.plans.queries.report_values import IndicatorTold, MeasureTold, ReportTold
from sopu.plans.rules import Light
from sopu.plans.rules.tracks import Track


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to handle: what it is about, why it comes up, and what is proposed that is done."""

    kind: str
    what: str
    why: str
    proposal: str


def matters_of(told: ReportTold) -> tuple[Matter, ...]:
    """Measures that are late or do not go as planned, indicators off their way, missing reports, and open to-dos."""
    return (
        *(_of_measure(one) for one in told.measures if one.needs_handling),
        *(_of_indicator(one) for one in told.tracked(Track.OFF_TRACK)),
        *_of_reports(told),
        *_of_to_dos(told),
    )


def note_of(told: ReportTold) -> str:
    """The proposed decision on the report as a whole."""
    return _("The monitoring report %(number)s of “%(plan)s” is noted for information.") % {
        "number": told.head.number,
        "plan": told.head.plan,
    }


def _of_measure(one: MeasureTold) -> Matter:
    why = [one.late, one.light_word if one.light == Light.RED else "", one.responsible]
    proposal = one.next_step or _("The responsible party is asked to say by when and how the measure goes on.")
    return Matter("measure", one.title, " · ".join(word for word in why if word), proposal)


def _of_indicator(one: IndicatorTold) -> Matter:
    why = _("%(value)s, target %(target)s") % {"value": one.told_value, "target": one.told_target}
    linked = ", ".join(one.measures)
    proposal = _("It is looked at whether measures %(measures)s are enough.") % {"measures": linked}
    return Matter("indicator", one.name, why, proposal)


def _of_reports(told: ReportTold) -> Iterator[Matter]:
    if told.unanswered and told.round:
        count = told.missing_count
        words = ngettext("%(n)s measure has not been reported", "%(n)s measures have not been reported", count)
        why = ", ".join(one.party for one in told.unanswered)
        yield Matter("report", words % {"n": count}, why, _("The parties are asked to report what is missing."))


def _of_to_dos(told: ReportTold) -> Iterator[Matter]:
    late = [one for one in told.open_to_dos if one.is_late]
    for one in late:
        why = " · ".join(word for word in (one.party, one.measure) if word)
        yield Matter("to_do", one.text, why, _("The party says when this will be done."))
