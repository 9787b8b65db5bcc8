"""A participant's page weighs at most sixty thousand bytes with everything it needs, even uncompressed."""

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

pytestmark = pytest.mark.django_db

MOST = 60_000


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


def weight(html: str) -> int:
    """The page and its files, in bytes."""
    return len(html.encode()) + sum(file.stat().st_size for file in files_of(html))


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
def test_the_page_of_one_who_has_joined_is_light(client, busy, name):
    html = client.get(reverse(name, args=[busy.code])).content.decode()
    assert {file.name for file in files_of(html)} >= {"hall.css", "exchange.js", "memory.js", f"{name}.js"}
    assert weight(html) <= MOST


def test_the_pages_before_joining_are_light(client, busy):
    client.cookies.clear()
    for address in (reverse("enter"), reverse("join", args=[busy.code])):
        assert weight(client.get(address).content.decode()) <= MOST


def test_the_page_of_a_receipt_is_light(client, busy):
    receipt = busy.discussions.first().contributions.first().receipt
    assert weight(client.get(reverse("receipt", args=[receipt])).content.decode()) <= MOST
