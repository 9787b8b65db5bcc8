"""What was read of published minutes, as it is kept until a person confirms it: values that go into JSON and back.

Only what a decision's record needs is kept, with the words that tell it: not the handling, where persons are named.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sopu.core.minutes import MinutesItem, Votes, fingerprints_in, guess_of
from sopu.decisions.rules.matching import Match, Said

LONGEST_TEXT = 6_000
"""Characters that are kept of the decision and of the proposal."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An item of minutes or of an agenda as it was read, and why it seems to be of a case.

    `evidence`, `counted` and `dissent` are the page's own sentences; `body` is the id of the case's body that it seems
    to name. `reasons` and `doubts` are names of `Reason` and of `sopu.core.minutes.Doubt`.
    """

    system: str
    body_name: str
    body: int | None
    meeting_on: dt.date | None
    agenda_number: int
    section: int
    case_number: str
    title: str
    is_minutes: bool
    published_on: dt.date | None
    decision: str
    proposal: str
    outcome: str
    confidence: str
    evidence: str
    votes: Votes | None
    counted: str
    dissent: str
    fingerprints: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def number(self) -> int:
        """The item's number in this paper: the section of minutes, or the number on an agenda."""
        return self.section or self.agenda_number

    def as_json(self) -> dict[str, Any]:
        """The same in values of JSON."""
        kept = {name: getattr(self, name) for name in self.__slots__}
        votes = self.votes
        return kept | {
            "meeting_on": self.meeting_on.isoformat() if self.meeting_on else "",
            "published_on": self.published_on.isoformat() if self.published_on else "",
            "votes": [votes.ayes, votes.noes, votes.blank, votes.absent] if votes else None,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Reading":
        """The reading that `as_json` gave."""
        lists = {name: tuple(kept[name]) for name in ("fingerprints", "doubts", "reasons")}
        days = {
            name: dt.date.fromisoformat(kept[name]) if kept[name] else None for name in ("meeting_on", "published_on")
        }
        files = tuple((title, url) for title, url in kept["files"])
        votes = Votes(*kept["votes"]) if kept["votes"] else None
        return cls(**{**kept, **lists, **days, "files": files, "votes": votes})


def said_by(item: MinutesItem, site: str) -> Said:
    """What an item says that a case may be known by; `site` is the host that it came from."""
    prints = fingerprints_in("\n".join([item.decision_text, item.proposal_text, *(part.text for part in item.parts)]))
    return Said(item.body, item.meeting_on, item.case_number, item.title, prints, site)


def reading_of(item: MinutesItem, said: Said, match: Match | None) -> Reading:
    """What is kept of an item, and of its match with a case when it has one."""
    guess = guess_of(item)
    return Reading(
        system=str(item.system),
        body_name=item.body,
        body=match.body if match else None,
        meeting_on=item.meeting_on,
        agenda_number=item.agenda_number,
        section=item.section,
        case_number=item.case_number,
        title=item.title,
        is_minutes=item.is_minutes,
        published_on=item.published_on,
        decision=item.decision_text[:LONGEST_TEXT],
        proposal=item.proposal_text[:LONGEST_TEXT],
        outcome=guess.outcome,
        confidence=str(guess.confidence),
        evidence=guess.evidence,
        votes=guess.votes,
        counted=guess.counted,
        dissent=guess.dissent,
        fingerprints=said.fingerprints,
        files=tuple((link.title, link.url) for link in item.links),
        doubts=tuple(map(str, item.doubts)),
        reasons=tuple(map(str, match.reasons)) if match else (),
    )
