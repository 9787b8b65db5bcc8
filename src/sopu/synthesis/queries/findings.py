"""Findings as pages show them: the list of an event, and one with its sources, its support and its history."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from sopu.core.wording import Piece, diff_words
from sopu.forum.models import Contribution, Event, PromptKind
from sopu.forum.queries.hall import HallAnswer, hall_answers
from sopu.forum.queries.voices import mark_of
from sopu.negotiations.models import GoalArea
from sopu.synthesis.models import Drafting, FindingSource, FindingVersion, Placement, Snapshot, ThemeWord
from sopu.synthesis.queries.support import Support, Table, kept_support, support_of, tables_of
from sopu.web.languages import LANGUAGES

SHOWN_CHOICES = 40
"""Sentences that a search shows: more are not read through, but searched again."""


@dataclass(frozen=True, slots=True)
class Line:
    """A finding in the list; `signed_before` is the number of an earlier version that is signed."""

    version: FindingVersion
    source_count: int
    lost_count: int
    support: Support
    signed_before: int | None

    @property
    def is_signed(self) -> bool:
        """What it says now is said in somebody's name."""
        return hasattr(self.version, "sign_off")

    @property
    def is_drafted(self) -> bool:
        """A machine wrote it, and nobody has signed it."""
        return self.version.is_draft and not self.is_signed


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings of an event by goal area, those of none last; `waiting` are not signed."""

    areas: tuple[tuple[GoalArea | None, tuple[Line, ...]], ...]

    @property
    def lines(self) -> list[Line]:
        """All of them."""
        return [line for _area, lines in self.areas for line in lines]

    @property
    def waiting(self) -> int:
        """How many wait for a signature."""
        return sum(not line.is_signed for line in self.lines)


def findings_of(event: Event) -> Findings:
    """The standing findings of the event: four queries."""
    versions = list(FindingVersion.objects.of(event).standing().at_hand())
    visible = set(_visible(event, FindingSource.objects.filter(version__in=versions)))
    sources: defaultdict[int, list[int]] = defaultdict(list)
    for version, contribution in FindingSource.objects.filter(version__in=versions).values_list(
        "version_id", "contribution_id"
    ):
        sources[version].append(contribution)
    signed = dict(FindingVersion.objects.of(event).signed().order_by("number").values_list("finding_id", "number"))
    by_area: defaultdict[int | None, list[Line]] = defaultdict(list)
    for one in versions:
        lost = sum(each not in visible for each in sources[one.pk])
        before = signed.get(one.finding_id)
        line = Line(
            one, len(sources[one.pk]) - lost, lost, kept_support(one.support), None if before == one.number else before
        )
        by_area[one.goal_area_id].append(line)
    areas = {one.goal_area_id: one.goal_area for one in versions}
    order = sorted(areas.values(), key=lambda area: area.number if area else float("inf"))
    return Findings(tuple((area, tuple(by_area[area.pk if area else None])) for area in order))


def _visible(event: Event, sources: Iterable[FindingSource]) -> Iterable[int]:
    shown = Contribution.objects.of(event).visible().filter(finding_sources__in=sources)
    return shown.values_list("pk", flat=True)


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence that a finding stands on. `organisation` is only a commitment's; a hidden one has only its key."""

    pk: int
    is_minority: bool
    text: str = ""
    language: str = ""
    kind: str = ""
    discussion: str = ""
    organisation: str = ""
    mark: str = ""
    hall: HallAnswer | None = None
    theme: str = ""
    theme_number: int | None = None

    @property
    def is_hidden(self) -> bool:
        """Nobody sees it any more."""
        return not self.kind


@dataclass(frozen=True, slots=True)
class Step:
    """A version in the history: what changed in each language since the one before it, and of the minority's view."""

    version: FindingVersion
    changes: tuple[tuple[str, tuple[Piece, ...]], ...]
    minority_changes: tuple[tuple[str, tuple[Piece, ...]], ...]
    came: int
    went: int

    @property
    def is_signed(self) -> bool:
        """It was signed."""
        return hasattr(self.version, "sign_off")


@dataclass(frozen=True, slots=True)
class Page:
    """A finding as it stands: what it says in each of its languages, its sources, support and versions.

    `now` is the support now, where it differs from what was kept; `signed` is the latest signed version, which may be
    another than the one that stands.
    """

    version: FindingVersion
    texts: tuple[tuple[str, str], ...]
    minority: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    minority_sources: tuple[Source, ...]
    theme: ThemeWord | None
    support: Support
    tables: tuple[Table, ...]
    now: Support | None
    now_tables: tuple[Table, ...]
    snapshot: Snapshot | None
    has_newer_snapshot: bool
    history: tuple[Step, ...]
    signed: FindingVersion | None
    drafting: Drafting | None

    @property
    def is_kept(self) -> bool:
        """The support was kept when it was written or signed; else it is as it is now."""
        return bool(self.version.support)

    @property
    def is_signed(self) -> bool:
        """What it says now is said in somebody's name."""
        return hasattr(self.version, "sign_off")

    @property
    def is_drafted(self) -> bool:
        """A machine wrote it, and nobody has signed it."""
        return self.version.is_draft and not self.is_signed

    @property
    def lost_count(self) -> int:
        """Sources that have been hidden since it was written."""
        return sum(one.is_hidden for one in (*self.sources, *self.minority_sources))

    @property
    def shown_count(self) -> int:
        """Own sources that can be read."""
        return sum(not one.is_hidden for one in self.sources)


def finding_of(event: Event, number: int) -> Page | None:
    """One finding of the event with all that its page shows; as many queries however many sources it has."""
    versions = list(
        FindingVersion.objects.of(event)
        .filter(finding__number=number)
        .at_hand()
        .prefetch_related("source_rows")
        .order_by("number")
    )
    if not versions:
        return None
    latest, language = versions[-1], get_language() or "fi"
    sources = sources_of(event, [(one.contribution_id, one.is_minority) for one in latest.source_rows.all()])
    now = support_of(event, [one.pk for one in sources if not one.is_minority])
    kept = kept_support(latest.support) if latest.support else now
    has_changed = (now.sentences, now.all, now.known) != (kept.sentences, kept.all, kept.known)
    snapshot = Snapshot.objects.of(event).opinions().first()
    return Page(
        version=latest,
        texts=_told(latest, "text"),
        minority=_told(latest, "minority"),
        sources=tuple(one for one in sources if not one.is_minority),
        minority_sources=tuple(one for one in sources if one.is_minority),
        theme=ThemeWord.objects.of(event).in_use().filter(theme=latest.theme_id).select_related("theme").first(),
        support=kept,
        tables=tuple(tables_of(kept)),
        now=now if has_changed else None,
        now_tables=tuple(tables_of(now)) if has_changed else (),
        snapshot=latest.snapshot,
        has_newer_snapshot=snapshot is not None and snapshot.pk != latest.snapshot_id,
        history=tuple(_history(versions, language)),
        signed=next((one for one in reversed(versions) if hasattr(one, "sign_off")), None),
        drafting=Drafting.objects.filter(version__in=versions).first(),
    )


def _told(version: FindingVersion, name: str) -> tuple[tuple[str, str], ...]:
    """What is said in each language that has it, the reader's first."""
    order = sorted(LANGUAGES, key=lambda one: one != (get_language() or "fi"))
    return tuple((one, text) for one in order if (text := getattr(version, f"{name}_{one}")))


def _history(versions: list[FindingVersion], language: str) -> list[Step]:
    """The versions, the newest first."""
    pairs = zip([None, *versions], versions, strict=False)
    return [_step(before, after) for before, after in pairs][::-1]


def _step(before: FindingVersion | None, after: FindingVersion) -> Step:
    was = {one.contribution_id for one in before.source_rows.all()} if before else set()
    stands = {one.contribution_id for one in after.source_rows.all()}
    changes, minority = _changes(before, after, "text"), _changes(before, after, "minority")
    came = len(stands - was) if before else 0
    return Step(after, changes, minority, came, len(was - stands))


def _changes(
    before: FindingVersion | None, after: FindingVersion, name: str
) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    """What changed in each language; nothing in the first version, which has nothing before it."""
    if before is None:
        return ()
    pairs = [(one, getattr(before, f"{name}_{one}"), getattr(after, f"{name}_{one}")) for one in LANGUAGES]
    return tuple((one, diff_words(old, new)) for one, old, new in pairs if old != new)


def sources_of(event: Event, keys: Iterable[tuple[int, bool]]) -> list[Source]:
    """The sentences as a page may show them, in the order of arrival: four queries. Of a hidden one nothing is told."""
    told = sorted(keys)
    shown = Contribution.objects.of(event).visible().with_origins().filter(pk__in=[pk for pk, _is in told])
    rows = {one.pk: one for one in shown}
    answers, themes = hall_answers(rows), _themes(event, rows)
    return [
        _source(rows[pk], is_minority, answers.get(pk), themes.get(pk)) if pk in rows else Source(pk, is_minority)
        for pk, is_minority in told
    ]


def _themes(event: Event, sentences: Iterable[int]) -> dict[int, ThemeWord]:
    """The theme in use that each of the sentences stands in."""
    placed = Placement.objects.of(event).standing().filter(contribution__in=list(sentences), theme__isnull=False)
    where = dict(placed.values_list("contribution_id", "theme_id"))
    words = ThemeWord.objects.of(event).in_use().filter(theme__in=where.values()).select_related("theme")
    by_theme = {one.theme_id: one for one in words}
    return {pk: by_theme[theme] for pk, theme in where.items() if theme in by_theme}


def _source(said: Contribution, is_minority: bool, hall: HallAnswer | None, theme: ThemeWord | None) -> Source:
    organisation = said.speaker_organisation
    is_commitment = said.prompt.kind == PromptKind.COMMITMENT
    table = said.participant.table
    return Source(
        pk=said.pk,
        is_minority=is_minority,
        text=said.text,
        language=said.language,
        kind=str(said.prompt.get_kind_display()),
        discussion=said.discussion.name,
        organisation=organisation.name if is_commitment and organisation else "",
        mark=mark_of(said.voice, table.number if table else None),
        hall=hall,
        theme=theme.name if theme else "",
        theme_number=theme.theme.number if theme else None,
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """The sentences that a writer may choose from: those chosen already first, then what was searched for."""

    chosen: tuple[Source, ...]
    found: tuple[Source, ...]
    found_count: int
    lost_count: int

    @property
    def left_out(self) -> int:
        """Found ones that are not shown."""
        return self.found_count - len(self.found)


def choices_of(
    event: Event, *, own: Iterable[int], minority: Iterable[int], words: str = "", theme: int | None = None
) -> Choices:
    """What is chosen, and the visible sentences that have all the words and stand in the theme of that number.

    Words are sought as beginnings of words, capital letters alike; without words and theme nothing is found.
    """
    told = dict.fromkeys(own, False) | dict.fromkeys(minority, True)
    chosen = sources_of(event, told.items())
    found = [pk for pk in _searched(event, words, theme) if pk not in told] if words.strip() or theme else []
    shown = sources_of(event, [(pk, False) for pk in found[:SHOWN_CHOICES]])
    kept = tuple(one for one in chosen if not one.is_hidden)
    return Choices(kept, tuple(one for one in shown if not one.is_hidden), len(found), len(chosen) - len(kept))


def _searched(event: Event, words: str, theme: int | None) -> list[int]:
    sentences = Contribution.objects.of(event).visible().order_by("pk")
    if theme is not None:
        inside = Placement.objects.of(event).standing().filter(theme__number=theme).values("contribution")
        sentences = sentences.filter(pk__in=inside)
    sought = _separated(words).split()
    rows = sentences.values_list("pk", "text")
    return [pk for pk, text in rows if all(f" {word}" in f" {_separated(text)}" for word in sought)]


def _separated(text: str) -> str:
    """The words of a text with a space before each."""
    return " ".join("".join(one if one.isalnum() else " " for one in text.casefold()).split())


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """A theme in use that a finding may be of."""

    pk: int
    number: int
    name: str
    goal_area: int | None


def themes_in_use(event: Event) -> list[ThemeChoice]:
    """The themes of the event in their order: one query."""
    words = ThemeWord.objects.of(event).in_use().with_themes()
    return [ThemeChoice(one.theme_id, one.theme.number, one.name, one.goal_area_id) for one in words]
