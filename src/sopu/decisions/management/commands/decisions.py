"""`sopu decisions`: how far a negotiation's decisions are, and reminders of those that are missing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.decisions.actions.reminding import post, remind
from sopu.decisions.queries.board import boards_in
from sopu.decisions.queries.reminders import reminders_of
from sopu.negotiations.models import Negotiation
from sopu.texts.models import Document


class Command(BaseCommand):
    help = "Tells how far a negotiation's decisions are, and reminds coordinators whose parties have not decided."
    example = (
        "sopu decisions list keski-suomi-2025",
        "sopu decisions remind keski-suomi-2025",
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|remind")
        listing = verbs.add_parser("list", help="lists the documents under decision")
        listing.add_argument("negotiation", metavar="NEGOTIATION")
        reminding = verbs.add_parser("remind", help="writes to those whose due day is near or past, once a day at most")
        reminding.add_argument("negotiation", metavar="NEGOTIATION")
        reminding.add_argument("--dry-run", action="store_true", help="only tell who would get a letter")

    def handle(self, *args: Any, **options: Any) -> None:
        negotiation = Negotiation.objects.filter(slug=options["negotiation"]).first()
        if negotiation is None:
            raise Refused("no_negotiation", _("There is no negotiation “%s”.") % options["negotiation"])
        self._list(negotiation) if options["verb"] == "list" else self._remind(negotiation, options["dry_run"])

    def _list(self, negotiation: Negotiation) -> None:
        for board in boards_in(negotiation, timezone.localdate()):
            self.stdout.write(f"{board.name}: {board.told.headline}")
            for sentence in board.told.sentences:
                self.stdout.write(f"  {sentence}")

    def _remind(self, negotiation: Negotiation, is_only_told: bool) -> None:
        """Nobody to remind is no failure: a clock asks every morning."""
        documents, now = list(Document.objects.of(negotiation).at_hand()), timezone.now()
        reminders = reminders_of(negotiation, documents, now)
        for one in reminders.waiting:
            self.stdout.write(f"{one.user.name} <{one.user.email}>")
        if reminders.unmanned:
            self.stdout.write(_("Nobody to remind: %s") % ", ".join(one.name for one in reminders.unmanned))
        if reminders.waiting and not is_only_told:
            remind(negotiation=negotiation, documents=documents, now=now)
            sent = post(negotiation=negotiation)
            facts = {"sent": sent.sent_count, "failed": sent.failed_count, "waiting": sent.waiting_count}
            self.stdout.write(_("%(sent)s sent, %(failed)s failed, %(waiting)s wait in the outbox.") % facts)
