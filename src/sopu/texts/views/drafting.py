"""The draft of a document as a page, and the press that gives it to the bodies for decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.negotiations.permissions import may_read
from sopu.texts.actions.beginning import lay_skeleton
from sopu.texts.actions.drafting import state_basis
from sopu.texts.actions.submitting import submit_draft
from sopu.texts.forms.documents import SubmitForm
from sopu.texts.models import Document, Purpose, Version
from sopu.texts.permissions import may_submit, may_write
from sopu.texts.queries.drafts import clause_in, draft_page
from sopu.texts.queries.grounds import finding_in
from sopu.texts.queries.readying import readying_of
from sopu.texts.views.doors import me, of_document


def _page(request: HttpRequest, document: Document, **more: Any) -> dict[str, Any]:
    """What every page of a draft has."""
    negotiation = document.negotiation
    rights = {"may_write": may_write(request.user, negotiation), "may_submit": may_submit(request.user, negotiation)}
    return {"document": document, "negotiation": negotiation, **rights, **more}


@require_GET
@of_document(may_read)
def draft(request: HttpRequest, document: Document) -> HttpResponse:
    """The draft clause by clause: what each stands on, what it says, and what is said of it."""
    shown = draft_page(document, request.GET.get("language", ""))
    return render(request, "texts/draft.html", _page(request, document, draft=shown))


@require_POST
@of_document(may_write)
def lay(request: HttpRequest, document: Document) -> HttpResponse:
    """An empty draft gets the headings of its kind."""
    if document.clauses.exists():
        messages.warning(request, _("The draft has clauses already. Nothing was added."))
    else:
        lay_skeleton(document=document, by=me(request), now=timezone.now())
    return redirect("draft", document.pk)


@require_POST
@of_document(may_write)
def stand_on(request: HttpRequest, document: Document) -> HttpResponse:
    """A finding that was promised to the document is put under one of its clauses."""
    clause = clause_in(document, request.POST.get("clause", ""))
    finding = finding_in(document, request.POST.get("finding", ""))
    if clause is None or finding is None:
        raise Http404
    state_basis(clause=clause, finding=finding, by=me(request), now=timezone.now())
    messages.success(request, _("The clause stands on finding %(number)s now.") % {"number": finding.number})
    return redirect("draft", document.pk)


def _told(version: Version) -> str:
    if version.purpose == Purpose.HISTORY:
        return _("The wording is frozen, as it was approved before.")
    return _("The wording is frozen, and given to the bodies for decision.")


@require_http_methods(["GET", "POST"])
@of_document(may_submit)
def submit(request: HttpRequest, document: Document) -> HttpResponse:
    """What stands in the way, what is worth a thought, and the press that freezes the wording."""
    ready = readying_of(document, timezone.localdate().year)
    form = SubmitForm(request.POST if request.method == "POST" else None, initial={"seen": ready.seen})
    if form.is_valid():
        try:
            version = submit_draft(document=document, by=me(request), now=timezone.now(), **form.cleaned_data)
            messages.success(request, _told(version))
            return redirect("version", version.pk)
        except Refused as refusal:
            form = SubmitForm(None, initial={"seen": ready.seen, "note": form.cleaned_data["note"]})
            messages.warning(request, str(refusal))
    return render(request, "texts/submit.html", _page(request, document, ready=ready, form=form))
