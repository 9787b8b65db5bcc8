"""From a clause of an agreement to a reported indicator, in a browser: a measure is planned, promised and followed."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

import agreements
import planned
from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant
from sopu.negotiations.models import Negotiation, Party, Role
from sopu.plans.models import Indicator, Measure, Plan
from sopu.plans.rules import Direction
from sopu.texts.actions.drafting import state_basis
from sopu.texts.models import Clause
from synthesised import a_finding

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
SAID = "Yksi puhelinnumero riittäisi meille."
YEAR = timezone.localdate().year


@pytest.fixture
def negotiation(settings, tmp_path) -> Negotiation:
    """A submitted agreement whose clause stands on what the hall said, and an indicator with two values."""
    settings.MEDIA_ROOT = tmp_path
    negotiation = a_negotiation(1)
    negotiation.goal_areas.filter(number__gt=1).delete()
    event = a_forum(negotiation)
    sentence = a_contribution(a_participant(event, negotiation.parties.all()[1].organisation), SAID)
    finding = a_finding(event, [sentence], signed_by=a_mandate(negotiation, Role.PROCESS_OWNER)).finding
    agreement = agreements.an_agreement(negotiation)
    state_basis(clause=agreement.clauses.all()[1], finding=finding, by=None, now=timezone.now())
    agreements.a_version(agreement)
    indicator = planned.an_indicator(negotiation, name_fi="Vastatut puhelut", direction=Direction.UP)
    planned.an_observation(indicator, str(YEAR - 1), "61.5")
    return negotiation


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()


def test_a_clause_becomes_a_measure_and_the_measure_is_seen_in_an_indicator(page_at, assert_accessible, negotiation):
    owner = negotiation.mandates.get(role=Role.PROCESS_OWNER).user
    page = page_at(f"/fi/n/{negotiation.slug}/plan/", owner)
    begin(page, assert_accessible)
    measure = write_a_measure(page, negotiation, assert_accessible)
    for party in negotiation.parties.all():
        promise(page_at, page, measure, party, assert_accessible)
    submit(page, measure.goal.plan, assert_accessible)
    opened = open_a_round(page, measure.goal.plan, assert_accessible)
    own = f"{opened}parties/{measure.responsible.number}/"
    report(page_at(own, coordinator(measure.responsible)), assert_accessible)
    accept(page_at(f"{opened}acceptances/", a_mandate(negotiation, Role.MONITOR)), assert_accessible)
    follow_to_the_hall(page, negotiation, assert_accessible)


def coordinator(party: Party):
    found = party.negotiation.mandates.filter(role=Role.COORDINATOR, organisation=party.organisation).first()
    return found.user if found else a_mandate(party.negotiation, Role.COORDINATOR, party.organisation)


def begin(page: Page, assert_accessible) -> None:
    assert_accessible(page)
    page.get_by_role("link", name="Aloita suunnitelma").first.click()
    page.locator("[name=name_fi]").fill("Yhdyspintasuunnitelma")
    page.locator("[name=starts_on]").fill(f"{YEAR}-01-01")
    page.locator("[name=ends_on]").fill(f"{YEAR + 2}-12-31")
    assert_accessible(page)
    press(page, "Aloita suunnitelma")
    page.get_by_role("link", name="Lisää tavoite").first.click()
    page.locator("[name=name_fi]").fill("Asukas tietää, kehen ottaa yhteyttä")
    press(page, "Lisää tavoite")


def write_a_measure(page: Page, negotiation: Negotiation, assert_accessible) -> Measure:
    page.get_by_role("link", name="Lisää toimenpide").first.click()
    page.locator("[name=name_fi]").fill("Yksi puhelinnumero")
    page.locator("[name=text_fi]").fill("Kunta ja hyvinvointialue vastaavat samasta numerosta.")
    page.locator("[name=responsible]").select_option(str(negotiation.parties.all()[1].pk))
    page.locator("[name=starts_on]").fill(f"{YEAR}-02-01")
    page.locator("[name=ends_on]").fill(f"{YEAR + 1}-12-31")
    assert_accessible(page)
    press(page, "Lisää toimenpide")
    measure = Measure.objects.at_hand().get()
    page.goto(f"/fi/measures/{measure.pk}/")
    page.get_by_text("Lisää perustaksi sopimuksen kohta").click()
    clause = Clause.objects.get(document__negotiation=negotiation, bases__isnull=False)
    page.locator("[name=clause]").select_option(str(clause.pk))
    press(page, "Nojaa tähän")
    page.get_by_text("Liitä mittari").first.click()
    page.locator("[name=indicator]").select_option(str(Indicator.objects.get().pk))
    page.locator("[name=reasoning]").fill("Samaan numeroon vastataan useammin.")
    press(page, "Liitä mittari")
    expect(page.locator("main")).to_contain_text("Samaan numeroon vastataan useammin.")
    assert_accessible(page)
    return measure


def promise(page_at, owner: Page, measure: Measure, party: Party, assert_accessible) -> None:
    """The responsible party was asked to lead; the others commit themselves unasked."""
    page = page_at(f"/fi/measures/{measure.pk}/parties/{party.number}/", coordinator(party))
    if party == measure.responsible:
        page.locator("[name=answer][value=accept]").check()
        assert_accessible(page)
    else:
        page.locator("[name=level]").select_option("supports")
    press(page, "Tallenna vastaus")
    expect(page.locator("main")).to_contain_text("Yksi puhelinnumero")


def submit(page: Page, plan: Plan, assert_accessible) -> None:
    page.goto(f"/fi/plans/{plan.pk}/ready/")
    assert_accessible(page)
    press(page, "Anna hallitusten päätettäväksi")
    expect(page.locator("main")).to_contain_text("Yksi puhelinnumero")


def open_a_round(page: Page, plan: Plan, assert_accessible) -> str:
    page.goto(f"/fi/plans/{plan.pk}/monitoring/open/")
    page.locator("[name=name_fi]").fill("Kevään seuranta")
    for name, day in (("starts_on", f"{YEAR}-01-01"), ("ends_on", f"{YEAR}-12-31")):
        page.locator(f"[name={name}]").fill(day)
    page.locator("[name=due_on]").fill((timezone.localdate() + dt.timedelta(days=14)).isoformat())
    assert_accessible(page)
    press(page, "Avaa kierros ja lähetä kirjeet")
    expect(page).to_have_url(re.compile(r"/monitoring/\d+/$"))
    return page.url


def report(page: Page, assert_accessible) -> None:
    page.get_by_role("link", name=re.compile("Yksi puhelinnumero")).first.click()
    page.locator("[name=activity][value=in_progress]").check()
    page.locator("[name=light][value=green]").check()
    page.locator("[name=text]").fill("Numero on avattu.")
    assert_accessible(page)
    press(page, re.compile("palaa luetteloon"))
    expect(page.locator("main")).to_contain_text("Numero on avattu.")


def accept(page: Page, assert_accessible) -> None:
    expect(page.locator("main")).to_contain_text("Numero on avattu.")
    assert_accessible(page)
    press(page, re.compile("Hyväksy"))


def follow_to_the_hall(page: Page, negotiation: Negotiation, assert_accessible) -> None:
    indicator = Indicator.objects.get()
    page.goto(f"/fi/indicators/{indicator.pk}/")
    expect(page.locator("main")).to_contain_text("61,5")
    assert_accessible(page)
    page.goto(f"/fi/n/{negotiation.slug}/thread/indicator/{indicator.pk}/")
    for words in (SAID, "Osallisuus", "Yksi puhelinnumero", "käynnissä", "61,5"):
        expect(page.locator(".thread")).to_contain_text(words)
    assert_accessible(page)
