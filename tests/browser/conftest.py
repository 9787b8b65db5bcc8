"""A real browser over a real server: pages at a width and in a scheme, and the judge of accessibility."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from installation import Installation
from phones import Hall

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def chromium():
    """The system's Chromium. Its driver keeps an event loop in this thread, which Django must be told to live with."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """A database in a file, as it really is: in memory, whoever comes second is told at once that it is locked."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture
def page_at(chromium: Browser, live_server):
    """Opens an address of the live server, as a person or as a visitor; no page may break its own security policy."""
    contexts, complaints = [], []

    def open_page(path: str, user=None, *, width=1280, height=800, scheme="light", locale="fi-FI", **options) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale=locale,
            **options,
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([session_cookie(user, live_server.url)])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def session_cookie(user, url: str) -> dict[str, str]:
    """What the browser of a signed-in person carries."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }


@pytest.fixture
def assert_accessible():
    """Axe finds nothing on the page, and the page does not scroll sideways."""

    def judge(page: Page) -> None:
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]] == []
        excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert excess <= 1, f"{page.url} scrolls sideways by {excess} px"

    return judge


@pytest.fixture(scope="session")
def sopu_server(tmp_path_factory):
    """Sopu as it is really served: its own process, its own database file, and the phones' exchange."""
    with Installation(tmp_path_factory.mktemp("sopu")) as server:
        yield server


@pytest.fixture
def hall(sopu_server, chromium):
    """An event on the server, and phones that open it; no page of theirs may break its own security policy."""
    made = Hall(sopu_server, chromium)
    yield made
    for context in made.contexts:
        context.close()
    assert made.complaints == []
