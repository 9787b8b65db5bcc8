"""Who accepts the reports of which goal area, and when answers are due."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sopu.core.icalendar import Feed, written
from sopu.negotiations.models import Negotiation
from sopu.plans.actions.monitoring import name_monitor
from sopu.plans.forms.monitoring import MonitorForm
from sopu.plans.permissions import may_lead_monitoring, may_read_plan
from sopu.plans.queries.monitoring import monitored_plan
from sopu.plans.queries.monitors import due_days_of, monitors_of


@login_required
@require_http_methods(["GET", "POST"])
def area_monitors(request: HttpRequest, slug: str) -> HttpResponse:
    """Each monitor with the goal areas that they cover; one form a monitor."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    if not may_lead_monitoring(request.user, negotiation):
        raise PermissionDenied
    monitors = monitors_of(negotiation, timezone.localdate())
    chosen = request.POST.get("mandate")
    forms = [(one, MonitorForm(request.POST if str(one.pk) == chosen else None, one)) for one in monitors.mandates]
    for mandate, form in forms:
        if form.is_valid():
            name_monitor(mandate=mandate, goal_areas=form.chosen())
            messages.success(request, _("Stored: %(name)s.") % {"name": mandate.user.name})
            return redirect("area_monitors", slug)
    facts = {"negotiation": negotiation, "monitors": monitors, "forms": forms}
    return render(request, "plans/area_monitors.html", facts)


@require_GET
def monitoring_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The due days of the rounds, for other people's calendars."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    address = settings.ORIGIN + reverse("monitoring_calendar", args=[slug])
    language = get_language() or "fi"
    feed = Feed(_("Monitoring: %s") % negotiation.name, address, language)
    plan = monitored_plan(negotiation)
    days = due_days_of(plan) if plan and may_read_plan(request.user, plan) else []
    return HttpResponse(written(feed, days), content_type="text/calendar; charset=utf-8")
