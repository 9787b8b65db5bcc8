"""What a report tells to whom, and when a measure is late."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sopu.plans.rules.values import Activity

UNSAID = "unsaid"
"""The place of a measure of which nobody has said anything yet, among those that are counted."""


class Section(StrEnum):
    """A part of a report."""

    HANDLING = "handling"
    CHANGES = "changes"
    PROGRESS = "progress"
    INDICATORS = "indicators"
    LATE = "late"
    TO_DOS = "to_dos"
    MEASURES = "measures"
    TIMELINE = "timeline"
    MATRIX = "matrix"


SECTIONS: Mapping[str, tuple[Section, ...]] = {
    "council": (Section.HANDLING, Section.PROGRESS, Section.INDICATORS, Section.CHANGES),
    "board": (
        Section.HANDLING,
        Section.CHANGES,
        Section.PROGRESS,
        Section.INDICATORS,
        Section.LATE,
        Section.TO_DOS,
        Section.MEASURES,
        Section.TIMELINE,
        Section.MATRIX,
    ),
    "meeting": (
        Section.HANDLING,
        Section.LATE,
        Section.TO_DOS,
        Section.PROGRESS,
        Section.INDICATORS,
        Section.CHANGES,
        Section.TIMELINE,
    ),
    "public": (Section.PROGRESS, Section.MEASURES, Section.INDICATORS, Section.TIMELINE, Section.CHANGES),
}
"""The parts for each audience in their order: a council gets what it decides on and where things stand, a board all of
it, a municipal meeting first what it handles, and the public each measure in words, without what preparers need."""


def sections_of(audience: str) -> tuple[Section, ...]:
    """The parts of a report for the audience, in their order."""
    return SECTIONS[audience]


class Lateness(StrEnum):
    """In what a measure is late."""

    OVER = "over"
    DELAYED = "delayed"
    NOT_STARTED = "not_started"


def lateness(measure: Mapping[str, Any], today: str) -> Lateness | None:
    """In what a measure of a report is late on `today` (ISO 8601), if it is; one done or stopped never is.

    Its time is over; or its responsible party says that it is delayed, or not started though its time had begun when
    that was said: what has happened since is not known.
    """
    said = measure["status"]["activity"] if measure["status"] else UNSAID
    if said in (Activity.DONE, Activity.STOPPED):
        return None
    if measure["ends_on"] and measure["ends_on"] < today:
        return Lateness.OVER
    if said == Activity.DELAYED:
        return Lateness.DELAYED
    if said != Activity.NOT_STARTED or not measure["starts_on"]:
        return None
    return Lateness.NOT_STARTED if measure["starts_on"] < measure["status"]["reported_on"] else None
