"""`sopu setup`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from sopu.config.preparing import prepare


class Command(BaseCommand):
    help = "Readies an installation: texts, database, static files and reference data. Again, it changes nothing."
    example = ("sopu setup", "sopu setup --demonstration")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demonstration", action="store_true", help="load the demonstration when there is none")

    def handle(self, *args: Any, demonstration: bool, **options: Any) -> None:
        prepare(demonstration=demonstration, say=self.stdout.write)
        self.stdout.write("Ready. `sopu serve` opens the doors.")
