"""A PostgreSQL server that lives as long as one command: `python scripts/throwaway_postgres.py -- pytest`.

The command finds the server in DATABASE_URL. The server's files lie in a directory of their own under the temporary
directory, it listens on the loopback address and on a socket in that directory, and it ends with the command, however
that ends. It writes as safely as a real one (fsync stays on), unless it is asked to be `--careless`: what tests store
need not outlive a power cut.
"""

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

USER = DATABASE = "sopu"
PATIENCE = 30.0
"""Seconds that the server has for its start."""


class NoServer(SystemExit):
    """PostgreSQL is not installed, or would not start; the sentence says which."""


def programs() -> Path:
    """The directory with `initdb` and `postgres`: Debian's newest, else where PATH says."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    if not found:
        raise NoServer("There is no PostgreSQL server here. Run: sudo apt-get install postgresql")
    return Path(found).parent


def owner() -> pwd.struct_passwd:
    """Who the server runs as: whoever asks, but for root `postgres` or `nobody`, since it refuses to run as root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    names = {entry.pw_name for entry in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as place:
        port: int = place.getsockname()[1]
    return port


def _ends_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG: a killed parent leaves no server behind


def _initialise(home: Path, password: str) -> None:
    person = owner()
    os.chown(home, person.pw_uid, person.pw_gid)
    word = home / "password"
    word.write_text(password)
    os.chown(word, person.pw_uid, person.pw_gid)
    command = [programs() / "initdb", "--pgdata", home / "data", "--username", USER, "--pwfile", word]
    command += ["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=home, **_as(person))


def _as(person: pwd.struct_passwd) -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def _start(home: Path, port: int, *, is_careless: bool) -> "subprocess.Popen[bytes]":
    settings: dict[str, object] = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": home,
        "max_connections": 200,
    }
    # Tests roll back what they store: a table that is analysed between two of them counts as empty for ever after, and
    # questions are planned for that. A table that was never analysed is planned for with care.
    settings["autovacuum"] = "off"
    settings |= CARELESS if is_careless else {}
    command = [str(programs() / "postgres"), "-D", str(home / "data")]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            cwd=home,
            start_new_session=True,
            preexec_fn=_ends_with_parent,
            **_as(owner()),
        )


def _create_database(home: Path, port: int, password: str, server: "subprocess.Popen[bytes]") -> None:
    command = [programs() / "createdb", "--host", "127.0.0.1", "--port", str(port), "--username", USER, DATABASE]
    deadline = time.monotonic() + PATIENCE
    while True:
        done = subprocess.run(command, env={**os.environ, "PGPASSWORD": password}, capture_output=True, text=True)
        if done.returncode == 0:
            return
        if server.poll() is not None or time.monotonic() > deadline:
            raise NoServer(f"PostgreSQL did not start: {done.stderr.strip()}\n{(home / 'log').read_text()}")
        time.sleep(0.1)


@contextmanager
def throwaway_postgres(*, is_careless: bool = False) -> Iterator[str]:
    """A running server for the time of the block: the value is its address for DATABASE_URL."""
    home = Path(tempfile.mkdtemp(prefix="sopu-postgres-"))
    password, port = secrets.token_urlsafe(16), _free_port()
    server = None
    try:
        _initialise(home, password)
        server = _start(home, port, is_careless=is_careless)
        _create_database(home, port, password, server)
        yield f"postgres://{USER}:{password}@127.0.0.1:{port}/{DATABASE}"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # a fast shutdown
            server.wait()
        shutil.rmtree(home, ignore_errors=True)


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main(arguments: list[str]) -> int:
    """Runs the command after `--` with a server, a safe or a careless one; `--found` only tells whether one can be."""
    if arguments == ["--found"]:
        programs()
        return 0
    is_careless = arguments[:1] == ["--careless"]
    sign, *command = arguments[is_careless:] or [""]
    if sign != "--" or not command:
        raise SystemExit("usage: python scripts/throwaway_postgres.py [--careless] -- COMMAND …")
    signal.signal(signal.SIGTERM, _end)
    with throwaway_postgres(is_careless=is_careless) as address:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
