"""`sopu deliver`: the one press of the material's page, from the console."""

import json
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sopu.core.codes import tidy
from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.negotiations.actions.letters import send_letters
from sopu.publishing import files
from sopu.publishing.actions.compiling import compile_material, request_compilation
from sopu.publishing.actions.delivering import deliver
from sopu.publishing.models import Compilation, Package


class Command(BaseCommand):
    help = "Compile an event's material and put each party's package into a folder; with --send, write the letters too."
    example = (
        "sopu deliver --event KS7M2A --out packages",
        "sopu deliver --event KS7M2A --out packages --send",
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--event", required=True, metavar="CODE", help="the event's six-character code")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder for the packages")
        parser.add_argument("--send", action="store_true", help="also write the letters to the parties' coordinators")
        parser.add_argument("--json", action="store_true", help="print what was made as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        event = Event.objects.select_related("negotiation").filter(code=tidy(options["event"])).first()
        if event is None:
            raise CommandError(f"There is no event with the code {options['event']}. Nothing was made.")
        out: Path = options["out"]
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise CommandError(
                f"The folder {out} can't be made: {problem.strerror}. Nothing was compiled."
            ) from problem
        compilation = request_compilation(event=event, requested_by=None, now=timezone.now())
        if compilation.started_at is not None:
            raise CommandError("This event is being compiled already. Wait until it is ready, and try again.")
        made = [self._made(package, compilation, out, options) for package in self._packages(compilation)]
        letters = self._send(compilation) if options["send"] else None
        if options["json"]:
            self.stdout.write(json.dumps({"event": event.code, "packages": made, "letters": letters}, indent=2))
        else:
            self.stdout.write(f"{len(made)} packages of {event} are in {out}." + (f" {letters}" if letters else ""))

    def _packages(self, compilation: Compilation) -> Any:
        return compile_material(compilation=compilation, now=timezone.now())

    def _made(self, package: Package, compilation: Compilation, out: Path, options: dict[str, Any]) -> dict[str, Any]:
        path = files.path_of(package.file)
        shutil.copyfile(path, out / path.name)
        party = package.party.organisation.name_fi if package.party else None
        if not options["json"]:
            self.stderr.write(f"{party or 'the whole'}: {path.name} ({package.size / 1000:.0f} kB)")
        return {"party": party, "file": path.name, "sha256": package.sha256, "sentences": package.contribution_count}

    def _send(self, compilation: Compilation) -> str:
        try:
            deliveries = deliver(compilation=compilation, now=timezone.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        sent = send_letters(negotiation=compilation.negotiation)
        return (
            f"{len(deliveries)} letters written: {sent.sent_count} sent, {sent.failed_count} failed, "
            f"{sent.waiting_count} wait in the outbox."
        )
