"""The facilitator's desk in a browser: what arrives shows itself and disturbs nothing."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from builders import a_contribution, a_forum, a_mandate, a_participant
from seen import WAYS
from sopu.accounts.models import User
from sopu.forum.actions.moderating import hide_contribution
from sopu.forum.actions.opening import close_event
from sopu.forum.models import Event, Moderation, PromptKind
from sopu.negotiations.models import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
TWO_SECONDS = 2000


@pytest.fixture
def event() -> Event:
    event = a_forum(code="KS7M2A")
    for number in range(12):
        a_contribution(a_participant(event), f"Ajatus {number}, jota sali pitää tärkeänä.", area=1 + number % 3)
    a_contribution(a_participant(event), "Me tarjoamme tilan.", PromptKind.COMMITMENT, area=4)
    hidden = a_contribution(a_participant(event), "Piilossa oleva lause.")
    hide_contribution(contribution=hidden, reason="Loukkaa jotakuta", made_by=None)
    return event


@pytest.fixture
def facilitator(event: Event) -> User:
    return a_mandate(event.negotiation, Role.PROCESS_OWNER)


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_axe_finds_nothing_on_the_desk_or_its_sheet(
    page_at, assert_accessible, event: Event, facilitator: User, width: int, scheme: str
):
    page = page_at("/fi/e/KS7M2A/desk/", facilitator, width=width, scheme=scheme)
    assert_accessible(page)
    page.locator("#live a").first.click()
    expect(page.locator("dialog h2")).to_have_text("Piilota lause")
    assert_accessible(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_desk_that_is_over_and_on_the_list(
    page_at, assert_accessible, event: Event, facilitator: User, scheme: str
):
    close_event(event=event, now=timezone.now())
    for width in (360, 1280):
        assert_accessible(page_at("/fi/e/KS7M2A/desk/", facilitator, width=width, scheme=scheme))
        assert_accessible(page_at(f"/fi/n/{event.negotiation.slug}/forum/", facilitator, width=width, scheme=scheme))


def test_a_sentence_is_on_the_desk_two_seconds_after_it_arrived(page_at, event: Event, facilitator: User):
    page = page_at("/fi/e/KS7M2A/desk/", facilitator)
    expect(page.locator("#sentences b")).to_have_text("13")
    a_contribution(a_participant(event), "Juuri saapunut lause.", area=4)
    first = page.locator("#live li").first
    expect(first).to_contain_text("Juuri saapunut lause.", timeout=TWO_SECONDS)
    expect(first).to_have_attribute("data-is", "new")
    expect(page.locator("#sentences b")).to_have_text("14")
    expect(page.locator("#count-4")).to_have_text("2 lausetta")
    expect(page.locator(".covt__all td").last).to_have_text("14")


def test_what_arrives_does_not_disturb_the_sheet_in_which_a_reason_is_written(page_at, event: Event, facilitator: User):
    page = page_at("/fi/e/KS7M2A/desk/", facilitator)
    page.locator("#live a").first.click()
    page.get_by_label("Muu syy, jonka kirjoitan alle").check()
    page.get_by_label("Tarkemmin").fill("Sama lause")
    a_contribution(a_participant(event), "Kesken kirjoittamisen saapunut.")
    expect(page.locator("#live li").first).to_contain_text("Kesken", timeout=TWO_SECONDS)
    expect(page.get_by_label("Tarkemmin")).to_be_focused()
    expect(page.get_by_label("Tarkemmin")).to_have_value("Sama lause")
    page.get_by_role("button", name="Piilota lause").click()
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator("#hidden-count b")).to_have_text("2", timeout=TWO_SECONDS)
    expect(page.locator("#record")).to_contain_text("Sama lause")
    expect(page.locator("#live")).not_to_contain_text("Me tarjoamme tilan.")
    expect(page.locator("#live-title")).to_be_focused()
    assert Moderation.objects.order_by("id").last().made_by == facilitator


def test_a_sheet_without_a_reason_says_what_is_missing_and_is_left_by_cancelling(
    page_at, assert_accessible, event: Event, facilitator: User
):
    page = page_at("/fi/e/KS7M2A/desk/", facilitator)
    opener = page.locator("#live a").first
    opener.click()
    page.get_by_role("button", name="Piilota lause").click()
    expect(page.locator("dialog .errors")).to_be_focused()
    assert_accessible(page)
    page.get_by_role("link", name="Peruuta").click()
    expect(page.locator("dialog")).to_be_hidden()
    expect(opener).to_be_focused()
    assert Moderation.objects.count() == 1


def test_what_is_being_read_stays_where_it_is(page_at, event: Event, facilitator: User):
    page = page_at("/fi/e/KS7M2A/desk/", facilitator, height=500)
    line = page.locator("#live li").nth(8)
    line.scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    before = line.bounding_box()["y"]
    identity = line.get_attribute("id")
    a_contribution(a_participant(event), "Ylös tuleva lause, joka ei saa siirtää luettavaa.")
    expect(page.locator("#live li").first).to_contain_text("Ylös tuleva", timeout=TWO_SECONDS)
    assert abs(page.locator(f"#{identity}").bounding_box()["y"] - before) < 2


def test_the_desk_can_be_stopped_and_let_go_again(page_at, event: Event, facilitator: User):
    page = page_at("/fi/e/KS7M2A/desk/", facilitator)
    stop = page.get_by_role("button", name="Pysäytä päivitys")
    stop.click()
    expect(stop).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(300)
    a_contribution(a_participant(event), "Tauon aikana saapunut.")
    page.wait_for_timeout(TWO_SECONDS)
    expect(page.locator("#live")).not_to_contain_text("Tauon aikana")
    stop.click()
    expect(page.locator("#live")).to_contain_text("Tauon aikana", timeout=TWO_SECONDS)


def test_without_a_script_the_desk_is_refreshed_by_a_link_and_hides_on_a_page(page_at, event: Event, facilitator: User):
    page = page_at("/fi/e/KS7M2A/desk/", facilitator, java_script_enabled=False)
    a_contribution(a_participant(event), "Linkillä haettu lause.")
    page.get_by_role("link", name="Päivitä").click()
    expect(page.locator("#live li").first).to_contain_text("Linkillä haettu")
    expect(page.get_by_role("button", name="Pysäytä päivitys")).to_be_hidden()
    page.locator("#live li").first.get_by_role("link", name="Piilota").click()
    page.get_by_label("Ei kuulu asiaan").check()
    page.get_by_role("button", name="Piilota lause").click()
    expect(page.locator("#hidden-count b")).to_have_text("2")


def test_a_discussion_is_closed_and_opened_for_a_time_and_the_forum_closed(page_at, event: Event, facilitator: User):
    page = page_at("/fi/e/KS7M2A/desk/", facilitator)
    page.locator("#close-2").click()
    page.get_by_label("Kuinka kauan keskustelu 2 on auki?").select_option("15")
    page.locator("#open-2").click()
    expect(page.locator("#state-2")).to_have_text("Auki, jäljellä 15 min")
    page.locator("#extend-2").click()
    expect(page.locator("#state-2")).to_have_text("Auki, jäljellä 20 min")
    page.locator("summary").click()
    page.get_by_role("button", name="Sulje foorumi nyt").click()
    expect(page.locator("h1")).to_have_text("Foorumi on päättynyt")
