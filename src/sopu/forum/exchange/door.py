"""The exchange in HTTP: POST /api/exchange/CODE, a batch in, an answer out.

A plain ASGI application beside Django's: no session, no middleware, since a phone shows who it is by its own cookie.
Another site can't send here in a participant's name: the cookie is SameSite=Lax and the body must be JSON.
"""

import asyncio
import json
import re
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from django.dispatch import receiver
from django.http.cookie import parse_cookie

from sopu.forum.exchange.writer import BUSY, LONGEST_WAIT, Call, Full, Reply, Writer, problem
from sopu.forum.rules import MOST_ACTS
from sopu.forum.signals import token_withdrawn

PATH = "/api/exchange/"
LARGEST_BODY = 128 * 1024
LANGUAGES = {"fi", "sv", "en"}

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

writer = Writer()


@receiver(token_withdrawn)
def _forget(*, code: str, digest: str, **_told: object) -> None:
    writer.forget(code, digest)


class Wrong(Exception):  # noqa: N818  # an answer to who sent it
    """The request itself is not one that the exchange takes."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


async def exchange(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answers one request."""
    try:
        reply = await _answer(scope, receive)
    except Wrong as wrong:
        reply = wrong.reply
    headers = [
        (b"content-type", b"application/json; charset=utf-8"),
        (b"content-length", str(len(reply.body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if reply.status == 503:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


async def _answer(scope: dict[str, Any], receive: Receive) -> Reply:
    headers = dict(scope["headers"])
    code = scope["path"].removeprefix(PATH).rstrip("/").upper()
    if scope["method"] != "POST":
        raise Wrong(problem(405, "post_only", "Send a batch by POST."))
    if not headers.get(b"content-type", b"").startswith(b"application/json"):
        raise Wrong(problem(415, "json_only", "Send the batch as application/json."))
    body = _parsed(await _body(receive))
    language = _language(body.get("language"), headers.get(b"accept-language", b""))
    digest = sha256(_token(code, headers.get(b"cookie", b"")).encode()).hexdigest()
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Reply] = loop.create_future()
    arrived = partial(_mailbox_of(loop).put, future)
    limit = loop.call_later(LONGEST_WAIT, _give_up, future, language)
    try:
        writer.put(Call(code, digest, body["acts"], body.get("cursor"), language, arrived, waiting=body.get("waiting")))
    except Full:
        _give_up(future, language)
    try:
        return await future
    finally:
        limit.cancel()


def _settle(future: "asyncio.Future[Reply]", reply: Reply) -> None:
    if not future.done():
        future.set_result(reply)


def _give_up(future: "asyncio.Future[Reply]", language: str) -> None:
    _settle(future, problem(503, "busy", BUSY, language))


class Mailbox:
    """Replies on their way from the writer's thread: the loop is woken once for many, since each waking costs."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._wake = loop.call_soon_threadsafe
        self._replies: deque[tuple[asyncio.Future[Reply], Reply]] = deque()

    def put(self, future: "asyncio.Future[Reply]", reply: Reply) -> None:
        """Called in the writer's thread."""
        self._replies.append((future, reply))
        if len(self._replies) == 1:  # else the loop has been woken, and is not done
            self._wake(self._deliver)

    def _deliver(self) -> None:
        with suppress(IndexError):
            while True:
                _settle(*self._replies.popleft())


def _mailbox_of(loop: asyncio.AbstractEventLoop) -> Mailbox:
    """One for a loop: a server has one loop, tests have many."""
    if loop not in _mailboxes:
        _mailboxes[loop] = Mailbox(loop)
    return _mailboxes[loop]


_mailboxes: WeakKeyDictionary[asyncio.AbstractEventLoop, Mailbox] = WeakKeyDictionary()


async def _body(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Wrong(problem(400, "cut_off", "The batch did not come whole."))
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > LARGEST_BODY:
            raise Wrong(problem(413, "too_large", f"A batch is at most {LARGEST_BODY} bytes."))
        if not message.get("more_body"):
            return b"".join(chunks)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        raise Wrong(problem(400, "unreadable", "The batch is not JSON.")) from None
    if not isinstance(parsed, dict) or not isinstance(parsed.get("acts"), list):
        raise Wrong(problem(400, "unreadable", "A batch has a list of acts."))
    if len(parsed["acts"]) > MOST_ACTS:
        raise Wrong(problem(413, "too_many_acts", f"A batch has at most {MOST_ACTS} acts."))
    return parsed


def _token(code: str, header: bytes) -> str:
    """The participant's token of this event among the cookies, or the answer that there is none."""
    token = parse_cookie(header.decode("latin-1")).get(f"sopu_participant_{code}")
    if not token:
        raise Wrong(problem(401, "unknown_participant", "Join the event first."))
    return token


def _language(said: object, accepted: bytes) -> str:
    """The language of the page that sends, else of the browser, else Finnish."""
    if isinstance(said, str) and said in LANGUAGES:
        return said
    found = re.match(rb"[a-z]{2}", accepted.lower())
    language = found[0].decode() if found else "fi"
    return language if language in LANGUAGES else "fi"
