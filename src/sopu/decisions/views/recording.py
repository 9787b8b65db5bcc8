"""Decisions: recorded, corrected, published, appealed; and other words taken into the draft."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.decisions.actions.diverging import take_words_into_draft
from sopu.decisions.actions.recording import correct_decision, note_appeal, publish_minutes, record_decision
from sopu.decisions.forms.cases import AppealForm, PublicationForm, RulingForm
from sopu.decisions.models import Decision
from sopu.decisions.permissions import may_lead, may_record
from sopu.decisions.queries.decisions import decision_page
from sopu.decisions.queries.standing import language_of
from sopu.decisions.views.cases import kept_case, submitted
from sopu.negotiations.permissions import may_read
from sopu.texts.queries.wholes import whole_of
from sopu.web.files import path_of


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _found(pk: int) -> Decision:
    return get_object_or_404(Decision.objects.at_hand(), pk=pk)


def _kept(request: HttpRequest, pk: int) -> Decision:
    """The decision, for those who keep its case."""
    found = _found(pk)
    if not may_record(request.user, found.item.case.party):
        raise PermissionDenied
    return found


@login_required
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting has been held: what it decided is recorded."""
    case = kept_case(request, pk)
    version = submitted(case)
    whole = whole_of(version, language_of(case, version.texts.values_list("language", flat=True)))
    form = RulingForm(request.POST or None, request.FILES or None, case, whole)
    if form.is_valid():
        try:
            decision = record_decision(
                case=case,
                version=version,
                body=form.chosen_body(),
                ruling=form.ruling(),
                by=_me(request),
                now=timezone.now(),
                act_id=form.cleaned_data["act_id"],
            )
            messages.success(request, _("The decision was recorded and sealed."))
            return redirect("decision", decision.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    facts = {"negotiation": case.document.negotiation, "case": case, "version": version, "form": form}
    return render(request, "decisions/record.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A record that was wrong is replaced by a new one; the old one stays."""
    found = _kept(request, pk)
    case, version = found.item.case, found.item.version
    whole = whole_of(version, found.language)
    form = RulingForm(request.POST or None, request.FILES or None, case, whole, corrects=found)
    if form.is_valid():
        try:
            told = {"ruling": form.ruling(), "act_id": form.cleaned_data["act_id"]}
            made = correct_decision(decision=found, by=_me(request), now=timezone.now(), **told)
            messages.success(request, _("The correction was recorded and sealed. The earlier record stays."))
            return redirect("decision", made.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    facts = {"negotiation": case.document.negotiation, "case": case, "version": version, "form": form}
    return render(request, "decisions/record.html", facts | {"corrects": found})


@require_GET
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """What a body decided, when it is final, and how it differs from what was submitted; open to everybody."""
    found = _found(pk)
    negotiation = found.item.case.document.negotiation
    reads = may_read(request.user, negotiation)
    facts = {
        "negotiation": negotiation,
        "page": decision_page(found, timezone.localdate(), sees_drafts=reads),
        "keeps": may_record(request.user, found.item.case.party),
        "leads": may_lead(request.user, negotiation),
        "reads": reads,
        "publication_form": PublicationForm(),
        "appeal_form": AppealForm(),
    }
    return render(request, "decisions/decision.html", facts)


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The day on which the minutes were published is recorded."""
    lacking = _("Give the day on which the minutes were published. Nothing was stored.")
    done = _("Stored. The time of appeal is reckoned from that day.")
    return _followed(request, pk, PublicationForm(request.POST), publish_minutes, lacking=lacking, done=done)


@login_required
@require_POST
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """An appeal is recorded, without who made it."""
    lacking = _("Say what happened and when. Nothing was stored.")
    done = _("The appeal was recorded.")
    return _followed(request, pk, AppealForm(request.POST), note_appeal, lacking=lacking, done=done)


def _followed(
    request: HttpRequest, pk: int, form: Form, record_it: Callable[..., object], *, lacking: str, done: str
) -> HttpResponse:
    """What came after a decision is recorded beside it."""
    found = _kept(request, pk)
    if not form.is_valid():
        messages.warning(request, lacking)
        return redirect("decision", pk)
    try:
        record_it(decision=found, by=_me(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, done)
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("decision", pk)


@login_required
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words that a body approved go into the draft."""
    found = _found(pk)
    document = found.item.case.document
    if not may_lead(request.user, document.negotiation):
        raise PermissionDenied
    try:
        written = take_words_into_draft(decision=found, by=_me(request), now=timezone.now())
        words = _("Taken into the draft, clauses: %(count)s. Submit it as the next version when it is ready.")
        messages.success(request, words % {"count": len(written)})
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("decision", pk)
    return redirect("draft", document.pk)


@login_required
@require_GET
def extract(request: HttpRequest, pk: int) -> HttpResponse:
    """The extract of the minutes, for those who have a role in the negotiation."""
    found = _found(pk)
    if not may_read(request.user, found.item.case.document.negotiation):
        raise PermissionDenied
    if not found.extract:
        raise Http404
    path = path_of(found.extract)
    kind = "application/pdf" if path.suffix == ".pdf" else "application/octet-stream"
    headers = {"Content-Disposition": f'attachment; filename="{path.name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(path.read_bytes(), content_type=kind, headers=headers)
