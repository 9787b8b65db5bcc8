"""The thread: any sentence, finding, clause, measure or indicator, and what lies up and down the river from it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from sopu.negotiations.models import Negotiation
from sopu.negotiations.permissions import may_read
from sopu.publishing.permissions import may_see_hall
from sopu.publishing.queries.thread_nodes import Sight
from sopu.publishing.queries.thread_pictures import picture_of
from sopu.publishing.queries.threads import KINDS, Kind, thread_of


def thread(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """As a picture and as a list."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    if kind not in KINDS:
        raise Http404
    sight = Sight(hall=may_see_hall(request.user, negotiation), drafts=may_read(request.user, negotiation))
    found = thread_of(negotiation, Kind(kind), pk, timezone.localdate(), sight)
    if found is None:
        raise Http404
    context = {"negotiation": negotiation, "thread": found, "picture": picture_of(found)}
    return render(request, "publishing/thread.html", context)
