"""Word files go out and come back: downloads, and the door for what comes in."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from sopu.core.refusals import Refused
from sopu.negotiations.permissions import may_read
from sopu.texts.actions import agreements, intakes
from sopu.texts.forms.intakes import AgreementForm, ReturnForm
from sopu.texts.models import Document, Version
from sopu.texts.permissions import may_read_version, may_write
from sopu.texts.queries import intakes as found
from sopu.texts.queries.word_files import WordFile, draft_word, word_of
from sopu.texts.views.doors import language_in, me, of_document, of_version
from sopu.texts.views.round_doors import mine

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _sent(file: WordFile) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.content, content_type=WORD, headers=disposition)


@require_GET
@of_version
def version_word(request: HttpRequest, version: Version) -> HttpResponse:
    """A version as a Word file; against another one, with the changes from it tracked."""
    worded = {text.language for text in version.texts.all()}
    language = language_in(request, version)
    against = _against(request, version.document, language)
    if language not in worded:
        raise Http404
    return _sent(word_of(version, language, against))


@require_GET
@of_document(may_read)
def draft_file(request: HttpRequest, document: Document) -> HttpResponse:
    """The draft as it is now as a Word file; against a version, with the changes from it tracked."""
    language = request.GET.get("language", "") or document.original
    against = _against(request, document, language)
    if language not in found.word_page(document).languages:
        raise Http404
    return _sent(draft_word(document, language, against, timezone.now()))


def _against(request: HttpRequest, document: Document, language: str) -> Version | None:
    """The version that changes are told from, if one is asked for: of the document, or of what it goes on from."""
    asked = request.GET.get("against", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 9:
        raise Http404
    other = get_object_or_404(Version.objects.at_hand().prefetch_related("texts"), pk=int(asked))
    is_ours = other.document_id in (document.pk, document.predecessor_id)
    is_worded = language in {text.language for text in other.texts.all()}
    if not is_ours or not is_worded or not may_read_version(request.user, other):
        raise Http404
    return other


@require_http_methods(["GET", "POST"])
@of_document(may_read)
def word(request: HttpRequest, document: Document) -> HttpResponse:
    """What can be downloaded to be edited in Word, and the door for a file that comes back."""
    parties, is_preparer = mine(request, document), may_write(request.user, document.negotiation)
    page = found.word_page(document)
    speakers = parties if page.open_round else ()
    can_bring = bool(speakers) or (is_preparer and page.newest is not None)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReturnForm(*given, parties=speakers, is_preparer=is_preparer) if can_bring else None
    if request.method == "POST" and form is None:
        raise PermissionDenied
    if form is not None and form.is_bound and form.is_valid() and (brought := _brought(request, document, form)):
        return brought
    lines = found.intakes_of(document, parties, is_preparer=is_preparer)
    told = {"page": page, "form": form, "is_preparer": is_preparer, "lines": lines}
    return render(request, "texts/word.html", told | {"document": document, "negotiation": document.negotiation})


def _brought(request: HttpRequest, document: Document, form: ReturnForm) -> HttpResponse | None:
    try:
        intake = intakes.take_in_word(
            document=document,
            party=form.speaker(),
            content=form.cleaned_data["file"].read(),
            by=me(request),
            now=timezone.now(),
            act_id=form.cleaned_data["act"],
        )
    except Refused as refusal:
        form.refuse(refusal)
        return None
    return redirect("text_intake", intake.pk)


@require_http_methods(["GET", "POST"])
@of_document(may_write)
def bring_agreement(request: HttpRequest, document: Document) -> HttpResponse:
    """An existing agreement is brought in: a Word file, or the text that was recognised from paper."""
    form = AgreementForm(request.POST or None, request.FILES or None, initial={"language": document.original})
    if form.is_bound and form.is_valid():
        try:
            intake = agreements.take_in_agreement(
                document=document,
                language=form.cleaned_data["language"],
                content=form.content(),
                by=me(request),
                now=timezone.now(),
                act_id=form.cleaned_data["act"],
            )
            return redirect("text_intake", intake.pk)
        except Refused as refusal:
            form.refuse(refusal)
    page = {"form": form, "document": document, "negotiation": document.negotiation}
    return render(request, "texts/bring_agreement.html", page)
