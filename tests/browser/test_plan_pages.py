"""The pages of the plan, of its indicators and of its monitoring are for everybody to use."""

import pytest
from django.urls import reverse

from agreements import a_version
from builders import a_mandate
from planned import an_observation
from reported import NOW, a_report, a_world
from seen import WAYS
from sopu.negotiations.models import Role
from sopu.plans.actions.meetings import call_meeting
from sopu.texts.actions.drafting import add_clause

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def world(settings, tmp_path):
    """A plan with all that a report tells, a report and a meeting, submitted to the boards."""
    settings.MEDIA_ROOT = tmp_path
    made = a_world(slug="alue")
    document = made.plan.document
    add_clause(document=document, kind="chapter", language="fi", heading="Tarkoitus", text="", by=None, now=NOW)
    a_version(document)
    for party in made.parties:
        an_observation(made.indicator, "2025", "4.5", area=party.organisation)
    return made


def addresses_of(world) -> list[str]:
    plan, party, measure = world.plan.pk, world.parties[1], world.measures[1].pk
    meeting = call_meeting(plan=world.plan, name="Kuntakokous", planned_on=None)
    named = {
        "plans": ["alue"],
        "measure": [measure],
        "change_measure": [measure],
        "measures_from_hall": [plan],
        "commitments": [plan],
        "party_commitments": [plan, party.number],
        "plan_ready": [plan],
        "bring_plan": [plan],
        "indicators": ["alue"],
        "indicator": [world.indicator.pk],
        "monitoring": ["alue"],
        "monitoring_round": [world.second.pk],
        "reports": ["alue"],
        "report": [a_report(world).pk],
        "municipal_meetings": ["alue"],
        "municipal_meeting": [meeting.pk],
        "thread": ["alue", "measure", measure],
        "subscribe": [measure],
        "municipality_cards": ["alue"],
        "municipality_card": ["alue", party.organisation.code],
    }
    return [reverse(name, args=args) for name, args in named.items()]


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_axe_finds_nothing_on_the_pages_of_a_plan(page_at, assert_accessible, world, width, scheme):
    page = page_at("/fi/", a_mandate(world.plan.negotiation, Role.PROCESS_OWNER), width=width, scheme=scheme)
    for address in addresses_of(world):
        page.goto(address)
        assert_accessible(page)
