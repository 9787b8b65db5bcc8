"""The doors of commitments: who comes to a plan's matrix, to a party's page, and to an answer."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from sopu.negotiations.models import Party
from sopu.plans.models import Measure, Plan
from sopu.plans.permissions import may_commit, may_plan, may_read_plan
from sopu.plans.queries.party_commitments import measure_by
from sopu.web.doors import refused

Page = Callable[..., HttpResponse]
Answer = Callable[..., HttpResponseBase]


def party_in(plan: Plan, number: int) -> Party:
    """The party of the plan with this number."""
    return get_object_or_404(plan.document.parties.with_organisations(), number=number)


def of_party(page: Page) -> Answer:
    """A page of a party in a plan, for those who may read the plan."""

    @wraps(page)
    @never_cache
    def knocked(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
        plan = get_object_or_404(Plan.objects.at_hand(), pk=pk)
        if not may_read_plan(request.user, plan):
            return refused(request)
        return page(request, plan, party_in(plan, number))

    return knocked


def of_own_party(page: Page) -> Answer:
    """Something that a party says of a plan: for its own coordinators, and nobody else's."""

    @wraps(page)
    @never_cache
    def knocked(request: HttpRequest, pk: int, number: int, **asked: int) -> HttpResponseBase:
        plan = get_object_or_404(Plan.objects.at_hand(), pk=pk)
        party = party_in(plan, number)
        return page(request, plan, party, **asked) if may_commit(request.user, party) else refused(request)

    return knocked


def of_own_answer(page: Page) -> Answer:
    """What a party says to a measure: for its own coordinators."""

    @wraps(page)
    @never_cache
    def knocked(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
        measure = measure_at(pk)
        party = party_in(measure.goal.plan, number)
        return page(request, measure, party) if may_commit(request.user, party) else refused(request)

    return knocked


def of_proposing(page: Page) -> Answer:
    """A measure, for those who propose commitments to it."""

    @wraps(page)
    @never_cache
    def knocked(request: HttpRequest, pk: int, **asked: int) -> HttpResponseBase:
        measure = measure_at(pk)
        may = may_plan(request.user, measure.goal.plan.negotiation)
        return page(request, measure, **asked) if may else refused(request)

    return knocked


def measure_at(pk: int) -> Measure:
    """The measure, when it stands in its plan."""
    measure = measure_by(pk)
    if measure is None:
        raise Http404
    return measure


def sent(request: HttpRequest) -> QueryDict | None:
    """What was filled in, if anything was."""
    return request.POST if request.method == "POST" else None
