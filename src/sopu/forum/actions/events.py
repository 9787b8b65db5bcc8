"""Events are planned: made, changed until they open, copied as templates, and rehearsed without a trace."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.forum.actions.importing import free_code
from sopu.forum.actions.rows import wait_for_turn
from sopu.forum.models import Discussion, Event, ModerationMode, Opening, ProgrammeItem, Prompt, PromptKind, Release
from sopu.forum.queries.outboxes import outboxes
from sopu.forum.signals import token_withdrawn
from sopu.negotiations.models import GoalArea, Negotiation
from sopu.web.languages import LANGUAGES

Texts = Mapping[str, str]
QUESTIONS: dict[str, Texts] = {
    PromptKind.STRENGTH: {
        "fi": "Mikä on vahvuutemme?",
        "sv": "Vad är vår styrka?",
        "en": "What is our strength?",
    },
    PromptKind.NEED: {
        "fi": "Mitä pitää kehittää?",
        "sv": "Vad behöver utvecklas?",
        "en": "What needs to be developed?",
    },
    PromptKind.MEASURE: {
        "fi": "Millä toimenpiteellä tai toimintamallilla tavoite etenee?",
        "sv": "Med vilken åtgärd eller verksamhetsmodell når vi målet?",
        "en": "What measure or operating model takes us to the goal?",
    },
    PromptKind.COMMITMENT: {
        "fi": "Mihin organisaatiomme voi sitoutua?",
        "sv": "Vad kan vår organisation åta sig?",
        "en": "What can our organisation commit to?",
    },
}
"""What an event asks unless something else is written: the four of the plan."""


@dataclass(frozen=True, slots=True)
class EventPlan:
    """What is told of an event before it opens; texts by language, goal areas by number, questions by prompt's kind."""

    names: Texts
    starts_at: dt.datetime
    ends_at: dt.datetime
    goal_areas: frozenset[int]
    questions: Mapping[str, Texts] = field(default_factory=lambda: QUESTIONS)
    place: str = ""
    moderation: ModerationMode = ModerationMode.AFTER
    late_until: dt.datetime | None = None
    is_rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A part of the programme as it is planned; the discussion by its number, if one stands behind it."""

    names: Texts
    starts_at: dt.datetime
    ends_at: dt.datetime
    discussion: int | None = None


@transaction.atomic
def create_event(*, negotiation: Negotiation, plan: EventPlan) -> Event:
    """An event that has not opened yet, with a discussion for each of its goal areas."""
    _demand_sense(plan)
    event = Event.objects.create(negotiation=negotiation, code=free_code(), **_fields(plan))
    _furnish(event, plan)
    return event


@transaction.atomic
def edit_event(*, event: Event, plan: EventPlan) -> None:
    """The plan changes, until the event opens."""
    _demand_unopened(event)
    _demand_sense(plan)
    for name, value in _fields(plan).items():
        setattr(event, name, value)
    event.save()
    _furnish(event, plan)


@transaction.atomic
def copy_event(*, event: Event, starts_at: dt.datetime) -> Event:
    """A new event with the same structure, moved to another time; nothing that was said or decided comes along."""
    moved = starts_at - event.starts_at
    copy = Event.objects.create(
        negotiation=event.negotiation,
        code=free_code(),
        starts_at=starts_at,
        ends_at=event.ends_at + moved,
        late_until=event.late_until and event.late_until + moved,
        place=event.place,
        moderation=event.moderation,
        **_texts(event, "name"),
    )
    for prompt in event.prompts.all():
        Prompt.objects.create(event=copy, kind=prompt.kind, number=prompt.number, **_texts(prompt, "question"))
    discussions = {
        one.pk: Discussion.objects.create(event=copy, goal_area=one.goal_area, number=one.number, **_texts(one, "name"))
        for one in event.discussions.all()
    }
    for item in event.programme.all():
        ProgrammeItem.objects.create(
            event=copy,
            number=item.number,
            starts_at=item.starts_at + moved,
            ends_at=item.ends_at + moved,
            discussion=discussions.get(item.discussion_id or 0),
            **_texts(item, "name"),
        )
    return copy


@transaction.atomic
def plan_programme(*, event: Event, items: Sequence[Item]) -> None:
    """The programme of the event, whole: what is not among the items leaves it."""
    if any(item.ends_at < item.starts_at for item in items):
        raise Refused("ends_before_it_starts", _("A part of the programme ends before it starts."))
    discussions = {one.number: one for one in event.discussions.all()}
    event.programme.all().delete()
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(
            event=event,
            number=number,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            discussion=discussions.get(item.discussion or 0),
            **_named("name", item.names),
        )
        for number, item in enumerate(sorted(items, key=lambda one: (one.starts_at, one.ends_at)), 1)
    )


@transaction.atomic
def end_rehearsal(*, event: Event) -> None:
    """Everything that was said and everybody who joined are deleted; the event stands unopened, in earnest now.

    What was planned stays: the programme, tables, registrations, and badges, which can be used again.
    """
    wait_for_turn()
    event.refresh_from_db(from_queryset=Event.objects.select_for_update())
    if not event.is_rehearsal:
        raise Refused("not_a_rehearsal", _("This event is not a rehearsal: nothing of it can be deleted."))
    people = event.participants.exclude(token_digest=None)
    digests = list(people.values_list("token_digest", flat=True))
    event.participants.all().delete()
    event.intakes.all().delete()
    Release.objects.filter(badge__event=event).delete()
    event.badges.update(used_by=None, used_at=None)
    Opening.objects.filter(event=event).delete()
    event.discussions.update(opened_at=None, closed_at=None, closes_at=None, only_prompt=None)
    event.opened_at = event.closed_at = None
    event.is_rehearsal = False
    event.save(update_fields=["opened_at", "closed_at", "is_rehearsal"])
    transaction.on_commit(lambda: _withdraw(event, digests))


def _withdraw(event: Event, digests: Sequence[str | None]) -> None:
    outboxes.forget(event.pk)
    for digest in digests:
        token_withdrawn.send(sender=None, code=event.code, digest=digest)


def _demand_unopened(event: Event) -> None:
    if event.opened_at is not None:
        raise Refused("event_has_opened", _("The event has been opened: its plan stands. Copy it to make another."))


def _demand_sense(plan: EventPlan) -> None:
    if plan.ends_at <= plan.starts_at:
        raise Refused("ends_before_it_starts", _("The event ends before it starts."))
    if plan.late_until is not None and plan.late_until < plan.ends_at:
        raise Refused("late_before_end", _("Late input ends before the event does."))
    if not plan.goal_areas:
        raise Refused("no_goal_areas", _("Choose at least one goal area: it becomes a discussion."))
    if not _asked(plan):
        raise Refused("no_questions", _("Write at least one question."))


def _fields(plan: EventPlan) -> dict[str, object]:
    return {
        **_named("name", plan.names),
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "place": plan.place,
        "moderation": plan.moderation,
        "late_until": plan.late_until,
        "is_rehearsal": plan.is_rehearsal,
    }


def _asked(plan: EventPlan) -> dict[str, Texts]:
    return {kind: texts for kind, texts in plan.questions.items() if any(texts.values())}


def _furnish(event: Event, plan: EventPlan) -> None:
    """Prompts and discussions as the plan has them; a discussion of a topic of its own stays."""
    asked = _asked(plan)
    event.prompts.exclude(kind__in=asked).delete()
    for number, kind in enumerate(PromptKind, 1):
        if kind in asked:
            question = {"number": number, **_named("question", asked[kind])}
            Prompt.objects.update_or_create(event=event, kind=kind, defaults=question)
    event.discussions.filter(goal_area__isnull=False).exclude(goal_area__number__in=plan.goal_areas).delete()
    known = set(event.discussions.values_list("goal_area", flat=True))
    for area in GoalArea.objects.filter(negotiation=event.negotiation_id, number__in=plan.goal_areas):
        if area.pk not in known:
            Discussion.objects.create(event=event, goal_area=area, number=area.number, **_texts(area, "name"))


def _named(name: str, texts: Texts) -> dict[str, str]:
    return {f"{name}_{language}": texts.get(language, "") for language in LANGUAGES}


def _texts(owner: object, name: str) -> dict[str, str]:
    return {f"{name}_{language}": getattr(owner, f"{name}_{language}") for language in LANGUAGES}
