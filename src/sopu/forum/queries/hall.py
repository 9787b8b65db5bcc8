"""What a participant's pages show: the discussions, one's own sentences and answers, and others' sentences."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from sopu.core import codes, routing
from sopu.core.groups import LEAST
from sopu.forum.models import (
    Abstention,
    Cause,
    Contribution,
    ContributionQuerySet,
    Event,
    Moderation,
    Participant,
    Prompt,
    PromptKind,
    Reaction,
    Remark,
    Stance,
)
from sopu.forum.queries.voices import mark_of


def participant_cookie(event: Event) -> str:
    """The name of the cookie by which a phone is known in an event: one phone can take part in many."""
    return f"sopu_participant_{event.code}"


def event_by(code: str) -> Event | None:
    """The event with the code that a person typed, however they typed it."""
    events = Event.objects.select_related("negotiation__county")
    return events.filter(code=codes.tidy(code)).first()


def participant_of(event: Event, token: str) -> Participant | None:
    """Who holds the token in this event; a token of another event is nobody's here."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    return (
        event.participants.select_related("organisation", "event__negotiation", "table")
        .filter(token_digest=digest)
        .first()
    )


def has_acted(participant: Participant) -> bool:
    """The participant has said, answered or passed something."""
    return any(acts.exists() for acts in (participant.contributions, participant.reactions, participant.abstentions))


@dataclass(frozen=True, slots=True)
class DiscussionNow:
    """A discussion as a participant meets it: `has_spoken` opens others' sentences, `only` is the one open question."""

    number: int
    name: str
    is_open: bool
    is_ahead: bool
    closes_at: dt.datetime | None
    has_spoken: bool
    only: str = ""

    @property
    def state(self) -> str:
        """`open`, `ahead` or `closed`."""
        return "open" if self.is_open else "ahead" if self.is_ahead else "closed"


def discussions_for(participant: Participant, now: dt.datetime) -> list[DiscussionNow]:
    """The event's discussions in order; after the closing all are open while late input lasts, and then none."""
    event = participant.event
    is_late = event.takes_in(now) and not event.is_open
    spoken = spoken_in(participant)
    return [
        DiscussionNow(
            number=discussion.number,
            name=discussion.name,
            is_open=is_late or (event.is_open and discussion.is_open),
            is_ahead=discussion.opened_at is None,
            closes_at=event.late_until if is_late else discussion.closes_at,
            has_spoken=discussion.pk in spoken,
            only=discussion.only_prompt.kind if discussion.only_prompt and event.is_open else "",
        )
        for discussion in event.discussions.with_prompts()
    ]


def spoken_in(participant: Participant) -> set[int]:
    """The discussions in which the participant has spoken, or said that they have nothing to say, by key."""
    spoken = set(participant.contributions.order_by().values_list("discussion", flat=True).distinct())
    return spoken | set(participant.abstentions.values_list("discussion", flat=True))


def asked_in(event: Event, discussion: DiscussionNow | None) -> list[Prompt]:
    """The questions that are asked in a discussion now: all of the event's, or the one that is open."""
    prompts = list(event.prompts.all())
    only = discussion.only if discussion else ""
    return [one for one in prompts if one.kind == only] or prompts


def chosen(discussions: list[DiscussionNow], asked: str) -> DiscussionNow | None:
    """The discussion asked for by number, else the first open one, else the first."""
    by_number = {str(one.number): one for one in discussions}
    is_open = (one for one in discussions if one.is_open)
    return by_number.get(asked) or next(is_open, None) or next(iter(discussions), None)


@dataclass(frozen=True, slots=True)
class OwnSentence:
    """What a participant said; `hidden_for` is the reason why the hall does not see it, or empty; one that
    is held waits for a facilitator."""

    id: uuid.UUID
    text: str
    language: str
    kind: str
    discussion: int
    receipt: str
    written_at: dt.datetime
    hidden_for: str
    whose: str = ""
    is_held: bool = False
    remark: str = ""
    is_withdrawn: bool = False
    is_erased: bool = False


def own_sentences(participant: Participant) -> list[OwnSentence]:
    """The participant's sentences, newest first."""
    said = list(participant.contributions.select_related("discussion", "prompt").order_by("-id"))
    table = participant.table if said else None
    remarks = dict(Remark.objects.standing().filter(contribution__in=said).values_list("contribution", "text"))
    hiding = {word.contribution_id: word for word in Moderation.objects.hiding().filter(contribution__in=said)}
    return [
        OwnSentence(
            id=one.act_id,
            text=one.text,
            language=one.language,
            kind=one.prompt.get_kind_display(),
            discussion=one.discussion.number,
            receipt=one.receipt,
            written_at=one.written_at,
            hidden_for=hiding[one.pk].words if one.pk in hiding else "",
            whose=mark_of(one.voice, table.number if table else None),
            remark=remarks.get(one.pk, ""),
            is_held=one.pk in hiding and hiding[one.pk].cause == Cause.HELD,
            is_withdrawn=one.pk in hiding and hiding[one.pk].cause == Cause.WITHDRAWN,
            is_erased=one.erased_at is not None,
        )
        for one in said
    ]


def is_said_otherwise(participant: Participant, act_id: uuid.UUID, text: str) -> bool:
    """The participant has said something else by this id: a form that was gone back to and written anew."""
    return participant.contributions.filter(act_id=act_id).exclude(text=text).exists()


def unanswered(participant: Participant, now: dt.datetime) -> ContributionQuerySet:
    """Others' visible sentences that the participant has not answered, where they have spoken and may still answer."""
    event = participant.event
    open_now = event.discussions.open() if event.is_open else event.discussions.all()
    spoken = Q(pk__in=Contribution.objects.filter(participant=participant).values("discussion")) | Q(
        pk__in=Abstention.objects.filter(participant=participant).values("discussion")
    )
    if not event.takes_in(now):
        return Contribution.objects.none()
    return (
        Contribution.objects.visible()
        .filter(discussion__in=open_now.filter(spoken))
        .exclude(participant=participant)
        .exclude(pk__in=Reaction.objects.filter(participant=participant).values("contribution"))
    )


@dataclass(frozen=True, slots=True)
class Sentence:
    """Somebody else's sentence; only a commitment says whose, by its organisation."""

    pk: int
    id: uuid.UUID
    text: str
    language: str
    kind: str
    discussion: int
    organisation: str


def next_sentence(participant: Participant, discussion: int, now: dt.datetime) -> Sentence | None:
    """One of the unanswered sentences by the hall's rule; the same one until the participant has answered."""
    waiting = unanswered(participant, now).filter(discussion__number=discussion)
    answers = Reaction.objects.filter(contribution=OuterRef("pk")).order_by().values("contribution")
    counted = waiting.annotate(answer_count=Coalesce(Subquery(answers.values(n=Count("*"))), 0))
    rows = list(counted.order_by("id").values_list("pk", "answer_count"))
    if not rows:
        return None
    chance = routing.chance_of(participant.pk, participant.reactions.count())
    chosen_id = rows[routing.choose([seen for _, seen in rows], chance)][0]
    return _sentence(Contribution.objects.filter(pk=chosen_id))


def sentence_by(participant: Participant, act_id: uuid.UUID) -> Sentence | None:
    """That sentence, when the hall sees it, it is somebody else's, and the participant has spoken where it was said."""
    seen = Contribution.objects.of(participant.event).visible().exclude(participant=participant)
    return _sentence(seen.filter(act_id=act_id, discussion__in=spoken_in(participant)))


def _sentence(contributions: ContributionQuerySet) -> Sentence | None:
    found = contributions.select_related("discussion", "prompt", "participant__organisation", "organisation").first()
    return shown(found) if found else None


def shown(contribution: Contribution) -> Sentence:
    """The sentence as others see it; its origins are at hand."""
    organisation = contribution.speaker_organisation
    is_commitment = contribution.prompt.kind == PromptKind.COMMITMENT
    return Sentence(
        pk=contribution.pk,
        id=contribution.act_id,
        text=contribution.text,
        language=contribution.language,
        kind=contribution.prompt.get_kind_display(),
        discussion=contribution.discussion.number,
        organisation=organisation.name if is_commitment and organisation else "",
    )


@dataclass(frozen=True, slots=True)
class HallAnswer:
    """How the hall has answered a sentence: people, each by their latest word."""

    agree_count: int
    pass_count: int
    disagree_count: int

    @property
    def count(self) -> int:
        """Everybody who has answered."""
        return self.agree_count + self.pass_count + self.disagree_count

    @property
    def agree_percent(self) -> int:
        """Those who agree, of all who answered."""
        return round(100 * self.agree_count / self.count)

    @property
    def disagree_percent(self) -> int:
        """Those who disagree, of all who answered."""
        return round(100 * self.disagree_count / self.count)

    @property
    def pass_percent(self) -> int:
        """The rest, so that the three make a hundred."""
        return 100 - self.agree_percent - self.disagree_percent

    @property
    def disagree_from(self) -> int:
        """Where the part of those who disagree begins, on a line of a hundred."""
        return 100 - self.disagree_percent


def hall_answers(contributions: Iterable[int]) -> dict[int, HallAnswer]:
    """How the hall has answered these sentences, by their key; those that fewer than five answered are left out."""
    latest = Reaction.objects.final().filter(contribution__in=list(contributions)).order_by()
    counts: dict[int, dict[int, int]] = {}
    for contribution, stance, count in latest.values_list("contribution", "stance").annotate(n=Count("id")):
        counts.setdefault(contribution, {})[stance] = count
    answers = {
        key: HallAnswer(by.get(Stance.AGREE, 0), by.get(Stance.PASS, 0), by.get(Stance.DISAGREE, 0))
        for key, by in counts.items()
    }
    return {key: answer for key, answer in answers.items() if answer.count >= LEAST}


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """How a participant answered a sentence, and, when enough have, how the hall did."""

    sentence: Sentence
    stance: Stance
    is_important: bool
    hall: HallAnswer | None


def own_answers(participant: Participant, most: int | None = None) -> list[OwnAnswer]:
    """The participant's latest word on each sentence that the hall still sees, newest first, `most` of them."""
    answers = (
        participant.reactions.all()
        .final()
        .filter(contribution__in=Contribution.objects.of(participant.event).visible())
        .select_related("contribution__discussion", "contribution__prompt")
        .select_related("contribution__participant__organisation", "contribution__organisation")
        .order_by("-id")
    )
    rows = list(answers[:most])
    halls = hall_answers(row.contribution_id for row in rows)
    return [
        OwnAnswer(shown(row.contribution), Stance(row.stance), row.is_important, halls.get(row.contribution_id))
        for row in rows
    ]


def own_answer_to(participant: Participant, sentence: Sentence) -> OwnAnswer | None:
    """The participant's latest word on one sentence."""
    latest = participant.reactions.filter(contribution=sentence.pk).order_by("-id").first()
    if latest is None:
        return None
    hall = hall_answers([sentence.pk]).get(sentence.pk)
    return OwnAnswer(sentence, Stance(latest.stance), latest.is_important, hall)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a participant has answered: sentences by id, and those of them that they marked as important."""

    answered: tuple[uuid.UUID, ...]
    important: tuple[uuid.UUID, ...]


def marks_of(participant: Participant) -> Marks:
    """Every sentence that the participant has answered, hidden ones too: the limit counts them all."""
    rows = list(participant.reactions.all().final().values_list("contribution__act_id", "is_important"))
    return Marks(tuple(one for one, _ in rows), tuple(one for one, is_important in rows if is_important))


@dataclass(frozen=True, slots=True)
class AnswerProgress:
    """How many of a discussion's sentences a participant has answered, of those they may."""

    answered_count: int
    total_count: int

    @property
    def position(self) -> int:
        """The number of the sentence at hand among them."""
        return self.answered_count + 1


def progress_in(participant: Participant, discussion: int) -> AnswerProgress:
    """Of others' visible sentences in the discussion."""
    others = Contribution.objects.of(participant.event).visible().exclude(participant=participant)
    others = others.filter(discussion__number=discussion)
    mine = Reaction.objects.filter(participant=participant).values("contribution")
    return AnswerProgress(others.filter(pk__in=mine).count(), others.count())


def previous_answer(participant: Participant, discussion: int, other_than: uuid.UUID | None) -> uuid.UUID | None:
    """The sentence of the discussion that the participant answered last, other than the one at hand."""
    latest = participant.reactions.filter(
        contribution__in=Contribution.objects.visible().filter(discussion__number=discussion)
    )
    earlier = latest.exclude(contribution__act_id=other_than) if other_than else latest
    return earlier.order_by("-id").values_list("contribution__act_id", flat=True).first()
