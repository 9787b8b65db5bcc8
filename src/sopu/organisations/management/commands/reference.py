"""`sopu reference load`."""

import dataclasses
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sopu.organisations.actions import load_reference_data


class Command(BaseCommand):
    help = "Brings in the 308 municipalities, 21 counties and 18 regional councils with their bodies."
    example = "sopu reference load"

    def add_arguments(self, parser: CommandParser) -> None:
        """Says what may follow the command."""
        parser.add_argument("verb", choices=["load"])
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, **options: Any) -> None:
        """Loads, and says how many there are."""
        counts = load_reference_data()
        if options["json"]:
            self.stdout.write(json.dumps(dataclasses.asdict(counts)))
            return
        self.stdout.write(
            f"{counts.municipalities} municipalities, {counts.counties} counties and {counts.regional_councils} "
            f"regional councils with {counts.bodies} bodies and "
            f"{counts.memberships} memberships; {counts.written} rows written."
        )
