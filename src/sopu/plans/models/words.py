"""What the values of a plan are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sopu.plans.rules import Activity, Direction, Level, Light, MeasureKind, Sex, Source, Stage, Verdict

Words = list[tuple[str, str | Promise]]

MEASURE_KINDS: Words = [
    (MeasureKind.NEW, pgettext_lazy("measure", "new")),
    (MeasureKind.CONTINUING, pgettext_lazy("measure", "continuing")),
    (MeasureKind.ADVOCACY, _("joint advocacy")),
]

LEVELS: Words = [
    (Level.LEADS, pgettext_lazy("commitment", "leads")),
    (Level.DOES, pgettext_lazy("commitment", "does")),
    (Level.SUPPORTS, pgettext_lazy("commitment", "supports")),
    (Level.FOLLOWS, pgettext_lazy("commitment", "follows")),
    (Level.OPTS_OUT, pgettext_lazy("commitment", "opts out")),
]

STAGES: Words = [
    (Stage.PROPOSED, pgettext_lazy("commitment", "proposed")),
    (Stage.WITHDRAWN, pgettext_lazy("commitment", "proposal taken back")),
    (Stage.ACCEPTED, pgettext_lazy("commitment", "accepted")),
    (Stage.AMENDED, pgettext_lazy("commitment", "accepted as amended")),
    (Stage.DECLINED, pgettext_lazy("commitment", "declined")),
]

DIRECTIONS: Words = [
    (Direction.UP, _("the more, the better")),
    (Direction.DOWN, _("the less, the better")),
    (Direction.NONE, _("neither way is better")),
]

SOURCES: Words = [
    (Source.SOTKANET, "Sotkanet"),
    (Source.PXWEB, _("Statistics Finland")),
    (Source.FILE, _("a file")),
]

SEXES: Words = [
    (Sex.TOTAL, _("all people")),
    (Sex.MALE, _("men")),
    (Sex.FEMALE, _("women")),
]

ACTIVITIES: Words = [
    (Activity.NOT_STARTED, pgettext_lazy("measure", "not started")),
    (Activity.IN_PROGRESS, pgettext_lazy("measure", "in progress")),
    (Activity.DELAYED, pgettext_lazy("measure", "delayed")),
    (Activity.DONE, pgettext_lazy("measure", "done")),
    (Activity.STOPPED, pgettext_lazy("measure", "stopped")),
]

LIGHTS: Words = [
    (Light.GREEN, _("goes as planned")),
    (Light.YELLOW, _("needs attention")),
    (Light.RED, _("does not go as planned")),
]

VERDICTS: Words = [
    (Verdict.ACCEPTED, pgettext_lazy("status report", "accepted")),
    (Verdict.RETURNED, pgettext_lazy("status report", "returned for completion")),
]
