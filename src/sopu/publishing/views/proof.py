"""The proof: a negotiation's log, a party's certificate, and the dossier."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.ledger.queries import checkpoint_of, log_of
from sopu.negotiations.models import Negotiation
from sopu.negotiations.permissions import may_own
from sopu.publishing import files, tasks
from sopu.publishing.actions.proving import request_dossier
from sopu.publishing.documents import certificates
from sopu.publishing.models import Dossier
from sopu.publishing.queries.certificates import certificate_of
from sopu.publishing.queries.logs import entries_file, log_page
from sopu.texts.models import Document


@require_GET
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """What has been sealed in a negotiation, and how anybody can check it; open to everybody."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    page = {"negotiation": negotiation, "log": log_page(negotiation), "owns": may_own(request.user, negotiation)}
    return render(request, "publishing/log.html", page)


@require_GET
def log_entries(request: HttpRequest, slug: str) -> HttpResponse:
    """Every entry as it is hashed, a line each."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    return _text(entries_file(negotiation), f"{slug}-log.jsonl")


@require_GET
def log_checkpoint(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest signed checkpoint, to be kept."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    checkpoint = checkpoint_of(log_of(negotiation.slug))
    if checkpoint is None:
        raise Http404
    return _text(checkpoint.note.encode(), f"{slug}-checkpoint-{checkpoint.size}.txt")


def _text(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="text/plain; charset=utf-8", headers=headers)


@require_GET
def certificate(request: HttpRequest, slug: str, number: int, party: int) -> HttpResponse:
    """What a party's body approved, as one page that proves itself; open to everybody, as the decision is."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    document = get_object_or_404(Document.objects.of(negotiation).at_hand(), number=number)
    found = certificate_of(document, party, get_language() or "fi", timezone.localdate())
    if found is None:
        raise Http404
    headers = {"Content-Disposition": f'inline; filename="{slug}-{number}-{party}.pdf"'}
    return HttpResponse(certificates.pdf(found), content_type="application/pdf", headers=headers)


def _owned(request: HttpRequest, slug: str) -> Negotiation:
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    if not may_own(request.user, negotiation):
        raise PermissionDenied
    return negotiation


@login_required
@require_GET
def dossier(request: HttpRequest, slug: str) -> HttpResponse:
    """Dossiers that have been made, how far one under way is, and a button that makes one."""
    negotiation = _owned(request, slug)
    return render(request, "publishing/dossier.html", _page(negotiation) | {"log": log_page(negotiation)})


def _page(negotiation: Negotiation) -> dict[str, object]:
    made = list(Dossier.objects.of(negotiation))
    return {
        "negotiation": negotiation,
        "dossiers": [one for one in made if one.finished_at],
        "under_way": next((one for one in made if not one.finished_at and not one.failure), None),
        "failed": made[0] if made and made[0].failure else None,
    }


@login_required
@require_GET
def dossier_progress(request: HttpRequest, slug: str) -> HttpResponse:
    """The part of the page that is asked for again while the work goes on."""
    page = _page(_owned(request, slug))
    answer = render(request, "publishing/dossier_progress.html", page)
    if page["under_way"] is None:
        answer.headers["HX-Refresh"] = "true"
    return answer


@login_required
@require_POST
def make_dossier(request: HttpRequest, slug: str) -> HttpResponse:
    """One press makes the dossier, in the background."""
    negotiation, now = _owned(request, slug), timezone.now()
    try:
        with transaction.atomic():
            asked = request_dossier(negotiation=negotiation, requested_by=cast(User, request.user), now=now)
            if asked.started_at is None:
                transaction.on_commit(lambda: tasks.make_dossier_later.enqueue(asked.pk))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("dossier", slug)


@login_required
@require_GET
def dossier_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A dossier that was made, for the process owners."""
    found = get_object_or_404(Dossier.objects.select_related("negotiation"), pk=pk)
    if not may_own(request.user, found.negotiation):
        raise PermissionDenied
    if not found.finished_at:
        raise Http404
    path = files.path_of(found.file)
    headers = {"Content-Disposition": f'attachment; filename="{path.name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(path.read_bytes(), content_type="application/zip", headers=headers)
