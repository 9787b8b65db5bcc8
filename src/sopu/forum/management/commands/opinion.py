"""`sopu opinion`: who agrees with whom in a conversation of Polis."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sopu.core import polis, tables
from sopu.core.refusals import Refused
from sopu.core.tables import Unreadable
from sopu.forum.actions.files import FileRefused
from sopu.forum.management import reading

if TYPE_CHECKING:
    from sopu.core.opinion import Opinion, Representative
    from sopu.core.opinion.conversations import Heard

MODES = ("fair", "compatible")
TOP = 10
PATH = (
    "The folder of a Polis export: summary.csv, comments.csv, participants-votes.csv, and votes.csv when there is one."
)


class Command(BaseCommand):
    help = "Finds who agrees with whom in a conversation of Polis: groups, what each stands for, and consensus."
    example = (
        "sopu opinion brexit-consensus",
        "sopu opinion brexit-consensus --mode compatible --json --labels groups.csv",
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Says what may follow the command."""
        parser.add_argument("path", type=Path, metavar="PATH", help=PATH)
        parser.add_argument(
            "--mode",
            choices=MODES,
            default="fair",
            help="our method, or the field's as in Polis (default: %(default)s)",
        )
        parser.add_argument("--seed", type=int, default=0, help="draws the resamples of the fair mode (default: 0)")
        parser.add_argument(
            "--hidden",
            choices=("count", "drop"),
            help="what was moderated out: count it (the default of compatible) or drop it (the default of fair)",
        )
        parser.add_argument("--labels", type=Path, metavar="FILE", help="write participant,group of those grouped")
        parser.add_argument("--json", action="store_true", help="answer in JSON, also when a file is refused")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads, finds and says; what can't be read ends with 2."""
        try:
            conversation = _conversation(options["path"])
            self.stdout.write(_answer(conversation, options))
        except Refused as refusal:
            if options["json"]:
                self.stdout.write(json.dumps({"error": reading.told(refusal)}, ensure_ascii=False))
            self.stderr.write(str(refusal), style_func=str)
            raise SystemExit(2) from None


def _conversation(folder: Path) -> polis.Conversation:
    if not folder.is_dir():
        raise Refused("no_folder", _("There is no folder %(path)s.") % {"path": folder})
    try:
        return polis.read(reading.conversation_in(folder))
    except Unreadable as cause:
        raise FileRefused(cause) from cause


def _answer(conversation: polis.Conversation, options: dict[str, Any]) -> str:
    from sopu.core.opinion import Mode, opinion  # the mathematics takes a moment to load, which `sopu --help` need not
    from sopu.core.opinion.conversations import heard, labels, told

    mode = Mode(options["mode"])
    said = heard(conversation)
    drops = options["hidden"] == "drop" if options["hidden"] else mode is Mode.FAIR
    found = opinion(said.votes, mode=mode, seed=options["seed"], hidden=said.hidden if drops else ())
    if options["labels"]:
        _write(options["labels"], tables.write(labels(found, said), tables.Form()))
    return json.dumps(told(found, said), ensure_ascii=False) if options["json"] else _text(found, said)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        sentence = _("%(path)s could not be written: %(reason)s.") % {"path": path, "reason": error.strerror}
        raise Refused("not_writable", sentence) from error


def _text(found: "Opinion", said: "Heard") -> str:
    lines = [
        _("%(people)s people, %(statements)s statements, %(votes)s votes; %(placed)s people on the map.")
        % {"people": found.people, "statements": found.statements, "votes": found.votes, "placed": len(found.placed)},
        _groups_line(found),
    ]
    if found.straight:
        lines.append(
            _("The same answer to everything, left out of groups: %(count)s.") % {"count": len(found.straight)}
        )
    for group, (size, chosen) in enumerate(zip(found.sizes, found.representative, strict=True)):
        lines += ["", _("Group %(number)s, %(size)s people") % {"number": group, "size": size}]
        lines += [_representative_line(one, said) for one in chosen]
    lines += ["", _("Most agreed across groups") if found.sizes else _("Most agreed")]
    order = sorted(range(found.statements), key=lambda index: (-found.consensus[index], index))
    lines += [f"  {found.consensus[index]:.2f}  {said.statements[index].text}" for index in order[:TOP]]
    return "\n".join(lines)


def _groups_line(found: "Opinion") -> str:
    if not found.sizes:
        return {
            "too_few_people": _("No groups: too few people have answered."),
            "too_few_votes": _("No groups: too few have answered enough statements."),
            "unstable": _("No groups: half of the people would not show the same ones."),
        }[found.why_no_groups]
    sizes = ", ".join(str(size) for size in found.sizes)
    line = _("%(count)s groups: %(sizes)s people.") % {"count": found.groups, "sizes": sizes}
    if found.stability is None:
        return line
    return (
        line
        + " "
        + _("Half of the people show the same ones to %(stability)s.") % {"stability": f"{found.stability:.2f}"}
    )


def _representative_line(one: "Representative", said: "Heard") -> str:
    verb = _("agrees") if one.stance == 1 else _("disagrees")
    return f"  {verb} {100 * one.n // one.seen} % ({one.n}/{one.seen})  {said.statements[one.statement].text}"
