"""The plans of a negotiation: which there are, which of them is read now, and where each stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sopu.negotiations.models import Negotiation
from sopu.plans.models import Plan
from sopu.texts.models import Version


@dataclass(frozen=True, slots=True)
class Period:
    """A plan in the list of periods; without a `version` it is a draft, and only those who have a role see it."""

    plan: Plan
    version: Version | None
    is_running: bool

    @property
    def is_draft(self) -> bool:
        """It has not been given for decision yet."""
        return self.version is None


def periods_of(negotiation: Negotiation, today: dt.date, *, sees_drafts: bool) -> tuple[Period, ...]:
    """The plans that the reader sees, the latest period first; two questions."""
    plans = list(Plan.objects.of(negotiation).at_hand())
    versions = {
        one.document_id: one
        for one in Version.objects.current().filter(document__in=[plan.document_id for plan in plans])
    }
    return tuple(
        Period(one, versions.get(one.document_id), one.starts_on <= today <= one.ends_on)
        for one in plans
        if sees_drafts or one.document_id in versions
    )


def period_now(periods: Sequence[Period], today: dt.date) -> Period | None:
    """The one whose time it is; before it the next that begins, and after it the last that ended."""
    running = [one for one in periods if one.is_running]
    coming = [one for one in periods if one.plan.starts_on > today]
    return next(iter(running or coming[-1:] or periods), None)
