"""The hall on a phone: enter by a code, join, write, answer, and see what one said."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from sopu.core.refusals import Refused
from sopu.forum.actions.exchange import NotStored, store_batch
from sopu.forum.actions.joining import join_again, join_event
from sopu.forum.forms.hall import AbstentionForm, CodeForm, JoinForm, ReactionForm, SentenceForm, sentence_form
from sopu.forum.models import Event, Participant
from sopu.forum.queries import hall
from sopu.forum.queries.programme import programme_of
from sopu.forum.views.phone import frame

DAYS_REMEMBERED = 60
ANSWERS_SHOWN = 12
Asked = ParamSpec("Asked")
Page = Callable[Concatenate[HttpRequest, Event, Participant, Asked], HttpResponse]
never_shared = cache_control(private=True, no_cache=True)


def to(page: str, event: Event, **asked: str | int | uuid.UUID | None) -> HttpResponse:
    """To a page of the event, with what is asked of it in the address."""
    query = urlencode({key: str(value) for key, value in asked.items() if value})
    return redirect(reverse(page, args=[event.code]) + (f"?{query}" if query else ""))


def holder_of(request: HttpRequest, event: Event) -> Participant | None:
    """Who this phone is in the event."""
    token = request.COOKIES.get(hall.participant_cookie(event), "")
    return hall.participant_of(event, token) if token else None


def for_participants(page: Page[Asked]) -> Callable[..., HttpResponse]:
    """A page for those who have joined; others are taken to where they join."""

    @wraps(page)
    @never_shared
    def found(request: HttpRequest, code: str, *args: Asked.args, **asked: Asked.kwargs) -> HttpResponse:
        event = hall.event_by(code)
        if event is None:
            return redirect(f"{reverse('enter')}?{urlencode({'code': code})}")
        participant = holder_of(request, event)
        if participant is None:
            return to("join", event)
        response = page(request, event, participant, *args, **asked)
        response["X-Participant"] = str(participant.pk)  # the phone keeps pages of one participant of an event
        return response

    return found


def enter(request: HttpRequest) -> HttpResponse:
    """Where the code on the wall is typed."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return to("join", form.event) if form.event else redirect("badge", form.cleaned_data["code"])
    return render(request, "forum/enter.html", {"form": form})


@never_shared
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Who asks and why, who sees what, and where one comes from."""
    event = hall.event_by(code)
    if event is None:
        return redirect(f"{reverse('enter')}?{urlencode({'code': code})}")
    before = holder_of(request, event)
    if before and "again" not in request.GET:
        return to("write" if event.takes_in(timezone.now()) else "mine", event)
    form = JoinForm(event, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _joined(request, event, form, before)
        except Refused as refused:
            form.add_error(None, str(refused))
    elsewhere = {"code": event.code, "is_in": before is not None}
    programme = programme_of(event, timezone.now()) if event.opened_at is None else []
    return render(
        request,
        "forum/join.html",
        {"form": form, "event": event, "before": before, "programme": programme, "elsewhere": elsewhere},
    )


def _joined(request: HttpRequest, event: Event, form: JoinForm, before: Participant | None) -> HttpResponse:
    organisation, role, now = form.chosen_organisation(), form.chosen_role(), timezone.now()
    if before:
        _participant, token = join_again(participant=before, organisation=organisation, role=role, now=now)
    else:
        _participant, token = join_event(event=event, organisation=organisation, role=role, now=now)
    return let_in(request, event, token)


def let_in(request: HttpRequest, event: Event, token: str) -> HttpResponse:
    """To where one writes, with the token that this phone is known by from now on."""
    response = to("write", event)
    response.set_cookie(
        hall.participant_cookie(event),
        token,
        max_age=DAYS_REMEMBERED * 24 * 60 * 60,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


@for_participants
def write(request: HttpRequest, event: Event, participant: Participant) -> HttpResponse:
    """A sentence of one's own, and those already said."""
    now = timezone.now()
    discussions = hall.discussions_for(participant, now)
    current = hall.chosen(discussions, request.POST.get("discussion") or request.GET.get("d", ""))
    prompts = hall.asked_in(event, current)
    kind = request.GET.get("k") or next((prompt.kind for prompt in prompts), "")
    initial = {"discussion": current and current.number, "prompt": kind}
    form = sentence_form(participant, prompts, request.POST or None, initial=initial)
    if request.method == "POST" and _said(request, form, participant):
        return to("write", event, d=form.cleaned_data["discussion"], k=form.cleaned_data["prompt"])
    page = {"form": form, "asked": [(one.kind, one.question_in(request.LANGUAGE_CODE)) for one in prompts]}
    return render(request, "forum/write.html", frame(participant, "write", discussions, current, now) | page)


def _said(request: HttpRequest, form: SentenceForm, participant: Participant) -> bool:
    """The sentence is stored and its writer told; else the form says why it is not, and keeps it."""
    if not form.is_valid():
        return False
    if hall.is_said_otherwise(participant, form.cleaned_data["id"], form.cleaned_data["text"]):
        form.cleaned_data["id"] = uuid.uuid4()
    answer = _store(form, participant)
    if isinstance(answer, NotStored):
        form.add_error("text", answer.sentence)
        return False
    messages.success(request, _("Saved. With the receipt %(code)s you see later where it led.") % {"code": answer})
    return True


def _store(form: SentenceForm | ReactionForm | AbstentionForm, participant: Participant) -> str | NotStored | None:
    """One act by the way that phones' batches take; the receipt of a sentence."""
    now = timezone.now()
    answer = store_batch(participant=participant, acts=[form.act(now)], now=now)
    return answer.refused[0] if answer.refused else answer.stored[0].receipt


@for_participants
def answer(request: HttpRequest, event: Event, participant: Participant) -> HttpResponse:
    """Others' sentences, one at a time, after one's own idea; a table's device does not answer."""
    if participant.table_id is not None:
        return to("write", event)
    if request.method == "POST":
        return _answered(request, event, participant)
    now = timezone.now()
    discussions = hall.discussions_for(participant, now)
    asked = _sentence_in(request, "s", participant)
    after = _sentence_in(request, "after", participant)
    current = hall.chosen(discussions, str(asked.discussion) if asked else request.GET.get("d", ""))
    page: dict[str, Any] = {"reaction": ReactionForm(), "abstention": AbstentionForm()}
    if current:
        sentence = asked or hall.next_sentence(participant, current.number, now)
        page |= {
            "sentence": sentence,
            "was": hall.own_answer_to(participant, asked) if asked else None,
            "after": hall.own_answer_to(participant, after) if after else None,
            "progress": hall.progress_in(participant, current.number),
            "previous": hall.previous_answer(participant, current.number, sentence.id if sentence else None),
        }
    return render(request, "forum/answer.html", frame(participant, "answer", discussions, current, now) | page)


def _sentence_in(request: HttpRequest, name: str, participant: Participant) -> hall.Sentence | None:
    """The sentence that the address names, when the participant may see it."""
    try:
        return hall.sentence_by(participant, uuid.UUID(request.GET[name]))
    except (KeyError, ValueError):
        return None


def _answered(request: HttpRequest, event: Event, participant: Participant) -> HttpResponse:
    form: ReactionForm | AbstentionForm
    form = ReactionForm(request.POST) if "contribution" in request.POST else AbstentionForm(request.POST)
    number = request.GET.get("d")
    if not form.is_valid():
        messages.error(request, _("Your answer could not be read. Nothing was stored; answer again."))
        return to("answer", event, d=number)
    answer = _store(form, participant)
    sentence = form.cleaned_data.get("contribution")
    if isinstance(answer, NotStored):
        messages.error(request, answer.sentence)
        return to("answer", event, d=number, s=sentence)
    return to("answer", event, d=number, after=sentence)


@for_participants
def answered(request: HttpRequest, event: Event, participant: Participant, sentence: uuid.UUID) -> HttpResponse:
    """A part of the page of answers: what one answered, and how the hall did; empty when there is nothing to tell."""
    found = hall.sentence_by(participant, sentence)
    own = hall.own_answer_to(participant, found) if found else None
    part = {"one": own, "event": event, "takes_in": event.takes_in(timezone.now())}
    return render(request, "forum/own_answer.html", part) if own else HttpResponse(status=204)


@for_participants
def mine(request: HttpRequest, event: Event, participant: Participant) -> HttpResponse:
    """What I said and answered, and where it went."""
    now = timezone.now()
    around = frame(participant, "mine", hall.discussions_for(participant, now), None, now)
    page = {
        "answers": hall.own_answers(participant, None if "all" in request.GET else ANSWERS_SHOWN),
        "may_change": event.is_open and not hall.has_acted(participant),
    }
    return render(request, "forum/mine.html", around | page)
