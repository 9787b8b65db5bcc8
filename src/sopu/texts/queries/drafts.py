"""A draft as its page shows it: each clause with its number, its basis, its text, its translations and its talk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sopu.texts.data import guide_of
from sopu.texts.models import Clause, ClauseKind, Document, Version, Wording
from sopu.texts.queries.grounds import LONGEST_KEY, Ground, asks_for_basis, grounds_of, promised_to
from sopu.texts.queries.readiness import languages_by_document
from sopu.texts.queries.talk import Talk, talk_of
from sopu.texts.queries.wholes import places, terms_of
from sopu.texts.rules import TranslationState, numbers_of, translation_state


@dataclass(frozen=True, slots=True)
class Translation:
    """Where a clause's wording in a language stands."""

    language: str
    state: TranslationState


@dataclass(frozen=True, slots=True)
class Line:
    """A clause of the draft in one language; `guide` is what its template says of it while it has no text.

    One that `needs_basis` should stand on a finding; a chapter's heading needs none.
    """

    clause: Clause
    number: str
    heading: str
    text: str
    is_worded: bool
    grounds: tuple[Ground, ...]
    translations: tuple[Translation, ...]
    talk: Talk | None
    guide: str
    needs_basis: bool

    @property
    def is_bare(self) -> bool:
        """It needs a basis and has none."""
        return self.needs_basis and not self.grounds

    @property
    def is_empty(self) -> bool:
        """It has nothing but a heading, though it is no chapter's."""
        return not self.text and self.clause.kind != ClauseKind.CHAPTER

    @property
    def lacking(self) -> tuple[Translation, ...]:
        """The languages in which it is missing or stale."""
        return tuple(one for one in self.translations if one.state is not TranslationState.READY)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document's draft in one of its languages, and the findings that were promised to it and stand nowhere.

    `newest` is the newest version that was made of it.
    `languages` are those that a party needs, the original first, and others that something is worded in.
    """

    document: Document
    newest: Version | None
    language: str
    languages: tuple[str, ...]
    terms: Mapping[str, str]
    lines: tuple[Line, ...]
    left_out: tuple[Line, ...]
    promised: tuple[Ground, ...]

    @property
    def offers(self) -> tuple[tuple[Ground, int | None], ...]:
        """Each promised finding with the first clause of its goal area."""
        areas = {line.clause.goal_area_id: line.clause.pk for line in reversed(self.lines)}
        return tuple((one, areas.get(one.goal_area) if one.goal_area else None) for one in self.promised)

    @property
    def bare_count(self) -> int:
        """How many clauses stand on nothing."""
        return sum(line.is_bare for line in self.lines)

    @property
    def empty_count(self) -> int:
        """How many clauses have nothing but a heading."""
        return sum(line.is_empty for line in self.lines)

    @property
    def lacking_count(self) -> int:
        """How many clauses are missing or stale in some language."""
        return sum(bool(line.lacking) for line in self.lines)


def draft_page(document: Document, language: str = "") -> Draft:
    """The draft in a language that it has, else in its original; as many questions however many clauses it has."""
    clauses = list(document.clauses.select_related("goal_area"))
    needed = languages_by_document([document])[document.pk]
    wordings = {(one.clause_id, one.language): one for one in Wording.objects.of(document).standing()}
    languages = (*needed, *sorted({language for _clause, language in wordings} - {*needed}))
    shown = language if language in languages else document.original
    newest = Version.objects.of(document).first()
    told = _Told(document, needed, shown, wordings, asks_for_basis(document, newest))
    grounds, talk = grounds_of(document), talk_of(document)
    standing = [one for one in clauses if one.left_out_at is None]
    numbers = numbers_of(places(standing))
    return Draft(
        document,
        newest,
        shown,
        languages,
        terms_of(document, shown),
        tuple(
            told.line(one, number, grounds.get(one.pk, ()), talk.get(one.pk))
            for one, number in zip(standing, numbers, strict=True)
        ),
        tuple(told.line(one, "", grounds.get(one.pk, ()), None) for one in clauses if one.left_out_at),
        promised_to(document),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    document: Document
    languages: Iterable[str]
    language: str
    standing: Mapping[tuple[int, str], Wording]
    asks_for_basis: bool

    def line(self, clause: Clause, number: str, grounds: tuple[Ground, ...], talk: Talk | None) -> Line:
        wording = self.standing.get((clause.pk, self.language))
        text = wording.text if wording else ""
        return Line(
            clause,
            number,
            wording.heading if wording else "",
            text,
            wording is not None,
            grounds,
            tuple(self._translation(clause, one) for one in self.languages if one != self.document.original),
            talk,
            "" if text else guide_of(self.document.kind, clause.key, self.language),
            self.asks_for_basis and clause.kind != ClauseKind.CHAPTER,
        )

    def _translation(self, clause: Clause, language: str) -> Translation:
        original = self.standing.get((clause.pk, self.document.original))
        own = self.standing.get((clause.pk, language))
        return Translation(
            language,
            translation_state(original.pk if original else None, own is not None, own.translates_id if own else None),
        )


def clause_in(document: Document, told: str) -> Clause | None:
    """The clause that stands in the draft with the key that a browser told."""
    known = told.isdecimal() and len(told) <= LONGEST_KEY
    return document.clauses.standing().filter(pk=told).first() if known else None
