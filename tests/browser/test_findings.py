"""Findings in a real browser: written from chosen sentences, drafted, signed; accessible narrow and wide."""

import pytest
from playwright.sync_api import expect

from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, a_reaction
from machines import a_machine, a_sentence
from sopu.forum.models import ParticipantRole, Stance
from sopu.negotiations.models import Role
from sopu.synthesis.models import FindingSource
from synthesised import a_finding, a_theme

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def event():
    return a_forum(a_negotiation(2))


@pytest.fixture
def said(event):
    writer = a_participant(event)
    return [a_contribution(writer, f"Nuorten ajatus numero {number}.") for number in range(4)]


@pytest.fixture
def owner(event):
    return a_mandate(event.negotiation, Role.PROCESS_OWNER)


def answered(event, sentence) -> None:
    """Two known groups that are large enough to be told apart."""
    for number in range(12):
        role = ParticipantRole.ELECTED if number < 6 else ParticipantRole.OFFICE_HOLDER
        stance = Stance.AGREE if number % 3 else Stance.DISAGREE
        a_reaction(a_participant(event, role=role), sentence, stance)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_findings_is_accessible(page_at, assert_accessible, event, said, owner, width):
    answered(event, said[0])
    theme = a_theme(event, "Nuorten ääni", said)
    version = a_finding(event, said[:2], theme=theme, minority_fi="Ei uutta luukkua.", text_sv="På svenska.")
    FindingSource.objects.create(version=version, contribution=said[2], is_minority=True)
    page = page_at(f"/fi/e/{event.code}/findings/", owner, width=width)
    assert_accessible(page)
    page.goto(f"/fi/e/{event.code}/findings/new/?theme={theme.number}")
    expect(page.get_by_text("Löytyi 4 lausetta")).to_be_visible()
    assert_accessible(page)
    page.goto(f"/fi/e/{event.code}/findings/1/edit/")
    page.get_by_label("Suomeksi").first.fill("Asukas tarvitsee yhden luukun.")
    page.get_by_role("button", name="Tallenna uusi versio").click()
    expect(page.get_by_role("heading", name="Kuka on lähteiden kanssa samaa mieltä")).to_be_visible()
    expect(page.locator("ins")).to_contain_text("luukun")
    assert_accessible(page)


def test_a_finding_is_written_by_keyboard_from_what_was_searched_for_and_signed(
    page_at, assert_accessible, event, said, owner
):
    page = page_at(f"/fi/e/{event.code}/findings/", owner)
    page.get_by_role("link", name="Kirjoita ensimmäinen havainto").click()
    page.get_by_label("Suomeksi").first.fill("Nuoria kuullaan ennen päätöstä.")
    page.get_by_label("Lauseen sanoja").fill("nuorten")
    page.get_by_role("button", name="Hae").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Löytyi 4 lausetta")
    expect(page.get_by_label("Suomeksi").first).to_have_value("Nuoria kuullaan ennen päätöstä.")
    page.get_by_role("checkbox", name="Nuorten ajatus numero 1").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Tallenna havainto").click()
    expect(page.get_by_role("heading", name="Nojaa 1 lauseeseen")).to_be_visible()
    page.get_by_role("button", name="Vahvista havainto").click()
    expect(page.get_by_role("status")).to_contain_text("Vahvistettu.")
    assert_accessible(page)


def test_a_machines_draft_is_dashed_until_a_person_signs_it(page_at, assert_accessible, event, said, owner, settings):
    with a_machine() as machine:
        settings.DRAFTING_URL, settings.DRAFTING_MODEL = machine.url, "malli-1"
        good, bad = a_sentence("Nuorilla on ajatuksia.", (1, "Nuorten ajatus numero 0.")), a_sentence("Keksitty.")
        machine.says({"sentences": [good, bad]})
        sources = ",".join(str(one.pk) for one in said)
        page = page_at(f"/fi/e/{event.code}/findings/new/?sources={sources}", owner)
        assert_accessible(page)
        page.get_by_role("button", name="Lähetä valitut lauseet ja pyydä luonnos").click()
        expect(page.get_by_role("heading", name="1 lause jätettiin pois")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Avaa luonnos").click()
    assert page.locator(".machine").evaluate("one => getComputedStyle(one).borderTopStyle") == "dashed"
    page.get_by_role("button", name="Vahvista havainto").click()
    expect(page.locator(".human")).to_contain_text("Nuorilla on ajatuksia.")
    expect(page.locator(".machine")).to_have_count(0)
