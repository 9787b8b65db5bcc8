"""A facilitator's hour in a browser: planned, rehearsed, held, answered and closed."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant
from seen import WAYS
from sopu.accounts.models import User
from sopu.core import personal
from sopu.forum.actions.events import Item, plan_programme
from sopu.forum.actions.exchange import store_batch
from sopu.forum.models import Contribution, Event, Moderation, ModerationMode, Participant, Remark
from sopu.forum.queries.outboxes import outboxes
from sopu.negotiations.models import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

TEXTS = [
    "Soita 040 123 4567 illalla",
    "Hetu on 131052-308T",
    "Hetu on 131052-308U",
    "Kirjoita matti@example.org",
    "Asun Kauppakatu 5 A 12:ssa",
    "osoite on kauppakatu 5",
    "Hon bor på Storgatan 12 B 4",
    "Valtatie 4 ja Hoitopolku 1",
    "Laki 611/2021, 14 §, 2025–2029, 1 250 000 euroa",
    "Vaihde 020 123 4567",
    "Koulutie 5 km",
    "Kylätalo auki",
]


def say(event: Event, *texts: str) -> Participant:
    """Somebody in the hall says these."""
    person = a_participant(event)
    acts = [
        {
            "id": str(uuid.uuid4()),
            "do": "contribute",
            "discussion": 1,
            "prompt": "measure",
            "language": "fi",
            "text": one,
        }
        for one in texts
    ]
    store_batch(participant=person, acts=acts, now=timezone.now())
    return person


@pytest.fixture
def event() -> Event:
    event = a_forum(code="KS7M2A", moderation=ModerationMode.AFTER)
    now = timezone.now()
    parts = [("Avaus", -30, -20), ("Osallisuus", -20, -5), ("Kahvi", 5, 20)]
    items = [Item({"fi": n}, now + dt.timedelta(minutes=a), now + dt.timedelta(minutes=b), 1) for n, a, b in parts]
    plan_programme(event=event, items=items)
    say(event, "Kylätalo auki iltaisin.", "Soita 040 123 4567, niin kerron.", "Asun Kauppakatu 5 A 12:ssa.")
    return event


@pytest.fixture
def facilitator(event: Event) -> User:
    return a_mandate(event.negotiation, Role.FACILITATOR)


def test_an_event_is_planned_rehearsed_and_held(page_at):
    negotiation = a_negotiation()
    page: Page = page_at(f"/fi/n/{negotiation.slug}/forum/", a_mandate(negotiation, Role.FACILITATOR))
    page.get_by_role("link", name="Suunnittele uusi tilaisuus").click()
    page.get_by_label("Nimi suomeksi").fill("Kevään foorumi")
    page.get_by_label("Päivä").fill("2026-04-17")
    page.get_by_label("Alkaa klo").fill("13:00")
    page.get_by_label("Päättyy klo").fill("16:00")
    page.get_by_label("Tämä on harjoitus").check()
    page.get_by_role("button", name="Tallenna suunnitelma").click()
    page.locator("[name=i0-name_fi]").fill("Avaus")
    page.locator("[name=i0-starts]").fill("13:00")
    page.locator("[name=i0-ends]").fill("13:15")
    page.get_by_role("button", name="Tallenna ohjelma").click()
    expect(page.locator(".rehearsal")).to_contain_text("Harjoitus")
    page.get_by_role("button", name="Avaa foorumi").click()
    page.locator("#only-1").select_option("need")
    page.locator("#open-1").click()
    expect(page.locator("#doors")).to_contain_text("vain: kehittämistarve")
    event = Event.objects.get()
    a_contribution(a_participant(event))
    page.get_by_role("button", name="Päätä harjoitus ja poista sanottu").click()
    expect(page.locator("h1")).to_have_text("Sali ei ole vielä auki")
    assert (Contribution.objects.count(), Participant.objects.count(), page.locator(".rehearsal").count()) == (0, 0, 0)


def test_what_waits_is_decided_by_keys_and_answered_in_a_sheet(page_at, event: Event, facilitator: User):
    page: Page = page_at("/fi/e/KS7M2A/desk/", facilitator)
    waiting = page.locator("#queue li")
    expect(waiting).to_have_count(2)
    expect(waiting.first).to_contain_text("Soita ████████, niin kerron.")
    expect(page.locator("#queue-keys")).to_be_visible()
    waiting.first.locator("[data-does=show]").focus()
    page.keyboard.press("ArrowDown")
    expect(waiting.nth(1).locator("[data-does=show]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("1")
    expect(waiting).to_have_count(1)
    expect(waiting.first.locator("[data-does=show]")).to_be_focused()
    expect(page.locator("#live")).to_contain_text("Soita 040 123 4567, niin kerron.")
    page.keyboard.press("2")
    expect(page.locator("dialog h2")).to_have_text("Piilota lause")
    page.get_by_label("Henkilötietoja").check()
    page.get_by_role("button", name="Piilota lause").click()
    expect(page.locator("#queue li")).to_have_count(0)
    page.locator("#live li", has_text="Kylätalo").locator("a[id^=remark]").click()
    page.locator("dialog textarea").fill("Kylätalot ovat talousarviossa.")
    page.get_by_role("button", name="Merkitse vastatuksi").click()
    expect(page.locator("#live")).to_contain_text("Vastattu: Kylätalot ovat talousarviossa.")
    expect(page.locator("#record")).to_contain_text("Henkilötietoja")
    assert [word.is_hiding for word in Moderation.objects.filter(cause="person").order_by("id")] == [False, True]
    assert Remark.objects.get().made_by == facilitator


def test_where_a_facilitator_sees_first_what_arrives_comes_to_the_queue(page_at, event: Event, facilitator: User):
    Event.objects.update(moderation=ModerationMode.BEFORE)
    page: Page = page_at("/fi/e/KS7M2A/desk/", facilitator)
    expect(page.locator("#queue-title")).to_have_text("2 lausetta odottaa sinua")
    say(event, "Nuoret mukaan alusta asti.")
    expect(page.locator("#queue-title")).to_have_text("3 lausetta odottaa sinua", timeout=4000)
    page.locator("#queue li", has_text="Nuoret").get_by_role("button", name="Näytä").click()
    expect(page.locator("#live")).to_contain_text("Nuoret mukaan alusta asti.")


def test_the_closing_says_what_is_still_on_its_way(page_at, event: Event, facilitator: User):
    outboxes.heard(event.pk, uuid.uuid4(), 3, timezone.now())
    outboxes.heard(event.pk, uuid.uuid4(), 2, timezone.now())
    page: Page = page_at("/fi/e/KS7M2A/desk/", facilitator)
    page.get_by_text("Sulje foorumi", exact=True).click()
    expect(page.locator("#on-its-way")).to_contain_text("2 puhelimesta on vielä jotain matkalla.")
    expect(page.locator("#on-its-way")).to_contain_text("5 lausetta tai vastausta odottaa verkkoa.")
    page.get_by_role("button", name="Sulje foorumi nyt").click()
    expect(page.locator("h1")).to_have_text("Foorumi on päättynyt")
    outboxes.forget(event.pk)


def test_without_a_script_what_waits_is_shown_by_a_form(page_at, event: Event, facilitator: User):
    page: Page = page_at("/fi/e/KS7M2A/desk/", facilitator, java_script_enabled=False)
    page.locator("#queue li").first.get_by_role("button").click()
    expect(page.locator("#queue li")).to_have_count(1)
    expect(page.locator("#queue-keys")).to_be_hidden()


def test_the_phone_finds_the_same_personal_data_as_the_server(page_at, event: Event):
    page: Page = page_at("/fi/e/KS7M2A/")
    found = page.evaluate(
        "async (texts) => texts.map((await import('/static/forum/personal.js')).personalIn)",
        TEXTS,
    )
    assert found == [[kind.value for kind in personal.kinds(personal.find(text))] for text in TEXTS]


@pytest.mark.parametrize(("width", "colours"), [*WAYS, (320, "forced")])
def test_axe_finds_nothing_on_the_organisers_pages(
    page_at, assert_accessible, event: Event, facilitator: User, width: int, colours: str
):
    look = {"scheme": "light", "forced_colors": "active"} if colours == "forced" else {"scheme": colours}
    Event.objects.update(is_rehearsal=True)
    addresses = [f"/fi/n/{event.negotiation.slug}/forum/{page}" for page in ("", "new/")]
    addresses += [f"/fi/e/KS7M2A/{page}/" for page in ("desk", "copy", "programme", "figures", "wall")]
    remarked = Contribution.objects.first()
    assert remarked
    addresses.append(f"/fi/e/KS7M2A/contributions/{remarked.pk}/remark/")
    for address in addresses:
        assert_accessible(page_at(address, facilitator, width=width, **look))
