"""Indicators: the list, each one's page, and what those who steward them do."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.models import Negotiation
from sopu.plans.actions.indicators import add_indicator, change_indicator, leave_out_indicator, set_target
from sopu.plans.actions.retrieving import GIVEN_UP
from sopu.plans.documents.series_files import as_csv, as_xlsx
from sopu.plans.forms.indicators import IndicatorForm, NewIndicatorForm
from sopu.plans.models import Indicator
from sopu.plans.permissions import may_read_indicators, may_steward
from sopu.plans.queries.indicator_list import indicator_list
from sopu.plans.queries.indicator_pages import indicator_page
from sopu.plans.queries.retrievals import UnderWay, under_way
from sopu.plans.queries.series_intakes import as_data, values_out
from sopu.plans.views.doors import me
from sopu.web.doors import refused

Page = Callable[..., HttpResponse]
May = Callable[[User | AnonymousUser, Negotiation], bool]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def demand(request: HttpRequest, negotiation: Negotiation, may: May) -> HttpResponse | None:
    """Nothing for those who may; visitors are taken to sign in."""
    return None if may(request.user, negotiation) else refused(request)


def in_negotiation(may: May) -> Callable[[Page], Page]:
    """A page of a negotiation's indicators, for those who may."""

    def decorate(page: Page) -> Page:
        @wraps(page)
        @never_cache
        def knocked(request: HttpRequest, slug: str) -> HttpResponse:
            negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
            return demand(request, negotiation, may) or page(request, negotiation)

        return knocked

    return decorate


def of_indicator(may: May) -> Callable[[Page], Page]:
    """A page of an indicator, for those who may."""

    def decorate(page: Page) -> Page:
        @wraps(page)
        @never_cache
        def knocked(request: HttpRequest, pk: int, **asked: str) -> HttpResponse:
            found = get_object_or_404(Indicator.objects.at_hand(), pk=pk)
            return demand(request, found.negotiation, may) or page(request, found, **asked)

        return knocked

    return decorate


def _of_steward(request: HttpRequest, negotiation: Negotiation) -> dict[str, object]:
    """What those who steward the indicators see besides: how far a fetching is."""
    stewards, since = may_steward(request.user, negotiation), timezone.now() - GIVEN_UP
    return {"may_steward": stewards, "under_way": under_way(negotiation, since) if stewards else UnderWay(0, 0)}


@require_GET
@in_negotiation(may_read_indicators)
def indicators(request: HttpRequest, negotiation: Negotiation) -> HttpResponse:
    """All indicators, under the goal areas that they serve."""
    found, track = indicator_list(negotiation), request.GET.get("track", "")
    page = {"negotiation": negotiation, "found": found, "areas": found.on(track), "track": track}
    return render(request, "plans/indicators.html", page | _of_steward(request, negotiation))


@require_GET
@in_negotiation(may_steward)
def fetching(request: HttpRequest, negotiation: Negotiation) -> HttpResponse:
    """The part of a page that is asked for again while values are being fetched; when they have come, all of it."""
    found = under_way(negotiation, timezone.now() - GIVEN_UP)
    answer = render(request, "plans/fetching.html", {"under_way": found})
    if found.is_over:
        answer.headers["HX-Refresh"] = "true"
    return answer


@require_GET
@of_indicator(may_read_indicators)
def indicator(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """An indicator: its lines, its values, where they come from, and what should move it."""
    sex, code = request.GET.get("sex", ""), request.GET.get("area", "")
    page = {
        "negotiation": indicator.negotiation,
        "indicator": indicator,
        "page": indicator_page(indicator, indicator.negotiation, sex, code),
        "sex": sex or "total",
        "area": code,
    }
    return render(request, "plans/indicator.html", page | _of_steward(request, indicator.negotiation))


@require_http_methods(["GET", "POST"])
@in_negotiation(may_steward)
def new_indicator(request: HttpRequest, negotiation: Negotiation) -> HttpResponse:
    """A new indicator, from a source or with values of one's own."""
    form = NewIndicatorForm(request.POST or None)
    if form.is_valid():
        now, told = timezone.now(), form.told() | form.source_told()
        try:
            with transaction.atomic():
                made = add_indicator(negotiation=negotiation, by=me(request), now=now, **told)
                set_target(indicator=made, by=me(request), now=now, **form.target_told())
            return redirect("indicator", made.pk)
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "plans/new_indicator.html", {"negotiation": negotiation, "form": form})


@require_http_methods(["GET", "POST"])
@of_indicator(may_steward)
def change(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """What people read of it, its baseline and its target."""
    form = IndicatorForm(request.POST or None, indicator)
    if form.is_valid():
        now = timezone.now()
        try:
            with transaction.atomic():
                change_indicator(indicator=indicator, by=me(request), now=now, **form.told())
                set_target(indicator=indicator, by=me(request), now=now, **form.target_told())
            messages.success(request, _("The indicator is changed."))
            return redirect("indicator", indicator.pk)
        except Refused as refusal:
            form.refuse(refusal)
    page = {"negotiation": indicator.negotiation, "indicator": indicator, "form": form}
    return render(request, "plans/change_indicator.html", page)


@require_POST
@of_indicator(may_steward)
def leave_out(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """It is followed no more."""
    try:
        leave_out_indicator(indicator=indicator, by=me(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("indicator", indicator.pk)
    messages.success(request, _("The indicator is left out. Its values are kept."))
    return redirect("indicators", indicator.negotiation.slug)


@require_GET
@of_indicator(may_read_indicators)
def values(_request: HttpRequest, indicator: Indicator, form: str) -> HttpResponse:
    """All values that stand, as a file: csv, xlsx or json."""
    name = f"{indicator.negotiation.slug}-{indicator.number}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if form == "csv":
        return HttpResponse(as_csv(values_out(indicator)), content_type="text/csv; charset=utf-8", headers=headers)
    if form == "xlsx":
        return HttpResponse(as_xlsx(values_out(indicator)), content_type=XLSX, headers=headers)
    if form == "json":
        return JsonResponse(as_data(indicator), headers=headers, json_dumps_params={"ensure_ascii": False})
    raise Http404
