"""A file that came in is looked through, and confirmed or discarded."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.texts.actions import agreements, intakes
from sopu.texts.actions.intakes import Taken
from sopu.texts.forms.intakes import ImportedForm, TakenForm
from sopu.texts.models import TextIntake, TextIntakeKind
from sopu.texts.permissions import may_look_through
from sopu.texts.queries import intakes as found
from sopu.texts.views.doors import door, me
from sopu.web.doors import attempt

of_intake = door(found.intake_by, may_look_through)
"""A page of a file that came in, for whose it is."""


def _page(intake: TextIntake, **more: Any) -> dict[str, Any]:
    document = intake.document
    return {"intake": intake, "document": document, "negotiation": document.negotiation, **more}


@require_GET
@of_intake
def text_intake(request: HttpRequest, intake: TextIntake) -> HttpResponse:
    """What a file that came in would become; afterwards, what was read of it."""
    if intake.kind == TextIntakeKind.AGREEMENT:
        return render(request, "texts/imported.html", _page(intake, imported=found.imported_of(intake)))
    preview = found.preview_of(intake)
    return _returned(request, intake, preview, TakenForm(None, preview))


def _returned(request: HttpRequest, intake: TextIntake, preview: found.Preview, form: TakenForm) -> HttpResponse:
    return render(request, "texts/returned.html", _page(intake, preview=preview, form=form))


@require_POST
@of_intake
def confirm_intake(request: HttpRequest, intake: TextIntake) -> HttpResponse:
    """What was chosen is sent, or goes to the draft."""
    if intake.kind == TextIntakeKind.AGREEMENT:
        return _confirmed_agreement(request, intake)
    preview = found.preview_of(intake)
    form = TakenForm(request.POST, preview)
    if not form.is_valid():
        return _returned(request, intake, preview, form)
    taken = Taken(form.proposals(), form.places("comment"), form.places("move"), form.places("loose"))
    try:
        intakes.confirm_intake(intake=intake, taken=taken, by=me(request), now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _returned(request, intake, preview, form)
    n = len(taken.proposals)
    messages.success(request, ngettext("%(n)s proposal was sent.", "%(n)s proposals were sent.", n) % {"n": n})
    return redirect("text_intake", intake.pk)


def _confirmed_agreement(request: HttpRequest, intake: TextIntake) -> HttpResponse:
    by, now, done = me(request), timezone.now(), _("The clauses are in the draft.")
    if attempt(request, lambda: agreements.confirm_agreement(intake=intake, by=by, now=now), done):
        return redirect("draft", intake.document_id)
    return redirect("text_intake", intake.pk)


@require_POST
@of_intake
def discard_intake(request: HttpRequest, intake: TextIntake) -> HttpResponse:
    """The preview is set aside."""
    done = _("The file is discarded. Nothing of it was sent.")
    attempt(request, lambda: intakes.discard_intake(intake=intake, now=timezone.now()), done)
    return redirect("word", intake.document_id)


@require_http_methods(["GET", "POST"])
@of_intake
def imported_clause(request: HttpRequest, intake: TextIntake, place: int) -> HttpResponse:
    """A clause of an agreement that came in is put right."""
    lines = found.imported_of(intake).lines if intake.kind == TextIntakeKind.AGREEMENT else ()
    if place >= len(lines):
        raise Http404
    form = ImportedForm(request.POST if request.method == "POST" else None, lines[place].clause)
    if form.is_bound and form.is_valid():
        try:
            agreements.word_imported(intake=intake, place=place, clause=form.clause(), now=timezone.now())
            return redirect(f"{_address(intake)}#c-{place}")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "texts/imported_clause.html", _page(intake, form=form, line=lines[place]))


@require_POST
@of_intake
def settle_doubt(request: HttpRequest, intake: TextIntake, place: int) -> HttpResponse:
    """A suggestion is taken, or the text stays as it is."""
    doubts = found.doubts_of(intake)
    if place >= len(doubts):
        raise Http404
    doubt = doubts[place]
    if request.POST.get("seen") != doubt.found:
        messages.warning(request, _("The text has changed since. Look again."))
        return redirect("text_intake", intake.pk)
    accepts = "accept" in request.POST
    attempt(request, lambda: agreements.settle_doubt(intake=intake, doubt=doubt, accepts=accepts))
    return redirect(f"{_address(intake)}#c-{max(doubt.clause, 0)}")


@require_POST
@of_intake
def settle_doubts(request: HttpRequest, intake: TextIntake) -> HttpResponse:
    """Every suggestion of a kind is taken."""
    attempt(request, lambda: agreements.settle_doubts(intake=intake, kind=request.POST.get("kind", "")))
    return redirect("text_intake", intake.pk)


def _address(intake: TextIntake) -> str:
    return reverse("text_intake", args=[intake.pk])
