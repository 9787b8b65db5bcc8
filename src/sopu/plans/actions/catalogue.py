"""Indicators of Sotkanet are searched by words, and added with what Sotkanet tells of them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from sopu.accounts.models import User
from sopu.core import sotkanet
from sopu.negotiations.models import Negotiation
from sopu.plans.actions.asking import AT_ONCE, Patience, Talk
from sopu.plans.actions.indicators import add_indicator
from sopu.plans.models import Indicator
from sopu.plans.rules import Source

SHOWN = 30
LONGEST_NAME, LONGEST_UNIT, LONGEST_SOURCE = 250, 60, 300


@dataclass(frozen=True, slots=True)
class Found:
    """An indicator of Sotkanet by its id, with its title and its producer in the reader's language."""

    id: int
    title: str
    organization: str


def find_indicators(*, words: str, patience: Patience = AT_ONCE) -> tuple[Found, ...]:
    """Those whose title in some language has all the words, or whose number it is, at most `SHOWN`.

    Raises `NotAnswered`.
    """
    base = settings.SOTKANET_URL
    listed = Talk(patience).ask_daily("sotkanet-indicators.json", f"{base}indicators", sotkanet.read_list)
    wanted = words.casefold().split()
    found = [
        one for one in listed if wanted and (wanted == [str(one.id)] or all(word in _titles(one) for word in wanted))
    ]
    return tuple(Found(one.id, _said(one.titles), _said(one.organization)) for one in found[:SHOWN])


def _said(texts: Mapping[str, str]) -> str:
    """The text in the reader's language, else in the first that has it."""
    return texts[get_language() or "fi"] or next(filter(None, texts.values()), "")


def _titles(one: sotkanet.Listed) -> str:
    return " ".join(one.titles.values()).casefold()


def add_from_sotkanet(
    *, negotiation: Negotiation, number: int, by: User | None, now: dt.datetime, patience: Patience = AT_ONCE
) -> Indicator:
    """An indicator is added with its names, units, limits and producer; which way is better is a person's to say.

    Raises `NotAnswered`; refused when it has been added already.
    """
    sheet = Talk(patience).ask(f"{settings.SOTKANET_URL}indicators/{number}", sotkanet.read_sheet)
    names = {f"name_{language}": title[:LONGEST_NAME] for language, title in sheet.titles.items()}
    units = {f"unit_{language}": unit[:LONGEST_UNIT] for language, unit in sheet.units.items()}
    texts = {f"description_{language}": text for language, text in sheet.descriptions.items()}
    return add_indicator(
        negotiation=negotiation,
        by=by,
        now=now,
        source=Source.SOTKANET,
        source_key=str(number),
        source_updated_on=sheet.updated_on,
        decimals=sheet.decimals,
        limits=sheet.limits["fi"],
        attribution=_attribution(sheet),
        url=f"https://sotkanet.fi/sotkanet/fi/metadata/indicators/{number}",
        **names,
        **units,
        **texts,
    )


def _attribution(sheet: sotkanet.Sheet) -> str:
    """THL licenses its own data; of others' data it is told whose they are."""
    licence = ", CC BY 4.0" if sheet.is_of_thl else ""
    return f"{sheet.organization['fi']}, Sotkanet{licence}"[:LONGEST_SOURCE]
