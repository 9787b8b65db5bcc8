"""Only the public network is fetched from, and only what comes whole and in time."""

import socket
import ssl

import pytest

from sites import Answer, a_site
from sopu.web import fetching
from sopu.web.fetching import NotFetched, fetched, is_public


@pytest.fixture
def site(settings):
    settings.FETCH_FROM_LOOPBACK = True
    with a_site() as found:
        yield found


def code_of(url: str) -> str:
    with pytest.raises(NotFetched) as caught:
        fetched(url)
    return caught.value.code


def test_a_page_is_fetched_and_we_say_who_asks(site, settings):
    url = site.publishes("/cgi/DREQUEST.PHP?page=meetingitem&id=1", b"<html></html>")
    assert fetched(url).content == b"<html></html>"
    assert site.agents == [f"Sopu (+{settings.ORIGIN})"]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "224.0.0.1",
        "255.255.255.255", "198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1",
        "240.0.0.1", "not an address",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_known(address):
    assert is_public(address) is False


@pytest.mark.parametrize("address", ["193.166.3.2", "2001:67c:2b0::1"])
def test_an_address_of_the_public_network_is_known(address):
    assert is_public(address) is True


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://julkaisu.koivulahti.example/", "not_https"),
        ("https://julkaisu.koivulahti.example:8443/", "not_https"),
        ("ftp://julkaisu.koivulahti.example/", "not_https"),
        ("file:///etc/passwd", "bad_address"),
        ("https://", "bad_address"),
        ("https://someone@julkaisu.koivulahti.example/", "bad_address"),
        ("https://julkaisu.koivulahti.example:port/", "bad_address"),
        ("https://julkaisu.koivulahti.example/\r\nHost: other", "bad_address"),
        ("https://julkaisu.koivulahti.example/" + "x" * 500, "bad_address"),
        ("https://127.0.0.1/", "not_public"),
        ("https://[::1]/", "not_public"),
        ("https://2130706433/", "not_public"),
        ("https://0x7f.1/", "not_public"),
        ("https://localhost/", "not_public"),
        ("https://ei-ole.invalid/", "unreachable"),
    ],
)
def test_addresses_that_may_not_be_gone_to_are_refused_before_anything_is_asked(url, code):
    assert code_of(url) == code


def test_a_host_of_which_one_address_is_private_is_refused(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("193.166.3.2", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: found)
    assert code_of("https://julkaisu.koivulahti.example/") == "not_public"


def test_a_connection_goes_to_the_address_that_was_looked_at_with_the_name_of_the_host(monkeypatch):
    gone = []

    def go(place, *_more, **_named):
        gone.append(place)
        raise ConnectionRefusedError

    answers = iter([[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("193.166.3.2", 443))]])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: next(answers))
    monkeypatch.setattr(socket, "create_connection", go)
    assert code_of("https://julkaisu.koivulahti.example/") == "unreachable"
    assert gone == [("193.166.3.2", 443)]


def test_a_server_without_a_certificate_that_is_trusted_is_not_read(monkeypatch):
    ours, theirs = socket.socketpair()
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("193.166.3.2", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_place, **_more: ours)
    theirs.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
    theirs.close()
    assert code_of("https://julkaisu.koivulahti.example/") == "unreachable"
    assert ssl.create_default_context().check_hostname is True


def test_a_redirect_is_looked_at_anew(site):
    there = site.publishes("/there", b"here")
    assert fetched(site.publishes("/a", b"", status=302, headers={"Location": "/there"})) == fetching.Fetched(
        b"here", there, "text/plain"
    )
    inside = site.publishes("/b", b"", status=301, headers={"Location": "https://169.254.169.254/latest/meta-data"})
    assert code_of(inside) == "not_public"
    assert code_of(site.publishes("/c", b"", status=307, headers={"Location": "file:///etc/passwd"})) == "bad_address"
    assert code_of(site.publishes("/d", b"", status=303, headers={"Location": "/d"})) == "redirects"
    assert site.asked.count("/d") == fetching.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(status=404), "missing"),
        (Answer(status=410), "missing"),
        (Answer(status=403), "refused"),
        (Answer(status=500), "refused"),
        (Answer(b"half of it", is_cut=True), "cut"),
        (Answer(b"5\r\nhal", headers={"Transfer-Encoding": "chunked"}), "cut"),
        (Answer(b"x" * 2_000), "too_large"),
    ],
)
def test_an_answer_that_cannot_be_used_says_why(site, monkeypatch, answer, code):
    monkeypatch.setattr(fetching, "LARGEST_ANSWER", 1_000)
    site.answers["/page"] = answer
    assert code_of(site.url + "/page") == code


def test_a_server_that_says_nothing_is_not_waited_for(site, monkeypatch):
    monkeypatch.setattr(fetching, "LONGEST_SILENCE", 0.1)
    assert code_of(site.publishes("/slow", b"late", pause=0.4)) == "timeout"


def test_an_answer_that_never_ends_is_not_waited_for(site, monkeypatch):
    monkeypatch.setattr(fetching, "LONGEST_WAIT", 0.05)
    assert code_of(site.publishes("/slow", b"late", pause=0.07)) == "timeout"


def test_nobody_answers_off_the_network(site):
    with a_site() as gone:
        address = gone.url
    assert code_of(address + "/page") == "unreachable"


def test_our_own_door_is_closed_unless_tests_open_it(site, settings):
    settings.FETCH_FROM_LOOPBACK = False
    assert code_of(site.publishes("/page", b"page")) == "not_https"
