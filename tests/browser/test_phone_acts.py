"""On the phone: a sentence is taken back, two say the same, the hall's rule is the server's; and anybody can use it."""

import json
import random

import pytest
from playwright.sync_api import expect

from phones import lines, say
from sopu.core import routing
from sopu.core.likeness import likeness, threes

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MODULE = """async (name) => {
  const script = (await (await fetch("/sw.js")).text()).match(new RegExp(`"(/static/forum/${name}[.][^"]*js)"`))[1];
  window.tried = await import(script);
}"""


def test_the_phone_chooses_as_the_server_does(hall):
    page = hall.joined()
    page.evaluate(MODULE, "routing")
    chance = random.Random(7)  # noqa: S311  # a game, not a secret
    tries = [([chance.randrange(30) for _ in range(chance.randrange(1, 40))], chance.random()) for _ in range(300)]
    chosen = page.evaluate("(tries) => tries.map(([seen, chance]) => window.tried.choose(seen, chance))", tries)
    assert chosen == [routing.choose(seen, number) for seen, number in tries]


def test_the_phone_finds_as_alike_what_the_server_does(hall):
    page = hall.joined()
    page.goto(f"/fi/e/{hall.code}/answer/")
    page.evaluate(MODULE, "same")
    texts = [
        "",
        "?!",
        "Kylätalot auki.",
        "Kylätaloja on pidettävä AUKI",
        "Bussit!",
        "Hyvää työtä – yhdessä",
        "ok 1 2 3",
    ]
    pairs = [(one, other) for one in texts for other in texts]
    found = page.evaluate("(pairs) => pairs.map(([one, other]) => window.tried.likeness(one, other))", pairs)
    assert found == pytest.approx([likeness(threes(one), threes(other)) for one, other in pairs])


def test_ones_own_sentence_is_taken_back_without_leaving_the_page(hall):
    page = hall.joined()
    say(page, "Tätä kadun.")
    expect(lines(page, "saved")).to_have_count(1)
    button = lines(page, "saved").locator("[data-part=take]")
    button.click()
    expect(button).to_have_text("Peru lopullisesti")
    button.click()
    expect(lines(page, "saved").locator("[data-part=taken]")).to_contain_text("peruttu")
    page.goto(f"/fi/e/{hall.code}/mine/")
    expect(page.locator("#outbox")).to_contain_text("peruttu: sali ei näe sitä")
    expect(page.locator("#outbox [data-part=take]")).to_have_count(0)
    assert hall.ask("print([one.cause for one in Moderation.objects.of(event)])") == "['withdrawn']"


def test_a_sentence_is_marked_as_said_before_on_the_phone(hall):
    hall.ask("a_contribution(event.participants.last(), 'Kylätalojen on oltava lähin kohtaamispaikka.', language='fi')")
    page = hall.joined()
    say(page, "Oma ajatus ensin.")
    expect(page.locator("[data-count=waiting]")).to_have_text("3")
    asked = hall.ask("print(Contribution.objects.of(event).get(text__startswith='Kylätalojen').act_id)")
    page.goto(f"/fi/e/{hall.code}/answer/?s={asked}")
    page.click("[data-part=same]")
    expect(page.locator("#same li").first).to_contain_text("Kylätalot ovat jo nyt")
    page.fill("#same input", "tiloja")
    expect(page.locator("#same li")).to_have_count(1)
    page.fill("#same input", "kylätalot")
    page.click("#same li button")
    expect(page.locator("[data-part=same-done]")).to_contain_text("Kylätalot ovat jo nyt")
    page.click("[value=agree]")
    expect(page.locator("#done-now .split")).to_have_count(0)
    page.goto(f"/fi/e/{hall.code}/mine/")
    expect(lines(page, "waits")).to_have_count(0)
    told = hall.ask(
        """
        import json
        marks = DuplicateMark.objects.of(event)
        print(json.dumps([[one.contribution.text[:9], one.earlier.text[:9]] for one in marks]))
        """
    )
    assert json.loads(told) == [["Kylätaloj", "Kylätalot"]]


def test_where_sentences_have_led_comes_to_ones_own_list(hall):
    page = hall.joined()
    say(page, "Minne tämä johtaa?")
    expect(lines(page, "saved")).to_have_count(1)
    page.goto(f"/fi/e/{hall.code}/mine/")
    expect(page.locator("#outbox [data-way]")).to_contain_text("Odottaa aineistoa")
    page.click("text=Mihin lauseeni ovat johtaneet")
    expect(page.locator("h1")).to_have_text("Mihin lauseeni ovat johtaneet")


CONDITIONS = [
    {"width": 320, "scheme": "light"},
    {"width": 320, "scheme": "dark"},
    {"width": 320, "scheme": "light", "forced_colors": "active"},
]


@pytest.mark.parametrize("condition", CONDITIONS, ids=["light", "dark", "forced"])
def test_the_new_pages_of_a_participant_are_accessible(hall, assert_accessible, condition):
    page = hall.phone(condition["width"], condition["scheme"], **{k: v for k, v in condition.items() if k[0] == "f"})
    hall.joined(page=page)
    say(page, "Oma ajatus ensin.")
    expect(lines(page, "saved")).to_have_count(1)
    act_id = lines(page, "saved").get_attribute("data-id")
    receipt = lines(page, "saved").locator("code").inner_text()
    other = hall.ask("print(Contribution.objects.of(event).first().act_id)")
    assert_accessible(page)
    page.goto(f"/fi/e/{hall.code}/answer/?s={other}")
    page.click("[data-part=same]")
    expect(page.locator("#same li").first).to_be_visible()
    assert_accessible(page)
    for address in (
        f"e/{hall.code}/same/{other}/",
        f"e/{hall.code}/mine/{act_id}/take-back/",
        f"e/{hall.code}/where/",
        f"e/{hall.code}/leave/",
        f"e/{hall.code}/mine/",
        f"r/{receipt}/",
        f"r/{receipt}/erase/",
    ):
        page.goto(f"/fi/{address}")
        assert_accessible(page)


def test_at_four_hundred_per_cent_nothing_is_cut_and_everything_is_reached(hall, assert_accessible):
    page = hall.phone(320)
    page.set_viewport_size({"width": 320, "height": 256})
    hall.joined(page=page)
    say(page, "Suurennettuna.")
    expect(lines(page, "saved")).to_have_count(1)
    for name in ("write", "answer", "mine", "where"):
        page.goto(f"/fi/e/{hall.code}/{name}/")
        assert_accessible(page)
        last = page.locator("main a, main button, .hallbar a").last
        last.scroll_into_view_if_needed()
        expect(last).to_be_in_viewport()


def test_the_whole_way_works_by_the_keyboard_alone(hall):
    page = hall.joined()
    tab_to(page, "id_text")
    page.keyboard.type("Näppäimistöllä.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(lines(page, "saved")).to_have_count(1)
    page.goto(f"/fi/e/{hall.code}/answer/")
    expect(page.locator("[data-count=waiting]")).to_have_text("2")
    tab_until(page, "document.activeElement.value === 'agree'")
    page.keyboard.press("Enter")
    expect(page.locator("[data-count=waiting]")).to_have_text("1")
    tab_until(page, "document.activeElement.dataset.part === 'same'")
    page.keyboard.press("Space")
    expect(page.locator("#same input")).to_be_focused()
    page.goto(f"/fi/e/{hall.code}/mine/")
    tab_until(page, "document.activeElement.dataset.part === 'take'")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#outbox [data-part=taken]").first).to_contain_text("peru")


def tab_to(page, name):
    tab_until(page, f"document.activeElement.id === '{name}'")


def tab_until(page, question):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(question):
            return
    raise AssertionError(question)


def test_without_a_script_a_sentence_is_taken_back_and_marked(hall):
    page = hall.joined(java_script_enabled=False)
    say(page, "Ilman skriptiä.")
    page.click(".hallbar a >> nth=1")
    page.click("[data-part=same]")
    page.click("ul.lines button >> nth=0")
    expect(page.locator(".messages")).to_contain_text("Molemmat lauseet säilyvät")
    page.click(".hallbar a >> nth=2")
    page.click("[data-part=take]")
    page.click("form .btn--hall")
    expect(page.locator("#outbox")).to_contain_text("peruttu")
