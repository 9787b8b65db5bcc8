"""The doors of texts: who comes to a document, to a clause of its draft, and to a version."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from sopu.accounts.models import User
from sopu.negotiations.models import Negotiation
from sopu.texts.models import Clause, Document, Version
from sopu.texts.permissions import may_read_version
from sopu.web.doors import refused

Page = Callable[..., HttpResponse]
Reader = User | AnonymousUser
May = Callable[[Reader, Negotiation], bool]


def door(find: Callable[[Any], Any], may: Callable[[Reader, Any], bool], name: str = "pk") -> Callable[[Page], Page]:
    """A page of what `find` finds by its part of the address, for those who may: visitors are taken to sign in."""

    def decorate(page: Page) -> Page:
        @wraps(page)
        @never_cache
        def knocked(request: HttpRequest, **asked: Any) -> HttpResponse:
            found = find(asked.pop(name))
            if found is None:
                raise Http404
            if not request.user.is_authenticated or not may(request.user, found):
                return refused(request)
            return page(request, found, **asked)

        return knocked

    return decorate


def of_negotiation(may: May) -> Callable[[Page], Page]:
    """A page of a negotiation for those who may."""
    return door(lambda slug: Negotiation.objects.filter(slug=slug).first(), may, "slug")


def of_document(may: May) -> Callable[[Page], Page]:
    """A page of a document for those who may in its negotiation."""
    documents = Document.objects.at_hand()
    return door(lambda pk: documents.filter(pk=pk).first(), lambda user, found: may(user, found.negotiation))


def of_clause(may: May) -> Callable[[Page], Page]:
    """A page of a clause of a draft for those who may in its negotiation."""
    clauses = Clause.objects.at_hand()
    return door(lambda pk: clauses.filter(pk=pk).first(), lambda user, found: may(user, found.document.negotiation))


def of_version(page: Page) -> Page:
    """A page of a version: anybody's when it is public, else of those who have a role, and kept nowhere."""

    @wraps(page)
    def knocked(request: HttpRequest, pk: int, **asked: int | str) -> HttpResponse:
        version = get_object_or_404(Version.objects.at_hand().prefetch_related("texts"), pk=pk)
        if not may_read_version(request.user, version):
            return refused(request)
        answer = page(request, version, **asked)
        if not version.is_public:
            add_never_cache_headers(answer)
        return answer

    return knocked


def language_in(request: HttpRequest, version: Version) -> str:
    """The language that was asked for, else the reader's own where a public version has it, else the original.

    What is public has been worded whole in each of its languages; a version for comments may still have gaps.
    """
    own, worded = get_language() or "", {text.language for text in version.texts.all()}
    usual = own if version.is_public and own in worded else version.document.original
    return request.GET.get("language", "") or usual


def me(request: HttpRequest) -> User:
    """Who is signed in."""
    assert isinstance(request.user, User)
    return request.user
