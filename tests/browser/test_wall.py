"""The wall in a browser: readable from afar, an ordinary page on a phone, and fresh."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from builders import a_contribution, a_forum, a_participant, a_reaction
from sopu.forum.actions.moderating import hide_contribution
from sopu.forum.actions.opening import close_discussion, close_event
from sopu.forum.models import Contribution, Event, PromptKind, Stance

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
FRESH = 3000  # a second between polls, half a second of a shared answer, and a slow machine
SCREENS = [(360, 740), (1280, 900), (1920, 1080)]


@pytest.fixture
def event() -> Event:
    event = a_forum(code="KS7M2A")
    for number in (1, 2, 3):
        close_discussion(discussion=event.discussions.get(number=number), now=timezone.now())
    for number in range(4):
        sentence = a_contribution(a_participant(event), f"Ajatus {number}, josta sali on samaa mieltä.", area=4)
        for stance in (Stance.AGREE, Stance.AGREE, Stance.AGREE, Stance.PASS, Stance.DISAGREE):
            a_reaction(a_participant(event), sentence, stance)
    a_contribution(a_participant(event), "Me tarjoamme tilan.", PromptKind.COMMITMENT, area=4)
    return event


@pytest.fixture
def divided(event: Event) -> Event:
    """The same hall, where people of the county have answered too, so that groups can be compared."""
    for _ in range(5):
        person = a_participant(event, event.negotiation.county)
        for sentence in Contribution.objects.of(event).order_by("id")[:4]:
            a_reaction(person, sentence)
    return event


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_the_wall_compares_groups(
    page_at, assert_accessible, divided: Event, size: tuple[int, int], scheme: str
):
    width, height = size
    page = page_at("/fi/e/KS7M2A/wall/", width=width, height=height, scheme=scheme)
    expect(page.locator(".across tbody tr")).to_have_count(3)
    assert_accessible(page)


def test_a_projector_shows_the_groups_in_letters_that_are_read_from_afar(page_at, divided: Event):
    page = page_at("/fi/e/KS7M2A/wall/", width=1920, height=1080)
    assert page.evaluate("document.documentElement.scrollHeight") == 1080
    sizes = page.evaluate(
        "['th', '.across__part', '.across__n'].map("
        "one => parseFloat(getComputedStyle(document.querySelector(`.across tbody ${one}`)).fontSize))"
    )
    assert min(sizes) >= 26
    edge = page.locator(".across").bounding_box()
    assert edge["y"] + edge["height"] <= 1080


def test_an_answer_shows_among_the_groups_while_the_hall_looks(page_at, divided: Event):
    page = page_at("/fi/e/KS7M2A/wall/", width=1920, height=1080)
    first = page.locator(".across tbody tr").first
    expect(first.locator(".across__n")).to_have_text("10")
    key = int(first.get_attribute("data-key").removeprefix("across-"))
    a_reaction(a_participant(divided, divided.negotiation.county), Contribution.objects.get(pk=key))
    row = page.locator(f'[data-key="across-{key}"] .across__n')
    expect(row).to_have_text("11", timeout=FRESH)


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_wall(page_at, assert_accessible, event: Event, size: tuple[int, int], scheme: str):
    width, height = size
    assert_accessible(page_at("/fi/e/KS7M2A/wall/", width=width, height=height, scheme=scheme))


def test_axe_finds_nothing_before_and_after_the_event(page_at, assert_accessible, event: Event):
    ahead = a_forum(event.negotiation, is_open=False)
    close_event(event=event, now=timezone.now())
    for code in (ahead.code, event.code):
        for width, height in SCREENS:
            assert_accessible(page_at(f"/fi/e/{code}/wall/", width=width, height=height))


def test_a_projector_shows_all_at_once_in_letters_that_are_read_from_afar(page_at, event: Event):
    page = page_at("/fi/e/KS7M2A/wall/", width=1920, height=1080)
    assert page.evaluate("document.documentElement.scrollHeight") == 1080
    sizes = page.evaluate(
        "['.wall__new .voice', '.wall tbody th', '.wall__count dt', '.wall__code'].map("
        "one => parseFloat(getComputedStyle(document.querySelector(one)).fontSize))"
    )
    assert min(sizes) >= 26


def test_the_wall_shows_what_was_said_and_lets_go_of_what_was_hidden(page_at, event: Event):
    page = page_at("/fi/e/KS7M2A/wall/", width=1920, height=1080)
    sentence = a_contribution(a_participant(event), "Juuri sanottu lause.", area=4)
    first = page.locator(".wall__new li").first
    expect(first).to_have_text("Juuri sanottu lause.", timeout=FRESH)
    expect(first).to_have_attribute("data-is", "new")
    hide_contribution(contribution=sentence, reason="Loukkaa jotakuta", made_by=None)
    expect(page.locator("#wall")).not_to_contain_text("Juuri sanottu lause.", timeout=FRESH)


@pytest.mark.parametrize(("wish", "motion"), [("no-preference", "wall-arrive"), ("reduce", "none")])
def test_what_arrives_moves_only_for_those_who_did_not_ask_for_calm(page_at, event: Event, wish: str, motion: str):
    page = page_at("/fi/e/KS7M2A/wall/", width=1920, height=1080, reduced_motion=wish)
    a_contribution(a_participant(event), "Juuri sanottu lause.", area=4)
    first = page.locator(".wall__new li").first
    expect(first).to_have_text("Juuri sanottu lause.", timeout=FRESH)
    assert first.evaluate("one => getComputedStyle(one).animationName") == motion


def test_the_wall_says_when_the_network_is_gone_and_when_it_is_back(chromium, live_server, event: Event):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{live_server.url}/fi/e/KS7M2A/wall/")
    context.set_offline(True)
    expect(page.locator("#lost")).to_have_text("Yhteys katkesi. Sivu yrittää itse uudelleen.", timeout=FRESH)
    context.set_offline(False)
    expect(page.locator("#lost")).to_be_empty(timeout=FRESH)
    context.close()


def test_without_a_script_the_wall_is_whole(page_at, event: Event):
    page = page_at("/fi/e/KS7M2A/wall/", java_script_enabled=False)
    expect(page.locator(".wall__code")).to_contain_text("KS7 M2A")
    expect(page.locator(".wall__new li")).to_have_count(4)
    expect(page.get_by_role("button", name="Pysäytä päivitys")).to_be_hidden()
