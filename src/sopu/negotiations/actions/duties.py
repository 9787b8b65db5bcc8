"""Negotiating is noted, as evidence that the duties are met; negotiations succeed one another."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations import rules
from sopu.negotiations.data import duties
from sopu.negotiations.models import CouncilTerm, Evidence, Meeting, Negotiation, Party

Key = tuple[int, str]


@transaction.atomic
def note_negotiated(
    *,
    parties: Iterable[Party],
    covered: Mapping[str, Sequence[str]],
    held_on: dt.date,
    meeting: Meeting | None = None,
    event_code: str = "",
    recorded_by: User | None = None,
) -> list[Evidence]:
    """The municipalities among these parties negotiated that day of the parts that are given by duty.

    It takes the place of what the same meeting or forum said before; what it says again is not recorded twice.
    """
    _demand_known(covered)
    bound = {party.pk: party for party in parties if party.is_bound_municipality}
    wanted = {(key, duty): sorted(set(parts)) for duty, parts in covered.items() if parts for key in bound}
    standing = _standing(meeting, event_code)
    gone: dict[Key, list[str]] = {key: [] for key, one in standing.items() if key not in wanted and one.parts}
    new = [
        Evidence(
            party_id=party,
            duty=duty,
            parts=parts,
            held_on=held_on,
            meeting=meeting,
            event_code=event_code,
            recorded_by=recorded_by,
        )
        for (party, duty), parts in {**wanted, **gone}.items()
        if not _says_the_same(standing.get((party, duty)), parts, held_on)
    ]
    return Evidence.objects.bulk_create(new)


def note_forum(*, negotiation: Negotiation, organisations: set[int], held_on: dt.date, event_code: str) -> None:
    """A closed forum of the negotiation counts for the parties whose people were there, in what a forum goes through.

    A forum on a day outside the council term counts for nothing, and closes all the same.
    """
    if not negotiation.term.holds(held_on):
        return
    present = [
        party
        for party in Party.objects.with_organisations().filter(negotiation=negotiation)
        if party.organisation_id in organisations
    ]
    covered = {duty.code: duty.in_forum for duty in duties.duties() if duty.in_forum}
    note_negotiated(parties=present, covered=covered, held_on=held_on, event_code=event_code)


@transaction.atomic
def succeed(*, negotiation: Negotiation, predecessor: Negotiation) -> None:
    """The negotiation goes on from that of an earlier council term of the same county."""
    if negotiation.county_id != predecessor.county_id:
        raise Refused("another_county", _("A negotiation goes on from one of the same county."))
    if not rules.may_succeed(_dates(negotiation.term), _dates(predecessor.term)):
        raise Refused("not_earlier", _("A negotiation goes on from one of an earlier council term."))
    negotiation.predecessor = predecessor
    negotiation.save(update_fields=["predecessor"])


def _dates(term: CouncilTerm) -> rules.TermDates:
    return rules.TermDates(term.name, term.starts_on, term.ends_on)


def _demand_known(covered: Mapping[str, Sequence[str]]) -> None:
    for code, parts in covered.items():
        duty = duties.duty(code)
        if duty is None or not {part.code for part in duty.parts} >= set(parts):
            raise Refused("unknown_duty", _("The law names no such duty, or no such part of it."))


def _standing(meeting: Meeting | None, event_code: str) -> dict[Key, Evidence]:
    """The latest record of this meeting or forum by party and duty."""
    return {
        (one.party_id, one.duty): one
        for one in Evidence.objects.filter(meeting=meeting, event_code=event_code).order_by("id")
    }


def _says_the_same(standing: Evidence | None, parts: list[str], held_on: dt.date) -> bool:
    if standing is None:
        return not parts
    return sorted(standing.parts) == parts and (not parts or standing.held_on == held_on)
