"""`sopu forget registrations` and `sopu forget files`."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.core import codes
from sopu.core.refusals import Refused
from sopu.forum.actions.intakes import discard_forgotten
from sopu.forum.actions.registering import discard_due, discard_registrations
from sopu.forum.models import Event
from sopu.forum.rules import DAYS_NAMES_ARE_KEPT


class Command(BaseCommand):
    help = (
        f"Discards the names of those who registered, {DAYS_NAMES_ARE_KEPT} days after an event or at once of one, and "
        "files of other tools that nobody stored within a day."
    )
    example = ("sopu forget registrations", "sopu forget registrations --event K7P2XQ", "sopu forget files")

    def add_arguments(self, parser: CommandParser) -> None:
        """Says what may follow the command."""
        what = parser.add_subparsers(dest="what", required=True)
        names = what.add_parser("registrations", help="names of those who were registered for events")
        names.add_argument("--event", metavar="CODE", help="of this event, whatever the day")
        names.add_argument("--json", action="store_true", help="answer in JSON: how many names by event")
        what.add_parser("files", help="files that were read and not stored within a day")

    def handle(self, *args: Any, **options: Any) -> None:
        """Discards, and says how many."""
        if options["what"] == "files":
            count = discard_forgotten(now=timezone.now())
            self.stdout.write(_("Files discarded: %(count)s.") % {"count": count})
            return
        gone = _of(options["event"]) if options["event"] else discard_due(now=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps({"discarded": gone}))
            return
        for code, count in gone.items():
            told = _("Event %(code)s: names discarded: %(count)s.")
            self.stdout.write(told % {"code": code, "count": count})
        if not gone:
            self.stdout.write(_("No event has names whose time is over."))


def _of(told: str) -> dict[str, int]:
    event = Event.objects.filter(code=codes.tidy(told)).first()
    if event is None:
        raise Refused("no_such_event", _("There is no event with the code %(code)s.") % {"code": told})
    return {event.code: discard_registrations(event=event)}
