"""The values of indicators are fetched from their sources: what could not be had leaves the last values as they are."""

import datetime as dt
import re
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core import jsonstat, pxweb, sotkanet
from sopu.core.answers import NotRead
from sopu.core.refusals import Refused
from sopu.core.series import Value
from sopu.negotiations.models import Negotiation
from sopu.organisations.models import Organisation
from sopu.organisations.queries import former_sotkanet_regions
from sopu.plans.actions.asking import AT_ONCE, PATIENT, NotAnswered, Patience, Talk
from sopu.plans.actions.observations import keep_values
from sopu.plans.models import Indicator, Retrieval
from sopu.plans.queries.areas import areas_of
from sopu.plans.rules import Source

TRIED_AGAIN = dt.timedelta(hours=1)
"""When a source is asked again that did not say when."""
PASSING = frozenset(("unreachable", "timeout", "busy", "broken", "cut"))
"""Failures that may be otherwise in an hour."""
MOST_TRIES = 6
"""How often in a row a source is asked again by itself."""
STATISTICS_FINLAND = ("Tilastokeskus", "Statistikcentralen", "Statistics Finland")
LONGEST_SOURCE = 300
PAGE_OF_TABLE = re.compile(r"https://pxdata\.stat\.fi/PxWeb/pxweb/(fi|sv|en)/(\w+)/\w+?__(\w+)/(\w+\.px)/?(?:\?.*)?")
"""The page on which people look at a table of Statistics Finland: language, database, topic and table."""
GIVEN_UP = dt.timedelta(minutes=15)
"""A retrieval that has not ended by then was broken off."""


@transaction.atomic
def request_retrieval(*, indicator: Indicator, by: User | None, now: dt.datetime) -> Retrieval:
    """The values will be fetched; one that is being fetched is not asked for twice. Refused in a demonstration."""
    held = Indicator.objects.select_for_update().get(pk=indicator.pk)
    _demand_real(held.negotiation)
    if held.source == Source.FILE:
        raise Refused("from_file", _("The values of this indicator come from files. Bring a file."))
    if held.left_out_at is not None:
        raise Refused("left_out", _("This indicator has been left out. Nothing was changed."))
    standing = held.retrievals.filter(ended_at__isnull=True, begun_at__gt=now - GIVEN_UP).first()
    return standing or Retrieval.objects.create(indicator=held, begun_at=now, asked_by=by)


def request_all(*, negotiation: Negotiation, by: User | None, now: dt.datetime) -> list[Retrieval]:
    """The values of all indicators that have a source on the network. Refused in a demonstration."""
    _demand_real(negotiation)
    fetched = Indicator.objects.of(negotiation).exclude(source=Source.FILE)
    return [request_retrieval(indicator=one, by=by, now=now) for one in fetched]


def _demand_real(negotiation: Negotiation) -> None:
    """Real numbers among invented ones would be told to be invented too."""
    if negotiation.is_demo:
        raise Refused("invented", _("The values of a demonstration are invented. None are fetched."))


def retrieve(*, retrieval: Retrieval, now: dt.datetime, patience: Patience = PATIENT) -> Retrieval:
    """Asks the source, and keeps what is new or revised; a failure is told by its code.

    One that may pass has the time of the next try (`retry_at`), unless the source has failed too often in a row.

    The network is asked outside of any transaction, and what came is kept whole or not at all.
    """
    indicator, talk = retrieval.indicator, Talk(patience)
    try:
        wanted = set(areas_of(indicator.negotiation, timezone.localdate(now)))
        values = _demanded(_asked(talk, indicator, wanted))
        keep_values(indicator=indicator, values=values, retrieval=retrieval, now=now)
    except NotAnswered as no:
        return _failed(retrieval, no.code, no.detail, no.retry_in, now)
    except Refused as refusal:
        return _failed(retrieval, "changed", str(refusal), None, now)
    retrieval.ended_at, retrieval.sha256 = timezone.now(), talk.sha256
    retrieval.save(update_fields=["ended_at", "sha256"])
    return retrieval


def _failed(retrieval: Retrieval, code: str, detail: str, retry_in: float | None, now: dt.datetime) -> Retrieval:
    retrieval.failure, retrieval.detail, retrieval.ended_at = code, detail[:300], timezone.now()
    if code in PASSING and not _has_failed_too_often(retrieval):
        retrieval.retry_at = now + (dt.timedelta(seconds=retry_in) if retry_in else TRIED_AGAIN)
    retrieval.save(update_fields=["failure", "detail", "retry_at", "ended_at"])
    return retrieval


def _has_failed_too_often(retrieval: Retrieval) -> bool:
    """Whether this is the last of the tries in a row."""
    others = Retrieval.objects.filter(indicator=retrieval.indicator_id, ended_at__isnull=False).exclude(pk=retrieval.pk)
    before = others[: MOST_TRIES - 1]
    return len(before) == MOST_TRIES - 1 and all(one.failure for one in before)


def _demanded(values: tuple[Value, ...]) -> tuple[Value, ...]:
    if not values:
        raise NotAnswered("nothing")
    return values


def _asked(talk: Talk, indicator: Indicator, wanted: set[str]) -> tuple[Value, ...]:
    if indicator.source == Source.SOTKANET:
        return _of_sotkanet(talk, indicator, wanted)
    return _of_pxweb(talk, indicator, wanted)


def _of_sotkanet(talk: Talk, indicator: Indicator, wanted: set[str]) -> tuple[Value, ...]:
    base, number = settings.SOTKANET_URL, int(indicator.source_key)
    sheet = talk.ask(f"{base}indicators/{number}", sotkanet.read_sheet)
    regions = talk.ask_daily("sotkanet-regions.json", f"{base}regions", sotkanet.read_regions)
    rows: list[sotkanet.Row] = []
    for years in sotkanet.year_spans(sheet.first_year, sheet.last_year):
        asked = "&".join([*(f"years={year}" for year in years), *(f"genders={sex}" for sex in sotkanet.SEXES)])
        rows += talk.ask(f"{base}json?indicator={number}&{asked}", lambda answer: sotkanet.read_rows(answer, number))
    if sheet.updated_on != indicator.source_updated_on:
        Indicator.objects.filter(pk=indicator.pk).update(source_updated_on=sheet.updated_on)
    return sotkanet.values_of(rows, sotkanet.areas_of(regions, _counties()), wanted)


def _counties() -> dict[int, str]:
    """The codes of the counties by their ids of today and by those before the renumbering."""
    today = Organisation.objects.counties().values_list("sotkanet_region", "code")
    return former_sotkanet_regions() | {region: code for region, code in today if region is not None}


def _of_pxweb(talk: Talk, indicator: Indicator, wanted: set[str]) -> tuple[Value, ...]:
    url = table_url(indicator)
    table = talk.ask(url, pxweb.read_table)
    selection = pxweb.Selection(indicator.selection)
    if lacking := pxweb.missing(table, selection):
        raise NotAnswered("choose", ", ".join(one.name for one in lacking))
    try:
        questions = pxweb.questions(table, selection, wanted)
    except ValueError as reason:
        raise NotAnswered("nothing") from reason
    answers = [talk.ask(url, jsonstat.read_dataset, one) for one in questions]
    try:
        values = pxweb.values_of(table, answers)
    except NotRead as reason:
        raise NotAnswered(reason.code, reason.where) from reason
    _name_source(indicator, answers[0])
    return values


def _name_source(indicator: Indicator, answer: jsonstat.Dataset) -> None:
    """Whose the numbers are, where nobody has written it, and when they were brought up to date."""
    licence = ", CC BY 4.0" if answer.source.startswith(STATISTICS_FINLAND) else ""
    attribution = indicator.attribution or f"{answer.source}{licence}"[:LONGEST_SOURCE]
    Indicator.objects.filter(pk=indicator.pk).update(attribution=attribution, source_updated_on=answer.updated_on)


def table_url(indicator: Indicator) -> str:
    """Where a table answers: its whole address, that of its page, or what stands under the service's own."""
    key = indicator.source_key.strip()
    if page := PAGE_OF_TABLE.fullmatch(key):
        key = "/".join(page.groups())
    return key if key.startswith("https://") else f"{settings.PXWEB_URL}{key.lstrip('/')}"


def table_of(*, indicator: Indicator, patience: Patience = AT_ONCE) -> pxweb.Table:
    """What a table has, for a person who chooses of it. Raises `NotAnswered`."""
    return Talk(patience).ask(table_url(indicator), pxweb.read_table)


@transaction.atomic
def choose_of_table(*, indicator: Indicator, chosen: Mapping[str, str]) -> Indicator:
    """Which of each variable is asked for, by the variable's code."""
    indicator.selection = dict(chosen)
    indicator.save(update_fields=["selection"])
    return indicator
