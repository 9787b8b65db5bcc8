"""What an event knows when a table is brought into it, and what its pages show of intakes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models.functions import Coalesce
from django.utils import timezone

from sopu.core import intakes, personal, spreadsheets
from sopu.core.intakes import Fate, Known, Line, Reading, Word
from sopu.core.spreadsheets import Grid
from sopu.forum.models import Cause, Contribution, Discussion, Event, Intake, Moderation, ParticipantRole, PromptKind
from sopu.negotiations.models import Party
from sopu.organisations.models import Organisation
from sopu.web import files
from sopu.web.languages import LANGUAGES

SHOWN = 50
MOST_ASKED = 40


def file_of(intake: Intake) -> str:
    """The name under which the intake's file waits for a person's word."""
    return f"intakes/{intake.key.hex}.json"


def grids_of(intake: Intake) -> tuple[Grid, ...]:
    """The sheets of the file that waits; none when it waits no more."""
    path = files.path_of(file_of(intake))
    return spreadsheets.unpacked(path.read_bytes()) if path.exists() else ()


def grid_of(intake: Intake) -> Grid | None:
    """The sheet that was chosen."""
    return next((grid for grid in grids_of(intake) if grid.sheet == intake.sheet), None)


def intakes_of(event: Event) -> list[Intake]:
    """Every intake that was stored or waits, the latest first: one query."""
    return list(Intake.objects.filter(event=event).with_people())


def parties_of(event: Event) -> list[Organisation]:
    """The organisations that may have said something, in the order of the parties."""
    parties = Party.objects.filter(negotiation=event.negotiation_id).with_organisations()
    return [party.organisation for party in parties]


def known_of(event: Event) -> Known:
    """What the event knows before the table: four queries."""
    organisations: dict[str, set[int]] = {}
    for one in parties_of(event):
        for word in _words_of(one):
            organisations.setdefault(word.casefold(), set()).add(one.pk)
    prompts = list(event.prompts.all())
    undone = Moderation.objects.hiding().filter(cause=Cause.UNDONE)
    said = Contribution.objects.of(event).exclude(pk__in=undone.values("contribution")).order_by()
    speaker = Coalesce("organisation_id", "participant__organisation_id")
    rows = said.values_list("discussion__number", "prompt__kind", speaker, "text")
    return Known(
        organisations={word: frozenset(keys) for word, keys in organisations.items()},
        topics={word.casefold(): one.number for one in event.discussions.all() for word in _topic_words(one)},
        questions={
            word.casefold(): one.kind
            for one in prompts
            for language in LANGUAGES
            if (word := one.question_in(language))
        },
        prompts=frozenset(one.kind for one in prompts),
        said=frozenset((number, kind, speaker, intakes.folded(text)) for number, kind, speaker, text in rows),
        zone=timezone.get_default_timezone(),
    )


def _words_of(organisation: Organisation) -> set[str]:
    names = [getattr(organisation, f"{field}_{one}") for field in ("name", "full_name") for one in LANGUAGES]
    return {word for word in [organisation.code, *names] if word}


def _topic_words(discussion: Discussion) -> set[str]:
    return {str(discussion.number), *(name for one in LANGUAGES if (name := discussion.name_in(one)))}


def lines_of(intake: Intake, known: Known) -> tuple[Line, ...]:
    """What would become of each row of the intake's sheet now."""
    grid = grid_of(intake)
    if grid is None:
        return ()
    reading = Reading.from_json(intake.reading)
    return intakes.lines(grid, reading, known, lambda text: bool(personal.find(text)))


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the page shows it; the names stand instead of the keys."""

    row: int
    fate: str
    text: str
    topic: int | None
    prompt_name: str
    organisation: str
    role_name: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What will happen: counts by fate, one page of lines, the words to tell the meaning of, and the lines' digest."""

    counts: Mapping[str, int]
    lines: Sequence[Shown]
    page: int
    page_count: int
    asked: Sequence[tuple[Word, str]]
    more_asked: int
    told: Sequence[tuple[Word, str]]
    digest: str
    row_count: int

    @property
    def stored(self) -> int:
        """How many sentences will be stored."""
        return self.counts.get(Fate.STORED, 0)

    @property
    def waiting(self) -> int:
        """How many wait for the meaning of a word."""
        return self.counts.get(Fate.WAITS, 0)


def preview_of(intake: Intake, *, page: int = 1, fate: str = "") -> Preview:
    """What will happen when the intake is stored, row by row: the same number of queries whatever its size."""
    found = lines_of(intake, known_of(intake.event))
    chosen = [line for line in found if not fate or line.fate == fate]
    page_count = max(1, -(-len(chosen) // SHOWN))
    page = min(max(1, page), page_count)
    asked = intakes.unsettled(found)
    reading = Reading.from_json(intake.reading)
    there = dict.fromkeys(word for line in found for word in line.words)
    return Preview(
        counts=Counter(str(line.fate) for line in found),
        lines=_shown(chosen[(page - 1) * SHOWN : page * SHOWN], intake.event),
        page=page,
        page_count=page_count,
        asked=asked[:MOST_ASKED],
        more_asked=max(0, len(asked) - MOST_ASKED),
        told=[(kind, word) for kind, word in there if word in reading.words.get(kind, {})],
        digest=intakes.digest(found),
        row_count=len({line.row for line in found}),
    )


def _shown(found: Iterable[Line], event: Event) -> list[Shown]:
    names = {one.pk: one.name for one in parties_of(event)}
    return [
        Shown(
            line.row,
            str(line.fate),
            line.text,
            line.topic,
            str(PromptKind(line.prompt).label) if line.prompt else "",
            names.get(line.organisation or 0, ""),
            str(ParticipantRole(line.role).label) if line.role else "",
            tuple(map(str, line.notes)),
        )
        for line in found
    ]
