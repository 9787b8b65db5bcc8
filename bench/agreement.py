"""Where a hall agrees, kept as it answers: what the first look costs, and each next one; how soon the wall shows it.

    python bench/agreement.py                    2,000 people, 500 sentences, 300,000 answers
    python bench/agreement.py --without-server   the matrix only

The matrix is built in this process, then follows 200 new answers at a time. After that a server of its own (one
process) gets a batch of four answers every 20 ms, and now and then one that is waited for: from the moment it is
acknowledged to the moment a wall that asks once a second shows it. Everything is in a database of its own, and talks to
127.0.0.1 only.
"""

import argparse
import asyncio
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from exchange import free_port, wait_for

CODE = "AGR33D"
PAUSE, PER_BATCH = 0.02, 4
POLL = 1.0
LONGEST = 30.0
"""Seconds after which an answer is not on its way to the wall any more."""
KINDS = (("municipality", 12), ("county", 5), ("partner", 4), ("regional_council", 2))
STANCES = {1: "agree", 0: "pass", -1: "disagree"}


@dataclass
class Hall:
    """An event with its people's tokens and ids, and its sentences; `answered` is who answered which, by number."""

    event: Any
    tokens: list[str]
    people: list[uuid.UUID]
    sentences: list[Any]
    answered: set[tuple[int, int]] = field(default_factory=set)

    def a_newcomer(self, sentence: int) -> int:
        """Somebody of the first half who has not answered that sentence, and now does."""
        person = next(one for one in range(len(self.people) // 2) if (one, sentence) not in self.answered)
        self.answered.add((person, sentence))
        return person


def ready() -> None:
    """A database without anything in it, and the files that pages name."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))


def a_hall(size: argparse.Namespace) -> Hall:
    """An open hall where everybody has had their word and answered at random."""
    from builders import a_forum
    from sopu.forum.models import Abstention

    event = a_forum(code=CODE)
    discussion = event.discussions.get(number=1)
    tokens = [f"token-{number:05d}" for number in range(size.people)]
    people = _people(event, tokens)
    Abstention.objects.bulk_create(Abstention(participant=one, discussion=discussion) for one in people)
    hall = Hall(event, tokens, [one.pk for one in people], _sentences(discussion, people, size.sentences))
    chance = random.Random(1)  # noqa: S311  # a bench, repeatable
    places = chance.sample(range(size.people * size.sentences), size.answers)
    store_answers(hall, [(place % size.people, place // size.people) for place in places], chance)
    return hall


def _people(event: Any, tokens: list[str]) -> list[Any]:
    from builders import an_organisation
    from sopu.forum.models import Participant

    organisations = [an_organisation(kind) for kind, share in KINDS for _ in range(share)]
    return Participant.objects.bulk_create(
        Participant(
            event=event,
            organisation=organisations[number % len(organisations)],
            role=("elected", "office_holder")[number % 2],
            token_digest=sha256(token.encode()).hexdigest(),
        )
        for number, token in enumerate(tokens)
    )


def _sentences(discussion: Any, people: list[Any], count: int) -> list[Any]:
    from sopu.forum.models import Contribution, PromptKind

    prompt = discussion.event.prompts.get(kind=PromptKind.MEASURE)
    return Contribution.objects.bulk_create(
        Contribution(
            discussion=discussion, prompt=prompt, participant=people[n % len(people)], receipt=f"B{n:07d}",
            text=f"Lause {n}, jonka joku sanoi salissa ennen mittausta.", written_at=discussion.event.starts_at,
        )
        for n in range(count)
    )  # fmt: skip


def store_answers(hall: Hall, pairs: list[tuple[int, int]], chance: random.Random) -> None:
    """The people of these numbers answer the sentences of these numbers; sentences differ in how many agree."""
    from sopu.forum.models import Reaction

    hall.answered.update(pairs)
    Reaction.objects.bulk_create(
        (
            Reaction(
                act_id=uuid.UUID(int=chance.getrandbits(128)), participant_id=hall.people[person],
                contribution=hall.sentences[one], written_at=hall.event.starts_at,
                stance=chance.choices((1, 0, -1), (1 + one % 9, 1, 8 - one % 9))[0],
            )
            for person, one in pairs
        ),
        batch_size=5000,
    )  # fmt: skip


def resident() -> float:
    """Megabytes of this process in memory now."""
    told = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert told
    return int(told[1]) / 1000


def matrix(hall: Hall, size: argparse.Namespace) -> None:
    """The first look and the next ones, in this process."""
    from sopu.forum.queries.agreement import Kept, agreement_in

    before, start = resident(), time.perf_counter()
    kept = Kept(hall.event.pk)
    kept.refresh(0.0)
    print(f"{time.perf_counter() - start:8.3f} s  the first look, {resident() - before:.0f} MB more in memory")
    chance = random.Random(2)  # noqa: S311  # a bench, repeatable
    refreshes, looks = [], []
    for second in range(1, size.runs + 1):
        pairs = [(chance.randrange(size.people), chance.randrange(size.sentences)) for _ in range(size.new)]
        store_answers(hall, pairs, chance)
        start = time.perf_counter()
        kept.refresh(float(second))
        read = time.perf_counter()
        agreement_in(*kept.tallies())
        refreshes.append((read - start) * 1000)
        looks.append((time.perf_counter() - read) * 1000)
    print(f"{statistics.median(refreshes):8.1f} ms to read {size.new} new answers")
    print(f"{statistics.median(looks):8.1f} ms to find where the hall agrees, with its texts (median of {size.runs})")
    start = time.perf_counter()
    kept.refresh(float(size.runs + 100))
    print(f"{(time.perf_counter() - start) * 1000:8.1f} ms to read all people anew, once in half a minute")


class Walls(threading.Thread):
    """A wall that asks once a second; when what it shows changes, it notes the moment."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.wall = http.client.HTTPConnection("127.0.0.1", port)
        self.shows: list[tuple[float, str]] = []
        self.times: list[float] = []
        self.is_over = False
        self.failure = ""

    def run(self) -> None:
        """Asks until it is over."""
        mark = ""
        while not self.is_over:
            start = time.perf_counter()
            self.wall.request("GET", f"/fi/e/{CODE}/wall/now/?mark={mark}")
            answer = self.wall.getresponse()
            html = answer.read().decode()
            self.times.append(time.perf_counter() - start)
            if answer.status not in (200, 204):
                self.failure = f"the wall answered {answer.status}"
                return
            if answer.status == 200:
                mark = html.rsplit('value="', 1)[1].split('"')[0]
                self.shows.append((time.perf_counter(), html))
            time.sleep(max(0.0, POLL - (time.perf_counter() - start)))


def body_of(acts: list[tuple[str, str]]) -> bytes:
    """A batch of answers as a phone sends it."""
    told = [
        {"id": str(uuid.uuid4()), "do": "react", "contribution": one, "stance": stance, "important": False}
        for one, stance in acts
    ]
    return json.dumps({"cursor": "m.0_1.999999999", "acts": told}).encode()


async def send(port: int, token: str, body: bytes) -> None:
    """Sends a batch and waits until it is acknowledged."""
    reader, out = await asyncio.open_connection("127.0.0.1", port)
    head = (
        f"POST /api/exchange/{CODE} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Cookie: sopu_participant_{CODE}={token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    out.write(head.encode() + body)
    reply = await reader.readuntil(b"\r\n\r\n")
    reply += await reader.readexactly(int(reply.lower().split(b"content-length: ")[1].split(b"\r\n")[0]))
    out.close()
    if not reply.startswith(b"HTTP/1.1 200") or b'"receipt"' not in reply:
        raise SystemExit(f"the server did not take an answer: {reply[:300]!r}")


async def others(port: int, hall: Hall, until: float) -> None:
    """The second half of the hall goes on answering sentences that few agree with: never those that the wall shows."""
    chance = random.Random(3)  # noqa: S311  # a bench, repeatable
    disputed = [one for number, one in enumerate(hall.sentences) if number % 9 < 4]
    while time.perf_counter() < until:
        acts = [(str(chance.choice(disputed).act_id), "disagree") for _ in range(PER_BATCH)]
        await send(port, chance.choice(hall.tokens[len(hall.tokens) // 2 :]), body_of(acts))
        await asyncio.sleep(PAUSE)


async def watched(port: int, hall: Hall, wall: Walls, seconds: float) -> list[float]:
    """Seconds from an acknowledgement to the wall that shows its answer, at moments that the wall does not choose."""
    until = time.perf_counter() + seconds
    rest = asyncio.create_task(others(port, hall, until))
    chance, found = random.Random(), []  # noqa: S311  # a load, not a secret
    while time.perf_counter() < until:
        html = wall.shows[-1][1]
        shown = int(re.findall(r'data-key="across-(\d+)"', html)[0])
        place = next(number for number, one in enumerate(hall.sentences) if one.pk == shown)
        token = hall.tokens[hall.a_newcomer(place)]
        await send(port, token, body_of([(str(hall.sentences[place].act_id), "agree")]))
        acknowledged = time.perf_counter()
        while not (
            fresh := [at for at, now in wall.shows if at > acknowledged and _count(now, shown) > _count(html, shown)]
        ):
            if wall.failure or time.perf_counter() - acknowledged > LONGEST:
                raise SystemExit(wall.failure or "the wall does not show an answer that was acknowledged")
            await asyncio.sleep(0.005)
        found.append(fresh[0] - acknowledged)
        await asyncio.sleep(chance.random() * POLL)
    await rest
    return found


def _count(html: str, sentence: int) -> int:
    """How many have answered the sentence, as the wall shows it."""
    row = html.partition(f'data-key="across-{sentence}"')[2].partition("</tr>")[0]
    told = re.search(r'across__n"[^>]*>([\d\s\u202f]+)<', row)
    return int(re.sub(r"\D", "", told[1])) if told else 0


def live(hall: Hall, seconds: float) -> None:
    """How soon the wall of a busy server shows an answer that it acknowledged."""
    port = free_port()
    granian = [sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen([*granian, "--no-ws", "--log-level", "warning", "sopu.config.asgi:application"])
    try:
        wait_for(port)
        wall = Walls(port)
        wall.start()
        while not wall.shows and not wall.failure:
            time.sleep(0.05)
        if wall.failure:
            raise SystemExit(wall.failure)
        print(f"{wall.times[0]:8.3f} s  the first picture of a server that has just started")
        found = sorted(asyncio.run(watched(port, hall, wall, seconds)))
        wall.is_over = True
        print(
            f"{statistics.median(found):8.2f} s  from an acknowledgement to the wall, at most {found[-1]:.2f} s "
            f"({len(found)} times, {PER_BATCH / PAUSE:.0f} answers a second at most beside it)"
        )
        print(f"{statistics.median(wall.times) * 1000:8.1f} ms to answer a wall")
    finally:
        server.terminate()
        server.wait(20)


def main() -> None:
    """Builds the hall, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in {"people": 2000, "sentences": 500, "answers": 300_000, "new": 200, "runs": 9}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--without-server", action="store_true")
    size = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SOPU_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sopu.config.settings")
        ready()
        hall = a_hall(size)
        print(f"{size.people} people, {size.sentences} sentences, {size.answers} answers")
        matrix(hall, size)
        if not size.without_server:
            live(hall, size.seconds)


if __name__ == "__main__":
    main()
