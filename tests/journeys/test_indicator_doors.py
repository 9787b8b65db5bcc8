"""Everybody is tried at every door of indicators and of their files."""

import pytest

from agreements import a_version, an_agreement
from builders import a_negotiation
from journeys.doors import EVERYBODY, PREPARERS, READERS, addresses_of, clients_of, differing
from planned import a_plan, an_indicator
from sopu.plans.models import SeriesIntake
from sopu.plans.rules import Source

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STEWARDS = PREPARERS | {"monitor"}
READ = ("indicators", "indicator", "indicator_values")
OF_INTAKE = ("series_intake", "confirm_series", "discard_series")
STEWARDED = ("new_indicator", "change_indicator", "leave_out_indicator", "bring_series", *OF_INTAKE)
FETCHED = ("fetch_indicators", "fetch_indicator", "fetching_indicators", "find_in_sotkanet", "choose_table")
DOORS = {**dict.fromkeys(READ, READERS), **dict.fromkeys((*STEWARDED, *FETCHED), STEWARDS)}
"""Whom each door lets in before the plan is submitted."""


def test_each_door_lets_in_whom_it_should_and_nobody_else(settings):
    settings.PXWEB_URL = "http://nowhere.example/"  # without encryption: nothing is asked of the network
    negotiation = a_negotiation(slug="alue")
    plan = a_plan(document=an_agreement(negotiation))
    indicator = an_indicator(negotiation, source=Source.PXWEB, source_key="t.px")
    intake = SeriesIntake.objects.create(indicator=indicator, sha256="0" * 64)
    keys = dict.fromkeys(OF_INTAKE, intake.pk)
    addresses = addresses_of(DOORS, {"slug": "alue", "pk": indicator.pk, "form": "csv"}, keys)
    clients = clients_of(negotiation, negotiation.parties.all()[1])
    assert differing(DOORS, addresses, clients) == {}
    a_version(plan.document)
    assert differing(dict.fromkeys(READ, EVERYBODY), addresses, clients) == {}
