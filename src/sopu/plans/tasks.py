"""Long work of the plans that goes on after the page has answered."""

import datetime as dt

from django.utils import timezone
from django_tasks import task

from sopu.negotiations.models import Negotiation
from sopu.plans.actions.reminding import post
from sopu.plans.actions.retrieving import request_retrieval, retrieve
from sopu.plans.models import Indicator, Retrieval


@task()
def post_later(negotiation: int) -> None:
    """Hands the waiting letters of a negotiation to the mail server."""
    post(negotiation=Negotiation.objects.get(pk=negotiation))


@task()
def retrieve_later(retrieval: int) -> None:
    """The source is asked for what the retrieval is of, and asked again when it could not answer."""
    waiting = Retrieval.objects.select_related("indicator__negotiation__county").get(pk=retrieval)
    try_again(retrieve(retrieval=waiting, now=timezone.now()))


@task()
def retrieve_again(indicator: int) -> None:
    """The source could not answer before: it is asked anew, unless the indicator has been left out meanwhile."""
    of = Indicator.objects.get(pk=indicator)
    if of.left_out_at is not None:
        return
    waiting = request_retrieval(indicator=of, by=None, now=timezone.now())
    try_again(retrieve(retrieval=waiting, now=timezone.now()))


def try_again(done: Retrieval) -> None:
    """At the time of the next try, if there is one; where work can't wait for its time, a person or a clock asks."""
    at: dt.datetime | None = done.retry_at
    if at is not None and retrieve_again.get_backend().supports_defer:
        retrieve_again.using(run_after=at).enqueue(done.indicator_id)
