"""Published minutes: brought in, proposed as a case's, confirmed by a person or dismissed."""

from collections.abc import Sequence
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.decisions import tasks
from sopu.decisions.actions import minutes as acts
from sopu.decisions.forms.minutes import CaseForm, DismissForm, PlaceForm, ReadForm, RecordForm
from sopu.decisions.models import Case, MinutesMatch
from sopu.decisions.permissions import may_match, may_settle, recorded_by
from sopu.decisions.queries import minutes as found
from sopu.decisions.rules.readings import Reading
from sopu.negotiations.models import Negotiation
from sopu.negotiations.permissions import may_own


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _matched(request: HttpRequest, slug: str) -> Negotiation:
    """The negotiation, for those who may bring minutes into it."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    if not may_match(request.user, negotiation):
        raise PermissionDenied
    return negotiation


def _settling(request: HttpRequest, slug: str, pk: int) -> MinutesMatch:
    """The match, for those who may confirm or dismiss it."""
    match = get_object_or_404(MinutesMatch.objects.in_negotiation(slug), pk=pk)
    if not may_settle(request.user, match):
        raise PermissionDenied
    return match


@login_required
@require_http_methods(["GET", "POST"])
def found_minutes(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits for a person, what became of the rest, the feeds, and the door for a page."""
    negotiation = _matched(request, slug)
    parties = recorded_by(request.user, negotiation)
    form = ReadForm(request.POST, request.FILES) if request.method == "POST" else ReadForm()
    if request.method == "POST" and form.is_valid():
        try:
            match = acts.read_minutes(
                negotiation=negotiation, parties=parties, by=_me(request), now=timezone.now(), **form.given()
            )
            return redirect("minutes_match", slug, match.pk)
        except Refused as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "url", str(refusal))
    is_owner = may_own(request.user, negotiation)
    page = {"negotiation": negotiation, "form": form}
    page |= {"found": found.minutes_of(negotiation, parties, _me(request), is_owner=is_owner)}
    return render(request, "decisions/found_minutes.html", page)


@login_required
@require_POST
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """The feeds are looked at; it goes on after the page has answered."""
    negotiation = _matched(request, slug)
    tasks.look_later.enqueue(negotiation.pk, _me(request).pk)
    messages.success(
        request, _("The feeds are being looked at. Load the page again in a moment to see what was found.")
    )
    return redirect("found_minutes", slug)


def _case(request: HttpRequest, kept: MinutesMatch, cases: Sequence[Case]) -> Case | None:
    """The case that a person chose, else the one that was proposed."""
    told = request.POST.get("case") or request.GET.get("case")
    form = CaseForm({"case": told}, cases)
    return form.chosen() if told and form.is_valid() else kept.case


def _form(request: HttpRequest, kept: MinutesMatch, case: Case) -> RecordForm | PlaceForm | None:
    """The form of a decision, or of an agenda the form of a placing, filled in; none before a submission."""
    reading, data = Reading.from_json(kept.reading), request.POST if request.method == "POST" else None
    versions = found.versions_of(case.document)
    likely = found.version_for(reading, versions)
    if likely is None:
        return None
    if reading.is_minutes:
        return RecordForm(data, reading, case, versions, likely, kept.url)
    return PlaceForm(data, reading, case, versions, likely)


def _confirm(request: HttpRequest, kept: MinutesMatch, case: Case, form: RecordForm | PlaceForm) -> None:
    version, body, by, now = form.chosen_version(), form.chosen_body(), _me(request), timezone.now()
    if isinstance(form, RecordForm):
        acts.confirm_match(match=kept, case=case, version=version, body=body, ruling=form.ruling(), by=by, now=now)
        messages.success(request, _("The decision was recorded."))
        return
    meeting_on, number = form.cleaned_data["meeting_on"], form.cleaned_data["number"]
    acts.confirm_placing(
        match=kept, case=case, version=version, body=body, meeting_on=meeting_on, number=number, by=by, now=now
    )
    messages.success(request, _("The meeting was recorded: the case is on its agenda."))


@login_required
@require_http_methods(["GET", "POST"])
def match(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What the page says beside what will be recorded; a person changes it, and confirms."""
    kept = _settling(request, slug, pk)
    line = found.line_of(kept)
    cases = found.cases_for(recorded_by(request.user, kept.negotiation), line.reading)
    case = _case(request, kept, cases)
    form = _form(request, kept, case) if case and kept.is_waiting else None
    if request.method == "POST" and case and form and form.is_valid():
        try:
            _confirm(request, kept, case, form)
            return redirect("found_minutes", slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    page = {"negotiation": kept.negotiation, "match": kept, "line": line, "doubts": found.doubts_of(line.reading)}
    page |= {"case": case, "form": form, "choice": CaseForm(None, cases, case), "dismissal": DismissForm()}
    return render(request, "decisions/minutes_match.html", page)


@login_required
@require_POST
def dismiss(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The minutes tell nothing to record here."""
    kept = _settling(request, slug, pk)
    try:
        acts.dismiss_match(match=kept, reason=request.POST.get("reason", "")[:300], by=_me(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("minutes_match", slug, pk)
    messages.success(request, _("The minutes were dismissed; they stay in the list with the reason."))
    return redirect("found_minutes", slug)
