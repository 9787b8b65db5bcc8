"""Sentences that were gathered elsewhere are brought in from a table, each with the person who said it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count

from django.db import transaction
from django.utils import timezone, translation

from sopu.core import digests, inputs
from sopu.core.inputs import Input
from sopu.core.tables import Unreadable
from sopu.forum.actions.files import FileRefused
from sopu.forum.actions.importing import BATCH, LONGEST_NAME, cut, free_code, receipt
from sopu.forum.models import Contribution, Discussion, Event, Participant, Prompt, PromptKind
from sopu.forum.signals import sentences_given
from sopu.negotiations.models import GoalArea, Negotiation
from sopu.organisations.models import Organisation
from sopu.web.languages import LANGUAGES

EVENT_NAME = {"fi": "Tuodut evästykset: {}", "sv": "Importerade medskick: {}", "en": "Imported input: {}"}
QUESTION_NAME = {"fi": "Kysymys {}", "sv": "Fråga {}", "en": "Question {}"}
NAME_OF_THE_REST = {"fi": "Muut", "sv": "Övriga", "en": "Others"}


@dataclass(frozen=True, slots=True)
class File:
    """A file by its name, and what is in it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ImportedInputs:
    """An event that was made of a table."""

    code: str
    negotiation: str
    participants: int
    contributions: int
    discussions: int


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a row is about: a goal area, a discussion by its name, a question by its id, or nothing that is told."""

    goal_area: GoalArea | None = None
    name: str = ""
    question: str = ""

    @property
    def rank(self) -> tuple[int, int, str]:
        """Goal areas by number, discussions as they come, questions by number or name, and the rest."""
        if self.goal_area:
            return (0, self.goal_area.number, "")
        if self.name:
            return (1, 0, "")
        if self.question:
            return (2, int(self.question) if self.question.isdecimal() else 0, self.question)
        return (3, 0, "")


@transaction.atomic
def import_inputs(
    *, negotiation: Negotiation, file: File, now: dt.datetime, topics: File | None = None
) -> ImportedInputs:
    """A table of sentences becomes a closed event; all of it, or nothing."""
    try:
        rows = inputs.read(file.name, file.data, timezone.get_default_timezone())
        names = inputs.topics(topics.name, topics.data) if topics else None
        sheet = _Sheet(negotiation, file.name, names)
        organisations = [sheet.organisation(row) for row in rows]
        row_topics = [sheet.topic(row) for row in rows]
        people = sheet.people(rows, organisations)
    except Unreadable as cause:
        raise FileRefused(cause) from cause
    event = _event(negotiation, file, rows, now)
    discussions = _discussions(event, row_topics, names)
    prompts = _prompts(event, rows)
    participants = _participants(event, people, rows, organisations, now)
    Contribution.objects.bulk_create(
        (
            _contribution(row, now, discussions[topic], prompts[row.prompt], participants[person])
            for row, topic, person in zip(rows, row_topics, people, strict=True)
        ),
        batch_size=BATCH,
    )
    transaction.on_commit(partial(sentences_given.send_robust, None))
    return ImportedInputs(event.code, negotiation.slug, len(participants), len(rows), len(discussions))


class _Sheet:
    """What the words of a table mean in a negotiation; asked of the database once."""

    def __init__(self, negotiation: Negotiation, file: str, names: Mapping[str, str] | None) -> None:
        self.file = file
        self.names = names
        self.areas = {str(area.number): area for area in negotiation.goal_areas.all()}
        for area in list(self.areas.values()):
            self.areas |= {name.casefold(): area for name in (area.name_fi, area.name_sv, area.name_en) if name}
        self.organisations: dict[str, set[Organisation]] = {}
        for party in negotiation.parties.with_organisations():
            for word in _words(party.organisation):
                self.organisations.setdefault(word.casefold(), set()).add(party.organisation)

    def organisation(self, row: Input) -> Organisation | None:
        """The party of that name or code; spreadsheets take the zeros from the head of a municipality's code."""
        if not row.organisation:
            if row.prompt == PromptKind.COMMITMENT:
                raise self._unreadable("commitment_needs_organisation", row)
            return None
        told = row.organisation
        found = self.organisations.get(told.casefold()) or self.organisations.get(told.zfill(3), set())
        if len(found) != 1:
            raise self._unreadable("ambiguous_organisation" if found else "unknown_organisation", row, value=told)
        return next(iter(found))

    def topic(self, row: Input) -> _Topic:
        """What the row is about; a goal area must be one of the negotiation's, a discussion may be another."""
        area = self.areas.get((row.goal_area or row.discussion).casefold())
        if area:
            return _Topic(goal_area=area)
        if row.goal_area:
            raise self._unreadable("unknown_goal_area", row, value=row.goal_area)
        topic = _Topic(name=row.discussion) if row.discussion else _Topic(question=row.question_id)
        if topic.question and self.names is not None and topic.question not in self.names:
            raise self._unreadable("unknown_question", row, value=topic.question)
        if any(len(name) > LONGEST_NAME for name in _name(topic, self.names).values()):
            raise self._unreadable("name_too_long", row, limit=LONGEST_NAME)
        return topic

    def people(self, rows: Sequence[Input], organisations: Sequence[Organisation | None]) -> list[str]:
        """Who said each row: by the participant's own id, or one by one."""
        people, known, numbers = [], dict[str, tuple[Organisation | None, str]](), count(1)
        for row, organisation in zip(rows, organisations, strict=True):
            # A row's own person has a line break in the key: no participant of the table can have it.
            person = row.participant or f"\n{next(numbers)}"
            if known.setdefault(person, (organisation, row.role)) != (organisation, row.role):
                raise self._unreadable("participant_differs", row, value=row.participant)
            people.append(person)
        return people

    def _unreadable(self, code: str, row: Input, **facts: object) -> Unreadable:
        return Unreadable(code, self.file, row.row, row.line, **facts)


def _words(organisation: Organisation) -> set[str]:
    names = [getattr(organisation, f"{field}_{one}") for field in ("name", "full_name") for one in LANGUAGES]
    return {word for word in [organisation.code, *names] if word}


def _event(negotiation: Negotiation, file: File, rows: Sequence[Input], now: dt.datetime) -> Event:
    moments = [row.at or now for row in rows]
    return Event.objects.create(
        negotiation=negotiation,
        code=free_code(),
        starts_at=min(moments),
        opened_at=min(moments),
        ends_at=max(moments),
        closed_at=max(moments),
        source={"inputs": {"file": file.name, "digest": digests.sha256(file.data)}},
        **{f"name_{one}": cut(name.format(file.name)) for one, name in EVENT_NAME.items()},
    )


def _name(topic: _Topic, names: Mapping[str, str] | None) -> Mapping[str, str]:
    if topic.goal_area:
        return {one: topic.goal_area.name_in(one) for one in LANGUAGES}
    if topic.name:
        return {"fi": topic.name}
    if topic.question:
        told = {"fi": names[topic.question]} if names else None
        return told or {one: name.format(topic.question) for one, name in QUESTION_NAME.items()}
    return NAME_OF_THE_REST


def _discussions(
    event: Event, row_topics: Sequence[_Topic], names: Mapping[str, str] | None
) -> dict[_Topic, Discussion]:
    ordered = sorted(dict.fromkeys(row_topics), key=lambda topic: topic.rank)
    single = EVENT_NAME if len(ordered) == 1 else None
    discussions = [
        Discussion(
            event=event,
            number=number,
            goal_area=topic.goal_area,
            opened_at=event.opened_at,
            closed_at=event.closed_at,
            **_fields(event, topic, names, is_only=single is not None),
        )
        for number, topic in enumerate(ordered, 1)
    ]
    return dict(zip(ordered, Discussion.objects.bulk_create(discussions), strict=True))


def _fields(event: Event, topic: _Topic, names: Mapping[str, str] | None, *, is_only: bool) -> dict[str, str]:
    """A discussion's names; the only one of an event that tells no topics has the event's."""
    if is_only and topic == _Topic():
        return {f"name_{one}": event.name_in(one) for one in LANGUAGES}
    return {f"name_{one}": name for one, name in _name(topic, names).items()}


def _prompts(event: Event, rows: Sequence[Input]) -> dict[str, Prompt]:
    used = {row.prompt for row in rows}
    kinds = [kind for kind in PromptKind if kind in used]
    prompts = [Prompt(event=event, kind=kind, number=number, **_question(kind)) for number, kind in enumerate(kinds, 1)]
    return {prompt.kind: prompt for prompt in Prompt.objects.bulk_create(prompts)}


def _question(kind: PromptKind) -> dict[str, str]:
    questions = {}
    for one in LANGUAGES:
        with translation.override(one):
            questions[f"question_{one}"] = str(kind.label).capitalize()
    return questions


def _participants(
    event: Event,
    people: Sequence[str],
    rows: Sequence[Input],
    organisations: Sequence[Organisation | None],
    now: dt.datetime,
) -> dict[str, Participant]:
    participants: dict[str, Participant] = {}
    for person, row, organisation in zip(people, rows, organisations, strict=True):
        told = {"participant": row.participant} if row.participant else {}
        known = participants.setdefault(
            person,
            Participant(
                event=event,
                organisation=organisation,
                role=row.role,
                joined_at=row.at or now,
                source={"inputs": told},
            ),
        )
        known.joined_at = min(known.joined_at, row.at or now)
    Participant.objects.bulk_create(participants.values(), batch_size=BATCH)
    return participants


def _contribution(
    row: Input, now: dt.datetime, discussion: Discussion, prompt: Prompt, participant: Participant
) -> Contribution:
    told = {"id": row.id, "question_id": row.question_id, "answer": row.answer}
    return Contribution(
        discussion=discussion,
        prompt=prompt,
        participant=participant,
        text=row.text,
        language=row.language,
        receipt=receipt(),
        written_at=row.at or now,
        received_at=row.at or now,
        source={"inputs": {"row": row.row} | {name: cell for name, cell in told.items() if cell}},
    )
