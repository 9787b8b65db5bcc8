"""The areas of which a negotiation has values: its county, municipalities, regional councils, and the whole country."""

import datetime as dt
from collections.abc import Iterable

from sopu.core.series import COUNTRY
from sopu.negotiations.models import Negotiation
from sopu.organisations.models import Kind, Organisation

PLACES = (Kind.MUNICIPALITY, Kind.COUNTY, Kind.REGIONAL_COUNCIL)


def key_of(kind: str, code: str) -> str:
    """What values call an organisation's area: `municipality:179`."""
    return f"{kind}:{code}"


def areas_of(negotiation: Negotiation, on: dt.date) -> tuple[str, ...]:
    """The keys of the areas that the negotiation follows on that day, and of the country.

    They are the county with its municipalities, the parties that are places, and the regions of the municipalities.
    """
    municipalities = Organisation.objects.members_of(negotiation.county, on)
    regions = Organisation.objects.regional_councils().wholes_of(municipalities, on)
    parties = Organisation.objects.filter(parties__negotiation=negotiation, kind__in=PLACES)
    found = {(negotiation.county.kind, negotiation.county.code)}
    for organisations in (municipalities, regions, parties):
        found |= set(organisations.values_list("kind", "code"))
    return (COUNTRY, *sorted(key_of(kind, code) for kind, code in found if code))


def organisations_by_key(keys: Iterable[str]) -> dict[str, int | None]:
    """The organisations of these keys, by key; the country is none. A key that nobody has is left out."""
    wanted = set(keys)
    codes = {key.partition(":")[2] for key in wanted - {COUNTRY}}
    rows = Organisation.objects.filter(kind__in=PLACES, code__in=codes).values_list("kind", "code", "pk")
    found: dict[str, int | None] = {key_of(kind, code): pk for kind, code, pk in rows}
    return {key: pk for key, pk in ({COUNTRY: None} | found).items() if key in wanted}
