"""What the law's values are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sopu.decisions.rules import CaseSystem, Outcome, State

OUTCOMES: list[tuple[str, str | Promise]] = [
    (Outcome.PROPOSED, _("proposed to the council")),
    (Outcome.APPROVED, _("approved")),
    (Outcome.CONDITIONAL, _("approved with conditions")),
    (Outcome.AMENDED, _("amended")),
    (Outcome.DEFERRED, _("deferred")),
    (Outcome.RETURNED, _("returned for preparation")),
    (Outcome.REJECTED, pgettext_lazy("decision", "rejected")),
    (Outcome.NOTED, _("noted for information")),
    (Outcome.REMOVED, _("removed from the agenda")),
]

STATES: dict[str, str | Promise] = {
    State.NOT_STARTED: _("not started"),
    State.BOARD_AGENDA: _("on the board’s agenda"),
    State.PROPOSED: _("proposed to the council"),
    State.COUNCIL_AGENDA: _("on the council’s agenda"),
    State.APPROVED: _("approved"),
    State.CONDITIONAL: _("approved with conditions"),
    State.AMENDED: _("amended"),
    State.DEFERRED: _("deferred"),
    State.RETURNED: _("returned for preparation"),
    State.REJECTED: pgettext_lazy("decision", "rejected"),
    State.NOTED: _("noted for information"),
    State.APPEAL: _("appeal period"),
    State.FINAL: _("final"),
}

SYSTEMS: list[tuple[str, str | Promise]] = [
    (CaseSystem.DYNASTY, "Dynasty"),
    (CaseSystem.CASEM, "CaseM"),
    (CaseSystem.AHJO, "Ahjo"),
    (CaseSystem.PLAIN, _("another system")),
]
