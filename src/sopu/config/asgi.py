"""The servers' entry point: the phones' exchange by its own short way, everything else by Django."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sopu.config.settings")
django_application = get_asgi_application()

from sopu.forum.exchange import door  # noqa: E402  # after Django is set up


async def application(scope: dict[str, Any], receive: door.Receive, send: door.Send) -> None:
    """Takes each request to whom it belongs."""
    if scope["type"] == "http" and scope["path"].startswith(door.PATH):
        await door.exchange(scope, receive, send)
    else:
        await django_application(scope, receive, send)
