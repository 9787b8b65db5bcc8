"""Files of values: brought, looked through, then confirmed or discarded."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.plans.actions.series_intakes import confirm_series, discard_series, take_in_series
from sopu.plans.forms.files import SeriesFileForm
from sopu.plans.models import Indicator, SeriesIntake
from sopu.plans.permissions import may_steward
from sopu.plans.queries.series_intakes import intake_by, series_preview
from sopu.plans.views.doors import me
from sopu.plans.views.indicators import Page, demand, of_indicator


def _of_intake(page: Page) -> Callable[..., HttpResponse]:
    """A page of a file that was brought, for those who steward the indicators."""

    @wraps(page)
    @never_cache
    def knocked(request: HttpRequest, pk: int) -> HttpResponse:
        intake = intake_by(pk)
        if intake is None:
            raise Http404
        return demand(request, intake.indicator.negotiation, may_steward) or page(request, intake)

    return knocked


@require_http_methods(["GET", "POST"])
@of_indicator(may_steward)
def bring_series(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """A file is brought; what was brought before stands below."""
    form = SeriesFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, act = form.cleaned_data["file"], form.cleaned_data["act"]
        told = {"name": file.name, "content": file.read(), "by": me(request), "now": timezone.now()}
        try:
            return redirect("series_intake", take_in_series(indicator=indicator, act_id=act, **told).pk)
        except Refused as refusal:
            form.refuse(refusal)
    page = {"negotiation": indicator.negotiation, "indicator": indicator, "form": form}
    return render(request, "plans/bring_series.html", page | {"intakes": indicator.intakes.select_related("taken_by")})


@require_GET
@_of_intake
def series_intake(request: HttpRequest, intake: SeriesIntake) -> HttpResponse:
    """What would become of the file; afterwards, what was read of it."""
    indicator = intake.indicator
    page = {"negotiation": indicator.negotiation, "indicator": indicator, "intake": intake}
    return render(request, "plans/series_intake.html", page | {"preview": series_preview(intake)})


@require_POST
@_of_intake
def confirm(request: HttpRequest, intake: SeriesIntake) -> HttpResponse:
    """The values of the file are kept."""
    try:
        kept = confirm_series(intake=intake, by=me(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("series_intake", intake.pk)
    told = {"new": kept.new, "n": kept.revised}
    messages.success(
        request,
        ngettext(
            "%(new)s new values were stored, and %(n)s was revised.",
            "%(new)s new values were stored, and %(n)s were revised.",
            kept.revised,
        )
        % told,
    )
    return redirect("indicator", intake.indicator_id)


@require_POST
@_of_intake
def discard(request: HttpRequest, intake: SeriesIntake) -> HttpResponse:
    """The file is set aside."""
    try:
        discard_series(intake=intake, now=timezone.now())
        messages.success(request, _("The file is discarded. Nothing of it was stored as values."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("bring_series", intake.indicator_id)
