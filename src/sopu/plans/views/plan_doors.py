"""The doors of a plan before it is submitted, and of what goes on from it."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from sopu.accounts.models import User
from sopu.negotiations.models import Negotiation
from sopu.plans.models import Plan

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
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, plan.negotiation):
                raise PermissionDenied
            return page(request, plan)

        return knocked

    return decorate


def me(request: HttpRequest) -> User:
    """Who is signed in."""
    assert isinstance(request.user, User)
    return request.user
