"""The participant's phone in Chromium, against Sopu as it is really served."""

import json

import pytest
from playwright.sync_api import expect

from phones import lines, say

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONDITIONS = [(320, "dark"), (360, "light")]


def test_a_sentence_is_saved_without_leaving_the_page_and_gets_a_receipt(hall):
    page = hall.joined()
    say(page, "Yhteinen perhekeskus.")
    expect(lines(page, "saved")).to_have_count(1)
    expect(lines(page, "saved").locator("code")).to_have_text(
        hall.ask("print(event.discussions.get(number=1).contributions.last().receipt)")
    )
    expect(page.locator("#id_text")).to_have_value("")
    page.reload()
    expect(page.locator("#outbox li")).to_have_count(1)


def test_what_is_written_without_network_leaves_by_itself_and_is_stored_once(hall):
    page = hall.joined()
    page.context.set_offline(True)
    say(page, "Liikuntaryhmä.")
    say(page, "Ruokapalvelu.")
    expect(lines(page, "waits")).to_have_count(2)
    expect(page.locator(".offline")).to_be_visible()
    page.context.set_offline(False)
    expect(lines(page, "saved")).to_have_count(2)
    expect(page.locator(".offline")).to_be_hidden()
    assert hall.texts() == ["Liikuntaryhmä.", "Ruokapalvelu."]


def test_closing_the_page_without_network_loses_nothing(hall):
    page = hall.joined()
    page.context.set_offline(True)
    say(page, "Ei katoa.")
    expect(lines(page, "waits")).to_have_count(1)
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(f"/fi/e/{hall.code}/mine/")
    expect(lines(again, "saved")).to_have_count(1)
    assert hall.texts() == ["Ei katoa."]


def test_a_batch_whose_answer_was_lost_goes_again_and_is_stored_once(hall):
    page = hall.joined()
    lost = []

    def lose_first(route):
        if json.loads(route.request.post_data)["acts"] and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/api/exchange/**", lose_first)
    say(page, "Vain kerran.")
    expect(lines(page, "saved")).to_have_count(1, timeout=15_000)
    assert len(lost) == 1
    assert hall.texts() == ["Vain kerran."]


def test_others_sentences_come_after_ones_own_and_the_halls_answers_after_answering(hall):
    page = hall.joined()
    page.click(".hallbar a >> nth=1")
    expect(page.locator("#gate")).to_be_visible()
    expect(page.locator("#ballot")).to_be_hidden()
    page.click("#gate .btn--hall")
    say(page, "Oma ajatus ensin.")
    expect(page.locator("[data-count=waiting]")).to_have_text("2")
    page.click(".hallbar a >> nth=1")
    for _ in range(2):
        page.check("[name=important]")
        page.click("[value=agree]")
    expect(page.locator("#done-all")).to_be_visible()
    expect(page.locator("[data-count=waiting]")).to_be_hidden()
    page.goto(f"/fi/e/{hall.code}/mine/")
    expect(page.locator(".split")).to_have_count(1)
    own = "Reaction.objects.of(event).filter(participant__token_digest__isnull=False, is_important=True)"
    assert hall.ask(f"print({own}.count())") == "2"


def test_nothing_of_ones_own_opens_others_sentences(hall):
    page = hall.joined()
    page.goto(f"/fi/e/{hall.code}/answer/")
    page.click("#abstain button")
    expect(page.locator("#ballot blockquote")).to_be_visible()
    page.click("[value=disagree]")
    page.click("[data-part=previous]")
    expect(page.locator("[value=disagree]")).to_have_attribute("aria-pressed", "true")


def test_closing_a_discussion_keeps_what_is_being_written(hall):
    page = hall.joined()
    page.fill("#id_text", "Kesken jäänyt")
    hall.ask("event.discussions.filter(number=1).update(closed_at=timezone.now())")
    expect(page.locator("#say .btn--hall")).to_be_disabled()
    expect(page.locator("[data-is=news]")).to_be_visible()
    expect(page.locator("#id_text")).to_have_value("Kesken jäänyt")
    page.reload()
    page.goto(f"/fi/e/{hall.code}/write/?d=1")
    expect(page.locator("#id_text")).to_have_value("Kesken jäänyt")


def test_a_refused_sentence_says_why_and_can_be_taken_back(hall):
    page = hall.joined()
    page.context.set_offline(True)
    say(page, "Myöhässä.")
    expect(lines(page, "waits")).to_have_count(1)
    hall.ask("event.discussions.filter(number=1).update(closed_at=timezone.now())")
    page.context.set_offline(False)
    expect(lines(page, "refused").locator("[data-part=why]")).to_contain_text("suljettu")
    lines(page, "refused").locator("[data-part=edit]").click()
    expect(page.locator("#id_text")).to_have_value("Myöhässä.")
    assert hall.texts() == []


REFUSED = "Object.defineProperty(window, '%s', { get() { throw new Error('refused'); } });"


def test_a_browser_that_keeps_nothing_says_so_and_still_works(hall):
    page = hall.phone()
    page.add_init_script(REFUSED % "localStorage" + REFUSED % "indexedDB")
    hall.joined(page=page)
    expect(page.locator("[data-is=keeping]")).to_contain_text("ei säilytä mitään")
    say(page, "Silti perille.")
    expect(lines(page, "saved")).to_have_count(1)
    assert hall.texts() == ["Silti perille."]


def test_without_a_database_the_simple_storage_keeps_what_was_written_and_says_so(hall):
    page = hall.phone()
    page.add_init_script(REFUSED % "indexedDB")
    hall.joined(page=page)
    expect(page.locator("[data-is=keeping]")).to_contain_text("ei ole tietokantaa")
    page.context.set_offline(True)
    say(page, "Odottaa muistissa.")
    expect(lines(page, "waits")).to_have_count(1)
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.add_init_script(REFUSED % "indexedDB")
    again.goto(f"/fi/e/{hall.code}/mine/")
    expect(lines(again, "saved")).to_have_count(1)
    assert hall.texts() == ["Odottaa muistissa."]


def test_the_whole_way_works_without_a_script(hall):
    page = hall.joined(java_script_enabled=False)
    say(page, "Ilman skriptiä.", "strength")
    expect(page.locator("#outbox li")).to_have_count(1)
    page.click(".hallbar a >> nth=1")
    page.click("[value=agree]")
    expect(page.locator("#done-now")).to_be_visible()
    page.click(".hallbar a >> nth=2")
    page.click("#outbox a")
    expect(page.locator("h1")).to_have_text("Ilman skriptiä.")


@pytest.mark.parametrize(("width", "scheme"), CONDITIONS)
def test_every_page_of_a_participant_is_accessible(hall, assert_accessible, width, scheme):
    page = hall.phone(width, scheme)
    for address in ("/fi/e/", "/fi/e/?code=ZZ", f"/fi/e/{hall.code}/", "/fi/r/?code=ZZ"):
        page.goto(address)
        assert_accessible(page)
    hall.joined(page=page)
    page.goto(f"/fi/e/{hall.code}/answer/")
    assert_accessible(page)
    page.goto(f"/fi/e/{hall.code}/write/")
    say(page, "Sitoudumme tähän.", "commitment")
    expect(lines(page, "saved")).to_have_count(1)
    assert_accessible(page)
    page.goto(f"/fi/e/{hall.code}/answer/")
    page.click("[value=pass]")
    expect(page.locator("#done-now")).to_be_visible()
    assert_accessible(page)
    page.goto(f"/fi/e/{hall.code}/mine/")
    assert_accessible(page)
    page.click("#outbox a")
    assert_accessible(page)
