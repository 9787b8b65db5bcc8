"""A version, and what changed between two, on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_GET

from sopu.publishing.documents import pack_files, packs, pdf
from sopu.publishing.documents.packs import PackText
from sopu.publishing.queries.packs import pack_text
from sopu.texts.models import Version
from sopu.texts.permissions import may_read_version


def _read(request: HttpRequest, pk: int, language: str) -> Version:
    """The version, for those who may read it, when it is worded in the language."""
    version = get_object_or_404(Version.objects.at_hand(), pk=pk)
    if not may_read_version(request.user, version) or not version.texts.filter(language=language).exists():
        raise Http404
    return version


@require_GET
def version_paper(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The version in one language as an accessible PDF."""
    text = pack_text(_read(request, pk, language), language, timezone.now())
    with override(language):
        return _pdf(text, pdf.written(packs.text_outline(text), text.county), f"v{text.version}")


@require_GET
def comparison_paper(request: HttpRequest, pk: int, other: int, language: str) -> HttpResponse:
    """What changed from a version to another of the same document, or of one that goes on from it, as a PDF."""
    older, newer = _read(request, pk, language), _read(request, other, language)
    if older.document_id not in (newer.document_id, newer.document.predecessor_id):
        raise Http404
    text = pack_text(newer, language, timezone.now(), before=older)
    with override(language):
        made = pdf.written(packs.redline_outline(text), text.county)
        return _pdf(text, made, f"v{older.number}-v{newer.number}")


def _pdf(text: PackText, content: bytes, ending: str) -> HttpResponse:
    name = f"{pack_files.named(text.title)}-{ending}-{text.language}.pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
