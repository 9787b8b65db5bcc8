"""The doors of a synthesis: who comes in."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from sopu.accounts.models import User
from sopu.forum.models import Event
from sopu.forum.queries.hall import event_by

Page = Callable[..., HttpResponse]
May = Callable[[User | AnonymousUser, Event], bool]


def for_those_who(may: May) -> Callable[[Page], Page]:
    """A page of an event for those who may: visitors are taken to sign in, others are refused."""

    def decorate(page: Page) -> Page:
        @wraps(page)
        @never_cache
        def knocked(request: HttpRequest, code: str, **asked: int) -> HttpResponse:
            event = event_by(code)
            if event is None:
                raise Http404
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, event):
                raise PermissionDenied
            return page(request, event, **asked)

        return knocked

    return decorate


def me(request: HttpRequest) -> User:
    """Who is signed in."""
    assert isinstance(request.user, User)
    return request.user
