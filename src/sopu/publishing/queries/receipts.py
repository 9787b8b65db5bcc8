"""What became of a sentence, for whoever holds its receipt. Nothing here says who wrote it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from sopu.core import codes
from sopu.forum.models import (
    Cause,
    Contribution,
    ContributionQuerySet,
    Event,
    Moderation,
    Participant,
    PromptKind,
)
from sopu.forum.queries.hall import HallAnswer, hall_answers
from sopu.publishing.models import Compilation, Package
from sopu.publishing.queries.carried import Carrier, carriers_of
from sopu.publishing.queries.done import Doing, doings_of
from sopu.synthesis.models import Target
from sopu.synthesis.queries.fates import NOT_YET, Fate, fates_of


@dataclass(frozen=True, slots=True)
class Handover:
    """The material that carries a sentence: when it was compiled, and how many of the parties it was delivered to."""

    compiled_at: dt.datetime
    delivered_at: dt.datetime | None
    delivered_count: int
    party_count: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """A sentence and its way so far. `organisation` is only a commitment's; `hidden` is the word that hides it.

    `fate` is what was understood of it and what became of it; of one that is hidden or erased nothing is told.
    """

    id: uuid.UUID
    code: str
    text: str
    language: str
    event: Event
    discussion: str
    number: int
    kind: str
    organisation: str
    written_at: dt.datetime
    erased_at: dt.datetime | None
    late_until: dt.datetime | None
    is_answerable: bool
    hidden: Moderation | None
    hall: HallAnswer | None
    handover: Handover | None
    remark: str = ""
    fate: Fate = NOT_YET
    carriers: tuple[Carrier, ...] = ()
    doings: tuple[Doing, ...] = ()

    @property
    def is_promised(self) -> bool:
        """It was answered that it goes into the agreement, and no clause that was submitted carries it."""
        return not self.carriers and self.fate.answer is not None and self.fate.answer.target == Target.AGREEMENT

    @property
    def is_promised_to_the_plan(self) -> bool:
        """It was answered that it goes into the plan, and no measure that was submitted carries it."""
        return not self.doings and self.fate.answer is not None and self.fate.answer.target == Target.PLAN

    @property
    def is_withdrawn(self) -> bool:
        """Its writer took it back."""
        return self.hidden is not None and self.hidden.cause == Cause.WITHDRAWN

    @property
    def steps(self) -> dict[str, str]:
        """Each step's place in time: `done`, `now` or `ahead`; the first that is not done is now."""
        done = {
            "answered": not self.is_answerable,
            "compiled": self.handover is not None,
            "delivered": self.handover is not None and self.handover.delivered_at is not None,
            "disposed": self.fate.answer is not None,
        }
        now = next((step for step, is_done in done.items() if not is_done), "")
        return {step: "done" if is_done else "now" if step == now else "ahead" for step, is_done in done.items()}


def is_known(code: str) -> bool:
    """There is a sentence by this receipt."""
    return Contribution.objects.filter(receipt=code).exists()


def what_became_of(code: str, now: dt.datetime) -> Receipt | None:
    """The sentence with that receipt, however it was typed, and its way so far."""
    found = _said().filter(receipt=codes.tidy(code)).first()
    if found is None:
        return None
    return _receipt(found, hall_answers([found.pk]), _onward([found], now), _compiled(found.discussion.event), now)


def ways_of(participant: Participant, now: dt.datetime) -> list[Receipt]:
    """All that the participant has said and the way of each, newest first; as many queries however many there are."""
    said = list(_said().filter(participant=participant).order_by("-id"))
    answers, fates, compiled = hall_answers(one.pk for one in said), _onward(said, now), _compiled(participant.event)
    return [_receipt(one, answers, fates, compiled, now) for one in said]


Onward = dict[int, tuple[Fate, tuple[Carrier, ...], tuple[Doing, ...]]]
"""What became of each sentence, and the clauses and measures that carry it."""
NOWHERE: tuple[Fate, tuple[Carrier, ...], tuple[Doing, ...]] = (NOT_YET, (), ())


def _onward(said: list[Contribution], now: dt.datetime) -> Onward:
    """What became of those that the hall sees and whose text is there."""
    seen = {one.pk for one in said if one.erased_at is None and not _is_hidden(one)}
    fates, carriers, doings = fates_of(seen), carriers_of(seen, timezone.localdate(now)), doings_of(seen)
    return {key: (fates.get(key, NOT_YET), carriers.get(key, ()), doings.get(key, ())) for key in seen}


def _is_hidden(said: Contribution) -> bool:
    moderations = list(said.moderations.all())
    return bool(moderations) and moderations[-1].is_hiding


def _said() -> ContributionQuerySet:
    joined = ("discussion__event__negotiation", "prompt", "participant__organisation", "organisation")
    return Contribution.objects.select_related(*joined).prefetch_related("moderations", "remarks")


def _receipt(
    said: Contribution,
    answers: dict[int, HallAnswer],
    onward: Onward,
    compiled: list[tuple[Compilation, Handover]],
    now: dt.datetime,
) -> Receipt:
    event = said.discussion.event
    moderations = list(said.moderations.all())
    latest = moderations[-1] if moderations else None
    organisation = said.speaker_organisation
    is_commitment = said.prompt.kind == PromptKind.COMMITMENT
    is_late = event.takes_in(now) and not event.is_open
    fate, carriers, doings = onward.get(said.pk, NOWHERE)
    return Receipt(
        id=said.act_id,
        code=said.receipt,
        text=said.text,
        language=said.language,
        event=event,
        discussion=said.discussion.name,
        number=said.discussion.number,
        kind=said.prompt.get_kind_display(),
        organisation=organisation.name if is_commitment and organisation else "",
        written_at=said.written_at,
        erased_at=said.erased_at,
        late_until=event.late_until if is_late else None,
        is_answerable=is_late or (event.is_open and said.discussion.is_open),
        hidden=latest if latest and latest.is_hiding else None,
        hall=answers.get(said.pk),
        handover=_handover(said, moderations, compiled),
        remark=next((one.text for one in list(said.remarks.all())[::-1]), ""),
        fate=fate,
        carriers=carriers,
        doings=doings,
    )


def _compiled(event: Event) -> list[tuple[Compilation, Handover]]:
    """The event's finished compilations, the newest first, and how far each has gone: two queries."""
    packages = Package.objects.filter(compilation__event=event, party__isnull=False).order_by()
    reached = Count("id", filter=Q(deliveries__isnull=False), distinct=True)
    counted = packages.values_list("compilation").annotate(total=Count("id", distinct=True), reached=reached)
    counts = {pk: (total, count) for pk, total, count in counted}
    told = []
    for one in Compilation.objects.finished().filter(event=event):
        total, count = counts.get(one.pk, (0, 0))
        ended_at = one.finished_at or one.requested_at
        told.append((one, Handover(ended_at, one.delivered_at, count if one.delivered_at else 0, total)))
    return told


def _handover(
    said: Contribution, moderations: list[Moderation], compiled: list[tuple[Compilation, Handover]]
) -> Handover | None:
    """Of the compilations that carry the sentence, the one delivered last, else the newest."""
    carrying = [
        (one, handover)
        for one, handover in compiled
        if one.last_contribution >= said.pk and not _was_hidden(moderations, one.started_at or one.requested_at)
    ]
    delivered = (handover for one, handover in carrying if one.delivered_at)
    return next(delivered, carrying[0][1] if carrying else None)


def _was_hidden(moderations: list[Moderation], at: dt.datetime) -> bool:
    before = [one for one in moderations if one.made_at <= at]
    return bool(before) and before[-1].is_hiding
