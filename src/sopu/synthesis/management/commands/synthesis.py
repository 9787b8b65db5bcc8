"""`sopu synthesis recompute`."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.core import codes
from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.synthesis.actions import proposals, proposing
from sopu.synthesis.models import Snapshot, SnapshotKind
from sopu.synthesis.queries import recomputing
from sopu.synthesis.queries.grounds import ground_of
from sopu.synthesis.queries.nearness import embedded
from sopu.synthesis.queries.recomputing import Outcome, Recomputed

WORDS = {Outcome.EQUAL: "equal", Outcome.DIFFERS: "differs", Outcome.MOVED_ON: "moved on"}


class Command(BaseCommand):
    help = "Reckons snapshots again from what is kept, and says whether the same comes out. Changes nothing."
    example = (
        "sopu synthesis recompute KS7M2A",
        "sopu synthesis recompute --all --json",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Says what may follow the command."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="recompute")
        again = verbs.add_parser("recompute", help="ends with 1 when a snapshot differs, else with 0")
        which = again.add_mutually_exclusive_group(required=True)
        which.add_argument("code", metavar="CODE", nargs="?", help="the snapshots of one event")
        which.add_argument("--all", action="store_true", help="those of every event")
        again.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reckons, and says what came out."""
        event = None if options["all"] else _event(options["code"])
        found = [_again(one) for one in recomputing.snapshots_to_recompute(event).iterator(chunk_size=10)]
        if options["json"]:
            self.stdout.write(json.dumps({"snapshots": recomputing.rows_told(found)}, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(found)) if found else _("There are no snapshots."))
        if any(one.outcome is Outcome.DIFFERS for one in found):
            raise SystemExit(1)


def _event(code: str) -> Event:
    event = Event.objects.filter(code=codes.tidy(code)).first()
    if event is None:
        raise Refused("no_such_event", _("There is no event with the code %(code)s.") % {"code": code})
    return event


def _again(snapshot: Snapshot) -> Recomputed:
    if snapshot.kind == SnapshotKind.OPINION:
        return recomputing.opinion_again(snapshot)
    return _themes_again(snapshot)


def _themes_again(snapshot: Snapshot) -> Recomputed:
    """What the machine proposed, as long as nothing that it read has changed; whoever sorts changes it."""
    ground = ground_of(snapshot.event)
    if ground.digest(proposing.METHOD, snapshot.seed) != snapshot.input_digest:
        return recomputing.themes_again(snapshot, proposing.METHOD, None)
    themes = proposals.reckoned(ground, embedded(snapshot.event, ground.keys))
    return recomputing.themes_again(snapshot, proposing.METHOD, proposing.result_of(ground.keys, themes))


def _lines(found: list[Recomputed]) -> list[str]:
    lines = []
    for one in found:
        made_at = timezone.localtime(one.snapshot.made_at)
        head = f"{one.snapshot.event.code}  {one.snapshot.kind:<8}{made_at:%d.%m.%Y %H.%M}"
        lines.append(
            f"{head}  {one.snapshot.input_digest[:12]} → {one.snapshot.result_digest[:12]}  {WORDS[one.outcome]}"
        )
        lines += [f"    {difference}" for difference in one.differences]
    return lines
