"""What a report freezes: the whole plan as it stands, as plain values of JSON (form `sopu-report/1`, docs/formats.md).

Names are in every language they have, numbers of statistics are texts, so that no program writes them otherwise, and
nobody's name or address is in it.
"""

import datetime as dt
from collections import Counter
from typing import Any

from sopu.negotiations.models import Party
from sopu.plans.models import MonitoringRound, OptOut, Plan, Report
from sopu.plans.queries.report_indicators import indicators_of
from sopu.plans.queries.report_parts import Content, commitments_of, goals_of, measures_of, names_of, to_dos_of
from sopu.plans.rules import Activity, Light
from sopu.plans.rules.report_changes import changes_between
from sopu.plans.rules.report_sections import UNSAID, lateness
from sopu.texts.models import Version

SCHEMA = "sopu-report/1"


def content_of(plan: Plan, round: MonitoringRound | None, today: dt.date) -> Content:
    """Everything that a report of the plan shows, in the round or without any, as of `today`."""
    parties = list(plan.document.parties.with_organisations().order_by("number"))
    measures = measures_of(plan, round)
    now: Content = {
        "schema": SCHEMA,
        "as_of": today.isoformat(),
        "plan": _plan(plan),
        "negotiation": _negotiation(plan),
        "round": _round(round) if round else None,
        "parties": [{"number": one.number, **names_of(one.organisation)} for one in parties],
        "areas": _areas(plan, measures),
        "goals": goals_of(plan),
        "measures": measures,
        "commitments": commitments_of(plan),
        "opt_outs": _opt_outs(plan),
        "indicators": indicators_of(plan, round),
        "late": _late(measures, today),
        "unanswered": _unanswered(measures, round, parties),
        "to_dos": to_dos_of(plan),
    }
    before = last_report(plan, round, today)
    return now | {"changes": _changes(now, before) if before else None}


def last_report(plan: Plan, round: MonitoringRound | None, today: dt.date) -> Report | None:
    """The newest published report of another round, or, without a round, of an earlier day: what readers know."""
    known = Report.objects.of(plan).filter(published_at__isnull=False)
    if round is not None:
        known = known.exclude(round=round).exclude(round__number__gt=round.number)
        return known.first()
    return next((one for one in known if one.content["as_of"] < today.isoformat()), None)


def _plan(plan: Plan) -> Content:
    submitted = Version.objects.current().filter(document=plan.document_id).order_by("-number").first()
    return {
        "id": plan.pk,
        "number": plan.document.number,
        **names_of(plan.document),
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "version": submitted.number if submitted else None,
    }


def _negotiation(plan: Plan) -> Content:
    negotiation = plan.negotiation
    return {
        "slug": negotiation.slug,
        **names_of(negotiation),
        "county": names_of(negotiation.county)["names"],
        "is_demo": negotiation.is_demo,
    }


def _round(asked: MonitoringRound) -> Content:
    return {
        "number": asked.number,
        **names_of(asked),
        "starts_on": asked.starts_on.isoformat(),
        "ends_on": asked.ends_on.isoformat(),
        "due_on": asked.due_on.isoformat(),
        "is_closed": asked.closed_at is not None,
    }


def _areas(plan: Plan, measures: list[Content]) -> list[Content]:
    """Each goal area with how many of its measures are in each state, and in each light: two things, never one."""
    return [
        {
            "number": area.number,
            **names_of(area),
            "measures": len(own),
            "activities": _counts(own, "activity", [*Activity, UNSAID]),
            "lights": _counts(own, "light", [*Light, UNSAID]),
        }
        for area in plan.negotiation.goal_areas.all()
        for own in [[one for one in measures if one["area"] == area.number]]
    ]


def _counts(measures: list[Content], key: str, values: list[Any]) -> dict[str, int]:
    counted = Counter(one["status"][key] if one["status"] else UNSAID for one in measures)
    return {str(value): counted[value] for value in values}


def _opt_outs(plan: Plan) -> list[Content]:
    standing = OptOut.objects.standing().filter(plan=plan).select_related("party", "goal_area")
    return [
        {"party": one.party.number, "area": one.goal_area.number, "reason": one.reason}
        for one in standing.order_by("party__number", "goal_area__number")
    ]


def _late(measures: list[Content], today: dt.date) -> list[Content]:
    """The measures that are late, and in what; one that was stopped or is done is never late."""
    told = [(one, lateness(one, today.isoformat())) for one in measures]
    return [{"measure": one["key"], "reason": str(reason)} for one, reason in told if reason]


def _unanswered(measures: list[Content], asked: MonitoringRound | None, parties: list[Party]) -> list[Content]:
    """The responsible parties that have not reported all of their measures in the round."""
    missing = [one for one in measures if asked and one["is_asked"] and not one["is_answered"]]
    return [
        {"party": party.number, "measures": keys}
        for party in parties
        if (keys := [one["key"] for one in missing if one["responsible"] == party.number])
    ]


def _changes(now: Content, before: Report) -> Content:
    since = {"number": before.number, "as_of": before.content["as_of"]}
    return {"since": since, **changes_between(before.content, now)}
