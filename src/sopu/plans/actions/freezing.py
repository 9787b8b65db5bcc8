"""A report is frozen: what stands now is kept whole, with its digest; later it is published, and sealed."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.digests import canonical_json, sha256
from sopu.core.refusals import Refused
from sopu.ledger.actions import seal
from sopu.ledger.queries import log_of
from sopu.plans.models import Audience, MonitoringRound, Plan, Report
from sopu.plans.queries.report_content import content_of


@transaction.atomic
def freeze_report(
    *,
    plan: Plan,
    round: MonitoringRound | None,
    audience: str,
    foreword: str,
    by: User | None,
    now: dt.datetime,
    act_id: uuid.UUID | None = None,
) -> Report:
    """What stands of the plan now, in the round or without any, as a report for the audience; the same act makes one.

    The digest is of the content in its canonical form, which holds the audience and the foreword too.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)
    told = {"audience": str(Audience(audience)), "foreword": foreword.strip()}
    if act_id and (done := Report.objects.filter(act_id=act_id).first()):
        if (done.plan, done.round, done.audience, done.foreword) == (plan, round, *told.values()):
            return done
        act_id = None  # somebody went back to a form that they had sent
    if round is not None and round.plan_id != plan.pk:
        raise Refused("another_plan", _("The round is of another plan. Nothing was stored."))
    number = (plan.reports.aggregate(last=Max("number"))["last"] or 0) + 1
    content = content_of(plan, round, timezone.localdate(now)) | told | {"number": number}
    if not content["measures"]:
        raise Refused("no_measures", _("The plan has no measures yet, so there is nothing to report."))
    return Report.objects.create(
        act_id=act_id or uuid.uuid4(),
        plan=plan,
        round=round,
        number=number,
        content=content,
        sha256=sha256(canonical_json(content)),
        made_by=by,
        made_at=now,
        **told,
    )


@transaction.atomic
def publish_report(*, report: Report, now: dt.datetime) -> Report:
    """Everybody may read the report from now on, and it is sealed; one that was published before stays as it was."""
    held = Report.objects.select_for_update().get(pk=report.pk)
    if held.published_at is None:
        held.published_at = now
        held.save(update_fields=["published_at"])
        log = log_of(held.plan.negotiation.slug)
        seal(log=log, kind="report", reference=f"report:{held.pk}", digest=held.sha256, at=now)
    return held
