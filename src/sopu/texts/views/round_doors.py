"""The doors of comment rounds: who comes in."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.cache import never_cache

from sopu.accounts.models import User
from sopu.negotiations.models import Party
from sopu.texts.models import Document
from sopu.texts.permissions import may_comment, may_read_draft, may_write
from sopu.texts.queries.proposals import proposal_by
from sopu.texts.queries.rounds import comment_by, own_parties, round_by

Page = Callable[..., HttpResponse]
May = Callable[[User | AnonymousUser, Document], bool]
Find = Callable[[int], Any]


def may_take_part(user: User | AnonymousUser, document: Document) -> bool:
    """The coordinators of any of the document's parties; each for its own."""
    return any(may_comment(user, party) for party in own_parties(user, document, timezone.localdate()))


def may_prepare_round(user: User | AnonymousUser, document: Document) -> bool:
    """Process owners and preparers."""
    return may_write(user, document.negotiation)


def _door(find: Find, document_of: Callable[[Any], Document], may: May) -> Callable[[Page], Page]:
    def decorate(page: Page) -> Page:
        @wraps(page)
        @never_cache
        def knocked(request: HttpRequest, pk: int, **asked: Any) -> HttpResponse:
            found = find(pk)
            if found is None:
                raise Http404
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, document_of(found)):
                raise PermissionDenied
            return page(request, found, **asked)

        return knocked

    return decorate


def of_document(may: May) -> Callable[[Page], Page]:
    """A page of a document, for those who may; visitors are taken to sign in."""
    return _door(lambda pk: Document.objects.at_hand().filter(pk=pk).first(), lambda found: found, may)


def of_round(may: May = may_read_draft) -> Callable[[Page], Page]:
    """A page of a round, for those who may; visitors are taken to sign in."""
    return _door(round_by, lambda found: found.version.document, may)


def of_proposal(may: May = may_read_draft) -> Callable[[Page], Page]:
    """A page of a proposal, for those who may; visitors are taken to sign in."""
    return _door(proposal_by, lambda found: found.version.document, may)


def of_comment(may: May) -> Callable[[Page], Page]:
    """Something done to a comment, by those who may; visitors are taken to sign in."""
    return _door(comment_by, lambda found: found.round.version.document, may)


def demand_own(request: HttpRequest, party: Party | None) -> None:
    """The party's own coordinators go on; of what has no party, the preparers have been asked for already."""
    if party is not None and not may_comment(request.user, party):
        raise PermissionDenied


def me(request: HttpRequest) -> User:
    """Who is signed in."""
    assert isinstance(request.user, User)
    return request.user


def mine(request: HttpRequest, document: Document) -> tuple[Party, ...]:
    """The parties that the reader coordinates."""
    return own_parties(request.user, document, today())


def sent(request: HttpRequest) -> QueryDict | None:
    """What was filled in, if anything was."""
    return request.POST if request.method == "POST" else None


def today() -> dt.date:
    """The day it is."""
    return timezone.localdate()
