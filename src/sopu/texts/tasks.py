"""What goes on after the page has answered."""

from django_tasks import task

from sopu.negotiations.models import Negotiation
from sopu.texts.actions import rounds


@task()
def post(negotiation: int) -> None:
    """Hands the waiting letters of a negotiation to the mail server."""
    rounds.post(negotiation=Negotiation.objects.get(pk=negotiation))
