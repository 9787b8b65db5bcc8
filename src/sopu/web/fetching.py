"""A page of the public network is fetched, and nothing else: an address that somebody gives opens no doors of our own.

Only https, only its usual port, only hosts whose every address is public; the connection goes to the address that was
looked at, so that a name that answers otherwise a moment later leads nowhere, and each redirect is looked at anew.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

LONGEST_WAIT = 20.0
"""Seconds from the question to the end of the answer."""
LONGEST_SILENCE = 10.0
LARGEST_ANSWER = 4_000_000
CHUNK = 65_536
MOST_REDIRECTS = 3
PAGES = "text/html, application/xhtml+xml, application/rss+xml, application/xml;q=0.9"
LONGEST_ADDRESS = 500
TRANSLATING = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
"""IPv6 networks whose addresses carry an IPv4 address that nobody has looked at (RFC 6052, 8215, 3056, 4380)."""


class NotFetched(Exception):  # noqa: N818  # an answer about an address, not an error of the program
    """A page could not be had; `code` says why.

    `not_https`, `bad_address`, `not_public`, `unreachable`, `timeout`, `missing`, `refused`, `too_large`, `redirects`,
    `cut`. One that was `refused` has the `status` of the answer, and what it said of when to ask again.
    """

    def __init__(self, code: str, status: int = 0, retry_after: str = "") -> None:
        super().__init__(code)
        self.code, self.status, self.retry_after = code, status, retry_after


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, from where in the end, and what the server called it (text/html)."""

    content: bytes
    url: str
    content_type: str


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked for, how much may come, and until when it is waited for."""

    accept: str
    body: bytes | None
    largest: int
    ends_at: float


@dataclass(frozen=True, slots=True)
class _Place:
    """A host that was looked at: where a connection goes, and what it is called."""

    is_secure: bool
    host: str
    port: int
    address: str
    path: str


def fetched(url: str, *, accept: str = PAGES, body: bytes | None = None, largest: int | None = None) -> Fetched:
    """The page at `url`; with a `body`, which is JSON, it is posted and goes nowhere else. Raises `NotFetched`.

    Nothing is tried twice. Without `largest` an answer has at most `LARGEST_ANSWER` bytes.
    """
    question = _Question(accept, body, largest or LARGEST_ANSWER, time.monotonic() + LONGEST_WAIT)
    for _redirect in range(MOST_REDIRECTS + 1 if body is None else 1):
        answer = _asked(_place(url), question)
        if not isinstance(answer, str):
            return Fetched(answer[0], url, answer[1])
        url = urljoin(url, answer)
    raise NotFetched("redirects")


def _place(url: str) -> _Place:
    """Where the address leads, when it may be gone to."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotFetched("bad_address") from error
    if len(url) > LONGEST_ADDRESS or not parts.hostname or parts.username or not url.isascii() or not url.isprintable():
        raise NotFetched("bad_address")
    is_own = settings.FETCH_FROM_LOOPBACK and parts.hostname == "127.0.0.1"
    if not is_own and (parts.scheme != "https" or port not in (None, 443)):
        raise NotFetched("not_https")
    is_secure = parts.scheme == "https"
    port = port or 443
    return _Place(is_secure, parts.hostname, port, _address(parts.hostname, port, is_own), _path(parts))


def _path(parts: SplitResult) -> str:
    return (parts.path or "/").replace(" ", "%20") + (f"?{parts.query}" if parts.query else "")


def _address(host: str, port: int, is_own: bool) -> str:
    """The first address of a host, when all of them are public."""
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise NotFetched("unreachable") from error
    if not found or not (is_own or all(map(is_public, found))):
        raise NotFetched("not_public")
    return found[0]


def is_public(address: str) -> bool:
    """Whether an address is one of the public network, by the registries of special addresses (RFC 6890)."""
    try:
        one = ipaddress.ip_address(address)
    except ValueError:
        return False  # one with a zone: of this link only
    is_translating = one.version == 6 and any(one in network for network in TRANSLATING)
    return one.is_global and not (one.is_multicast or one.is_reserved or is_translating)


class _Secure(http.client.HTTPSConnection):
    """A connection to an address that was looked at, where the certificate must be the host's."""

    def __init__(self, place: _Place, timeout: float) -> None:
        self.place, self.trust = place, ssl.create_default_context()
        super().__init__(place.host, place.port, timeout=timeout, context=self.trust)

    def connect(self) -> None:
        """Goes to the address itself, and asks no name again."""
        joined = socket.create_connection((self.place.address, self.place.port), self.timeout)
        try:
            self.sock = self.trust.wrap_socket(joined, server_hostname=self.place.host)
        except BaseException:
            joined.close()
            raise


def _asked(place: _Place, question: _Question) -> tuple[bytes, str] | str:
    """The page and what it is, or the address to which the host sends on."""
    wait = max(0.1, min(LONGEST_SILENCE, question.ends_at - time.monotonic()))
    door = _Secure(place, wait) if place.is_secure else http.client.HTTPConnection(place.address, place.port, wait)
    try:
        verb = "GET" if question.body is None else "POST"
        door.request(verb, place.path, question.body, _headers(question))
        with door.getresponse() as answer:
            return _answered(answer, question)
    except TimeoutError as error:
        raise NotFetched("timeout") from error
    except http.client.IncompleteRead as error:
        raise NotFetched("cut") from error
    except (OSError, http.client.HTTPException) as error:
        raise NotFetched("unreachable") from error
    finally:
        door.close()


def _headers(question: _Question) -> dict[str, str]:
    """Who asks, said openly."""
    told = {"User-Agent": f"Sopu (+{settings.ORIGIN})", "Accept": question.accept, "Accept-Encoding": "identity"}
    return told if question.body is None else told | {"Content-Type": "application/json"}


def _answered(answer: http.client.HTTPResponse, question: _Question) -> tuple[bytes, str] | str:
    if answer.status in {301, 302, 303, 307, 308}:
        return answer.headers.get("Location", "")
    if answer.status in {404, 410}:
        raise NotFetched("missing")
    if answer.status != 200:
        raise NotFetched("refused", answer.status, answer.headers.get("Retry-After", ""))
    return _read(answer, question), answer.headers.get_content_type()


def _read(answer: http.client.HTTPResponse, question: _Question) -> bytes:
    """All of it, when it is not too large and comes in time: drop by drop it could take forever."""
    parts: list[bytes] = []
    size = 0
    while chunk := answer.read1(CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if time.monotonic() > question.ends_at:
            raise NotFetched("timeout")
        if size > question.largest:
            raise NotFetched("too_large")
    if answer.length:
        raise NotFetched("cut")
    return b"".join(parts)
