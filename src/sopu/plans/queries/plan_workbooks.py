"""A plan as rows of a workbook, and files that were read beside it; the questions are as many however many rows."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.translation import override

from sopu.negotiations.models import GoalArea
from sopu.organisations.models import Body, Organisation
from sopu.plans.documents.plan_book import Book, Cells, Reading, Row, Term, joined, reading_from_json, reference, tidy
from sopu.plans.documents.plan_columns import What
from sopu.plans.models import Commitment, Goal, Indicator, Measure, MeasureIndicator, OptOut, Plan, PlanIntake
from sopu.plans.rules.words import SAID
from sopu.web.languages import Named


def book_of(plan: Plan, language: str) -> Book:
    """The plan as it stands, with names in the language."""
    parties = {one.pk: _party(one.organisation, one.pk, language) for one in plan.document.parties.with_organisations()}
    areas = {one.pk: _numbered(one, language) for one in plan.negotiation.goal_areas.all()}
    indicators = {one.pk: _numbered(one, language) for one in Indicator.objects.of(plan.negotiation)}
    bodies = {one.pk: _body(one, language) for one in _bodies(plan)}
    goals = list(Goal.objects.of(plan).select_related("goal_area"))
    measures = list(Measure.objects.of(plan).at_hand().prefetch_related("bodies", "depends_on"))
    labels = {one.pk: _reference(one) for one in goals}
    numbers = {one.pk: _reference(one) for one in measures}
    rows = {
        What.GOAL: tuple(_goal(one, areas) for one in goals),
        What.MEASURE: tuple(_measure(one, labels, numbers, parties, bodies) for one in measures),
        What.COMMITMENT: tuple(_commitments(plan, numbers, parties)),
        What.OPT_OUT: tuple(_opt_outs(plan, parties, areas)),
        What.LINK: tuple(_links(plan, numbers, indicators)),
    }
    with override(language):
        period = f"{date_format(plan.starts_on, 'DATE_FORMAT')}–{date_format(plan.ends_on, 'DATE_FORMAT')}"
    terms = (tuple(one.values()) for one in (parties, areas, bodies, indicators))
    return Book(language, plan.document.name_in(language), period, rows, *terms)


def _bodies(plan: Plan) -> Iterable[Body]:
    return Body.objects.filter(organisation__parties__documents=plan.document).select_related("organisation").distinct()


def _party(organisation: Organisation, pk: int, language: str) -> Term:
    written = f"{organisation.code} {organisation.name_in(language)}".strip()
    return Term(pk, written, _names(organisation), organisation.code)


def _numbered(one: GoalArea | Indicator, language: str) -> Term:
    return Term(one.pk, f"{one.number} {one.name_in(language)}", _names(one), str(one.number))


def _body(one: Body, language: str) -> Term:
    organisation, names = one.organisation.name_in(language), _names(one)
    alone = tuple(name for name in names if name.casefold() not in _EVERYBODYS)
    return Term(one.pk, f"{organisation}: {one.name_in(language)}", alone)


_EVERYBODYS = frozenset({"kunnanhallitus", "kunnanvaltuusto", "kaupunginhallitus", "kaupunginvaltuusto"})
"""Names of bodies that many organisations have: they tell which only with the organisation's name."""


def _names(one: Named) -> tuple[str, ...]:
    told = [one.name_fi, one.name_sv, one.name_en]
    if isinstance(one, Organisation):
        told += [one.full_name_fi, one.full_name_sv, one.full_name_en]
    return tuple(dict.fromkeys(name for name in told if name))


def _reference(one: Goal | Measure) -> str:
    return reference(Row(one.key, {"label": one.label, "name_fi": tidy(one.name_fi), "name_sv": tidy(one.name_sv)}))


def _goal(one: Goal, areas: dict[int, Term]) -> Row:
    cells = {"label": one.label, "area": areas[one.goal_area_id].written}
    return Row(one.key, cells | {"name_fi": tidy(one.name_fi), "name_sv": tidy(one.name_sv)})


def _measure(
    one: Measure, goals: dict[int, str], measures: dict[int, str], parties: dict[int, Term], bodies: dict[int, Term]
) -> Row:
    held, before = {body.pk for body in one.bodies.all()}, {other.pk for other in one.depends_on.all()}
    cells: Cells = {
        "label": one.label,
        "goal": goals[one.goal_id],
        "kind": one.kind,
        "responsible": parties[one.responsible_id].written if one.responsible_id in parties else "",
        "bodies": joined(term.written for pk, term in bodies.items() if pk in held),
        "starts_on": _day(one.starts_on),
        "ends_on": _day(one.ends_on),
        "depends_on": joined(told for pk, told in measures.items() if pk in before),
        **{name: tidy(getattr(one, name)) for name in SAID},
    }
    return Row(one.key, cells, one.revision)


def _commitments(plan: Plan, measures: dict[int, str], parties: dict[int, Term]) -> Iterator[Row]:
    """What each party itself said last to each measure, or what is proposed to it."""
    standing = Commitment.objects.of(plan).standing().at_hand()
    order = {pk: place for place, pk in enumerate(measures)}
    for one in sorted(standing, key=lambda one: (order[one.measure_id], one.party.number)):
        party = parties[one.party_id].written
        yield Row(
            f"{one.measure.key}/{party}",
            {
                "measure": measures[one.measure_id],
                "party": party,
                "level": one.level,
                "stage": one.stage,
                "text_fi": tidy(one.text_fi),
                "text_sv": tidy(one.text_sv),
                "reason": tidy(one.reason),
                "strategy": tidy(one.strategy),
                "since": _day(one.since),
            },
        )


def _opt_outs(plan: Plan, parties: dict[int, Term], areas: dict[int, Term]) -> Iterator[Row]:
    for one in OptOut.objects.standing().filter(plan=plan):
        party, area = parties[one.party_id].written, areas[one.goal_area_id].written
        yield Row(f"{party}/{area}", {"party": party, "area": area, "reason": tidy(one.reason)})


def _links(plan: Plan, measures: dict[int, str], indicators: dict[int, Term]) -> Iterator[Row]:
    linked = MeasureIndicator.objects.filter(measure__in=measures, indicator__in=indicators).select_related("measure")
    order = {pk: place for place, pk in enumerate(measures)}
    numbers = {pk: place for place, pk in enumerate(indicators)}
    for one in sorted(linked, key=lambda one: (order[one.measure_id], numbers[one.indicator_id])):
        written = indicators[one.indicator_id].written
        cells = {"measure": measures[one.measure_id], "indicator": written, "reasoning": tidy(one.reasoning)}
        yield Row(f"{one.measure.key}/{written}", cells)


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def intake_by(pk: int) -> PlanIntake | None:
    """The file that was read, with its plan and negotiation."""
    return PlanIntake.objects.select_related("plan__document__negotiation__county", "taken_by").filter(pk=pk).first()


def intakes_of(plan: Plan) -> tuple[PlanIntake, ...]:
    """What has been brought to the plan, the newest first."""
    return tuple(PlanIntake.objects.filter(plan=plan).select_related("taken_by").defer("reading"))


def reading_of(intake: PlanIntake) -> Reading:
    """What was read of the file; it asks the database nothing."""
    return reading_from_json(intake.reading)
