"""Measures are added, changed, moved, left out and taken back: two who write at once never overwrite each other."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.models import Party
from sopu.plans.actions.commitments import Lead, ask_to_lead
from sopu.plans.models import Goal, Measure
from sopu.plans.rules.words import SAID
from sopu.texts.actions.documents import new_key

TEXTS = (*SAID, "name_en")
FIELDS = frozenset({*TEXTS, "kind", "starts_on", "ends_on"})
SETS = frozenset({"bodies", "depends_on"})


class Overtaken(Refused):
    """Somebody else has changed the measure since: `standing` is what they made of it."""

    def __init__(self, standing: Measure) -> None:
        super().__init__(
            "overtaken",
            _("Somebody else has changed this measure meanwhile. Your text was not stored: compare, and choose."),
        )
        self.standing = standing


@transaction.atomic
def add_measure(
    *,
    goal: Goal,
    responsible: Party | None,
    by: User | None,
    now: dt.datetime,
    act_id: uuid.UUID | None = None,
    lead: Lead | None = None,
    **told: Any,
) -> Measure:
    """A measure is added to a goal, the last in it; `told` are its fields, `bodies` and `depends_on`.

    Its responsible party is asked to lead it, in the words of `lead` if there are any. The same act stores nothing
    twice.
    """
    if act_id and (done := Measure.objects.filter(act_id=act_id).first()):
        if done.goal == goal and done.responsible == responsible and _is_said(done, told):
            return done
        act_id = None  # somebody went back to a form that they had sent, and wrote another measure in it
    if goal.left_out_at is not None:
        raise Refused("left_out", _("This goal has been left out of the plan. Nothing was stored."))
    measure = Measure(
        act_id=act_id or uuid.uuid4(), goal=goal, key=new_key(), responsible=responsible, made_by=by, made_at=now
    )
    _tell(measure, told)
    Goal.objects.select_for_update().get(pk=goal.pk)
    measure.number = _next_number(goal)
    measure.save()
    _set(measure, told)
    ask_to_lead(measure=measure, by=by, now=now, lead=lead)
    return measure


@transaction.atomic
def change_measure(*, measure: Measure, based_on: int, by: User | None, now: dt.datetime, **told: Any) -> Measure:
    """What is told of a measure is changed, and the rest stays; `based_on` is the revision that the writer saw.

    If somebody has changed it since, nothing is stored and `Overtaken` says what stands, unless that is what the writer
    would have. `told` may be any field of `add_measure`, and `responsible`.
    """
    standing = Measure.objects.at_hand().select_for_update(of=("self",)).get(pk=measure.pk)
    if standing.revision != based_on:
        if _is_said(standing, told):
            return standing
        raise Overtaken(standing)
    former = standing.responsible_id
    if "responsible" in told:
        standing.responsible = told.pop("responsible")
    _tell(standing, told)
    standing.revision = based_on + 1
    standing.save()
    _set(standing, told)
    if standing.responsible_id != former:
        ask_to_lead(measure=standing, by=by, now=now)
    return standing


@transaction.atomic
def move_measure(*, measure: Measure, goal: Goal) -> Measure:
    """A measure moves under another goal of the same plan, and comes last in it."""
    if goal.plan_id != measure.goal.plan_id:
        raise Refused("another_plan", _("This goal is of another plan. Nothing was stored."))
    if goal.left_out_at is not None:
        raise Refused("left_out", _("This goal has been left out of the plan. Nothing was stored."))
    if goal.pk == measure.goal_id:
        return measure
    Goal.objects.select_for_update().get(pk=goal.pk)
    measure.goal, measure.number = goal, _next_number(goal)
    measure.save(update_fields=["goal", "number"])
    Measure.objects.filter(pk=measure.pk).update(revision=F("revision") + 1)
    measure.refresh_from_db(fields=["revision"])
    return measure


@transaction.atomic
def leave_out_measure(*, measure: Measure, now: dt.datetime) -> Measure:
    """A measure leaves the plan with all that is known of it, and can be taken back."""
    measure.left_out_at = measure.left_out_at or now
    measure.save(update_fields=["left_out_at"])
    return measure


@transaction.atomic
def take_back_measure(*, measure: Measure) -> Measure:
    """A measure that was left out stands in the plan again, by its old number."""
    if measure.goal.left_out_at is not None:
        raise Refused("left_out", _("This goal has been left out of the plan. Nothing was stored."))
    measure.left_out_at = None
    measure.save(update_fields=["left_out_at"])
    return measure


def _next_number(goal: Goal) -> int:
    """A number is given once: a measure that was left out keeps its own."""
    return (goal.measures.aggregate(last=Max("number"))["last"] or 0) + 1


def _is_said(measure: Measure, told: dict[str, Any]) -> bool:
    """Whether the measure says all that is told: a second press of the same is no news."""
    fields = {name: _tidy(value) if name in TEXTS else value for name, value in told.items() if name not in SETS}
    sets = {name: {one.pk for one in told[name]} for name in SETS & told.keys()}
    return all(getattr(measure, name) == value for name, value in fields.items()) and all(
        {one.pk for one in getattr(measure, name).all()} == keys for name, keys in sets.items()
    )


def _tell(measure: Measure, told: dict[str, Any]) -> None:
    unknown = told.keys() - FIELDS - SETS
    if unknown:
        raise TypeError(f"A measure has no {sorted(unknown)}")
    for name in FIELDS & told.keys():
        value = told[name]
        setattr(measure, name, _tidy(value) if name in TEXTS else value)
    _refuse_measure(measure, told)


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _set(measure: Measure, told: dict[str, Any]) -> None:
    for name in SETS & told.keys():
        getattr(measure, name).set(told[name])


def _refuse_measure(measure: Measure, told: dict[str, Any]) -> None:
    if not (measure.name_fi or measure.name_sv or measure.name_en):
        raise Refused("no_name", _("A measure needs a name. Nothing was stored."))
    if measure.starts_on and measure.ends_on and measure.ends_on < measure.starts_on:
        raise Refused("ends_first", _("A measure ends after it starts. Nothing was stored."))
    parties = set(measure.goal.plan.document.parties.values_list("pk", "organisation"))
    if measure.responsible_id and measure.responsible_id not in {party for party, _organisation in parties}:
        raise Refused("not_a_party", _("The responsible one must be a party of the plan. Nothing was stored."))
    if any(body.organisation_id not in {one for _party, one in parties} for body in told.get("bodies", ())):
        raise Refused("not_a_party", _("A body belongs to no party of the plan. Nothing was stored."))
    if any(one.goal.plan_id != measure.goal.plan_id or one.pk == measure.pk for one in told.get("depends_on", ())):
        raise Refused("another_plan", _("A measure depends on other measures of its plan. Nothing was stored."))
