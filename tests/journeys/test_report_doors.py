"""Everybody is tried at every door of the monitoring reports."""

import pytest

from journeys.doors import EVERYBODY, OWNERS, addresses_of, clients_of, differing
from reported import NOW, a_report, a_world
from sopu.plans.actions.freezing import publish_report

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOORS = {
    **dict.fromkeys(("reports", "report", "report_data", "report_paper"), EVERYBODY),
    **dict.fromkeys(("new_report", "publish_report"), OWNERS),
}


@pytest.fixture
def world():
    """Addresses of all doors of a published report, and a client for each sort of person."""
    made = a_world(slug="alue")
    report = a_report(made)
    publish_report(report=report, now=NOW)
    usual = {"slug": "alue", "pk": report.pk, "language": "fi", "form": "xlsx"}
    return addresses_of(DOORS, usual, {"new_report": made.plan.pk}), clients_of(made.plan.negotiation, made.parties[1])


def test_each_door_lets_in_whom_it_should_and_nobody_else(world):
    assert differing(DOORS, *world) == {}
