"""The next period: a plan begun from this one, and what becomes of the former plan's measures."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sopu.core.refusals import Refused
from sopu.negotiations.permissions import may_prepare
from sopu.plans.actions.succeeding import begin_next_plan, succeed
from sopu.plans.forms.succeeding import NextPlanForm, SucceedForm
from sopu.plans.models import Plan
from sopu.plans.queries.lineage import formers_of
from sopu.plans.views.doors import me, of_plan_for


@require_http_methods(["GET", "POST"])
@of_plan_for(may_prepare)
def next_plan(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The period and the name of the next plan, and which measures go on in it."""
    form = NextPlanForm(request.POST if request.method == "POST" else None, plan)
    if form.is_valid():
        told = form.cleaned_data
        days = {name: told[name] for name in ("starts_on", "ends_on")}
        try:
            later = begin_next_plan(
                plan=plan, names=form.names, going_on=told["going_on"], by=me(request), now=timezone.now(), **days
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The next plan has been begun."))
            return redirect("plan_ready", later.pk)
    return render(request, "plans/next_plan.html", {"plan": plan, "negotiation": plan.negotiation, "form": form})


@require_http_methods(["GET", "POST"])
@of_plan_for(may_prepare)
def succeed_measures(request: HttpRequest, plan: Plan) -> HttpResponse:
    """What became of each measure of the former plan; several are made one, or one several."""
    if plan.predecessor is None:
        raise Http404
    form = SucceedForm(request.POST if request.method == "POST" else None, plan)
    if form.is_valid():
        try:
            succeed(responsible=None, by=me(request), now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The measures go on in this plan."))
            return redirect("succeed_measures", plan.pk)
    page = {"plan": plan, "negotiation": plan.negotiation, "form": form, "formers": formers_of(plan)}
    return render(request, "plans/succeed_measures.html", page)
