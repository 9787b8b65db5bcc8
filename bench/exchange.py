"""The exchange under load: 64 phones at once send batches of five acts to one server on this machine.

    python bench/exchange.py [--seconds 10] [--clients 64] [--json]

Starts its own server (one process) against a database of its own: SQLite in a temporary folder, or PostgreSQL where
DATABASE_URL names one. Every reply is waited for; what was acknowledged is counted in the database afterwards, and the
bench fails if they differ. A batch is one sentence and four reactions. It talks to 127.0.0.1 only.
"""

import argparse
import asyncio
import json
import os
import random
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from hashlib import sha256
from pathlib import Path
from typing import Any

PEOPLE = 2_000
SENTENCES = 300


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seed() -> tuple[str, list[str], list[str]]:
    """An open event with people and sentences; gives its code, the people's tokens and the sentences' ids."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from builders import a_forum
    from sopu.forum.models import Contribution, Participant, PromptKind

    event = a_forum(code=secrets.choice("ABCDEFGH") + secrets.token_hex(3).upper()[:5])
    organisation = event.negotiation.parties.all()[1].organisation
    tokens = [secrets.token_urlsafe(32) for _ in range(PEOPLE)]
    people = Participant.objects.bulk_create(
        Participant(event=event, organisation=organisation, role="elected", token_digest=sha256(t.encode()).hexdigest())
        for t in tokens
    )
    discussion, prompt = event.discussions.get(number=1), event.prompts.get(kind=PromptKind.MEASURE)
    writer = Participant.objects.create(event=event, organisation=organisation)
    now = event.starts_at
    # Everybody has had their own word already, so that reactions are taken in.
    said = Contribution.objects.bulk_create(
        Contribution(
            discussion=discussion,
            prompt=prompt,
            participant=person,
            text=f"Lause {number}, jonka joku sanoi salissa ennen mittausta.",
            receipt=f"B{number:07d}",
            written_at=now,
        )
        for number, person in enumerate([*people, *[writer] * SENTENCES])
    )
    return event.code, tokens, [str(c.act_id) for c in said[-SENTENCES:]]


SENTENCE = (
    '{"id": "%s", "do": "contribute", "discussion": 1, "prompt": "measure", "language": "fi",'
    ' "text": "Kylätalo pidetään auki, ja siellä on joku, joka tietää, kenelle soittaa."}'
)
REACTION = '{"id": "%s", "do": "react", "contribution": "%s", "stance": "%s", "important": false}'


def batch(targets: list[str], chance: random.Random) -> bytes:
    """One sentence and four reactions, with ids of their own."""
    ids = [str(uuid.UUID(int=chance.getrandbits(128), version=4)) for _ in range(5)]
    stances = ("agree", "agree", "disagree", "pass")
    reactions = (
        REACTION % (ids[n], targets[chance.randrange(SENTENCES)], stances[chance.randrange(4)]) for n in range(4)
    )
    return f'{{"cursor": "m.0_1.999999999", "acts": [{SENTENCE % ids[4]}, {", ".join(reactions)}]}}'.encode()


async def client(port: int, code: str, tokens: list[str], targets: list[str], until: float, times: list[float]) -> int:
    """One connection that sends, waits for the reply, and sends again; gives the number of acknowledged acts."""
    chance = random.Random()  # noqa: S311  # a load, not a secret
    reader, out = await asyncio.open_connection("127.0.0.1", port)
    acknowledged = 0
    while time.perf_counter() < until:
        body = batch(targets, chance)
        head = (
            f"POST /api/exchange/{code} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Cookie: sopu_participant_{code}={chance.choice(tokens)}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        start = time.perf_counter()
        out.write(head.encode() + body)
        reply_head = await reader.readuntil(b"\r\n\r\n")
        length = int(reply_head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        reply = await reader.readexactly(length)
        times.append(time.perf_counter() - start)
        if not reply_head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"the server answered {reply_head.splitlines()[0]!r}: {reply[:200]!r}")
        acknowledged += reply.count(b'"receipt"')
    out.close()
    return acknowledged


async def load(
    port: int, code: str, tokens: list[str], targets: list[str], clients: int, seconds: float
) -> dict[str, Any]:
    times: list[float] = []
    start = time.perf_counter()
    until = start + seconds
    counts = await asyncio.gather(*(client(port, code, tokens, targets, until, times) for _ in range(clients)))
    elapsed = time.perf_counter() - start
    cuts = statistics.quantiles(times, n=100)
    return {
        "batches": len(times),
        "acknowledged": sum(counts),
        "acts_per_second": round(sum(counts) / elapsed),
        "p50_ms": round(cuts[49] * 1000, 1),
        "p95_ms": round(cuts[94] * 1000, 1),
        "p99_ms": round(cuts[98] * 1000, 1),
    }


def wait_for(port: int) -> None:
    for _ in range(150):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start within 15 seconds")


def stored() -> int:
    from sopu.forum.models import Contribution, Reaction

    return Contribution.objects.count() + Reaction.objects.count()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--clients", type=int, default=64)
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SOPU_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sopu.config.settings")
        code, tokens, targets = seed()
        before, port = stored(), free_port()
        granian = [sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1", "--port", str(port)]
        server = subprocess.Popen([*granian, "--no-ws", "--log-level", "warning", "sopu.config.asgi:application"])
        try:
            wait_for(port)
            asyncio.run(load(port, code, tokens, targets, asked.clients, 2))  # warm
            warm = stored() - before
            result = asyncio.run(load(port, code, tokens, targets, asked.clients, asked.seconds))
            kept = stored() - before - warm
        finally:
            server.terminate()
            server.wait(20)
    result["database"] = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    if kept != result["acknowledged"]:
        raise SystemExit(f"acknowledged {result['acknowledged']}, stored {kept}")
    if asked.json:
        print(json.dumps(result))
    else:
        print(
            "{database}: {acts_per_second} acts/s made durable, {batches} batches of five; "
            "p50 {p50_ms} ms, p95 {p95_ms} ms, p99 {p99_ms} ms".format(**result),
            f"({asked.clients} clients, {asked.seconds:.0f} s)",
        )


if __name__ == "__main__":
    main()
