"""A certificate: one page that says what a party's body approved, when and where, and how anybody can check it."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.web import typesetting
from sopu.web.qr import qr_picture

DIGITS, GROUPS_IN_LINE = 4, 8
"""A fingerprint is told whole in groups of four digits, eight in a line."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a body of a party decided on exactly which wording, and where that stands in the log.

    `outcome` is a phrase (“approved”), `section` without its sign; `version` is the one that has this wording.
    `key_id`, `root` and `size` are those of the checkpoint, signed at `signed_at`, that proves the entry at `index`.
    """

    language: str
    party: str
    body: str
    county: str
    negotiation: str
    document: str
    version: int
    submitted_on: dt.date
    fingerprint: str
    outcome: str
    decided_on: dt.date
    section: str
    case_number: str
    conditions: str
    final_on: dt.date | None
    log: str
    index: int
    size: int
    root: str
    key_id: str
    sealed_at: dt.datetime
    signed_at: dt.datetime
    url: str
    is_demo: bool


def pdf(certificate: Certificate) -> bytes:
    """The certificate as a PDF/A-2a and PDF/UA-1 file; the same facts give the same bytes."""
    with override(certificate.language):
        data = _data(certificate)
        return typesetting.pdf(_look(), data, language=certificate.language, moment=certificate.signed_at)


@cache
def _look() -> bytes:
    return Path(__file__).with_name("certificate.typ").read_bytes()


def _data(one: Certificate) -> dict[str, Any]:
    code = qr_picture(one.url)
    return {
        "language": one.language,
        "author": one.county,
        "kicker": _("Certificate of a decision"),
        "title": one.party,
        "sentence": _sentence(one),
        "fingerprint": _in_groups(one.fingerprint),
        "fingerprint_name": _("Fingerprint of the wording (SHA-256)"),
        "facts": [list(fact) for fact in _facts(one)],
        "proof_name": _("In the log"),
        "proof": [list(fact) for fact in _proof(one)],
        "how": _how(),
        "code": {
            "size": code.size,
            "path": code.path,
            "url": one.url,
            "alternative": _("A code that leads to: %s") % one.url,
        },
        "warning": _("This is a demonstration: everything in it is invented.") if one.is_demo else "",
        "made": _("Made with Sopu on %s") % date_format(timezone.localtime(one.signed_at), "DATE_FORMAT"),
    }


def _sentence(one: Certificate) -> str:
    told = {
        "body": one.body,
        "day": date_format(one.decided_on, "DATE_FORMAT"),
        "section": one.section,
        "document": one.document,
        "number": one.version,
    }
    if one.section and one.conditions:
        words = _(
            "On %(day)s, § %(section)s, %(body)s approved with conditions version %(number)s of “%(document)s” in "
            "exactly this wording."
        )
    elif one.section:
        words = _(
            "On %(day)s, § %(section)s, %(body)s approved version %(number)s of “%(document)s” in exactly this wording."
        )
    elif one.conditions:
        words = _(
            "On %(day)s %(body)s approved with conditions version %(number)s of “%(document)s” in exactly this wording."
        )
    else:
        words = _("On %(day)s %(body)s approved version %(number)s of “%(document)s” in exactly this wording.")
    return (words % told).replace(" §", "\u00a0§").replace("§ ", "§\u00a0")


def _facts(one: Certificate) -> list[tuple[str, str]]:
    facts = [
        (_("Negotiation"), one.negotiation),
        (_("Submitted for decision"), date_format(one.submitted_on, "DATE_FORMAT")),
        (_("Case number"), one.case_number),
        (_("Outcome"), one.outcome),
        (_("Conditions"), one.conditions),
        (_("Final"), date_format(one.final_on, "DATE_FORMAT") if one.final_on else ""),
    ]
    return [fact for fact in facts if fact[1]]


def _proof(one: Certificate) -> list[tuple[str, str]]:
    return [
        (_("Log"), one.log),
        (_("Entry"), _("%(index)s of %(size)s") % {"index": one.index, "size": one.size}),
        (_("Sealed"), date_format(timezone.localtime(one.sealed_at), "DATETIME_FORMAT")),
        (_("Root of the log"), _in_groups(one.root)),
        (_("Id of the key"), one.key_id),
    ]


def _how() -> str:
    return _(
        "The code leads to the wording. Its canonical text gives this fingerprint in any SHA-256 program. The "
        "negotiation’s dossier holds the decision with its proof, and “sopu verify” checks it without a network."
    )


def _in_groups(digits: str) -> str:
    groups = [digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS)]
    lines = [" ".join(groups[at : at + GROUPS_IN_LINE]) for at in range(0, len(groups), GROUPS_IN_LINE)]
    return "\n".join(lines)
