"""`sopu negotiation`: negotiations are set up and listed."""

import dataclasses
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from sopu.negotiations.actions.creating import DEFAULT_TEMPLATE, Course, set_up_negotiation
from sopu.negotiations.data import template_names
from sopu.negotiations.models import Negotiation
from sopu.negotiations.queries import sizes


class Command(BaseCommand):
    help = "Sets up the negotiation of any of the 21 counties with all its municipalities, or lists those there are."
    example = (
        "sopu negotiation create --county 15",
        "sopu negotiation create --county 15 --template by-groups --groups '172,435,850; 249,495'",
        "sopu negotiation list",
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="create|list")
        create = verbs.add_parser("create", help="sets up a county's negotiation")
        create.add_argument("--county", required=True, metavar="CODE", help="code of the county, from 01 to 21")
        create.add_argument("--term", type=int, default=2025, metavar="YEAR", help="the year in which the term starts")
        create.add_argument("--slug", default="", help="its name in commands and addresses; else keski-suomi-2025")
        create.add_argument("--template", choices=template_names(), default=DEFAULT_TEMPLATE)
        create.add_argument("--groups", default="", help="codes or names, commas within a group, semicolons between")
        create.add_argument("--partner", action="append", default=[], metavar="NAME", help="joins by agreement")
        create.add_argument("--predecessor", default="", metavar="SLUG", help="the negotiation that it goes on from")
        create.add_argument("--without-regional-council", action="store_true", help="leave the regional council out")
        create.add_argument("--json", action="store_true", help="answer in JSON")
        listing = verbs.add_parser("list", help="lists the negotiations there are")
        listing.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        negotiations = Negotiation.objects.all()
        if options["verb"] == "create":
            negotiations = negotiations.filter(pk=_created(options).pk)
        rows = sizes(negotiations)
        if options["json"]:
            written = [dataclasses.asdict(row) for row in rows]
            self.stdout.write(json.dumps(written if options["verb"] == "list" else written[0], ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write(f"{row.slug}: {row.name}")
            self.stdout.write(
                f"  {row.party_count} parties ({row.municipality_count} municipalities), {row.body_count} councils and "
                f"boards, {row.goal_area_count} goal areas, {row.milestone_count} milestones"
            )
        if not rows:
            self.stdout.write("No negotiations yet. `sopu negotiation create --county 15` sets one up.")


def _created(options: dict[str, Any]) -> Negotiation:
    return set_up_negotiation(
        county_code=options["county"],
        term_year=options["term"],
        on=timezone.localdate(),
        slug=options["slug"],
        predecessor=options["predecessor"],
        course=Course(
            template=options["template"],
            groups=options["groups"],
            with_regional_council=not options["without_regional_council"],
            partners=options["partner"],
        ),
    )
