"""What a measure's clause says: what is done, by whom, when, with what, and what it should move."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sopu.negotiations.models import Party
from sopu.organisations.models import Body
from sopu.plans.models import Commitment, Indicator, Measure
from sopu.plans.queries.plan_rows import PlanRows
from sopu.plans.rules import Level
from sopu.plans.rules.commitments import binds
from sopu.texts.models import Clause, VersionClause, VersionWording
from sopu.web.languages import in_language


@dataclass(frozen=True, slots=True)
class Citations:
    """How a clause of an agreement is cited: its number, and its heading by language, as its newest version has."""

    numbers: Mapping[int, str] = field(default_factory=dict)
    headings: Mapping[tuple[int, str], str] = field(default_factory=dict)


def citations_of(rows: PlanRows) -> Citations:
    """Of all clauses that goals and measures stand on; two questions. What only a draft has is cited by nobody."""
    cited = {one.pk for goal in rows.goals for one in goal.clauses.all()}
    cited |= {one.clause_id for measure in rows.measures for one in measure.bases.all() if one.clause_id}
    frozen = VersionClause.objects.filter(clause__in=cited, version__purpose__in=["decision", "history"])
    newest = {one.clause_id: one for one in frozen.order_by("version__number")}
    of_clause = {one.pk: one.clause_id for one in newest.values()}
    worded = VersionWording.objects.filter(clause__in=of_clause)
    return Citations(
        {clause: one.number for clause, one in newest.items()},
        {(of_clause[one.clause_id], one.language): one.heading for one in worded},
    )


def one_line(text: str) -> str:
    """A text on one line, as an item of a list has it."""
    return " ".join(text.split())


def grounds_told(clauses: Iterable[Clause], citations: Citations, language: str) -> str:
    """Which clauses of which documents it stands on, as a sentence; empty for those that no version has."""
    cited: defaultdict[str, list[str]] = defaultdict(list)
    for clause in clauses:
        if clause.pk in citations.numbers:
            heading = citations.headings.get((clause.pk, language)) or citations.headings.get(
                (clause.pk, clause.document.original), ""
            )
            number = citations.numbers[clause.pk]
            told = _("clause %(number)s %(heading)s") % {"number": number, "heading": heading} if number else heading
            cited[clause.document.name_in(language)].append(told.strip())
    return "; ".join(f"{document}: {', '.join(told)}" for document, told in cited.items())


def measure_told(
    measure: Measure,
    said: Sequence[Commitment],
    parties: Sequence[Party],
    labels: Mapping[int, str],
    citations: Citations,
    language: str,
) -> str:
    """The text of a measure's clause in the language that is in use: what is done, and a list of the rest."""
    facts = [(name, told) for name, told in _facts(measure, said, parties, labels, citations, language) if told]
    items = "\n".join(f"- **{name}:** {one_line(told)}" for name, told in facts)
    return "\n\n".join(part for part in (in_language(measure, "text", language), items) if part)


def _facts(
    measure: Measure,
    said: Sequence[Commitment],
    parties: Sequence[Party],
    labels: Mapping[int, str],
    citations: Citations,
    language: str,
) -> Iterator[tuple[str, str]]:
    responsible = measure.responsible
    yield _("Kind"), str(measure.get_kind_display())
    yield _("Responsible"), responsible.organisation.name_in(language) if responsible else ""
    for level, name in _levels():
        yield name, _committed(level, said, parties, responsible, language)
    yield _("Carried by"), _carried(measure, language)
    yield _("Timing"), _time(measure.starts_on, measure.ends_on)
    yield _("For whom"), in_language(measure, "target_groups", language)
    yield _("Resources"), in_language(measure, "resources", language)
    yield _("Risks"), in_language(measure, "risks", language)
    yield _("Depends on"), ", ".join(labels[one.pk] for one in measure.depends_on.all() if one.pk in labels)
    yield _("Indicators"), _indicators([one.indicator for one in measure.indicator_links.all()], language)
    yield _("Grounds"), grounds_told([one.clause for one in measure.bases.all() if one.clause], citations, language)


def _levels() -> tuple[tuple[Level, str], ...]:
    return (
        (Level.DOES, pgettext("parties that do", "Done by")),
        (Level.SUPPORTS, pgettext("parties that support", "Supported by")),
        (Level.FOLLOWS, pgettext("parties that follow", "Followed by")),
    )


def _committed(
    level: Level, said: Iterable[Commitment], parties: Sequence[Party], responsible: Party | None, language: str
) -> str:
    """The parties that have committed themselves so; all others beside the responsible one in three words."""
    found = [one for one in said if one.level == level and binds(one.stage, one.level)]
    others = {one.pk for one in parties} - ({responsible.pk} if responsible else set())
    if len(others) > 2 and {one.party_id for one in found} == others:  # two are named as briefly
        return _("all other parties")
    return ", ".join(one.party.organisation.name_in(language) for one in found)


def _carried(measure: Measure, language: str) -> str:
    bodies = [_body(one, language) for one in measure.bodies.all()]
    return "; ".join([*bodies, *filter(None, [in_language(measure, "networks", language)])])


def _body(body: Body, language: str) -> str:
    organisation, name = body.organisation.name_in(language), body.name_in(language)
    return name if name.startswith(organisation) else f"{name} ({organisation})"


def _time(starts_on: dt.date | None, ends_on: dt.date | None) -> str:
    return f"{_day(starts_on)}–{_day(ends_on)}" if starts_on or ends_on else ""


def _day(day: dt.date | None) -> str:
    return f"{day.day}.{day.month}.{day.year}" if day else ""


def _indicators(indicators: Iterable[Indicator], language: str) -> str:
    return "; ".join(_indicator(one, language) for one in indicators if one.left_out_at is None)


def _indicator(indicator: Indicator, language: str) -> str:
    """An indicator with its unit, where it began and where it should come to."""
    name, unit = indicator.name_in(language), in_language(indicator, "unit", language)
    told = [f"{name} ({unit})" if unit else name]
    if indicator.baseline is not None:
        told.append(
            _("from %(value)s (%(period)s)")
            % {"value": _number(indicator, indicator.baseline), "period": indicator.baseline_period}
        )
    if indicator.target is not None:
        told.append(
            _("to %(value)s (%(period)s)")
            % {"value": _number(indicator, indicator.target), "period": indicator.target_period}
        )
    return ", ".join(told)


def _number(indicator: Indicator, value: Decimal) -> str:
    return str(localize(round(value, indicator.decimals)))
