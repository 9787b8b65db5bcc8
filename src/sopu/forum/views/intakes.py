"""Tables of other tools are brought into an event: received, read, looked through, stored, undone."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sopu.accounts.models import User
from sopu.core.intakes import Fate, Reading
from sopu.core.refusals import Refused
from sopu.forum.actions import intakes as acts
from sopu.forum.forms.intakes import ColumnsForm, UploadForm, WordsForm
from sopu.forum.models import Event, Intake
from sopu.forum.queries import intakes as found
from sopu.forum.views.desk import at_desk


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@contextmanager
def _telling(request: HttpRequest) -> Iterator[None]:
    """A refusal is told on the next page."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))


def _page(event: Event, **more: Any) -> dict[str, Any]:
    return {"event": event, "negotiation": event.negotiation, **more}


def _intake(event: Event, key: uuid.UUID) -> Intake:
    return get_object_or_404(Intake.objects.select_related("event"), event=event, key=key)


@require_http_methods(["GET", "POST"])
@at_desk
def intakes(request: HttpRequest, event: Event) -> HttpResponse:
    """What has been brought into the event, and the door for a new file."""
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            intake = acts.receive_file(
                event=event, name=file.name, data=file.read(), made_by=_me(request), now=timezone.now()
            )
            return redirect("intake_columns", code=event.code, key=intake.key)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "forum/intakes.html", _page(event, form=form, lines=found.intakes_of(event)))


@require_http_methods(["GET", "POST"])
@at_desk
def columns(request: HttpRequest, event: Event, key: uuid.UUID) -> HttpResponse:
    """What each column of the file is."""
    intake = _intake(event, key)
    grids = found.grids_of(intake)
    grid = next((one for one in grids if one.sheet == intake.sheet), None)
    if grid is None:
        return redirect("intakes", code=event.code)
    form = ColumnsForm(request.POST if request.method == "POST" else None, grid, Reading.from_json(intake.reading))
    if form.is_valid():
        try:
            acts.tell_columns(intake=intake, columns=form.columns())
            return redirect("intake_preview", code=event.code, key=key)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    page = _page(event, intake=intake, form=form, grid=grid, grids=grids)
    return render(request, "forum/intake_columns.html", page)


@require_POST
@at_desk
def choose_sheet(request: HttpRequest, event: Event, key: uuid.UUID) -> HttpResponse:
    """Another sheet of the workbook."""
    with _telling(request):
        acts.choose_sheet(intake=_intake(event, key), sheet=request.POST.get("sheet", ""))
    return redirect("intake_columns", code=event.code, key=key)


@require_http_methods(["GET", "POST"])
@at_desk
def preview(request: HttpRequest, event: Event, key: uuid.UUID) -> HttpResponse:
    """What will happen, row by row; here the meanings of words are told too."""
    intake = _intake(event, key)
    fate = request.GET.get("fate", "")
    shown = found.preview_of(intake, page=_number(request.GET.get("page", "")), fate=fate)
    if intake.stored_at or not shown.row_count:
        return redirect("intakes", code=event.code)
    reading, words = Reading.from_json(intake.reading), [*shown.asked, *shown.told]
    form = WordsForm(request.POST if request.method == "POST" else None, words, event, found.parties_of(event), reading)
    if form.is_valid():
        with _telling(request):
            acts.tell_words(intake=intake, words=form.meanings())
        return redirect("intake_preview", code=event.code, key=key)
    page = _page(event, intake=intake, form=form, shown=shown, fate=fate)
    return render(request, "forum/intake_preview.html", page | {"fates": _fates(shown)})


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 1


def _fates(shown: found.Preview) -> list[tuple[str, int]]:
    """The counts in a steady order, without those that nothing has."""
    return [(str(fate), count) for fate in Fate if (count := shown.counts.get(fate, 0))]


@require_POST
@at_desk
def store(request: HttpRequest, event: Event, key: uuid.UUID) -> HttpResponse:
    """What was shown is stored."""
    intake = _intake(event, key)
    try:
        kept = acts.store_intake(intake=intake, seen=request.POST.get("seen", ""), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("intake_preview", code=event.code, key=key)
    n = kept.sentence_count
    said = ngettext("%(n)s sentence was stored.", "%(n)s sentences were stored.", n) % {"n": n}
    messages.success(request, " ".join([said, _("The file is no longer kept.")]))
    return redirect("intakes", code=event.code)


@require_POST
@at_desk
def drop(request: HttpRequest, event: Event, key: uuid.UUID) -> HttpResponse:
    """A file that waits is thrown away."""
    acts.drop_intake(intake=_intake(event, key))
    return redirect("intakes", code=event.code)


@require_POST
@at_desk
def undo(request: HttpRequest, event: Event, key: uuid.UUID) -> HttpResponse:
    """An import is undone."""
    with _telling(request):
        acts.undo_intake(intake=_intake(event, key), made_by=_me(request), now=timezone.now())
    return redirect("intakes", code=event.code)


@require_POST
@at_desk
def redo(request: HttpRequest, event: Event, key: uuid.UUID) -> HttpResponse:
    """An import that was undone is redone."""
    with _telling(request):
        acts.redo_intake(intake=_intake(event, key), made_by=_me(request), now=timezone.now())
    return redirect("intakes", code=event.code)
