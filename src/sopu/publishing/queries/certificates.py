"""What a certificate says of one party's decision on one document, and whether there is anything to certify."""

import datetime as dt

from django.conf import settings
from django.urls import reverse

from sopu.core.notes import key_of
from sopu.decisions.models import Decision
from sopu.decisions.queries.standing import YES, CaseStanding, standings_of
from sopu.ledger.models import Entry
from sopu.ledger.queries import checkpoint_of, log_of, vkey_of
from sopu.publishing.documents.certificates import Certificate
from sopu.texts.models import Document, Version, VersionText
from sopu.web.languages import in_language


def certificate_of(document: Document, party: int, language: str, today: dt.date) -> Certificate | None:
    """The certificate of the party with this number; none before its body has approved a wording that was submitted.

    An approval of an earlier version that still counts, since its words are the same, is certified as it was made.
    """
    for standing in standings_of([document], today):
        for case in standing.cases:
            if case.case.party.number == party and case.decision and _is_certain(document, case.decision):
                return _certificate(document, case, case.decision, language)
    return None


def _is_certain(document: Document, decision: Decision) -> bool:
    """The body said yes to a wording of the document that anybody can read."""
    texts = VersionText.objects.filter(version__document=document, version__in=Version.objects.public())
    return decision.outcome in YES and texts.filter(sha256=decision.fingerprint).exists()


def _certificate(document: Document, standing: CaseStanding, decision: Decision, language: str) -> Certificate | None:
    negotiation = document.negotiation
    log = log_of(negotiation.slug)
    entry = Entry.objects.filter(log__origin=log, reference=f"decision:{decision.pk}").first()
    checkpoint = checkpoint_of(log)
    if entry is None or checkpoint is None:
        return None
    organisation, item = standing.case.party.organisation, decision.item
    return Certificate(
        language=language,
        party=in_language(organisation, "full_name", language) or organisation.name_in(language),
        body=item.body.name_in(language),
        county=negotiation.county.name_in(language),
        negotiation=negotiation.name_in(language),
        document=document.name_in(language),
        version=item.version.number,
        submitted_on=item.version.made_at.date(),
        fingerprint=decision.fingerprint,
        outcome=str(decision.get_outcome_display()),
        decided_on=decision.decided_on,
        section=decision.section.strip("§ \u00a0"),
        case_number=standing.case.number,
        conditions=decision.conditions,
        final_on=standing.finality.final_on if standing.finality else None,
        log=log,
        index=entry.index,
        size=checkpoint.size,
        root=checkpoint.root,
        key_id=key_of(vkey_of(log)).id.hex(),
        sealed_at=entry.sealed_at,
        url=f"{settings.ORIGIN}{reverse('short_fingerprint', args=[decision.fingerprint[:16]])}",
        is_demo=negotiation.is_demo,
    )
