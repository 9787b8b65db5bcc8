"""Bringing the reference data in: who exists, which bodies they have, and what belongs to what."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.organisations import data, rules
from sopu.organisations.models import Body, Kind, Level, Membership, Organisation

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
        (one.kind, one.code): one for one in Organisation.objects.filter(kind__in={kind for kind, _code in entries})
    }
    # What a later classification changed stays so.
    shipped = {key: entry for key, entry in entries.items() if key not in organisations or not organisations[key].as_of}
    written = _bring(Organisation, organisations, {key: fields for key, (fields, _names) in shipped.items()})
    bodies = _bring_bodies(organisations, {key: names for key, (_fields, names) in shipped.items()})
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


def changes_since(said: rules.Classified, on: dt.date) -> rules.Changes:
    """What a classification changes of the municipalities as they stand on that day."""
    wholes = dict(
        Membership.objects.valid(on).filter(whole__kind=Kind.COUNTY).values_list("member__code", "whole__code")
    )
    regions = dict(
        Membership.objects.valid(on)
        .filter(whole__kind=Kind.REGIONAL_COUNCIL)
        .values_list("member__code", "whole__code")
    )
    standing = {
        one.code: rules.Standing(
            rules.Names(one.name_fi, one.name_sv, one.name_en), wholes.get(one.code, ""), regions.get(one.code, "")
        )
        for one in Organisation.objects.municipalities().standing()
    }
    return rules.changes_of(standing, said)


@transaction.atomic
def apply_classification(*, said: rules.Classified, on: dt.date) -> rules.Changes:
    """Municipalities become as the classification says from that day on, all or none; what was stays to be read.

    One that merged stays, its memberships end the day before, and it knows what it merged into.
    """
    changes = changes_since(said, on)
    if changes.lost:
        raise Refused(
            "lost",
            _("Nothing says where these municipalities went: %s. Give the map from former municipalities too.")
            % ", ".join(changes.lost),
        )
    for code, names in changes.new.items():
        _found(code, names, on)
    organisations = {one.code: one for one in Organisation.objects.municipalities()}
    for code, names in changes.renamed.items():
        _change(organisations[code], on, **_named(names))
    for code, successor in changes.merged.items():
        _end_memberships(organisations[code], on)
        _change(organisations[code], on, merged_into=organisations[successor])
    for kind, moves, of_new in (
        (Kind.COUNTY, changes.moved_county, said.counties),
        (Kind.REGIONAL_COUNCIL, changes.moved_region, said.regions),
    ):
        for code, whole in {**moves, **{one: of_new[one] for one in changes.new if one in of_new}}.items():
            _move(organisations[code], kind, whole, on)
    return changes


def _found(code: str, names: rules.Names, on: dt.date) -> None:
    """A new municipality: how its bodies are called in full, nobody has told yet."""
    municipality = Organisation.objects.create(kind=Kind.MUNICIPALITY, code=code, as_of=on, **_named(names))
    for level, (fi, sv, en) in {
        Level.COUNCIL: ("Kunnanvaltuusto", "Kommunfullmäktige", "Municipal Council"),
        Level.BOARD: ("Kunnanhallitus", "Kommunstyrelsen", "Municipal Board"),
    }.items():
        full = rules.Names(f"{fi}, {names.fi}", f"{sv}, {names.sv or names.fi}", f"{en}, {names.en or names.fi}")
        Body.objects.create(organisation=municipality, level=level, **_named(full))


def _change(organisation: Organisation, on: dt.date, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(organisation, name, value)
    organisation.as_of = on
    organisation.save(update_fields=[*fields, "as_of"])


def _end_memberships(organisation: Organisation, on: dt.date, *kinds: str) -> None:
    """The memberships of that day end the day before; of these kinds only, if any are named."""
    found = Membership.objects.valid(on).filter(member=organisation)
    if kinds:
        found = found.filter(whole__kind__in=kinds)
    found.filter(starts_on=on).delete()
    found.update(ends_on=on - dt.timedelta(days=1))


def _move(organisation: Organisation, kind: Kind, code: str, on: dt.date) -> None:
    """The municipality belongs to another county or regional council from that day on."""
    whole = Organisation.objects.filter(kind=kind, code=code).first()
    if whole is None:
        words = {"code": code, "kind": kind.label}
        raise Refused("unknown_whole", _("We know no %(kind)s %(code)s. Nothing was changed.") % words)
    _end_memberships(organisation, on, kind)
    Membership.objects.create(member=organisation, whole=whole, starts_on=on)
    _change(organisation, on)
