"""The acts of a hall are stored: many phones' batches in one transaction, each act once.

A retry changes nothing: an act that is stored already is answered as stored, with the same receipt. A bad act is
answered with its reason, and the others of its batch are stored.
"""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from django.db import transaction
from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sopu.core import codes
from sopu.forum import rules
from sopu.forum.actions.rows import insert, wait_for_turn
from sopu.forum.models import Abstention, Cause, Contribution, DuplicateMark, Moderation, Participant, Reaction
from sopu.forum.queries.halls import HallNow, halls_of
from sopu.forum.rules import (
    Abstain,
    Act,
    Contribute,
    MarkDuplicate,
    OnSentence,
    React,
    Standing,
    Target,
    Unfit,
    UnfitAct,
    Withdraw,
)
from sopu.forum.signals import sentences_given

SENTENCES: dict[Unfit, str | Promise] = {
    Unfit.UNREADABLE_ACT: _("This act could not be read. Nothing of it was stored."),
    Unfit.UNREADABLE_TEXT: _("The sentence could not be read. Write it again."),
    Unfit.EMPTY_TEXT: _("The sentence is empty. Write it first."),
    Unfit.TEXT_TOO_LONG: _("The sentence is longer than 500 characters. Shorten it and send it again."),
    Unfit.NO_SUCH_DISCUSSION: _("This event has no such discussion."),
    Unfit.NO_SUCH_PROMPT: _("This event does not ask that."),
    Unfit.NO_SUCH_SENTENCE: _("The sentence that you answered is not in this event."),
    Unfit.EVENT_CLOSED: _("The event is closed. The sentence stays on your phone, but it is not part of the material."),
    Unfit.DISCUSSION_CLOSED: _("This discussion is closed now. You can send again if it is opened."),
    Unfit.OWN_IDEA_FIRST: _("Write an idea of your own first, or say that you have none now."),
    Unfit.OWN_SENTENCE: _("This is your own sentence."),
    Unfit.COMMITMENT_NEEDS_ORGANISATION: _("A commitment needs an organisation. Choose another kind of sentence."),
    Unfit.TOO_MANY_IMPORTANT: _("You have marked five sentences as important. Unmark one of them first."),
    Unfit.NOT_OWN_SENTENCE: _("Only its writer can take a sentence back."),
    Unfit.SAME_SENTENCE: _("A sentence can’t repeat itself. Choose another one."),
    Unfit.ID_IN_USE: _("This id belongs to another act. Send the sentence again."),
    Unfit.VOICE_OF_SCRIBES: _("Only a table’s scribe writes for others. Write your own thought."),
    Unfit.VOICE_MISSING: _("Choose whether the table agreed or one at the table said it."),
    Unfit.NO_SUCH_ORGANISATION: _("That organisation is not a party of this negotiation. Choose another."),
    Unfit.ANSWERS_ARE_OF_PEOPLE: _("A table’s device does not answer: each person answers on their own phone."),
    Unfit.OTHER_PROMPT_NOW: _("Only one question is open in this discussion now. Keep this until the others are open."),
    Unfit.TOO_FAST: _(
        "So much comes from this phone that the rest must wait. What was saved is kept; send this later."
    ),
}

CONTRIBUTION = (
    *("act_id", "discussion_id", "prompt_id", "participant_id"),
    *("text", "language", "voice", "organisation_id", "receipt", "written_at", "received_at", "source"),
)
REACTION = ("act_id", "contribution_id", "participant_id", "stance", "is_important", "written_at", "received_at")
DUPLICATE = ("act_id", "contribution_id", "earlier_id", "participant_id", "written_at", "received_at")
MODERATION = ("contribution_id", "is_hiding", "cause", "reason", "made_at")


@dataclass(frozen=True, slots=True)
class Person:
    """Who sends a batch: a participant of an event, on behalf of an organisation or of none, or a table's scribe."""

    participant: uuid.UUID
    event: int
    organisation: int | None
    is_scribe: bool = False

    @classmethod
    def of(cls, participant: Participant) -> "Person":
        """The person that the participant is."""
        is_scribe = participant.table_id is not None
        return cls(participant.pk, participant.event_id, participant.organisation_id, is_scribe)


@dataclass(frozen=True, slots=True)
class Batch:
    """Acts as a phone described them, in order."""

    person: Person
    acts: Sequence[object]


@dataclass(frozen=True, slots=True)
class Stored:
    """An act that is stored; a sentence has a receipt, and may wait for a facilitator's eye."""

    id: uuid.UUID
    receipt: str | None
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class NotStored:
    """An act that is not stored, and why; `id` is as the phone wrote it."""

    id: object
    reason: Unfit

    @property
    def sentence(self) -> str:
        """The reason in the reader's language."""
        return str(SENTENCES[self.reason])


@dataclass(slots=True)
class Answer:
    """What became of a batch in a hall; `spoken` are the discussions whose sentences the person may see now."""

    hall: HallNow
    stored: list[Stored] = field(default_factory=list)
    refused: list[NotStored] = field(default_factory=list)
    spoken: frozenset[int] = frozenset()


def store_batch(*, participant: Participant, acts: Sequence[object], now: dt.datetime) -> Answer:
    """One person's acts are stored."""
    return store_batches(batches=[Batch(Person.of(participant), acts)], now=now)[0]


@transaction.atomic
def store_batches(*, batches: Sequence[Batch], now: dt.datetime) -> list[Answer]:
    """Each batch's acts are stored in order; the answers come in the order of the batches."""
    wait_for_turn()
    sheet = _Sheet(batches, now)
    answers = [sheet.read(number) for number in range(len(batches))]
    sheet.save()
    return answers


class _Sheet:
    """What the acts of a group of batches need to know, asked once for all, and what they become."""

    def __init__(self, batches: Sequence[Batch], now: dt.datetime) -> None:
        self.batches = batches
        self.now = now
        self.acts = [[_read(raw, now) for raw in batch.acts] for batch in batches]
        acts = [act for act in chain.from_iterable(self.acts) if not isinstance(act, NotStored)]
        names_organisation = any(isinstance(act, Contribute) and act.organisation is not None for act in acts)
        self.halls = halls_of({batch.person.event for batch in batches}, now, with_parties=names_organisation)
        self.stored = _stored_before(acts)
        self.targets = _targets(chain.from_iterable(map(_sentences_of, acts)))
        self.withdrawn = _withdrawn([act.contribution for act in acts if isinstance(act, Withdraw)])
        people = {batch.person for batch in batches}
        self.standings = _standings(people, self.halls, now, with_marks=any(_is_mark(act) for act in acts))
        if any(isinstance(act, React) for act in acts):
            _count_reactions(self.standings, now)
        self.contributions: list[tuple[object, ...]] = []
        self.reactions: list[tuple[object, ...]] = []
        self.abstentions: list[Abstention] = []
        self.duplicates: list[tuple[object, ...]] = []
        self.withdrawals: list[tuple[object, ...]] = []
        self.held: dict[uuid.UUID, str] = {}

    def read(self, number: int) -> Answer:
        """What becomes of one batch."""
        person = self.batches[number].person
        answer = Answer(self.halls[person.event])
        for act in self.acts[number]:
            outcome = act if isinstance(act, NotStored) else self._decide(act, person)
            if isinstance(outcome, Stored):
                answer.stored.append(outcome)
            else:
                answer.refused.append(outcome)
        answer.spoken = frozenset(self.standings[person.participant].spoken)
        return answer

    def _decide(self, act: Act, person: Person) -> Stored | NotStored:
        if (type(act), act.id) in self.stored:
            owner, receipt = self.stored[type(act), act.id]
            if owner != person.participant:
                return NotStored(str(act.id), Unfit.ID_IN_USE)
            return Stored(act.id, receipt, self._is_held(act, person))
        hall, standing = self.halls[person.event], self.standings[person.participant]
        target, *others = [self._target(one, person, hall) for one in _sentences_of(act)] or [None]
        if isinstance(act, Withdraw) and target and target.is_own and act.contribution in self.withdrawn:
            return Stored(act.id, None)
        if reason := rules.unfit(act, hall.hall, standing, target, *others):
            return NotStored(str(act.id), reason)
        rules.take_in(act, standing)
        receipt = self._write(act, person, hall)
        self.stored[type(act), act.id] = (person.participant, receipt)
        return Stored(act.id, receipt, act.id in self.held)

    def _is_held(self, act: Act, person: Person) -> bool:
        """An act that an earlier try stored is held for what it says, as it was then."""
        return isinstance(act, Contribute) and bool(rules.held_for(act.text, self.halls[person.event].hall))

    def _target(self, act_id: uuid.UUID, person: Person, hall: HallNow) -> Target | None:
        """The sentence as the rules see it, when it was said in the person's event."""
        found = self.targets.get(act_id)
        if found is None or found.discussion not in hall.numbers:
            return None
        return Target(hall.numbers[found.discussion], is_own=found.participant == person.participant)

    def _write(self, act: Act, person: Person, hall: HallNow) -> str | None:
        who = person.participant
        match act:
            case Contribute():
                receipt = codes.code(codes.RECEIPT_LENGTH, secrets.choice)
                place = (hall.discussion_ids[act.discussion], hall.prompt_ids[act.prompt])
                whose = (act.voice, act.organisation)
                said = (act.text, act.language, *whose, receipt, act.at, self.now, "{}")
                self.contributions.append((act.id, *place, who, *said))
                if reason := rules.held_for(act.text, hall.hall):
                    self.held[act.id] = reason
                return receipt
            case React():
                target = self.targets[act.contribution].id
                self.reactions.append((act.id, target, who, act.stance, act.is_important, act.at, self.now))
            case Abstain():
                discussion = hall.discussion_ids[act.discussion]
                self.abstentions.append(Abstention(participant_id=who, discussion_id=discussion, received_at=self.now))
            case MarkDuplicate():
                # Whichever way it was told, the sentence that came first is the earlier one.
                earlier, later = sorted((self.targets[act.contribution].id, self.targets[act.of].id))
                self.duplicates.append((act.id, later, earlier, who, act.at, self.now))
            case Withdraw():
                self.withdrawn.add(act.contribution)
                cause = Cause.WITHDRAWN.value
                self.withdrawals.append((self.targets[act.contribution].id, True, cause, cause, self.now))
        return None

    def save(self) -> None:
        """Everything that was taken in goes to the database, in order."""
        insert(Contribution, CONTRIBUTION, self.contributions)
        if self.contributions:
            transaction.on_commit(partial(sentences_given.send_robust, None))
        if self.held:
            keys = Contribution.objects.filter(act_id__in=self.held).order_by("id").values_list("act_id", "id")
            words = [(key, True, Cause.HELD.value, self.held[act_id], self.now) for act_id, key in keys]
            insert(Moderation, MODERATION, words)
        insert(Reaction, REACTION, self.reactions)
        if self.abstentions:
            Abstention.objects.bulk_create(self.abstentions, ignore_conflicts=True)
        insert(DuplicateMark, DUPLICATE, self.duplicates)
        insert(Moderation, MODERATION, self.withdrawals)


def _read(raw: object, now: dt.datetime) -> Act | NotStored:
    try:
        return rules.act_from(raw, now)
    except UnfitAct as unfit:
        return NotStored(raw.get("id") if isinstance(raw, dict) else None, unfit.reason)


def _is_mark(act: Act) -> bool:
    return isinstance(act, React) and act.is_important


@dataclass(frozen=True, slots=True)
class _Sentence:
    id: int
    discussion: int
    participant: uuid.UUID


def _sentences_of(act: Act) -> list[uuid.UUID]:
    """The sentences that an act is about."""
    if isinstance(act, MarkDuplicate):
        return [act.contribution, act.of]
    return [act.contribution] if isinstance(act, OnSentence) else []


def _withdrawn(act_ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these sentences that their writers have taken back."""
    if not act_ids:
        return set()
    words = Moderation.objects.hiding().filter(contribution__act_id__in=act_ids, cause=Cause.WITHDRAWN)
    return set(words.values_list("contribution__act_id", flat=True))


def _targets(sentences: Iterable[uuid.UUID]) -> dict[uuid.UUID, _Sentence]:
    act_ids = set(sentences)
    if not act_ids:
        return {}
    rows = Contribution.objects.filter(act_id__in=act_ids).values_list(
        "act_id", "id", "discussion_id", "participant_id"
    )
    return {act_id: _Sentence(pk, discussion, participant) for act_id, pk, discussion, participant in rows}


def _stored_before(acts: list[Act]) -> dict[tuple[type[Act], uuid.UUID], tuple[uuid.UUID, str | None]]:
    """Acts of these that an earlier try stored: whose, and with what receipt."""
    sentences = {act.id for act in acts if isinstance(act, Contribute)}
    reactions = {act.id for act in acts if isinstance(act, React)}
    marks = {act.id for act in acts if isinstance(act, MarkDuplicate)}
    found: dict[tuple[type[Act], uuid.UUID], tuple[uuid.UUID, str | None]] = {}
    if sentences:
        rows = Contribution.objects.filter(act_id__in=sentences).values_list("act_id", "participant_id", "receipt")
        found.update(((Contribute, act_id), (owner, receipt)) for act_id, owner, receipt in rows)
    if reactions:
        answers = Reaction.objects.filter(act_id__in=reactions).values_list("act_id", "participant_id")
        found.update(((React, act_id), (owner, None)) for act_id, owner in answers)
    if marks:
        marked = DuplicateMark.objects.filter(act_id__in=marks).values_list("act_id", "participant_id")
        found.update(((MarkDuplicate, act_id), (owner, None)) for act_id, owner in marked)
    return found


def _standings(
    people: Iterable[Person], halls: dict[int, HallNow], now: dt.datetime, *, with_marks: bool
) -> dict[uuid.UUID, Standing]:
    """Where each person stands before the batch: spoken discussions by number, and sentences marked as important."""
    by_id = {person.participant: person for person in people}
    standings = {
        p: Standing(person.organisation is not None, set(), set(), person.is_scribe) for p, person in by_id.items()
    }
    lately = Count("id", filter=Q(received_at__gt=now - rules.SENTENCES_SPAN))
    spoken = Contribution.objects.filter(participant__in=by_id).order_by().values_list("participant", "discussion")
    silent = Abstention.objects.filter(participant__in=by_id).values_list("participant", "discussion")
    for participant, discussion, count in chain(spoken.annotate(lately=lately), ((*row, 0) for row in silent)):
        standings[participant].spoken.add(halls[by_id[participant].event].numbers[discussion])
        standings[participant].sentences_lately += count
    if with_marks:
        marks = Reaction.objects.filter(participant__in=by_id).order_by("id")
        for participant, act_id, is_mark in marks.values_list("participant_id", "contribution__act_id", "is_important"):
            (standings[participant].important.add if is_mark else standings[participant].important.discard)(act_id)
    return standings


def _count_reactions(standings: dict[uuid.UUID, Standing], now: dt.datetime) -> None:
    """How much each person has answered lately."""
    lately = Reaction.objects.filter(participant__in=standings, received_at__gt=now - rules.REACTIONS_SPAN)
    for participant, count in lately.order_by().values_list("participant").annotate(count=Count("id")):
        standings[participant].reactions_lately = count
