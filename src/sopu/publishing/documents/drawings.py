"""Pictures of a report as SVG for documents: a measure in time, and an indicator on its way."""

from sopu.plans.queries.report_pictures import TREND_HEIGHT, TREND_WIDTH, Bar, Timeline, Trend

INK, WATER, PALE, EDGE, WARM, LINE = "#10211f", "#0a4d57", "#cfdcdc", "#6f8283", "#cf7900", "#c6d2d2"
FILLS = {"full": WATER, "part": "#5f9aa0", "pale": PALE, "waiting": WARM, "trouble": "#8c1d2b", "empty": "#ffffff"}

WIDTH, HEIGHT = 220, 14


def time_bar(bar: Bar, timeline: Timeline) -> str:
    """A measure's time between the first and the last day, with the years and the day of the report."""
    years = "".join(_upright(one.x, LINE, 0.7) for one in timeline.ticks)
    now = "" if timeline.now_x is None else _upright(timeline.now_x, WARM, 1.6)
    place = f'x="{_x(bar.x)}" y="4" width="{bar.width * WIDTH / 100:.1f}" height="6"'
    shape = f'<rect {place} fill="{FILLS[bar.fill]}" stroke="{EDGE}" stroke-width=".6"/>'
    return _svg(WIDTH, HEIGHT, years + shape + now)


def time_axis(timeline: Timeline) -> str:
    """The years over the bars; they are drawn as shapes of digits by the program that sets the document."""
    ticks = "".join(
        f'{_upright(one.x, LINE, 0.7)}<text x="{_x(one.x) + 2}" y="11" font-size="9" fill="#435553">{one.year}</text>'
        for one in timeline.ticks
    )
    return _svg(WIDTH, HEIGHT, ticks)


def trend_line(trend: Trend) -> str:
    """Values as a line, the way to the target dashed, the baseline as a ring; nothing where there is no line."""
    if not trend.points:
        return ""
    parts = [f'<path d="{trend.way}" fill="none" stroke="{EDGE}" stroke-width="1.2" stroke-dasharray="3 3"/>']
    parts.append(f'<polyline points="{trend.points}" fill="none" stroke="{WATER}" stroke-width="2"/>')
    if trend.baseline:
        parts.append(_circle(trend.baseline, 3, f'fill="#ffffff" stroke="{INK}" stroke-width="1.5"'))
    if trend.target:
        x, y = trend.target
        parts.append(f'<path d="M{x - 4} {y}h8M{x} {y - 4}v8" stroke="{INK}" stroke-width="2"/>')
    if trend.last:
        parts.append(_circle(trend.last, 3.5, f'fill="{WARM}"'))
    return _svg(TREND_WIDTH, TREND_HEIGHT, "".join(parts))


def _x(place: float) -> float:
    return round(place * WIDTH / 100, 1)


def _upright(place: float, colour: str, width: float) -> str:
    return f'<path d="M{_x(place)} 0V{HEIGHT}" stroke="{colour}" stroke-width="{width}"/>'


def _circle(at: tuple[float, float], radius: float, look: str) -> str:
    return f'<circle cx="{at[0]}" cy="{at[1]}" r="{radius}" {look}/>'


def _svg(width: float, height: float, shapes: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">{shapes}</svg>'
