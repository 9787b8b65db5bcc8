"""The documents of a negotiation: the door of the station, a new one, and a document's terms."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sopu.core.refusals import Refused
from sopu.negotiations.models import Negotiation
from sopu.negotiations.permissions import may_read
from sopu.texts.actions.beginning import Start, begin_with
from sopu.texts.actions.documents import set_terms
from sopu.texts.forms.documents import BeginForm, TermsForm, as_terms
from sopu.texts.models import Document
from sopu.texts.permissions import may_write
from sopu.texts.queries.documents import documents_of
from sopu.texts.views.doors import me, of_document, of_negotiation


@require_GET
def documents(request: HttpRequest, slug: str) -> HttpResponse:
    """The documents; who has no role in the negotiation sees those that have a public version."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    sees_drafts = may_read(request.user, negotiation)
    page = {
        "negotiation": negotiation,
        "list": documents_of(negotiation, sees_drafts=sees_drafts),
        "sees_drafts": sees_drafts,
        "may_write": may_write(request.user, negotiation),
    }
    return render(request, "texts/documents.html", page)


@require_http_methods(["GET", "POST"])
@of_negotiation(may_write)
def new_document(request: HttpRequest, negotiation: Negotiation) -> HttpResponse:
    """A document is begun: what it is, between whom, on what terms, and what its draft begins with."""
    form = BeginForm(request.POST if request.method == "POST" else None, negotiation)
    is_whole = form.is_valid()
    if is_whole and "preview" not in request.POST:
        try:
            begun = begin_with(
                start=Start(form.cleaned_data["start"]),
                negotiation=negotiation,
                kind=form.cleaned_data["kind"],
                original=form.cleaned_data["original"],
                names=form.names(),
                parties=form.chosen(),
                named=form.named(),
                predecessor=form.goes_on_from(),
                by=me(request),
                now=timezone.now(),
                **form.terms(),
            )
            return redirect("draft", begun.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    page = {"negotiation": negotiation, "form": form, "sentences": form.sentences() if is_whole else None}
    return render(request, "texts/new_document.html", page)


@require_http_methods(["GET", "POST"])
@of_document(may_write)
def terms(request: HttpRequest, document: Document) -> HttpResponse:
    """The names, parties and terms of a draft are changed; versions keep those that they were made with."""
    data = request.POST if request.method == "POST" else None
    form = TermsForm(data, document.negotiation, initial=as_terms(document))
    is_whole = form.is_valid()
    if is_whole and "preview" not in request.POST:
        names = {f"name_{language}": name for language, name in form.names().items()}
        set_terms(document=document, parties=form.chosen(), named=form.named(), **names, **form.terms())
        messages.success(request, _("The terms have been saved."))
        return redirect("draft", document.pk)
    page = {"negotiation": document.negotiation, "document": document, "form": form}
    return render(request, "texts/terms.html", page | {"sentences": form.sentences() if is_whole else None})
