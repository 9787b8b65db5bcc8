"""A plan's text is brought up to date with its data, and what people wrote in it is never overwritten unasked."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from sopu.accounts.models import User
from sopu.plans.models import Goal, Measure, Plan
from sopu.plans.queries.plan_texts import PlanText, says, text_of
from sopu.plans.queries.rendered import Rendered
from sopu.plans.queries.telling import lacking
from sopu.plans.rules.arranging import Standing, arranged
from sopu.plans.rules.marks import mark_of
from sopu.texts.actions.drafting import add_clause, leave_out, take_back, write_clause
from sopu.texts.models import Basis, Clause, Document, Wording

BEHIND = "measuresof"
"""The chapter of the skeleton behind which the plan's clauses come at first."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What came of it: how many clauses were added, worded anew and left out, and which a person had worded."""

    added_count: int
    worded_count: int
    left_out_count: int
    by_hand: tuple[str, ...]

    @property
    def has_changed(self) -> bool:
        """Whether the draft says something else now."""
        return self.added_count + self.worded_count + self.left_out_count > 0


@transaction.atomic
def render_plan(*, plan: Plan, by: User | None, now: dt.datetime, over: Collection[str] = ()) -> Renewal:
    """The clauses of the plan's goals, measures and commitments say what the data say; twice changes nothing.

    One that a person has worded otherwise is left as it is, unless its key is among those that the data may word
    `over`: then the person's words stay in its history. Clauses of what has left the plan leave the text.
    """
    Document.objects.select_for_update().get(pk=plan.document_id)
    text = text_of(plan)
    added = [key for key in text.keys if key not in text.clauses]
    clauses = {**text.clauses, **{key: _begun(text, key, now) for key in added}}
    by_hand = tuple(key for key in text.by_hand if key not in over)
    worded = {key for key in text.keys if key not in by_hand and _word(text, clauses[key], by, now)}
    for key in text.keys:
        if clauses[key].left_out_at is not None:
            take_back(clause=clauses[key])
    gone = [one for key, one in clauses.items() if key in text.own - {*text.keys} and one.left_out_at is None]
    for clause in gone:
        leave_out(clause=clause, now=now)
    _arrange(text)
    _state_bases(text, clauses, now)
    return Renewal(len(added), len(worded - {*added}), len(gone), by_hand)


def _begun(text: PlanText, key: str, now: dt.datetime) -> Clause:
    """A new clause of the draft, without words yet; it knows the clause of the former plan that it goes on from."""
    one = next(told for told in text.told[text.document.original] if told.key == key)
    return add_clause(
        document=text.document,
        kind=one.kind,
        language=text.document.original,
        heading="",
        text="",
        by=None,
        now=now,
        depth=one.depth,
        is_numbered=False,
        goal_area=one.goal_area,
        origin=_origin(text, key),
        key=key,
    )


def _origin(text: PlanText, key: str) -> Clause | None:
    """The clause of the former plan's text: of the same goal, or of the measure that this one goes on from."""
    former = text.document.predecessor_id
    if former is None:
        return None
    measure = next((one for one in text.rows.measures if one.key == key), None)
    origin = measure.origins.select_related("former").first() if measure else None
    return Clause.objects.filter(document=former, key=origin.former.key if origin else key).first()


def _word(text: PlanText, clause: Clause, by: User | None, now: dt.datetime) -> bool:
    """Words the clause in each language in which all of it is told, the original first; says whether that was news."""
    written = False
    original = text.wording(clause.key, text.document.original)
    for language, told in text.told.items():
        one = next(each for each in told if each.key == clause.key)
        if _is_untold(text, one, language):
            continue
        before = text.wording(clause.key, language)
        is_translation = language != text.document.original
        if before and says(before, one) and (not is_translation or before.translates_id == _key(original)):
            continue
        wording = _written(text, clause, one, language, before, by, now)
        original = original if is_translation else wording
        written = True
    return written


def _key(wording: Wording | None) -> int | None:
    return wording.pk if wording else None


def _written(
    text: PlanText,
    clause: Clause,
    one: Rendered,
    language: str,
    before: Wording | None,
    by: User | None,
    now: dt.datetime,
) -> Wording:
    seen = before.number if before else 0
    return write_clause(
        clause=clause,
        language=language,
        heading=one.heading,
        text=one.text,
        based_on=seen,
        by=by,
        now=now,
        act_id=mark_of(text.document.pk, clause.key, language, seen + 1, one.heading, one.text),
    )


def _is_untold(text: PlanText, one: Rendered, language: str) -> bool:
    """A goal or measure that is not whole in a language gets no words in it: a missing translation shows."""
    if language == text.document.original:
        return False
    owners: list[Goal | Measure] = [*text.rows.goals, *text.rows.measures]
    return any(lacking(each, [language]) for each in owners if each.key == one.key)


def _arrange(text: PlanText) -> None:
    """The plan's clauses stand together, in its order; what people put under one of them stays there."""
    clauses = {one.key: one for one in text.document.clauses.all()}
    standing = [Standing(one.key, one.depth) for one in clauses.values() if one.key in text.clauses]
    order = arranged(standing, text.keys, BEHIND)
    rest = [one.key for one in clauses.values() if one.key not in order]
    moved = []
    for position, key in enumerate((*order, *rest), 1):
        if clauses[key].position != position:
            clauses[key].position = position
            moved.append(clauses[key])
    Clause.objects.bulk_update(moved, ["position"])


def _state_bases(text: PlanText, clauses: dict[str, Clause], now: dt.datetime) -> None:
    """A clause stands on the findings of its measure. One that a person put under it stays: it bears their name."""
    wanted = {(clauses[one.key].pk, finding) for one in text.told[text.document.original] for finding in one.findings}
    own = {clauses[key].pk for key in text.keys}
    have = {(one.clause_id, one.finding_id): one for one in Basis.objects.filter(clause__in=own)}
    Basis.objects.bulk_create(
        Basis(clause_id=clause, finding_id=finding, stated_at=now) for clause, finding in sorted(wanted - have.keys())
    )
    Basis.objects.filter(
        pk__in=[one.pk for pair, one in have.items() if pair not in wanted and one.stated_by_id is None]
    ).delete()
