"""What a participant does to what is there: takes a sentence back, says that two say the same, leaves on this phone."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.forum.actions.exchange import store_batch
from sopu.forum.models import Event, Participant
from sopu.forum.queries import hall
from sopu.forum.queries.likely import likely_repeats, own_contribution
from sopu.forum.views.hall import for_participants, to


def _tell(request: HttpRequest, participant: Participant, act: dict[str, Any], done: str) -> None:
    """One act by the way that phones' batches take, and what became of it."""
    answer = store_batch(participant=participant, acts=[act], now=timezone.now())
    if answer.refused:
        messages.error(request, answer.refused[0].sentence)
    else:
        messages.success(request, done)


@for_participants
def take_back(request: HttpRequest, event: Event, participant: Participant, sentence: uuid.UUID) -> HttpResponse:
    """One's own sentence is taken back, after a question."""
    said = own_contribution(participant, sentence)
    if said is None:
        return to("mine", event)
    if request.method == "POST":
        act = {"id": str(uuid.uuid4()), "do": "withdraw", "contribution": str(sentence)}
        _tell(request, participant, act, _("The sentence was taken back: the hall does not see it any more."))
        return to("mine", event)
    return render(request, "forum/take_back.html", {"event": event, "said": said})


@for_participants
def same(request: HttpRequest, event: Event, participant: Participant, sentence: uuid.UUID) -> HttpResponse:
    """Which earlier sentence says the same; both stay as they are."""
    found = hall.sentence_by(participant, sentence)
    if found is None:
        return to("answer", event)
    if request.method == "POST":
        told = {"contribution": str(sentence), "of": request.POST.get("of", "")}
        act = {"id": request.POST.get("id", ""), "do": "mark_duplicate"} | told
        _tell(request, participant, act, _("The mark was kept. Both sentences stay."))
        return to("answer", event, d=found.discussion, s=sentence)
    words = request.GET.get("q", "")
    page = {"likely": likely_repeats(participant, found, words), "words": words, "act_id": uuid.uuid4()}
    return render(request, "forum/same.html", page | {"event": event, "sentence": found})


@for_participants
def leave(request: HttpRequest, event: Event, participant: Participant) -> HttpResponse:
    """This phone forgets the event; what was stored stays stored, and its receipts lead to it."""
    if request.method != "POST":
        return render(request, "forum/leave.html", {"event": event, "elsewhere": {"code": event.code, "is_in": True}})
    response = redirect("enter")
    response.delete_cookie(hall.participant_cookie(event), samesite="Lax")
    messages.success(request, _("This phone has left the event. What you sent stays in the hall."))
    return response
