"""Long work of the decisions that goes on after the page has answered."""

from django.utils import timezone
from django_tasks import task

from sopu.accounts.models import User
from sopu.decisions.actions.minutes import look_at_feeds
from sopu.decisions.actions.reminding import post
from sopu.decisions.permissions import recorded_by
from sopu.negotiations.models import Negotiation


@task()
def look_later(negotiation: int, by: int) -> None:
    """The feeds of the parties for which this person may record are looked at."""
    of, user = Negotiation.objects.get(pk=negotiation), User.objects.get(pk=by)
    look_at_feeds(negotiation=of, by=user, now=timezone.now(), parties=recorded_by(user, of))


@task()
def post_later(negotiation: int) -> None:
    """Hands the waiting letters of a negotiation to the mail server."""
    post(negotiation=Negotiation.objects.get(pk=negotiation))
