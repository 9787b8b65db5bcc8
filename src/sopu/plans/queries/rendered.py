"""A plan’s data as clauses of its text: a chapter a goal area, its goals and measures, and what each party does."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from sopu.negotiations.models import GoalArea, Party
from sopu.plans.models import Commitment, Goal
from sopu.plans.models.words import LEVELS
from sopu.plans.queries.plan_rows import PlanRows
from sopu.plans.queries.rendered_measures import Citations, grounds_told, measure_told, one_line
from sopu.plans.rules import Level
from sopu.texts.models import ClauseKind
from sopu.texts.rules import LONGEST_HEADING
from sopu.web.languages import in_language

PROMISES = "commitments"
"""The key of the chapter of commitments; a goal area's is `area1`, a party's `p` and its key."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A clause as the plan's data word it in one language; `findings` are those that it stands on, by their keys."""

    key: str
    depth: int
    kind: str
    heading: str
    text: str
    goal_area: GoalArea | None = None
    findings: frozenset[int] = frozenset()


def area_key(area: GoalArea) -> str:
    """The key of a goal area's chapter."""
    return f"area{area.number}"


def party_key(party: Party) -> str:
    """The key of the clause in which a party's commitments stand."""
    return f"p{party.pk}"


def rendered(rows: PlanRows, citations: Citations, language: str) -> tuple[Rendered, ...]:
    """The clauses of the plan in one language, in their order; what is not told in it stands in another."""
    with override(language):
        areas = [one for one in rows.areas if rows.goals_in(one)]
        chapters = [clause for area in areas for clause in _chapter(rows, citations, area, language)]
        return (*chapters, *_promises(rows, language))


def _headed(kind: str, number: object, name: str) -> tuple[str, str]:
    """A heading with its number, and the name again where the heading has no room for all of it."""
    heading = f"{kind} {number}: {name}"
    if len(heading) <= LONGEST_HEADING:
        return heading, ""
    return f"{heading[: LONGEST_HEADING - 1].rstrip()}…", name


def _text(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _chapter(rows: PlanRows, citations: Citations, area: GoalArea, language: str) -> Iterator[Rendered]:
    heading, rest = _headed(_("Goal area"), area.number, area.name_in(language))
    yield Rendered(area_key(area), 1, ClauseKind.CHAPTER, heading, rest, area)
    said = rows.said_to()
    labels = {one.pk: one.label for one in rows.measures}
    for goal in rows.goals_in(area):
        yield _goal(rows, citations, goal, language)
        for measure in rows.measures_of(goal):
            heading, rest = _headed(_("Measure"), measure.label, measure.name_in(language))
            told = measure_told(measure, said.get(measure.pk, []), rows.parties, labels, citations, language)
            found = frozenset(one.finding_id for one in measure.bases.all() if one.finding_id)
            yield Rendered(measure.key, 3, ClauseKind.DUTY, heading, _text(rest, told), area, found)


def _goal(rows: PlanRows, citations: Citations, goal: Goal, language: str) -> Rendered:
    heading, rest = _headed(_("Goal"), goal.label, goal.name_in(language))
    measures = rows.measures_of(goal)
    count = ngettext(
        "%(count)s measure brings the goal forward.", "%(count)s measures bring the goal forward.", len(measures)
    ) % {"count": len(measures)}
    grounds = grounds_told(goal.clauses.all(), citations, language)
    found = frozenset(basis.finding_id for one in measures for basis in one.bases.all() if basis.finding_id)
    return Rendered(
        goal.key, 2, ClauseKind.GOAL, heading, _text(rest, count if measures else "", grounds), goal.goal_area, found
    )


def _promises(rows: PlanRows, language: str) -> Iterator[Rendered]:
    """The chapter of commitments, once somebody has said something."""
    if not rows.binding and not rows.opt_outs:
        return
    lead = _("With its approval of this plan, the body of each party confirms what the party commits itself to here.")
    yield Rendered(PROMISES, 1, ClauseKind.CHAPTER, _("Commitments of the parties"), lead)
    for party in rows.parties:
        name = party.organisation.name_in(language)
        yield Rendered(party_key(party), 2, ClauseKind.DIVISION, name, _promised(rows, party, language))


def _promised(rows: PlanRows, party: Party, language: str) -> str:
    """What a party commits itself to level by level, and what it stays out of and why."""
    own = {one.measure_id: one for one in rows.said if one.party_id == party.pk}
    bound = {one.measure_id for one in rows.binding if one.party_id == party.pk}
    parts = []
    for level, word in LEVELS:
        lines = []
        for measure in rows.measures:
            said = own.get(measure.pk)
            if said and said.level == level and (measure.pk in bound or _is_out(said)):
                lines.append(_line(measure.label, measure.name_in(language), _words(said, language)))
        if level == Level.OPTS_OUT:
            lines += _areas_out(rows, party, language)
        if lines:
            parts.append(_text(f"**{str(word).capitalize()}**", "\n".join(lines)))
    return _text(*parts) or _("The party has not committed itself to any measure.")


def _is_out(said: Commitment) -> bool:
    return said.level == Level.OPTS_OUT


def _areas_out(rows: PlanRows, party: Party, language: str) -> list[str]:
    return [
        _line(_("Goal area"), f"{area.number}, {area.name_in(language)}", one_line(one.reason))
        for one in rows.opt_outs
        for area in rows.areas
        if one.party_id == party.pk and one.goal_area_id == area.pk
    ]


def _line(label: str, name: str, words: str) -> str:
    return f"- {label} {name}: {words}" if words else f"- {label} {name}"


def _words(said: Commitment, language: str) -> str:
    """The party's own words: how it does its part, or why it stays out."""
    return one_line(said.reason if _is_out(said) else in_language(said, "text", language))
