"""Who agrees with whom: the page of a snapshot, a new snapshot, and names of groups."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.synthesis import tasks
from sopu.synthesis.actions.snapshots import name_group, take_opinion_snapshot
from sopu.synthesis.forms.opinion import GroupNameForm, ShownForm
from sopu.synthesis.models import Snapshot
from sopu.synthesis.permissions import may_see, may_sort
from sopu.synthesis.queries.snapshots import is_large, on_its_way, opinion_page, snapshots_of
from sopu.synthesis.queries.theme_map import theme_map_of
from sopu.synthesis.views.doors import for_those_who, me

ROWS = 15
LANGUAGES = (("fi", gettext_lazy("in Finnish")), ("sv", gettext_lazy("in Swedish")), ("en", gettext_lazy("in English")))


@require_GET
@for_those_who(may_see)
def opinion(request: HttpRequest, event: Event) -> HttpResponse:
    """The latest snapshot, or the one asked for: its map, its groups, and on what they agree."""
    asked, older = ShownForm(request.GET), snapshots_of(event)
    facts = {
        "event": event,
        "negotiation": event.negotiation,
        "snapshots": older,
        "may_sort": may_sort(request.user, event),
        "state": on_its_way(event),
        "languages": LANGUAGES,
    }
    chosen = asked.snapshot_asked or (older[0].pk if older else None)
    if chosen is not None:
        if chosen not in {one.pk for one in older}:
            raise Http404
        page, order = opinion_page(event, chosen, asked.by_asked), asked.order_asked
        rows = Paginator(page.agreement.in_order(order), ROWS).get_page(asked.page_asked)
        is_latest = chosen == older[0].pk
        stay = "" if is_latest else f"snapshot={chosen}&"
        facts |= {"page": page, "order": order, "rows": rows, "is_latest": is_latest, "stay": stay}
    return render(request, "synthesis/opinion.html", facts)


@require_GET
@for_those_who(may_see)
def opinion_state(request: HttpRequest, event: Event) -> HttpResponse:
    """Asked again and again while a snapshot is made in the background; when it is there, the page is loaded anew."""
    headers = {} if on_its_way(event) == "waits" else {"HX-Refresh": "true"}
    return HttpResponse(status=204, headers=headers)


@require_POST
@for_those_who(may_sort)
def take_snapshot(request: HttpRequest, event: Event) -> HttpResponse:
    """A new snapshot is made, at once, or in the background where much has been answered."""
    if is_large(event):
        if on_its_way(event) != "waits":
            tasks.take_snapshot_later.enqueue(event.pk, me(request).pk)
        return redirect("opinion", event.code)
    try:
        snapshot = take_opinion_snapshot(event=event, made_by=me(request), now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("opinion", event.code)
    return redirect(f"{reverse('opinion', args=[event.code])}?snapshot={snapshot.pk}")


@require_POST
@for_those_who(may_sort)
def name_found_group(request: HttpRequest, event: Event, snapshot: int, group: int) -> HttpResponse:
    """A found group gets a name from a person."""
    found = get_object_or_404(Snapshot.objects.of(event).opinions(), pk=snapshot)
    form = GroupNameForm(request.POST)
    try:
        if form.is_valid():
            name_group(snapshot=found, group=group, names=form.names, made_by=me(request))
            messages.success(request, _("The name of the group is kept."))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect(f"{reverse('opinion', args=[event.code])}?snapshot={found.pk}#groups")


@require_GET
@for_those_who(may_see)
def theme_map(request: HttpRequest, event: Event) -> HttpResponse:
    """How near themes are to each other, and who has spoken of which."""
    facts = {"event": event, "negotiation": event.negotiation, "map": theme_map_of(event)}
    return render(request, "synthesis/theme_map.html", facts)
