"""The worker of the phones: a script at the root, since a worker serves only what lies under its own address."""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static

SCRIPTS = (
    *("answer", "elsewhere", "exchange", "hall", "mine", "outbox", "personal"),
    *("routing", "same", "sending", "store", "write"),
)
FILES = (
    *("web/tokens.css", "web/kit.css", "web/hall.css", "web/icons.svg", "web/icon.svg"),
    *(f"forum/{name}.js" for name in SCRIPTS),
)
"""What a participant's pages need, each kept on the phone from the first visit on."""


def service_worker(request: HttpRequest) -> HttpResponse:
    """The script; it changes when a file that it keeps does, and then the phone takes the new release."""
    body = _script.__wrapped__() if settings.DEBUG else _script()
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/"
    return response


@lru_cache(maxsize=1)
def _script() -> str:
    release = sha256(b"".join(_content(name) for name in FILES)).hexdigest()[:16]
    files = json.dumps([static(name) for name in FILES])
    return f'import {{ work }} from "{static("forum/worker.js")}";\nwork("{release}", {files});\n'


def _content(name: str) -> bytes:
    path = finders.find(name)
    if path is None:
        raise LookupError(f"there is no static file {name}")
    return Path(path).read_bytes()
