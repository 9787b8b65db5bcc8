"""A participant's first page: what it weighs over the wire with everything, and how soon it comes.

    python bench/first_page.py

Starts `sopu serve --demonstration` in a temporary folder on 127.0.0.1, joins as a phone, and gets each page as a
browser with an empty cache would: the page, its styles, its pictures, its scripts and
what they import, compressed as served.
"""

import gzip
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

ROUNDS = 30
LINKS = re.compile(rb'(?:href|src)="(/static/[^"#]+)|from\s*"(\./[^"]+)"|import\s*"(\./[^"]+)"')


def get(phone: OpenerDirector, url: str) -> tuple[bytes, int]:
    """What is there, and how many bytes of body came over the wire."""
    request = Request(url, headers={"Accept-Encoding": "gzip", "Accept-Language": "fi"})  # noqa: S310  # our own server
    with phone.open(request, timeout=10) as answer:
        body = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(body) if packed else body), len(body)


def weight(phone: OpenerDirector, url: str) -> int:
    """Bytes of the page and of all that it needs, each once."""
    waiting, seen, total = [url], set(), 0
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        body, size = get(phone, place)
        total += size
        waiting += [urljoin(place, (a or b or c).decode()) for a, b, c in LINKS.findall(body)]
    return total


def joined(url: str) -> OpenerDirector:
    """A phone that has joined the demonstration's hall."""
    phone = build_opener(HTTPCookieProcessor(CookieJar()))
    form, _ = get(phone, url)
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    place = re.search(rb'<option value="(\d+)"', form)
    if not token or not place:
        raise SystemExit("the page where one joins has no form")
    fields = {"csrfmiddlewaretoken": token[1].decode(), "organisation": place[1].decode(), "role": "elected"}
    phone.open(Request(url, urlencode(fields).encode()), timeout=10).close()  # noqa: S310  # our own server
    return phone


def measure(url: str) -> None:
    """Prints a line a page."""
    phone = joined(url)
    for name, place in [("join", url), ("write", f"{url}write/"), ("answer", f"{url}answer/"), ("mine", f"{url}mine/")]:
        times = []
        reader = build_opener() if name == "join" else phone
        for _ in range(ROUNDS):
            start = time.perf_counter()
            get(reader, place)
            times.append(time.perf_counter() - start)
        size = weight(reader, place) / 1000
        print(
            f"{name}: {size:.1f} kB with everything, compressed; the page in {statistics.median(times) * 1000:.0f} ms"
        )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = os.environ | {"SOPU_DATA": folder, "PORT": str(port)}
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "sopu.config.cli", "serve", "--demonstration", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            for _ in range(600):
                with socket.socket() as door:
                    if door.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            measure(f"http://127.0.0.1:{port}/fi/e/KS7M2A/")
        finally:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    main()
