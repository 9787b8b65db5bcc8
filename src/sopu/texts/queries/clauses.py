"""One clause as its writer sees it: its languages side by side, its basis, its place, and every wording it has had."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from sopu.core.redlines import ClauseChange
from sopu.texts.data import guide_of
from sopu.texts.models import Clause, Document, Language, Wording
from sopu.texts.queries.grounds import Ground, grounds_of
from sopu.texts.queries.merging import Words, change_between, merged_words, words_of
from sopu.texts.queries.readiness import languages_by_document
from sopu.texts.queries.talk import Talk, talk_of
from sopu.texts.queries.wholes import places
from sopu.texts.rules import TranslationState, numbers_of, translation_state


@dataclass(frozen=True, slots=True)
class Side:
    """A clause in one language; of a stale translation, `behind` is what changed in its original since."""

    language: str
    wording: Wording | None
    state: TranslationState | None
    behind: ClauseChange | None
    guide: str
    is_needed: bool

    @property
    def is_idle(self) -> bool:
        """No party needs it, and nothing is worded in it."""
        return not self.is_needed and self.wording is None

    @property
    def is_original(self) -> bool:
        """It is in the language that the document is drafted in."""
        return self.state is None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A clause that another may be put after."""

    pk: int
    number: str
    heading: str
    depth: int


@dataclass(frozen=True, slots=True)
class Page:
    """A clause with all that its writer needs."""

    clause: Clause
    number: str
    sides: tuple[Side, ...]
    grounds: tuple[Ground, ...]
    neighbours: tuple[Neighbour, ...]
    talk: Talk | None

    @property
    def is_beside(self) -> bool:
        """More than one language stands side by side."""
        return sum(not side.is_idle for side in self.sides) > 1

    @property
    def heading(self) -> str:
        """What it is called in the original."""
        wording = self.sides[0].wording
        return wording.heading if wording else ""

    @property
    def own(self) -> int | None:
        """Where it stands among the clauses of the draft, from nought; None when it was left out."""
        return next((at for at, one in enumerate(self.neighbours) if one.pk == self.clause.pk), None)

    @property
    def next(self) -> Neighbour | None:
        """The clause after it."""
        return self.neighbours[self.own + 1] if self.own is not None and self.own + 1 < len(self.neighbours) else None

    @property
    def previous(self) -> Neighbour | None:
        """The clause before it."""
        return self.neighbours[self.own - 1] if self.own else None


def clause_page(clause: Clause) -> Page:
    """A clause of a draft with all that its page shows; as many questions however many clauses the draft has."""
    document = clause.document
    neighbours = neighbours_in(document)
    wordings = list(clause.wordings.select_related("written_by"))
    languages = languages_by_document([document])[document.pk]
    every = (*languages, *(one for one in Language.values if one not in languages))
    return Page(
        clause,
        next((one.number for one in neighbours if one.pk == clause.pk), ""),
        tuple(_side(clause, one, wordings, languages) for one in every),
        grounds_of(document).get(clause.pk, ()),
        neighbours,
        talk_of(document).get(clause.pk),
    )


def neighbours_in(document: Document) -> tuple[Neighbour, ...]:
    """The clauses of a draft in their order; two questions."""
    clauses = list(document.clauses.standing())
    headings = Wording.objects.of(document).standing().filter(language=document.original)
    named = dict(headings.values_list("clause", "heading"))
    return tuple(
        Neighbour(one.pk, number, named.get(one.pk, ""), one.depth)
        for one, number in zip(clauses, numbers_of(places(clauses)), strict=True)
    )


def _side(clause: Clause, language: str, wordings: Sequence[Wording], needed: Container[str]) -> Side:
    """`wordings` are all of the clause's, by language and number."""
    original = clause.document.original
    own = [one for one in wordings if one.language == language]
    first = next((one for one in reversed(wordings) if one.language == original), None)
    standing = own[-1] if own else None
    guide = guide_of(clause.document.kind, clause.key, language)
    if language == original:
        return Side(language, standing, None, None, guide, is_needed=True)
    translates = standing.translates_id if standing else None
    state = translation_state(first.pk if first else None, standing is not None, translates)
    behind = None
    if state is TranslationState.STALE:
        was = next((one for one in wordings if one.pk == translates), None)
        behind = change_between(words_of(was) if was else None, words_of(first)) if first else None
    return Side(language, standing, state, behind, guide, language in needed)


@dataclass(frozen=True, slots=True)
class Clash:
    """What a writer wrote while somebody else wrote too: what stands, how they differ, and both in one where it can be.

    `change` goes from what stands to what the writer wrote.
    """

    standing: Wording | None
    change: ClauseChange
    merged: Words | None


def clash_of(clause: Clause, standing: Wording | None, base: int, heading: str, text: str) -> Clash:
    """How what a writer made of the wording with the number `base` stands to the one that stands now."""
    mine = Words(heading, text)
    if standing is None:
        return Clash(None, change_between(None, mine), None)
    was = words_of(clause.wordings.filter(language=standing.language, number=base).first())
    theirs = words_of(standing)
    return Clash(standing, change_between(theirs, mine), merged_words(was, [theirs, mine]))


@dataclass(frozen=True, slots=True)
class Step:
    """A wording in the history, and what changed from the one before it."""

    wording: Wording
    change: ClauseChange
    translates: int | None


def history_of(clause: Clause) -> tuple[tuple[str, tuple[Step, ...]], ...]:
    """Every wording of the clause by language, the newest first; one question."""
    wordings = list(clause.wordings.select_related("written_by", "translates"))
    languages = sorted({one.language for one in wordings}, key=lambda one: (one != clause.document.original, one))
    return tuple((language, _steps([one for one in wordings if one.language == language])) for language in languages)


def _steps(wordings: Sequence[Wording]) -> tuple[Step, ...]:
    before: list[Wording | None] = [None, *wordings]
    steps = [
        Step(
            one,
            change_between(words_of(was) if was else None, words_of(one)),
            one.translates.number if one.translates else None,
        )
        for was, one in zip(before, wordings, strict=False)
    ]
    return tuple(reversed(steps))
