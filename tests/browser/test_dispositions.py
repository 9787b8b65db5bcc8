"""Dispositions and receipts in a browser: axe finds nothing, and everything is answered without a script."""

import pytest

from builders import a_contribution, a_forum, a_mandate, a_participant, a_user
from sopu.negotiations.models import Role
from sopu.synthesis.models import Disposition, Outcome
from synthesised import a_disposition, a_finding, a_theme

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
CONDITIONS = [(360, "light"), (1280, "dark")]


@pytest.fixture
def event():
    return a_forum(code="KS7M2A")


@pytest.fixture
def owner(event):
    return a_mandate(event.negotiation, Role.PROCESS_OWNER)


@pytest.fixture
def said(event):
    someone = a_participant(event)
    texts = ("Omaishoitajille sama yhteyshenkilö.", "En kontaktperson på svenska.", "Yksi numero riittäisi.")
    return [a_contribution(someone, text, language="sv" if "på" in text else "fi") for text in texts]


def judge_all(page_at, assert_accessible, pages):
    for path, user in pages:
        for width, scheme in CONDITIONS:
            page = page_at(path, user, width=width, scheme=scheme)
            assert_accessible(page)
            page.context.close()


def test_axe_finds_nothing_on_the_pages_of_dispositions(page_at, assert_accessible, event, owner, said):
    place = "/fi/e/KS7M2A/dispositions/"
    judge_all(page_at, assert_accessible, [("/fi/e/KS7M2A/dispositions/?outcome=open", owner)])
    boss = a_user("Päivi Päättäjä")
    theme = a_theme(event, "Yksi yhteyshenkilö", said[:1], made_by=boss)
    a_theme(event, "Kielet", said[1:2])
    row = a_disposition(event, theme, Outcome.USED, made_by=boss)
    a_disposition(event, said[2], Outcome.REJECTED, made_by=boss)
    reader = a_mandate(event.negotiation, Role.READER)
    chosen = f"?theme={theme.pk}.{row.pk}"
    pages = [(place, owner), (place, reader), (f"{place}themes/1/", owner), (f"{place}sentences/{said[2].pk}/", owner)]
    pages += [(f"{place}answer/{chosen}", owner), (f"{place}answer/", owner), (f"{place}reopen/{chosen}", owner)]
    judge_all(page_at, assert_accessible, pages)


def test_axe_finds_nothing_on_a_receipt_in_any_of_its_four_states(page_at, assert_accessible, event, said):
    address = f"/fi/r/{said[0].receipt}/"
    judge_all(page_at, assert_accessible, [(address, None)])
    boss = a_user()
    theme = a_theme(event, "Yksi yhteyshenkilö", said)
    a_finding(event, said, signed_by=boss)
    judge_all(page_at, assert_accessible, [(address, None)])
    a_disposition(event, theme, Outcome.USED)
    judge_all(page_at, assert_accessible, [(address, None)])
    a_disposition(event, said[0], Outcome.REJECTED)
    judge_all(page_at, assert_accessible, [(address, None)])


def test_themes_are_answered_without_a_script_and_a_mistake_keeps_what_was_written(
    page_at, assert_accessible, event, owner, said
):
    theme = a_theme(event, "Yksi yhteyshenkilö", said, made_by=owner)
    page = page_at("/fi/e/KS7M2A/dispositions/", owner, width=360, java_script_enabled=False)
    page.get_by_label("Yksi yhteyshenkilö", exact=True).check()
    page.get_by_role("button", name="Vastaa valittuihin teemoihin").click()
    page.get_by_label("Käytetty", exact=True).check()
    page.get_by_label("Perustelu").fill("Sopimuksen luonnoksen kohta 4.")
    page.get_by_role("button", name="Tallenna vastaus").click()
    assert page.get_by_label("Perustelu").input_value() == "Sopimuksen luonnoksen kohta 4."
    assert page.get_by_role("alert").get_by_role("link").inner_text() == "Kohde: Kerro, missä sitä käytetään."
    page.get_by_label("Kohde").select_option(label="Strateginen yhteistyösopimus")
    page.get_by_role("button", name="Tallenna vastaus").click()
    assert page.locator("h1").inner_text() == "Kaikkeen on vastattu"
    assert Disposition.objects.get().theme == theme
