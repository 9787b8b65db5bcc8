"""Findings: the list of an event, one of them, and the forms by which they are written, signed and drafted."""

import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.synthesis import tasks
from sopu.synthesis.actions import findings as acts
from sopu.synthesis.actions.drafting import request_draft
from sopu.synthesis.forms.findings import FindingForm, SignForm, WithdrawForm, as_asked, as_told
from sopu.synthesis.models import Drafting
from sopu.synthesis.permissions import may_see, may_sign, may_sort
from sopu.synthesis.queries import findings as found
from sopu.synthesis.queries.drafting import draft_of
from sopu.synthesis.views.doors import for_those_who, me


def _page(request: HttpRequest, event: Event, **more: Any) -> dict[str, Any]:
    """What every page of findings has."""
    rights = {"may_sort": may_sort(request.user, event), "may_sign": may_sign(request.user, event)}
    return {"event": event, "negotiation": event.negotiation, **rights, **more}


def _finding(event: Event, number: int) -> found.Page:
    page = found.finding_of(event, number)
    if page is None:
        raise Http404
    return page


@require_GET
@for_those_who(may_see)
def findings(request: HttpRequest, event: Event) -> HttpResponse:
    """The findings of an event by goal area, and how many wait for a signature."""
    return render(request, "synthesis/findings.html", _page(request, event, list=found.findings_of(event)))


@require_GET
@for_those_who(may_see)
def finding(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """One finding: what it says, what it stands on, who agrees, and how it came to be."""
    one = _finding(event, number)
    form = WithdrawForm(auto_id=False, initial={"seen": one.version.number, "act_id": uuid.uuid4()})
    return render(request, "synthesis/finding.html", _page(request, event, one=one, form=form))


@require_http_methods(["GET", "POST"])
@for_those_who(may_sort)
def new_finding(request: HttpRequest, event: Event) -> HttpResponse:
    """A finding is written, from chosen sentences or from none."""
    themes = found.themes_in_use(event)
    initial = as_asked(request.GET.get("sources", ""), request.GET.get("theme", ""), themes)
    form = FindingForm(request.POST if request.method == "POST" else None, event, themes, initial=initial)
    if "search" not in request.POST and form.is_valid():
        try:
            version = acts.write_finding(
                event=event,
                saying=form.saying(),
                made_by=me(request),
                now=timezone.now(),
                act_id=form.cleaned_data["act_id"],
            )
            return redirect("finding", code=event.code, number=version.finding.number)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _writing(request, event, form)


def _writing(request: HttpRequest, event: Event, form: FindingForm, one: found.Page | None = None) -> HttpResponse:
    """The page on which a finding is written, with the sentences to choose from."""
    words, theme = form.search()
    choices = found.choices_of(event, own=form.own, minority=form.minority, words=words, theme=theme)
    is_searched = "search" in request.POST
    more = {
        "form": form,
        "choices": choices,
        "one": one,
        "is_searched": is_searched,
        "has_sought": bool(words or theme),
    }
    page = _page(request, event, **more, endpoint=_endpoint(), shows_errors=form.is_bound and not is_searched)
    return render(request, "synthesis/finding_form.html", page)


def _endpoint() -> dict[str, str] | None:
    """Where sentences would go for a draft."""
    host = urlsplit(settings.DRAFTING_URL).netloc
    return {"host": host, "model": settings.DRAFTING_MODEL} if settings.DRAFTING_URL else None


@require_http_methods(["GET", "POST"])
@for_those_who(may_sort)
def edit_finding(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """A new version of a finding; what a colleague wrote meanwhile is told, and one's own text stays."""
    one, themes = _finding(event, number), found.themes_in_use(event)
    sources = [(source.pk, source.is_minority) for source in (*one.sources, *one.minority_sources)]
    data = request.POST if request.method == "POST" else None
    form = FindingForm(data, event, themes, initial=as_told(one.version, sources))
    if "search" not in request.POST and form.is_valid():
        try:
            acts.revise_finding(
                finding=one.version.finding,
                saying=form.saying(),
                seen=form.cleaned_data["seen"] or 0,
                made_by=me(request),
                now=timezone.now(),
                act_id=form.cleaned_data["act_id"],
            )
            return redirect("finding", code=event.code, number=number)
        except Refused as refusal:
            form.tell(str(refusal), seen=one.version.number)
    return _writing(request, event, form, one)


@require_POST
@for_those_who(may_sign)
def sign_finding(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """The version that was seen is signed."""
    one, form = _finding(event, number), SignForm(request.POST)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            acts.sign_finding(finding=one.version.finding, seen=seen, signed_by=me(request), now=timezone.now())
            messages.success(request, _("Signed. From now on the finding is said in your name."))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect("finding", code=event.code, number=number)


@require_POST
@for_those_who(may_sort)
def withdraw_finding(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """The finding is taken back."""
    one, form = _finding(event, number), WithdrawForm(request.POST)
    if form.is_valid():
        told = {"made_by": me(request), "now": timezone.now(), **form.cleaned_data}
        try:
            acts.withdraw_finding(finding=one.version.finding, **told)
            messages.success(request, _("The finding has been taken back. Its history can still be read."))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect("finding", code=event.code, number=number)


@require_POST
@for_those_who(may_sort)
def draft_finding(request: HttpRequest, event: Event) -> HttpResponse:
    """A machine is asked for a draft of the chosen sentences."""
    form = FindingForm(request.POST, event, found.themes_in_use(event))
    if form.is_valid():
        try:
            with transaction.atomic():
                drafting, is_new = request_draft(
                    event=event,
                    saying=form.saying(),
                    language=get_language() or "fi",
                    requested_by=me(request),
                    now=timezone.now(),
                    act_id=form.cleaned_data["act_id"],
                )
                if is_new:
                    transaction.on_commit(lambda: tasks.draft_later.enqueue(drafting.pk))
            return redirect("drafting", code=event.code, key=drafting.act_id)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _writing(request, event, form)


@require_GET
@for_those_who(may_sort)
def drafting(request: HttpRequest, event: Event, key: uuid.UUID) -> HttpResponse:
    """How the asking goes; then what was accepted of the answer, and what was not, and why."""
    one = get_object_or_404(Drafting.objects.at_hand(), event=event, act_id=key)
    page = _page(request, event, drafting=one, told=draft_of(one, timezone.now()), endpoint=_endpoint())
    return render(request, "synthesis/finding_draft.html", page)
