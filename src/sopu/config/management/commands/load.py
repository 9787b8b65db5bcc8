"""`sopu load`."""

import asyncio
import contextlib
import json
import secrets
import subprocess
import sys
import time
from argparse import ArgumentParser
from dataclasses import asdict
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from sopu.config.demo import content
from sopu.config.load import hall, room
from sopu.config.load.phones import Owner, Place, live_together
from sopu.config.load.tally import Result, Tally, percentiles, result_of, table

MOST_PHONES, MOST_MINUTES = 20_000, 60.0
PATIENCE = 60.0
"""Seconds after the given minutes in which phones still get their answers."""
EVERY = 5.0


class Command(BaseCommand):
    help = "Tries a hall of phones on this machine: how fast it answers, and that nothing is lost or doubled."
    example = ("sopu load --phones 2000 --minutes 2", "sopu load --phones 200 --minutes 1 --json")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--phones", type=int, default=200, help="how many at once (default: %(default)s)")
        parser.add_argument("--minutes", type=float, default=1.0, help="how long (default: %(default)s)")
        parser.add_argument("--url", help="a Sopu that runs on this machine; without it one is started for the load")
        parser.add_argument("--event", metavar="CODE", help="with --url: an open event that is a rehearsal")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(
        self, *args: Any, phones: int, minutes: float, url: str | None, event: str | None, **options: Any
    ) -> None:
        """Loads, reads back, and says what came of it."""
        if not 1 <= phones <= MOST_PHONES or not 0 < minutes <= MOST_MINUTES:
            raise CommandError(f"Give from 1 to {MOST_PHONES} phones and up to {MOST_MINUTES:g} minutes.")
        if (url is None) != (event is None):
            raise CommandError("--url and --event belong together: a running Sopu, and an event in it.")
        try:
            room.let_open(phones)
            if url is None or event is None:
                self._load_own_room()
            else:
                self._load(hall.event_to_load(event), *loopback(url), phones, minutes, is_json=options["json"])
        except room.NoRoom as trouble:
            raise CommandError(str(trouble)) from None
        except KeyboardInterrupt:
            raise CommandError("The load was broken off.") from None

    def _load_own_room(self) -> None:
        """The same command again, beside a server of its own."""
        self._tell("Setting up an installation of its own, in a temporary folder …")
        with room.own_room() as own:
            there = ["--url", f"http://127.0.0.1:{own.port}", "--event", content.occasion().code]
            command = [sys.executable, "-m", "sopu.config.cli", "load", *sys.argv[2:], *there]
            status = subprocess.run(command, env=own.environment, check=False).returncode  # noqa: S603  # our own words
        if status:
            raise SystemExit(status)

    def _load(self, event: Any, host: str, port: int, phones: int, minutes: float, *, is_json: bool) -> None:
        place = hall.place_in(event, host, port)
        owners = hall.bring_owners(event, phones)
        tally, start = Tally(), time.monotonic()
        asyncio.run(self._watch(place, owners, tally, minutes * 60))
        took = time.monotonic() - start
        if tally.statuses[401]:
            raise CommandError(f"The server at port {port} does not know this installation's people: another database?")
        read = hall.read_back(tally, owners)
        database = hall.database_name()
        result = result_of(tally, read, phones=phones, minutes=minutes, took=took, database=database)
        self.stdout.write(json.dumps(asdict(result)) if is_json else table(result))
        _judge(result)

    async def _watch(self, place: Place, owners: list[Owner], tally: Tally, seconds: float) -> None:
        """The phones, and every few seconds a line on how they do."""
        ticker = asyncio.create_task(self._tick(tally))
        try:
            await live_together(place, owners, tally, seconds, PATIENCE, secrets.randbits(32))
        finally:
            ticker.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ticker

    async def _tick(self, tally: Tally) -> None:
        start, seen = time.monotonic(), 0
        while True:
            await asyncio.sleep(EVERY)
            recent, seen = tally.waits[seen:], len(tally.waits)
            waiting = len(tally.made) - len(tally.acknowledged) - sum(tally.refused.values())
            self._tell(
                f"{time.monotonic() - start:5.0f} s: {len(tally.acknowledged):,} acts acknowledged, {waiting:,} on "
                f"their way; p99 of the last {EVERY:g} s {percentiles(recent)['p99']:,.0f} ms"
            )

    def _tell(self, line: str) -> None:
        self.stderr.write(line, style_func=str)
        self.stderr.flush()


def loopback(url: str) -> tuple[str, int]:
    """The address and port of a Sopu on this machine; any other place is refused."""
    parts = urlsplit(url)
    name = "127.0.0.1" if parts.hostname == "localhost" else parts.hostname or ""
    try:
        is_here = ip_address(name).is_loopback
    except ValueError:
        is_here = False
    if parts.scheme != "http" or not is_here:
        raise CommandError(
            "A load goes to this machine only (http://127.0.0.1:PORT): against another it would be an attack, "
            "and it reads the database to see that nothing was lost."
        )
    return name, parts.port or 80


def _judge(result: Result) -> None:
    if not result.holds:
        raise CommandError("The hall did not hold: something was lost, doubled, altered or left without an answer.")
