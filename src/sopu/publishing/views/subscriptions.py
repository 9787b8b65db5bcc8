"""Letters about a measure: they are asked for, confirmed by the link that was sent, and ended."""

from functools import partial

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sopu.core.refusals import Refused
from sopu.plans.models import Measure
from sopu.publishing import tasks
from sopu.publishing.actions import subscribing
from sopu.publishing.forms import SubscriptionForm
from sopu.publishing.models import Subscription
from sopu.publishing.permissions import may_subscribe


@require_http_methods(["GET", "POST"])
def subscribe(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a measure that anybody may read; the answer never tells whether the address was known."""
    measure = get_object_or_404(Measure.objects.at_hand(), pk=pk)
    if not may_subscribe(measure):
        raise Http404
    plan = measure.goal.plan
    form = SubscriptionForm(request.POST or None)
    page = {"negotiation": plan.negotiation, "measure": measure, "form": form, "is_asked": False}
    if form.is_valid():
        try:
            email, language = form.cleaned_data["email"], get_language() or "fi"
            subscribing.subscribe(measure=measure, email=email, language=language, now=timezone.now())
            transaction.on_commit(partial(tasks.send_later.enqueue, plan.negotiation.pk))
            page["is_asked"] = True
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "publishing/subscribe.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_subscription(request: HttpRequest, token: str) -> HttpResponse:
    """A press confirms: a program that opens links in letters confirms nothing."""
    found = get_object_or_404(Subscription.objects.at_hand(), token=token)
    if request.method == "POST":
        subscribing.confirm_subscription(subscription=found, now=timezone.now())
    page = {"negotiation": found.measure.goal.plan.negotiation, "measure": found.measure, "one": found}
    return render(request, "publishing/subscription.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def end_subscription(request: HttpRequest, token: str) -> HttpResponse:
    """A press ends it, and the address is removed; one that has ended already has ended."""
    found = Subscription.objects.at_hand().filter(token=token).first()
    if found and request.method == "POST":
        subscribing.end_subscription(subscription=found)
        found = None
    return render(request, "publishing/subscription_end.html", {"one": found})
