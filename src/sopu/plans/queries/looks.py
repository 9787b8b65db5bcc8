"""How the states of measures and of answers look: a word, a shape and a colour, and a fill in a bar."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sopu.plans.models.words import ACTIVITIES, LIGHTS
from sopu.plans.rules import Activity, Light
from sopu.plans.rules.report_sections import UNSAID
from sopu.plans.rules.rounds import Answer
from sopu.plans.rules.tracks import Track
from sopu.web.bars import Kind

UNSAID_WORDS = _("nothing said yet")


@dataclass(frozen=True, slots=True)
class Look:
    """A word, and the tone and the shape of a status."""

    word: str
    tone: str
    shape: str


_ACTIVITIES, _LIGHTS = dict(ACTIVITIES), dict(LIGHTS)

_OF_ACTIVITY: dict[Activity, tuple[str, str, str]] = {
    Activity.DONE: ("go", "st-final", "full"),
    Activity.IN_PROGRESS: ("go", "st-list", "part"),
    Activity.NOT_STARTED: ("wait", "st-none", "pale"),
    Activity.DELAYED: ("now", "wait", "waiting"),
    Activity.STOPPED: ("bad", "cross", "trouble"),
}

_OF_LIGHT: dict[Light, tuple[str, str]] = {
    Light.GREEN: ("go", "st-ok"),
    Light.YELLOW: ("now", "warn"),
    Light.RED: ("bad", "st-no"),
}

TRACKS: dict[Track, tuple[str | Promise, str]] = {
    Track.REACHED: (pgettext_lazy("indicator", "target reached"), "full"),
    Track.ON_TRACK: (pgettext_lazy("indicator", "on its way to the target"), "part"),
    Track.OFF_TRACK: (pgettext_lazy("indicator", "not on its way to the target"), "waiting"),
    Track.NO_TARGET: (pgettext_lazy("indicator", "no target"), "pale"),
    Track.NO_VALUES: (pgettext_lazy("indicator", "no values yet"), "empty"),
    Track.UNPUBLISHED: (pgettext_lazy("indicator", "the latest value is not published"), "empty"),
}

TRACK_LOOKS: dict[str, tuple[str, str]] = {
    Track.REACHED: ("go", "st-final"),
    Track.ON_TRACK: ("go", "st-ok"),
    Track.OFF_TRACK: ("bad", "st-late"),
    Track.NO_TARGET: ("wait", "st-none"),
    Track.NO_VALUES: ("wait", "st-none"),
    Track.UNPUBLISHED: ("wait", "hide"),
}

ANSWERS: dict[Answer, tuple[str | Promise, str, str, str]] = {
    Answer.ACCEPTED: (pgettext_lazy("status report", "accepted"), "go", "st-ok", "full"),
    Answer.REPORTED: (_("waits for acceptance"), "wait", "st-prep", "part"),
    Answer.RETURNED: (pgettext_lazy("status report", "returned for completion"), "now", "st-back", "waiting"),
    Answer.MISSING: (pgettext_lazy("monitoring", "not answered yet"), "wait", "st-none", "empty"),
    Answer.OVERDUE: (_("missing, due day past"), "bad", "st-late", "trouble"),
}


def look_of_activity(activity: Activity) -> Look:
    """How the work of a measure goes, in the reader's language."""
    tone, shape, _fill = _OF_ACTIVITY[activity]
    return Look(str(_ACTIVITIES[activity]), tone, shape)


def look_of_light(light: Light) -> Look:
    """A light with its words, in the reader's language."""
    return Look(str(_LIGHTS[light]), *_OF_LIGHT[light])


def look_of_answer(answer: Answer) -> Look:
    """How far a measure is in a round, in the reader's language."""
    word, tone, shape, _fill = ANSWERS[answer]
    return Look(str(word), tone, shape)


def look_of_track(track: Track) -> Look:
    """Where an indicator stands against its target, in the reader's language."""
    return Look(str(TRACKS[track][0]), *TRACK_LOOKS[track])


def activity_kinds() -> tuple[Kind, ...]:
    """The parts of a bar of measures, those of which nothing has been said last."""
    known = [Kind(one, str(_ACTIVITIES[one]), fill) for one, (_tone, _shape, fill) in _OF_ACTIVITY.items()]
    return (*known, Kind(UNSAID, str(UNSAID_WORDS), "empty"))


def answer_kinds() -> tuple[Kind, ...]:
    """The parts of a bar of a round's coverage."""
    return tuple(Kind(one, str(word), fill) for one, (word, _tone, _shape, fill) in ANSWERS.items())


def track_kinds() -> tuple[Kind, ...]:
    """The parts of a bar of indicators."""
    return tuple(Kind(one, str(word), fill) for one, (word, fill) in TRACKS.items())
