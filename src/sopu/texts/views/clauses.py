"""One clause of a draft: written, moved, described, left out and taken back, stood on findings; and its history."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.negotiations.permissions import may_read
from sopu.texts.actions import drafting as acts
from sopu.texts.actions.moving import move_after, move_down, move_up
from sopu.texts.actions.writing import write_languages
from sopu.texts.forms.clauses import MoveForm, NewClauseForm, PlaceForm, SearchForm, WordsForm, as_placed
from sopu.texts.models import Clause, Document
from sopu.texts.permissions import may_translate, may_write
from sopu.texts.queries.clauses import Clash, Page, Side, clash_of, clause_page, history_of, neighbours_in
from sopu.texts.queries.drafts import clause_in
from sopu.texts.queries.grounds import choices_for, finding_in
from sopu.texts.views.doors import me, of_clause, of_document


def _in_draft(clause: Clause) -> HttpResponse:
    """Back to the draft, where the clause stands."""
    return redirect(f"{reverse('draft', args=[clause.document_id])}#k-{clause.key}")


@require_http_methods(["GET", "POST"])
@of_document(may_write)
def add_clause(request: HttpRequest, document: Document) -> HttpResponse:
    """A clause is added to the draft: after another, or first."""
    neighbours = neighbours_in(document)
    after = request.GET.get("after", "")
    initial = {"after": after} if after else {}
    form = NewClauseForm(request.POST if request.method == "POST" else None, document, neighbours, initial=initial)
    if form.is_valid():
        told = dict(form.cleaned_data)
        behind = clause_in(document, told.pop("after"))
        clause = acts.add_clause(
            document=document,
            language=document.original,
            after=behind,
            at_start=behind is None,
            by=me(request),
            now=timezone.now(),
            **told,
        )
        return redirect("clause", clause.pk)
    page = {"document": document, "negotiation": document.negotiation, "form": form}
    return render(request, "texts/add_clause.html", page)


@require_http_methods(["GET", "POST"])
@of_clause(may_read)
def clause(request: HttpRequest, clause: Clause) -> HttpResponse:
    """A clause in its languages side by side; those who may write it, and are told when somebody else has."""
    page, negotiation = clause_page(clause), clause.document.negotiation
    if not may_translate(request.user, negotiation):
        return render(request, "texts/clause_read.html", _page(clause, page))
    writes = may_write(request.user, negotiation)
    form = WordsForm(request.POST if request.method == "POST" else None, page.sides, writes_original=writes)
    if "use" in request.POST:
        _take_chosen(form, page, request.POST["use"])
    elif "preview" not in request.POST and form.is_valid():
        said, shown, now = form.sayings(), form.shown(), timezone.now()
        try:
            written = write_languages(clause=clause, sayings=said, shown=shown, by=me(request), now=now)
            if not written.overtaken:
                return _in_draft(clause)
            page = clause_page(clause)
            form.tell_overtaken(written.overtaken, _numbers(page.sides))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "texts/clause.html", _writing(request, clause, page, form) | {"may_write": writes})


def _numbers(sides: Sequence[Side]) -> dict[str, int]:
    return {side.language: side.wording.number if side.wording else 0 for side in sides}


def _clash(clause: Clause, side: Side, form: WordsForm) -> Clash | None:
    told = form.overtaken(side.language)
    return clash_of(clause, side.wording, *told) if told else None


def _take_chosen(form: WordsForm, page: Page, told: str) -> None:
    """After an overtaking the writer chooses: one's own words, those that stand, or both in one."""
    language, _dot, which = told.partition(".")
    side = next((one for one in page.sides if one.language == language), None)
    clash = _clash(page.clause, side, form) if side else None
    if side is None or clash is None:
        return
    mine, theirs = form.overtaken(language), side.wording
    words = {
        "mine": mine[1:] if mine else None,
        "theirs": (theirs.heading, theirs.text) if theirs else None,
        "both": (clash.merged.heading, clash.merged.text) if clash.merged else None,
    }.get(which)
    if words:
        form.take(language, *words)


def _page(clause: Clause, page: Page, **more: Any) -> dict[str, Any]:
    document = clause.document
    return {"clause": clause, "page": page, "document": document, "negotiation": document.negotiation, **more}


def _writing(request: HttpRequest, clause: Clause, page: Page, form: WordsForm) -> dict[str, Any]:
    """What the page on which a clause is written shows."""
    words = request.GET.get("words", "")
    sides = [
        (side, *form.controls_in(side.language), form.kept_in(side.language), _clash(clause, side, form))
        for side in page.sides
    ]
    return _page(
        clause,
        page,
        form=form,
        sides=sides,
        previews=[(one, *form.words_in(one)) for one in form.languages] if "preview" in request.POST else [],
        place=PlaceForm(None, clause.document.negotiation, initial=as_placed(clause)),
        move=MoveForm(None, page.neighbours),
        search=SearchForm({"words": words}),
        choices=choices_for(clause, words),
        has_sought="words" in request.GET,
    )


@require_POST
@of_clause(may_write)
def describe(request: HttpRequest, clause: Clause) -> HttpResponse:
    """What the clause is for, how deep it stands, and its goal area."""
    form = PlaceForm(request.POST, clause.document.negotiation)
    if form.is_valid():
        acts.describe_clause(clause=clause, **form.cleaned_data)
        messages.success(request, _("Saved."))
    else:
        messages.warning(request, _("Nothing was saved: choose from what is offered."))
    return redirect("clause", clause.pk)


@require_POST
@of_clause(may_write)
def move(request: HttpRequest, clause: Clause) -> HttpResponse:
    """The clause moves, with what stands under it."""
    form = MoveForm(request.POST, neighbours_in(clause.document))
    if form.is_valid():
        if form.cleaned_data["way"] == "after":
            move_after(clause=clause, after=clause_in(clause.document, form.cleaned_data["after"]))
        else:
            {"up": move_up, "down": move_down}[form.cleaned_data["way"]](clause=clause)
    return _in_draft(clause)


@require_POST
@of_clause(may_write)
def leave_out(request: HttpRequest, clause: Clause) -> HttpResponse:
    """The clause leaves the draft; it can be taken back."""
    acts.leave_out(clause=clause, now=timezone.now())
    messages.success(request, _("The clause has been left out. It can be taken back at the end of the page."))
    return redirect("draft", clause.document_id)


@require_POST
@of_clause(may_write)
def take_back(request: HttpRequest, clause: Clause) -> HttpResponse:
    """The clause stands in the draft again."""
    acts.take_back(clause=clause)
    return _in_draft(clause)


@require_POST
@of_clause(may_write)
def state_basis(request: HttpRequest, clause: Clause) -> HttpResponse:
    """The clause stands on a finding."""
    finding = finding_in(clause.document, request.POST.get("finding", ""))
    if finding is None:
        raise Http404
    acts.state_basis(clause=clause, finding=finding, by=me(request), now=timezone.now())
    return redirect(f"{reverse('clause', args=[clause.pk])}#basis")


@require_POST
@of_clause(may_write)
def drop_basis(request: HttpRequest, clause: Clause) -> HttpResponse:
    """The clause no longer stands on a finding."""
    finding = finding_in(clause.document, request.POST.get("finding", ""))
    if finding is None:
        raise Http404
    acts.drop_basis(clause=clause, finding=finding)
    return redirect(f"{reverse('clause', args=[clause.pk])}#basis")


@require_GET
@of_clause(may_read)
def history(request: HttpRequest, clause: Clause) -> HttpResponse:
    """Every wording of the clause in each language, and what changed from one to the next."""
    page = clause_page(clause)
    return render(request, "texts/clause_history.html", _page(clause, page, history=history_of(clause)))
