"""The bench of themes in a browser: by the keyboard alone, by two people at once, and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from builders import a_contribution, a_forum, a_mandate, a_participant
from seen import WAYS
from sopu.accounts.models import User
from sopu.forum.models import Event
from sopu.negotiations.models import Role
from sopu.synthesis.models import Placement, Sorting, SortingKind
from sopu.synthesis.queries.standing import standing_of
from synthesised import a_theme

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
BENCH = "/fi/e/KS7M2A/themes/"
PAGES = (
    BENCH,
    f"{BENCH}2/",
    f"{BENCH}none/",
    f"{BENCH}uncertain/",
    "/fi/e/KS7M2A/sortings/",
    "/fi/e/KS7M2A/descriptors/",
)


@pytest.fixture
def event() -> Event:
    event = a_forum(code="KS7M2A")
    someone = a_participant(event)
    said = [a_contribution(someone, f"Kirjasto on kylän olohuone, osa {number}.") for number in range(40)]
    said += [a_contribution(someone, f"Bussi ei kulje iltaisin, osa {number}.") for number in range(6)]
    a_theme(event, "Kirjastot", said[:40])
    unsure = a_theme(event, "Kyydit", said[40:44])
    Placement.objects.filter(theme=unsure, contribution__in=said[42:44]).update(is_certain=False, margin=0.01)
    return event


@pytest.fixture
def owner(event: Event) -> User:
    user = a_mandate(event.negotiation, Role.PROCESS_OWNER)
    a_theme(event, "Päätetty teema", made_by=user)
    return user


def counts(event: Event) -> dict[str, int]:
    standing = standing_of(event)
    return {theme.names[0]: len(theme.sentences) for theme in standing.themes} | {"": len(standing.unplaced)}


def said(page: Page) -> None:
    return page.locator("#said")


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_axe_finds_nothing_on_the_pages_of_themes(page_at, assert_accessible, event, owner, width, scheme):
    for address in (*PAGES, f"/fi/n/{event.negotiation.slug}/synthesis/"):
        assert_accessible(page_at(address, owner, width=width, scheme=scheme))


def test_axe_finds_nothing_on_what_opens_by_a_key(page_at, assert_accessible, event, owner):
    page = page_at(f"{BENCH}1/", owner)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.locator("[data-why]").first.click()
    expect(page.locator(".sents .why")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("m")
    expect(page.locator("#chooser")).to_be_visible()
    assert_accessible(page)


def test_sentences_are_chosen_and_moved_by_the_keyboard_alone_and_it_is_undone(page_at, event, owner):
    page = page_at(f"{BENCH}1/", owner)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#tray-count")).to_have_text("2 lausetta valittu")
    page.keyboard.press("m")
    page.keyboard.type("kyy")
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("2 lausetta siirrettiin.")
    expect(page.locator(".themes [aria-current] .num")).to_contain_text("38")
    assert counts(event) == {"Kirjastot": 38, "Kyydit": 6, "Päätetty teema": 0, "": 2}
    expect(page.locator("#sents input").nth(1)).to_be_focused()
    page.keyboard.press("u")
    expect(said(page)).to_contain_text("Kumottu")
    assert counts(event)["Kirjastot"] == 40


def test_a_new_theme_is_made_of_the_chosen_by_the_keyboard_alone(page_at, event, owner):
    page = page_at(f"{BENCH}1/", owner)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("n")
    page.keyboard.type("Kylien olohuoneet")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen-title")).to_have_text("Kylien olohuoneet")
    assert counts(event)["Kylien olohuoneet"] == 1
    assert page.url.endswith(f"{BENCH}4/")


def test_the_queue_is_gone_through_by_numbers(page_at, event, owner):
    page = page_at(f"{BENCH}uncertain/", owner)
    expect(page.locator("h1")).to_have_text("4 lausetta odottaa ihmistä")
    for left in (3, 2, 1):
        page.keyboard.press("1")
        expect(page.locator("h1")).to_contain_text(f"{left} lause")
    page.keyboard.press("0")
    expect(page.locator("h1")).to_have_text("Yksikään lause ei odota ihmistä")
    assert Sorting.objects.filter(kind=SortingKind.MOVED).count() == 4


def test_single_keys_can_be_put_out_of_use_and_stay_so(page_at, event, owner):
    page = page_at(f"{BENCH}1/", owner)
    page.locator("#keys-show").click()
    page.locator("#keys-on").uncheck()
    page.locator("#keys-close").click()
    page.reload()
    page.keyboard.press("x")
    expect(page.locator("#sents input:checked")).to_have_count(0)


def test_a_button_that_is_pressed_twice_does_it_once(page_at, event, owner):
    page = page_at(f"{BENCH}1/", owner)
    page.locator("summary", has_text="Uusi tyhjä teema").click()
    page.fill("#new-name", "Kerran")
    page.evaluate(
        "() => { const b = document.querySelector('#new-name').form.querySelector('button'); b.click(); b.click(); }"
    )
    expect(page.locator("#chosen-title")).to_have_text("Kerran")
    assert [theme.names[0] for theme in standing_of(event).themes].count("Kerran") == 1


def test_a_form_sent_twice_without_scripts_does_it_once(page_at, event, owner):
    page = page_at(f"{BENCH}1/", owner, java_script_enabled=False)
    page.locator("summary", has_text="Uusi tyhjä teema").click()
    page.fill("#new-name", "Kerran")
    page.locator("button", has_text="Luo teema").dblclick()
    expect(page.locator("#chosen-title")).to_have_text("Kerran")
    assert [theme.names[0] for theme in standing_of(event).themes].count("Kerran") == 1


def test_whoever_is_later_is_told_and_keeps_what_they_wrote(page_at, event, owner):
    other = a_mandate(event.negotiation, Role.FACILITATOR)
    first, second = page_at(f"{BENCH}2/", owner), page_at(f"{BENCH}2/", other)
    for page, name in ((first, "Bussit"), (second, "Liikkuminen")):
        page.locator("summary", has_text="Nimeä uudelleen").click()
        page.fill("#name_fi", name)
        page.locator("#name_fi").press("Enter")
        expect(page.locator(".messages")).to_be_visible()
    expect(second.locator(".messages")).to_contain_text(owner.name)
    expect(second.locator(".messages")).to_contain_text("Bussit")
    expect(second.locator("#name_fi")).to_have_value("Liikkuminen")
    second.locator("#name_fi").press("Enter")
    expect(second.locator("#chosen-title")).to_have_text("Liikkuminen")


def test_everything_works_without_scripts(page_at, event, owner):
    page = page_at(f"{BENCH}2/", owner, java_script_enabled=False, width=360)
    page.locator("#sents input").first.check()
    page.select_option("#to", "1")
    page.locator("#move").click()
    expect(page.locator(".messages")).to_have_text("1 lause siirrettiin.")
    page.locator("a", has_text="odottaa ihmistä").click()
    page.locator("#guesses button").first.click()
    expect(page.locator(".messages")).to_have_text("1 lause siirrettiin.")
    page.locator(".log button").first.click()
    expect(page.locator(".messages")).to_contain_text("Kumottu")
