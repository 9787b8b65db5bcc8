"""The structures in which the parties cooperate."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.negotiations.actions.structures import remove_structure, write_structure
from sopu.negotiations.forms.contacts import StructureForm
from sopu.negotiations.models import Negotiation, Structure
from sopu.negotiations.permissions import may_own


@require_GET
def structures(request: HttpRequest, slug: str) -> HttpResponse:
    """All structures by level, the widest first; open to everybody."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    page = {
        "negotiation": negotiation,
        "structures": list(negotiation.structures.all()),
        "may_own": may_own(request.user, negotiation),
    }
    return render(request, "negotiations/structures.html", page)


def _owned(request: HttpRequest, slug: str) -> Negotiation:
    negotiation = get_object_or_404(Negotiation, slug=slug)
    if not may_own(request.user, negotiation):
        raise PermissionDenied
    return negotiation


@login_required
@require_http_methods(["GET", "POST"])
def structure(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """A structure is written down, or written again."""
    negotiation = _owned(request, slug)
    found = get_object_or_404(Structure, pk=pk, negotiation=negotiation) if pk else None
    form = StructureForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        level = form.cleaned_data["level"]
        try:
            made = write_structure(negotiation=negotiation, level=level, texts=form.texts(), structure=found)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved: %s.") % made.name)
            return redirect("structures", slug)
    return render(request, "negotiations/structure.html", {"negotiation": negotiation, "form": form, "found": found})


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A structure is taken away."""
    negotiation = _owned(request, slug)
    found = get_object_or_404(Structure, pk=pk, negotiation=negotiation)
    remove_structure(structure=found)
    messages.success(request, _("Removed: %s.") % found.name)
    return redirect("structures", slug)
