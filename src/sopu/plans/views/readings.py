"""The indicators of a round: each with the value that the round goes by, or with why there is none."""

import uuid
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.plans.actions.readings import read_indicator
from sopu.plans.forms.monitoring import ReadingForm
from sopu.plans.models import Indicator, MonitoringRound, Observation
from sopu.plans.permissions import may_steward
from sopu.plans.queries.round_pages import readings_page
from sopu.plans.views.monitoring import found_round


def _stewarded(request: HttpRequest, pk: int) -> MonitoringRound:
    found = found_round(pk)
    if not may_steward(request.user, found.plan.negotiation):
        raise PermissionDenied
    return found


@login_required
@require_GET
def readings(request: HttpRequest, pk: int) -> HttpResponse:
    """Every indicator that the plan's measures are linked to."""
    return _page(request, _stewarded(request, pk), {})


@login_required
@require_POST
def read(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """One indicator is read; what was written stays where it is refused."""
    found = _stewarded(request, pk)
    asked = get_object_or_404(Indicator, pk=indicator, negotiation=found.plan.negotiation)
    form = ReadingForm(request.POST, auto_id=f"id_%s_{indicator}")
    if form.is_valid():
        told = form.cleaned_data
        value = Observation.objects.filter(pk=told["observation"], indicator=asked).first()
        try:
            by, now = cast(User, request.user), timezone.now()
            read_indicator(
                round=found,
                indicator=asked,
                observation=value,
                words=told["words"],
                by=by,
                now=now,
                act_id=told["act_id"],
            )
            messages.success(request, _("Stored: %(indicator)s.") % {"indicator": asked.name})
            return redirect("readings", pk)
        except Refused as refused:
            form.add_error("words", str(refused))
    return _page(request, found, {indicator: form})


def _page(request: HttpRequest, found: MonitoringRound, written: dict[int, ReadingForm]) -> HttpResponse:
    lines = [
        (
            line,
            written.get(line.indicator.pk) or ReadingForm(initial=_initial(line.latest), auto_id=_ids(line.indicator)),
        )
        for line in readings_page(found, timezone.localdate())
    ]
    facts = {"negotiation": found.plan.negotiation, "round": found, "lines": lines}
    facts |= {"read_count": sum(line.reading is not None for line, _form in lines)}
    facts |= {"form": next(iter(written.values()), None)}
    return render(request, "plans/readings.html", facts)


def _initial(latest: Observation | None) -> dict[str, object]:
    return {"observation": latest.pk if latest else None, "act_id": uuid.uuid4()}


def _ids(indicator: Indicator) -> str:
    return f"id_%s_{indicator.pk}"
