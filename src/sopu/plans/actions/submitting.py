"""A plan is given to the boards: its text says what its data say, and becomes a version like any other."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.plans.actions.rendering import render_plan
from sopu.plans.models import Plan
from sopu.plans.queries.readiness import readiness_of, seen_of_plan
from sopu.texts.actions.submitting import submit_draft
from sopu.texts.models import Document, Version
from sopu.texts.queries.readying import seen_of


@transaction.atomic
def submit_plan(*, plan: Plan, by: User, now: dt.datetime, seen: str = "", note: str = "") -> Version:
    """The text is brought up to date and submitted, if the plan is ready for it (`demand_ready`).

    `seen` is the state of the plan that the submitter read (`Readiness.seen`): if it has changed since, nothing is
    submitted. The same wording is not submitted twice in a row.
    """
    Document.objects.select_for_update().get(pk=plan.document_id)
    if seen and seen != seen_of_plan(plan):
        raise Refused(
            "changed", _("The plan has changed since you opened this page. Nothing was submitted: look at it again.")
        )
    render_plan(plan=plan, by=by, now=now)
    return submit_draft(document=plan.document, seen=seen_of(plan.document), note=note, by=by, now=now)


def demand_ready(*, plan: Plan, now: dt.datetime) -> None:
    """Refused while anything blocks, or while the text does not say what the data say (`readiness_of`)."""
    ready = readiness_of(plan, timezone.localdate(now))
    count = ready.blocking_count
    if count:
        raise Refused(
            "not_ready",
            ngettext(
                "%(count)s thing must be mended first. Nothing was submitted.",
                "%(count)s things must be mended first. Nothing was submitted.",
                count,
            )
            % {"count": count},
        )
    if ready.behind_count:
        raise Refused(
            "behind",
            _("This text no longer says what the plan’s data say. Submit it on the page of the plan."),
        )
