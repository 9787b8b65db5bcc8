"""Pictures of a report as SVG for documents: a measure in time, and an indicator on its way."""

from collections.abc import Sequence
from html import escape

from sopu.plans.queries.report_pictures import TREND_HEIGHT, TREND_WIDTH, Bar, Tick, Timeline, Trend
from sopu.publishing.documents.blocks import Chart
from sopu.web.fonts import SYSTEM, families

INK, WATER, PALE, EDGE, WARM, LINE = "#10211f", "#0a4d57", "#cfdcdc", "#6f8283", "#cf7900", "#c6d2d2"
FILLS = {"full": WATER, "part": "#5f9aa0", "pale": PALE, "waiting": WARM, "trouble": "#8c1d2b", "empty": "#ffffff"}

DARK, LONGEST_NAME = {"full", "trouble"}, 34

WIDTH, HEIGHT, MOST_RIGHT = 220, 14, 85


ROW, ROW_GAP, NAMES = 22, 10, 190
"""The height of a bar of a chart, what is between two, and what the names before them take."""

CHART_WIDTH = 560


def bars(chart: Chart) -> str:
    """A chart of ours as one picture: names before its bars, counts in them, and below what each fill is."""
    most = max([1, *(sum(values) for _name, values in chart.rows)])
    rows = "".join(_row(number, name, values, chart.keys, most) for number, (name, values) in enumerate(chart.rows))
    return _svg(CHART_WIDTH, chart_height(chart), rows + _legend(chart))


def chart_height(chart: Chart) -> float:
    """How high the picture of a chart is."""
    return (len(chart.rows) + 1) * (ROW + ROW_GAP)


def _legend(chart: Chart) -> str:
    y, step = len(chart.rows) * (ROW + ROW_GAP) + 6, CHART_WIDTH / len(chart.keys)
    return "".join(
        f'<rect x="{number * step:.1f}" y="{y}" width="11" height="11" fill="{FILLS[key]}" stroke="{EDGE}" '
        f'stroke-width=".6"/>{_words(number * step + 16, y + 10, word)}'
        for number, (key, word) in enumerate(zip(chart.keys, chart.series, strict=True))
    )


def _row(number: int, name: str, values: Sequence[int], keys: Sequence[str], most: int) -> str:
    y, x = number * (ROW + ROW_GAP), float(NAMES)
    shown = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    parts = [_words(0, y + 15, shown)]
    for key, value in zip(keys, values, strict=True):
        width = (CHART_WIDTH - NAMES) * value / most
        if value:
            look = f'fill="{FILLS[key]}" stroke="{EDGE}" stroke-width=".6"'
            parts.append(f'<rect x="{x:.1f}" y="{y}" width="{max(width - 1.5, 1):.1f}" height="{ROW}" {look}/>')
            parts.append(_words(x + width / 2 - 4, y + 15, str(value), "#ffffff" if key in DARK else INK))
        x += width
    return "".join(parts)


def _words(x: float, y: float, text: str, colour: str = INK) -> str:
    return f'<text x="{x:.1f}" y="{y}" font-size="11" fill="{colour}">{escape(text)}</text>'


def time_bar(bar: Bar, timeline: Timeline) -> str:
    """A measure's time between the first and the last day, with the years and the day of the report."""
    years = "".join(_upright(one.x, LINE, 0.7) for one in timeline.ticks)
    now = "" if timeline.now_x is None else _upright(timeline.now_x, WARM, 1.6)
    place = f'x="{_x(bar.x)}" y="4" width="{bar.width * WIDTH / 100:.1f}" height="6"'
    shape = f'<rect {place} fill="{FILLS[bar.fill]}" stroke="{EDGE}" stroke-width=".6"/>'
    return _svg(WIDTH, HEIGHT, years + shape + now)


def time_axis(timeline: Timeline) -> str:
    """The years over the bars."""
    ticks = "".join(f"{_upright(one.x, LINE, 0.7)}{_year(one)}" for one in timeline.ticks)
    return _svg(WIDTH, HEIGHT + 2, ticks)


def _year(tick: Tick) -> str:
    """The number of a year behind its line, or before it where there is no room behind it."""
    x, anchor = (_x(tick.x) + 2, "start") if tick.x < MOST_RIGHT else (_x(tick.x) - 2, "end")
    return f'<text x="{x:.1f}" y="12" text-anchor="{anchor}" font-size="12" fill="#435553">{tick.year}</text>'


def trend_line(trend: Trend) -> str:
    """Values as a line, the way to the target dashed, the baseline as a ring; nothing of fewer than two values."""
    if trend.last is None:
        return ""
    parts = [f'<path d="{trend.way}" fill="none" stroke="{EDGE}" stroke-width="1.2" stroke-dasharray="3 3"/>']
    parts += [f'<path d="{path}" fill="none" stroke="{WATER}" stroke-width="2"/>' for path in trend.paths]
    if trend.baseline:
        parts.append(_circle(trend.baseline, 3, f'fill="#ffffff" stroke="{INK}" stroke-width="1.5"'))
    if trend.target:
        x, y = trend.target
        parts.append(f'<path d="M{x - 4} {y}h8M{x} {y - 4}v8" stroke="{INK}" stroke-width="2"/>')
    parts.append(_circle(trend.last, 3.5, f'fill="{WARM}"'))
    return _svg(TREND_WIDTH, TREND_HEIGHT, "".join(parts))


def ratio(svg: str) -> float:
    """How high a picture of ours is to its width."""
    _x, _y, width, height = svg.partition('viewBox="')[2].partition('"')[0].split()
    return float(height) / float(width)


def _x(place: float) -> float:
    return round(place * WIDTH / 100, 1)


def _upright(place: float, colour: str, width: float) -> str:
    return f'<path d="M{_x(place)} 0V{HEIGHT}" stroke="{colour}" stroke-width="{width}"/>'


def _circle(at: tuple[float, float], radius: float, look: str) -> str:
    return f'<circle cx="{at[0]}" cy="{at[1]}" r="{radius}" {look}/>'


def _svg(width: float, height: float, shapes: str) -> str:
    # Letters of one weight: of those that vary, a picture would get the lightest.
    letters = ", ".join(f"'{one}'" for one in families(SYSTEM)[1:])
    form = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" font-family="{letters}"'
    return f"<svg {form}>{shapes}</svg>"
