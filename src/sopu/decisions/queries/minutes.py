"""Pages of published minutes: which wait for a person, what each seems to say, and how the feeds are."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.decisions.models import OUTCOMES, Case, MinutesMatch, MinutesMatchQuerySet
from sopu.decisions.queries.candidates import candidates_of
from sopu.decisions.queries.minutes_words import AGAINST, CONFIDENCES, DOUBTS, REASONS, failure_words
from sopu.decisions.rules.matching import Reason, Said, match_of
from sopu.decisions.rules.readings import Reading
from sopu.negotiations.models import Negotiation, PartyQuerySet
from sopu.texts.models import Document, Version

MOST_SETTLED = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A match in a list: what was read in a few words, and what became of it."""

    match: MinutesMatch
    reading: Reading
    paper: str
    outcome: str
    confidence: str
    reasons: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def party(self) -> str:
        """The party whose case it seems to be; empty when none is proposed."""
        return self.match.case.party.organisation.name if self.match.case else ""

    @property
    def document(self) -> str:
        """The document whose case it seems to be."""
        return self.match.case.document.name if self.match.case else ""


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A party's feed: when it was last read, and what has gone wrong since."""

    party: str
    feed: str
    looked_at: dt.datetime | None
    failure: str


@dataclass(frozen=True, slots=True)
class Found:
    """The minutes of a negotiation that a person may see."""

    waiting: tuple[Line, ...]
    settled: tuple[Line, ...]
    feeds: tuple[FeedLine, ...]


def minutes_of(negotiation: Negotiation, parties: PartyQuerySet, user: User, *, is_owner: bool) -> Found:
    """The matches of these parties and, of those that are no case's, the person's own; an owner sees all of them."""
    matches = MinutesMatch.objects.of(negotiation)
    seen = matches if is_owner else matches.for_parties(parties, user)
    cases = Case.objects.in_negotiation(negotiation).at_hand().filter(party__in=parties)
    return Found(
        waiting=_lines(seen.waiting()),
        settled=_lines(seen.settled()[:MOST_SETTLED]),
        feeds=_feeds(cases),
    )


def line_of(match: MinutesMatch) -> Line:
    """One match; its case is at hand."""
    reading = Reading.from_json(match.reading)
    paper = _("Section %(n)s of the minutes") if reading.is_minutes else _("Item %(n)s on the agenda")
    speaks = [reason for reason in reading.reasons if reason in set(Reason)]
    return Line(
        match=match,
        reading=reading,
        paper=paper % {"n": reading.number},
        outcome=str(capfirst(str(dict(OUTCOMES).get(reading.outcome, "")))),
        confidence=str(CONFIDENCES.get(reading.confidence, "")) if reading.is_minutes else "",
        reasons=tuple(str(REASONS[one]) for one in speaks if one not in AGAINST),
        against=tuple(str(REASONS[one]) for one in speaks if one in AGAINST),
    )


def doubts_of(reading: Reading) -> tuple[str, ...]:
    """What a person should look at on the page itself, in sentences."""
    return tuple(str(DOUBTS[doubt]) for doubt in reading.doubts if doubt in DOUBTS)


def version_for(reading: Reading, versions: Sequence[Version]) -> Version | None:
    """Of a document's submitted versions, the newest first, the one that the minutes are likely of.

    The one whose fingerprint they name, else the newest that was submitted by the day of the meeting.
    """
    for version in versions:
        if any(text.sha256.startswith(one) for one in reading.fingerprints for text in version.texts.all()):
            return version
    day = reading.meeting_on
    by_then = (version for version in versions if day is None or timezone.localdate(version.made_at) <= day)
    return next(by_then, versions[0] if versions else None)


def versions_of(document: Document) -> list[Version]:
    """The submitted versions of a document, the newest first, with their texts."""
    return list(Version.objects.of(document).submitted().prefetch_related("texts"))


def cases_for(parties: PartyQuerySet, reading: Reading) -> list[Case]:
    """The cases of these parties, at hand: the likelier for this reading first, else in the order of the parties."""
    cases = list(Case.objects.filter(party__in=parties).at_hand().order_by("party__number", "document__number"))
    said = Said(reading.body_name, reading.meeting_on, reading.case_number, reading.title, reading.fingerprints, "")
    points = {one.case: match_of(said, one).score for one in candidates_of(cases)}
    return sorted(cases, key=lambda case: -points[case.pk])


def _lines(matches: MinutesMatchQuerySet) -> tuple[Line, ...]:
    return tuple(line_of(match) for match in matches)


def _feeds(cases: Iterable[Case]) -> tuple[FeedLine, ...]:
    """Each feed of a party once, though several of its cases name it."""
    found = {
        (case.party_id, case.feed): FeedLine(
            case.party.organisation.name, case.feed, case.feed_looked_at, failure_words(case.feed_failure)
        )
        for case in cases
        if case.feed
    }
    return tuple(found.values())
