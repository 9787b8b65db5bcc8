"""Own data out and away, for whoever holds the receipt of a sentence."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control

from sopu.core.refusals import Refused
from sopu.forum.actions.erasing import erase_contribution
from sopu.forum.forms.receipts import ErasureForm
from sopu.forum.queries.receipts import contribution_by, kept_of
from sopu.forum.views.hall import holder_of


@cache_control(private=True, no_store=True)
def data(request: HttpRequest, code: str) -> HttpResponse:
    """What is kept of the sentence, as JSON to take away."""
    found = contribution_by(code)
    if found is None:
        return redirect("receipts")
    holder = holder_of(request, found.discussion.event)
    kept = kept_of(found, for_writer=holder is not None and holder.pk == found.participant_id)
    response = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="sopu-{found.receipt}.json"'
    response["X-Robots-Tag"] = "noindex"
    return response


@cache_control(private=True, no_store=True)
def erase(request: HttpRequest, code: str) -> HttpResponse:
    """The text is erased, when who holds the receipt says so twice: by the code and by a mark."""
    found = contribution_by(code)
    if found is None:
        return redirect("receipts")
    form = ErasureForm(found.receipt, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_contribution(contribution=found, now=timezone.now())
            return redirect("receipt", code=found.receipt)
        except Refused as refused:
            form.add_error(None, str(refused))
    response = render(request, "forum/erase.html", {"said": found, "event": found.discussion.event, "form": form})
    response["X-Robots-Tag"] = "noindex"
    return response
