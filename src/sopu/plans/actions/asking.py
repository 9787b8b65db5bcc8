"""Statistical services are asked at the pace that they allow, and again after a while when they could not answer."""

import hashlib
import os
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, get_ident
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from sopu.core.answers import NotRead
from sopu.core.digests import canonical_json
from sopu.core.pacing import MOST_CALLS, pause_before, retry_after, wait_before
from sopu.web.fetching import NotFetched, fetched

T = TypeVar("T")

OURS = MOST_CALLS // 2
"""Calls in ten seconds from one process: pages and the worker are two, and both may ask."""
AGAIN = frozenset(("busy", "broken", "timeout", "cut"))
"""What may be otherwise in a moment; off the network nobody is kept waiting."""
A_DAY = 24 * 60 * 60
LARGEST = 16_000_000

_lock = Lock()
_calls: dict[str, deque[float]] = {}


class NotAnswered(Exception):  # noqa: N818  # an answer about a service, not an error of the program
    """A service gave nothing that can be kept; `code` says why, `detail` at what.

    The codes of `NotFetched`, and `elsewhere` (an address that isn't of one of the services), `busy` (429), `broken`
    (5xx), `not_json`, `changed`, `nothing`. `retry_in` has the seconds after which the service asked to be asked again.
    """

    def __init__(self, code: str, detail: str = "", retry_in: float | None = None) -> None:
        super().__init__(code)
        self.code, self.detail, self.retry_in = code, detail, retry_in


@dataclass(frozen=True, slots=True)
class Patience:
    """How often one question is asked, and how the time between is spent."""

    tries: int
    sleep: Callable[[float], None] = time.sleep


AT_ONCE = Patience(1)
"""For a person who waits at a page."""
PATIENT = Patience(4)
"""For work in the background."""


class Talk:
    """What is asked of services for one purpose, and the digest of all that they answered."""

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """The digest of every answer so far, in the order in which they came."""
        return self._digest.hexdigest()

    def ask(self, url: str, read: Callable[[bytes], T], body: dict[str, Any] | None = None) -> T:
        """What `read` makes of the answer, asked again as `patience` allows. Raises `NotAnswered`."""
        tries = 0
        while True:
            tries += 1
            try:
                return self._asked(url, read, body)
            except NotAnswered as no:
                pause = pause_before(tries, no.retry_in) if no.code in AGAIN else None
                if pause is None or tries >= self.patience.tries:
                    raise
                self.patience.sleep(pause)

    def ask_daily(self, name: str, url: str, read: Callable[[bytes], T]) -> T:
        """The same, of a list that changes seldom: one of the last day is read from the disk, an older one at need."""
        file = settings.STATISTICS / name
        kept = _kept(file, read)
        if kept and time.time() - file.stat().st_mtime < A_DAY:
            return kept[0]
        try:
            found, content = self.ask(url, lambda answer: (read(answer), answer))
        except NotAnswered:
            if not kept:
                raise
            return kept[0]
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(f".{os.getpid()}.{get_ident()}")  # pages and the worker may write at once
        partial.write_bytes(content)
        partial.replace(file)
        return found

    def _asked(self, url: str, read: Callable[[bytes], T], body: dict[str, Any] | None) -> T:
        _keep_pace(url, self.patience.sleep)
        content = _fetched(url, body)
        try:
            found = read(content)
        except NotRead as reason:
            raise NotAnswered(reason.code, reason.where) from reason
        self._digest.update(content)
        return found


def _kept(file: Path, read: Callable[[bytes], T]) -> tuple[T] | None:
    """What an answer on the disk says, when there is one and it can be read."""
    try:
        return (read(file.read_bytes()),)
    except (OSError, NotRead):
        return None


def _keep_pace(url: str, sleep: Callable[[float], None]) -> None:
    """Waits until the host may be called; who comes at the same time gets the turn after."""
    with _lock:
        calls = _calls.setdefault(urlsplit(url).netloc, deque(maxlen=OURS))
        now = time.monotonic()
        wait = wait_before(tuple(calls), now, OURS)
        calls.append(now + wait)
    if wait:
        sleep(wait)


def _fetched(url: str, body: dict[str, Any] | None) -> bytes:
    if not url.startswith((settings.SOTKANET_URL, settings.PXWEB_URL)):
        raise NotAnswered("elsewhere")
    try:
        answer = fetched(
            url, accept="application/json", body=None if body is None else canonical_json(body), largest=LARGEST
        )
    except NotFetched as reason:
        raise _told(reason) from reason
    if "json" not in answer.content_type:
        raise NotAnswered("not_json", answer.content_type)
    return answer.content


def _told(reason: NotFetched) -> NotAnswered:
    if reason.code != "refused":
        return NotAnswered(reason.code)
    code = "busy" if reason.status == 429 else "broken" if reason.status >= 500 else "refused"
    return NotAnswered(code, str(reason.status), retry_after(reason.retry_after, timezone.now()))
