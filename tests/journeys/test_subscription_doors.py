"""Everybody is tried at the doors of letters about a measure: open to all, by a link that only its holder has."""

import pytest

import agreements
import planned
from journeys.doors import EVERYBODY, addresses_of, clients_of, differing
from sopu.publishing.models import Subscription
from sopu.texts.models import DocumentKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOORS = dict.fromkeys(("subscribe", "confirm_subscription", "end_subscription"), EVERYBODY)


def test_each_door_is_open_to_all():
    plan = planned.a_plan(document=agreements.an_agreement(kind=DocumentKind.SUPPLEMENTARY_PLAN))
    agreements.a_version(plan.document)
    measure, negotiation = planned.a_measure(planned.a_goal(plan)), plan.negotiation
    one = Subscription.objects.create(measure=measure, email="asukas@example.org", token="a-token")
    addresses = addresses_of(DOORS, {"pk": measure.pk, "token": one.token}, {})
    assert differing(DOORS, addresses, clients_of(negotiation, negotiation.parties.all()[1])) == {}
