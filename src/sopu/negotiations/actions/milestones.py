"""Milestones are reached, and returned to when one was reached too early."""

import datetime as dt

from django.db import transaction

from sopu.negotiations.models import Milestone, Negotiation, Station


@transaction.atomic
def reach_station(*, negotiation: Negotiation, station: Station, on: dt.date) -> None:
    """The milestones of the station that were still ahead are done on that day."""
    Milestone.objects.filter(negotiation=negotiation, station=station, done_on__isnull=True).update(done_on=on)


@transaction.atomic
def return_to_station(*, negotiation: Negotiation, station: Station, on: dt.date) -> None:
    """The milestones of the station that were done on that day are ahead again."""
    Milestone.objects.filter(negotiation=negotiation, station=station, done_on=on).update(done_on=None)
