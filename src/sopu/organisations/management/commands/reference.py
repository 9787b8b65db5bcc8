"""`sopu reference load` and `sopu reference update`."""

import dataclasses
import datetime as dt
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.organisations import files, rules
from sopu.organisations.actions import apply_classification, changes_since, load_reference_data
from sopu.organisations.models import Organisation


class Command(BaseCommand):
    help = (
        "Brings in the municipalities, counties and regional councils that ship with Sopu; or shows what answers of "
        "Statistics Finland's classification service change, and with --apply changes it."
    )
    example = (
        "sopu reference load",
        "sopu reference update --from municipalities.json --from counties.json --on 2027-01-01",
        "sopu reference update --from municipalities.json --from former.json --on 2027-01-01 --apply",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Says what may follow the command."""
        parser.add_argument("verb", choices=["load", "update"])
        parser.add_argument("--from", action="append", dest="sources", default=[], metavar="FILE|URL", help="an answer")
        parser.add_argument("--on", type=dt.date.fromisoformat, metavar="DAY", help="the first day, such as 2027-01-01")
        parser.add_argument("--apply", action="store_true", help="change; without it, only show")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, **options: Any) -> None:
        """Loads or updates, and says what came of it."""
        (self._update if options["verb"] == "update" else self._load)(**options)

    def _load(self, **options: Any) -> None:
        counts = load_reference_data()
        if options["json"]:
            self.stdout.write(json.dumps(dataclasses.asdict(counts)))
            return
        self.stdout.write(
            f"{counts.municipalities} municipalities, {counts.counties} counties and {counts.regional_councils} "
            f"regional councils with {counts.bodies} bodies and "
            f"{counts.memberships} memberships; {counts.written} rows written."
        )

    @transaction.atomic
    def _update(self, **options: Any) -> None:
        if not options["sources"]:
            raise Refused("no_source", _("Say where the answers are: --from FILE or --from URL."))
        answers = files.read(options["sources"])
        on = options["on"] or answers.day
        if on is None:
            raise Refused("no_day", _("The answers don't say from which day they hold: give it by --on."))
        names = dict(Organisation.objects.municipalities().values_list("code", "name_fi"))
        act = apply_classification if options["apply"] else None
        changes = act(said=answers.said, on=on) if act else changes_since(answers.said, on)
        if options["json"]:
            facts = dataclasses.asdict(changes) | {"on": on.isoformat(), "applied": options["apply"]}
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
            return
        for line in _lines(changes, {code: one.fi for code, one in answers.said.names.items()} | names):
            self.stdout.write(line)
        done = "Changed" if options["apply"] else "Would change; nothing was changed"
        self.stdout.write(f"{done}: {changes.count}, from {on:%-d.%-m.%Y}.")


def _lines(changes: rules.Changes, names: dict[str, str]) -> list[str]:
    """A line a change."""

    def called(code: str) -> str:
        return f"{code} {names.get(code, '')}".strip()

    return [
        *(f"new        {called(code)}; check the names of its bodies" for code in changes.new),
        *(f"renamed    {called(code)} → {to.fi} / {to.sv}; check its bodies" for code, to in changes.renamed.items()),
        *(f"merged     {called(code)} → {called(to)}" for code, to in changes.merged.items()),
        *(f"lost       {called(code)}: nothing says where it went" for code in changes.lost),
        *(f"county     {called(code)} → {to}" for code, to in changes.moved_county.items()),
        *(f"region     {called(code)} → {to}" for code, to in changes.moved_region.items()),
    ]
