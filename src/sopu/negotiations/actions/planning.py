"""Rounds and meetings are planned: with each municipality, with groups of them, with partners."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.negotiations import rules
from sopu.negotiations.models import Meeting, MeetingKind, Negotiation, Party, Round
from sopu.organisations.models import Kind
from sopu.organisations.queries import subregions_of
from sopu.web.languages import LANGUAGES

Names = Mapping[str, str]


@transaction.atomic
def plan_round(
    *, negotiation: Negotiation, kind: MeetingKind, names: Names, starts_on: dt.date, ends_on: dt.date, groups: str = ""
) -> Round:
    """A round with its meetings: one with each municipality, one with each group, or one with all partners.

    `groups` are municipalities' names or codes with commas between them, a group a line; without them, municipalities
    meet by sub-region.
    """
    if ends_on < starts_on:
        raise Refused("ends_before_it_starts", _("The last day is before the first."))
    if groups.strip() and kind != MeetingKind.GROUP:
        raise Refused("no_groups_here", _("Groups are for a round that meets groups of municipalities."))
    parties = list(Party.objects.with_organisations().filter(negotiation=negotiation))
    sittings = _sittings(kind, parties, groups)
    if not sittings:
        raise Refused("nobody_to_meet", _("The negotiation has no parties for such a round."))
    made = Round.objects.create(
        negotiation=negotiation, kind=kind, starts_on=starts_on, ends_on=ends_on, **_as_fields(names)
    )
    hosts = [party for party in parties if party.organisation.kind == Kind.COUNTY]
    for title, guests in sittings:
        _plan(negotiation, kind, title, [*hosts, *guests], made, None)
    return made


@transaction.atomic
def plan_meeting(
    *,
    negotiation: Negotiation,
    kind: MeetingKind,
    parties: Sequence[Party],
    name: str = "",
    planned_on: dt.date | None = None,
) -> Meeting:
    """A meeting of its own, with these parties."""
    if not parties or any(party.negotiation_id != negotiation.pk for party in parties):
        raise Refused("nobody_to_meet", _("Choose at least one party of the negotiation."))
    title = {"fi": name} if name else _named_by(parties)
    return _plan(negotiation, kind, title, parties, None, planned_on)


def _plan(
    negotiation: Negotiation,
    kind: MeetingKind,
    title: Names,
    parties: Iterable[Party],
    its_round: Round | None,
    planned_on: dt.date | None,
) -> Meeting:
    meeting = Meeting.objects.create(
        negotiation=negotiation, round=its_round, kind=kind, planned_on=planned_on, **_as_fields(title)
    )
    meeting.invited.set(parties)
    return meeting


def _sittings(kind: MeetingKind, parties: list[Party], groups: str) -> list[tuple[Names, list[Party]]]:
    """Whom each meeting of a round is with, besides the county, and what it is called."""
    municipalities = [party for party in parties if party.organisation.kind == Kind.MUNICIPALITY]
    if kind == MeetingKind.MUNICIPALITY:
        return [(_named_by([party]), [party]) for party in municipalities]
    if kind == MeetingKind.GROUP and groups.strip():
        return [(_named_by(group), group) for group in _groups(municipalities, groups)]
    if kind == MeetingKind.GROUP:
        own = {party.organisation.code: party for party in municipalities}
        return [({"fi": name}, [own[code] for code in codes]) for name, codes in subregions_of(own).items()]
    others = [party for party in parties if party.organisation.kind in {Kind.PARTNER, Kind.REGIONAL_COUNCIL}]
    return [(_named_by(others), others)] if others else []


def _groups(municipalities: list[Party], text: str) -> list[list[Party]]:
    by_word = {party.organisation.code: party for party in municipalities}
    for party in municipalities:
        by_word |= {party.organisation.name_in(language).casefold(): party for language in LANGUAGES}
    words = rules.split_groups(text)
    unknown = [word for group in words for word in group if word.casefold() not in by_word]
    if unknown:
        raise Refused(
            "no_such_municipality", _("“%s” is not a municipality of this negotiation.") % "”, “".join(unknown)
        )
    groups = [[by_word[word.casefold()] for word in group] for group in words]
    named = [party for group in groups for party in group]
    twice = [party for party in named if named.count(party) > 1]
    if twice:
        raise Refused("named_twice", _("%s is named twice.") % twice[0].organisation.name)
    return groups


def _named_by(parties: Sequence[Party]) -> Names:
    """The names of the parties but the county's, in three languages."""
    guests = [party.organisation for party in parties if party.organisation.kind != Kind.COUNTY]
    return {
        language: ", ".join(organisation.name_in(language) for organisation in guests)[:250] for language in LANGUAGES
    }


def _as_fields(names: Names) -> dict[str, str]:
    return {f"name_{language}": text for language, text in names.items()}
