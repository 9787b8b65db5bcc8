"""A plan as the rules of readiness read it."""

import datetime as dt

from sopu.decisions.queries.standing import standings_of
from sopu.negotiations.models import ContactPoint
from sopu.negotiations.queries.duties import duty_tables
from sopu.negotiations.rules import Cadence, Standing
from sopu.plans.models import Commitment, Measure, Plan
from sopu.plans.queries.plan_rows import PlanRows
from sopu.plans.queries.plan_texts import PlanText
from sopu.plans.queries.telling import lacking
from sopu.plans.rules.commitments import binds
from sopu.plans.rules.readiness import ClauseFact, CommitmentFact, GoalFact, MeasureFact, PlanFacts
from sopu.texts.models import ClauseKind, Document, DocumentKind


def facts_of(text: PlanText, today: dt.date) -> PlanFacts:
    """The facts, as they are today; as many questions however much stands in the plan."""
    rows, plan = text.rows, text.rows.plan
    contacts = ContactPoint.objects.in_force(today).filter(party__in=[one.pk for one in rows.parties])
    return PlanFacts(
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        areas=tuple(one.pk for one in rows.areas),
        parties=tuple(one.pk for one in rows.parties),
        goals=tuple(GoalFact(one.pk, one.goal_area_id, lacking(one, text.needed)) for one in rows.goals),
        measures=tuple(_measure(one, text) for one in rows.measures),
        commitments=tuple(_commitment(one, text) for one in rows.said),
        waiting=tuple((one.measure_id, one.party_id) for one in rows.waiting),
        opt_outs=frozenset((one.party_id, one.goal_area_id) for one in rows.opt_outs),
        contacts=frozenset(contacts.values_list("party", "goal_area")),
        clauses=(*_by_hand(text), *_free(text)),
        agreement=_agreement(plan, today),
        not_negotiated=_not_negotiated(rows, today),
    )


def _commitment(said: Commitment, text: PlanText) -> CommitmentFact:
    is_binding = binds(said.stage, said.level)
    return CommitmentFact(said.measure_id, said.party_id, said.level, is_binding, lacking(said, text.needed))


def _measure(measure: Measure, text: PlanText) -> MeasureFact:
    followed = [one for one in measure.indicator_links.all() if one.indicator.left_out_at is None]
    standing = {one.pk for one in text.rows.measures}
    return MeasureFact(
        key=measure.pk,
        goal=measure.goal_id,
        area=measure.goal.goal_area_id,
        responsible=measure.responsible_id,
        starts_on=measure.starts_on,
        ends_on=measure.ends_on,
        is_measured=bool(followed or measure.no_indicator_reason),
        depends_on=tuple(one.pk for one in measure.depends_on.all() if one.pk in standing),
        lacking=lacking(measure, text.needed),
    )


def _by_hand(text: PlanText) -> list[ClauseFact]:
    return [ClauseFact(text.clauses[key].pk, is_by_hand=True) for key in text.by_hand]


def _free(text: PlanText) -> list[ClauseFact]:
    """The clauses that people write: which languages each lacks, or has stale, and whether it has only a heading."""
    original = text.document.original
    found = []
    for key, clause in text.clauses.items():
        if key in text.own or clause.left_out_at is not None:
            continue
        first = text.wording(key, original)
        missing = tuple(one for one in text.needed if not _is_worded(text, key, one))
        is_bare = clause.kind != ClauseKind.CHAPTER and first is not None and not first.text
        if missing or is_bare:
            found.append(ClauseFact(clause.pk, lacking=missing, is_only_heading=is_bare))
    return found


def _is_worded(text: PlanText, key: str, language: str) -> bool:
    first, own = text.wording(key, text.document.original), text.wording(key, language)
    if own is None or language == text.document.original:
        return own is not None
    return own.translates_id == (first.pk if first else None)


def _agreement(plan: Plan, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The days of the agreement in force of the negotiation; none while nothing is in force."""
    kinds = [DocumentKind.STRATEGIC, DocumentKind.FRAMEWORK]
    agreements = Document.objects.of(plan.negotiation).filter(kind__in=kinds).at_hand()
    standing = [one for one in standings_of(agreements, today) if one.force.is_in_force]
    if not standing:
        return None, None
    last = standing[-1]
    return last.document.valid_from or last.force.since, last.document.valid_until


def _not_negotiated(rows: PlanRows, today: dt.date) -> tuple[int, ...]:
    """The municipalities with which the duty of the council term isn't met (611/2021, 14 §)."""
    tables = [one for one in duty_tables(rows.plan.negotiation, today) if one.cadence is Cadence.TERM]
    term = rows.plan.negotiation.term.name
    open_codes = {
        row.code
        for table in tables
        for column, cells in zip(table.columns, zip(*(one.cells for one in table.rows), strict=True), strict=False)
        if column.period.name == term
        for row, cell in zip(table.rows, cells, strict=True)
        if cell.standing is not None and cell.standing is not Standing.MET
    }
    return tuple(one.pk for one in rows.parties if one.is_bound_municipality and one.organisation.code in open_codes)
