"""The doors of texts: who comes to a document, to a clause of its draft, and to a version."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from sopu.accounts.models import User
from sopu.negotiations.models import Negotiation
from sopu.texts.models import Clause, Document, Version
from sopu.texts.permissions import may_read_version

Found = TypeVar("Found")
Page = Callable[..., HttpResponse]
May = Callable[[User | AnonymousUser, Negotiation], bool]


def of_negotiation(may: May) -> Callable[[Page], Page]:
    """A page of a negotiation for those who may: visitors are taken to sign in, others are refused."""
    return _door(may, "slug", lambda slug: get_object_or_404(Negotiation, slug=slug), lambda found: found)


def of_document(may: May) -> Callable[[Page], Page]:
    """A page of a document for those who may in its negotiation."""
    documents = Document.objects.at_hand()
    return _door(may, "pk", lambda pk: get_object_or_404(documents, pk=pk), lambda found: found.negotiation)


def of_clause(may: May) -> Callable[[Page], Page]:
    """A page of a clause of a draft for those who may in its negotiation."""
    clauses = Clause.objects.at_hand()
    return _door(may, "pk", lambda pk: get_object_or_404(clauses, pk=pk), lambda found: found.document.negotiation)


def _door(
    may: May, name: str, find: Callable[[str], Found], negotiation_of: Callable[[Found], Negotiation]
) -> Callable[[Page], Page]:
    def decorate(page: Page) -> Page:
        @wraps(page)
        @never_cache
        def knocked(request: HttpRequest, **asked: str) -> HttpResponse:
            found = find(asked.pop(name))
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, negotiation_of(found)):
                raise PermissionDenied
            return page(request, found, **asked)

        return knocked

    return decorate


def of_version(page: Page) -> Page:
    """A page of a version: anybody's when it is public, else of those who have a role, and kept nowhere."""

    @wraps(page)
    def knocked(request: HttpRequest, pk: int, **asked: int | str) -> HttpResponse:
        version = get_object_or_404(Version.objects.at_hand().prefetch_related("texts"), pk=pk)
        if not may_read_version(request.user, version):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            raise PermissionDenied
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
