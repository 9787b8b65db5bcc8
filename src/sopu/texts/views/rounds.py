"""Comment rounds: opening and closing them, the page of a round, and what each party says."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.negotiations.permissions import may_read
from sopu.texts import tasks
from sopu.texts.actions import rounds as acts
from sopu.texts.forms.rounds import CloseForm, CommentForm, OpenForm, usual_last_day
from sopu.texts.models import Comment, CommentRound, Document
from sopu.texts.permissions import may_write
from sopu.texts.queries.proposals import place_in
from sopu.texts.queries.rounds import rounds_of, talks_of
from sopu.texts.views.doors import me, of_document
from sopu.texts.views.round_doors import (
    demand_own,
    may_prepare_round,
    may_take_part,
    mine,
    of_comment,
    of_round,
    sent,
    today,
)
from sopu.web.doors import attempt


def page_of(request: HttpRequest, document: Document, **more: Any) -> dict[str, Any]:
    """What every page of rounds has."""
    usual = {"negotiation": document.negotiation, "document": document, "today": today()}
    return usual | {"may_write": may_write(request.user, document.negotiation)} | more


@require_GET
@of_document(may_read)
def rounds(request: HttpRequest, document: Document) -> HttpResponse:
    """The document's comment rounds."""
    lines = rounds_of(document)
    is_open = any(line.round.closed_at is None for line in lines)
    return render(request, "texts/rounds.html", page_of(request, document, lines=lines, is_open=is_open))


@require_http_methods(["GET", "POST"])
@of_document(may_write)
def open_round(request: HttpRequest, document: Document) -> HttpResponse:
    """A round is opened, and the letters go."""
    form = OpenForm(sent(request), initial={"due_on": usual_last_day(today())})
    if form.is_bound and form.is_valid():
        try:
            made = acts.open_round(document=document, by=me(request), now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            tasks.post.enqueue(document.negotiation_id)
            messages.success(
                request, _("The round is open, and letters to the parties’ coordinators are on their way.")
            )
            return redirect("round", made.pk)
    return render(request, "texts/round_open.html", page_of(request, document, form=form))


@require_http_methods(["GET", "POST"])
@of_round(may_prepare_round)
def close_round(request: HttpRequest, round: CommentRound) -> HttpResponse:
    """A round is closed with what came of it."""
    form = CloseForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            acts.close_round(round=round, by=me(request), now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            tasks.post.enqueue(round.version.document.negotiation_id)
            messages.success(request, _("The round is closed, and those that took part get a letter."))
            return redirect("round_summary", round.pk)
    page = page_of(request, round.version.document, form=form, round=round, talks=talks_of(round))
    return render(request, "texts/round_close.html", page)


@require_GET
@of_round()
def round_page(request: HttpRequest, round: CommentRound) -> HttpResponse:
    """The version with what is said beside each clause, and who has not answered yet."""
    document, talks = round.version.document, talks_of(round, request.GET.get("language", ""))
    own = mine(request, document)
    page = {"round": round, "talks": talks, "own": own, "own_keys": [party.pk for party in own]}
    page |= {"form": CommentForm(None, own, initial={"act": uuid.uuid4()}, auto_id=False)}
    page |= {"own_standings": [one for one in talks.standings if one.party in own]}
    return render(request, "texts/round.html", page_of(request, document, **page))


@require_http_methods(["GET", "POST"])
@of_round(may_take_part)
def comment(request: HttpRequest, round: CommentRound) -> HttpResponse:
    """A party says something of a clause, or of the whole."""
    key = request.POST.get("clause", request.GET.get("clause", ""))
    place = place_in(round.version, key) if key else None
    form = CommentForm(sent(request), mine(request, round.version.document), initial={"act": uuid.uuid4()})
    if form.is_bound and form.is_valid() and (place or not key):
        data, party = form.cleaned_data, form.speaker()
        demand_own(request, party)
        usual = {"text": data["text"], "act_id": data["act"], "by": me(request), "now": timezone.now()}
        try:
            acts.comment(round=round, party=party, clause=place.clause if place else None, **usual)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("The comment is stored, and all who have a role in the negotiation can read it.")
            )
            return redirect(f"{reverse('round', args=[round.pk])}#{f'c-{key}' if key else 'general'}")
    page = page_of(request, round.version.document, form=form, round=round, key=key, place=place)
    return render(request, "texts/comment.html", page)


@require_POST
@of_comment(may_take_part)
def withdraw_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    """A party takes its comment back."""
    demand_own(request, comment.party)
    done = _("The comment is taken back.")
    attempt(request, lambda: acts.withdraw_comment(comment=comment, now=timezone.now()), done)
    return redirect("round_party", comment.round_id, comment.party.number)


@require_GET
@of_round()
def round_party(request: HttpRequest, round: CommentRound, number: int) -> HttpResponse:
    """What a party said in a round, and what became of it."""
    document, talks = round.version.document, talks_of(round)
    standing = next((one for one in talks.standings if one.party.number == number), None)
    if standing is None:
        raise Http404
    is_own = standing.party in mine(request, document)
    page = page_of(request, document, round=round, standing=standing, is_own=is_own, talks=talks)
    return render(request, "texts/round_party.html", page)


@require_GET
@of_round()
def round_summary(request: HttpRequest, round: CommentRound) -> HttpResponse:
    """What came of a round, to be printed: by party, by clause, with every answer and reason."""
    page = page_of(request, round.version.document, round=round, talks=talks_of(round))
    return render(request, "texts/round_summary.html", page)
