"""A plan's text beside its data: what each clause should say, what it says, and who wrote it so."""

from collections.abc import Mapping
from dataclasses import dataclass

from sopu.plans.models import Goal, Measure, Plan
from sopu.plans.queries.plan_rows import PlanRows, rows_of
from sopu.plans.queries.rendered import PROMISES, Rendered, area_key, party_key, rendered
from sopu.plans.queries.rendered_measures import citations_of
from sopu.plans.queries.telling import is_told
from sopu.plans.rules.marks import mark_of
from sopu.texts.models import Clause, Document, Language, Wording
from sopu.texts.queries.readiness import languages_by_document

Standing = Mapping[tuple[int, str], Wording]


@dataclass(frozen=True, slots=True)
class PlanText:
    """What the plan's data say, by language (the original first), and the draft as it stands.

    `clauses` are all of the draft's by key, `own` the keys that come from data, also of what was left out since.
    """

    rows: PlanRows
    told: Mapping[str, tuple[Rendered, ...]]
    needed: tuple[str, ...]
    clauses: Mapping[str, Clause]
    standing: Standing
    own: frozenset[str]

    @property
    def document(self) -> Document:
        """The document in which the text stands."""
        return self.rows.plan.document

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the clauses that the plan should have, in their order."""
        return tuple(one.key for one in self.told[self.document.original])

    def wording(self, key: str, language: str) -> Wording | None:
        """What the clause says now."""
        clause = self.clauses.get(key)
        return self.standing.get((clause.pk, language)) if clause else None

    def is_by_hand(self, one: Rendered, language: str) -> bool:
        """Whether a person has worded the clause otherwise than the data do."""
        wording = self.wording(one.key, language)
        return wording is not None and not says(wording, one) and not is_marked(wording, self.document, one.key)

    def is_same(self, one: Rendered, language: str) -> bool:
        """Whether the clause says what the data say, as a translation of what its original says now."""
        wording, original = self.wording(one.key, language), self.wording(one.key, self.document.original)
        if wording is None or not says(wording, one):
            return False
        return language == self.document.original or wording.translates_id == (original.pk if original else None)

    @property
    def by_hand(self) -> tuple[str, ...]:
        """The keys of the clauses that a person has worded otherwise in some language."""
        found = {one.key for language, told in self.told.items() for one in told if self.is_by_hand(one, language)}
        return tuple(key for key in self.keys if key in found)

    @property
    def behind(self) -> tuple[str, ...]:
        """The keys of the clauses that the text lacks, or that the data would word anew, or that have left the plan."""
        found = {one.key for language, told in self.told.items() for one in told if self._is_behind(one, language)}
        found |= {key for key in self.own - {*self.keys} if self._is_in(key)}
        return tuple(key for key in (*self.keys, *sorted(self.own - {*self.keys})) if key in found)

    def _is_in(self, key: str) -> bool:
        return key in self.clauses and self.clauses[key].left_out_at is None

    def _is_behind(self, one: Rendered, language: str) -> bool:
        if not self._is_in(one.key):
            return True
        return not self.is_same(one, language) and not self.is_by_hand(one, language)


def says(wording: Wording, one: Rendered) -> bool:
    """Whether a wording says what the data say."""
    return (wording.heading, wording.text) == (one.heading, one.text)


def is_marked(wording: Wording, document: Document, key: str) -> bool:
    """Whether a wording came from the data of a plan."""
    own = mark_of(document.pk, key, wording.language, wording.number, wording.heading, wording.text)
    return wording.act_id == own


def text_of(plan: Plan) -> PlanText:
    """The plan's text beside its data; a fixed number of questions."""
    rows = rows_of(plan)
    document = plan.document
    needed = languages_by_document([document])[document.pk]
    citations = citations_of(rows)
    whole = [one for one in Language.values if one not in needed and all(is_told(rows, one))]
    clauses = {one.key: one for one in document.clauses.prefetch_related("bases")}
    wordings = Wording.objects.of(document).standing()
    return PlanText(
        rows,
        {language: rendered(rows, citations, language) for language in (*needed, *whole)},
        needed,
        clauses,
        {(one.clause_id, one.language): one for one in wordings},
        _own_keys(rows),
    )


def _own_keys(rows: PlanRows) -> frozenset[str]:
    """The keys of all clauses that come from the data, or came once."""
    plan = rows.plan
    fixed = {PROMISES, *map(area_key, rows.areas), *map(party_key, rows.parties)}
    goals = Goal.objects.filter(plan=plan).values_list("key", flat=True)
    measures = Measure.objects.filter(goal__plan=plan).values_list("key", flat=True)
    return frozenset({*fixed, *goals, *measures})
