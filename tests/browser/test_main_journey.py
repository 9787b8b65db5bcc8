"""The main job in one straight line: a hall speaks, and two parties open packages with what it said.

Two phones, a facilitator, a wall and a process owner, each in a browser of its own, against Sopu as it is served.
"""

import io
import json
import zipfile
from hashlib import sha256

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TWO_SECONDS = 2000
NEAR = "Kyläkoulu pysyy auki kokoontumispaikkana."
OFFER = "Annamme liikuntahallin evakuointipaikaksi."
RUDE = "Teidän suunnitelmanne on roskaa."


class Staff:
    """People who sign in with passwords, as the server's data knows them, and the event they run."""

    def __init__(self, server, chromium):
        self.server, self.chromium, self.contexts = server, chromium, []
        facts = server.python(
            """
            import json, secrets
            from sopu.core import codes
            event = a_forum(is_open=False, code=codes.code(6, secrets.choice))
            negotiation = event.negotiation
            organisations = [party.organisation for party in negotiation.parties.all()]
            people = {
                "facilitator": a_mandate(negotiation, Role.FACILITATOR),
                "owner": a_mandate(negotiation, Role.PROCESS_OWNER),
                "first": a_mandate(negotiation, Role.COORDINATOR, organisations[1]),
                "second": a_mandate(negotiation, Role.COORDINATOR, organisations[2]),
            }
            for person in people.values():
                person.set_password("pitkä ja hyvä salasana")
                person.save()
            print(json.dumps({
                "code": event.code,
                "slug": negotiation.slug,
                "emails": {name: person.email for name, person in people.items()},
                "parties": [organisation.name_fi for organisation in organisations],
                "full_names": [organisation.full_name_fi for organisation in organisations],
            }))
            """
        )
        vars(self).update(json.loads(facts))

    def page(self, *, width: int = 1280, **options) -> Page:
        context = self.chromium.new_context(
            base_url=self.server.url, viewport={"width": width, "height": 800}, locale="fi-FI", **options
        )
        self.contexts.append(context)
        return context.new_page()

    def signed_in(self, name: str) -> Page:
        page = self.page()
        page.goto("/fi/account/login/")
        page.fill("[name=login]", self.emails[name])
        page.fill("[name=password]", "pitkä ja hyvä salasana")
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "login" not in url)
        return page

    def phone(self, number: int) -> Page:
        page = self.page(width=360)
        page.goto(f"/j/{self.code}")
        page.select_option("[name=organisation]", label=self.full_names[number])
        page.check("[value=elected]")
        page.click("form .btn--hall")
        page.wait_for_url("**/write/**")
        return page

    def work(self) -> None:
        """The background worker does what waits."""
        self.server.python(
            """
            from django.core.management import call_command
            call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
            """
        )

    def link_for(self, name: str) -> str:
        """The link in the letter that waits in the outbox for this person."""
        return self.server.python(
            f"""
            import re
            from sopu.negotiations.models import Letter

            letter = Letter.objects.get(to__email={self.emails[name]!r})
            print(re.search(r"/fi/d/[\\w-]+/", letter.body)[0])
            """
        )


@pytest.fixture
def staff(sopu_server, chromium):
    made = Staff(sopu_server, chromium)
    yield made
    for context in made.contexts:
        context.close()


def say(page: Page, text: str, kind: str) -> None:
    page.check(f"[value={kind}]")
    page.fill("#id_text", text)
    page.click("#say .btn--hall")
    expect(page.locator("#outbox [data-is=saved]").filter(has_text=text)).to_have_count(1)


def fetched(page: Page, link: str) -> zipfile.ZipFile:
    page.goto(link)
    with page.expect_download() as download:
        page.get_by_role("button", name="Lataa paketti").click()
    return zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))


def extract_of(package: zipfile.ZipFile) -> dict:
    name = next(n for n in package.namelist() if n.startswith("ote-") and n.endswith(".json"))
    return json.loads(package.read(name))


def test_a_hall_speaks_and_two_parties_get_what_it_said(staff, assert_accessible):
    desk = staff.signed_in("facilitator")
    desk.goto(f"/fi/e/{staff.code}/desk/")
    desk.get_by_role("button", name="Avaa foorumi").click()
    desk.click("#open-1")
    expect(desk.locator("#close-1")).to_be_visible()
    wall = staff.page(width=1920)
    wall.goto(f"/fi/e/{staff.code}/wall/")
    one, two = staff.phone(1), staff.phone(2)

    say(one, NEAR, "strength")
    expect(desk.locator("#live li").first).to_contain_text(NEAR, timeout=TWO_SECONDS)
    expect(wall.locator(".wall__new")).to_contain_text(NEAR, timeout=TWO_SECONDS * 2)
    say(two, OFFER, "commitment")
    say(two, RUDE, "need")
    for phone in (one, two):
        phone.click(".hallbar a >> nth=1")
        phone.wait_for_selector("[value=agree]")
        phone.click("[value=agree]")
    assert_accessible(two)
    assert_accessible(wall)

    desk.locator("#live li").filter(has_text=RUDE).get_by_role("link", name="Piilota").click()
    desk.get_by_label("Loukkaa jotakuta").check()
    desk.get_by_role("button", name="Piilota lause").click()
    expect(wall.locator(".wall__new")).not_to_contain_text(RUDE, timeout=TWO_SECONDS * 2)
    expect(wall.locator(".wall__new")).to_contain_text(f"{staff.parties[2]}")
    desk.click(".closing summary")
    desk.get_by_role("button", name="Sulje foorumi nyt").click()
    expect(desk.locator("h1")).to_have_text("Foorumi on päättynyt")
    expect(one.locator(".offline, .note").filter(visible=True).first).to_be_visible(timeout=20_000)

    owner = staff.signed_in("owner")
    owner.goto(f"/fi/n/{staff.slug}/material/")
    owner.get_by_role("button", name="Kokoa aineisto").click()
    expect(owner.locator("h1")).to_have_text("Aineistoa kootaan")
    assert_accessible(owner)
    staff.work()
    expect(owner.locator("h1")).to_have_text("Paketit ovat valmiit", timeout=5000)
    owner.get_by_role("button", name="Toimita osapuolille").click()
    expect(owner.locator("h1")).to_contain_text("Toimitettu")
    assert_accessible(owner)

    first, second = (fetched(staff.page(), staff.link_for(name)) for name in ("first", "second"))
    for package in (first, second):
        manifest = json.loads(package.read("manifest.json"))
        for file in manifest["files"]:
            assert sha256(package.read(file["name"])).hexdigest() == file["sha256"]
        assert any(name.endswith(".pdf") for name in package.namelist())
        everything = b"".join(package.read(name) for name in package.namelist() if name.endswith((".csv", ".json")))
        assert (NEAR in everything.decode(), RUDE in everything.decode()) == (True, False)
    assert [s["text"] for s in extract_of(first)["sentences"]] == [NEAR]
    assert [s["text"] for s in extract_of(second)["sentences"]] == [OFFER]

    owner.reload()
    expect(owner.get_by_text("noudettu")).to_have_count(2)
    one.goto(f"/fi/e/{staff.code}/mine/")
    one.locator("a", has=one.locator("code")).first.click()
    expect(one.locator("main")).to_contain_text(NEAR)
    # All is done but the answer, which nobody has given yet.
    expect(one.locator(".steps li[data-is=now]")).to_have_count(1)
    expect(one.locator(".steps li").last).to_have_attribute("data-is", "now")
    assert_accessible(one)
