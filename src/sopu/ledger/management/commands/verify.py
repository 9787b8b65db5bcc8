"""`sopu verify`: a dossier is checked without a database, a network, or an installation."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sopu.core.dossiers.faults import Fault, FaultKind, Report
from sopu.core.dossiers.verifying import verify

SENTENCES: dict[FaultKind, Promise] = {
    FaultKind.NOT_AN_ARCHIVE: gettext_lazy("The file is not a ZIP archive that can be read: {found}."),
    FaultKind.TOO_LARGE: gettext_lazy("The file has {found} bytes, more than a dossier may have ({expected})."),
    FaultKind.TOO_MANY: gettext_lazy("There are {found} files, more than a dossier may have ({expected})."),
    FaultKind.UNSAFE_NAME: gettext_lazy("A file has a name that no file of a dossier has: {found}."),
    FaultKind.REPEATED: gettext_lazy("The file {where} is there twice."),
    FaultKind.ENCRYPTED: gettext_lazy("The file {where} is encrypted."),
    FaultKind.PACKED: gettext_lazy("The file {where} is compressed; the files of a dossier are stored as they are."),
    FaultKind.DAMAGED: gettext_lazy("The file {where} is damaged: {found}."),
    FaultKind.MISSING: gettext_lazy("The file {where} is missing."),
    FaultKind.UNLISTED: gettext_lazy("The file {where} is not in the list {expected}."),
    FaultKind.CHANGED: gettext_lazy(
        "The file {where} has been changed: its digest should be {expected}, and is {found}."
    ),
    FaultKind.LIST_FORM: gettext_lazy("The list {where} is not in its form: {found}."),
    FaultKind.UNKNOWN_FORM: gettext_lazy("The dossier is of the form {found}; this program knows {expected}."),
    FaultKind.LIST_DIFFERS: gettext_lazy(
        "The list dossier.json does not tell the truth of {where}: it says {expected}, and it is {found}."
    ),
    FaultKind.BAD_KEY: gettext_lazy("The public key in {where} is not a key: {found}."),
    FaultKind.WRONG_KEY: gettext_lazy("The dossier is in the name of the key {found}, not of {expected}."),
    FaultKind.WRONG_LOG: gettext_lazy("{where} is of the log {found}, not of {expected}."),
    FaultKind.NOTE_FORM: gettext_lazy("{where} is not a signed note in its form: {found}."),
    FaultKind.NOTE_UNSIGNED: gettext_lazy("{where} is not signed by the key {expected}."),
    FaultKind.LOG_CUT: gettext_lazy("The log has {found} entries, and its signed checkpoint has {expected}."),
    FaultKind.ENTRY_FORM: gettext_lazy("Entry {where} of the log is not in its form."),
    FaultKind.ENTRY_CHANGED: gettext_lazy(
        "Entry {where} of the log has been changed: its hash should be {expected}, and is {found}."
    ),
    FaultKind.PROOF_FALSE: gettext_lazy("The proof of entry {where} of the log does not lead to the signed root."),
    FaultKind.ROOT_DIFFERS: gettext_lazy("The root of the log should be {expected}, and is {found}."),
    FaultKind.HISTORY_SHORT: gettext_lazy(
        "The kept checkpoint is of {found} entries, later than the dossier's {expected}: take a newer dossier."
    ),
    FaultKind.HISTORY_CHANGED: gettext_lazy(
        "The log no longer begins with the {where} entries that the kept checkpoint was signed over."
    ),
    FaultKind.NOT_CANONICAL: gettext_lazy("The wording {where} is not in the canonical form: {found}"),
    FaultKind.NOT_SEALED: gettext_lazy(
        "The file {where} is not what was sealed: the log has no {expected} with the digest {found}."
    ),
    FaultKind.NOT_ENCLOSED: gettext_lazy("Entry {where} of the log, {expected}, has no file in the dossier."),
    FaultKind.SENTENCES_FORM: gettext_lazy("Line {expected} of {where} is not in its form."),
    FaultKind.SENTENCE_CHANGED: gettext_lazy("A sentence in {where} is not what was sealed: contribution {found}."),
    FaultKind.SEAL_DIFFERS: gettext_lazy(
        "The list SHA256SUMS is not the one that was signed: it should be {expected}, and is {found}."
    ),
    FaultKind.ARCHIVE_DIFFERS: gettext_lazy(
        "The archive holds something beside its files, or was not written as a dossier is."
    ),
}
"""The faults' own sentences once more, so that they can be translated; a test holds the two alike."""


class Command(BaseCommand):
    help = "Check a dossier: every file, fingerprint, entry, proof and signature; the first thing that fails is named."
    example = (
        "sopu verify dossier.zip",
        "sopu verify dossier.zip --key 'sopu.example/n/keski-suomi-2025+1a2b3c4d+AR…'",
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dossier", type=Path, metavar="FILE", help="the dossier, a ZIP file")
        parser.add_argument("--key", metavar="VKEY", help="the log's public key as its page shows it: name+id+base64")
        parser.add_argument(
            "--checkpoint", type=Path, metavar="FILE", help="a checkpoint of the log that you kept from earlier"
        )
        parser.add_argument("--language", choices=["fi", "sv", "en"], default="fi", help="which language to answer in")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            kept = _read(options["checkpoint"]) if options["checkpoint"] else None
            report = verify(options["dossier"], options["key"], kept)
            if options["json"]:
                self.stdout.write(json.dumps(_as_data(report), ensure_ascii=False, indent=1))
            elif report.first_fault is None:
                self.stdout.write("\n".join(_good_news(report)))
            if report.first_fault is not None:
                self.stderr.write(_bad_news(report.first_fault))
                raise SystemExit(1)


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(_("The checkpoint %(file)s can’t be read.") % {"file": file}) from problem


def _good_news(report: Report) -> list[str]:
    counts = report.counts
    lines = [
        _("Everything holds: %(files)d files, %(entries)d entries of the log %(log)s.")
        % {"files": counts["files"], "entries": counts["entries"], "log": report.origin},
        _(
            "Wordings: %(version)d. Decisions: %(decision)d, corrections: %(correction)d. Sentences: %(sentences)d. "
            "Reports: %(report)d."
        )
        % dict(counts),
        _("Signed by the key %(id)s.") % {"id": report.key_id},
    ]
    if not report.is_key_given:
        lines.append(
            _("The key came with the dossier. Compare its id with the one on the log’s page, or give it by --key.")
        )
    return lines


def _bad_news(fault: Fault) -> str:
    return _("The dossier does not hold. %(fault)s") % {"fault": fault.told(str(SENTENCES[fault.what]))}


def _as_data(report: Report) -> dict[str, Any]:
    fault = report.first_fault
    told = asdict(fault) | {"what": fault.code, "sentence": fault.sentence} if fault else None
    return asdict(report) | {"first_fault": told}
