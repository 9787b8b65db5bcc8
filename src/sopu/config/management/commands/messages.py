"""Texts and their translations: `sopu messages`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sopu.config import catalogues


class Command(BaseCommand):
    help = "Brings the Finnish and Swedish catalogues up to date, and says what is not translated."
    example = ("sopu messages", "sopu messages --check")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--check", action="store_true", help="change nothing; fail when a translation is missing")
        what.add_argument("--compile", action="store_true", help="only make the catalogues ready for use")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if not options["compile"]:
            if not check:
                self._update()
            self._report(fail=check)
        catalogues.compile_all()

    def _update(self) -> None:
        elsewhere = {language: catalogues.translated(language) for language in catalogues.LANGUAGES}
        for app in catalogues.apps():
            said = catalogues.said_in(app)
            for language in catalogues.LANGUAGES:
                new = catalogues.updated(app, language, said, elsewhere[language])
                if catalogues.write(app, language, new):
                    self.stdout.write(f"{app} {language}: {len(said)} texts written")

    def _report(self, *, fail: bool) -> None:
        gaps = catalogues.gaps()
        for gap in gaps:
            self.stdout.write(str(gap))
        for language in catalogues.LANGUAGES:
            missing = sum(gap.language == language for gap in gaps)
            self.stdout.write(f"{language}: {missing} missing" if missing else f"{language}: complete")
        if gaps and fail:
            raise CommandError(f"{len(gaps)} translations are missing or wrong.")
