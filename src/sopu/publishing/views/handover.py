"""What goes to the regional wellbeing plan is downloaded by the process owner."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sopu.forum.models import Event
from sopu.negotiations.permissions import may_own
from sopu.publishing.documents.handover import is_empty
from sopu.publishing.documents.package import handover_file, handover_name
from sopu.publishing.queries.handover import handover_of

TYPES = {
    "zip": "application/zip",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@login_required
@require_GET
def handover(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """What goes to the wellbeing plan, in the form and in the language of the page."""
    event = get_object_or_404(Event.objects.with_negotiations(), code=code.upper())
    if not may_own(request.user, event.negotiation):
        raise PermissionDenied
    if form not in TYPES:
        raise Http404
    part = handover_of(event, language=get_language() or "fi", made_at=timezone.now())
    if is_empty(part):
        messages.info(request, _("Nothing has been directed to the wellbeing plan yet."))
        return redirect("dispositions", event.code)
    name = handover_name(part, form)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(handover_file(part, form), content_type=TYPES[form], headers=headers)
