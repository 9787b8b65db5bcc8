import os
import signal
import socket
import subprocess
import sys
import threading

import pytest
from django.core.management import CommandError, call_command

from sopu.config import serving

SLEEPING = [sys.executable, "-c", "import time; time.sleep(60)"]
ENDING = [sys.executable, "-c", "raise SystemExit(3)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"]


@pytest.fixture
def started(monkeypatch):
    """Every program that serving starts, so that a test can see that it ended."""
    programs = []
    start = serving._started

    def keep(command):
        programs.append(start(command))
        return programs[-1]

    monkeypatch.setattr(serving, "_started", keep)
    return programs


def test_when_one_program_ends_the_others_end_and_the_reason_is_told(started):
    programs = {"web server": SLEEPING, "background worker": ENDING}
    sentence = serving.serve_together(programs, is_ready=lambda: False, when_ready=list)
    assert sentence == "The background worker ended by itself (status 3), so everything was ended."
    assert [program.poll() for program in started] == [-signal.SIGTERM, 3]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_them_together_without_complaint(started, number):
    threading.Timer(0.5, os.kill, (os.getpid(), number)).start()
    programs = {"web server": SLEEPING, "background worker": SLEEPING}
    told = []
    assert serving.serve_together(programs, is_ready=lambda: True, when_ready=lambda: told.append("open")) == ""
    assert told == ["open"]
    assert [program.poll() for program in started] == [-signal.SIGTERM] * 2


@pytest.mark.slow
def test_a_program_that_will_not_end_is_ended(started, monkeypatch):
    monkeypatch.setattr(serving, "PATIENCE", 0.3)
    ending = [sys.executable, "-c", "import time; time.sleep(0.7)"]
    serving.serve_together({"stubborn one": STUBBORN, "other": ending}, is_ready=lambda: False, when_ready=list)
    assert started[0].poll() == -signal.SIGKILL


def test_a_taken_port_is_told_in_one_sentence_before_anything_starts(started):
    with socket.create_server(("127.0.0.1", 0)) as place:
        port = place.getsockname()[1]
        assert serving.is_taken("127.0.0.1", port)
        assert serving.answers("127.0.0.1", port)
        with pytest.raises(CommandError, match=f"Port {port} is taken by another program. Choose another: PORT="):
            call_command("serve", port=port)
    assert started == []


def test_a_free_port_is_free():
    with socket.create_server(("127.0.0.1", 0)) as place:
        port = place.getsockname()[1]
    assert not serving.is_taken("127.0.0.1", port)
    assert not serving.answers("127.0.0.1", port)


def test_a_demonstration_is_not_served_to_strangers(started):
    with pytest.raises(CommandError, match="A demonstration listens to its own machine only"):
        call_command("serve", host="0.0.0.0")  # noqa: S104  # that it is refused is the point
    assert started == []


def test_a_host_that_is_no_address_is_refused(started):
    with pytest.raises(CommandError, match="“hall” is not an address"):
        call_command("serve", host="hall")
    assert started == []


@pytest.mark.slow
def test_the_two_programs_open_the_door_and_close_it(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as place:
        port = place.getsockname()[1]
    sopu = [sys.executable, "-m", "sopu.config.cli"]
    surroundings = {**os.environ, "SOPU_DATA": str(tmp_path), "DATABASE_URL": ""}
    subprocess.run([*sopu, "setup"], env=surroundings, check=True, capture_output=True)
    command = [*sopu, "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    said = [next(server.stdout) for _ in range(2)]
    was_open = serving.answers("127.0.0.1", port)
    server.send_signal(signal.SIGINT)
    rest, _ = server.communicate(timeout=30)
    assert said[1] == f"Sopu is open: http://127.0.0.1:{port}/\n"
    assert (was_open, serving.answers("127.0.0.1", port), server.returncode) == (True, False, 0)
    assert rest.splitlines()[-1] == "Ended."
