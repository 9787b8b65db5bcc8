"""The preparers propose commitments to a measure, and take proposals back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.plans.actions.commitments import propose_to_many, withdraw_commitment_proposal
from sopu.plans.forms.commitments import ProposeForm
from sopu.plans.models import Measure
from sopu.plans.queries.asking import parties_for, said_for
from sopu.plans.views.commitment_doors import of_proposing, party_in, sent
from sopu.plans.views.doors import me
from sopu.web.doors import attempt


@require_http_methods(["GET", "POST"])
@of_proposing
def propose(request: HttpRequest, measure: Measure) -> HttpResponse:
    """A level and words are proposed to one party or to several; what each has said stands below."""
    lines, said = parties_for(measure), said_for(measure, request.GET.get("sentence", ""))
    form = ProposeForm(sent(request), [line.party for line in lines], said.choices, initial=said.initial)
    if form.is_bound and form.is_valid():
        told = said.told(form.cleaned_data)
        try:
            made = propose_to_many(measure=measure, parties=form.chosen(), by=me(request), now=timezone.now(), **told)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            words = ngettext("It is proposed to %(n)s party.", "It is proposed to %(n)s parties.", len(made))
            messages.success(request, words % {"n": len(made)})
            return redirect("propose_commitments", measure.pk)
    plan = measure.goal.plan
    page = {"negotiation": plan.negotiation, "plan": plan, "measure": measure, "lines": lines, "form": form}
    return render(request, "plans/propose_commitments.html", page | {"said": said})


@require_POST
@of_proposing
def withdraw(request: HttpRequest, measure: Measure, number: int) -> HttpResponse:
    """A proposal that waits for an answer is taken back."""
    party = party_in(measure.goal.plan, number)

    def take_back() -> None:
        withdraw_commitment_proposal(measure=measure, party=party, by=me(request), now=timezone.now())

    attempt(request, take_back, _("The proposal has been taken back."))
    return redirect("propose_commitments", measure.pk)
