"""A measure: read by everybody who reads its plan, written by those who write it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.negotiations.permissions import may_read
from sopu.plans.actions import measures as acts
from sopu.plans.actions.grounds import drop_basis, state_basis
from sopu.plans.actions.links import link_indicator, unlink_indicator
from sopu.plans.forms.measures import ClauseForm, LinkForm, MeasureForm, MoveForm
from sopu.plans.models import Goal, Measure
from sopu.plans.permissions import may_plan, may_read_plan
from sopu.plans.queries.clauses import clauses_to_stand_on
from sopu.plans.queries.measures import basis_in, indicator_in, indicators_to_link, measure_page
from sopu.plans.queries.meetings import to_dos_of
from sopu.plans.views.doors import me, of_measure, of_written_goal, of_written_measure
from sopu.texts.models import Clause
from sopu.web.doors import attempt


def _page(request: HttpRequest, measure: Measure, **more: Any) -> dict[str, Any]:
    plan = measure.goal.plan
    rights = {"may_plan": may_plan(request.user, plan.negotiation)}
    return {"measure": measure, "plan": plan, "negotiation": plan.negotiation, **rights, **more}


def _clause_form(measure: Measure, data: Any = None) -> ClauseForm:
    documents = clauses_to_stand_on(measure.goal.plan)
    return ClauseForm(
        data, [(one.document.name, [(str(own.pk), own.name) for own in one.clauses]) for one in documents]
    )


@require_GET
@of_measure
def measure(request: HttpRequest, measure: Measure) -> HttpResponse:
    """All of a measure; one that was left out is seen by those who may take it back."""
    sees_drafts = may_read(request.user, measure.goal.plan.negotiation)
    if measure.left_out_at and not sees_drafts:
        raise Http404
    page = _page(request, measure, page=measure_page(measure, sees_drafts=sees_drafts), sees_drafts=sees_drafts)
    page["to_dos"] = to_dos_of(measure) if sees_drafts else []
    page["is_public"] = may_read_plan(AnonymousUser(), measure.goal.plan)
    if page["may_plan"]:
        page |= {"clause": _clause_form(measure), "move": MoveForm(None, measure)}
        page["link"] = LinkForm(None, measure) if indicators_to_link(measure) else None
    return render(request, "plans/measure.html", page)


@require_http_methods(["GET", "POST"])
@of_written_goal
def new_measure(request: HttpRequest, goal: Goal) -> HttpResponse:
    """A measure is added to a goal."""
    form = MeasureForm(request.POST if request.method == "POST" else None, goal.plan)
    if form.is_valid():
        told = form.told()
        try:
            act = form.cleaned_data["act_id"]
            added = acts.add_measure(goal=goal, by=me(request), now=timezone.now(), act_id=act, **told)
            return redirect("measure", added.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    plan = goal.plan
    page = {"goal": goal, "plan": plan, "negotiation": plan.negotiation, "form": form}
    return render(request, "plans/change_measure.html", page)


@require_http_methods(["GET", "POST"])
@of_written_measure
def change_measure(request: HttpRequest, measure: Measure) -> HttpResponse:
    """A measure is changed; who was overtaken sees what the other wrote, and what was typed stays in the fields."""
    form = MeasureForm(request.POST if request.method == "POST" else None, measure.goal.plan, measure)
    theirs = None
    if form.is_valid():
        seen = form.cleaned_data["revision"]
        try:
            acts.change_measure(measure=measure, based_on=seen, by=me(request), now=timezone.now(), **form.touched())
            return redirect("measure", measure.pk)
        except acts.Overtaken as overtaken:
            theirs = form.take_over(overtaken.standing)
            form.add_error(None, str(overtaken))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "plans/change_measure.html", _page(request, measure, form=form, theirs=theirs))


@require_POST
@of_written_measure
def move_measure(request: HttpRequest, measure: Measure) -> HttpResponse:
    """A measure moves under another goal."""
    form = MoveForm(request.POST, measure)
    if form.is_valid():
        goal = form.cleaned_data["goal"]
        attempt(request, lambda: acts.move_measure(measure=measure, goal=goal), _("The measure has been moved."))
    return redirect("measure", measure.pk)


@require_POST
@of_written_measure
def leave_out_measure(request: HttpRequest, measure: Measure) -> HttpResponse:
    """A measure leaves the plan."""
    acts.leave_out_measure(measure=measure, now=timezone.now())
    messages.success(request, _("The measure has been left out. It can be taken back at the end of the plan."))
    return redirect("plan", measure.goal.plan_id)


@require_POST
@of_written_measure
def take_back_measure(request: HttpRequest, measure: Measure) -> HttpResponse:
    """A measure stands in the plan again."""
    attempt(request, lambda: acts.take_back_measure(measure=measure), _("The measure stands in the plan again."))
    return redirect("measure", measure.pk)


def _at(measure: Measure, part: str) -> HttpResponse:
    return redirect(f"{reverse('measure', args=[measure.pk])}#{part}")


@require_POST
@of_written_measure
def state_measure_basis(request: HttpRequest, measure: Measure) -> HttpResponse:
    """A measure stands on a clause of an agreement."""
    form = _clause_form(measure, request.POST)
    if form.is_valid():
        clause = Clause.objects.select_related("document").get(pk=form.cleaned_data["clause"])
        attempt(request, lambda: state_basis(measure=measure, clause=clause, by=me(request), now=timezone.now()))
    return _at(measure, "basis")


@require_POST
@of_written_measure
def drop_measure_basis(request: HttpRequest, measure: Measure) -> HttpResponse:
    """A measure no longer stands on something."""
    basis = basis_in(measure, request.POST.get("basis", ""))
    if basis is None:
        raise Http404
    drop_basis(basis=basis)
    return _at(measure, "basis")


@require_POST
@of_written_measure
def link_measure(request: HttpRequest, measure: Measure) -> HttpResponse:
    """A measure should move an indicator."""
    form = LinkForm(request.POST, measure)
    if form.is_valid():
        told = form.cleaned_data
        attempt(request, lambda: link_indicator(measure=measure, by=me(request), now=timezone.now(), **told))
    else:
        messages.warning(request, _("Nothing was saved: choose from what is offered."))
    return _at(measure, "indicators")


@require_POST
@of_written_measure
def unlink_measure(request: HttpRequest, measure: Measure) -> HttpResponse:
    """A measure is no longer said to move an indicator."""
    indicator = indicator_in(measure, request.POST.get("indicator", ""))
    if indicator is None:
        raise Http404
    unlink_indicator(measure=measure, indicator=indicator)
    return _at(measure, "indicators")
