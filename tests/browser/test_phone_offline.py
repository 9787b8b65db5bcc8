"""The phone without network, with a full or refused storage, in two tabs, and after its browser was closed."""

import json

import pytest
from playwright.sync_api import expect

from phones import PATIENT, Hall, lines, say

pytestmark = [pytest.mark.browser, pytest.mark.slow]


KEPT_PAGES = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("sopu-pages "));
  const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())));
  return kept.flat().map(({ url }) => new URL(url).pathname);
}"""
WAITING_ACTS = """() => new Promise((done) => {
  const ask = indexedDB.open("sopu");
  ask.onsuccess = () => {
    const all = ask.result.transaction("kept").objectStore("kept").getAllKeys();
    all.onsuccess = () => { ask.result.close(); done(all.result.filter(([, name]) => name.startsWith("act/"))); };
  };
})"""


POOL_IS_KEPT = """() => new Promise((done) => {
  const ask = indexedDB.open("sopu");
  ask.onsuccess = () => {
    const all = ask.result.transaction("kept").objectStore("kept").getAllKeys();
    all.onsuccess = () => { ask.result.close(); done(all.result.some(([, name]) => name === "pool")); };
  };
})"""


def until(page, question, answer):
    """The page's own policy lets no string be run, so the question is asked again and again from outside."""
    for _ in range(60):
        if page.evaluate(question) == answer:
            return
        page.wait_for_timeout(100)
    assert page.evaluate(question) == answer


def ready(page):
    """The worker has the page's files and the participant's pages."""
    until(page, "Boolean(navigator.serviceWorker.controller)", True)
    code = page.url.split("/e/")[1][:6]
    pages = [f"/fi/e/{code}/{name}/" for name in ("answer", "mine", "where", "write")]
    until(page, f"async () => (await ({KEPT_PAGES})()).sort()", pages)


def test_after_the_first_visit_ones_pages_open_without_network_and_say_so(hall):
    page = hall.joined()
    say(page, "Ennen katkoa.")
    expect(lines(page, "saved")).to_have_count(1)
    ready(page)
    page.context.set_offline(True)
    for name in ("write", "answer", "mine", "where"):
        page.goto(f"/fi/e/{hall.code}/{name}/?d=2" if name == "write" else f"/fi/e/{hall.code}/{name}/")
        expect(page.locator("h1").first).to_be_attached()
        if name != "where":
            expect(page.locator("[data-is=kept]")).to_be_visible()
            expect(page.locator(".hallbar")).to_have_css("display", "block")
    page.goto(f"/fi/e/{hall.code}/write/?d=2")
    expect(page.locator("h2").first).to_have_text("Hyvinvointi ja palvelut")
    say(page, "Katkon aikana.")
    expect(lines(page, "waits")).to_have_count(1)
    page.goto(f"/j/{hall.code}")
    expect(page.locator("#outbox")).to_contain_text("Katkon aikana.")
    page.context.set_offline(False)
    expect(lines(page, "saved")).to_have_count(2)
    page.reload()
    expect(page.locator("[data-is=kept]")).to_be_hidden()
    said = hall.ask("print([one.discussion.number for one in Contribution.objects.of(event).order_by('id')])")
    assert said == "[1, 1, 1, 2]"


def test_staff_pages_and_strangers_are_never_kept(hall):
    page = hall.joined()
    ready(page)
    for address in (f"/fi/e/{hall.code}/desk/", f"/fi/e/{hall.code}/wall/", "/fi/account/login/", "/fi/r/"):
        page.goto(address)
    assert sorted(page.evaluate(KEPT_PAGES)) == [
        f"/fi/e/{hall.code}/{name}/" for name in ("answer", "mine", "where", "write")
    ]


def test_leaving_forgets_the_event_on_the_phone(hall):
    page = hall.joined()
    ready(page)
    page.goto(f"/fi/e/{hall.code}/mine/")
    page.click("text=Poistu tilaisuudesta tällä puhelimella")
    page.click("#leave button")
    page.wait_for_url("**/fi/e/")
    until(page, KEPT_PAGES, [])
    page.goto(f"/fi/e/{hall.code}/write/")
    expect(page.locator("#id_organisation")).to_be_visible()


def test_a_token_that_is_no_longer_known_loses_nothing_that_was_written(hall):
    page = hall.joined()
    page.context.set_offline(True)
    say(page, "Vielä lähettämättä.")
    expect(lines(page, "waits")).to_have_count(1)
    hall.ask("event.participants.filter(token_digest__isnull=False).delete()")
    page.context.set_offline(False)
    expect(page.locator("[data-is=left]")).to_be_visible()
    expect(lines(page, "waits")).to_contain_text("Vielä lähettämättä.")
    page.click("[data-is=left] a")
    expect(page.locator("#unsent li")).to_have_text(["Vielä lähettämättä."])
    hall.joined(page=page)
    expect(lines(page, "refused")).to_contain_text("Vielä lähettämättä.")
    lines(page, "refused").locator("[data-part=edit]").click()
    page.click("#say .btn--hall")
    expect(lines(page, "saved")).to_have_count(1)
    assert hall.texts() == ["Vielä lähettämättä."]


def test_two_tabs_send_once_and_both_tick(hall):
    page = hall.joined()
    other = page.context.new_page()
    other.goto(f"/fi/e/{hall.code}/mine/")
    page.context.set_offline(True)
    say(page, "Kahdessa välilehdessä.")
    expect(lines(other, "waits")).to_have_count(1)
    page.context.set_offline(False)
    expect(lines(page, "saved")).to_have_count(1)
    expect(lines(other, "saved")).to_have_count(1)
    assert hall.texts() == ["Kahdessa välilehdessä."]


def test_a_page_reloaded_in_the_middle_of_sending_stores_once(hall):
    page = hall.joined()
    held = []
    page.route(
        "**/api/exchange/**",
        lambda route: held.append(route) if "Kesken" in route.request.post_data else route.continue_(),
    )
    say(page, "Kesken lähetyksen.")
    expect(lines(page, "sent")).to_have_count(1)
    while not held:
        page.wait_for_timeout(50)
    held[0].fetch()
    page.unroute("**/api/exchange/**")
    page.reload()
    expect(page.locator("#outbox [data-is=saved]")).to_have_count(1)
    assert hall.texts() == ["Kesken lähetyksen."]


def test_a_full_storage_says_so_and_the_sentence_still_goes(hall):
    page = hall.phone()
    page.add_init_script(
        """IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
           Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""
    )
    hall.joined(page=page)
    page.context.set_offline(True)
    say(page, "Muisti täynnä.")
    expect(page.locator("[data-is=keeping]")).to_contain_text("täynnä")
    expect(lines(page, "waits")).to_have_count(1)
    page.context.set_offline(False)
    expect(lines(page, "saved")).to_have_count(1)
    assert hall.texts() == ["Muisti täynnä."]


def test_a_clock_that_is_hours_wrong_is_corrected_and_stops_nothing(hall):
    page = hall.phone()
    page.add_init_script(
        """const real = Date; const late = 5 * 3600e3;
           window.Date = class extends real { 
             constructor(...told) { told.length ? super(...told) : super(real.now() - late); }
             static now() { return real.now() - late; } };"""
    )
    hall.joined(page=page)
    say(page, "Kello jätättää.")
    expect(lines(page, "saved")).to_have_count(1)
    told = hall.ask(
        """
        said = Contribution.objects.of(event).last()
        print(abs((said.received_at - said.written_at).total_seconds()) < 30)
        """
    )
    assert told == "True"


def test_what_an_older_page_left_in_the_simple_storage_is_taken_over(hall):
    page = hall.joined()
    page.goto(f"/fi/e/{hall.code}/answer/")
    act = {
        "id": "0b1e7c5a-1111-4222-8333-444455556666",
        "at": "2025-10-24T12:00:00Z",
        "do": "contribute",
        "discussion": 1,
        "prompt": "measure",
        "text": "Vanhalta sivulta.",
        "language": "fi",
    }
    key = page.evaluate("JSON.parse(document.getElementById('hall').textContent).key")
    page.evaluate(
        "([name, text]) => localStorage.setItem(name, text)",
        [
            f"sopu:{key}:act/{act['id']}",
            json.dumps({"act": act, "order": 1}),
        ],
    )
    page.goto(f"/fi/e/{hall.code}/write/")
    expect(lines(page, "saved")).to_have_count(1)
    assert hall.texts() == ["Vanhalta sivulta."]
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.includes('act/'))") == []


def test_three_sentences_and_ten_answers_wait_in_a_closed_browser_and_are_stored_once_in_order(
    sopu_server, chromium, tmp_path
):
    hall = Hall(sopu_server, chromium)
    hall.ask(
        """
        other = event.participants.first()
        for number in range(10):
            a_contribution(other, f"Toisen lause {number}.", language="fi")
        """
    )
    options = {"base_url": sopu_server.url, "locale": "fi-FI", "viewport": {"width": 360, "height": 740}}
    texts = ["Yksi.", "Kaksi.", "Kolme."]

    def browser():
        return chromium_type.launch_persistent_context(
            str(tmp_path), executable_path="/usr/bin/chromium", args=PATIENT, **options
        )

    chromium_type = chromium.browser_type
    first = browser()
    page = first.new_page()
    hall.joined(page=page)
    say(page, "Oma ajatus ensin.")
    expect(lines(page, "saved")).to_have_count(1)
    page.goto(f"/fi/e/{hall.code}/answer/")
    expect(page.locator("[data-count=waiting]")).to_have_text("12")
    ready(page)
    until(page, POOL_IS_KEPT, True)
    first.set_offline(True)
    page.goto(f"/fi/e/{hall.code}/write/")
    for text in texts:
        say(page, text)
    expect(lines(page, "waits")).to_have_count(3)
    page.goto(f"/fi/e/{hall.code}/answer/")
    for _ in range(10):
        page.click("[value=agree]")
    expect(page.locator("[data-count=waiting]")).to_have_text("2")
    first.close()
    second = browser()
    page = second.new_page()
    page.goto(f"/fi/e/{hall.code}/mine/")
    expect(lines(page, "waits")).to_have_count(0)
    expect(page.locator("[data-count=own]")).to_have_text("4")
    until(page, WAITING_ACTS, [])
    second.close()
    assert hall.texts() == ["Oma ajatus ensin.", *texts]
    mine = "Reaction.objects.of(event).filter(participant__token_digest__isnull=False)"
    assert hall.ask(f"print({mine}.count(), {mine}.values('contribution').distinct().count())") == "10 10"


def test_a_phone_on_the_table_asks_seldom_and_one_in_the_hand_at_once(hall):
    page = hall.phone()
    asked = []
    page.on("request", lambda request: asked.append(1) if "/api/exchange/" in request.url else None)
    page.clock.install()
    hall.joined(page=page)

    def in_seconds(count):
        before = len(asked)
        for _ in range(count):
            page.clock.run_for(1000)
            page.wait_for_timeout(15)
        return len(asked) - before

    in_seconds(10)
    assert 3 <= in_seconds(15) <= 10
    in_seconds(200)
    assert in_seconds(100) <= 5
    page.keyboard.press("Shift")
    assert in_seconds(12) >= 2


def test_what_waits_leaves_by_the_worker_when_the_page_is_closed(hall):
    page = hall.joined()
    ready(page)
    page.context.set_offline(True)
    say(page, "Työntekijän lähettämä.")
    expect(lines(page, "waits")).to_have_count(1)
    tags = "async () => (await navigator.serviceWorker.ready).sync.getTags()"
    tag = f"outbox/{page.evaluate('JSON.parse(document.getElementById(`hall`).textContent).key')}/fi"
    until(page, tags, [tag])
    other = page.context.new_page()
    page.close()
    found = []
    session = page.context.new_cdp_session(other)
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    page.context.set_offline(False)
    other.goto("/fi/about/")
    session.send("ServiceWorker.enable")
    while not found:
        other.wait_for_timeout(50)
    one = {"origin": hall.server.url, "registrationId": found[0]["registrationId"], "tag": tag, "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", one)
    until(other, WAITING_ACTS, [])
    assert hall.texts() == ["Työntekijän lähettämä."]


def test_many_sentences_in_a_hurry_all_stay_in_sight_and_are_stored_in_order(hall):
    page = hall.joined()
    texts = [f"Kiireessä {number}." for number in range(12)]
    for text in texts:
        say(page, text)
        expect(page.locator("#outbox [data-mine]")).to_have_count(texts.index(text) + 1)
    expect(lines(page, "saved")).to_have_count(12)
    assert hall.texts() == texts
