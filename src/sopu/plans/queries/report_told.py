"""A frozen report in a reader's words: the page and every file of it are made of this, and this of the content only."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from sopu.plans.models import Audience, Report
from sopu.plans.models.words import ACTIVITIES, LIGHTS
from sopu.plans.queries.levels import level_looks
from sopu.plans.queries.looks import TRACKS, UNSAID_WORDS
from sopu.plans.queries.report_values import (
    LATE,
    AreaTold,
    Cell,
    Change,
    Count,
    IndicatorTold,
    MeasureTold,
    OptedOut,
    Point,
    ReportHead,
    ReportTold,
    RoundTold,
    Row,
    ToDoTold,
    Unanswered,
)
from sopu.plans.rules import Activity, Light
from sopu.plans.rules.report_sections import UNSAID, sections_of
from sopu.plans.rules.tracks import Track
from sopu.web.languages import LANGUAGES

Content = Mapping[str, Any]

_ACTIVITIES = {**dict(ACTIVITIES), UNSAID: UNSAID_WORDS}
_LIGHTS = {**dict(LIGHTS), UNSAID: UNSAID_WORDS}


def told_of(report: Report) -> ReportTold:
    """The report in the language that is active."""
    reading = _Reading(report.content, get_language() or "fi")
    return reading.told(_head(report, reading))


class _Reading:
    """A content that is being read, with its parties, goals and measures at hand."""

    def __init__(self, content: Content, language: str) -> None:
        self.content, self.language = content, language
        self.parties = {one["number"]: self.name(one) for one in content["parties"]}
        self.late = {one["measure"]: str(LATE[one["reason"]]) for one in content["late"]}
        self.areas = {one["number"]: self.name(one) for one in content["areas"]}
        self.goals = {one["key"]: f"{one['label']} {self.name(one)}" for one in content["goals"]}
        self.measures = {one["key"]: self.measure(one) for one in content["measures"]}
        self.indicators = {one["number"]: self.indicator(one) for one in content["indicators"]}

    def told(self, head: ReportHead) -> ReportTold:
        content, changes = self.content, self.content["changes"]
        return ReportTold(
            head=head,
            round=self.round(content["round"]),
            parties=tuple(self.parties.items()),
            areas=tuple(self.area(one) for one in content["areas"]),
            measures=tuple(self.measures.values()),
            rows=self.rows(),
            opt_outs=self.opt_outs(),
            indicators=tuple(self.indicators.values()),
            unanswered=tuple(
                Unanswered(self.parties[one["party"]], tuple(self.measures[key] for key in one["measures"]))
                for one in content["unanswered"]
            ),
            to_dos=tuple(self.to_do(one) for one in content["to_dos"]),
            since=_day(changes["since"]["as_of"]) if changes else None,
            since_number=changes["since"]["number"] if changes else 0,
            changes=(*self.moved(changes), *self.come_and_gone(changes), *self.valued(changes)) if changes else (),
        )

    def text(self, texts: Mapping[str, str]) -> str:
        order = (self.language, *(one for one in LANGUAGES if one != self.language))
        return next((texts[one] for one in order if texts.get(one)), "")

    def name(self, owner: Content) -> str:
        return self.text(owner["names"])

    def round(self, one: Content | None) -> RoundTold | None:
        if one is None:
            return None
        return RoundTold(
            self.name(one), one["number"], _day(one["starts_on"]), _day(one["ends_on"]), _day(one["due_on"])
        )

    def area(self, one: Content) -> AreaTold:
        return AreaTold(
            number=one["number"],
            name=self.name(one),
            measure_count=one["measures"],
            activities=tuple(Count(key, str(_ACTIVITIES[key]), one["activities"][key]) for key in (*Activity, UNSAID)),
            lights=tuple(Count(key, str(_LIGHTS[key]), one["lights"][key]) for key in (*Light, UNSAID)),
        )

    def measure(self, one: Content) -> MeasureTold:
        said = one["status"] or {}
        activity, light = said.get("activity", UNSAID), said.get("light", UNSAID)
        return MeasureTold(
            key=one["key"],
            label=one["label"],
            name=self.name(one),
            text=self.text(one["texts"]),
            area=one["area"],
            goal=self.goals[one["goal"]],
            responsible=self.parties.get(one["responsible"], ""),
            starts_on=_day_or_none(one["starts_on"]),
            ends_on=_day_or_none(one["ends_on"]),
            activity=activity,
            activity_word=str(_ACTIVITIES[activity]),
            light=light,
            light_word=str(_LIGHTS[light]),
            said=said.get("text", ""),
            evidence=said.get("evidence", ""),
            next_step=said.get("next_step", ""),
            reported_on=_day_or_none(said.get("reported_on")),
            is_missing=one["is_asked"] and not one["is_answered"],
            late=self.late.get(one["key"], ""),
            indicators=tuple(one["indicators"]),
        )

    def rows(self) -> tuple[Row, ...]:
        """A row a measure: what each party, in the order of parties, has committed itself to."""
        looks = level_looks()
        said = {(one["measure"], one["party"]): one for one in self.content["commitments"]}
        return tuple(
            Row(
                measure,
                tuple(
                    Cell(name, level := _level(said.get((key, party))), looks.get(level))
                    for party, name in self.parties.items()
                ),
            )
            for key, measure in self.measures.items()
        )

    def opt_outs(self) -> tuple[OptedOut, ...]:
        return tuple(
            OptedOut(self.parties[one["party"]], self.areas[one["area"]], one["reason"])
            for one in self.content["opt_outs"]
            if one["party"] in self.parties
        )

    def indicator(self, one: Content) -> IndicatorTold:
        return IndicatorTold(
            number=one["number"],
            name=self.name(one),
            unit=self.text(one["units"]),
            decimals=one["decimals"],
            attribution=one["attribution"],
            baseline=_point(one["baseline"]),
            target=_point(one["target"]),
            value=_point(one["value"]),
            words=one["words"],
            track=one["track"],
            track_word=str(TRACKS[Track(one["track"])][0]),
            values=tuple(Point(each["period"], _number(each["value"])) for each in one["values"]),
            measures=tuple(each.label for each in self.measures.values() if one["number"] in each.indicators),
        )

    def to_do(self, one: Content) -> ToDoTold:
        measure = self.measures.get(one["measure"] or "")
        due_on = _day_or_none(one["due_on"])
        return ToDoTold(
            text=one["text"],
            party=self.parties.get(one["party"], ""),
            measure=measure.label if measure else "",
            due_on=due_on,
            is_done=one["is_done"],
            is_late=not one["is_done"] and due_on is not None and due_on < _day(self.content["as_of"]),
            meeting=self.text(one["meeting"]),
        )

    def moved(self, changes: Content) -> Iterator[Change]:
        """Measures whose state or light is another, and those of which something is said for the first time."""
        for kind, words in (("activities", _ACTIVITIES), ("lights", _LIGHTS)):
            for one in changes[kind]:
                what, now = self.measures[one["measure"]].title, str(words[one["to"]])
                if one["from"] != UNSAID:
                    yield Change(kind, what, str(words[one["from"]]), now)
                elif kind == "activities":
                    yield Change("first", what, "", now)

    def come_and_gone(self, changes: Content) -> Iterator[Change]:
        """Measures that were not there, and those that are no longer."""
        yield from (Change("new_measures", self.measures[key].title) for key in changes["new_measures"])
        yield from (Change("left_out", f"{one['label']} {self.name(one)}") for one in changes["left_out"])

    def valued(self, changes: Content) -> Iterator[Change]:
        """Values that the source gave anew, and indicators that have come to a later period."""
        for one in changes["revised"]:
            of = self.indicators[one["indicator"]]
            was, now = of.told(_number(one["from"])), of.told(_number(one["to"]))
            yield Change("revised", f"{of.name}, {one['period']}", was, now)
        for number in changes["new_values"]:
            of = self.indicators[number]
            yield Change("new_values", of.name, "", of.told_value)


def _head(report: Report, reading: _Reading) -> ReportHead:
    content = report.content
    return ReportHead(
        pk=report.pk,
        language=reading.language,
        number=report.number,
        audience=report.audience,
        audience_name=str(Audience(report.audience).label),
        sections=sections_of(report.audience),
        foreword=content["foreword"],
        sha256=report.sha256,
        made_at=report.made_at,
        published_at=report.published_at,
        plan=reading.name(content["plan"]),
        plan_starts_on=_day(content["plan"]["starts_on"]),
        plan_ends_on=_day(content["plan"]["ends_on"]),
        negotiation=reading.name(content["negotiation"]),
        county=reading.text(content["negotiation"]["county"]),
        is_demo=content["negotiation"]["is_demo"],
        as_of=_day(content["as_of"]),
    )


def _level(commitment: Content | None) -> str:
    """A party's level to be shown: nothing where it was asked and said no, or has not answered."""
    if commitment is None or commitment["stage"] in ("proposed", "declined"):
        return ""
    return str(commitment["level"])


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _day_or_none(text: str | None) -> dt.date | None:
    return _day(text) if text else None


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def _point(one: Content | None) -> Point | None:
    return Point(one["period"], _number(one["value"])) if one else None
