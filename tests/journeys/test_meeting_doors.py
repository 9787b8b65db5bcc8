"""Everybody is tried at every door of the municipal meeting."""

import pytest

from builders import a_negotiation
from journeys.doors import COORDINATORS, OWNERS, READERS, addresses_of, clients_of, differing
from planned import a_plan
from sopu.plans.actions.meetings import add_point, call_meeting, leave_to

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOORS = {
    **dict.fromkeys(("municipal_meetings", "municipal_meeting"), READERS),
    **dict.fromkeys(("add_points", "take_minutes", "handle_point", "leave_to", "leave_out_point"), OWNERS),
    "finish_to_do": OWNERS | COORDINATORS,
}


def test_each_door_lets_in_whom_it_should_and_nobody_else():
    negotiation = a_negotiation(slug="alue")
    plan, party = a_plan(negotiation), negotiation.parties.all()[1]
    meeting = call_meeting(plan=plan, name="Kuntakokous", planned_on=None)
    point = add_point(meeting=meeting, plan=plan, title="Tila")
    to_do = leave_to(point=point, party=party, text="Varaa tila.", due_on=None)
    keys = {"handle_point": point.pk, "leave_to": point.pk, "leave_out_point": point.pk, "finish_to_do": to_do.pk}
    addresses = addresses_of(DOORS, {"slug": "alue", "pk": meeting.pk}, keys)
    assert differing(DOORS, addresses, clients_of(negotiation, party)) == {}
