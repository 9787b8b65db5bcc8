"""The people of a negotiation: a process owner sees all, a coordinator those of their own organisation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations import tasks
from sopu.negotiations.actions import inviting
from sopu.negotiations.actions.mandates import end_mandate, name_deputy
from sopu.negotiations.forms.people import DeputyForm, InviteForm
from sopu.negotiations.models import Invitation, Mandate, Negotiation
from sopu.negotiations.permissions import may_end, may_give, may_manage_people
from sopu.negotiations.queries import people as queries


def _managed(request: HttpRequest, slug: str) -> tuple[Negotiation, User, queries.Reach]:
    """The negotiation, for those who look after people in it, and how far they do."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    if not isinstance(request.user, User) or not may_manage_people(request.user, negotiation):
        raise PermissionDenied
    return negotiation, request.user, queries.reach_of(request.user, negotiation, timezone.localdate())


@login_required
@require_GET
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who may do what, by organisation."""
    negotiation, _user, reach = _managed(request, slug)
    teams = queries.teams(negotiation, reach, timezone.now())
    page: dict[str, Any] = {"negotiation": negotiation, "reach": reach, "teams": teams}
    page["place_count"] = len({place.mandate.user_id for team in teams for place in team.places})
    page["former"] = [place for team in teams for place in team.former]
    return render(request, "negotiations/people.html", page)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """A person is asked to act in the negotiation."""
    negotiation, user, reach = _managed(request, slug)
    parties = queries.parties_within(negotiation, reach)
    asked = {"organisation": request.GET.get("party", "")}
    form = InviteForm(request.POST or None, parties=parties, roles=reach.roles, initial=asked)
    if request.method == "POST" and form.is_valid():
        wanted = form.asked()
        if not may_give(user, negotiation, wanted["organisation"], wanted["role"]):
            raise PermissionDenied
        try:
            made = inviting.invite(negotiation=negotiation, by=user, now=timezone.now(), **wanted)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _invited(request, made)
    return render(request, "negotiations/invite.html", {"negotiation": negotiation, "form": form})


def _invited(request: HttpRequest, made: Invitation | Mandate) -> HttpResponse:
    """The letter goes; the page that follows tells what was done."""
    tasks.post.enqueue(made.negotiation_id)
    if isinstance(made, Invitation):
        return redirect("invited", made.negotiation.slug, made.pk)
    words = {"name": made.user.name, "role": made.get_role_display()}
    messages.success(request, _("%(name)s has an account, and is now %(role)s.") % words)
    return redirect("people", made.negotiation.slug)


def _invitation(request: HttpRequest, slug: str, pk: int) -> Invitation:
    """An invitation, for those who may give what it gives."""
    found = get_object_or_404(Invitation.objects.with_ground(), pk=pk, negotiation=_managed(request, slug)[0])
    if not may_give(request.user, found.negotiation, found.organisation, found.role):
        raise PermissionDenied
    return found


@login_required
@never_cache
@require_GET
def invited(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The letter of an invitation: how it went, and the link to copy where there is no mail server."""
    found = _invitation(request, slug, pk)
    is_waiting = Invitation.objects.waiting(timezone.now()).contains(found)
    page = {"negotiation": found.negotiation, "invitation": found, "is_waiting": is_waiting}
    return render(request, "negotiations/invited.html", page | {"is_posting": queries.is_posting()})


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The link of an invitation opens nothing any more."""
    found = _invitation(request, slug, pk)
    try:
        inviting.withdraw(invitation=found, now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The invitation of %s has been withdrawn.") % found.name)
    return redirect("people", slug)


def _mandate(request: HttpRequest, slug: str, pk: int) -> tuple[Mandate, User]:
    """A mandate, for those who may end it."""
    negotiation, user, _reach = _managed(request, slug)
    found = get_object_or_404(Mandate.objects.with_people(), pk=pk, negotiation=negotiation)
    if not may_end(user, found):
        raise PermissionDenied
    return found, user


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A role is ended, after a second thought."""
    mandate, user = _mandate(request, slug, pk)
    if request.method == "GET":
        facts = {"negotiation": mandate.negotiation, "mandate": mandate, "is_self": mandate.user_id == user.pk}
        return render(request, "negotiations/end_mandate.html", facts)
    try:
        end_mandate(mandate=mandate, by=user, now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        words = {"name": mandate.user.name, "role": mandate.get_role_display()}
        messages.success(request, _("%(name)s is no longer %(role)s.") % words)
    # One who ended their own last role has no page of people to come back to.
    return redirect("people", slug) if may_manage_people(user, mandate.negotiation) else redirect("next")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def deputy(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Somebody is named to stand in for a person."""
    mandate, user = _mandate(request, slug, pk)
    colleagues = queries.colleagues(mandate, timezone.localdate())
    form = DeputyForm(request.POST or None, people=colleagues)
    if request.method == "POST" and form.is_valid():
        try:
            named = name_deputy(mandate=mandate, by=user, **form.asked())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            words = {"deputy": named.user.name, "name": mandate.user.name}
            messages.success(request, _("%(deputy)s stands in for %(name)s.") % words)
            return redirect("people", slug)
    facts = {"negotiation": mandate.negotiation, "mandate": mandate, "form": form, "colleagues": colleagues}
    return render(request, "negotiations/deputy.html", facts)
