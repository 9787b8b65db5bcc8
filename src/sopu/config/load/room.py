"""An installation of its own for the time of a load: its data in a temporary folder, its server on a free port."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sopu.config.serving import PATIENCE, answers, ends_with_parent, let_open_files

OWN = ("SOPU_DATA", "PORT", "DATABASE_URL")
SPARE_FILES = 256
START = 180.0
"""Seconds that the installation has to set itself up and open its door."""


class NoRoom(Exception):  # noqa: N818  # an answer to who asked
    """The installation did not come up, or this machine does not let us open so many connections."""


@dataclass(frozen=True, slots=True)
class Room:
    """A running installation."""

    port: int
    environment: Mapping[str, str]


@contextmanager
def own_room() -> Iterator[Room]:
    """A demonstration that serves as long as the block lasts; nothing of it stays."""
    with tempfile.TemporaryDirectory(prefix="sopu-load-", ignore_cleanup_errors=True) as folder:
        port = free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SOPU_") and name not in OWN}
        environment = kept | {"SOPU_DATA": folder, "PORT": str(port)}
        with (Path(folder) / "log").open("wb") as log:
            command = [sys.executable, "-m", "sopu.config.cli", "serve", "--demonstration", "--port", str(port)]
            server = subprocess.Popen(  # noqa: S603  # our own words
                command, env=environment, stdout=log, stderr=log, preexec_fn=ends_with_parent
            )
            before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # ends it as Ctrl-C does
            try:
                _wait(server, port, Path(folder) / "log")
                yield Room(port, environment)
            finally:
                _end(server)
                signal.signal(signal.SIGTERM, before)


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + START
    while not answers("127.0.0.1", port):
        if server.poll() is not None or time.monotonic() > deadline:
            raise NoRoom(f"The installation of the load did not start:\n{log.read_text('utf-8', 'replace')}")
        time.sleep(0.1)


def _end(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(2 * PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def let_open(connections: int) -> None:
    """Makes sure that so many connections can be open at once, here and in the server; else `NoRoom`."""
    most, needed = let_open_files(), connections + SPARE_FILES
    if most < needed:
        raise NoRoom(f"This machine lets a program open {most} files; {connections} phones need {needed} (ulimit -Hn).")
