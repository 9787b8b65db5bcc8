"""What has been done to an event's themes, and the buttons that undo it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.synthesis.actions.undoing import undo_sorting
from sopu.synthesis.models import Sorting
from sopu.synthesis.permissions import may_see, may_sort
from sopu.synthesis.queries.log import log_of
from sopu.synthesis.views.doors import for_those_who, me

LONGEST_KEY = 19


@require_GET
@for_those_who(may_see)
def sortings(request: HttpRequest, event: Event) -> HttpResponse:
    """The whole log, a page at a time; of people or of the machine alone when asked."""
    by, before = request.GET.get("by", ""), request.GET.get("before", "")
    asked = int(before) if before.isdecimal() and len(before) < LONGEST_KEY else None
    page = {
        "event": event,
        "negotiation": event.negotiation,
        "may_sort": may_sort(request.user, event),
        "log": log_of(event, reader=me(request).pk, by=by, before=asked),
        "by": by if by in ("person", "machine") else "",
        "is_newest": asked is None,
    }
    return render(request, "synthesis/sortings.html", page)


@require_POST
@for_those_who(may_sort)
def undo(request: HttpRequest, event: Event, pk: int) -> HttpResponse:
    """One sorting is undone."""
    found = get_object_or_404(Sorting.objects.of(event), pk=pk)
    try:
        undo_sorting(sorting=found, undone_by=me(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Undone: what stood before it stands again."))
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back) if is_ours else redirect("sortings", event.code)
