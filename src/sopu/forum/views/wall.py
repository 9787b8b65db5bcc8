"""The wall: a projector's page that everybody in the hall sees."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sopu.forum.models import Event
from sopu.forum.queries import wall as walls
from sopu.forum.queries.hall import event_by
from sopu.forum.queries.programme import programme_of

SECONDS_SHARED = 0.5
"""With a poll a second, what was acknowledged stands on the wall within two seconds."""


@require_GET
@never_cache
def wall(request: HttpRequest, code: str) -> HttpResponse:
    """The whole wall; complete without a script, only it does not move then."""
    event = event_by(code)
    if event is None:
        raise Http404
    _mark, now = _now(event, request.LANGUAGE_CODE)
    return render(request, "forum/wall.html", {"event": event, "wall_now": now})


@require_GET
@never_cache
def wall_now(request: HttpRequest, code: str) -> HttpResponse:
    """The wall at this second; nothing, when it is what the wall shows already."""
    key = _key(code, request.LANGUAGE_CODE)
    shared = cache.get(key)
    if shared is None:
        event = event_by(code)
        if event is None:
            raise Http404
        shared = _now(event, request.LANGUAGE_CODE)
        cache.set(key, shared, SECONDS_SHARED)
    mark, now = shared
    return HttpResponse(status=204) if request.GET.get("mark") == mark else HttpResponse(now)


def _key(code: str, language: str) -> str:
    return f"wall:{language}:{code[:20]}"


def _now(event: Event, language: str) -> tuple[str, str]:
    """The wall as a fragment, and its digest; every wall of the event gets the same one for half a second."""
    now = timezone.now()
    page = {
        "event": event,
        "state": walls.state_of(event),
        "now": walls.wall_now(event, now),
        "programme": programme_of(event, now) if event.opened_at is None else [],
        "origin": settings.ORIGIN,
        "address": settings.ORIGIN.partition("://")[2],
    }
    html = render_to_string("forum/wall_now.html", page)
    mark = hashlib.blake2s(html.encode(), digest_size=8).hexdigest()
    return mark, format_html('{}<input type="hidden" id="mark" name="mark" value="{}">', html, mark)
