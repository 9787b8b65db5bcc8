"""The demonstration's indicators: invented numbers in the shape of real series, and every page says so."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from sopu.config.demo import SEED
from sopu.config.demo.content import moment, written
from sopu.config.demo.room import Room
from sopu.core.series import COUNTRY, Value
from sopu.negotiations.models import Party
from sopu.organisations.models import Kind
from sopu.plans.actions.indicators import add_indicator, set_target
from sopu.plans.actions.observations import keep_values
from sopu.plans.models import Indicator, Retrieval
from sopu.plans.rules import Sex, Source

Told = Mapping[str, Any]
YEARS = range(2016, 2026)
OWN_YEARS = range(2023, 2027)
POPULATION = "127"
"""Sotkanet's id of the population: a municipality's share of it is its own."""
SEX_SHARES = {Sex.TOTAL: 1.0, Sex.MALE: 1.08, Sex.FEMALE: 0.92}
NOISE = 0.03
"""How far a municipality's value may lie from its line, of the value."""
SMALL = 1300
"""Inhabitants of a municipality of which the source publishes nothing where people are few."""


def put_indicators(room: Room) -> dict[int, Indicator]:
    """Twenty, with their values, baselines and targets."""
    told, chance = written("indicators.json"), Random(SEED)  # noqa: S311  # invented numbers, the same each time
    return {row["number"]: _put(room, told, row, chance) for row in told["indicators"]}


def _put(room: Room, told: Told, row: Told, chance: Random) -> Indicator:
    now = moment(written("measures.json")["begun_at"])
    names = {f"name_{language}": name for language, name in row["names"].items()}
    units = {f"unit_{language}": unit for language, unit in row["unit"].items()}
    is_national = row["source"] == Source.SOTKANET
    indicator = add_indicator(
        negotiation=room.negotiation,
        by=room.owner,
        now=now,
        source=row["source"],
        source_key=row["key"],
        direction=row["direction"],
        decimals=row["decimals"],
        attribution=told["attribution" if is_national else "own"]["fi"],
        **names,
        **units,
    )
    Indicator.objects.filter(pk=indicator.pk).update(is_on_cards=row["on_cards"])
    _keep(indicator, _values(room, row, chance))
    if row["target"] is not None:
        level = _level(row, int(row["baseline"]))
        set_target(
            indicator=indicator,
            by=room.owner,
            now=now,
            target=Decimal(str(row["target"])),
            target_period=row["target_period"],
            baseline=_rounded(row, level),
            baseline_period=row["baseline"],
        )
    indicator.refresh_from_db()
    return indicator


def _keep(indicator: Indicator, values: Iterator[Value]) -> None:
    """As if they had been asked for yesterday."""
    now = timezone.now() - dt.timedelta(days=1)
    retrieval = Retrieval.objects.create(indicator=indicator, begun_at=now, ended_at=now)
    keep_values(indicator=indicator, values=values, retrieval=retrieval, now=now)


def _level(row: Told, year: int) -> float:
    """The county's invented level in a year: it drifts from 2024, or from 2023 where the series is the parties' own."""
    begins = YEARS[-2] if row["source"] == Source.SOTKANET else OWN_YEARS[0]
    return float(max(row["level"] + row["drift"] * (year - begins), 0))


def _rounded(row: Told, value: float) -> Decimal:
    return Decimal(str(max(value, 0))).quantize(Decimal(1).scaleb(-row["decimals"]))


def _values(room: Room, row: Told, chance: Random) -> Iterator[Value]:
    years = YEARS if row["source"] == Source.SOTKANET else OWN_YEARS
    sexes = tuple(SEX_SHARES) if row["by_sex"] else (Sex.TOTAL,)
    places = _places(room, row, chance)
    for year in years:
        for area, share, is_small in places:
            for sex in sexes:
                is_unpublished = is_small and (sex is not Sex.TOTAL or chance.random() < 0.6)
                noise = NOISE if area.startswith(Kind.MUNICIPALITY) and row["spread"] else 0
                value = _level(row, year) * share * SEX_SHARES[sex] * (1 + chance.uniform(-noise, noise))
                yield Value(
                    area=area,
                    period=str(year),
                    sex=sex,
                    value=None if is_unpublished else _rounded(row, value),
                    is_unpublished=is_unpublished,
                )


def _places(room: Room, row: Told, chance: Random) -> list[tuple[str, float, bool]]:
    """The county, the country, and each municipality where the indicator is told of municipalities."""
    county = f"{Kind.COUNTY}:{room.negotiation.county.code}"
    places = [(county, 1.0, False)]
    if row["source"] == Source.SOTKANET and row["country"]:
        places.append((COUNTRY, row["country"], False))
    if not row["spread"] and row["source"] != Source.SOTKANET:
        return places
    for party in _municipalities(room):
        organisation = party.organisation
        population = organisation.population or 0
        share = 1 + chance.uniform(-1, 1) * (row["spread"] / row["level"] if row["level"] else 0)
        if row["key"] == POPULATION:
            share = population / sum(one.organisation.population or 0 for one in _municipalities(room))
        is_small = bool(row["suppressed_below"]) and population < SMALL
        places.append((f"{organisation.kind}:{organisation.code}", share, is_small))
    return places


def _municipalities(room: Room) -> list[Party]:
    return [one for one in room.parties.values() if one.organisation.kind == Kind.MUNICIPALITY]
