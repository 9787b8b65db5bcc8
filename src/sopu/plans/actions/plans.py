"""Plans are begun: the data of it, and the document in which its text will stand."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.models import Negotiation
from sopu.plans.models import Plan
from sopu.texts.actions.beginning import lay_skeleton
from sopu.texts.actions.documents import begin_document
from sopu.texts.models import ClauseKind, DocumentKind


@transaction.atomic
def begin_plan(
    *,
    negotiation: Negotiation,
    names: Mapping[str, str],
    starts_on: dt.date,
    ends_on: dt.date,
    by: User | None,
    now: dt.datetime,
    predecessor: Plan | None = None,
) -> Plan:
    """A plan is begun for a period, between all parties of the negotiation; its document has the free clauses.

    The clauses of goals and measures come into the text from the data, when it is made ready for submitting.
    """
    _refuse_period(negotiation, starts_on, ends_on)
    _refuse_predecessor(negotiation, starts_on, predecessor)
    document = begin_document(
        negotiation=negotiation,
        kind=DocumentKind.SUPPLEMENTARY_PLAN,
        names=names,
        by=by,
        now=now,
        predecessor=predecessor.document if predecessor else None,
        valid_from=starts_on,
        valid_until=ends_on,
    )
    lay_skeleton(document=document, by=by, now=now, without={ClauseKind.GOAL})
    return Plan.objects.create(
        document=document, starts_on=starts_on, ends_on=ends_on, predecessor=predecessor, made_by=by, made_at=now
    )


def _refuse_period(negotiation: Negotiation, starts_on: dt.date, ends_on: dt.date) -> None:
    if ends_on <= starts_on:
        raise Refused("ends_first", _("A plan ends after it starts. Nothing was stored."))
    Negotiation.objects.select_for_update().get(pk=negotiation.pk)
    if Plan.objects.of(negotiation).filter(starts_on=starts_on, ends_on=ends_on).exists():
        raise Refused("same_period", _("There is a plan for this period already. Nothing was stored."))


def _refuse_predecessor(negotiation: Negotiation, starts_on: dt.date, predecessor: Plan | None) -> None:
    if predecessor is None:
        return
    if predecessor.document.negotiation_id != negotiation.pk:
        raise Refused("another_negotiation", _("The former plan is of another negotiation. Nothing was stored."))
    if starts_on <= predecessor.starts_on:
        raise Refused("before_former", _("A plan starts after the one that it goes on from. Nothing was stored."))
