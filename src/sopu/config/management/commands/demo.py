"""`sopu demo`: the demonstration is loaded, brought back, and shown how to enter."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from sopu.config.demo.accounts import invitation
from sopu.config.demo.actions import demand_demonstration, load_demo_if_absent, reset_demo
from sopu.config.demo.agreeing import agree_demo
from sopu.config.demo.delivering import deliver_demo
from sopu.config.demo.doing import plan_demo
from sopu.decisions.models import Decision
from sopu.forum.models import Contribution, Event, Reaction


class Command(BaseCommand):
    help = "The demonstration: Keski-Suomi's negotiation of 24 parties and its forum, with invented sentences."
    example = ("sopu demo reset", "sopu demo accounts")

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="reset|load|accounts")
        verbs.add_parser("reset", help="brings the demonstration back as it was on the first day")
        verbs.add_parser("load", help="loads the demonstration when there is none")
        verbs.add_parser("accounts", help="says what to open and how to sign in")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        demand_demonstration()
        if verb == "accounts":
            self.stdout.write(invitation())
            return
        event = reset_demo() if verb == "reset" else load_demo_if_absent()
        if event:
            deliver_demo(event)
            agree_demo(event)
            plan_demo(event)
        self.stdout.write(_counts(event) if event else "The demonstration is there already.")


def _counts(event: Event) -> str:
    return (
        f"{event.negotiation.slug}: {event.negotiation.parties.count()} parties; forum {event.code}: "
        f"{event.participants.count()} participants, {Contribution.objects.of(event).count()} sentences, "
        f"{Reaction.objects.of(event).count()} reactions; {event.themes.count()} themes, "
        f"{event.findings.count()} findings, {event.dispositions.count()} answers; delivered to the parties; "
        f"{event.negotiation.documents.count()} documents, "
        f"{Decision.objects.in_negotiation(event.negotiation).count()} decisions."
    )
