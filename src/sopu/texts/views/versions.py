"""Versions: read, told in their canonical form, compared, and found by their fingerprints."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sopu.negotiations.permissions import may_read
from sopu.texts.forms.versions import ChoiceForm, RecogniseForm
from sopu.texts.models import Document, Version
from sopu.texts.permissions import may_read_version, may_submit, may_write
from sopu.texts.queries import versions as found
from sopu.texts.views.doors import language_in, of_version


@require_GET
@of_version
def version(request: HttpRequest, version: Version) -> HttpResponse:
    """A version read: its terms, its clauses and what they stood on, and its fingerprints."""
    negotiation = version.document.negotiation
    sees_drafts = may_read(request.user, negotiation)
    read = found.version_page(version, language_in(request, version), sees_drafts=sees_drafts)
    short = request.build_absolute_uri(reverse("short_fingerprint", args=[read.text.sha256[:16]]))
    page = {"version": version, "document": version.document, "negotiation": negotiation, "read": read}
    page |= {"sees_drafts": sees_drafts, "short": short, "leads": may_submit(request.user, negotiation)}
    return render(request, "texts/version.html", page)


@require_GET
@of_version
def canonical(request: HttpRequest, version: Version, language: str) -> HttpResponse:
    """The bytes whose SHA-256 is the version's fingerprint."""
    content = found.canonical_text(version, language)
    if content is None:
        raise Http404
    name = f"{version.document.negotiation.slug}-{version.document.number}-v{version.number}-{language}.txt"
    disposition = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="text/plain; charset=utf-8", headers=disposition)


@require_GET
@of_version
def compare(request: HttpRequest, version: Version, other: int) -> HttpResponse:
    """What changed from a version to another of the same document, or of one that goes on from it."""
    newer = get_object_or_404(Version.objects.at_hand().prefetch_related("texts"), pk=other)
    document = newer.document
    if version.document_id not in (document.pk, document.predecessor_id) or not may_read_version(request.user, newer):
        raise Http404
    return _compared(request, version, newer, document, language_in(request, newer))


@require_GET
@of_version
def compare_draft(request: HttpRequest, version: Version) -> HttpResponse:
    """What changed from a version to the draft as it is now."""
    if not may_read(request.user, version.document.negotiation):
        raise Http404
    return _compared(request, version, None, version.document, request.GET.get("language", ""))


def _compared(
    request: HttpRequest, old: Version, new: Version | None, document: Document, language: str
) -> HttpResponse:
    sees_drafts = may_read(request.user, document.negotiation)
    comparison = found.comparison_of(old, new, document, language, sees_drafts=sees_drafts)
    if comparison is None:
        raise Http404
    form = ChoiceForm(None, comparison.choices, document, sees_drafts=sees_drafts, initial=comparison)
    page = {"comparison": comparison, "document": document, "negotiation": document.negotiation, "form": form}
    return render(request, "texts/compare.html", page | {"may_write": may_write(request.user, document.negotiation)})


@require_GET
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """From the chosen two versions to their comparison."""
    document = get_object_or_404(Document.objects.at_hand(), pk=pk)
    sees_drafts = may_read(request.user, document.negotiation)
    choices = found.choices_for(document, sees_drafts=sees_drafts)
    form = ChoiceForm(request.GET, choices, document, sees_drafts=sees_drafts)
    if not form.is_valid():
        raise Http404
    return redirect(form.address())


@require_GET
def fingerprint(request: HttpRequest, told: str) -> HttpResponse:
    """The version whose fingerprint begins so; one that nobody knows is told plainly, with a way to try a text."""
    form = RecogniseForm({"fingerprint": told})
    rows = found.recognised_by(form.cleaned_data["fingerprint"]) if form.is_valid() else ()
    seen = [row for row in rows if may_read_version(request.user, row.version)]
    if len({row.sha256 for row in seen}) == 1:
        return redirect(f"{reverse('version', args=[seen[0].version_id])}?language={seen[0].language}")
    page = {"told": told, "rows": seen, "form": RecogniseForm(), "is_known": bool(seen)}
    return render(request, "texts/fingerprint.html", page, status=200 if seen else 404)


@require_http_methods(["GET", "POST"])
def recognise(request: HttpRequest) -> HttpResponse:
    """A text or a file is compared by its fingerprint with the versions that the reader may see; nothing is stored."""
    is_asked = request.method == "POST"
    form = RecogniseForm(request.POST if is_asked else None, request.FILES if is_asked else None)
    if not form.is_valid():
        return render(request, "texts/fingerprint.html", {"form": form})
    if not form.content():
        return redirect("fingerprint", form.cleaned_data["fingerprint"])
    tried = found.tried(form.content())
    rows = [row for row in found.recognised_by(tried.sha256) if may_read_version(request.user, row.version)]
    page = {"form": form, "tried": tried, "rows": rows, "is_known": bool(rows)}
    return render(request, "texts/fingerprint.html", page)
