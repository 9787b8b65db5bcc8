"""The plan: the door of the station, a new one, the page of it, its goals, and measures from what the hall said."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.negotiations.models import Negotiation
from sopu.negotiations.permissions import may_read
from sopu.plans.actions import goals as acts
from sopu.plans.actions.gathering import make_measures
from sopu.plans.actions.plans import begin_plan
from sopu.plans.forms.plans import GoalForm, PlanForm
from sopu.plans.models import Goal, Plan
from sopu.plans.permissions import may_plan
from sopu.plans.queries.candidates import AreaCandidates, candidates_of
from sopu.plans.queries.plans import Wanted, plan_page
from sopu.plans.queries.standings import period_now, periods_of
from sopu.plans.views.doors import me, of_plan, of_planning, of_written_goal, of_written_plan
from sopu.web.doors import attempt


def _page(request: HttpRequest, plan: Plan, **more: Any) -> dict[str, Any]:
    negotiation = plan.negotiation
    return {"plan": plan, "negotiation": negotiation, "may_plan": may_plan(request.user, negotiation), **more}


def _shown(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    negotiation, today = plan.negotiation, timezone.localdate()
    sees_drafts = may_read(request.user, negotiation)
    wanted = Wanted.told(request.GET.get("party", ""), request.GET.get("area", ""))
    return _page(
        request,
        plan,
        page=plan_page(plan, wanted, sees_drafts=sees_drafts),
        periods=periods_of(negotiation, today, sees_drafts=sees_drafts),
        sees_drafts=sees_drafts,
    )


@require_GET
def plans(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan whose time it is, with the other periods; open to everybody once a plan is."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    sees_drafts, today = may_read(request.user, negotiation), timezone.localdate()
    now = period_now(periods_of(negotiation, today, sees_drafts=sees_drafts), today)
    if now is not None:
        return render(request, "plans/plan.html", _shown(request, now.plan))
    page = {"negotiation": negotiation, "sees_drafts": sees_drafts, "may_plan": may_plan(request.user, negotiation)}
    return render(request, "plans/plan_ahead.html", page)


@require_GET
@of_plan
def plan(request: HttpRequest, plan: Plan) -> HttpResponse:
    """One period's plan: goal areas, goals and measures."""
    return render(request, "plans/plan.html", _shown(request, plan))


@require_http_methods(["GET", "POST"])
@of_planning
def new_plan(request: HttpRequest, negotiation: Negotiation) -> HttpResponse:
    """A plan is begun for a period."""
    form = PlanForm(request.POST if request.method == "POST" else None, negotiation)
    if form.is_valid():
        told, now = form.cleaned_data, timezone.now()
        try:
            begun = begin_plan(
                negotiation=negotiation,
                names=form.names(),
                starts_on=told["starts_on"],
                ends_on=told["ends_on"],
                predecessor=told.get("predecessor"),
                by=me(request),
                now=now,
            )
            return redirect("plan", begun.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "plans/new_plan.html", {"negotiation": negotiation, "form": form})


def _in_plan(goal: Goal) -> str:
    return f"{reverse('plan', args=[goal.plan_id])}#{goal.key}"


@require_http_methods(["GET", "POST"])
@of_written_plan
def new_goal(request: HttpRequest, plan: Plan) -> HttpResponse:
    """A goal is added to a goal area."""
    area = plan.negotiation.goal_areas.filter(number=Wanted.told("", request.GET.get("area", "")).area or 0).first()
    form = GoalForm(request.POST if request.method == "POST" else None, plan, area=area.pk if area else None)
    if form.is_valid():
        try:
            added = acts.add_goal(plan=plan, by=me(request), now=timezone.now(), **form.told())
            return redirect(_in_plan(added))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "plans/goal.html", _page(request, plan, form=form))


@require_http_methods(["GET", "POST"])
@of_written_goal
def goal(request: HttpRequest, goal: Goal) -> HttpResponse:
    """A goal is changed; who was overtaken sees what the other wrote, and what was typed stays in the fields."""
    form = GoalForm(request.POST if request.method == "POST" else None, goal.plan, goal)
    theirs = None
    if form.is_valid():
        try:
            acts.change_goal(goal=goal, seen=form.cleaned_data["seen"], **form.told())
            return redirect(_in_plan(goal))
        except acts.GoalOvertaken as overtaken:
            theirs = form.take_over(overtaken.standing)
            form.add_error(None, str(overtaken))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "plans/goal.html", _page(request, goal.plan, form=form, goal=goal, theirs=theirs))


@require_POST
@of_written_goal
def leave_out_goal(request: HttpRequest, goal: Goal) -> HttpResponse:
    """A goal without measures leaves the plan."""
    words = _("The goal has been left out. It can be taken back at the end of the plan.")
    attempt(request, lambda: acts.leave_out_goal(goal=goal, now=timezone.now()), words)
    return redirect("plan", goal.plan_id)


@require_POST
@of_written_goal
def take_back_goal(request: HttpRequest, goal: Goal) -> HttpResponse:
    """A goal stands in the plan again."""
    acts.take_back_goal(goal=goal)
    return redirect(_in_plan(goal))


@require_http_methods(["GET", "POST"])
@of_written_plan
def measures_from_hall(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Several measures at once: of signed findings, and of commitments that the hall offered."""
    areas = candidates_of(plan)
    if request.method == "POST" and attempt(request, lambda: _make(request, plan, areas)):
        return redirect("measures_from_hall", plan.pk)
    return render(request, "plans/measures_from_hall.html", _page(request, plan, areas=areas, act_id=uuid.uuid4()))


def _make(request: HttpRequest, plan: Plan, areas: tuple[AreaCandidates, ...]) -> None:
    ticked = set(request.POST.getlist("of"))
    goals = {str(goal.pk): goal for one in areas for goal in one.goals}
    chosen = goals.get(request.POST.get("goal", ""))
    try:
        act_id = uuid.UUID(request.POST.get("act_id", ""))
    except ValueError as wrong:
        raise Http404 from wrong
    if chosen is None:
        raise Refused("no_goal", _("Choose the goal of the measures. Nothing was stored."))
    made = make_measures(
        goal=chosen,
        findings=[one for area in areas for one in area.findings if f"f{one.finding_id}" in ticked],
        offers=[one for area in areas for one in area.offers if f"s{one.sentence.pk}" in ticked],
        by=me(request),
        now=timezone.now(),
        act_id=act_id,
    )
    words = ngettext(
        "%(n)s measure was made under goal %(goal)s.", "%(n)s measures were made under goal %(goal)s.", len(made)
    )
    messages.success(request, words % {"n": len(made), "goal": chosen.label})
