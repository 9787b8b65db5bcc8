"""Bringing the reference data in: who exists, which bodies they have, and what belongs to what."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction

from sopu.organisations import data, rules
from sopu.organisations.models import Body, Kind, Membership, Organisation

Key = tuple[Any, str]
Fields = dict[str, object]
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class ReferenceCounts:
    """How many stand in the reference data, and how many rows had to be written to bring them in."""

    municipalities: int
    counties: int
    regional_councils: int
    bodies: int
    memberships: int
    written: int


@transaction.atomic
def load_reference_data() -> ReferenceCounts:
    """Brings in the municipalities, counties and regional councils that ship with Sopu; again, it changes nothing."""
    municipalities, counties, councils = data.municipalities(), data.counties(), data.regional_councils()
    entries = _municipality_entries(municipalities)
    entries |= _county_entries(counties, municipalities) | _council_entries(councils, municipalities)
    organisations = {
        (one.kind, one.code): one for one in Organisation.objects.filter(kind__in={kind for kind, _ in entries})
    }
    written = _bring(Organisation, organisations, {key: fields for key, (fields, _) in entries.items()})
    bodies = _bring_bodies(organisations, {key: names for key, (_, names) in entries.items()})
    memberships = _membership_keys(municipalities)
    written += bodies + _bring_memberships(organisations, memberships)
    return ReferenceCounts(
        len(municipalities), len(counties), len(councils), 2 * len(entries), len(memberships), written
    )


Entries = dict[Key, tuple[Fields, Mapping[str, rules.Names]]]


def _named(names: rules.Names, prefix: str = "name") -> Fields:
    return {f"{prefix}_fi": names.fi, f"{prefix}_sv": names.sv, f"{prefix}_en": names.en}


def _municipality_entries(rows: list[data.MunicipalityRow]) -> Entries:
    entries: Entries = {}
    for row in rows:
        words = (row.genitive_fi, row.name_sv, row.name_en)
        fields = _named(rules.Names(row.name_fi, row.name_sv, row.name_en))
        fields |= _named(rules.municipality(*words, is_city=row.is_city), "full_name")
        fields |= {"language_status": row.language_status, "population": row.population}
        entries[Kind.MUNICIPALITY, row.code] = (fields, rules.bodies_of_municipality(*words, is_city=row.is_city))
    return entries


def _county_entries(rows: list[data.CountyRow], municipalities: list[data.MunicipalityRow]) -> Entries:
    entries: Entries = {}
    for row in rows:
        names = rules.Names(row.name_fi, row.name_sv, row.name_en)
        members = [(one.language_status, one.population) for one in municipalities if one.county == row.code]
        fields = _named(names) | _named(names, "full_name") | {"sotkanet_region": row.sotkanet_region}
        fields["language_status"] = rules.joint_language_status(members)
        entries[Kind.COUNTY, row.code] = (fields, rules.bodies_of_county(names.fi, names.sv, names.en))
    return entries


def _council_entries(rows: list[data.RegionalCouncilRow], municipalities: list[data.MunicipalityRow]) -> Entries:
    entries: Entries = {}
    for row in rows:
        names = rules.Names(row.name_fi, row.name_sv, row.name_en)
        members = [(one.language_status, one.population) for one in municipalities if one.region == row.code]
        fields = _named(names) | _named(names, "full_name")
        fields["language_status"] = rules.joint_language_status(members)
        bodies = rules.bodies_of_regional_council(row.genitive_fi, row.name_sv, row.name_en)
        entries[Kind.REGIONAL_COUNCIL, row.code] = (fields, bodies)
    return entries


def _bring(model: type[Row], standing: dict[Key, Row], wanted: Mapping[Key, Fields], *keys: str) -> int:
    """Creates what isn't there and corrects what differs; fills `standing`; answers how many rows it wrote."""
    keys = keys or ("kind", "code")
    missing = {
        key: model(**dict(zip(keys, key, strict=True)), **fields)
        for key, fields in wanted.items()
        if key not in standing
    }
    differing = [
        (standing[key], fields)
        for key, fields in wanted.items()
        if key in standing and any(getattr(standing[key], name) != value for name, value in fields.items())
    ]
    for row, fields in differing:
        for name, value in fields.items():
            setattr(row, name, value)
    model._default_manager.bulk_create(missing.values())
    standing |= missing
    changed_fields = sorted({name for _, fields in differing for name in fields})
    if differing:
        model._default_manager.bulk_update([row for row, _ in differing], changed_fields)
    return len(missing) + len(differing)


def _bring_bodies(organisations: Mapping[Key, Organisation], wanted: Mapping[Key, Mapping[str, rules.Names]]) -> int:
    standing = {(body.organisation_id, body.level): body for body in Body.objects.all()}
    fields = {
        (organisations[key].pk, level): _named(names)
        for key, bodies in wanted.items()
        for level, names in bodies.items()
    }
    return _bring(Body, standing, fields, "organisation_id", "level")


def _membership_keys(rows: list[data.MunicipalityRow]) -> list[tuple[Key, Key, dt.date | None]]:
    counties = [
        ((Kind.MUNICIPALITY, row.code), (Kind.COUNTY, row.county), rules.COUNTIES_BEGAN) for row in rows if row.county
    ]
    councils = [
        ((Kind.MUNICIPALITY, row.code), (Kind.REGIONAL_COUNCIL, row.region), None) for row in rows if row.region
    ]
    return [*counties, *councils]


def _bring_memberships(organisations: Mapping[Key, Organisation], wanted: list[tuple[Key, Key, dt.date | None]]) -> int:
    standing = set(Membership.objects.values_list("member", "whole", "starts_on"))
    missing = [
        Membership(member=organisations[member], whole=organisations[whole], starts_on=starts_on)
        for member, whole, starts_on in wanted
        if (organisations[member].pk, organisations[whole].pk, starts_on) not in standing
    ]
    Membership.objects.bulk_create(missing)
    return len(missing)


@transaction.atomic
def bring_partner(*, name: str) -> Organisation:
    """The partner of that name, who has no code: the one there is, else a new one."""
    partner, _is_new = Organisation.objects.get_or_create(
        kind=Kind.PARTNER, name_fi=name, defaults={"full_name_fi": name}
    )
    return partner
