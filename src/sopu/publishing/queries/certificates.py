"""What a certificate says of one party's decision on one document, and whether there is anything to certify."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from sopu.core.notes import key_of
from sopu.decisions.models import Decision
from sopu.decisions.queries.standing import YES, CaseStanding, standings_of
from sopu.decisions.rules import State
from sopu.ledger.models import Entry
from sopu.ledger.queries import checkpoint_of, log_of, vkey_of
from sopu.publishing.documents.certificates import Certificate
from sopu.texts.models import Document, Version
from sopu.web.languages import in_language


def certificate_of(document: Document, party: int, language: str, today: dt.date) -> Certificate | None:
    """The certificate of the party with this number; none before its body has approved a wording that was submitted.

    It is of the yes that counts now, or else of the party's latest: an approval stays true when other words come.
    """
    cases = [one for standing in standings_of([document], today) for one in standing.cases]
    now = next((one for one in cases if one.case.party.number == party), None)
    if now is None:
        return None
    if now.decision and _is_certain(document, now.decision):
        return _certificate(document, now, now.decision, language)
    earlier = Decision.objects.standing().filter(item__case=now.case).at_hand().order_by("decided_on", "id")
    found = next((one for one in reversed(earlier) if _is_certain(document, one)), None)
    return _certificate(document, now, found, language) if found else None


def _is_certain(document: Document, decision: Decision) -> bool:
    """The body said yes to a wording of the document that anybody can read, and no appeal has annulled it."""
    if decision.outcome not in YES or Decision.objects.annulled().filter(pk=decision.pk).exists():
        return False
    return _worded(document, decision) is not None


def _worded(document: Document, decision: Decision) -> Version | None:
    """The first public version of the document that has the approved wording."""
    worded = Version.objects.public().filter(document=document, texts__sha256=decision.fingerprint)
    return worded.order_by("number").first()


def _certificate(document: Document, standing: CaseStanding, decision: Decision, language: str) -> Certificate | None:
    log = log_of(document.negotiation.slug)
    entry = Entry.objects.filter(log__origin=log, reference=f"decision:{decision.pk}").first()
    checkpoint, version = checkpoint_of(log), _worded(document, decision)
    if entry is None or checkpoint is None or version is None:
        return None
    with override(language):
        return Certificate(
            **_decided(document, standing, decision, language),
            language=language,
            version=version.number,
            submitted_on=timezone.localdate(version.made_at),
            log=log,
            index=entry.index,
            size=checkpoint.size,
            root=checkpoint.root,
            key_id=key_of(vkey_of(log)).id.hex(),
            sealed_at=entry.sealed_at,
            signed_at=checkpoint.signed_at,
            url=f"{settings.ORIGIN}{reverse('short_fingerprint', args=[decision.fingerprint[:16]])}",
        )


def _decided(document: Document, standing: CaseStanding, decision: Decision, language: str) -> dict[str, Any]:
    negotiation, organisation = document.negotiation, standing.case.party.organisation
    is_final = standing.decision == decision and standing.state is State.FINAL
    return {
        "party": in_language(organisation, "full_name", language) or organisation.name_in(language),
        "body": decision.item.body.name_in(language),
        "county": negotiation.county.name_in(language),
        "negotiation": negotiation.name_in(language),
        "document": document.name_in(language),
        "fingerprint": decision.fingerprint,
        "outcome": str(decision.get_outcome_display()),
        "decided_on": decision.decided_on,
        "section": decision.section.strip("§ \u00a0"),
        "case_number": standing.case.number,
        "conditions": decision.conditions,
        "final_on": standing.finality.final_on if standing.finality and is_final else None,
        "is_demo": negotiation.is_demo,
    }
