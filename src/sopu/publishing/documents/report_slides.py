"""A monitoring report as slides: where things stand, then a slide or a few for each part that its audience gets."""

from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import TypeVar

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sopu.core.fingerprints import short
from sopu.plans.queries.report_page import ReportPage
from sopu.plans.queries.report_values import TITLES, IndicatorTold
from sopu.plans.rules.report_sections import Section
from sopu.plans.rules.tracks import Track
from sopu.publishing.documents import words
from sopu.publishing.documents.drawings import FILLS
from sopu.publishing.documents.reports import lead_of, title_of
from sopu.publishing.documents.slide_deck import Deck

Item = TypeVar("Item")

ROWS, POINTS, LINES = 6, 5, 4
"""How much a slide holds that is read from the back of a room: rows of a table, points; and the most lines shown."""

LONGEST, SHORT = 150, 90
"""Characters of a person's words on a slide, and in a cell of a table; the whole stands in the other files."""


def written(page: ReportPage, url: str) -> bytes:
    """The report as slides; the same report gives the same bytes."""
    told, head = page.told, page.told.head
    foot = f"{title_of(page)} · {short(head.sha256)}"
    deck = Deck(f"{head.plan} – {title_of(page)}", head.county, head.language, head.made_at, foot)
    lines = [title_of(page), lead_of(page), head.county]
    if head.is_demo:
        lines.append(_("Demonstration: invented content"))
    deck.opening(head.plan, lines, "\n".join(one for one in (head.foreword, _source(page, url)) if one))
    deck.points(_short_title(page), list(_in_short(page)), _agenda(page))
    for section in told.head.sections:
        if section in _SLIDES:
            _SLIDES[section](deck, page)
    return deck.written()


def _source(page: ReportPage, url: str) -> str:
    return _("Made of the frozen content of the report. Digest (SHA-256): %(digest)s. The report: %(url)s") % {
        "digest": page.told.head.sha256,
        "url": url,
    }


def _short_title(page: ReportPage) -> str:
    counts = {"done": page.told.done_count, "all": len(page.told.measures)}
    return _("%(done)s of %(all)s measures are done") % counts


def _in_short(page: ReportPage) -> Iterator[tuple[str, str]]:
    told = page.told
    yield str(told.under_way_count), _("measures are under way")
    yield str(len(told.late)), _("measures are late")
    if told.round:
        yield str(told.missing_count), _("measures have not been reported in the round")
    good = f"{len(told.good_indicators)} / {len(told.indicators)}"
    yield good, _("indicators are at their target or on their way to it")
    yield str(len(page.matters)), _("matters to handle")


def _agenda(page: ReportPage) -> str:
    """What comes on the slides, as an orientation for who leads the meeting."""
    parts = [str(TITLES[one]) for one in page.told.head.sections if one in _SLIDES]
    lines = "\n".join(f"{number}. {part}" for number, part in enumerate(parts, 1))
    return _("The slides go through:") + "\n" + lines


def _shortened(text: str, most: int = LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _shares(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """The items on as few slides as they fit on, about as many on each."""
    count = ceil(len(items) / most)
    size = ceil(len(items) / max(count, 1))
    return [items[start : start + size] for start in range(0, len(items), max(size, 1))]


def _numbered(title: str, number: int, count: int) -> str:
    return f"{title} ({number}/{count})" if count > 1 else title


def _handling(deck: Deck, page: ReportPage) -> None:
    title = str(TITLES[Section.HANDLING])
    items = [(_("Proposed decision"), page.note)]
    items += [(one.what, _shortened(f"{one.why}. {one.proposal}")) for one in page.matters]
    shares = _shares(items, POINTS)
    whole = "\n".join(f"{one.what}: {one.why}. {one.proposal}" for one in page.matters)
    for number, share in enumerate(shares, 1):
        deck.points(_numbered(title, number, len(shares)), share, whole or page.note)


def _progress(deck: Deck, page: ReportPage) -> None:
    if not page.progress:
        return
    names = [f"{one.area.number} {one.area.name}" for one in page.progress]
    counts = [{each.key: each.count for each in one.area.activities} for one in page.progress]
    told = [
        f"{name}: {', '.join(f'{part.count} {part.kind.word}' for part in one.bar.parts)}."
        for name, one in zip(names, page.progress, strict=True)
    ]
    series = [
        (capfirst(kind.word), FILLS[kind.fill][1:].upper(), [one[kind.key] for one in counts])
        for kind in page.kinds
        if any(one[kind.key] for one in counts)
    ]
    text = _("Stacked bars: how many measures of each goal area are in each state.")
    deck.bars(str(TITLES[Section.PROGRESS]), names, series, alternative=" ".join([text, *told]), notes="\n".join(told))


def _indicators(deck: Deck, page: ReportPage) -> None:
    title, found = str(TITLES[Section.INDICATORS]), page.told.indicators
    head = (_("Indicator"), _("Baseline"), _("Value"), pgettext("indicator", "Target"), _("Where it is"))
    rows = [(one.name, one.told_baseline, one.told_value, one.told_target, one.track_word) for one in found]
    sources = "; ".join(sorted({one.attribution for one in found if one.attribution}))
    shares = _shares(rows, ROWS)
    for number, share in enumerate(shares, 1):
        deck.table(_numbered(title, number, len(shares)), head, share, (10, 5, 5, 5, 5), _("Sources: %s.") % sources)
    strayed = [one for one in page.told.tracked(Track.OFF_TRACK) if len(one.values) > 1]
    for one in strayed[:LINES]:
        _line(deck, one)


def _line(deck: Deck, one: IndicatorTold) -> None:
    """An indicator that has strayed, with its target beside it."""
    values = [(point.period, float(point.value) if point.value is not None else None) for point in one.values]
    series = [(_("Value"), "0A4D57", [value for _period, value in values])]
    if one.target and one.target.value is not None:
        series.append((pgettext("indicator", "Target"), "CF7900", [float(one.target.value)] * len(values)))
    words_of = "; ".join(f"{point.period}: {one.told(point.value)}" for point in one.values)
    text = _("A line of values by year: %(values)s. The target is %(target)s.") % {
        "values": words_of,
        "target": one.told_target,
    }
    measures = _("Measures that should move it: %s.") % (", ".join(one.measures) or "–")
    deck.line(
        f"{one.name}: {one.track_word}",
        [period for period, _value in values],
        series,
        alternative=text,
        notes=f"{measures}\n{one.attribution}",
    )


def _late(deck: Deck, page: ReportPage) -> None:
    told, title = page.told, str(TITLES[Section.LATE])
    head = (_("Measure"), _("Responsible"), _("Late in what"), _("Next step"))
    rows = [(one.title, one.responsible or "–", one.late, _shortened(one.next_step, SHORT) or "–") for one in told.late]
    missing = [f"{one.party}: {', '.join(each.label for each in one.measures)}" for one in told.unanswered]
    said = _("Who has not reported:") if missing else _("Every party has reported its measures.")
    notes = "\n".join([said, *missing])
    shares = _shares(rows, ROWS - 1)
    for number, share in enumerate(shares, 1):
        deck.table(_numbered(_("What is late"), number, len(shares)), head, share, (9, 6, 6, 9), notes)
    if told.unanswered:
        columns = (_("Party"), _("Measures that it has not reported in the round"))
        parties = [(one.party, ", ".join(each.label for each in one.measures)) for one in told.unanswered]
        for few in _shares(parties, ROWS + 2):
            deck.table(_("Who has not reported"), columns, few, (8, 12), title)


def _to_dos(deck: Deck, page: ReportPage) -> None:
    found = page.told.open_to_dos
    items = [(one.party, _shortened(one.text) + (f" ({words.day(one.due_on)})" if one.due_on else "")) for one in found]
    for share in _shares(items, POINTS):
        deck.points(str(TITLES[Section.TO_DOS]), share, str(TITLES[Section.TO_DOS]))


def _changes(deck: Deck, page: ReportPage) -> None:
    title, told = str(TITLES[Section.CHANGES]), page.told
    if told.since is None:
        return
    since = {"number": told.since_number, "day": words.day(told.since)}
    notes = _("Since report %(number)s, as it stood on %(day)s.") % since
    head = (_("What"), _("Before"), _("Now"))
    moved = [one for group in page.changes for one in group.changes if one.kind != "first"]
    words_of = {one.kind: group.word for group in page.changes for one in group.changes}
    rows = [(f"{words_of[one.kind]}: {one.what}", one.was or "–", one.now or "–") for one in moved]
    shares = _shares(rows, ROWS)
    for number, share in enumerate(shares[:LINES], 1):
        deck.table(_numbered(title, number, min(len(shares), LINES)), head, share, (14, 5, 5), notes)


_SLIDES: dict[Section, Callable[[Deck, ReportPage], None]] = {
    Section.HANDLING: _handling,
    Section.PROGRESS: _progress,
    Section.INDICATORS: _indicators,
    Section.LATE: _late,
    Section.TO_DOS: _to_dos,
    Section.CHANGES: _changes,
}
"""The parts that slides show; measures one by one, the timeline and the matrix are read, not shown in a room."""
