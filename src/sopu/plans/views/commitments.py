"""The commitment matrix, and a party's commitments with its answers."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.negotiations.models import Party
from sopu.negotiations.permissions import may_read
from sopu.plans.actions.commitments import accept_proposals, answer_commitment
from sopu.plans.actions.opting_out import opt_out, take_back_opt_out
from sopu.plans.forms.commitments import AnswerCommitmentForm, NarrowForm, OptOutForm
from sopu.plans.models import Measure, Plan
from sopu.plans.permissions import may_commit, may_plan
from sopu.plans.queries.confirming import confirmations_of
from sopu.plans.queries.matrix import Matrix, matrix_of
from sopu.plans.queries.party_commitments import as_seen, line_of, party_commitments, words_said
from sopu.plans.views.commitment_doors import of_own_answer, of_own_party, of_party, sent
from sopu.plans.views.commitment_files import as_csv
from sopu.plans.views.doors import me, of_plan


def matrix_for(request: HttpRequest, plan: Plan) -> Matrix:
    """The plan's matrix: the public sees only what parties have said themselves."""
    said_only = not may_read(request.user, plan.negotiation)
    return matrix_of(plan, said_only=said_only, confirmations=confirmations_of(plan, timezone.localdate()))


@require_GET
@of_plan
def commitments(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Who has committed themselves to what: parties and measures, and who has said nothing yet."""
    matrix = matrix_for(request, plan)
    form = NarrowForm(request.GET, matrix)
    asked = form.wanted()
    page = {
        "negotiation": plan.negotiation,
        "plan": plan,
        "whole": matrix,
        "matrix": matrix.narrowed(**asked),
        "form": form,
        "is_narrowed": any(asked.values()),
        "may_plan": may_plan(request.user, plan.negotiation),
        "reads_all": may_read(request.user, plan.negotiation),
    }
    return render(request, "plans/commitments.html", page)


@require_GET
@of_plan
def commitments_csv(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The matrix as a CSV file: a row a measure, a column a party."""
    return as_csv(matrix_for(request, plan))


@require_GET
@of_party
def party_page(request: HttpRequest, plan: Plan, party: Party) -> HttpResponse:
    """A party's commitments: what is proposed to it, what it has said, and its own people's words in the hall."""
    reads_all = may_read(request.user, plan.negotiation)
    found = party_commitments(plan, party, said_only=not reads_all)
    commits = may_commit(request.user, party)
    shown = [line for area in found.areas for line in area.lines] if commits else []
    forms = {line.measure.pk: AnswerCommitmentForm(None, line, auto_id=f"m{line.measure.pk}-%s") for line in shown}
    page = {
        "negotiation": plan.negotiation,
        "plan": plan,
        "party": party,
        "found": found,
        "commits": commits,
        "reads_all": reads_all,
        "areas": [(area, [(line, forms.get(line.measure.pk)) for line in area.lines]) for area in found.areas],
        "confirmation": confirmations_of(plan, timezone.localdate()).get(party.pk),
    }
    return render(request, "plans/party_commitments.html", page)


@require_http_methods(["GET", "POST"])
@of_own_answer
def answer(request: HttpRequest, measure: Measure, party: Party) -> HttpResponse:
    """A party accepts, accepts otherwise or declines, commits itself unasked, or changes what it has said."""
    line = line_of(measure, party)
    form = AnswerCommitmentForm(sent(request), line)
    if form.is_bound and form.is_valid():
        try:
            answer_commitment(measure=measure, party=party, by=me(request), now=timezone.now(), **form.told())
        except Refused as refusal:
            form.refuse(refusal)
            form = form.anew(line)
        else:
            messages.success(request, _("Your organisation’s answer is stored."))
            return redirect(_place(measure, party))
    plan = measure.goal.plan
    page = {"negotiation": plan.negotiation, "plan": plan, "party": party, "line": line, "form": form}
    return render(request, "plans/answer_commitment.html", page | {"said": words_said(measure, party)})


def _place(measure: Measure, party: Party) -> str:
    return f"{reverse('party_commitments', args=[measure.goal.plan_id, party.number])}#m{measure.pk}"


@require_POST
@of_own_party
def accept(request: HttpRequest, plan: Plan, party: Party) -> HttpResponse:
    """Several proposals are accepted in one press, each as it was shown."""
    chosen = as_seen(plan, dict(_seen(one) for one in request.POST.getlist("accept")))
    if not chosen:
        messages.warning(request, _("Choose at least one proposal first. Nothing was stored."))
        return redirect("party_commitments", plan.pk, party.number)
    try:
        stored = accept_proposals(measures=chosen, party=party, by=me(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        count = len(stored)
        words = ngettext("%(n)s commitment was accepted.", "%(n)s commitments were accepted.", count)
        messages.success(request, words % {"n": count})
    return redirect("party_commitments", plan.pk, party.number)


def _seen(value: str) -> tuple[int, int]:
    """The measure and the number of the record that was shown; what makes no sense is of no measure."""
    measure, _colon, number = value.partition(":")
    return (int(measure), int(number)) if measure.isdecimal() and number.isdecimal() else (0, 0)


@require_http_methods(["GET", "POST"])
@of_own_party
def stay_out(request: HttpRequest, plan: Plan, party: Party, area: int) -> HttpResponse:
    """A party stays out of a whole goal area, and says why."""
    goal_area = get_object_or_404(plan.negotiation.goal_areas, number=area)
    form = OptOutForm(sent(request), initial={"act": uuid.uuid4()})
    if form.is_bound and form.is_valid():
        told = {"reason": form.cleaned_data["reason"], "act_id": form.cleaned_data["act"]}
        try:
            opt_out(plan=plan, party=party, goal_area=goal_area, by=me(request), now=timezone.now(), **told)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is stored that your organisation stays out, and why."))
            return redirect("party_commitments", plan.pk, party.number)
    page = {"negotiation": plan.negotiation, "plan": plan, "party": party, "area": goal_area, "form": form}
    return render(request, "plans/opt_out.html", page)


@require_POST
@of_own_party
def come_back(request: HttpRequest, plan: Plan, party: Party, area: int) -> HttpResponse:
    """A party takes back that it stays out of a goal area."""
    goal_area = get_object_or_404(plan.negotiation.goal_areas, number=area)
    take_back_opt_out(plan=plan, party=party, goal_area=goal_area, by=me(request), now=timezone.now())
    messages.success(request, _("Your organisation no longer stays out of this goal area."))
    return redirect("party_commitments", plan.pk, party.number)
