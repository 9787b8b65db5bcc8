"""Letters go after the page has answered."""

from django_tasks import task

from sopu.negotiations.actions.letters import send_letters
from sopu.negotiations.models import Negotiation


@task()
def post(negotiation: int) -> None:
    """Hands the waiting letters of a negotiation to the mail server."""
    send_letters(negotiation=Negotiation.objects.get(pk=negotiation))
