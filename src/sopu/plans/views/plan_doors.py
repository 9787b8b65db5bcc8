"""The doors of a plan before it is submitted, and of what goes on from it."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from sopu.accounts.models import User
from sopu.negotiations.models import Negotiation
from sopu.plans.models import Plan
from sopu.web.doors import refused

Page = Callable[..., HttpResponse]
Answer = Callable[..., HttpResponseBase]
May = Callable[[User | AnonymousUser, Negotiation], bool]


def of_plan_for(may: May) -> Callable[[Page], Answer]:
    """A page of a plan for those who may in its negotiation: visitors are taken to sign in."""

    def decorate(page: Page) -> Answer:
        @wraps(page)
        @never_cache
        def knocked(request: HttpRequest, pk: int) -> HttpResponseBase:
            plan = get_object_or_404(Plan.objects.at_hand(), pk=pk)
            return page(request, plan) if may(request.user, plan.negotiation) else refused(request)

        return knocked

    return decorate
