"""`sopu minutes`: published minutes are read and proposed; a person confirms them on the page."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from sopu.decisions.actions.minutes import look_at_feeds, read_minutes
from sopu.decisions.models import MinutesMatch
from sopu.decisions.queries.minutes import Line, line_of
from sopu.negotiations.models import Negotiation


class Command(BaseCommand):
    help = "Read published minutes from the parties' feeds, an address or a file, and propose what they seem to decide."
    example = (
        "sopu minutes keski-suomi-2025",
        "sopu minutes keski-suomi-2025 --url 'https://…/DREQUEST.PHP?page=meetingitem&id=2026401-10'",
        "sopu minutes keski-suomi-2025 --file item.html",
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("negotiation", metavar="NEGOTIATION", help="its name in commands and addresses")
        given = parser.add_mutually_exclusive_group()
        given.add_argument("--url", default="", help="the public page of one item")
        given.add_argument("--file", type=Path, default=None, help="a saved page of one item")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        negotiation = Negotiation.objects.filter(slug=options["negotiation"]).first()
        if negotiation is None:
            raise CommandError(f"There is no negotiation {options['negotiation']}. `sopu negotiation list` lists them.")
        with translation.override("en"):
            self._answer(negotiation, options)

    def _answer(self, negotiation: Negotiation, options: dict[str, Any]) -> None:
        if options["url"] or options["file"]:
            matches, about = [self._read(negotiation, options)], ""
        else:
            looked = look_at_feeds(negotiation=negotiation, by=None, now=timezone.now())
            matches = list(looked.found)
            about = f"{looked.feed_count} feeds, of which {looked.failed_count} could not be read; "
        lines = [line_of(MinutesMatch.objects.at_hand().get(pk=match.pk)) for match in matches]
        if options["json"]:
            self.stdout.write(json.dumps([_plain(line) for line in lines], ensure_ascii=False, indent=2))
            return
        for line in lines:
            told = _plain(line)
            self.stdout.write(
                f"{told['party'] or 'no case known yet'}: {told['title']} ({told['body']} {told['meeting_on']})"
            )
            self.stdout.write(f"  {told['outcome'] or 'not clear'}: {told['evidence']}")
        self.stdout.write(f"{about}{len(lines)} proposed. A person confirms them on the page of published minutes.")

    def _read(self, negotiation: Negotiation, options: dict[str, Any]) -> MinutesMatch:
        """Refusals are told by `sopu` itself."""
        now, file = timezone.now(), options["file"]
        if file is None:
            return read_minutes(negotiation=negotiation, by=None, now=now, url=options["url"])
        try:
            content = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"The file {file} can't be read: {problem.strerror}. Nothing was stored.") from problem
        return read_minutes(negotiation=negotiation, by=None, now=now, content=content, file_name=file.name)


def _plain(line: Line) -> dict[str, Any]:
    read = line.reading
    return {
        "party": line.party,
        "document": line.document,
        "title": read.title,
        "body": read.body_name,
        "meeting_on": read.meeting_on.isoformat() if read.meeting_on else "",
        "is_minutes": read.is_minutes,
        "number": read.number,
        "case_number": read.case_number,
        "outcome": read.outcome,
        "confidence": read.confidence,
        "evidence": read.evidence,
        "reasons": list(read.reasons),
        "doubts": list(read.doubts),
        "url": line.match.url,
    }
