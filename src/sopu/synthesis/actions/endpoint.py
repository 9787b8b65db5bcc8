"""The organiser's own machine is asked over HTTP, in the form that OpenAI made usual (`POST …/chat/completions`)."""

import http.client
import json
import time
from collections.abc import Sequence
from email.message import Message
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

LONGEST_WAIT = 60.0
"""Seconds from the question to the end of the answer."""
LARGEST_ANSWER = 1_000_000
CHUNK = 65_536


class NoAnswerError(Exception):
    """There was no answer that could be read; `code` says why: `unreachable`, `timeout`, `refused` or `garbage`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Here(HTTPRedirectHandler):
    """Sentences and the key go to the address that the organiser set, and to no other."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        return None


def answer_to(messages: Sequence[dict[str, str]]) -> str:
    """What the machine says to these messages. Raises `NoAnswerError`; nothing is tried twice."""
    body = {
        "model": settings.DRAFTING_MODEL,
        "messages": messages,
        "temperature": 0,
        "response_format": {"type": "json_object"},
    }
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Sopu"}
    if settings.DRAFTING_KEY:
        headers["Authorization"] = f"Bearer {settings.DRAFTING_KEY}"
    # The address is the organiser's own setting, read by a typed reader: http or https.
    request = Request(f"{settings.DRAFTING_URL}/chat/completions", json.dumps(body).encode(), headers)  # noqa: S310
    return _said(_sent(request))


def _sent(request: Request) -> bytes:
    ends_at = time.monotonic() + LONGEST_WAIT
    try:
        with build_opener(_Here).open(request, timeout=LONGEST_WAIT) as answer:
            return _read(answer, ends_at)
    except HTTPError as error:
        with error:
            raise NoAnswerError("refused") from error
    except (TimeoutError, URLError, OSError, http.client.HTTPException) as error:
        is_late = isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError)
        raise NoAnswerError("timeout" if is_late else "unreachable") from error


def _read(answer: Any, ends_at: float) -> bytes:
    """All of it, when it is not too large and comes in time: drop by drop it could take forever."""
    parts: list[bytes] = []
    while chunk := answer.read1(CHUNK):
        parts.append(chunk)
        if time.monotonic() > ends_at:
            raise NoAnswerError("timeout")
        if sum(map(len, parts)) > LARGEST_ANSWER:
            raise NoAnswerError("garbage")
    return b"".join(parts)


def _said(answer: bytes) -> str:
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise NoAnswerError("garbage") from error
    if not isinstance(content, str):
        raise NoAnswerError("garbage")
    return content
