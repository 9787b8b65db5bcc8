"""The plan and its monitoring on the journey: how many measures there are, and how many go as planned."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from sopu.negotiations.models import Negotiation
from sopu.plans.models import Commitment, Measure, MonitoringRound, Plan
from sopu.plans.queries.statuses import statuses_of
from sopu.plans.rules import Light
from sopu.texts.models import Version
from sopu.web.templatetags.kit import spaced


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan that was submitted last, and what has been said of its measures that everybody may read."""

    measure_count: int
    goal_count: int
    committed_count: int
    said_count: int
    green_count: int
    round: MonitoringRound | None

    @property
    def words(self) -> tuple[str, str, str]:
        """The number of the station of the plan, its unit, and a detail."""
        goals = ngettext("%s goal", "%s goals", self.goal_count) % spaced(self.goal_count)
        parties = ngettext("%s party committed", "%s parties committed", self.committed_count)
        unit = npgettext("after a number", "measure", "measures", self.measure_count)
        return spaced(self.measure_count), unit, f"{goals}, {parties % spaced(self.committed_count)}"

    @property
    def monitoring(self) -> tuple[str, str, str]:
        """The number of the station of monitoring, its unit, and a detail; no number before anything has been said."""
        detail = ""
        if self.round:
            facts = {"name": self.round.name, "day": date_format(self.round.due_on, "SHORT_DATE_FORMAT")}
            detail = _("%(name)s: answers due %(day)s") % facts
        if not self.said_count:
            return "", "", detail
        unit = ngettext("measure of %s goes as planned", "measures of %s go as planned", self.green_count)
        return spaced(self.green_count), unit % spaced(self.said_count), detail


def planned_of(negotiation: Negotiation) -> Planned | None:
    """The latest plan of the negotiation that has been submitted; a draft is not told of."""
    submitted = Version.objects.current().filter(document__negotiation=negotiation).values("document")
    plan = Plan.objects.of(negotiation).at_hand().filter(document__in=submitted).first()
    if plan is None:
        return None
    goals = list(Measure.objects.of(plan).values_list("goal", flat=True))
    said = statuses_of(plan, is_for_all=True)
    return Planned(
        measure_count=len(goals),
        goal_count=len(set(goals)),
        committed_count=Commitment.objects.of(plan).standing().binding().order_by().values("party").distinct().count(),
        said_count=len(said),
        green_count=sum(one.light is Light.GREEN for one in said.values()),
        round=MonitoringRound.objects.of(plan).under_way().first(),
    )
