"""Cases: opened for all parties, kept by each, placed on agendas."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.decisions.actions.cases import open_cases as open_all
from sopu.decisions.actions.cases import place_on_agenda, set_case
from sopu.decisions.forms.cases import AgendaForm, CaseForm, OpenCasesForm
from sopu.decisions.models import Case, Task
from sopu.decisions.permissions import may_lead, may_record
from sopu.decisions.queries.cases import case_page
from sopu.decisions.rules import Fit
from sopu.negotiations.models import Negotiation
from sopu.texts.models import Document, Version


def found_case(pk: int) -> Case:
    """The case with its party, bodies and document at hand."""
    return get_object_or_404(Case.objects.at_hand(), pk=pk)


def kept_case(request: HttpRequest, pk: int) -> Case:
    """The case, for those who keep it."""
    case = found_case(pk)
    if not may_record(request.user, case.party):
        raise PermissionDenied
    return case


def submitted(case: Case) -> Version:
    """The newest submitted version of the case's document; without one there is nothing to decide on."""
    return get_object_or_404(Version.objects.current().at_hand(), document=case.document)


@login_required
@require_http_methods(["GET", "POST"])
def open_cases(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One press opens a case for every party that has none."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    document = get_object_or_404(Document.objects.of(negotiation), number=number)
    if not may_lead(request.user, negotiation):
        raise PermissionDenied
    form = OpenCasesForm(request.POST or None, initial={"task": Task.APPROVE})
    if form.is_valid():
        try:
            opened = open_all(document=document, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Cases opened: %(count)s.") % {"count": len(opened)})
            return redirect("open_cases", slug, number)
    cases = Case.objects.of(document).at_hand()
    facts = {"negotiation": negotiation, "document": document, "form": form, "cases": cases}
    return render(request, "decisions/open_cases.html", facts)


@require_GET
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One party's case of a submitted document: open to everybody; who keeps it finds the next press here."""
    found = found_case(pk)
    page = case_page(found, timezone.localdate())
    keeps = may_record(request.user, found.party)
    if page.version is None and not keeps:
        raise PermissionDenied
    facts = {"negotiation": found.document.negotiation, "case": found, "page": page, "keeps": keeps}
    return render(request, "decisions/case.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def edit_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The party's own number, bodies and due day."""
    found = kept_case(request, pk)
    form = CaseForm(request.POST or None, found)
    if form.is_valid():
        try:
            _tell_of(request, set_case(case=found, **form.terms()))
            return redirect("case", pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    facts = {"negotiation": found.document.negotiation, "case": found, "form": form}
    return render(request, "decisions/edit_case.html", facts)


def _tell_of(request: HttpRequest, fit: Fit | None) -> None:
    """An unusual number is kept, and said to be unusual."""
    messages.success(request, _("The case was stored."))
    if fit and not fit.is_fitting:
        words = _(
            "The case number is not in the form that this system uses, for example %(example)s. It was kept as it is."
        )
        messages.warning(request, words % {"example": fit.example})


@login_required
@require_http_methods(["GET", "POST"])
def place_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The case comes to the agenda of a meeting."""
    found = kept_case(request, pk)
    form = AgendaForm(request.POST or None, found)
    if form.is_valid():
        try:
            place_on_agenda(
                case=found,
                version=submitted(found),
                body=form.chosen_body(),
                meeting_on=form.cleaned_data["meeting_on"],
                number=form.cleaned_data["number"],
                by=cast(User, request.user),
                now=timezone.now(),
            )
            return redirect("case", pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    facts = {"negotiation": found.document.negotiation, "case": found, "form": form}
    return render(request, "decisions/place_case.html", facts)
