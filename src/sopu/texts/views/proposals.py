"""Change proposals: a party makes one, the preparers' desk answers them, and each has its page."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.texts.actions import proposals as acts
from sopu.texts.actions.drafting import Overtaken
from sopu.texts.forms.rounds import AnswerForm, ProposeForm, WantedForm
from sopu.texts.models import ChangeProposal, Clause, CommentRound, ProposalKind
from sopu.texts.permissions import may_write
from sopu.texts.queries.collisions import Story, gatherings_of, story_of
from sopu.texts.queries.merging import NO_WORDS, change_between, words_in
from sopu.texts.queries.proposals import lines_of, place_in, round_of
from sopu.texts.queries.rounds import counted
from sopu.texts.views.doors import me
from sopu.texts.views.round_doors import (
    demand_own,
    may_prepare_round,
    may_take_part,
    mine,
    of_proposal,
    of_round,
    sent,
)
from sopu.texts.views.rounds import page_of
from sopu.web.doors import attempt


@require_http_methods(["GET", "POST"])
@of_round(may_take_part)
def propose_change(request: HttpRequest, round: CommentRound) -> HttpResponse:
    """A party words a clause otherwise, looks at what changes, and sends it with a reason."""
    asked = _asked(request, round)
    clause, kind, language = asked["clause"], asked["kind"], asked["language"]
    was = words_in(round.version, clause, language) or NO_WORDS if kind != ProposalKind.ADD else NO_WORDS
    initial = {"act": uuid.uuid4(), "heading": was.heading, "text": was.text, "party": request.GET.get("party", "")}
    form = ProposeForm(sent(request), mine(request, round.version.document), kind, initial=initial)
    if form.is_bound and form.is_valid():
        demand_own(request, form.speaker())
        if "send" in request.POST:
            try:
                return _proposed(request, round, form, asked)
            except Refused as refusal:
                form.refuse(refusal)
    is_seen = form.is_bound and not form.errors
    change = change_between(was, form.words()) if is_seen else None
    page = {"round": round, "form": form, "change": change, "is_seen": is_seen, "was": was, **asked}
    return render(request, "texts/propose.html", page_of(request, round.version.document, **page))


def _asked(request: HttpRequest, round: CommentRound) -> dict[str, Any]:
    """What is proposed, of which clause, in which language; what makes no sense is not found."""
    given = request.POST if request.method == "POST" else request.GET
    kind, key = given.get("kind", ProposalKind.REWORD), given.get("clause", "")
    place = place_in(round.version, key)
    if kind not in ProposalKind.values or (place is None and (key or kind != ProposalKind.ADD)):
        raise Http404
    return {
        "kind": kind,
        "place": place,
        "clause": place.clause if place else None,
        "key": key,
        "language": given.get("language", "") or round.version.document.original,
    }


def _proposed(request: HttpRequest, round: CommentRound, form: ProposeForm, asked: dict[str, Any]) -> HttpResponse:
    data, words, clause = form.cleaned_data, form.words(), asked["clause"]
    is_new = asked["kind"] == ProposalKind.ADD
    made = acts.propose_change(
        round=round,
        version=round.version,
        party=form.speaker(),
        kind=asked["kind"],
        clause=None if is_new else clause,
        after=clause if is_new else None,
        clause_kind=data.get("clause_kind", ""),
        language=asked["language"],
        heading=words.heading,
        text=words.text,
        reason=data["reason"],
        by=me(request),
        now=timezone.now(),
        act_id=data["act"],
    )
    messages.success(
        request, _("Proposal %(number)s is stored. It gets an answer with a reason.") % {"number": made.number}
    )
    return redirect(f"{reverse('round', args=[round.pk])}#{_anchor(clause)}")


def _anchor(clause: Clause | None) -> str:
    return f"c-{clause.key}" if clause else "start"


@require_GET
@of_round()
def proposals(request: HttpRequest, round: CommentRound) -> HttpResponse:
    """The preparers' desk: which proposals wait, and what the others were answered."""
    lines = lines_of(round.version, round)
    form = WantedForm(request.GET, lines)
    counts = counted(lines)
    standing = len(lines) - counts["withdrawn"]
    page = {"round": round, "lines": form.wanted(lines), "form": form, "counts": counts, "standing_count": standing}
    page |= {"answered_count": standing - counts["open"], "asked": _kept(request)}
    page |= {"first": next((line for line in lines if line.is_waiting), None)}
    return render(request, "texts/proposals.html", page_of(request, round.version.document, **page))


def _kept(request: HttpRequest) -> str:
    return urlencode({name: one for name in ("state", "party", "clause", "together") if (one := request.GET.get(name))})


@require_GET
@of_round()
def clause_proposals(request: HttpRequest, round: CommentRound, key: str) -> HttpResponse:
    """The proposals on one clause together: who changes which words, and each against the others."""
    gatherings = gatherings_of(lines_of(round.version, round), key)
    if not gatherings:
        raise Http404
    page = {"round": round, "gatherings": gatherings, "place": gatherings[0].place}
    return render(request, "texts/clause_proposals.html", page_of(request, round.version.document, **page))


@require_GET
@of_proposal()
def proposal(request: HttpRequest, proposal: ChangeProposal) -> HttpResponse:
    """A proposal with what it would change, what it was answered and what came of it; the preparers answer here."""
    story = story_of(proposal)
    form = AnswerForm(None, story, initial=_initial(story))
    return _shown(request, proposal, story, form)


def _initial(story: Story) -> dict[str, Any]:
    meeting = story.meeting
    is_new = story.line.is_waiting and story.line.proposal.kind != ProposalKind.REMOVE
    words = meeting.accepted if is_new else meeting.now
    return {"act": uuid.uuid4(), "heading": words.heading, "text": words.text} | _seen(story)


def _seen(story: Story) -> dict[str, Any]:
    """What the answerer sees on the page: the draft's wording and the latest answer."""
    return {"based_on": story.meeting.number, "seen": story.answers[0].pk if story.answers else 0}


def _shown(request: HttpRequest, proposal: ChangeProposal, story: Story, form: AnswerForm) -> HttpResponse:
    its_round = round_of(proposal.version)
    document = proposal.version.document
    is_own = proposal.party in mine(request, document) if proposal.party else False
    page = {"round": its_round, "story": story, "line": story.line, "form": form, "is_own": is_own}
    return render(request, "texts/proposal.html", page_of(request, document, **page))


@require_POST
@of_proposal(may_prepare_round)
def answer_proposal(request: HttpRequest, proposal: ChangeProposal) -> HttpResponse:
    """A proposal is answered; the next one that waits comes up."""
    story = story_of(proposal)
    form = AnswerForm(request.POST, story)
    if form.is_valid():
        try:
            acts.answer_proposal(proposal=proposal, by=me(request), now=timezone.now(), **form.answer())
        except Refused as refusal:
            form = _anew(request, story, form, refusal)
        else:
            messages.success(request, _("Proposal %(number)s is answered.") % {"number": proposal.number})
            return _on(proposal, story)
    return _shown(request, proposal, story, form)


def _anew(request: HttpRequest, story: Story, form: AnswerForm, refusal: Refused) -> AnswerForm:
    """The form with the refusal; what has changed meanwhile is on the page, so that the next press means it."""
    if isinstance(refusal, Overtaken) or refusal.code == "answered_meanwhile":
        given = request.POST.copy()
        given.update({name: str(value) for name, value in _seen(story).items()})
        form = AnswerForm(given, story)
        form.is_valid()
    form.refuse(refusal)
    return form


def _on(proposal: ChangeProposal, story: Story) -> HttpResponse:
    its_round = round_of(proposal.version)
    if story.after:
        return redirect(f"{reverse('proposal', args=[story.after.proposal.pk])}#proposed")
    return redirect("proposals", its_round.pk) if its_round else redirect("proposal", proposal.pk)


@require_POST
@of_proposal()
def withdraw_proposal(request: HttpRequest, proposal: ChangeProposal) -> HttpResponse:
    """A proposal is taken back: a party's by its coordinator, one from a Word file by the preparers."""
    demand_own(request, proposal.party)
    if proposal.party is None and not may_write(request.user, proposal.version.document.negotiation):
        raise PermissionDenied
    done = _("The proposal is taken back.")
    attempt(request, lambda: acts.withdraw_proposal(proposal=proposal, now=timezone.now()), done)
    return redirect("proposal", proposal.pk)
