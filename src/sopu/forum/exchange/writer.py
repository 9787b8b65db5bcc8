"""One writer groups the batches of many phones into one durable commit, and answers each after it."""

import json
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone, translation

from sopu.forum.actions.exchange import Answer, Batch, Person, Stored, store_batches
from sopu.forum.queries.feed import Cursor, Feed
from sopu.forum.queries.halls import HallNow, participants_by

log = logging.getLogger(__name__)

LARGEST_GROUP = 256
LONGEST_QUEUE = 4096
MOST_PEOPLE = 50_000


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


def problem(status: int, code: str, text: str) -> Reply:
    """A reply that refuses a whole batch."""
    return Reply(status, json.dumps({"code": code, "text": text}, ensure_ascii=False).encode())


class Full(Exception):  # noqa: N818  # an answer: come back later
    """So many batches wait that another would only wait too long."""


class Writer:
    """A thread with a queue. While it commits, the next group gathers: the busier the hall, the larger the groups."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Call | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._start = threading.Lock()
        self._feeds: dict[int, Feed] = {}
        self._people: dict[tuple[str, str], Person] = {}

    def put(self, call: Call) -> None:
        """Takes the batch in, or raises `Full`."""
        if self._queue.qsize() >= LONGEST_QUEUE:
            raise Full
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="exchange-writer", daemon=True)
                self._thread.start()
        self._queue.put(call)

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
            calls: list[Call] = []
            call = self._queue.get()
            while call is not None:
                calls.append(call)
                if len(calls) == LARGEST_GROUP:
                    break
                try:
                    call = self._queue.get_nowait()
                except queue.Empty:
                    break
            going = call is not None
            if calls:
                self._answer(calls)
        connection.close()

    def _answer(self, calls: list[Call]) -> None:
        """Every call gets a reply, whatever happens: a group that fails is tried again one by one."""
        try:
            replies = self._exchange(calls)
        except OperationalError:
            log.exception("The database did not take in a group of %d batches", len(calls))
            connection.close()
            replies = [problem(503, "busy", "")] * len(calls)
        except (DatabaseError, ValueError, KeyError, TypeError):
            connection.close()
            if len(calls) > 1:
                for call in calls:
                    self._answer([call])
                return
            log.exception("A batch could not be stored")
            replies = [problem(500, "failed", "")]
        for call, reply in zip(calls, replies, strict=True):
            call.reply(reply)

    def _exchange(self, calls: list[Call]) -> list[Reply]:
        people = self._people_of(calls)
        known = [(call, person) for call, person in zip(calls, people, strict=True) if person]
        batches = [Batch(person, call.acts) for call, person in known]
        answers = iter(store_batches(batches=batches, now=timezone.now()) if batches else [])
        for event in {person.event for _, person in known}:
            self._feeds.setdefault(event, Feed(event)).refresh()
        return [
            self._reply(call, person, next(answers)) if person else problem(401, "unknown_participant", "")
            for call, person in zip(calls, people, strict=True)
        ]

    def _people_of(self, calls: list[Call]) -> list[Person | None]:
        """Who the tokens belong to; people never change, so they are asked for once."""
        keys = [(call.code, call.token_digest) for call in calls]
        if unknown := {key for key in keys if key not in self._people}:
            if len(self._people) >= MOST_PEOPLE:
                self._people.clear()
                unknown = set(keys)
            self._people.update((key, Person.of(one)) for key, one in participants_by(unknown).items())
        return [self._people.get(key) for key in keys]

    def _reply(self, call: Call, person: Person, answer: Answer) -> Reply:
        news = self._feeds[person.event].news(person.participant, answer.spoken, Cursor.parse(call.cursor))
        fields: dict[str, Any] = {
            "stored": [_told(act) for act in answer.stored],
            "refused": _refusals(answer, call.language) if answer.refused else [],
            "hidden": news.hidden,
            "spoken": sorted(answer.spoken),
            "cursor": str(news.cursor),
            "more": news.has_more,
        }
        head = json.dumps(fields | _state(answer.hall), ensure_ascii=False)
        return Reply(200, f'{head[:-1]}, "sentences": [{",".join(news.sentences)}]}}'.encode())


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
