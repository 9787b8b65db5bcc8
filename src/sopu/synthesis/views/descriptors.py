"""The themes that the organiser expects."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.synthesis.actions import describing
from sopu.synthesis.forms.themes import DescriptorForm
from sopu.synthesis.models import Descriptor
from sopu.synthesis.permissions import may_see, may_sort
from sopu.synthesis.views.doors import for_those_who


@require_http_methods(["GET", "HEAD"])
@for_those_who(may_see)
def descriptors(request: HttpRequest, event: Event) -> HttpResponse:
    """What is expected, and a form for one more."""
    return render(request, "synthesis/theme_descriptors.html", _page(request, event, DescriptorForm(None, event)))


@require_POST
@for_those_who(may_sort)
def describe(request: HttpRequest, event: Event) -> HttpResponse:
    """One more theme is expected."""
    form = DescriptorForm(request.POST, event)
    if form.is_valid():
        try:
            describing.describe_theme(event=event, description=form.description())
            messages.success(request, _("Added. The machine looks for it when it proposes themes the next time."))
            return redirect("descriptors", event.code)
        except Refused as refusal:
            form.add_error("name_fi", str(refusal))
    return render(request, "synthesis/theme_descriptors.html", _page(request, event, form), status=409)


@require_http_methods(["GET", "POST"])
@for_those_who(may_sort)
def descriptor(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """An expected theme is told in other words."""
    one = get_object_or_404(Descriptor.objects.select_related("event"), event=event, number=number)
    sent = request.POST if request.method == "POST" else None
    form = DescriptorForm(sent, event, {name: getattr(one, name) for name in DescriptorForm.base_fields})
    if form.is_valid():
        try:
            describing.change_descriptor(descriptor=one, description=form.description())
            messages.success(request, _("Saved. The machine looks for it when it proposes themes the next time."))
            return redirect("descriptors", event.code)
        except Refused as refusal:
            form.add_error("name_fi", str(refusal))
    page = _page(request, event, form) | {"descriptor": one}
    return render(request, "synthesis/theme_descriptor.html", page, status=409 if sent else 200)


@require_POST
@for_those_who(may_sort)
def remove(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """The theme is not expected any more."""
    describing.remove_descriptor(descriptor=get_object_or_404(Descriptor, event=event, number=number))
    messages.success(request, _("Removed. Themes that were found by it stay."))
    return redirect("descriptors", event.code)


@require_POST
@for_those_who(may_sort)
def take_areas(request: HttpRequest, event: Event) -> HttpResponse:
    """The discussed goal areas become expected themes."""
    try:
        taken = describing.take_goal_areas(event=event)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        told = ngettext("%(n)s goal area was taken in.", "%(n)s goal areas were taken in.", taken) % {"n": taken}
        messages.success(request, told)
    return redirect("descriptors", event.code)


def _page(request: HttpRequest, event: Event, form: DescriptorForm) -> dict[str, Any]:
    return {
        "event": event,
        "negotiation": event.negotiation,
        "may_sort": may_sort(request.user, event),
        "form": form,
        "descriptors": Descriptor.objects.filter(event=event).select_related("goal_area"),
    }
