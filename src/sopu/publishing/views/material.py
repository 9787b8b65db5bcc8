"""The material, its packages and their delivery."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.negotiations.models import Negotiation
from sopu.negotiations.permissions import may_own
from sopu.publishing import files, tasks
from sopu.publishing.actions.compiling import request_compilation, request_packs
from sopu.publishing.actions.delivering import deliver as deliver_packages
from sopu.publishing.actions.delivering import fetch_own_package, fetch_package
from sopu.publishing.models import Compilation, Package
from sopu.publishing.permissions import may_fetch
from sopu.publishing.queries import packages
from sopu.publishing.queries.outbox import outbox_of
from sopu.publishing.queries.packs import packed_cases
from sopu.texts.models import Version


@require_GET
def material(request: HttpRequest, slug: str) -> HttpResponse:
    """What has been compiled in a negotiation, and what of it the reader may have."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    is_owner, today = may_own(request.user, negotiation), timezone.localdate()
    return render(
        request,
        "publishing/material.html",
        {
            "negotiation": negotiation,
            "is_owner": is_owner,
            "events": packages.materials_of(negotiation) if is_owner else [],
            "own": packages.packages_of(request.user, negotiation, today),
            "whole": packages.whole_packages(negotiation),
        },
    )


@login_required
@require_POST
def compile_event(request: HttpRequest, code: str) -> HttpResponse:
    """One press compiles."""
    event = get_object_or_404(Event.objects.select_related("negotiation"), code=code.upper())
    if not may_own(request.user, event.negotiation):
        raise PermissionDenied
    with transaction.atomic():
        compilation = request_compilation(event=event, requested_by=cast(User, request.user), now=timezone.now())
        if compilation.started_at is None:
            transaction.on_commit(lambda: tasks.compile_later.enqueue(compilation.pk))
    return redirect("compilation", compilation.pk)


def _owned(request: HttpRequest, pk: int) -> Compilation:
    """The compilation, for its process owner only."""
    found = get_object_or_404(Compilation.objects.with_negotiations(), pk=pk)
    if not may_own(request.user, found.negotiation):
        raise PermissionDenied
    return found


@login_required
@require_http_methods(["GET", "POST"])
def packs(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision packs of a submitted version: what each will hold, those that were made, and one press for all."""
    version = get_object_or_404(Version.objects.at_hand(), pk=pk)
    if not may_own(request.user, version.document.negotiation):
        raise PermissionDenied
    if request.method == "POST":
        return _make_packs(request, version)
    facts = {
        "negotiation": version.document.negotiation,
        "version": version,
        "cases": packed_cases(version),
        "compilations": Compilation.objects.filter(version=version),
    }
    return render(request, "publishing/packs.html", facts)


def _make_packs(request: HttpRequest, version: Version) -> HttpResponse:
    try:
        with transaction.atomic():
            made = request_packs(version=version, requested_by=cast(User, request.user), now=timezone.now())
            if made.started_at is None:
                transaction.on_commit(lambda: tasks.compile_later.enqueue(made.pk))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("packs", version.pk)
    return redirect("compilation", made.pk)


@login_required
@require_GET
def compilation(request: HttpRequest, pk: int) -> HttpResponse:
    """How a compilation comes along; then its packages, who gets them, and who has fetched them."""
    found = _owned(request, pk)
    return render(
        request,
        "publishing/pack_compilation.html" if found.version else "publishing/compilation.html",
        {
            "negotiation": found.negotiation,
            "compilation": found,
            "progress": packages.progress_of(found),
            "rows": packages.rows_of(found) if found.finished_at else [],
            "is_posting": packages.is_posting(),
        },
    )


@login_required
@require_GET
def compilation_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that is asked for again while the work goes on."""
    found = _owned(request, pk)
    page = "publishing/pack_progress.html" if found.version else "publishing/progress.html"
    answer = render(request, page, {"progress": packages.progress_of(found)})
    if found.finished_at or found.failure:
        answer.headers["HX-Refresh"] = "true"
    return answer


@login_required
@require_POST
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    """One press delivers."""
    found = _owned(request, pk)
    try:
        with transaction.atomic():
            deliver_packages(compilation=found, now=timezone.now())
            transaction.on_commit(lambda: tasks.send_later.enqueue(found.negotiation.pk))
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Delivered. Below you see who has fetched their package, and when."))
    return redirect("compilation", pk)


def _file(package: Package) -> HttpResponse:
    path = files.path_of(package.file)
    headers = {"Content-Disposition": f'attachment; filename="{path.name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(path.read_bytes(), content_type="application/zip", headers=headers)


@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """A package, for whom it is."""
    found = get_object_or_404(Package.objects.with_negotiations(), pk=pk)
    if not may_fetch(request.user, found):
        raise PermissionDenied
    if isinstance(request.user, User):
        fetch_own_package(package=found, user=request.user, now=timezone.now())
    return _file(found)


@login_required
@require_GET
def outbox(request: HttpRequest, slug: str) -> HttpResponse:
    """The letters of a negotiation: sent, waiting or failed."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    if not may_own(request.user, negotiation):
        raise PermissionDenied
    is_posting = packages.is_posting()
    letters = outbox_of(negotiation, is_posting=is_posting)
    facts = {"negotiation": negotiation, "letters": letters, "is_posting": is_posting}
    return render(request, "publishing/outbox.html", facts)


@login_required
@require_POST
def send_again(request: HttpRequest, slug: str) -> HttpResponse:
    """The letters that wait are tried again."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    if not may_own(request.user, negotiation):
        raise PermissionDenied
    tasks.send_later.enqueue(negotiation.pk)
    messages.success(request, _("The waiting letters are on their way. Load the page again to see how it went."))
    return redirect("outbox", slug)


@require_GET
def delivered(request: HttpRequest, token: str) -> HttpResponse:
    """Where a letter's link leads: what the package holds, and a button that fetches it."""
    delivery = packages.delivery_by(token)
    is_old = delivery is not None and delivery.expires_at <= timezone.now()
    status = 404 if delivery is None else 410 if is_old else 200
    facts = {
        "delivery": delivery,
        "is_old": is_old,
        "token": token,
        "negotiation": delivery.package.compilation.negotiation if delivery else None,
    }
    return render(request, "publishing/delivered.html", facts, status=status)


@require_POST
def fetch(request: HttpRequest, token: str) -> HttpResponse:
    """The package of a letter's link; the fetch is kept."""
    delivery = packages.delivery_by(token)
    if delivery is None:
        return redirect("delivered", token)
    try:
        package = fetch_package(delivery=delivery, now=timezone.now())
    except Refused:
        return redirect("delivered", token)
    return _file(package)
