"""`sopu monitoring`: how far a negotiation's monitoring rounds are, and reminders of answers that are missing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.negotiations.models import Negotiation
from sopu.plans.actions.reminding import post, remind
from sopu.plans.models import MonitoringRound
from sopu.plans.queries.coverage import coverage_of
from sopu.plans.queries.round_letters import reminders_of


class Command(BaseCommand):
    help = "Tells how far a negotiation's monitoring rounds are, and reminds coordinators who have not answered."
    example = (
        "sopu monitoring list keski-suomi-2025",
        "sopu monitoring remind keski-suomi-2025",
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|remind")
        listing = verbs.add_parser("list", help="lists the monitoring rounds")
        listing.add_argument("negotiation", metavar="NEGOTIATION")
        reminding = verbs.add_parser("remind", help="writes to those whose due day is near or past, once a day at most")
        reminding.add_argument("negotiation", metavar="NEGOTIATION")
        reminding.add_argument("--dry-run", action="store_true", help="only tell who would get a letter")

    def handle(self, *args: Any, **options: Any) -> None:
        negotiation = Negotiation.objects.filter(slug=options["negotiation"]).first()
        if negotiation is None:
            raise Refused("no_negotiation", _("There is no negotiation “%s”.") % options["negotiation"])
        rounds = MonitoringRound.objects.in_negotiation(negotiation)
        if options["verb"] == "list":
            for one in rounds:
                self._tell(one)
        else:
            reminded = [self._remind(one, options["dry_run"]) for one in rounds.under_way()]
            if any(reminded):
                self._post(negotiation)

    def _tell(self, found: MonitoringRound) -> None:
        count = coverage_of(found, timezone.localdate()).count
        facts = {"name": found.name, "answered": count.answered, "asked": count.asked, "accepted": count.accepted}
        self.stdout.write(_("%(name)s: %(answered)s of %(asked)s answered, %(accepted)s accepted") % facts)

    def _remind(self, found: MonitoringRound, is_only_told: bool) -> bool:
        """Whether letters were written. Nobody to remind is no failure: a clock asks every morning."""
        now = timezone.now()
        reminders = reminders_of(found, now)
        for one in reminders.waiting:
            self.stdout.write(f"{one.user.name} <{one.user.email}>")
        if reminders.unmanned:
            self.stdout.write(_("Nobody to remind: %s") % ", ".join(one.name for one in reminders.unmanned))
        if reminders.waiting and not is_only_told:
            remind(round=found, now=now)
            return True
        return False

    def _post(self, negotiation: Negotiation) -> None:
        sent = post(negotiation=negotiation)
        facts = {"sent": sent.sent_count, "failed": sent.failed_count, "waiting": sent.waiting_count}
        self.stdout.write(_("%(sent)s sent, %(failed)s failed, %(waiting)s wait in the outbox.") % facts)
