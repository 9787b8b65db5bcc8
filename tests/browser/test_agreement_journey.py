"""From a finding to an agreement in force, in a browser: three parties word it, comment on it, and decide."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant
from sopu.negotiations.models import Party, Role
from sopu.publishing.models import Delivery
from sopu.synthesis.models import Outcome
from sopu.texts.actions.documents import begin_document
from sopu.texts.models import DocumentKind
from synthesised import a_disposition, a_finding, a_theme

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
WRITTEN = "Asukkaalle nimetään yhteyshenkilö kuukauden kuluessa."
PROPOSED = "Asukkaalle nimetään yhteyshenkilö kahden viikon kuluessa."


@pytest.fixture
def negotiation(settings, tmp_path):
    """A forum with a signed finding that was promised to the agreement, and the agreement begun."""
    settings.MEDIA_ROOT = tmp_path
    negotiation = a_negotiation(2)
    event = a_forum(negotiation)
    sentence = a_contribution(a_participant(event, negotiation.parties.all()[1].organisation))
    owner = a_mandate(negotiation, Role.PROCESS_OWNER)
    theme = a_theme(event, sentences=[sentence], made_by=owner)
    a_finding(event, [sentence], signed_by=owner, theme=theme)
    a_disposition(event, theme, Outcome.USED, made_by=owner)
    names = {"fi": "Yhteistyösopimus"}
    begin_document(negotiation=negotiation, kind=DocumentKind.STRATEGIC, names=names, by=owner, now=timezone.now())
    return negotiation


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def test_a_finding_becomes_a_clause_and_the_clause_an_agreement_in_force(page_at, assert_accessible, negotiation):
    document = negotiation.documents.get()
    owner = negotiation.mandates.get(role=Role.PROCESS_OWNER).user
    party = negotiation.parties.all()[1]
    page = page_at(f"/fi/documents/{document.pk}/draft/", owner)
    word_the_first_clause(page, assert_accessible)
    opened = open_a_round(page, document.pk)
    propose(page_at(opened, a_mandate(negotiation, Role.COORDINATOR, party.organisation)), assert_accessible)
    accept_and_close(page, opened, assert_accessible)
    submit(page, document.pk, assert_accessible)
    open_cases_and_make_packs(page, negotiation.slug, document, assert_accessible)
    assert Delivery.objects.get().package.party == party
    board = f"/fi/n/{negotiation.slug}/documents/1/board/"
    for number, each in enumerate(negotiation.parties.all()):
        page.goto(board)
        expect(page.locator("main")).not_to_contain_text("on voimassa")
        record(page, each, number, assert_accessible)
    page.goto(board)
    expect(page.get_by_role("heading", level=1)).to_have_text("Kaikki 3 valtuustoa ovat hyväksyneet")
    expect(page.locator("main")).to_contain_text("Asiakirja on voimassa")
    assert_accessible(page)


def word_the_first_clause(page: Page, assert_accessible) -> None:
    page.get_by_role("link", name="Kirjoita ensimmäinen kohta").click()
    page.get_by_label("Otsikko").fill("Yksi yhteyshenkilö")
    page.get_by_label("Teksti", exact=True).fill(WRITTEN)
    page.get_by_label("Mitä varten").select_option("principle")
    press(page, "Lisää kohta")
    press(page, "Nojaa tähän")
    expect(page.get_by_role("button", name="Poista perustasta")).to_be_visible()
    assert_accessible(page)


def open_a_round(page: Page, document: int) -> str:
    page.goto(f"/fi/documents/{document}/rounds/new/")
    page.locator("[name=due_on]").fill((timezone.localdate() + dt.timedelta(days=7)).isoformat())
    press(page, "Avaa kierros ja lähetä kirjeet")
    expect(page).to_have_url(re.compile(r"/rounds/\d+/$"))
    return page.url


def propose(page: Page, assert_accessible) -> None:
    page.get_by_text("Kommentoi tai ehdota").click()
    page.get_by_role("link", name="Ehdota toista sanamuotoa").click()
    page.locator("[name=text]").fill(PROPOSED)
    page.locator("[name=reason]").fill("Kuukausi on liian pitkä.")
    press(page, "Katso, mikä muuttuu")
    assert_accessible(page)
    press(page, "Lähetä ehdotus")
    expect(page.locator("main")).to_contain_text("Kuukausi on liian pitkä.")


def accept_and_close(page: Page, opened: str, assert_accessible) -> None:
    page.goto(f"{opened}proposals/")
    page.get_by_role("link", name="Vastaa ensimmäiseen").click()
    page.get_by_label("Hyväksytty", exact=True).check()
    assert_accessible(page)
    press(page, "Tallenna vastaus")
    page.goto(f"{opened}close/")
    press(page, "Päätä kierros")


def submit(page: Page, document: int, assert_accessible) -> None:
    page.goto(f"/fi/documents/{document}/submit/")
    assert_accessible(page)
    press(page, "Anna päätettäväksi")
    expect(page.locator("main")).to_contain_text(PROPOSED)


def open_cases_and_make_packs(page: Page, slug: str, document, assert_accessible) -> None:
    page.goto(f"/fi/n/{slug}/documents/1/cases/")
    press(page, "Avaa asiat")
    page.goto(f"/fi/versions/{document.versions.get(number=2).pk}/packs/")
    press(page, "Tee paketit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Paketit ovat valmiit")
    assert_accessible(page)
    press(page, "Toimita osapuolille")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Toimitettu")


def record(page: Page, party: Party, number: int, assert_accessible) -> None:
    page.goto(f"/fi/cases/{party.cases.get().pk}/record/")
    page.locator("[name=decided_on]").fill((timezone.localdate() - dt.timedelta(days=3 - number)).isoformat())
    page.locator("[name=section]").fill(f"§ {80 + number}")
    page.locator("[name=outcome]").select_option("approved")
    if number == 0:
        assert_accessible(page)
    press(page, "Kirjaa päätös")
    expect(page.get_by_role("heading", level=1)).to_contain_text("yväksy")
