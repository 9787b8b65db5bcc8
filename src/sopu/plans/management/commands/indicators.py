"""`sopu indicators`: which indicators a negotiation follows, and fetching their values from their sources."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.negotiations.models import Negotiation
from sopu.plans.actions.retrieving import request_all, retrieve
from sopu.plans.models import Indicator
from sopu.plans.queries.indicator_words import failure_words
from sopu.plans.tasks import try_again


class Command(BaseCommand):
    help = "Lists a negotiation's indicators, and fetches their values from Sotkanet and from Statistics Finland."
    example = (
        "sopu indicators list keski-suomi-2025",
        "sopu indicators fetch keski-suomi-2025",
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|fetch")
        for verb, words in (("list", "lists the indicators"), ("fetch", "fetches what is new or revised")):
            verbs.add_parser(verb, help=words).add_argument("negotiation", metavar="NEGOTIATION")

    def handle(self, *args: Any, **options: Any) -> None:
        negotiation = Negotiation.objects.filter(slug=options["negotiation"]).first()
        if negotiation is None:
            raise Refused("no_negotiation", _("There is no negotiation “%s”.") % options["negotiation"])
        if options["verb"] == "list":
            for one in Indicator.objects.of(negotiation):
                self.stdout.write(f"{one.number}. {one.name} ({one.get_source_display()})")
        else:
            self._fetch(negotiation)

    def _fetch(self, negotiation: Negotiation) -> None:
        """What a demonstration is told is no fault of the command's."""
        try:
            asked = request_all(negotiation=negotiation, by=None, now=timezone.now())
        except Refused as refusal:
            self.stdout.write(f"{negotiation.slug}: {refusal}")
            return
        for waiting in asked:
            done = retrieve(retrieval=waiting, now=timezone.now())
            try_again(done)
            told = failure_words(done.failure) if done.failure else f"+{done.new_count}, ~{done.revised_count}"
            self.stdout.write(f"{done.indicator.number}. {done.indicator.name}: {told}")
