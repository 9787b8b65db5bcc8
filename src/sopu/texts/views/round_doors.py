"""The doors of comment rounds: who comes in."""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from sopu.negotiations.models import Party
from sopu.texts.models import Document
from sopu.texts.permissions import may_comment, may_read_draft, may_write
from sopu.texts.queries.proposals import proposal_by
from sopu.texts.queries.rounds import comment_by, own_parties, round_by
from sopu.texts.views.doors import Page, Reader, door

May = Callable[[Reader, Document], bool]


def may_take_part(user: Reader, document: Document) -> bool:
    """The coordinators of any of the document's parties; each for its own."""
    return any(may_comment(user, party) for party in own_parties(user, document, timezone.localdate()))


def may_prepare_round(user: Reader, document: Document) -> bool:
    """Process owners and preparers."""
    return may_write(user, document.negotiation)


def of_round(may: May = may_read_draft) -> Callable[[Page], Page]:
    """A page of a round, for those who may."""
    return door(round_by, lambda user, found: may(user, found.version.document))


def of_proposal(may: May = may_read_draft) -> Callable[[Page], Page]:
    """A page of a proposal, for those who may."""
    return door(proposal_by, lambda user, found: may(user, found.version.document))


def of_comment(may: May) -> Callable[[Page], Page]:
    """Something done to a comment, by those who may."""
    return door(comment_by, lambda user, found: may(user, found.round.version.document))


def demand_own(request: HttpRequest, party: Party | None) -> None:
    """The party's own coordinators go on; of what has no party, the preparers have been asked for already."""
    if party is not None and not may_comment(request.user, party):
        raise PermissionDenied


def mine(request: HttpRequest, document: Document) -> tuple[Party, ...]:
    """The parties that the reader coordinates."""
    return own_parties(request.user, document, today())


def sent(request: HttpRequest) -> QueryDict | None:
    """What was filled in, if anything was."""
    return request.POST if request.method == "POST" else None


def today() -> dt.date:
    """The day it is."""
    return timezone.localdate()
