"""What was said elsewhere is brought in: a whole conversation of Polis, as an event of a negotiation."""

import datetime as dt
import secrets
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.core import codes, digests, polis
from sopu.core.refusals import Refused
from sopu.core.tables import Unreadable
from sopu.forum.actions.files import FileRefused
from sopu.forum.actions.rows import insert
from sopu.forum.models import (
    Cause,
    Contribution,
    Discussion,
    Event,
    Moderation,
    Participant,
    Prompt,
    PromptKind,
    Reaction,
)
from sopu.forum.signals import sentences_given
from sopu.negotiations.models import Negotiation

DEMONSTRATION = "keski-suomi-2025"
LONGEST_NAME = 250
BATCH = 5_000
REACTION = (
    "act_id",
    "contribution_id",
    "participant_id",
    "stance",
    "is_important",
    "written_at",
    "received_at",
)
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Imported:
    """An event that was made of a conversation; `votes` counts also those that a later vote replaced."""

    code: str
    negotiation: str
    participants: int
    contributions: int
    hidden: int
    votes: int
    final_votes: int


def destination(slug: str | None) -> Negotiation:
    """The negotiation by its slug; without one the only negotiation, or the demonstration's when there are several."""
    known = list(Negotiation.objects.all())
    if slug is None:
        if len(known) == 1:
            return known[0]
        slug = DEMONSTRATION
    for negotiation in known:
        if negotiation.slug == slug:
            return negotiation
    if not known:
        raise Refused(
            "no_negotiation", _("There is no negotiation yet. Make one first: sopu negotiation create --county 13")
        )
    slugs = ", ".join(negotiation.slug for negotiation in known)
    raise Refused("which_negotiation", _("Say which negotiation with --negotiation: %(slugs)s.") % {"slugs": slugs})


@transaction.atomic
def import_conversation(*, negotiation: Negotiation, files: Mapping[str, bytes], now: dt.datetime) -> Imported:
    """The four files of a Polis export (name → bytes) become a closed event; all of it, or nothing."""
    try:
        conversation = polis.read(files)
    except Unreadable as cause:
        raise FileRefused(cause) from cause
    votes = _votes_of(conversation)
    order = polis.chronological(votes)
    event = _event(negotiation, conversation, votes, order, files, now)
    people = _people(event, conversation, votes)
    contributions = _contributions(event, conversation, votes, people)
    transaction.on_commit(partial(sentences_given.send_robust, None))
    hidden = _hide(event, conversation, contributions)
    _react(event, votes, order, people, contributions)
    return Imported(
        code=event.code,
        negotiation=negotiation.slug,
        participants=len(people),
        contributions=len(contributions),
        hidden=hidden,
        votes=len(votes),
        final_votes=sum(len(person.votes) for person in conversation.people),
    )


def free_code() -> str:
    """A code that no event has."""
    drawn = iter(lambda: codes.code(codes.EVENT_CODE_LENGTH, secrets.choice), "")
    return next(code for code in drawn if not Event.objects.filter(code=code).exists())


def receipt() -> str:
    """A code for a sentence; two alike are as good as impossible, and the database refuses them."""
    return codes.code(codes.RECEIPT_LENGTH, secrets.choice)


def cut(name: str) -> str:
    """The name as far as there is room for it."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _votes_of(conversation: polis.Conversation) -> Sequence[polis.Vote]:
    """All votes; of a source without votes.csv the last words, in the order that such a file would have."""
    if conversation.votes is not None:
        return conversation.votes
    votes = [
        polis.Vote(comment, person.id, vote) for person in conversation.people for comment, vote in person.votes.items()
    ]
    return [votes[place] for place in polis.canonical(votes)]


def _event(
    negotiation: Negotiation,
    conversation: polis.Conversation,
    votes: Sequence[polis.Vote],
    order: Sequence[int],
    files: Mapping[str, bytes],
    now: dt.datetime,
) -> Event:
    moments = [vote.at for vote in votes if vote.at is not None] + [one.at for one in conversation.statements]
    starts_at, ends_at = (_moment(min(moments)), _moment(max(moments))) if moments else (now, now)
    times = {"opened_at": starts_at, "closed_at": ends_at}
    topic = cut(conversation.told("topic").strip() or _("Conversation"))
    event = Event.objects.create(
        negotiation=negotiation,
        code=free_code(),
        name_fi=topic,
        starts_at=starts_at,
        ends_at=ends_at,
        source={"polis": _source(conversation, votes, order, files)},
        **times,
    )
    Discussion.objects.create(event=event, number=1, name_fi=topic, **times)
    question = cut(conversation.told("conversation-description").strip() or topic)
    Prompt.objects.create(event=event, kind=PromptKind.OTHER, number=1, question_fi=question)
    return event


def _source(
    conversation: polis.Conversation,
    votes: Sequence[polis.Vote],
    order: Sequence[int],
    files: Mapping[str, bytes],
) -> dict[str, object]:
    """What the rows can't keep: the summary, how the files were written, and what is odd about the votes."""
    cast = [votes[place] for place in order]
    in_file = [order[place] for place in polis.canonical(cast)]
    clock = next((polis.clock_of(vote.at, vote.shown_at) for vote in cast if vote.at is not None), None)
    clock = clock or next((polis.clock_of(one.at, one.shown_at) for one in conversation.statements), None)
    return {
        "digests": {name: digests.sha256(data) for name, data in files.items() if name in polis.FILES},
        "summary": conversation.summary,
        "counts": {"people": len(conversation.people), "statements": len(conversation.statements), "votes": len(votes)},
        "comment_columns": conversation.comment_columns,
        "person_columns": conversation.person_columns,
        "matrix_order": conversation.matrix_order,
        "forms": {name: asdict(form) for name, form in conversation.forms.items()},
        "clock": asdict(clock) if clock else None,
        "untimed_votes": sum(1 for vote in cast if vote.at is None),
        "votes_order": None if in_file == list(range(len(votes))) else list(order),
        "odd_times": {
            str(place): vote.shown_at
            for place, vote in enumerate(cast)
            if vote.shown_at != ("" if clock is None or vote.at is None else clock.shows(vote.at))
        },
    }


def _people(event: Event, conversation: polis.Conversation, votes: Sequence[polis.Vote]) -> dict[int, uuid.UUID]:
    first: dict[int, int] = {}
    acts = [(vote.voter, vote.at) for vote in votes if vote.at is not None]
    for person, at in acts + [(one.author, one.at) for one in conversation.statements]:
        first[person] = min(first.get(person, at), at)
    spoken = Counter(statement.author for statement in conversation.statements)
    rows = [
        Participant(
            event=event,
            joined_at=_moment(first[one.id]) if one.id in first else event.starts_at,
            source={"polis": _told_of_person(row, one, spoken[one.id])},
        )
        for row, one in enumerate(conversation.people)
    ]
    Participant.objects.bulk_create(rows, batch_size=BATCH)
    return {one.id: row.pk for one, row in zip(conversation.people, rows, strict=True)}


def _told_of_person(row: int, person: polis.Person, spoken: int) -> dict[str, object]:
    return {
        "row": row,
        "participant_id": person.id,
        "group_id": person.group,
        "n_comments": spoken,
        "n_votes": len(person.votes),
        "n_agree": sum(vote == 1 for vote in person.votes.values()),
        "n_disagree": sum(vote == -1 for vote in person.votes.values()),
        "extras": person.extras,
    }


def _contributions(
    event: Event,
    conversation: polis.Conversation,
    votes: Sequence[polis.Vote],
    people: Mapping[int, uuid.UUID],
) -> dict[int, int]:
    discussion, prompt = event.discussions.get(), event.prompts.get()
    counted = Counter((vote.comment, vote.vote) for vote in votes)
    placed = sorted(enumerate(conversation.statements), key=lambda one: (one[1].at, one[1].id))
    rows = [
        Contribution(
            discussion=discussion,
            prompt=prompt,
            participant_id=people[one.author],
            text=one.text,
            receipt=receipt(),
            written_at=_moment(one.at),
            received_at=_moment(one.at),
            source={"polis": _told_of_statement(row, one, counted)},
        )
        for row, one in placed
    ]
    Contribution.objects.bulk_create(rows, batch_size=BATCH)
    return {one.id: row.pk for (_row, one), row in zip(placed, rows, strict=True)}


def _told_of_statement(row: int, one: polis.Statement, counted: Mapping[tuple[int, int], int]) -> dict[str, object]:
    """As told; `unseen` votes are those that the source counted but handed over in no file."""
    return {
        "row": row,
        "comment_id": one.id,
        "timestamp": one.at,
        "datetime": one.shown_at,
        "agrees": one.agrees,
        "disagrees": one.disagrees,
        "moderated": one.moderated,
        "unseen_agrees": one.agrees - counted[one.id, 1],
        "unseen_disagrees": one.disagrees - counted[one.id, -1],
        "extras": one.extras,
    }


def _hide(event: Event, conversation: polis.Conversation, contributions: Mapping[int, int]) -> int:
    reason = _("Hidden in the source")
    rows = [
        Moderation(
            contribution_id=contributions[one.id],
            is_hiding=True,
            cause=Cause.SOURCE,
            reason=reason,
            made_at=event.ends_at,
        )
        for one in conversation.statements
        if one.moderated == -1
    ]
    return len(Moderation.objects.bulk_create(rows, batch_size=BATCH))


def _react(
    event: Event,
    votes: Sequence[polis.Vote],
    order: Sequence[int],
    people: Mapping[int, uuid.UUID],
    contributions: Mapping[int, int],
) -> None:
    """In order of time, so that the last record is the last word; in batches, so that memory stays small."""
    rows = (_reaction(event, votes[place], people, contributions) for place in order)
    while batch := list(islice(rows, BATCH)):
        insert(Reaction, REACTION, batch)


def _reaction(
    event: Event, vote: polis.Vote, people: Mapping[int, uuid.UUID], contributions: Mapping[int, int]
) -> tuple[object, ...]:
    """As `REACTION` names the columns."""
    at = event.ends_at if vote.at is None else _moment(vote.at)
    return (uuid.uuid4(), contributions[vote.comment], people[vote.voter], vote.vote, False, at, at)


def _moment(at: int) -> dt.datetime:
    return EPOCH + dt.timedelta(milliseconds=at)
