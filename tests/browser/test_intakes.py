"""A table of another tool is brought in and undone in a browser, by mouse and by keyboard alone."""

import pytest
from playwright.sync_api import expect

import workbooks
from builders import a_forum, a_mandate, a_negotiation
from sopu.forum.models import Contribution, Intake
from sopu.negotiations.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _place(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def test_a_table_is_brought_in_looked_through_stored_undone_and_redone(page_at, assert_accessible):
    event = a_forum(a_negotiation(2))
    parties = [party.organisation.name for party in event.negotiation.parties.all()]
    person = a_mandate(event.negotiation, Role.FACILITATOR)
    page = page_at(f"/fi/e/{event.code}/intakes/", person)
    assert_accessible(page)
    file = {"name": "howspace.xlsx", "mimeType": "application/octet-stream", "buffer": workbooks.howspace(*parties[1:])}
    page.get_by_label("Tiedosto").set_input_files(file)
    page.get_by_role("button", name="Lue tiedosto").click()
    expect(page.get_by_text("Otsikot näyttävät olevan välineestä Howspace")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Näytä, mitä tapahtuu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kerro, mitä sanat tarkoittavat")
    assert_accessible(page)
    expect(page.get_by_label("Mihin näkökulmaan ”Vahvuudet” vastaa?")).to_have_value("strength")
    page.get_by_role("button", name="Tallenna merkitykset").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 lausetta tallennetaan")
    assert_accessible(page)
    assert not Contribution.objects.exists()
    page.get_by_role("button", name="Tallenna 3 lausetta").click()
    expect(page.get_by_role("status")).to_contain_text("3 lausetta tallennettiin.")
    assert_accessible(page)
    assert Contribution.objects.of(event).visible().count() == 3
    page.goto(f"/fi/e/{event.code}/desk/")
    expect(page.get_by_text("Tuotu: Howspace").first).to_be_visible()
    page.get_by_role("link", name="Taulukot ja paperi").click()
    page.get_by_role("button", name="Peru").click()
    expect(page.get_by_role("button", name="Palauta")).to_be_visible()
    assert Contribution.objects.of(event).visible().count() == 0
    page.get_by_role("button", name="Palauta").click()
    expect(page.get_by_role("button", name="Peru")).to_be_visible()
    assert Contribution.objects.of(event).visible().count() == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_on_a_narrow_screen(page_at, assert_accessible, scheme):
    event = a_forum(a_negotiation(2))
    person = a_mandate(event.negotiation, Role.FACILITATOR)
    page = page_at(f"/fi/e/{event.code}/intakes/", person, width=320, scheme=scheme)
    file = {"name": "lomake.csv", "mimeType": "text/csv", "buffer": workbooks.google_forms("Jokin muu")}
    page.get_by_label("Tiedosto").set_input_files(file)
    page.get_by_role("button", name="Lue tiedosto").click()
    assert_accessible(page)
    page.get_by_role("button", name="Näytä, mitä tapahtuu").click()
    assert_accessible(page)
    page.goto(f"/fi/e/{event.code}/intakes/")
    assert_accessible(page)
    page.goto(f"/fi/e/{event.code}/paper/typing/")
    assert_accessible(page)


def test_a_narrow_screen_has_room_for_every_count(page_at, assert_accessible):
    event = a_forum(a_negotiation(2))
    page = page_at(f"/fi/e/{event.code}/intakes/", a_mandate(event.negotiation, Role.FACILITATOR), width=320)
    rows = [("Sitoudumme.", "1", "sitoumus"), ("", "1", "vahvuus"), ("b", "1", "vahvuus"), ("b", "1", "vahvuus")]
    data = workbooks.a_csv([("Teksti", "Tavoitekokonaisuus", "Näkökulma"), *rows])
    page.get_by_label("Tiedosto").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="Lue tiedosto").click()
    page.get_by_role("button", name="Näytä, mitä tapahtuu").click()
    expect(page.get_by_role("link", name="sitoumus ilman organisaatiota")).to_be_visible()
    assert_accessible(page)


def test_paper_is_typed_in_by_keyboard_alone(page_at, assert_accessible):
    event = a_forum(a_negotiation(2))
    page = page_at(f"/fi/e/{event.code}/paper/typing/", a_mandate(event.negotiation, Role.FACILITATOR))
    assert_accessible(page)
    page.get_by_label("Organisaatio rivillä 1", exact=True).focus()
    for key in ("ArrowDown", "Tab", "ArrowDown", "Tab", "ArrowDown", "Tab", "ArrowDown", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("Luonto on lähellä.")
    for _ in range(5):
        page.keyboard.press("Tab")
    page.keyboard.type("Järjestöt kantavat.")
    page.get_by_role("button", name="Tallenna nämä lauseet").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("2 lausetta tallennettiin.")
    assert sorted(Contribution.objects.values_list("text", flat=True)) == ["Järjestöt kantavat.", "Luonto on lähellä."]
    assert Intake.objects.get().participants.count() == 1


def test_a_row_that_is_not_whole_is_told_in_focus_and_nothing_is_lost(page_at, assert_accessible):
    event = a_forum(a_negotiation(2))
    page = page_at(f"/fi/e/{event.code}/paper/typing/", a_mandate(event.negotiation, Role.FACILITATOR))
    page.get_by_label("Lause rivillä 1", exact=True).fill("Paikaton.")
    page.get_by_role("button", name="Tallenna nämä lauseet").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Lause rivillä 1", exact=True)).to_have_value("Paikaton.")
    assert_accessible(page)
