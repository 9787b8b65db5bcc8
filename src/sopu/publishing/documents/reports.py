"""A monitoring report as blocks, of which its PDF and its Word file are made: the parts that its audience gets."""

from collections.abc import Callable, Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sopu.core.fingerprints import short
from sopu.plans.queries.report_page import ReportPage
from sopu.plans.queries.report_values import TITLES, MeasureTold, ToDoTold
from sopu.plans.rules.report_sections import Section
from sopu.publishing.documents import drawings, words
from sopu.publishing.documents.blocks import (
    Block,
    Chart,
    Drawn,
    Heading,
    Matrix,
    MatrixRow,
    Outline,
    Paragraph,
    Points,
    Table,
)
from sopu.publishing.documents.whole import replaced


def outline(page: ReportPage, url: str) -> Outline:
    """The whole report in the language that is active."""
    told, head = page.told, page.told.head
    figures = (
        (f"{told.done_count} / {len(told.measures)}", _("measures done")),
        (str(told.under_way_count), pgettext("measure", "under way")),
        (str(len(told.late)), pgettext("measure", "late")),
        (f"{len(told.good_indicators)} / {len(told.indicators)}", _("indicators at or on their way to the target")),
    )
    return Outline(
        language=head.language,
        title=head.plan,
        kicker=title_of(page),
        lead=lead_of(page),
        figures=figures,
        facts=tuple(_facts(page)),
        warning=_("Demonstration: invented content") if head.is_demo else "",
        contents=_("Contents") if len(head.sections) > 5 else "",
        running=f"{title_of(page)} · {short(head.sha256)}",
        page_of=_("Page"),
        stances=words.stances(),
        replaced=replaced(),
        compiled_at=head.made_at,
        blocks=(*_foreword(page), *_sections(page), *_reading(page, url)),
    )


def title_of(page: ReportPage) -> str:
    """What the report is called: its number and for whom it is."""
    return _("Monitoring report %(number)s, %(audience)s") % {
        "number": page.told.head.number,
        "audience": page.told.head.audience_name,
    }


def lead_of(page: ReportPage) -> str:
    """As of when it is, and of which round."""
    day = _("As it stood on %s") % words.day(page.told.head.as_of)
    return " · ".join(one for one in (day, page.told.round.name if page.told.round else "") if one)


def _facts(page: ReportPage) -> Iterator[tuple[str, str]]:
    told, head = page.told, page.told.head
    yield _("Negotiation"), head.negotiation
    yield _("Plan"), f"{head.plan}, {words.day(head.plan_starts_on)}–{words.day(head.plan_ends_on)}"
    if told.round:
        yield _("Time of the round"), f"{words.day(told.round.starts_on)}–{words.day(told.round.ends_on)}"
    yield _("Frozen"), words.moment(head.made_at)
    yield _("Digest"), short(head.sha256)


def _foreword(page: ReportPage) -> Iterator[Block]:
    if page.told.head.foreword:
        yield Heading(1, _("Foreword"))
        yield from (Paragraph(one) for one in page.told.head.foreword.split("\n") if one.strip())


def _sections(page: ReportPage) -> Iterator[Block]:
    for section in page.told.head.sections:
        yield Heading(1, str(TITLES[section]))
        yield from _PARTS[section](page)


def _handling(page: ReportPage) -> Iterator[Block]:
    yield Paragraph(_("Proposed decision: %s") % page.note)
    if page.matters:
        rows = tuple((one.what, one.why, one.proposal) for one in page.matters)
        yield Table(
            _("Matters to handle"), (_("Matter"), _("Why"), _("Proposal")), rows, is_numeric=False, widths=(5, 4, 4)
        )
    else:
        yield Paragraph(_("No measure is late and no indicator has strayed from its way."))


def _changes(page: ReportPage) -> Iterator[Block]:
    told = page.told
    if told.since is None:
        yield Paragraph(_("This is the first report of the plan."))
        return
    since = {"number": told.since_number, "day": words.day(told.since)}
    yield Paragraph(_("Since report %(number)s, as it stood on %(day)s.") % since, is_note=True)
    if not page.changes:
        yield Paragraph(_("Nothing has changed."))
    for group in page.changes:
        rows = tuple((one.what, one.was or "–", one.now or "–") for one in group.changes)
        yield Table(group.word, (_("What"), _("Before"), _("Now")), rows, is_numeric=False, widths=(8, 3, 3))


def _progress(page: ReportPage) -> Iterator[Block]:
    yield Paragraph(
        _("How the work goes, as the responsible parties say. What it has brought about is seen from the indicators."),
        is_note=True,
    )
    if not page.progress:
        return
    kinds = page.kinds
    counts = [(one.area, {each.key: each.count for each in one.area.activities}) for one in page.progress]
    rows = tuple((f"{area.number} {area.name}", tuple(of[kind.key] for kind in kinds)) for area, of in counts)
    names = tuple(kind.word for kind in kinds)
    yield Chart(
        _("Measures by goal area and state"),
        _("Bars: how many measures of each goal area are in each state. The table below has the numbers."),
        tuple(kind.fill for kind in kinds),
        names,
        rows,
    )
    head = (_("Goal area"), *map(capfirst, names))
    numbers = tuple((name, *map(str, values)) for name, values in rows)
    yield Table(_("The same in numbers"), head, numbers)
    lights = tuple(
        (f"{one.area.number} {one.area.name}", *(str(each.count) for each in one.area.lights)) for one in page.progress
    )
    yield Table(_("What the responsible parties say of it"), (_("Goal area"), *map(capfirst, page.lights)), lights)


def _indicators(page: ReportPage) -> Iterator[Block]:
    if not page.trends:
        yield Paragraph(_("No measure is linked to an indicator yet."))
        return
    head = (_("Indicator"), _("Baseline"), _("Value"), pgettext("indicator", "Target"), _("Where it is"))
    rows = tuple(
        (one.name, one.told_baseline, one.told_value, one.told_target, one.track_word)
        for one in (trend.indicator for trend in page.trends)
    )
    pictures = tuple(drawings.trend_line(one) for one in page.trends)
    caption = _("The whole county; the dashed way leads to the target, the ring is the baseline")
    yield Drawn(caption, head, rows, pictures, 1, (32, 22, 18, 18, 18, 18))
    sources = sorted({one.attribution for one in page.told.indicators if one.attribution})
    if sources:
        yield Paragraph(_("Sources: %s.") % "; ".join(sources))


def _late(page: ReportPage) -> Iterator[Block]:
    told = page.told
    if told.late:
        head = (_("Measure"), _("Responsible"), _("Late in what"), _("Ends"), _("Next step"))
        rows = tuple(
            (one.title, one.responsible or "–", one.late, _day(one), one.next_step or "–") for one in told.late
        )
        yield Table(_("Measures that are late"), head, rows, is_numeric=False, widths=(8, 5, 4, 4, 6))
    else:
        yield Paragraph(_("No measure is late."))
    if told.unanswered:
        missing = tuple((one.party, "; ".join(each.title for each in one.measures)) for one in told.unanswered)
        columns = (_("Party"), _("Measures that it has not reported in the round"))
        yield Table(_("Who has not reported"), columns, missing, is_numeric=False, widths=(2, 5))
    elif told.round:
        yield Paragraph(_("Every party has reported its measures."))


def _day(measure: MeasureTold) -> str:
    return words.day(measure.ends_on) if measure.ends_on else "–"


def _to_dos(page: ReportPage) -> Iterator[Block]:
    if not page.told.to_dos:
        yield Paragraph(_("Nothing."))
        return
    rows = tuple(
        (
            one.text,
            one.party,
            words.day(one.due_on) if one.due_on else "–",
            _to_do_state(one),
        )
        for one in page.told.to_dos
    )
    yield Table(
        _("To-dos of meetings"),
        (_("What"), _("Party"), _("By"), _("State")),
        rows,
        is_numeric=False,
        widths=(8, 4, 3, 2),
    )


def _to_do_state(one: ToDoTold) -> str:
    if one.is_done:
        return pgettext("to-do", "done")
    return pgettext("to-do", "late") if one.is_late else pgettext("to-do", "open")


def _measures(page: ReportPage) -> Iterator[Block]:
    for part in page.areas:
        yield Heading(2, part.area.name, str(part.area.number))
        for one in part.measures:
            yield Heading(3, one.title)
            yield Paragraph(" · ".join(_state(one)), is_note=True)
            if one.said:
                yield Paragraph(one.said)
            for label, text in ((_("Evidence"), one.evidence), (_("Next step"), one.next_step)):
                if text:
                    yield Paragraph(f"{label}: {text}")


def _state(one: MeasureTold) -> Iterator[str]:
    yield _("Responsible: %s") % (one.responsible or "–")
    yield capfirst(one.activity_word)
    if one.light_look:
        yield one.light_word
    if one.reported_on:
        yield _("reported %s") % words.day(one.reported_on)


def _timeline(page: ReportPage) -> Iterator[Block]:
    line, head = page.timeline, (_("Measure"), _("From – to"), _("State"))
    yield Paragraph(_("The upright line is the day of the report."), is_note=True)
    for area, bars in line.groups:
        rows = tuple((one.measure.title, _time(one.measure), one.measure.activity_word) for one in bars)
        pictures = tuple(drawings.time_bar(one, line) for one in bars)
        caption = f"{area.number} {area.name}"
        yield Drawn(caption, head, rows, pictures, 1, (40, 46, 36, 22), drawings.time_axis(line))


def _time(one: MeasureTold) -> str:
    return " – ".join(words.day(day) if day else "" for day in (one.starts_on, one.ends_on)).strip()


def _matrix(page: ReportPage) -> Iterator[Block]:
    names = tuple(name for _number, name in page.told.parties)
    levels = tuple((one.mark, str(one.letters), str(one.word)) for one in page.levels)
    for part in page.areas:
        rows = tuple(
            MatrixRow(
                row.measure.title,
                tuple((one.look.mark, str(one.look.letters)) if one.look else ("", "") for one in row.cells),
                tuple(", ".join(row.of(one.level)) for one in page.levels),
            )
            for row in part.rows
        )
        yield Matrix(f"{part.area.number} {part.area.name}", _("Measure"), _("Commitments"), names, rows, levels)
    if page.told.opt_outs:
        head = (_("Party"), _("Goal area"), _("Why it stays out"))
        rows_out = tuple((one.party, one.area, one.reason) for one in page.told.opt_outs)
        yield Table(_("Who stays out of a goal area"), head, rows_out, is_numeric=False)


_PARTS: dict[Section, Callable[[ReportPage], Iterator[Block]]] = {
    Section.HANDLING: _handling,
    Section.CHANGES: _changes,
    Section.PROGRESS: _progress,
    Section.INDICATORS: _indicators,
    Section.LATE: _late,
    Section.TO_DOS: _to_dos,
    Section.MEASURES: _measures,
    Section.TIMELINE: _timeline,
    Section.MATRIX: _matrix,
}


def _reading(page: ReportPage, url: str) -> Iterator[Block]:
    count = len(page.told.parties)
    yield Heading(1, _("How to read this"))
    parties = ngettext("The plan is of %(n)s party.", "The plan is of %(n)s parties.", count) % {"n": count}
    yield Points(
        (
            _("Everything here stands as it did when the report was frozen; later changes don’t change it."),
            _("How a measure goes and how an indicator moves are two things, and never made into one number."),
            parties,
            _("Digest (SHA-256): %s") % page.told.head.sha256,
            _("The report, its frozen content, and values that were revised since: %s") % url,
        ),
        url,
    )
