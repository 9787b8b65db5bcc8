"""`sopu export polis`."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from sopu.core import codes, digests, polis
from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.forum.queries.exporting import conversation_of


class Command(BaseCommand):
    help = "Writes an event as the four files of a Polis export, hidden sentences too; no organisations, no names."
    example = "sopu export polis K7P2XQ kansio"

    def add_arguments(self, parser: CommandParser) -> None:
        """Says what may follow the command."""
        form = parser.add_subparsers(dest="form", required=True).add_parser("polis", help=", ".join(polis.FILES))
        form.add_argument("code", metavar="CODE", help="the code of the event")
        form.add_argument("folder", type=Path, metavar="DIR", help="is made when it is not there")
        form.add_argument("--json", action="store_true", help="answer in JSON: each file's size and SHA-256")

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes, and says what was written."""
        event = Event.objects.filter(code=codes.tidy(options["code"])).first()
        if event is None:
            raise Refused("no_such_event", _("There is no event with the code %(code)s.") % {"code": options["code"]})
        folder: Path = options["folder"]
        files = polis.write(conversation_of(event))
        _write(folder, files)
        if options["json"]:
            told = {name: {"bytes": len(data), "sha256": digests.sha256(data)} for name, data in files.items()}
            self.stdout.write(json.dumps({"code": event.code, "folder": str(folder), "files": told}))
            return
        self.stdout.write(
            _("Event %(code)s is in %(folder)s: %(files)s.")
            % {"code": event.code, "folder": folder, "files": ", ".join(files)}
        )


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
    except OSError as error:
        sentence = _("%(path)s could not be written: %(reason)s.") % {"path": folder, "reason": error.strerror}
        raise Refused("not_writable", sentence) from error
