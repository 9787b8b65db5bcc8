"""What a party reports of: its measures in a round in their order, and all that is known of one of them."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from sopu.accounts.models import User
from sopu.negotiations.models import Mandate, Party, Role
from sopu.plans.models import Commitment, Indicator, Measure, MonitoringRound, Observation, ToDo
from sopu.plans.queries.coverage import Coverage, PartyCoverage, coverage_of
from sopu.plans.queries.latest import latest_of
from sopu.plans.queries.round_pages import RoundRow, row_of
from sopu.plans.queries.statuses import MeasureStatus, judged_reports, status_of
from sopu.plans.rules import Level

_LEVELS = {level: number for number, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class OwnMeasures:
    """The measures of a party in a round, in the order of the plan."""

    party: Party
    lines: tuple[RoundRow, ...]

    @property
    def awaited(self) -> tuple[RoundRow, ...]:
        """Those that wait for the party."""
        return tuple(row for row in self.lines if row.of.answer.is_awaited)

    @property
    def answered_count(self) -> int:
        """How many don't."""
        return len(self.lines) - len(self.awaited)

    def next_after(self, measure: Measure) -> Measure | None:
        """The next that waits for the party, from the beginning again after the last."""
        order = [row.of.measure for row in self.lines]
        at = order.index(measure) + 1 if measure in order else 0
        waiting = {row.of.measure for row in self.awaited}
        return next((one for one in order[at:] + order[:at] if one in waiting and one != measure), None)


def own_measures(round: MonitoringRound, party: Party, today: dt.date) -> OwnMeasures:
    """Those for which the party is responsible, of which the round asks."""
    rows = coverage_of(round, today).measures
    return OwnMeasures(party, tuple(row_of(one, True) for one in rows if one.party == party))


def own_parties(user: User | AnonymousUser, coverage: Coverage) -> tuple[PartyCoverage, ...]:
    """The parties of the round that this person speaks for."""
    negotiation = coverage.round.plan.negotiation
    held = Mandate.objects.held_by(user, timezone.localdate()).filter(negotiation=negotiation, role=Role.COORDINATOR)
    organisations = set(held.values_list("organisation", flat=True))
    return tuple(one for one in coverage.parties if one.party.organisation_id in organisations)


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """An indicator and its latest value in the county."""

    indicator: Indicator
    latest: Observation | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A measure in a round: what stands now, what was said before, and what it is seen beside."""

    now: MeasureStatus | None
    before: MeasureStatus | None
    commitments: tuple[Commitment, ...]
    indicators: tuple[IndicatorValue, ...]
    to_dos: tuple[ToDo, ...]


def report_page(round: MonitoringRound, measure: Measure) -> ReportPage:
    """All that is shown beside the form: five questions."""
    said = [status_of(one) for one in judged_reports(round.plan).filter(measure=measure).order_by("round__number")]
    indicators = list(measure.indicators.filter(left_out_at__isnull=True).order_by("number"))
    latest = latest_of(round.plan.negotiation, indicators)
    commitments = Commitment.objects.standing().binding().at_hand().filter(measure=measure)
    return ReportPage(
        now=next((one for one in said if one.round_number == round.number), None),
        before=next((one for one in reversed(said) if one.round_number < round.number), None),
        commitments=tuple(sorted(commitments, key=lambda one: (_LEVELS[Level(one.level)], one.party.number))),
        indicators=tuple(IndicatorValue(one, latest.get(one.pk)) for one in indicators),
        to_dos=tuple(measure.to_dos.filter(done_at__isnull=True).select_related("party__organisation")),
    )
