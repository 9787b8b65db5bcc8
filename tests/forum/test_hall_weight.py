"""A participant’s page weighs at most sixty thousand bytes over the wire, with the worker and all that it keeps."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from builders import a_contribution, a_forum, a_negotiation, a_participant
from sopu.forum.actions.joining import join_event
from sopu.forum.models import ParticipantRole
from sopu.forum.queries.hall import participant_cookie
from sopu.forum.views.phone import KEPT_PAGES

pytestmark = pytest.mark.django_db

MOST_SENT, MOST_WHOLE = 60_000, 100_000
"""Over the wire with everything; and as a page and its files are read, uncompressed."""


def files_of(html: str) -> set[Path]:
    """The static files that the page asks for, and the modules that they import."""
    waiting: list[str] = re.findall(r'(?:href|src)="/static/([^"#]+)', html)
    found: set[Path] = set()
    while waiting:
        file = Path(finders.find(waiting.pop()))
        if file not in found and file.suffix == ".js":
            waiting += [f"forum/{name}" for name in re.findall(r'from "\./([\w.]+)"', file.read_text())]
        found.add(file)
    return found


def kept_by_worker(client) -> tuple[str, set[Path]]:
    """The worker's script, with the files that it keeps and the modules that it needs itself."""
    script = client.get("/sw.js").content.decode()
    kept = json.loads(re.search(r"work\(\"\w+\", (\[.*\])\)", script)[1])
    module = re.search(r'from "/static/([^"]+)"', script)[1]
    needed = files_of(f'src="/static/{module}"')
    return script, needed | {Path(finders.find(one.removeprefix("/static/"))) for one in kept}


def sent(content: bytes) -> int:
    """Its bytes over the wire: static files are served compressed, and pages by Django's own middleware."""
    return len(gzip.compress(content, 6, mtime=0))


@pytest.fixture
def busy(client):
    """An event of 24 parties in which the client's participant has said ten sentences of three lines."""
    event = a_forum(a_negotiation(municipality_count=23))
    organisation = event.negotiation.parties.all()[1].organisation
    me, token = join_event(event=event, organisation=organisation, role=ParticipantRole.ELECTED, now=timezone.now())
    for _ in range(10):
        a_contribution(me, "Pitkähkö lause. " * 10)
        a_contribution(a_participant(event), "Pitkähkö lause. " * 10)
    client.cookies[participant_cookie(event)] = token
    return event


@pytest.mark.parametrize("name", ["write", "answer", "mine"])
def test_the_first_visit_is_light_with_the_worker_and_all_that_it_keeps(client, busy, name):
    pages = {one: client.get(reverse(one, args=[busy.code])).content for one in KEPT_PAGES}
    files = files_of(pages[name].decode())
    assert {file.name for file in files} >= {"hall.css", "exchange.js", "store.js", f"{name}.js"}
    script, kept = kept_by_worker(client)
    assert files <= kept
    contents = [*pages.values(), script.encode(), *(file.read_bytes() for file in kept)]
    assert sum(map(sent, contents)) <= MOST_SENT
    assert len(pages[name]) + sum(file.stat().st_size for file in files) <= MOST_WHOLE


def test_the_worker_keeps_every_file_of_every_page_that_it_opens(client, busy):
    _script, kept = kept_by_worker(client)
    for name in KEPT_PAGES:
        assert files_of(client.get(reverse(name, args=[busy.code])).content.decode()) <= kept


def test_the_worker_is_at_the_root_and_is_asked_for_anew_each_time(client):
    response = client.get("/sw.js")
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert (response.headers["Service-Worker-Allowed"], response.headers["Cache-Control"]) == ("/", "no-cache")


def test_the_pages_before_joining_are_light(client, busy):
    client.cookies.clear()
    for address in (reverse("enter"), reverse("join", args=[busy.code])):
        html = client.get(address).content
        assert sent(html) + sum(sent(file.read_bytes()) for file in files_of(html.decode())) <= MOST_SENT


def test_the_page_of_a_receipt_is_light(client, busy):
    receipt = busy.discussions.first().contributions.first().receipt
    html = client.get(reverse("receipt", args=[receipt])).content
    assert sent(html) + sum(sent(file.read_bytes()) for file in files_of(html.decode())) <= MOST_SENT
