"""What became of what was said: the page that counts what still waits, and the forms that answer."""

import uuid
from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.negotiations.permissions import may_own
from sopu.synthesis.actions import disposing
from sopu.synthesis.forms.dispositions import AnswerForm, Choice, ReopenForm, WantedForm, choice_of
from sopu.synthesis.permissions import may_answer, may_see
from sopu.synthesis.queries import dispositions as found
from sopu.synthesis.views.doors import for_those_who, me

Act = Callable[[HttpRequest, Event, Choice, ReopenForm], str]


@require_GET
@for_those_who(may_see)
def dispositions(request: HttpRequest, event: Event) -> HttpResponse:
    """What still waits for an answer, and what became of the rest."""
    form = WantedForm(request.GET, event)
    page = {
        "event": event,
        "negotiation": event.negotiation,
        "form": form,
        "overview": found.overview_of(event, form.wanted()),
        "may_answer": may_answer(request.user, event),
        "may_own": may_own(request.user, event.negotiation),
        "asked": _asked(request),
    }
    return render(request, "synthesis/dispositions.html", page)


@require_GET
@for_those_who(may_see)
def theme_disposition(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """A theme with every word on it, and its sentences."""
    story = found.theme_story(event, number, WantedForm(request.GET, event).wanted().sentences_page)
    return _story(request, event, story, "theme")


@require_GET
@for_those_who(may_see)
def sentence_disposition(request: HttpRequest, event: Event, contribution: int) -> HttpResponse:
    """A sentence with every word on it."""
    return _story(request, event, found.sentence_story(event, contribution), "sentence")


def _story(request: HttpRequest, event: Event, story: found.Story | None, kind: str) -> HttpResponse:
    if story is None:
        raise Http404
    page = {"event": event, "negotiation": event.negotiation, "story": story, "kind": kind}
    return render(request, "synthesis/disposition.html", page | {"may_answer": may_answer(request.user, event)})


@require_http_methods(["GET", "POST"])
@for_those_who(may_answer)
def dispose(request: HttpRequest, event: Event) -> HttpResponse:
    """The chosen themes or sentences are answered, all by one reason."""
    form = AnswerForm(_sent(request), event, initial={"act": uuid.uuid4()})
    return _said(request, event, form, _answer)


@require_http_methods(["GET", "POST"])
@for_those_who(may_answer)
def reopen(request: HttpRequest, event: Event) -> HttpResponse:
    """The answers to the chosen are taken back."""
    return _said(request, event, ReopenForm(_sent(request), initial={"act": uuid.uuid4()}), _reopen)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _said(request: HttpRequest, event: Event, form: ReopenForm, act: Act) -> HttpResponse:
    """The form with what was chosen; when it has been filled in, what it says is done."""
    choice, sees_now = choice_of(_sent(request) or request.GET), not form.is_bound
    if form.is_bound and form.is_valid():
        try:
            told = act(request, event, choice, form)
        except Refused as refusal:
            form.refuse(refusal)
            sees_now = refusal.code == "answered_meanwhile"  # the page shows it now, so the next press means it
        else:
            messages.success(request, told)
            return _back(event, request.POST.get("back", ""))
    lines = found.chosen_lines(event, choice.kind, choice.seen)
    page = {
        "event": event,
        "negotiation": event.negotiation,
        "form": form,
        "kind": choice.kind,
        "lines": [(line, line.choice if sees_now else f"{line.key}.{choice.seen[line.key]}") for line in lines],
        "back": request.POST.get("back", request.GET.get("back", "")),
        "is_reopening": not isinstance(form, AnswerForm),
    }
    return render(request, "synthesis/disposition_form.html", page)


def _answer(request: HttpRequest, event: Event, choice: Choice, form: ReopenForm) -> str:
    assert isinstance(form, AnswerForm)
    act_id, answer = form.cleaned_data["act"], form.answer()
    usual = {"event": event, "answer": answer, "made_by": me(request), "seen": choice.seen, "act_id": act_id}
    if choice.kind == "theme":
        n = len(disposing.answer_themes(themes=choice.seen, **usual))
        return ngettext("%(n)s theme was answered.", "%(n)s themes were answered.", n) % {"n": n}
    n = len(disposing.answer_sentences(sentences=choice.seen, **usual))
    return ngettext("%(n)s sentence was answered.", "%(n)s sentences were answered.", n) % {"n": n}


def _reopen(request: HttpRequest, event: Event, choice: Choice, form: ReopenForm) -> str:
    data, chosen = form.cleaned_data, "themes" if choice.kind == "theme" else "sentences"
    usual = {"reason": data["reason"], "act_id": data["act"], "seen": choice.seen, chosen: choice.seen}
    disposing.reopen(event=event, made_by=me(request), **usual)
    return _("The answer was taken back, and the question is open again.")


def _back(event: Event, asked: str) -> HttpResponse:
    """To the page of dispositions, with what the reader wanted to see on it."""
    address = reverse("dispositions", args=[event.code])
    return redirect(f"{address}?{QueryDict(asked).urlencode()}" if asked else address)


def _asked(request: HttpRequest) -> str:
    """What the reader wants to see, without the pages of the tables."""
    kept = {name: one for name in ("outcome", "target", "area") if (one := request.GET.get(name))}
    return urlencode(kept)
