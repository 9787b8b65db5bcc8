"""Programs that serve together: they start together, and when one ends the others end with it."""

import ctypes
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from queue import SimpleQueue
from threading import Thread

PATIENCE = 10.0
"""Seconds that a program has to end by itself before it is ended."""

START = 60.0
"""Seconds that the web server has to open its door."""

MOST_PHONES = 32_768
"""Connections that a web server keeps open: a phone keeps one as long as its page is open, asking or not."""

Programs = Mapping[str, list[str]]


def let_open_files() -> int:
    """Lets this program and those that it starts hold as many connections open as the machine grants; how many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = 2 * MOST_PHONES if hard == resource.RLIM_INFINITY else min(hard, 2 * MOST_PHONES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most


def web_server(host: str, port: int, workers: int) -> list[str]:
    """The web server's command line. One process is enough for a hall, and lets one writer group the commits."""
    return [
        *(sys.executable, "-m", "granian", "sopu.config.asgi:application", "--interface", "asginl"),
        *("--host", host, "--port", str(port), "--workers", str(workers), "--backlog", "2048"),
        *("--backpressure", str(MOST_PHONES)),  # without it, the backlog also limits how many stay connected
        *("--loop", "auto", "--http", "auto", "--no-ws", "--no-access-log", "--log-level", "warning"),
        *("--workers-kill-timeout", str(int(PATIENCE) // 2)),
    ]


def background_worker() -> list[str]:
    """The command line of the worker that compiles and sends."""
    work = ["db_worker", "--queue-name", "*", "--interval", "0.2", "--no-startup-delay", "--no-reload"]
    return [sys.executable, "-m", "sopu.config.cli", *work, "--verbosity", "0"]


def is_taken(host: str, port: int) -> bool:
    """Whether another program already listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind((host, port))
        except OSError:
            return True
    return False


def answers(host: str, port: int) -> bool:
    """Whether something there takes a connection."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def serve_together(programs: Programs, is_ready: Callable[[], bool], when_ready: Callable[[], object]) -> str:
    """Runs the programs until a signal comes or one of them ends; then ends them all.

    Calls `when_ready` once `is_ready` says so. The value is a sentence on which of them ended by itself; it is empty
    when a signal (SIGINT or SIGTERM) ended them.
    """
    endings: SimpleQueue[str] = SimpleQueue()
    before = {number: signal.signal(number, lambda *_: endings.put("")) for number in (signal.SIGINT, signal.SIGTERM)}
    running = {name: _started(command) for name, command in programs.items()}
    for name, program in running.items():
        Thread(target=_watch, args=(name, program, endings), daemon=True).start()
    try:
        deadline = time.monotonic() + START
        while endings.empty() and not is_ready() and time.monotonic() < deadline:
            time.sleep(0.05)
        if endings.empty() and is_ready():
            when_ready()
        return endings.get()
    finally:
        _end(list(running.values()))
        for number, handler in before.items():
            signal.signal(number, handler)


def _started(command: list[str]) -> "subprocess.Popen[bytes]":
    # A session of its own, so that Ctrl-C reaches a program once, through us, and never in the middle of a task.
    return subprocess.Popen(command, start_new_session=True, preexec_fn=ends_with_parent)  # noqa: S603  # our own words


def ends_with_parent() -> None:
    """Said in a program that starts: it ends when the one that started it does, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG: if we are killed, they end too


def _watch(name: str, program: "subprocess.Popen[bytes]", endings: SimpleQueue[str]) -> None:
    status = program.wait()
    endings.put(f"The {name} ended by itself (status {status}), so everything was ended.")


def _end(programs: "list[subprocess.Popen[bytes]]") -> None:
    for program in programs:
        program.terminate()
    deadline = time.monotonic() + PATIENCE
    for program in programs:
        try:
            program.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
