"""Long work of the plans that goes on after the page has answered."""

from django_tasks import task

from sopu.negotiations.models import Negotiation
from sopu.plans.actions.reminding import post


@task()
def post_later(negotiation: int) -> None:
    """Hands the waiting letters of a negotiation to the mail server."""
    post(negotiation=Negotiation.objects.get(pk=negotiation))
