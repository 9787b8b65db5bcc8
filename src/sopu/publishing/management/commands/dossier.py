"""`sopu dossier`: a negotiation in one file that proves itself."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sopu.negotiations.models import Negotiation
from sopu.publishing.actions.proving import make_dossier


class Command(BaseCommand):
    help = "Write the dossier of a negotiation: what was said, understood, worded, decided and reported, with proof."
    example = "sopu dossier keski-suomi-2025 --out dossier.zip"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("negotiation", metavar="NEGOTIATION", help="the word that stands in its address")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="where the ZIP file is written")

    def handle(self, *args: Any, **options: Any) -> None:
        negotiation = Negotiation.objects.with_grounds().filter(slug=options["negotiation"]).first()
        if negotiation is None:
            raise CommandError(f"There is no negotiation “{options['negotiation']}”. Nothing was written.")
        made = make_dossier(negotiation=negotiation, now=timezone.now(), tell=self._tell)
        try:
            options["out"].write_bytes(made.content)
        except OSError as problem:
            raise CommandError(f"The file {options['out']} can't be written: {problem.strerror}.") from problem
        counts = made.report.counts
        self.stdout.write(
            f"{options['out']}: {len(made.content) / 1_000_000:.1f} MB, {counts['files']} files, "
            f"{counts['entries']} entries of the log {made.report.origin}, key {made.report.key_id}. "
            f"`sopu verify {options['out']}` checks it."
        )

    def _tell(self, done: int, total: int) -> None:
        self.stderr.write(f"{done} of {total}", ending="\r" if done < total else "\n")
