"""A frozen report as its page shows it: what it tells, its pictures, what a body handles, what was revised since."""

from dataclasses import dataclass

from sopu.plans.models import Report
from sopu.plans.queries.levels import LevelLook, level_looks
from sopu.plans.queries.looks import activity_kinds
from sopu.plans.queries.report_matters import Matter, matters_of, note_of
from sopu.plans.queries.report_pictures import Progress, Timeline, Trend, progress_of, timeline_of, trends_of
from sopu.plans.queries.report_revisions import Revised, revisions_of
from sopu.plans.queries.report_told import told_of
from sopu.plans.queries.report_values import CHANGES, AreaTold, Change, MeasureTold, ReportTold, Row
from sopu.web.bars import Kind


@dataclass(frozen=True, slots=True)
class AreaPart:
    """A goal area with its measures, and their rows of the matrix."""

    area: AreaTold
    measures: tuple[MeasureTold, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes of one kind, with what it is called."""

    word: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything that the page of a report shows; `sections` are the templates of its parts in their order."""

    told: ReportTold
    sections: tuple[str, ...]
    note: str
    matters: tuple[Matter, ...]
    changes: tuple[ChangeGroup, ...]
    kinds: tuple[Kind, ...]
    lights: tuple[str, ...]
    levels: tuple[LevelLook, ...]
    progress: tuple[Progress, ...]
    timeline: Timeline
    trends: tuple[Trend, ...]
    areas: tuple[AreaPart, ...]
    revised: tuple[Revised, ...]


def report_page(report: Report) -> ReportPage:
    """The page of a report in the reader's language, in two questions besides the report."""
    told = told_of(report)
    areas = [AreaPart(one, told.of_area(one.number), told.rows_of(one.number)) for one in told.areas]
    return ReportPage(
        told=told,
        sections=tuple(f"plans/report_{one}.html" for one in told.head.sections),
        note=note_of(told),
        matters=matters_of(told),
        changes=change_groups(told),
        kinds=activity_kinds(),
        lights=tuple(one.word for one in told.areas[0].lights) if told.areas else (),
        levels=tuple(level_looks().values()),
        progress=progress_of(told),
        timeline=timeline_of(told),
        trends=trends_of(told),
        areas=tuple(one for one in areas if one.measures),
        revised=revisions_of(report, told),
    )


def change_groups(told: ReportTold) -> tuple[ChangeGroup, ...]:
    """What has changed, by kind."""
    groups = [(str(word), tuple(one for one in told.changes if one.kind == kind)) for kind, word in CHANGES.items()]
    return tuple(ChangeGroup(word, changes) for word, changes in groups if changes)
