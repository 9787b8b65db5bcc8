"""What is true of a document under decision, in sentences: who has approved, and whether it is in force."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sopu.core.fingerprints import short
from sopu.decisions.models import Task
from sopu.decisions.queries.standing import DocumentStanding
from sopu.decisions.rules import ConditionKind, Level, Missing, State, Why
from sopu.texts.queries.wholes import condition_told

REASONS: dict[Why, str | Promise] = {
    Why.OTHER_WORDING: gettext_lazy("Has approved another wording"),
    Why.AMENDED: gettext_lazy("Has approved with changes"),
    Why.CONDITIONAL: gettext_lazy("Has approved with conditions"),
    Why.REJECTED: gettext_lazy("Has rejected"),
    Why.RETURNED: gettext_lazy("Has returned it for preparation"),
    Why.DEFERRED: gettext_lazy("Has deferred"),
    Why.NOTED: gettext_lazy("Has noted for information"),
    Why.COUNCIL_AGENDA: gettext_lazy("On the council’s agenda"),
    Why.PROPOSED: gettext_lazy("Proposed to the council"),
    Why.BOARD_AGENDA: gettext_lazy("On the board’s agenda"),
    Why.NO_DAY: gettext_lazy("Approved on a day that is not known"),
    Why.NO_DECISION: gettext_lazy("No decision yet"),
}
"""Why an approval is missing, in the order in which it is told: what stands in the way first."""
AHEAD = frozenset({Why.COUNCIL_AGENDA, Why.BOARD_AGENDA})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why approvals are missing, and whose: each name with its day in brackets where there is one."""

    words: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A board in words: its headline, whether it is in force, on what condition, how far it is, and who is missing."""

    headline: str
    in_force: str
    condition: str
    progress: str
    missing: tuple[Reason, ...]
    appeals: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it but the headline, a sentence each."""
        missing = (f"{reason.words}: {', '.join(reason.names)}." for reason in self.missing)
        return tuple(one for one in (self.in_force, self.condition, self.progress, *missing, self.appeals) if one)


def told(standing: DocumentStanding) -> Told:
    """The board in the reader's language; the organisations and their names are at hand."""
    force = standing.force
    is_approved = any(one.case.task == Task.APPROVE for one in standing.cases)
    return Told(
        headline=headline(standing),
        in_force=_in_force(standing) if is_approved else "",
        condition=_condition(standing) if is_approved else "",
        progress=_progress(standing) if is_approved and force.needed else "",
        missing=_missing(force.missing, standing) if not force.is_in_force else (),
        appeals=_appeals(len(force.open_to_appeal), len(force.approved)),
    )


def headline(standing: DocumentStanding) -> str:
    """How many bodies have approved, or noted what they are only asked to note."""
    asked = [one for one in standing.cases if one.case.task == Task.APPROVE]
    if not standing.cases:
        return _("Submitted for decision")
    if not asked:
        noted = sum(one.state is State.NOTED for one in standing.cases)
        return _noted(noted, len(standing.cases))
    levels = {one.case.decides.level for one in asked}
    approved, total = len(standing.force.approved), len(asked) + len(standing.without_case)
    if levels == {Level.COUNCIL}:
        return _councils(approved, total)
    return _boards(approved, total) if levels == {Level.BOARD} else _parties(approved, total)


def _councils(done: int, total: int) -> str:
    if done == 0:
        return ngettext("The council has not approved yet", "None of %(n)s councils has approved yet", total) % {
            "n": total
        }
    if done == total:
        return ngettext("The council has approved", "All %(n)s councils have approved", total) % {"n": total}
    return _("%(done)s of %(n)s councils have approved") % {"done": done, "n": total}


def _boards(done: int, total: int) -> str:
    if done == 0:
        return ngettext("The board has not approved yet", "None of %(n)s boards has approved yet", total) % {"n": total}
    if done == total:
        return ngettext("The board has approved", "All %(n)s boards have approved", total) % {"n": total}
    return _("%(done)s of %(n)s boards have approved") % {"done": done, "n": total}


def _parties(done: int, total: int) -> str:
    if done == 0:
        return _("None of %(n)s parties has approved yet") % {"n": total}
    if done == total:
        return _("All %(n)s parties have approved") % {"n": total}
    return _("%(done)s of %(n)s parties have approved") % {"done": done, "n": total}


def _noted(done: int, total: int) -> str:
    if done == total:
        return ngettext("Noted for information", "All %(n)s bodies have noted it", total) % {"n": total}
    return ngettext("Not noted for information yet", "%(done)s of %(n)s bodies have noted it", total) % {
        "done": done,
        "n": total,
    }


def day(moment: dt.date) -> str:
    """A day as people write it."""
    return date_format(moment, "SHORT_DATE_FORMAT")


def _in_force(standing: DocumentStanding) -> str:
    force, noted = standing.force, standing.noted
    if force.since is None and noted:
        words = _("Its condition was met on %(day)s, but isn’t any more: an approval was annulled or set right.")
        return words % {"day": day(noted.since)}
    if force.since is None:
        return _("The condition of its entry into force is not met yet.")
    words = _("It is in force from %(day)s.") if force.is_in_force else _("It comes into force on %(day)s.")
    return words % {"day": day(force.since)}


def _condition(standing: DocumentStanding) -> str:
    one = standing.condition
    if one.kind == ConditionKind.DATE:
        words = _("It comes into force on %(day)s, whoever has decided by then.")
        return words % {"day": day(one.not_before)} if one.not_before else ""
    condition = condition_told(one.kind, one.count, one.not_before)
    return _("It comes into force when %(condition)s.") % {"condition": condition}


def _progress(standing: DocumentStanding) -> str:
    force = standing.force
    shorts = " / ".join(short(fingerprint) for fingerprint in standing.fingerprints.values())
    facts = {"done": len(force.approved), "needed": force.needed, "fingerprint": shorts}
    if len(force.approved) > force.needed:
        return _("%(done)s approvals name the submitted wording, %(fingerprint)s; it takes %(needed)s.") % facts
    return _("%(done)s of the %(needed)s approvals that it takes name the submitted wording, %(fingerprint)s.") % facts


def _missing(missing: tuple[Missing, ...], standing: DocumentStanding) -> tuple[Reason, ...]:
    """In the order of the parties; one on an agenda is told with the day of the meeting that is ahead."""
    whys = {one.party: one for one in missing}
    found: dict[Why, list[str]] = defaultdict(list)
    for case in standing.cases:
        if one := whys.get(str(case.case.party_id)):
            on = case.next.meeting_on if case.next and one.why in AHEAD else None if one.why in AHEAD else one.on
            name = case.case.party.organisation.name
            found[one.why].append(f"{name} ({day(on)})" if on else name)
    for party in standing.without_case:
        if str(party.pk) in whys:
            found[Why.NO_DECISION].append(party.organisation.name)
    return tuple(Reason(str(words), tuple(found[why])) for why, words in REASONS.items() if why in found)


def _appeals(open_count: int, approved: int) -> str:
    if not open_count:
        return ""
    facts = {"n": open_count, "approved": approved}
    return (
        ngettext(
            "%(n)s of %(approved)s approvals can still be appealed.",
            "%(n)s of %(approved)s approvals can still be appealed.",
            open_count,
        )
        % facts
    )
