"""What is sealed of a decision: the facts that its record states, in one form, so that its digest can be made again."""

from datetime import UTC
from typing import Any

from sopu.core.digests import canonical_json, sha256
from sopu.decisions.models import Decision

FORM = "sopu-decision/1"


def facts_of(decision: Decision) -> dict[str, Any]:
    """Who decided what, when, on which wording and how: only what the record itself states, since that never changes.

    Whatever may still be set right beside the record (a case number, a name, a link) is left out, and so is the person
    who recorded it. Organisations are told by kind and code, bodies by level, versions by number and id.
    """
    item = decision.item
    organisation = item.case.party.organisation
    return {
        "form": FORM,
        "id": decision.pk,
        "corrects": decision.corrects_id,
        "party": item.case.party.number,
        "organisation": f"{organisation.kind}:{organisation.code}",
        "body": item.body.level,
        "document": item.version.document.number,
        "version": item.version.number,
        "version_id": item.version_id,
        "decided_on": decision.decided_on.isoformat(),
        "section": decision.section,
        "outcome": decision.outcome,
        "language": decision.language,
        "fingerprint": decision.fingerprint,
        "ayes": decision.ayes,
        "noes": decision.noes,
        "blanks": decision.blanks,
        "absents": decision.absents,
        "conditions": decision.conditions,
        "dissent": decision.dissent,
        "statements": decision.statements,
        "reason": decision.reason,
        "words": _words(decision),
        "recorded_at": decision.recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def record_of(decision: Decision) -> bytes:
    """The facts as canonical JSON; the digest of these bytes is what the log holds."""
    return canonical_json(facts_of(decision))


def digest_of(decision: Decision) -> str:
    """What is sealed when the decision and its words are recorded: as `decision:ID`, a correction as a correction."""
    return sha256(record_of(decision))


def _words(decision: Decision) -> list[dict[str, str]]:
    words = sorted(decision.words.all(), key=lambda one: one.clause.key)
    return [{"clause": one.clause.key, "heading": one.heading, "text": one.text} for one in words]
