"""`sopu serve`."""

import os
from argparse import ArgumentParser
from functools import partial
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sopu.config import serving
from sopu.config.demo.accounts import invitation
from sopu.config.preparing import prepare
from sopu.negotiations.models import Negotiation


class Command(BaseCommand):
    help = "Serves the pages and does the background work, until Ctrl-C."
    example = ("sopu serve", "sopu serve --port 8123 --workers 2")
    requires_system_checks: list[str] = []  # preparing and the web server make them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=settings.PORT, help="port to listen on (default: %(default)s)")
        parser.add_argument("--workers", type=int, default=1, help="web server processes (default: %(default)s)")
        parser.add_argument(
            "--demonstration",
            action="store_true",
            help="first set up what is missing, and load the demonstration when there is none",
        )

    def handle(self, *args: Any, host: str, port: int, workers: int, demonstration: bool, **options: Any) -> None:
        _refuse_strangers(host)
        if serving.is_taken(host, port):
            raise CommandError(f"Port {port} is taken by another program. Choose another: PORT={port + 1} make run")
        if demonstration:
            prepare(demonstration=True, say=self._say)
        os.environ["PORT"] = str(port)  # the programs build their addresses from it
        programs = {
            "web server": serving.web_server(host, port, workers),
            "background worker": serving.background_worker(),
        }
        serving.let_open_files()
        ending = serving.serve_together(
            programs,
            is_ready=partial(serving.answers, host, port),
            when_ready=lambda: self._say(_welcome(_address(port))),
        )
        if ending:
            raise CommandError(ending)
        self._say("Ended.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _refuse_strangers(host: str) -> None:
    try:
        is_ours = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        raise CommandError(f"“{host}” is not an address such as 127.0.0.1 or 0.0.0.0.") from None
    if settings.DEMONSTRATION and not is_ours:
        raise CommandError(
            "A demonstration listens to its own machine only. "
            "To serve others, set SOPU_SECRET_KEY, SOPU_ORIGIN and SOPU_HOSTS."
        )


def _address(port: int) -> str:
    return settings.ORIGIN if os.environ.get("SOPU_ORIGIN") else f"http://127.0.0.1:{port}"


def _welcome(origin: str) -> str:
    """What to open, and in a demonstration how to sign in."""
    lines = ["", f"Sopu is open: {origin}/"]
    if settings.DEMONSTRATION and Negotiation.objects.filter(is_demo=True).exists():
        lines += ["", invitation(origin)]
    return "\n".join([*lines, "", "Ctrl-C ends it."])
