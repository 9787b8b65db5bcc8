"""A site on this computer's own door, with faults: minutes in Dynasty's shape, and whatever else a test publishes."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGES = Path(__file__).parent / "data" / "minutes"


@dataclass
class Answer:
    """What an address answers: a status, a body, headers, seconds before the body, and how much of it goes out."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    is_cut: bool = False


@dataclass
class Site:
    """What is published, by address after the host, and what was asked; `faults` come first, each once."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    faults: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    posted: list[bytes] = field(default_factory=list)
    agents: list[str | None] = field(default_factory=list)

    def publishes(self, path: str, body: bytes, **more: object) -> str:
        """The address of what is published from now on."""
        self.answers[path] = Answer(body, **more)  # type: ignore[arg-type]
        return self.url + path


def a_page(
    *,
    body: str = "Kunnanvaltuusto",
    day: str = "15.12.2025",
    section: int = 71,
    title: str = "Strateginen yhteistyösopimus",
    case_number: str = "812/00.04.02/2025",
    decision: str = "Kunnanvaltuusto hyväksyi päätösehdotuksen.",
    proposal: str = "Valtuusto hyväksyy sopimuksen.",
    more: tuple[str, ...] = (),
) -> bytes:
    """An item of minutes in Dynasty's shape."""
    lines = [body, f"Pöytäkirja {day}/Pykälä {section}", title, case_number, "Päätösehdotus", proposal]
    return html(*lines, "Päätös", decision, *more)


def an_agenda(
    *, body: str = "Kunnanvaltuusto", day: str, number: int = 10, title: str = "Yhteistyösopimus", case_number: str
) -> bytes:
    """An item of an agenda in Dynasty's shape."""
    return html(body, f"Esityslista {day}/Asianro {number}", title, case_number, "Päätösehdotus", "Hyväksytään.")


def html(*lines: str, end: str = "</html>") -> bytes:
    """A page with a paragraph a line."""
    return ("<html><body>" + "".join(f"<p>{line}</p>" for line in lines if line) + "</body>" + end).encode()


def page(name: str) -> bytes:
    """A whole page as a system of minutes makes it."""
    return (PAGES / f"{name}.html").read_bytes()


def a_feed(*entries: tuple[str, str]) -> bytes:
    """A feed of items in Dynasty's shape and encoding, from titles and addresses."""
    items = "".join(
        f"<item><title><![CDATA[{title}]]></title><link><![CDATA[{url}]]></link></item>" for title, url in entries
    )
    feed = f"<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel>{items}</channel></rss>"
    return feed.encode("iso-8859-1")


@contextmanager
def a_site() -> Iterator[Site]:
    """The site answers until the block ends."""
    site = Site()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.append(self.headers["User-Agent"])
            faults = site.faults.get(self.path)
            answer = faults.pop(0) if faults else site.answers.get(self.path, Answer(status=404))
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            time.sleep(answer.pause)
            try:
                self.wfile.write(answer.body[: len(answer.body) // 2] if answer.is_cut else answer.body)
            except OSError:  # who asked has hung up
                return

        def do_POST(self) -> None:
            site.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.do_GET()

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
