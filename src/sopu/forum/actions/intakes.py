"""Tables of other tools are brought into an event: received, told the meaning of, stored at one press, and undone."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core import digests, intakes, personal, shapes, spreadsheets
from sopu.core.intakes import LEFT_OUT, Fate, Line, Note, Reading, Word
from sopu.core.refusals import Refused
from sopu.core.shapes import Column
from sopu.core.spreadsheets import Grid
from sopu.core.tables import Unreadable
from sopu.forum.actions.files import FileRefused
from sopu.forum.actions.importing import BATCH, receipt
from sopu.forum.actions.rows import wait_for_turn
from sopu.forum.models import (
    Cause,
    Contribution,
    Discussion,
    Event,
    Intake,
    Moderation,
    Participant,
    RememberedReading,
)
from sopu.forum.queries.intakes import file_of, grid_of, grids_of, known_of, lines_of
from sopu.forum.signals import sentences_given
from sopu.web import files

PATIENCE = dt.timedelta(hours=24)
"""How long a file waits for a person's word before it is thrown away."""
LONGEST_NAME = 200


@transaction.atomic
def receive_file(*, event: Event, name: str, data: bytes, made_by: User, now: dt.datetime) -> Intake:
    """A file is read and waits for a person's word; what has waited too long goes."""
    discard_forgotten(now=now)
    name = name[-LONGEST_NAME:]
    try:
        grids = spreadsheets.read(name, data)
    except Unreadable as cause:
        raise FileRefused(cause) from cause
    digest = digests.sha256(data)
    taken = set(Intake.objects.standing().filter(event=event, digest=digest).values_list("sheet", flat=True))
    left = [grid for grid in grids if grid.sheet not in taken]
    if not left:
        _refuse_again(event, digest, grids[0].sheet)
    grid = next((one for one in left if shapes.shape_of(one)), max(left, key=lambda one: len(one.rows)))
    intake = Intake(event=event, file_name=name, digest=digest, made_by=made_by, made_at=now)
    _read_as(intake, grid)
    intake.save()
    files.keep(file_of(intake), spreadsheets.packed(grids))
    return intake


@transaction.atomic
def discard_forgotten(*, now: dt.datetime) -> int:
    """Files that nobody stored within a day go, and what was told of them; says how many went."""
    forgotten = list(Intake.objects.waiting().filter(made_at__lt=now - PATIENCE))
    for intake in forgotten:
        drop_intake(intake=intake)
    # A file whose event was deleted, or whose receiving was cut off, has no row that would name it.
    files.discard_older("intakes", now - PATIENCE)
    return len(forgotten)


@transaction.atomic
def drop_intake(*, intake: Intake) -> None:
    """A file that waits is thrown away."""
    if intake.stored_at is None:
        transaction.on_commit(partial(files.discard, file_of(intake)))
        intake.delete()


@transaction.atomic
def choose_sheet(*, intake: Intake, sheet: str) -> None:
    """Another sheet of the workbook is read."""
    kept = _waiting(intake)
    grid = next((one for one in grids_of(kept) if one.sheet == sheet), None)
    if grid is None:
        raise Refused("no_such_sheet", _("The workbook has no such sheet."))
    _read_as(kept, grid)
    kept.save()


@transaction.atomic
def tell_columns(*, intake: Intake, columns: Mapping[str, Column]) -> None:
    """A person says what each column is."""
    if Column.TEXT not in columns.values():
        raise Refused("no_text_column", _("Say which column has the sentences."))
    kept = _waiting(intake)
    kept.reading = Reading(columns, Reading.from_json(kept.reading).words).as_json()
    kept.save()


@transaction.atomic
def tell_words(*, intake: Intake, words: Mapping[tuple[Word, str], str]) -> None:
    """A person says what words mean; an empty meaning takes back what was said."""
    kept = _waiting(intake)
    reading = Reading.from_json(kept.reading)
    told: dict[Word, dict[str, str]] = {kind: dict(reading.words.get(kind, {})) for kind in Word}
    for (kind, word), meaning in words.items():
        told[kind].pop(word, None)
        if meaning:
            told[kind][word] = meaning
    kept.reading = Reading(reading.columns, {kind: one for kind, one in told.items() if one}).as_json()
    kept.save()


@transaction.atomic
def store_intake(*, intake: Intake, seen: str, now: dt.datetime) -> Intake:
    """What was shown is stored, exactly; a second press stores nothing. `seen` is the digest of what was shown."""
    kept = _locked(intake)
    if kept.stored_at is not None:
        return kept
    grid = grid_of(kept)
    if grid is None:
        raise Refused("file_gone", _("The file has waited too long and is gone. Bring it again."))
    if Intake.objects.standing().filter(event=kept.event, digest=kept.digest, sheet=kept.sheet).exists():
        _refuse_again(kept.event, kept.digest, kept.sheet)
    found = lines_of(kept, known_of(kept.event))
    _check(found, seen)
    stored = [line for line in found if line.fate is Fate.STORED]
    kept.reading = _needed(Reading.from_json(kept.reading), found).as_json()
    _mark_stored(kept, rows=len(grid.rows), sentences=len(stored), now=now)
    store_lines(intake=kept, found=stored, now=now)
    _remember(kept, grid, now)
    transaction.on_commit(partial(files.discard, file_of(kept)))
    return kept


def store_lines(*, intake: Intake, found: Sequence[Line], now: dt.datetime) -> None:
    """The lines become sentences of people without names; those that may have personal data in them wait for an eye."""
    people: dict[tuple[str, int | None, str], Participant] = {}
    for line in found:
        who = (line.person, line.organisation, line.role)
        people.setdefault(
            who,
            Participant(
                event=intake.event,
                organisation_id=line.organisation,
                role=line.role,
                joined_at=line.at or now,
                intake=intake,
            ),
        )
    Participant.objects.bulk_create(people.values(), batch_size=BATCH)
    discussions = {one.number: one for one in intake.event.discussions.all()}
    prompts = {one.kind: one for one in intake.event.prompts.all()}
    said = [
        Contribution(
            discussion=discussions[line.topic or 0],
            prompt=prompts[line.prompt],
            participant=people[line.person, line.organisation, line.role],
            intake=intake,
            text=line.text,
            language=line.language,
            receipt=receipt(),
            written_at=line.at or now,
            received_at=now,
            source={"intake": {"row": line.row} | ({} if line.votes is None else {"votes": line.votes})},
        )
        for line in found
    ]
    kept = Contribution.objects.bulk_create(said, batch_size=BATCH)
    _hold([one for one, line in zip(kept, found, strict=True) if Note.PERSONAL in line.notes], now)
    transaction.on_commit(partial(sentences_given.send_robust, None))


@transaction.atomic
def undo_intake(*, intake: Intake, made_by: User, now: dt.datetime) -> None:
    """Its sentences leave the hall and the material; answers to them are kept, and it can be redone."""
    kept = _locked(intake)
    if kept.stored_at is None or kept.undone_at is not None:
        raise Refused("not_standing", _("This import has been undone already."))
    words = _words(Moderation.objects.filter(contribution__intake=kept))
    said = Contribution.objects.filter(intake=kept).order_by("id")
    there = [one for one in said if not _is_hidden(words.get(one.pk)) or _is_held(words.get(one.pk))]
    _write(there, Cause.UNDONE, _("The import was undone."), made_by, now, is_hiding=True)
    kept.undone_at, kept.undone_by = now, made_by
    kept.save()


@transaction.atomic
def redo_intake(*, intake: Intake, made_by: User, now: dt.datetime) -> None:
    """What the undoing took away stands as it stood; what was hidden or held for another cause is so again."""
    kept = _locked(intake)
    if kept.undone_at is None:
        raise Refused("not_undone", _("This import has not been undone."))
    if Intake.objects.standing().filter(event=kept.event, digest=kept.digest, sheet=kept.sheet).exists():
        raise Refused("brought_anew", _("The same file has been brought again since. Undo that import first."))
    undone = Moderation.objects.hiding().filter(contribution__intake=kept, cause=Cause.UNDONE)
    taken_away = Contribution.objects.filter(pk__in=undone.values("contribution")).order_by("id")
    words = _words(Moderation.objects.filter(contribution__intake=kept).exclude(cause=Cause.UNDONE))
    _hold([one for one in taken_away if _is_held(words.get(one.pk))], now)
    shown = [one for one in taken_away if not _is_held(words.get(one.pk))]
    _write(shown, Cause.UNDONE, _("The import was redone."), made_by, now, is_hiding=False)
    kept.undone_at = kept.undone_by = None
    kept.save()


@transaction.atomic
def store_paper(*, event: Event, batch: uuid.UUID, found: Sequence[Line], made_by: User, now: dt.datetime) -> Intake:
    """A pile of paper that was typed in is stored; the same batch sent again stores nothing."""
    wait_for_turn()
    digest = digests.sha256(batch.bytes)
    before = Intake.objects.stored().filter(event=event, digest=digest).first()
    if before is not None:
        return before
    if not found:
        raise Refused("nothing_written", _("Write at least one sentence."))
    intake = Intake(event=event, kind="paper", digest=digest, made_by=made_by, made_at=now)
    _mark_stored(intake, rows=len(found), sentences=len(found), now=now)
    store_lines(intake=intake, found=found, now=now)
    return intake


def _read_as(intake: Intake, grid: Grid) -> None:
    """The sheet is read as one with the same headers was the last time; else as its shape suggests."""
    shape = shapes.shape_of(grid)
    remembered = RememberedReading.objects.filter(
        negotiation=intake.event.negotiation_id, signature=shapes.signature(grid)
    ).first()
    intake.sheet, intake.tool = grid.sheet, shape.tool if shape else ""
    reading = Reading.from_json(remembered.reading) if remembered else Reading(shapes.proposed(grid))
    reading = Reading(_as_named(grid, reading.columns), reading.words)
    places = {str(one.goal_area_id): str(one.number) for one in intake.event.discussions.all() if one.goal_area_id}
    intake.reading = _with_topics(reading, places).as_json()


def _as_named(grid: Grid, columns: Mapping[str, Column]) -> dict[str, Column]:
    """What the columns are, by the names that they have in this sheet: capitals may differ from the last time."""
    known = {name.casefold(): column for name, column in columns.items()}
    return {name: known.get(name.casefold(), Column.SKIPPED) for name in grid.header}


def _remember(intake: Intake, grid: Grid, now: dt.datetime) -> None:
    """The reading is kept for the next file of the kind; goal areas go by their own keys from event to event."""
    areas = {
        str(one.number): str(one.goal_area_id)
        for one in Discussion.objects.filter(event=intake.event_id)
        if one.goal_area_id
    }
    RememberedReading.objects.update_or_create(
        negotiation=intake.event.negotiation,
        signature=shapes.signature(grid),
        defaults={"reading": _with_topics(Reading.from_json(intake.reading), areas).as_json(), "made_at": now},
    )


def _with_topics(reading: Reading, meanings: Mapping[str, str]) -> Reading:
    """The reading with the meanings of its topics changed; a topic that means nothing there is forgotten."""
    topics = {
        word: LEFT_OUT if meaning == LEFT_OUT else meanings[meaning]
        for word, meaning in reading.words.get(Word.TOPIC, {}).items()
        if meaning == LEFT_OUT or meaning in meanings
    }
    others = {kind: told for kind, told in reading.words.items() if kind is not Word.TOPIC}
    return Reading(reading.columns, others | ({Word.TOPIC: topics} if topics else {}))


def _needed(reading: Reading, found: Sequence[Line]) -> Reading:
    """The reading without words that the table does not have: nothing that was told by mistake is remembered."""
    there = {word for line in found for word in line.words}
    words = {
        kind: {word: meaning for word, meaning in told.items() if (kind, word) in there}
        for kind, told in reading.words.items()
    }
    return Reading(reading.columns, {kind: told for kind, told in words.items() if told})


def _locked(intake: Intake) -> Intake:
    """The intake as it is now; two presses come one after the other."""
    wait_for_turn()
    return Intake.objects.select_for_update().get(pk=intake.pk)


def _waiting(intake: Intake) -> Intake:
    kept = _locked(intake)
    if kept.stored_at is not None:
        raise Refused("stored_already", _("This import has been stored already."))
    return kept


def _check(found: Sequence[Line], seen: str) -> None:
    if intakes.digest(found) != seen:
        raise Refused("seen_another", _("Something has changed since the page was made. Look again and press then."))
    if any(line.fate is Fate.WAITS for line in found):
        raise Refused("words_wait", _("Some words still wait for their meaning."))
    if not any(line.fate is Fate.STORED for line in found):
        raise Refused("nothing_to_store", _("There is nothing to store in the file."))


def _mark_stored(intake: Intake, *, rows: int, sentences: int, now: dt.datetime) -> None:
    intake.stored_at, intake.row_count, intake.sentence_count = now, rows, sentences
    intake.save()


def _words(moderations: QuerySet[Moderation]) -> dict[int, Moderation]:
    """The latest of the words on each sentence."""
    return {word.contribution_id: word for word in moderations.order_by("id")}


def _is_hidden(word: Moderation | None) -> bool:
    return word is not None and word.is_hiding


def _is_held(word: Moderation | None) -> bool:
    return word is not None and word.is_hiding and word.cause == Cause.HELD


def _hold(said: Sequence[Contribution], now: dt.datetime) -> None:
    """The sentences wait for a facilitator, for the kinds of personal data that they may have in them."""
    by_reason: dict[str, list[Contribution]] = {}
    for one in said:
        by_reason.setdefault(" ".join(personal.kinds(personal.find(one.text))), []).append(one)
    for reason, those in by_reason.items():
        _write(those, Cause.HELD, reason, None, now, is_hiding=True)


def _write(
    said: Sequence[Contribution],
    cause: Cause,
    reason: str,
    made_by: User | None,
    now: dt.datetime,
    *,
    is_hiding: bool,
) -> None:
    Moderation.objects.bulk_create(
        (
            Moderation(contribution=one, is_hiding=is_hiding, cause=cause, reason=reason, made_by=made_by, made_at=now)
            for one in said
        ),
        batch_size=BATCH,
    )


def _refuse_again(event: Event, digest: str, sheet: str) -> None:
    before = Intake.objects.standing().with_people().get(event=event, digest=digest, sheet=sheet)
    raise Refused(
        "brought_before",
        _("%(person)s brought the same file on %(moment)s: “%(file)s”. Undo that import first, if it must come anew.")
        % {
            "person": before.made_by.name,
            "moment": date_format(localtime(before.stored_at), "DATETIME_FORMAT"),
            "file": before.file_name,
        },
    )
