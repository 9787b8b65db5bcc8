"""What plans do when the texts tell something."""

import datetime as dt

from django.dispatch import receiver

from sopu.plans.actions.submitting import demand_ready
from sopu.plans.models import Plan
from sopu.texts.models import Document
from sopu.texts.signals import submitting


@receiver(submitting)
def _demand_ready(*, document: Document, now: dt.datetime, **_told: object) -> None:
    """The text of a plan is submitted on no page before the plan is ready."""
    plan = Plan.objects.at_hand().filter(document=document).first()
    if plan is not None:
        demand_ready(plan=plan, now=now)
