"""Whom to turn to: each party in each goal area; who is missing; names only for those who may read them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sopu.negotiations.models import ContactPoint, GoalArea, Mandate, Negotiation, Party, Purpose, Role


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact point as a page shows it; who it is is empty where the reader may not know."""

    pk: int
    title: str
    purpose: str
    name: str
    email: str
    substitute_name: str
    substitute_email: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    state: str
    is_special: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A party in a goal area, or in all of them (`area` is None).

    `state`: named, covered (by somebody for all areas), later, ended, missing; or none, for all areas together.
    """

    area: GoalArea | None
    state: str
    contacts: tuple[Contact, ...]
    former: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A party and its cells: first the one for all areas, then one each."""

    party: Party
    cells: tuple[Cell, ...]
    is_mine: bool

    @property
    def missing_count(self) -> int:
        """How many goal areas have nobody to turn to."""
        return sum(cell.state in {"missing", "ended", "later"} for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Unmanned:
    """A party that lacks contact points: in how many of how many goal areas."""

    party: Party
    missing_count: int
    area_count: int


def matrix(
    negotiation: Negotiation, today: dt.date, *, with_names: bool, own: Iterable[int] = (), is_owner: bool = False
) -> list[Row]:
    """Every party in every goal area, in their orders; `own` are the organisations that the reader coordinates."""
    areas = list(negotiation.goal_areas.all())
    points = list(ContactPoint.objects.of(negotiation))
    mine = frozenset(own)
    return [
        Row(party, _cells(party, areas, points, today, with_names), is_owner or party.organisation_id in mine)
        for party in Party.objects.with_organisations().filter(negotiation=negotiation)
    ]


def row_of(party: Party, today: dt.date) -> Row:
    """One party with names, for who looks after its contact points."""
    points = list(ContactPoint.objects.of_party(party))
    return Row(party, _cells(party, list(party.negotiation.goal_areas.all()), points, today, True), True)


def _cells(
    party: Party, areas: list[GoalArea], points: list[ContactPoint], today: dt.date, with_names: bool
) -> tuple[Cell, ...]:
    by_area: dict[int | None, list[Contact]] = defaultdict(list)
    for point in points:
        if point.party_id == party.pk:
            by_area[point.goal_area_id].append(_contact(point, today, with_names))
    has_general = any(one.state == "now" for one in by_area[None])
    return tuple(
        Cell(
            area=area,
            state=_state_of_cell(by_area[area.pk if area else None], is_general=area is None, has_general=has_general),
            contacts=tuple(one for one in by_area[area.pk if area else None] if one.state in {"now", "later"}),
            former=tuple(one for one in by_area[area.pk if area else None] if one.state == "ended"),
        )
        for area in (None, *areas)
    )


def _state_of_cell(contacts: list[Contact], *, is_general: bool, has_general: bool) -> str:
    states = {one.state for one in contacts}
    if "now" in states:
        return "named"
    if is_general:
        return "none"
    if has_general:
        return "covered"
    return "later" if "later" in states else "ended" if "ended" in states else "missing"


def _contact(point: ContactPoint, today: dt.date, with_names: bool) -> Contact:
    def known(text: str) -> str:
        return text if with_names else ""

    return Contact(
        pk=point.pk,
        title=point.title,
        purpose=point.get_purpose_display(),
        name=known(point.name),
        email=known(point.email),
        substitute_name=known(point.substitute_name),
        substitute_email=known(point.substitute_email),
        starts_on=point.starts_on,
        ends_on=point.ends_on,
        state=_state_of(point, today),
        is_special=point.purpose != Purpose.ANY,
    )


def _state_of(point: ContactPoint, today: dt.date) -> str:
    if point.ended_at is not None or (point.ends_on and point.ends_on < today):
        return "ended"
    return "later" if point.starts_on and point.starts_on > today else "now"


def unmanned(mandates: Iterable[Mandate], today: dt.date) -> list[Unmanned]:
    """The parties that these mandates coordinate and that lack contact points: three queries however many there are."""
    own = {(one.negotiation_id, one.organisation_id) for one in mandates if one.role == Role.COORDINATOR}
    parties = [
        party
        for party in Party.objects.with_organisations().filter(negotiation__in={key for key, _organisation in own})
        if (party.negotiation_id, party.organisation_id) in own
    ]
    areas: dict[int, set[int]] = defaultdict(set)
    for area in GoalArea.objects.filter(negotiation__in={key for key, _organisation in own}):
        areas[area.negotiation_id].add(area.pk)
    named: dict[int, set[int | None]] = defaultdict(set)
    for party_id, area_id in (
        ContactPoint.objects.in_force(today).filter(party__in=parties).values_list("party", "goal_area")
    ):
        named[party_id].add(area_id)
    found = [
        Unmanned(party, len(areas[party.negotiation_id] - named[party.pk]), len(areas[party.negotiation_id]))
        for party in parties
        if None not in named[party.pk]
    ]
    return [one for one in found if one.missing_count]


def own_organisations(mandates: Iterable[Mandate]) -> frozenset[int]:
    """The organisations that these mandates coordinate."""
    return frozenset(one.organisation_id for one in mandates if one.role == Role.COORDINATOR)
