"""A machine that drafts, on this computer's own door: real HTTP, in the form of `chat/completions`, with faults."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Machine:
    """What it was asked, and how it answers: a status, a body, headers, and seconds before each part of the body."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    parts: int = 1
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    url: str = ""
    while_answering: Callable[[], None] = lambda: None

    def says(self, content: object) -> None:
        """The content of the answer from now on."""
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        self.body = json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


def a_sentence(text: str, *cited: tuple[int, str]) -> dict[str, Any]:
    """A sentence of a draft, with what it cites."""
    return {"text": text, "citations": [{"source": source, "quote": quote} for source, quote in cited]}


@contextmanager
def a_machine() -> Iterator[Machine]:
    """The machine listens until the block ends."""
    machine = Machine()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            machine.asked.append(json.loads(self.rfile.read(length)))
            machine.keys.append(self.headers["Authorization"])
            machine.paths.append(self.path)
            machine.while_answering()
            self.send_response(machine.status)
            for name, value in {"Content-Length": str(len(machine.body)), **machine.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            size = -(-len(machine.body) // machine.parts) or 1
            for start in range(0, len(machine.body), size):
                time.sleep(machine.pause)
                try:
                    self.wfile.write(machine.body[start : start + size])
                except OSError:  # who asked has hung up
                    return

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    machine.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield machine
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
