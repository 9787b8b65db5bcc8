"""One writer groups the batches of many phones into one durable commit, and answers each after it."""

import json
import logging
import queue
import threading
import time
import traceback
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from sopu.forum.actions.exchange import Answer, Batch, Person, Stored, store_batches
from sopu.forum.queries.feed import Cursor, Feed
from sopu.forum.queries.halls import HallNow, participants_by
from sopu.forum.queries.outboxes import outboxes

log = logging.getLogger(__name__)

LARGEST_GROUP = 256
LONGEST_QUEUE = 16_384
MOST_PEOPLE = 50_000
LONGEST_WAIT = 25.0
"""Seconds that a phone waits for its answer; later it has asked again."""
SHORTEST_PAUSE = 2.0
MOST_LOOKS = 500
"""Questions without an act that a server takes in a second: phones that look for news share them."""
LATELY = 30.0
BUSY: str | Promise = gettext_lazy("The server is busy just now. The phone keeps what you wrote and sends it again.")
FAILED: str | Promise = gettext_lazy("The server could not store this. The phone keeps it and tries again.")
STRANGER: str | Promise = gettext_lazy("Join the event first.")


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back to a phone: a status and a body."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A batch on its way: who claims to send it, to which event, and where its reply goes."""

    code: str
    token_digest: str
    acts: list[object]
    cursor: object
    language: str
    reply: Callable[[Reply], None]
    came_at: float = field(default_factory=time.monotonic)
    waiting: object = None


def problem(status: int, code: str, text: str | Promise, language: str = "en") -> Reply:
    """A reply that refuses a whole batch, in the phone's language."""
    with translation.override(language):
        return Reply(status, json.dumps({"code": code, "text": str(text)}, ensure_ascii=False).encode())


class Full(Exception):  # noqa: N818  # an answer: come back later
    """So many batches wait that another would only wait too long."""


class Crowd:
    """How many people there have been lately, and how long each should wait before asking for news again."""

    def __init__(self) -> None:
        self._now: set[uuid.UUID] = set()
        self._before = 0
        self._since = 0.0

    def saw(self, participant: uuid.UUID, now: float) -> None:
        """A person asked; `now` is in seconds."""
        if now - self._since > LATELY:
            self._before, self._since = len(self._now), now
            self._now.clear()
        self._now.add(participant)

    @property
    def pause(self) -> float:
        """Seconds until the next look for news; what a person writes is sent at once all the same."""
        return max(SHORTEST_PAUSE, max(len(self._now), self._before) / MOST_LOOKS)


class Writer:
    """A thread with a queue. While it commits, the next group gathers: the busier the hall, the larger the groups."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Call | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._start = threading.Lock()
        self._feeds: dict[int, tuple[object, Feed]] = {}
        self._people: dict[tuple[str, str], Person] = {}
        self._crowd = Crowd()

    def put(self, call: Call) -> None:
        """Takes the batch in, or raises `Full`."""
        if self._queue.qsize() >= LONGEST_QUEUE:
            raise Full
        if self._thread is None:
            self._begin()
        self._queue.put(call)

    def _begin(self) -> None:
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="exchange-writer", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Ends the thread after what is in the queue."""
        with self._start:
            if self._thread is not None:
                self._queue.put(None)
                self._thread.join()
                self._thread = None

    def _run(self) -> None:
        going = True
        while going:
            calls, going = self._gathered(self._queue.get(), LARGEST_GROUP)
            # A look for news that nobody waits for any more is let go; what somebody wrote never is.
            late = time.monotonic() - LONGEST_WAIT
            if calls := [call for call in calls if call.acts or call.came_at > late]:
                self._answer(calls)
        connection.close()

    def _gathered(self, call: Call | None, most: int) -> tuple[list[Call], bool]:
        """The call with those that wait behind it, and whether the writer goes on after them."""
        calls: list[Call] = []
        while call is not None:
            calls.append(call)
            if len(calls) >= most:
                break
            try:
                call = self._queue.get_nowait()
            except queue.Empty:
                break
        return calls, call is not None

    def _answer(self, calls: list[Call]) -> None:
        """Every call gets a reply, whatever happens: a group that fails is tried again one by one."""
        try:
            replies = self._exchange(calls)
        except (OperationalError, InterfaceError) as error:
            connection.close()
            calls = calls + self._waiting()
            log.error("The database did not take in %d batches: %s", len(calls), error)  # noqa: TRY400  # says enough
            replies = [problem(503, "busy", BUSY, call.language) for call in calls]
        except Exception as error:  # this thread is the hall's only door, and nothing may end it
            connection.close()
            if len(calls) > 1:
                for call in calls:
                    self._answer([call])
                return
            self.forget(calls[0].code, calls[0].token_digest)  # the person may have gone from the database
            # Not the error's message: it may quote what somebody wrote.
            told = "".join(traceback.format_tb(error.__traceback__))
            log.error("A batch could not be stored: %s\n%s", type(error).__name__, told)  # noqa: TRY400
            replies = [problem(500, "failed", FAILED, calls[0].language)]
        for call, reply in zip(calls, replies, strict=True):
            with suppress(RuntimeError):  # the server is on its way down: its loop is closed
                call.reply(reply)

    def _waiting(self) -> list[Call]:
        """Those that wait behind a group that the database did not take: they have waited as long."""
        calls: list[Call] = []
        with suppress(queue.Empty):
            while (call := self._queue.get_nowait()) is not None:
                calls.append(call)
            self._queue.put(None)  # the word to stop is for the thread
        return calls

    def _exchange(self, calls: list[Call]) -> list[Reply]:
        people = self._people_of(calls)
        known = [(call, person) for call, person in zip(calls, people, strict=True) if person]
        batches = [Batch(person, call.acts) for call, person in known]
        now = timezone.now()
        stored = store_batches(batches=batches, now=now) if batches else []
        for event, hall in {person.event: one.hall for (_, person), one in zip(known, stored, strict=True)}.items():
            self._feed_of(event, hall.opened_at).refresh()
        for call, person in known:
            outboxes.heard(person.event, person.participant, call.waiting, now)
        answers = iter(stored)
        return [
            self._reply(call, person, next(answers))
            if person
            else problem(401, "unknown_participant", STRANGER, call.language)
            for call, person in zip(calls, people, strict=True)
        ]

    def _feed_of(self, event: int, opened_at: object) -> Feed:
        """The feed of the event since it opened; after a rehearsal it opens anew, and nothing is remembered."""
        known = self._feeds.get(event)
        if known is None or known[0] != opened_at:
            known = self._feeds[event] = (opened_at, Feed(event))
        return known[1]

    def _people_of(self, calls: list[Call]) -> list[Person | None]:
        """Who the tokens belong to; people never change, so they are asked for once."""
        keys = [(call.code, call.token_digest) for call in calls]
        if unknown := {key for key in keys if key not in self._people}:
            if len(self._people) >= MOST_PEOPLE:
                self._people.clear()
                unknown = set(keys)
            self._people.update((key, Person.of(one)) for key, one in participants_by(unknown).items())
        return [self._people.get(key) for key in keys]

    def forget(self, code: str, token_digest: str) -> None:
        """The token no longer belongs to who had it: the next batch asks the database."""
        self._people.pop((code, token_digest), None)

    def _reply(self, call: Call, person: Person, answer: Answer) -> Reply:
        self._crowd.saw(person.participant, call.came_at)
        news = self._feeds[person.event][1].news(person.participant, answer.spoken, Cursor.parse(call.cursor))
        fields: dict[str, Any] = {
            "stored": [_told(act) for act in answer.stored],
            "refused": _refusals(answer, call.language) if answer.refused else [],
            "hidden": news.hidden,
            "spoken": sorted(answer.spoken),
            "cursor": str(news.cursor),
            "more": news.has_more,
            "now": timezone.now().isoformat(),
            "wait": round(self._crowd.pause * 1000),
        }
        head = json.dumps(fields | _state(answer.hall), ensure_ascii=False)
        seen = f', "seen": {news.seen}' if news.seen else ""
        return Reply(200, f'{head[:-1]}, "sentences": [{",".join(news.sentences)}]{seen}}}'.encode())


def _told(act: Stored) -> dict[str, object]:
    told: dict[str, object] = {"id": str(act.id), "receipt": act.receipt}
    return told | {"held": True} if act.is_held else told


def _state(hall: HallNow) -> dict[str, Any]:
    """What is open, and until when."""
    discussions = [
        {"number": number, "open": is_open, "closes_at": closes_at.isoformat() if closes_at else None}
        for (number, is_open), closes_at in zip(hall.hall.discussions.items(), hall.closes_at.values(), strict=True)
    ]
    return {"event_open": hall.hall.is_open, "discussions": discussions}


def _refusals(answer: Answer, language: str) -> list[dict[str, object]]:
    with translation.override(language):
        return [{"id": act.id, "code": act.reason.value, "text": act.sentence} for act in answer.refused]
