"""Meetings get their minutes, and minutes are corrected by new ones."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.actions.duties import note_negotiated
from sopu.negotiations.models import Meeting, Minutes, Party
from sopu.organisations.models import Kind


@dataclass(frozen=True, slots=True)
class Account:
    """What a meeting came to: when and where, who took part, what was spoken of; `covered` are parts by duty."""

    held_on: dt.date
    parties: Sequence[Party]
    topics: str
    place: str = ""
    agreed: str = ""
    left_open: str = ""
    covered: Mapping[str, Sequence[str]] = field(default_factory=dict)


@transaction.atomic
def record_minutes(
    *, meeting: Meeting, account: Account, today: dt.date, made_by: User | None = None, correction: str = ""
) -> Minutes:
    """The minutes of a meeting; those of one that has them correct the earlier, which stay and stand no longer."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("negotiation__term").get(pk=meeting.pk)
    number = meeting.minutes.count() + 1
    _demand_a_reason(number, correction)
    _demand_a_day(meeting, account.held_on, today)
    _demand_parties(meeting, account)
    minutes = Minutes.objects.create(
        meeting=meeting,
        number=number,
        held_on=account.held_on,
        place=account.place,
        topics=account.topics,
        agreed=account.agreed,
        left_open=account.left_open,
        coverage=[f"{duty}:{part}" for duty, parts in account.covered.items() for part in parts],
        correction=correction,
        made_by=made_by,
    )
    minutes.took_part.set(account.parties)
    note_negotiated(
        parties=account.parties,
        covered=account.covered,
        held_on=account.held_on,
        meeting=meeting,
        recorded_by=made_by,
    )
    return minutes


def _demand_a_reason(number: int, correction: str) -> None:
    if number > 1 and not correction:
        raise Refused("no_reason", _("Say what is corrected, and why: the earlier minutes stay beside the new ones."))
    if number == 1 and correction:
        raise Refused("nothing_to_correct", _("The meeting has no minutes yet, so there is nothing to correct."))


def _demand_a_day(meeting: Meeting, held_on: dt.date, today: dt.date) -> None:
    if held_on > today:
        raise Refused("in_the_future", _("The day is still ahead: minutes are of a meeting that was held."))
    term = meeting.negotiation.term
    if not term.holds(held_on):
        raise Refused(
            "outside_the_term",
            _("The meeting must be in the council term, %(first)s – %(last)s.")
            % {"first": date_format(term.starts_on), "last": date_format(term.ends_on)},
        )


def _demand_parties(meeting: Meeting, account: Account) -> None:
    if any(party.negotiation_id != meeting.negotiation_id for party in account.parties):
        raise Refused("not_a_party", _("Only parties of the negotiation take part in its meetings."))
    if len(account.parties) < 2:
        raise Refused("alone", _("At least two parties take part in a negotiation."))
    kinds = {party.organisation.kind for party in account.parties}
    if any(account.covered.values()) and Kind.COUNTY not in kinds:
        raise Refused("without_the_county", _("The duty is between the county and its municipalities: was it there?"))
