# ruff: noqa: N999  # the word that people type is "import"
"""`sopu import polis` and `sopu import inputs`."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.forum.actions.importing import Imported, destination, import_conversation
from sopu.forum.actions.inputs import File, ImportedInputs, import_inputs
from sopu.forum.management import reading

POLIS = (
    "The folder of a Polis export: summary.csv, comments.csv, participants-votes.csv, and votes.csv when there is one."
)
INPUTS = (
    "A CSV file in UTF-8, with commas or semicolons, and a column text. It may have these columns too: "
    "organisation (the name or code of a party), role (elected, office_holder, partner), goal_area or discussion "
    "(number or name), prompt (strength, need, measure, commitment, other), question_id, answer (1 to 5), id, "
    "language (fi, sv, en), at (a time), participant (who said several rows). Columns and words may be Finnish."
)


class Command(BaseCommand):
    help = "Brings in a conversation of Polis, or a table of sentences, as a closed event; all of it or nothing."
    example = (
        "sopu import polis brexit-consensus --json",
        "sopu import inputs evastykset.csv --negotiation keski-suomi-2025",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Says what may follow the command."""
        forms = parser.add_subparsers(dest="form", required=True)
        conversation = forms.add_parser("polis", help=POLIS, description=POLIS)
        conversation.add_argument("source", type=Path, metavar="DIR")
        sentences = forms.add_parser("inputs", help="a table of sentences", description=INPUTS)
        sentences.add_argument("source", type=Path, metavar="FILE.csv")
        sentences.add_argument(
            "--topics", type=Path, metavar="FILE.csv", help="names of questions: columns id and text"
        )
        for form in (conversation, sentences):
            form.add_argument("--negotiation", metavar="SLUG", help="where to; may be left out when there is only one")
            form.add_argument("--json", action="store_true", help="answer in JSON, also when the file is refused")

    def handle(self, *args: Any, **options: Any) -> None:
        """Imports, and says what came in."""
        bring_in: Callable[[dict[str, Any]], Imported | ImportedInputs] = (
            _conversation if options["form"] == "polis" else _inputs
        )
        try:
            imported = bring_in(options)
        except Refused as refusal:
            if options["json"]:
                self.stdout.write(json.dumps({"error": reading.told(refusal)}, ensure_ascii=False))
            raise
        self.stdout.write(json.dumps(asdict(imported)) if options["json"] else _sentence(imported))


def _conversation(options: dict[str, Any]) -> Imported:
    folder: Path = options["source"]
    if not folder.is_dir():
        raise Refused("no_folder", _("There is no folder %(path)s.") % {"path": folder})
    files = reading.conversation_in(folder)
    negotiation = destination(options["negotiation"])
    return import_conversation(negotiation=negotiation, files=files, now=timezone.now())


def _inputs(options: dict[str, Any]) -> ImportedInputs:
    file, topics = _file(options["source"]), _file(options["topics"]) if options["topics"] else None
    negotiation = destination(options["negotiation"])
    return import_inputs(negotiation=negotiation, file=file, topics=topics, now=timezone.now())


def _file(path: Path) -> File:
    return File(path.name, reading.content_of(path))


def _sentence(imported: Imported | ImportedInputs) -> str:
    if isinstance(imported, Imported):
        return _(
            "Event %(code)s of %(negotiation)s: %(participants)s participants, %(contributions)s statements "
            "(%(hidden)s hidden), %(votes)s votes, %(final_votes)s of them final."
        ) % asdict(imported)
    return _(
        "Event %(code)s of %(negotiation)s: %(participants)s participants, %(contributions)s sentences, "
        "%(discussions)s discussions."
    ) % asdict(imported)
