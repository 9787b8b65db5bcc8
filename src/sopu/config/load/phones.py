"""Phones of a hall that is not there: each writes one sentence and answers twenty, at a person's pace.

A phone keeps an act until the server names it, sends again with the same ids what got no answer, and asks for news as
`forum/exchange.js` does with a phone in somebody's hand: often, but never sooner than the server says.
"""

import asyncio
import json
import random
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sopu.config.load.tally import Made, Tally

REACTIONS = 20
MOST_ACTS = 50
BUSY, LONGEST_PAUSE, PATIENCE = 2.0, 30.0, 25.0
LAST_CALL = 10.0
"""Seconds after its last moment in which a phone still answers, if sentences are late; then it has had too few."""
STANCES = {"agree": 1, "disagree": -1, "pass": 0}
WORDS = [
    "kylätalo",
    "auki",
    "iltaisin",
    "nuoret",
    "ikäihmiset",
    "kuljetus",
    "liikunta",
    "kirjasto",
    "yhdessä",
    "neuvola",
    "naapuri",
    "metsä",
    "ranta",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the phones send, and what the event asks."""

    host: str
    port: int
    code: str
    discussions: Sequence[int]
    prompts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose phone it is."""

    participant: str
    token: str


class Unanswered(Exception):  # noqa: N818  # a phone tries again
    """A request had no whole answer."""


class Line(asyncio.Protocol):
    """A phone's own connection, kept open between requests."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self._bytes = bytearray()
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The line is open."""
        assert isinstance(transport, asyncio.Transport)  # a TCP connection has no other
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """A part of an answer; the answer is whole when its length says so."""
        self._bytes += data
        end = self._bytes.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._bytes[:end]).lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        if len(self._bytes) >= end + 4 + length:
            body = bytes(self._bytes[end + 4 : end + 4 + length])
            self._bytes.clear()
            if self._answer is not None and not self._answer.done():
                self._answer.set_result((int(head[9:12]), body))

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever waits for an answer hears that none comes."""
        self.transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(Unanswered("cut off"))

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """The status and the body that the server answers with."""
        if self.transport is None or self.transport.is_closing():
            raise Unanswered("cut off")
        self._bytes.clear()
        self._answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Hangs up."""
        if self.transport is not None:
            self.transport.abort()


@dataclass(slots=True)
class Phone:
    """One phone: what it means to do and when, what it has not been answered for, and what it may answer to."""

    place: Place
    owner: Owner
    tally: Tally
    chance: random.Random
    moments: list[float]
    outbox: dict[str, tuple[dict[str, Any], float]] = field(default_factory=dict)
    pool: list[str] = field(default_factory=list)
    cursor: str = ""
    failures: int = 0
    line: Line | None = None
    has_spoken: bool = False
    has_more: bool = False
    is_let_in: bool = True

    async def live(self, until: float) -> None:
        """Does everything at its moment and asks for news between; ends at `until` whatever is still waiting."""
        next_ask = time.monotonic()
        last_call = max(self.moments) + LAST_CALL
        while self.is_let_in and (now := time.monotonic()) < until:
            if not self.outbox and not (self.moments and now < last_call):
                break
            self._act(now)
            if self.outbox and not self.failures:
                next_ask = now
            if now >= next_ask:
                next_ask = time.monotonic() + await self._exchange()
                continue
            due = next_ask if self.failures or self._is_waiting_for_sentences() else min([next_ask, *self.moments[-1:]])
            await asyncio.sleep(max(0.0, min(due, until) - now))
        if self.line is not None:
            self.line.close()

    def _is_waiting_for_sentences(self) -> bool:
        return self.has_spoken and not self.pool

    def _act(self, now: float) -> None:
        """Makes the acts whose moment has come: first one's own sentence, then answers to others'."""
        while self.moments and self.moments[-1] <= now and not self._is_waiting_for_sentences():
            self.moments.pop()
            act = self._reaction() if self.has_spoken else self._sentence()
            self.outbox[act["id"]] = (act, now)
            content = STANCES[act["stance"]] if "stance" in act else act["text"]
            self.tally.made[act["id"]] = Made(self.owner.participant, content)

    def _sentence(self) -> dict[str, Any]:
        self.has_spoken = True
        words = self.chance.choices(WORDS, k=self.chance.randrange(6, 20))
        fields = {"discussion": self.chance.choice(self.place.discussions), "text": " ".join(words).capitalize() + "."}
        return self._whole("contribute", prompt=self.chance.choice(self.place.prompts), language="fi", **fields)

    def _reaction(self) -> dict[str, Any]:
        target = self.pool.pop(self.chance.randrange(len(self.pool)))
        stance = self.chance.choices(list(STANCES), (6, 2, 2))[0]
        return self._whole("react", contribution=target, stance=stance, important=False)

    def _whole(self, verb: str, **fields: Any) -> dict[str, Any]:
        return {"id": str(uuid.UUID(int=self.chance.getrandbits(128), version=4)), "do": verb, **fields}

    async def _exchange(self) -> float:
        """One request; gives the seconds to wait before the next."""
        acts = [act for act, _ in list(self.outbox.values())[:MOST_ACTS]]
        start = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                status, body = await self._ask(acts)
        except (OSError, Unanswered, TimeoutError) as error:
            self.tally.failures[str(error) or type(error).__name__] += 1
            self._hang_up()
            return self._back_off()
        self.tally.statuses[status] += 1
        self.tally.answers.append(time.monotonic() - start)
        self.tally.bytes += len(body)
        if status == 200:
            return self._take_in(json.loads(body))
        self.is_let_in = status not in {401, 404}
        return self._back_off()

    async def _ask(self, acts: list[dict[str, Any]]) -> tuple[int, bytes]:
        if self.line is None or self.line.transport is None:
            loop = asyncio.get_running_loop()
            _, self.line = await loop.create_connection(Line, self.place.host, self.place.port)
        body = json.dumps({"cursor": self.cursor, "language": "fi", "acts": acts}, ensure_ascii=False).encode()
        head = (
            f"POST /api/exchange/{self.place.code} HTTP/1.1\r\nHost: {self.place.host}:{self.place.port}\r\n"
            f"Content-Type: application/json\r\nCookie: sopu_participant_{self.place.code}={self.owner.token}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return await self.line.ask(head.encode() + body)

    def _take_in(self, answer: dict[str, Any]) -> float:
        now = time.monotonic()
        self.failures = 0
        for stored in answer["stored"]:
            if found := self.outbox.pop(stored["id"], None):
                self.tally.acknowledged.add(stored["id"])
                self.tally.waits.append(now - found[1])
        for refused in answer["refused"]:
            if self.outbox.pop(str(refused["id"]), None):
                self.tally.refused[refused["code"]] += 1
        self.pool += [sentence["id"] for sentence in answer["sentences"]]
        self.tally.sentences += len(answer["sentences"])
        if answer["hidden"]:
            gone = set(answer["hidden"])
            self.pool = [sentence for sentence in self.pool if sentence not in gone]
        self.cursor = answer["cursor"]
        return 0.0 if answer["more"] or self.outbox else self._pause(answer.get("wait", 0) / 1000)

    def _pause(self, asked: float) -> float:
        """Of a phone in somebody's hand; no two keep the same beat."""
        return max(BUSY, asked) * self.chance.uniform(0.75, 1.25)

    def _back_off(self) -> float:
        self.failures += 1
        return min(LONGEST_PAUSE, 2.0 ** min(self.failures, 5)) * self.chance.uniform(0.75, 1.25)

    def _hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
        self.line = None


def moments_of(seconds: float, start: float, chance: random.Random) -> list[float]:
    """When a phone acts, last first: its sentence in the first third, then twenty answers until the end."""
    spoken = start + chance.uniform(0.02, 0.33) * seconds
    answers = sorted((chance.uniform(spoken + 1, start + seconds) for _ in range(REACTIONS)), reverse=True)
    return [*answers, spoken]


async def live_together(
    place: Place, owners: Sequence[Owner], tally: Tally, seconds: float, patience: float, seed: int
) -> None:
    """All the phones for `seconds`, and at most `patience` more for what still waits."""
    start = time.monotonic()
    async with asyncio.TaskGroup() as hall:
        for number, owner in enumerate(owners):
            chance = random.Random(seed * 1_000_003 + number)  # noqa: S311  # a load, not a secret
            phone = Phone(place, owner, tally, chance, moments_of(seconds, start, chance))
            comes_in = chance.uniform(0, min(10.0, seconds * 0.02))
            hall.create_task(_come_in(phone, comes_in, start + seconds + patience))


async def _come_in(phone: Phone, after: float, until: float) -> None:
    await asyncio.sleep(after)
    await phone.live(until)
