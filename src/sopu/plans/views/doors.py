"""The doors of plans: who comes to a plan, to its goals, its measures, and its files."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from sopu.accounts.models import User
from sopu.negotiations.models import Negotiation
from sopu.plans.models import Goal, Measure, Plan, PlanIntake
from sopu.plans.permissions import may_plan, may_read_plan
from sopu.plans.queries.plan_workbooks import intake_by
from sopu.web.doors import refused

Page = Callable[..., HttpResponse]
Reader = User | AnonymousUser
May = Callable[[Reader, Plan], bool]
MayIn = Callable[[Reader, Negotiation], bool]


def _door(find: Callable[[int], Any], plan_of: Callable[[Any], Plan], may: May) -> Callable[[Page], Page]:
    def decorate(page: Page) -> Page:
        @wraps(page)
        @never_cache
        def knocked(request: HttpRequest, pk: int, **asked: Any) -> HttpResponse:
            found = find(pk)
            return page(request, found, **asked) if may(request.user, plan_of(found)) else refused(request)

        return knocked

    return decorate


def _writes(user: Reader, plan: Plan) -> bool:
    return may_plan(user, plan.negotiation)


def _plan(pk: int) -> Plan:
    return get_object_or_404(Plan.objects.at_hand(), pk=pk)


def _goal(pk: int) -> Goal:
    return get_object_or_404(Goal.objects.at_hand(), pk=pk)


def _measure(pk: int) -> Measure:
    return get_object_or_404(Measure.objects.at_hand(), pk=pk)


def _intake(pk: int) -> PlanIntake:
    intake = intake_by(pk)
    if intake is None:
        raise Http404
    return intake


def of_plan(page: Page) -> Page:
    """A page of a plan, for those who may read it."""
    return _door(_plan, lambda plan: plan, may_read_plan)(page)


def of_plan_for(may: MayIn) -> Callable[[Page], Page]:
    """A page of a plan for those who may in its negotiation."""
    return _door(_plan, lambda plan: plan, lambda user, plan: may(user, plan.negotiation))


def of_written_plan(page: Page) -> Page:
    """Something that is done to a plan, by those who write it."""
    return of_plan_for(may_plan)(page)


def of_plan_intake(page: Page) -> Page:
    """A workbook that was brought to a plan, for those who write the plan."""
    return _door(_intake, lambda intake: intake.plan, _writes)(page)


def of_written_goal(page: Page) -> Page:
    """Something that is done to a goal, by those who write its plan."""
    return _door(_goal, lambda goal: goal.plan, _writes)(page)


def of_measure(page: Page) -> Page:
    """A page of a measure, for those who may read its plan."""
    return _door(_measure, lambda measure: measure.goal.plan, may_read_plan)(page)


def of_written_measure(page: Page) -> Page:
    """Something that is done to a measure, by those who write its plan."""
    return _door(_measure, lambda measure: measure.goal.plan, _writes)(page)


def of_planning(page: Page) -> Page:
    """Something of a negotiation that those who write its plans do."""

    @wraps(page)
    @never_cache
    def knocked(request: HttpRequest, slug: str) -> HttpResponse:
        negotiation = get_object_or_404(Negotiation, slug=slug)
        return page(request, negotiation) if may_plan(request.user, negotiation) else refused(request)

    return knocked


def me(request: HttpRequest) -> User:
    """Who is signed in."""
    assert isinstance(request.user, User)
    return request.user
