"""Values are fetched from their sources, indicators found in Sotkanet, and what is asked of a table is chosen."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.negotiations.models import Negotiation
from sopu.plans.actions.asking import NotAnswered
from sopu.plans.actions.catalogue import add_from_sotkanet, find_indicators
from sopu.plans.actions.retrieving import choose_of_table, request_all, request_retrieval, table_of
from sopu.plans.forms.tables import TableForm
from sopu.plans.models import Indicator, Retrieval
from sopu.plans.permissions import may_steward
from sopu.plans.queries.indicator_words import failure_words
from sopu.plans.tasks import retrieve_later
from sopu.plans.views.doors import me
from sopu.plans.views.indicators import in_negotiation, of_indicator

LONGEST_NUMBER = 6


def _send(retrieval: Retrieval) -> None:
    """The background asks the source when the request has been stored."""
    transaction.on_commit(lambda: retrieve_later.enqueue(retrieval.pk))


def _ask(request: HttpRequest, indicator: Indicator) -> None:
    """The source of one indicator is asked, and the person is told so, or why not."""
    try:
        _send(request_retrieval(indicator=indicator, by=me(request), now=timezone.now()))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The values are being fetched. Open the page again in a moment."))


@require_POST
@in_negotiation(may_steward)
def fetch_all(request: HttpRequest, negotiation: Negotiation) -> HttpResponse:
    """The sources of all indicators are asked, in the background."""
    try:
        waiting = request_all(negotiation=negotiation, by=me(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("indicators", negotiation.slug)
    for one in waiting:
        _send(one)
    told = ngettext("%(n)s indicator is being fetched.", "%(n)s indicators are being fetched.", len(waiting))
    messages.success(request, told % {"n": len(waiting)})
    return redirect("indicators", negotiation.slug)


@require_POST
@of_indicator(may_steward)
def fetch(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """The source of one indicator is asked, in the background."""
    _ask(request, indicator)
    return redirect("indicator", indicator.pk)


@require_http_methods(["GET", "POST"])
@in_negotiation(may_steward)
def find_in_sotkanet(request: HttpRequest, negotiation: Negotiation) -> HttpResponse:
    """Indicators of Sotkanet by words; one press adds one, and asks for its values."""
    words, number = request.GET.get("words", "").strip(), request.POST.get("number", "")
    page: dict[str, Any] = {"negotiation": negotiation, "words": words, "found": (), "failure": ""}
    try:
        if number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER:
            added = add_from_sotkanet(negotiation=negotiation, number=int(number), by=me(request), now=timezone.now())
            _ask(request, added)
            return redirect("change_indicator", added.pk)
        page["found"] = find_indicators(words=words) if words else ()
    except NotAnswered as no:
        page["failure"] = failure_words(no.code)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return render(request, "plans/find_in_sotkanet.html", page)


@require_http_methods(["GET", "POST"])
@of_indicator(may_steward)
def choose_table(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """What is asked of a table of Statistics Finland: one of each of its variables."""
    page: dict[str, Any] = {"negotiation": indicator.negotiation, "indicator": indicator}
    try:
        table = table_of(indicator=indicator)
    except NotAnswered as no:
        return render(request, "plans/choose_table.html", page | {"failure": failure_words(no.code)})
    form = TableForm(request.POST or None, table, indicator.selection)
    if form.is_valid():
        _ask(request, choose_of_table(indicator=indicator, chosen=form.chosen()))
        return redirect("indicator", indicator.pk)
    return render(request, "plans/choose_table.html", page | {"form": form, "table": table})
