"""What a measure stands on is stated, and dropped: clauses of agreements, findings, and sentences of the hall."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.models import Contribution
from sopu.plans.models import Measure, MeasureBasis
from sopu.synthesis.models import Finding, FindingVersion
from sopu.texts.models import Clause


@transaction.atomic
def state_basis(
    *,
    measure: Measure,
    by: User | None,
    now: dt.datetime,
    clause: Clause | None = None,
    finding: Finding | None = None,
    contribution: Contribution | None = None,
) -> MeasureBasis:
    """A measure stands on a clause, on a finding or on a sentence of the same negotiation; twice changes nothing."""
    if sum(one is not None for one in (clause, finding, contribution)) != 1:
        raise Refused("one_thing", _("A measure stands on one thing at a time. Nothing was stored."))
    _refuse_other_negotiation(measure, clause, finding, contribution)
    if clause is not None:
        _refuse_clause(measure, clause)
    if finding is not None and not FindingVersion.objects.standing().filter(finding=finding).exists():
        raise Refused("withdrawn", _("This finding has been taken back. Nothing was stored."))
    if contribution is not None:
        _refuse_sentence(contribution)
    basis, _is_new = MeasureBasis.objects.get_or_create(
        measure=measure,
        clause=clause,
        finding=finding,
        contribution=contribution,
        defaults={"stated_by": by, "stated_at": now},
    )
    return basis


@transaction.atomic
def drop_basis(*, basis: MeasureBasis) -> None:
    """A measure no longer stands on it; versions of the text keep what they said."""
    basis.delete()


def _refuse_other_negotiation(
    measure: Measure, clause: Clause | None, finding: Finding | None, contribution: Contribution | None
) -> None:
    own = measure.goal.plan.document.negotiation_id
    found = {
        clause.document.negotiation_id if clause else own,
        finding.event.negotiation_id if finding else own,
        contribution.discussion.event.negotiation_id if contribution else own,
    }
    if found != {own}:
        raise Refused("another_negotiation", _("This is of another negotiation. Nothing was stored."))


def _refuse_clause(measure: Measure, clause: Clause) -> None:
    if clause.document_id == measure.goal.plan.document_id:
        raise Refused("own_text", _("A plan never stands on its own text. Nothing was stored."))


def _refuse_sentence(contribution: Contribution) -> None:
    if contribution.discussion.event.is_rehearsal:
        raise Refused("rehearsal", _("What is said in a rehearsal is nobody’s word. Nothing was stored."))
    if contribution.erased_at or not Contribution.objects.visible().filter(pk=contribution.pk).exists():
        raise Refused("hidden", _("This sentence is not shown any more. Nothing was stored."))
