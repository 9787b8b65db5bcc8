"""The demonstration's negotiation goes on from the agreement: a plan, its indicators, and two rounds of monitoring."""

from django.db import transaction

from sopu.accounts.models import User
from sopu.config.demo.accounts import STAFF, email_of
from sopu.config.demo.following import put_monitoring
from sopu.config.demo.measuring import put_indicators
from sopu.config.demo.meeting import put_meeting
from sopu.config.demo.planning import put_decisions, put_measures
from sopu.config.demo.room import room_of
from sopu.forum.models import Event
from sopu.negotiations.models import Role
from sopu.plans.models import Plan


@transaction.atomic
def plan_demo(event: Event) -> Plan:
    """The plan that the boards approved, and what has come of it."""
    room = room_of(event)
    plan = put_measures(room, put_indicators(room))
    put_decisions(room, plan)
    monitor = User.objects.get(email=email_of(STAFF[Role.MONITOR][0]))
    report = put_monitoring(room, plan, monitor)
    put_meeting(room, plan, report)
    return plan
