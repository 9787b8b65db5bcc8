"""What a new round is proposed to be: its name in three languages, its time and its due day."""

from dataclasses import dataclass

from django.utils.translation import gettext, override

from sopu.plans.models import MonitoringRound, Plan
from sopu.plans.rules.rounds import Cadence, RoundDates, next_round
from sopu.web.languages import LANGUAGES

LONGEST_HALF = 184
"""Days of a round that is of half a year at most."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A round that might be next."""

    cadence: Cadence
    dates: RoundDates
    names: dict[str, str]


def proposal_for(plan: Plan, cadence: Cadence | None) -> Proposal | None:
    """The round after the plan's last one, in that cadence, else in that of the last; nothing when its time is over."""
    last = MonitoringRound.objects.of(plan).first()
    chosen = cadence or (_cadence_of(last) if last else Cadence.YEAR)
    dates = next_round(
        chosen,
        plan_starts_on=plan.starts_on,
        plan_ends_on=plan.ends_on,
        last_ends_on=last.ends_on if last else None,
    )
    return Proposal(chosen, dates, {one: _name(chosen, dates, one) for one in LANGUAGES}) if dates else None


def _cadence_of(last: MonitoringRound) -> Cadence:
    return Cadence.HALF_YEAR if (last.ends_on - last.starts_on).days < LONGEST_HALF else Cadence.YEAR


def _name(cadence: Cadence, dates: RoundDates, language: str) -> str:
    facts = {"year": dates.ends_on.year, "half": 1 if dates.ends_on.month <= 6 else 2}
    with override(language):
        if cadence is Cadence.HALF_YEAR:
            return gettext("Monitoring %(year)s, half %(half)s of the year") % facts
        return gettext("Monitoring %(year)s") % facts
