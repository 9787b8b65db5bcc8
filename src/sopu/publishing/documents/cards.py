"""The municipality card (Finnish: kuntakortti): one page of a party's indicators, commitments, decisions and hall."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from sopu.core.lines import Scale, path_of, runs_of
from sopu.web import typesetting
from sopu.web.templatetags.kit import spaced

WIDTH, HEIGHT, EDGE = 160, 44, 4
"""The picture of an indicator, and the room around its lines."""
MOST_INDICATORS, MOST_DECISIONS, MOST_SENTENCES, LONGEST = 8, 4, 3, 96
"""What fits on one page of paper, and how many characters of a name or a sentence; commitments take what room is left.

The rest is counted, and stands on the page on the screen.
"""
Points = Mapping[str, Decimal | None]
"""A series by period; None is a value that its source does not publish."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a picture: whose it is (own, county or country), as SVG draws it, and where it ends."""

    kind: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class CardIndicator:
    """An indicator: the latest values of three areas, what has changed, and a picture of the series.

    `rows` are period, own, county and country as people read them; `alternative` says what the picture shows.
    """

    number: int
    name: str
    unit: str
    period: str
    own: str
    county: str
    country: str
    change: str
    beside: str
    attribution: str
    lines: tuple[Line, ...]
    rows: tuple[tuple[str, str, str, str], ...]
    alternative: str


@dataclass(frozen=True, slots=True)
class CardCommitment:
    """What the party does for a measure, and how the measure goes in words; empty while nothing is reported."""

    label: str
    measure: str
    level: str
    status: str
    tone: str
    shape: str


@dataclass(frozen=True, slots=True)
class CardArea:
    """A goal area with the party's commitments in it; `out` is its reason for staying out."""

    number: int
    name: str
    commitments: tuple[CardCommitment, ...]
    out: str


@dataclass(frozen=True, slots=True)
class CardDecision:
    """What a body of the party decided on a document, and where that stands in its minutes."""

    document: str
    outcome: str
    body: str
    place: str


@dataclass(frozen=True, slots=True)
class CardVoice:
    """What the party's own people said in the forum; `people` is None when fewer than five came.

    `offered` are commitments that were offered in its name. Of what else so few said, nothing is told.
    """

    event: str
    people: int | None
    sentences: int
    themes: tuple[tuple[str, int], ...]
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A party's card as it stands on a day."""

    language: str
    code: str
    kind: str
    name: str
    county: str
    negotiation: str
    plan: str
    population: int | None
    made_on: dt.date
    url: str
    is_demo: bool
    is_county: bool
    indicators: tuple[CardIndicator, ...]
    areas: tuple[CardArea, ...]
    decisions: tuple[CardDecision, ...]
    voice: CardVoice | None

    @property
    def commitment_count(self) -> int:
        """How many measures it has committed itself to."""
        return sum(len(area.commitments) for area in self.areas)

    @property
    def attributions(self) -> tuple[str, ...]:
        """Where the values come from, each once."""
        return tuple(dict.fromkeys(one.attribution for one in self.indicators if one.attribution))


def picture(series: Sequence[tuple[str, Points]]) -> tuple[Line, ...]:
    """Lines in one scale; where a value is not published, the line is broken."""
    periods = sorted({period for _kind, points in series for period in points})
    values = [value for _kind, points in series for value in points.values() if value is not None]
    if len(periods) < 2 or not values:
        return ()
    across = Scale(0, len(periods) - 1, EDGE, WIDTH - EDGE)
    up = Scale(float(min(values)), float(max(values)), HEIGHT - EDGE, EDGE)
    lines = []
    for kind, points in series:
        told = [points.get(period) for period in periods]
        places = [(across.at(number), None if one is None else up.at(float(one))) for number, one in enumerate(told)]
        if runs := runs_of(places):
            lines.append(Line(kind, "".join(map(path_of, runs)), *runs[-1][-1]))
    return tuple(lines)


def pdf(card: Card, made_at: dt.datetime) -> bytes:
    """The card on one page, archivable and accessible; the same card and moment give the same bytes."""
    with override(card.language):
        return typesetting.pdf(_look(), _data(card), language=card.language, moment=made_at)


@cache
def _look() -> bytes:
    return Path(__file__).with_name("card.typ").read_bytes()


def file_name(card: Card) -> str:
    """Its name among those of other parties."""
    return f"{card.code or 'x'}-{card.name}.pdf".replace("/", "-").replace(" ", "-").lower()


def _data(card: Card) -> dict[str, Any]:
    return {
        "language": card.language,
        "author": card.county,
        "kicker": title_of(card),
        "title": card.name,
        "lead": " · ".join(facts_of(card)),
        "legend": [card.name, "" if card.is_county else _("Region"), _("Whole country")],
        "indicators_name": _("Wellbeing in figures"),
        "indicators": [_indicator(one) for one in card.indicators[:MOST_INDICATORS]],
        "indicators_more": _more(len(card.indicators) - MOST_INDICATORS),
        "no_indicators": "" if card.indicators else _("No indicators have been chosen for the cards yet."),
        "commitments_name": ngettext("%(n)s commitment", "%(n)s commitments", card.commitment_count)
        % {"n": card.commitment_count},
        "areas": _areas(card),
        "commitments_more": [_more(card.commitment_count - shown) for shown in range(card.commitment_count + 1)],
        "decisions_name": _("Decisions"),
        "decisions": [
            [_short(one.document), " · ".join(part for part in (one.outcome, one.body, one.place) if part)]
            for one in card.decisions[:MOST_DECISIONS]
        ],
        "no_decisions": "" if card.decisions else _("Nothing has been decided yet."),
        "voice_name": _("What its own people said"),
        "said": voice_told(card),
        "offered": [_short(one, 2 * LONGEST) for one in card.voice.offered[:MOST_SENTENCES]] if card.voice else [],
        "sources": "; ".join(card.attributions),
        "sources_name": _("Sources"),
        "made": _("Made with Sopu on %s") % date_format(card.made_on, "DATE_FORMAT"),
        "url": card.url,
        "warning": _("This is a demonstration: everything in it is invented.") if card.is_demo else "",
    }


def _indicator(one: CardIndicator) -> dict[str, Any]:
    return {
        "name": _short(one.name),
        "own": one.own,
        "is_number": any(character.isdigit() for character in one.own),
        "unit": one.unit,
        "period": one.period,
        "told": " ".join(part for part in (one.change, one.beside) if part),
        "beside": [one.county, one.country],
        "picture": svg(one) if one.lines else "",
        "alternative": one.alternative,
    }


_STROKES = {
    "country": 'stroke="#6f8283" stroke-width="1.2" stroke-dasharray="1.5 2.5"',
    "county": 'stroke="#5f9aa0" stroke-width="1.6" stroke-dasharray="5 2.5"',
    "own": 'stroke="#0a4d57" stroke-width="2.4"',
}


def svg(one: CardIndicator) -> str:
    """The picture by itself: whose a line is shows by its dashes too."""
    paths = "".join(
        f'<path d="{line.path}" fill="none" stroke-linejoin="round" {_STROKES[line.kind]}/>'
        for line in sorted(one.lines, key=lambda line: list(_STROKES).index(line.kind))
    )
    ends = "".join(
        f'<circle cx="{line.x}" cy="{line.y}" r="3" fill="#cf7900"/>' for line in one.lines if line.kind == "own"
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{paths}{ends}</svg>'


def _more(count: int) -> str:
    return ngettext("and %(n)s other", "and %(n)s others", count) % {"n": count} if count > 0 else ""


def _areas(card: Card) -> list[dict[str, Any]]:
    areas = []
    for area in card.areas:
        lines = [
            [one.label, _short(one.measure), " · ".join(part for part in (one.level, one.status) if part)]
            for one in area.commitments
        ]
        out = _("Stays out: %(reason)s") % {"reason": _short(area.out)} if area.out else ""
        if lines or out:
            areas.append({"name": area.name, "lines": lines, "out": out})
    return areas


def _short(text: str, longest: int = LONGEST) -> str:
    return Truncator(" ".join(text.split())).chars(longest)


def title_of(card: Card) -> str:
    """What the page is."""
    return _("County card") if card.is_county else _("Municipality card")


def facts_of(card: Card) -> list[str]:
    """What is told first."""
    people = _("%s inhabitants") % spaced(card.population) if card.population else ""
    return [one for one in (people, card.plan, card.negotiation) if one]


def voice_told(card: Card) -> list[str]:
    """What is told of the forum, in sentences."""
    voice = card.voice
    if voice is None:
        return [_("The forum has not been held yet.")]
    if voice.people is None:
        return [_("Fewer than five people came from here to the forum: only commitments offered in its name are told.")]
    if voice.people == 0:
        return [_("Nobody came from here to the forum.")]
    people = ngettext("%(n)s person came", "%(n)s people came", voice.people) % {"n": voice.people}
    said = ngettext("gave %(n)s sentence", "gave %(n)s sentences", voice.sentences) % {"n": voice.sentences}
    told = [_("%(people)s from here to the forum and %(said)s.") % {"people": people, "said": said}]
    if voice.themes:
        themes = ", ".join(f"{_short(name)} ({n})" for name, n in voice.themes)
        told.append(_("They spoke most of: %s.") % themes)
    return told
