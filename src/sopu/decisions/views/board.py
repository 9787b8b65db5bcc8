"""The documents under decision, and the approvals board of each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from sopu.core.refusals import Refused
from sopu.decisions.actions.reminding import remind as remind_parties
from sopu.decisions.permissions import may_lead, may_match
from sopu.decisions.queries.board import Board, board_of, boards_in, map_of, milestones_of
from sopu.decisions.queries.reminders import reminders_of
from sopu.decisions.tasks import post_later
from sopu.negotiations.models import Negotiation
from sopu.texts.models import Document


@require_GET
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """The documents that have been submitted, and how far each is; open to everybody."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    page = {"negotiation": negotiation, "boards": boards_in(negotiation, timezone.localdate())}
    return render(request, "decisions/decisions.html", page | {"may_match": may_match(request.user, negotiation)})


def found_board(slug: str, number: int) -> Board:
    """The board of a submitted document; a draft has none, and nobody learns from here that there is one."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    document = get_object_or_404(Document.objects.of(negotiation).at_hand(), number=number)
    board = board_of(document, timezone.localdate())
    if board is None:
        raise Http404
    return board


@require_GET
def board(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What each party has decided, on a map and in a table; open to everybody."""
    found = found_board(slug, number)
    negotiation, state = found.document.negotiation, request.GET.get("state", "")
    leads = may_lead(request.user, negotiation)
    page = {
        "negotiation": negotiation,
        "board": found,
        "rows": found.rows_in(state),
        "state": state if found.rows_in(state) != found.rows else "",
        "map": map_of(found),
        "milestones": milestones_of(negotiation),
        "today": timezone.localdate(),
        "may_lead": leads,
        "reminders": reminders_of(negotiation, [found.document], timezone.now()) if leads else None,
    }
    return render(request, "decisions/board.html", page)


@login_required
@require_POST
def remind(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One press reminds those who were shown."""
    found = found_board(slug, number)
    negotiation = found.document.negotiation
    if not may_lead(request.user, negotiation):
        raise PermissionDenied
    try:
        with transaction.atomic():
            letters = remind_parties(negotiation=negotiation, documents=[found.document], now=timezone.now())
            transaction.on_commit(lambda: post_later.enqueue(negotiation.pk))
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        count = len(letters)
        words = ngettext("%(n)s person was reminded.", "%(n)s people were reminded.", count) % {"n": count}
        messages.success(request, words)
    return redirect("board", slug, number)
