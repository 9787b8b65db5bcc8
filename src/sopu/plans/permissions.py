"""Who may do what with plans, their indicators and their monitoring."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from sopu.accounts.models import User
from sopu.negotiations.models import GoalArea, Mandate, Negotiation, Party, Role
from sopu.negotiations.permissions import may_coordinate, may_own, may_prepare, may_read
from sopu.plans.models import Measure, Plan, Report
from sopu.texts.models import Version


def may_read_plan(user: User | AnonymousUser, plan: Plan) -> bool:
    """Anybody, once the plan has been submitted to the boards; before that, all who have a role in the negotiation."""
    return Version.objects.current().filter(document=plan.document_id).exists() or may_read(user, plan.negotiation)


def may_read_indicators(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """Anybody, once a plan of the negotiation has been submitted; before that, all who have a role in it."""
    current = Version.objects.current().filter(document__plan__isnull=False, document__negotiation=negotiation)
    return current.exists() or may_read(user, negotiation)


def may_plan(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """Process owners and preparers: they write goals and measures, and propose commitments."""
    return may_prepare(user, negotiation)


def may_commit(user: User | AnonymousUser, party: Party) -> bool:
    """The coordinators of this party: nobody else says what it commits itself to."""
    return may_coordinate(user, party)


def parties_of(user: User | AnonymousUser, negotiation: Negotiation) -> set[int]:
    """The keys of the parties that this person is a coordinator of: those of `may_commit`, in two questions."""
    held = Mandate.objects.held_by(user, timezone.localdate())
    spoken = held.filter(negotiation=negotiation, role=Role.COORDINATOR).values_list("organisation", flat=True)
    return set(negotiation.parties.filter(organisation__in=list(spoken)).values_list("pk", flat=True))


def may_report(user: User | AnonymousUser, measure: Measure) -> bool:
    """The coordinators of the responsible party."""
    return measure.responsible is not None and may_coordinate(user, measure.responsible)


def may_monitor(user: User | AnonymousUser, goal_area: GoalArea) -> bool:
    """The goal area's monitors: those whose mandate covers it, or no goal area in particular."""
    held = Mandate.objects.held_by(user, timezone.localdate())
    held = held.filter(negotiation=goal_area.negotiation_id, role=Role.MONITOR)
    return (
        held.filter(areas_to_monitor__isnull=True).exists()
        or held.filter(areas_to_monitor__goal_area=goal_area).exists()
    )


def areas_monitored_by(user: User | AnonymousUser, negotiation: Negotiation) -> list[GoalArea]:
    """The goal areas whose reports this person accepts: those of `may_monitor`, in their order."""
    held = Mandate.objects.held_by(user, timezone.localdate()).filter(negotiation=negotiation, role=Role.MONITOR)
    covered = [
        [one.goal_area_id for one in mandate.areas_to_monitor.all()]
        for mandate in held.prefetch_related("areas_to_monitor")
    ]
    areas = list(negotiation.goal_areas.all()) if covered else []
    own = {key for keys in covered for key in keys}
    return areas if not all(covered) else [area for area in areas if area.pk in own]


def may_lead_monitoring(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """The process owners: they open and close rounds, name monitors, remind, and freeze reports."""
    return may_own(user, negotiation)


def may_steward(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """Those who prepare, and the monitors: they choose indicators, fetch their values and read them in a round."""
    held = Mandate.objects.held_by(user, timezone.localdate())
    return may_prepare(user, negotiation) or held.filter(negotiation=negotiation, role=Role.MONITOR).exists()


def may_read_report(user: User | AnonymousUser, report: Report) -> bool:
    """Anybody, once it is published; before that, all who have a role in the negotiation."""
    return report.published_at is not None or may_read(user, report.plan.negotiation)
