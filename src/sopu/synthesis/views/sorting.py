"""Themes and sentences are sorted: each door takes one form of the bench."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.synthesis.actions import sorting
from sopu.synthesis.actions.turns import Sorted
from sopu.synthesis.forms.themes import BenchForm, Place, Sent
from sopu.synthesis.models import Theme
from sopu.synthesis.permissions import may_sort
from sopu.synthesis.views.doors import Page, for_those_who, me
from sopu.synthesis.views.themes import bench_page, queue_page


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a sorting that was done, and the number of the theme to show after it (none: as before)."""

    sentence: str
    theme: int | None = None


Act = Callable[..., Told]


def _sorts(panel: str) -> Callable[[Act], Page]:
    """A door for a form of the bench; when it is refused, the bench shows why, and what was filled in."""

    def decorate(act: Act) -> Page:
        @require_POST
        @for_those_who(may_sort)
        @wraps(act)
        def door(request: HttpRequest, event: Event, **asked: int) -> HttpResponse:
            form = BenchForm(request.POST, event)
            try:
                told = act(request, event, form.sent(), **asked)
            except Refused as refusal:
                messages.error(request, str(refusal))
                return _again(request, event, form, panel)
            messages.success(request, told.sentence)
            return redirect(_onward(event, form.place(), told.theme))

        return door

    return decorate


def _again(request: HttpRequest, event: Event, form: BenchForm, panel: str) -> HttpResponse:
    place = form.place()
    if place.is_queue:
        return queue_page(request, event, place, status=409)
    return bench_page(request, event, place, form, panel)


def _onward(event: Event, place: Place, theme: int | None) -> str:
    """Back to where the reader was, or to the theme that came of it."""
    if place.is_queue:
        return reverse("uncertain", args=[event.code]) + (f"?after={place.after}" if place.after else "")
    if theme:
        return reverse("theme", args=[event.code, theme])
    if place.theme is None:
        return reverse("themes", args=[event.code])
    at = reverse("theme", args=[event.code, place.theme]) if place.theme else reverse("unthemed", args=[event.code])
    return at + (f"?page={place.page}" if place.page > 1 else "")


def _theme(event: Event, number: int | None) -> Theme:
    if not number:
        raise Refused("no_theme", _("Choose a theme first."))
    return get_object_or_404(Theme.objects.select_related("event"), event=event, number=number)


@_sorts("chosen")
def move(request: HttpRequest, event: Event, sent: Sent) -> Told:
    """The chosen sentences move to a theme, or to none."""
    to = None if sent.to == 0 else _theme(event, sent.to)
    done = sorting.move_sentences(event=event, sentences=sent.sentences, to=to, made_by=me(request), act_id=sent.act_id)
    return Told(_moved(done))


@_sorts("chosen")
def keep(request: HttpRequest, event: Event, sent: Sent, number: int) -> Told:
    """The chosen sentences belong where the machine has put them."""
    done = sorting.move_sentences(
        event=event, sentences=sent.sentences, to=_theme(event, number), made_by=me(request), act_id=sent.act_id
    )
    return Told(_kept(done))


@_sorts("chosen")
def leave(request: HttpRequest, event: Event, sent: Sent) -> Told:
    """The chosen sentences belong to no theme."""
    done = sorting.move_sentences(
        event=event, sentences=sent.sentences, to=None, made_by=me(request), act_id=sent.act_id
    )
    return Told(_kept(done))


@_sorts("new")
def create(request: HttpRequest, event: Event, sent: Sent) -> Told:
    """A new theme of one's own, with the chosen sentences if there are any."""
    done = sorting.create_theme(
        event=event, naming=sent.naming, sentences=sent.sentences, made_by=me(request), act_id=sent.act_id
    )
    return Told(" ".join([_("The theme was made."), *([_moved(done)] if sent.sentences else [])]), _made(done))


@_sorts("new")
def split(request: HttpRequest, event: Event, sent: Sent, number: int) -> Told:
    """The chosen sentences make a theme of their own."""
    done = sorting.split_theme(
        theme=_theme(event, number),
        naming=sent.naming,
        sentences=sent.sentences,
        made_by=me(request),
        act_id=sent.act_id,
    )
    return Told(" ".join([_("The theme was made."), _moved(done)]), _made(done))


@_sorts("rename")
def rename(request: HttpRequest, event: Event, sent: Sent, number: int) -> Told:
    """A theme is called otherwise."""
    done = sorting.rename_theme(
        theme=_theme(event, number), word=sent.word, naming=sent.naming, made_by=me(request), act_id=sent.act_id
    )
    return Told(_("The theme was renamed.") if done.sorting else _("The theme is called so already."))


@_sorts("")
def confirm(request: HttpRequest, event: Event, sent: Sent, number: int) -> Told:
    """The machine's theme is taken as it is."""
    sorting.confirm_theme(theme=_theme(event, number), word=sent.word, made_by=me(request), act_id=sent.act_id)
    return Told(_("The theme is confirmed: the machine leaves it alone from now on."))


@_sorts("merge")
def merge(request: HttpRequest, event: Event, sent: Sent, number: int) -> Told:
    """The theme's sentences move into another theme."""
    into = _theme(event, sent.to)
    done = sorting.merge_themes(
        theme=_theme(event, number),
        word=sent.word,
        into=into,
        into_word=sent.to_word,
        made_by=me(request),
        act_id=sent.act_id,
    )
    return Told(" ".join([_("The themes are one now."), _moved(done)]), into.number)


@_sorts("merge")
def apart(request: HttpRequest, event: Event, sent: Sent, number: int) -> Told:
    """Two themes are kept apart."""
    sorting.keep_apart(
        theme=_theme(event, number), other=_theme(event, sent.to), made_by=me(request), act_id=sent.act_id
    )
    return Told(_("The themes are kept apart: this is not proposed again."))


@_sorts("dissolve")
def dissolve(request: HttpRequest, event: Event, sent: Sent, number: int) -> Told:
    """The theme is no more in use."""
    sorting.dissolve_theme(theme=_theme(event, number), word=sent.word, made_by=me(request), act_id=sent.act_id)
    return Told(_("The theme was dissolved: its sentences stand in no theme now."))


def _moved(done: Sorted) -> str:
    """How many sentences moved, and how many were left as somebody else had put them."""
    moved = ngettext("%(n)s sentence was moved.", "%(n)s sentences were moved.", done.moved) % {"n": done.moved}
    return _with_left(moved, done)


def _kept(done: Sorted) -> str:
    """How many sentences a person has now placed where they were."""
    kept = ngettext("%(n)s sentence was confirmed.", "%(n)s sentences were confirmed.", done.moved) % {"n": done.moved}
    return _with_left(kept, done)


def _with_left(told: str, done: Sorted) -> str:
    if done.sorting is None:
        told = _("These sentences stand there already by a person’s word.")
    if not done.left:
        return told
    left = ngettext(
        "%(n)s was left as it is: somebody else has moved it meanwhile, or it is not shown any more.",
        "%(n)s were left as they are: somebody else has moved them meanwhile, or they are not shown any more.",
        done.left,
    )
    return f"{told} {left % {'n': done.left}}"


def _made(done: Sorted) -> int | None:
    theme = done.sorting.themes.first() if done.sorting else None
    return theme.number if theme else None
