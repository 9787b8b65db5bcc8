"""What publishing does when the plans tell something."""

from functools import partial

from django.db import transaction
from django.dispatch import receiver

from sopu.plans.models import Plan
from sopu.plans.signals import measures_told
from sopu.publishing.models import Subscription
from sopu.publishing.tasks import tell_later


@receiver(measures_told)
def _tell(*, plan: Plan, **_told: object) -> None:
    """Once it has been stored; where nobody has subscribed, nothing is to be done."""
    if Subscription.objects.confirmed().filter(measure__goal__plan=plan).exists():
        transaction.on_commit(partial(tell_later.enqueue, plan.pk))
