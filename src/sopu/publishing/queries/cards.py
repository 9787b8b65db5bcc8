"""The cards of a plan's parties, read at once: as many questions for one as for all of them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from sopu.core.groups import shown_count
from sopu.decisions.models.words import OUTCOMES
from sopu.decisions.queries.standing import CaseStanding, standings_of
from sopu.forum.models import SPEAKER, Contribution, Event, Participant, PromptKind
from sopu.negotiations.models import GoalArea, Negotiation, Party
from sopu.organisations.models import Kind
from sopu.organisations.queries import shapes_of
from sopu.plans.models import Commitment, Indicator, Observation, OptOut, Plan
from sopu.plans.queries.series_charts import written
from sopu.plans.queries.statuses import MeasureStatus, statuses_of
from sopu.plans.rules import Direction
from sopu.publishing.documents.cards import (
    Card,
    CardArea,
    CardCommitment,
    CardDecision,
    CardIndicator,
    CardVoice,
    Points,
    picture,
)
from sopu.synthesis.queries.standing import standing_of
from sopu.texts.models import Document
from sopu.web.maps import Map, Place, drawn

MOST_THEMES, MOST_OFFERED = 3, 3
COUNTRY = 0
"""The key of what is of the whole country among organisations' keys."""
Series = Mapping[int, Mapping[int, Points]]
"""Values by indicator and by area."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Everything that any card needs."""

    plan: Plan
    language: str
    today: dt.date
    areas: tuple[GoalArea, ...]
    indicators: tuple[Indicator, ...]
    series: Series
    commitments: Mapping[int, list[Commitment]]
    outs: Mapping[tuple[int, int], str]
    statuses: Mapping[int, MeasureStatus]
    decided: Mapping[int, list[CaseStanding]]
    voices: Mapping[int, CardVoice]
    event: str


def cards_of(plan: Plan, today: dt.date, language: str, code: str = "", *, sees_hall: bool) -> tuple[Card, ...]:
    """The cards of the plan's municipalities, then of the county; only the one with the `code`, if it is told.

    Who doesn't see the hall yet is told none of its words.
    """
    kinds = (Kind.MUNICIPALITY, Kind.COUNTY)
    parties = [
        one
        for one in plan.document.parties.with_organisations()
        if one.organisation.kind in kinds and one.organisation.code and code in ("", one.organisation.code)
    ]
    parties.sort(key=lambda one: (one.organisation.kind == Kind.COUNTY, one.organisation.name_in(language)))
    with override(language):
        found = _found(plan, parties, today, language, sees_hall=sees_hall)
        return tuple(_card(found, party) for party in parties)


def _found(plan: Plan, parties: Collection[Party], today: dt.date, language: str, *, sees_hall: bool) -> _Found:
    negotiation = plan.negotiation
    indicators = tuple(Indicator.objects.of(negotiation).on_cards())
    commitments: defaultdict[int, list[Commitment]] = defaultdict(list)
    told = Commitment.objects.of(plan).standing().binding().at_hand().filter(party__in=parties)
    for one in told.order_by("measure__goal__goal_area__number", "measure__goal__number", "measure__number"):
        commitments[one.party_id].append(one)
    decided: defaultdict[int, list[CaseStanding]] = defaultdict(list)
    for standing in standings_of(Document.objects.of(negotiation).at_hand(), today):
        for case in standing.cases:
            if case.decision and case.has_decided:
                decided[case.case.party_id].append(case)
    outs = OptOut.objects.standing().filter(plan=plan)
    event = Event.objects.in_earnest().filter(negotiation=negotiation, opened_at__isnull=False).last()
    return _Found(
        plan,
        language,
        today,
        tuple(negotiation.goal_areas.all()),
        indicators,
        _series(negotiation, indicators, parties),
        commitments,
        {(one.party_id, one.goal_area_id): one.reason for one in outs},
        statuses_of(plan, is_for_all=True),
        decided,
        _voices(event, language, sees_hall=sees_hall) if event else {},
        event.name_in(language) if event else "",
    )


def _series(negotiation: Negotiation, indicators: Collection[Indicator], parties: Collection[Party]) -> Series:
    """Values of the parties, of the county and of the country: one question."""
    areas = {negotiation.county_id, *(one.organisation_id for one in parties)}
    rows = Observation.objects.standing().of_all_people().filter(indicator__in=indicators)
    found: defaultdict[int, defaultdict[int, dict[str, Decimal | None]]] = defaultdict(lambda: defaultdict(dict))
    for one in rows.filter(Q(area__in=areas) | Q(area=None)).order_by("period"):
        found[one.indicator_id][one.area_id or COUNTRY][one.period] = one.value
    return found


def _voices(event: Event, language: str, *, sees_hall: bool) -> dict[int, CardVoice]:
    """What people of each organisation said in the event; of fewer than five nothing but commitments is told."""
    present = Participant.objects.present().filter(event=event).order_by()
    people = dict(present.values_list("organisation").annotate(n=Count("id")))
    standing = standing_of(event)
    names = {theme.pk: theme.name_in(language) for theme in standing.themes}
    said: Counter[int] = Counter()
    themes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    offered: defaultdict[int, list[str]] = defaultdict(list)
    rows = Contribution.objects.of(event).visible().order_by("id").values_list("id", "text", "prompt__kind", SPEAKER)
    for pk, text, prompt, speaker in rows:
        said[speaker] += 1
        place = standing.placed.get(pk)
        if place and place.theme in names:
            themes[speaker][names[place.theme]] += 1
        if sees_hall and prompt == PromptKind.COMMITMENT and len(offered[speaker]) < MOST_OFFERED:
            offered[speaker].append(text)
    return {
        pk: _voice(event.name_in(language), people.get(pk, 0), said[pk], themes[pk], offered[pk])
        for pk in {*people, *said}
        if pk
    }


def _voice(event: str, people: int, said: int, themes: Counter[str], offered: list[str]) -> CardVoice:
    shown = shown_count(people)
    most = tuple(themes.most_common(MOST_THEMES)) if shown else ()
    return CardVoice(event, shown, said if shown else 0, most, tuple(offered))


def _card(found: _Found, party: Party) -> Card:
    organisation, negotiation = party.organisation, found.plan.negotiation
    nobody = CardVoice(found.event, 0, 0, (), ()) if found.event else None
    return Card(
        language=found.language,
        code=organisation.code,
        kind=organisation.kind,
        name=organisation.name_in(found.language),
        county=negotiation.county.name_in(found.language),
        negotiation=negotiation.name_in(found.language),
        plan=found.plan.document.name_in(found.language),
        population=organisation.population,
        made_on=found.today,
        url=settings.ORIGIN + reverse("municipality_card", args=[negotiation.slug, organisation.code]),
        is_demo=negotiation.is_demo,
        is_county=organisation.kind == Kind.COUNTY,
        indicators=tuple(_indicator(found, one, party) for one in found.indicators),
        areas=tuple(_area(found, area, party) for area in found.areas),
        decisions=tuple(map(_decision, found.decided.get(party.pk, []))),
        voice=found.voices.get(organisation.pk, nobody),
    )


def _area(found: _Found, area: GoalArea, party: Party) -> CardArea:
    own = [one for one in found.commitments.get(party.pk, []) if one.measure.goal.goal_area_id == area.pk]
    out = found.outs.get((party.pk, area.pk), "")
    return CardArea(area.number, area.name_in(found.language), tuple(_commitment(found, one) for one in own), out)


def _commitment(found: _Found, one: Commitment) -> CardCommitment:
    status = found.statuses.get(one.measure_id)
    look = status.activity_look if status else None
    return CardCommitment(
        one.measure.label,
        one.measure.name_in(found.language),
        one.get_level_display(),
        status.activity_word if status else "",
        look.tone if look else "",
        look.shape if look else "",
    )


def _decision(one: CaseStanding) -> CardDecision:
    decision = one.decision
    assert decision is not None  # only cases that were decided come here
    section = f"§\u00a0{decision.section}" if decision.section else ""
    place = (one.case.number, section, date_format(decision.decided_on, "SHORT_DATE_FORMAT"))
    return CardDecision(
        one.case.document.name,
        str(dict(OUTCOMES)[decision.outcome]),
        decision.item.body.name,
        " · ".join(part for part in place if part),
    )


def _indicator(found: _Found, indicator: Indicator, party: Party) -> CardIndicator:
    series, county = found.series.get(indicator.pk, {}), found.plan.negotiation.county_id
    own, all_county, country = (series.get(key, {}) for key in (party.organisation_id, county, COUNTRY))
    if party.organisation_id == county:
        all_county = {}
    period = max(own, default="")
    lines = picture([("own", own), ("county", all_county), ("country", country)])
    rows = tuple(
        (one, _told(own, one, indicator), _told(all_county, one, indicator), _told(country, one, indicator))
        for one in sorted({*own, *all_county, *country}, reverse=True)
    )
    change, beside = _change(own, indicator), _beside(own, all_county or country, period, indicator)
    return CardIndicator(
        number=indicator.number,
        name=indicator.name_in(found.language),
        unit=indicator.unit,
        period=period,
        own=_told(own, period, indicator),
        county=_told(all_county, period, indicator),
        country=_told(country, period, indicator),
        change=change,
        beside=beside,
        attribution=indicator.attribution,
        lines=lines,
        rows=rows,
        alternative=" ".join(part for part in (f"{indicator.name_in(found.language)}.", change, beside) if part),
    )


def _told(points: Points, period: str, indicator: Indicator) -> str:
    """A value as people read it; a dash where there is none."""
    return written(points[period], indicator.decimals) if period in points else "–"


def _change(own: Points, indicator: Indicator) -> str:
    """What has happened from the first value to the latest."""
    told = [(period, value) for period, value in sorted(own.items()) if value is not None]
    if len(told) < 2:
        return ""
    (since, first), (_until, last) = told[0], told[-1]
    facts = {"n": written(abs(last - first), indicator.decimals), "since": since}
    if written(last, indicator.decimals) == written(first, indicator.decimals):
        return _("As in %(since)s.") % facts
    return (_("Up by %(n)s since %(since)s.") if last > first else _("Down by %(n)s since %(since)s.")) % facts


def _beside(own: Points, others: Points, period: str, indicator: Indicator) -> str:
    """How the latest value stands beside the county’s, or the county’s beside the country’s."""
    mine, theirs = own.get(period), others.get(period)
    if mine is None or theirs is None:
        return ""
    if written(mine, indicator.decimals) == written(theirs, indicator.decimals):
        return _("As in the larger area.")
    if indicator.direction == Direction.NONE:
        return _("Above the larger area.") if mine > theirs else _("Below the larger area.")
    is_better = (mine > theirs) == (indicator.direction == Direction.UP)
    return _("Better than in the larger area.") if is_better else _("Weaker than in the larger area.")


def map_of(cards: Collection[Card]) -> Map:
    """The municipalities on a map: how many measures each has committed itself to."""
    places = {card.code: _place(card) for card in cards if not card.is_county}
    return drawn(shapes_of(places), places)


def _place(card: Card) -> Place:
    count = card.commitment_count
    word = ngettext("%(n)s commitment", "%(n)s commitments", count) % {"n": count}
    return Place(card.name, word, "go", "st-ok", "decided") if count else Place(card.name, word, "wait", "st-none")
