"""Sopu in a process of its own, as an installation runs it: with the exchange, hashed files and a database file."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

TESTS = Path(__file__).resolve().parent
PATIENCE = 60


class Installation:
    """The server and its data; `python` runs statements there, with the builders at hand, and gives what they print."""

    def __init__(self, data: Path) -> None:
        self.calls = 0
        with socket.socket() as place:
            place.bind(("127.0.0.1", 0))
            self.port = place.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
        self.environment = kept | {
            "SOPU_DATA": str(data),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "sopu.config.settings",
            "PYTHONPATH": str(TESTS),
            "PYTHONWARNINGS": "ignore",
        }

    def __enter__(self) -> "Installation":
        self.python(
            """
            from django.core.management import call_command
            from sopu.config import catalogues
            catalogues.compile_all()
            call_command("migrate", verbosity=0)
            call_command("collectstatic", interactive=False, verbosity=0)
            """
        )
        self.start()
        return self

    def start(self) -> None:
        """The server opens its door, in a session of its own, so that it can be ended with everything it started."""
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "sopu.config.asgi:application", "--interface", "asginl"),
                *("--host", "127.0.0.1", "--port", str(self.port), "--no-ws", "--log-level", "warning"),
            ],
            env=self.environment,
            start_new_session=True,
        )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, "the server ended by itself"
            assert time.monotonic() < deadline, "the server did not open its door"
            time.sleep(0.1)

    def kill(self) -> None:
        """Everything that serves ends at once, in the middle of what it does, as when the machine loses its power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def __exit__(self, *trouble: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def python(self, statements: str) -> str:
        """What the statements print, run on the server's data."""
        self.calls += 1
        opening = f"""
import itertools, django
django.setup()
import builders
from builders import *
from sopu.forum.models import *
builders._number = itertools.count({self.calls * 1000})
"""
        done = subprocess.run(
            [sys.executable, "-c", opening + dedent(statements)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()
