"""The values that a plan, its indicators and its monitoring speak in."""

from enum import StrEnum


class MeasureKind(StrEnum):
    """What a measure is: something new, something that goes on, or advocacy together."""

    NEW = "new"
    CONTINUING = "continuing"
    ADVOCACY = "advocacy"


class Level(StrEnum):
    """How far a party commits itself to a measure, from the most to the least."""

    LEADS = "leads"
    DOES = "does"
    SUPPORTS = "supports"
    FOLLOWS = "follows"
    OPTS_OUT = "opts_out"


class Stage(StrEnum):
    """Where a record of a commitment stands: proposed by the preparers, or taken back, or what the party said to it."""

    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    AMENDED = "amended"
    DECLINED = "declined"


class Direction(StrEnum):
    """Which way an indicator should move."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class Source(StrEnum):
    """Where the values of an indicator come from."""

    SOTKANET = "sotkanet"
    PXWEB = "pxweb"
    FILE = "file"


class Sex(StrEnum):
    """Of whom a value is."""

    TOTAL = "total"
    MALE = "male"
    FEMALE = "female"


class Activity(StrEnum):
    """How the work of a measure goes; it says nothing of what the work has brought about."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DELAYED = "delayed"
    DONE = "done"
    STOPPED = "stopped"


class Light(StrEnum):
    """A traffic light, always with its words beside it."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Verdict(StrEnum):
    """What the goal area's monitor says to a report."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
