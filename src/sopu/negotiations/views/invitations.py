"""Where an invitation's link leads."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sopu.core.refusals import Refused
from sopu.negotiations.actions.inviting import accept, demand_open
from sopu.negotiations.forms.people import ROLE_WORDS, AcceptForm
from sopu.negotiations.models import Invitation, Role
from sopu.negotiations.queries.people import invitation_by, is_known

STATUS = {"withdrawn": 410, "expired": 410, "used": 410, "void": 410}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites whom to what; accepting makes the account and gives the role."""
    found = invitation_by(token)
    if found is None:
        return _closed(request, None, _("This link is not whole, or it was never written. Copy all of it."), 404)
    try:
        demand_open(invitation=found, now=timezone.now())
    except Refused as refused:
        return _closed(request, found, str(refused), STATUS[refused.code])
    form = AcceptForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        return _come_in(request, found, form)
    facts = {"invitation": found, "negotiation": found.negotiation, "form": form}
    return render(request, "negotiations/invitation.html", facts | {"role_words": ROLE_WORDS[Role(found.role)]})


def _come_in(request: HttpRequest, found: Invitation, form: AcceptForm) -> HttpResponse:
    """A new account is signed in, since the link came to its address; one that was there signs in as it does."""
    was_known = is_known(found.email)
    try:
        user = accept(invitation=found, now=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        return _closed(request, found, str(refused), STATUS.get(refused.code, 409))
    messages.success(request, _("Welcome. Your role stands below under My roles."))
    if not was_known:
        login(request, user, backend=BACKEND)
    return redirect("next")


def _closed(request: HttpRequest, found: Invitation | None, sentence: str, status: int) -> HttpResponse:
    facts = {"negotiation": found.negotiation if found else None, "sentence": sentence}
    return render(request, "negotiations/invitation_closed.html", facts, status=status)
