"""Slides (PPTX) in our look: a title each, charts of PowerPoint's own with a text in their stead, notes, a language."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from functools import cache
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Cm, Length, Pt

from sopu.core.cells import printable
from sopu.web.office_files import plain_utc, settled
from sopu.web.word_styles import INK, LANGUAGES, QUIET, SYSTEM, VOICE, WATER

WIDTH, HEIGHT = Cm(33.867), Cm(19.05)
LEFT, TOP, INNER = Cm(1.9), Cm(4.1), Cm(30.0)
LINE = "C6D2D2"
_TITLE_SLIDE, _TITLE_ONLY = 0, 5
_EMBEDDED = re.compile(r"ppt/embeddings/.*\.xlsx")
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Deck:
    """Slides being written, one after another; `foot` stands on each beside its number."""

    def __init__(self, title: str, author: str, language: str, at: dt.datetime, foot: str) -> None:
        self._deck = Presentation(io.BytesIO(_empty()))
        self._language, self._foot = LANGUAGES[language], foot
        properties = self._deck.core_properties
        properties.title, properties.author = printable(title)[:255], printable(author)[:255]
        properties.language, properties.last_modified_by = self._language, "Sopu"
        properties.created = properties.modified = plain_utc(at)

    def opening(self, title: str, lines: Sequence[str], notes: str) -> None:
        """The first slide."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[0])
        slide.shapes.title.text_frame.text = printable(title)
        slide.placeholders[1].text_frame.text = "\n".join(map(printable, lines))
        self._note(slide, notes)

    def points(self, title: str, items: Sequence[tuple[str, str]], notes: str) -> None:
        """A list: each item in bold, and what is said of it."""
        slide = self._slide(title, notes)
        frame = slide.shapes.add_textbox(LEFT, TOP, INNER, Cm(12.5)).text_frame
        frame.word_wrap = True
        for number, (head, text) in enumerate(items):
            paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
            paragraph.space_after = Pt(10)
            _run(paragraph, head, 20, INK, is_bold=True)
            if text:
                _run(paragraph, f" – {text}", 18, QUIET)

    def table(
        self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], notes: str
    ) -> None:
        """A table with a head row; `widths` are parts of the whole."""
        slide = self._slide(title, notes)
        shape = slide.shapes.add_table(len(rows) + 1, len(head), LEFT, TOP, INNER, Cm(1))
        _describe(shape, title)
        table = shape.table
        _plain(shape)
        for number, width in enumerate(widths):
            table.columns[number].width = Length(round(INNER * width / sum(widths)))
        for y, row in enumerate((head, *rows)):
            for x, text in enumerate(row):
                _cell(table.cell(y, x), text, is_head=y == 0)

    def bars(
        self,
        title: str,
        names: Sequence[str],
        series: Sequence[tuple[str, str, Sequence[int]]],
        *,
        alternative: str,
        notes: str,
    ) -> None:
        """Stacked bars, one a name from the top; each series has its word, its colour and its counts."""
        data = _data([*map(printable, reversed(names))])
        for word, _colour, counts in series:
            data.add_series(printable(word), [count or None for count in reversed(counts)])
        chart = self._chart(title, XL_CHART_TYPE.BAR_STACKED, data, alternative, notes)
        plot = chart.plots[0]
        plot.gap_width, plot.overlap, plot.has_data_labels = 45, 100, True
        plot.data_labels.font.size, plot.data_labels.show_value = Pt(14), True
        for one, (_word, colour, _counts) in zip(plot.series, series, strict=True):
            _fill(one, colour)
        chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
        _axis(chart.category_axis)

    def line(
        self,
        title: str,
        periods: Sequence[str],
        series: Sequence[tuple[str, str, Sequence[float | None]]],
        *,
        alternative: str,
        notes: str,
    ) -> None:
        """Lines over periods; each has its word, its colour and its values, and the second is dashed."""
        data = _data(periods)
        for word, _colour, values in series:
            data.add_series(printable(word), values)
        chart = self._chart(title, XL_CHART_TYPE.LINE_MARKERS, data, alternative, notes)
        for number, (one, (_word, colour, _values)) in enumerate(zip(chart.plots[0].series, series, strict=True)):
            one.smooth = False
            one.format.line.color.rgb, one.format.line.width = RGBColor.from_string(colour), Pt(3 - number)
            one.marker.format.fill.solid()
            one.marker.format.fill.fore_color.rgb = RGBColor.from_string(colour)
            if number:
                one.format.line._get_or_add_ln().append(etree.fromstring(_DASH))
        chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(LINE)
        chart.value_axis.format.line.fill.background()
        for axis in (chart.value_axis, chart.category_axis):
            _axis(axis)

    def written(self) -> bytes:
        """The bytes of the slides: the same for the same content."""
        count = len(self._deck.slides)
        for number, slide in enumerate(self._deck.slides, 1):
            frame = slide.shapes.add_textbox(LEFT, Cm(17.6), INNER, Cm(0.9)).text_frame
            _run(frame.paragraphs[0], f"{self._foot} · {number} / {count}", 11, QUIET)
            self._speak(slide._element)
            self._speak(slide.notes_slide._element)
        target = io.BytesIO()
        self._deck.save(target)
        return _settled(target.getvalue())

    def _slide(self, title: str, notes: str) -> Any:
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[1])
        slide.shapes.title.text_frame.text = printable(title)
        self._note(slide, notes)
        return slide

    def _chart(self, title: str, kind: Any, data: Any, alternative: str, notes: str) -> Any:
        slide = self._slide(title, notes)
        shape = slide.shapes.add_chart(kind, LEFT, TOP, INNER, Cm(13.2), data)
        _describe(shape, alternative)
        chart = shape.chart
        chart.has_title, chart.has_legend = False, True
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(14)
        chart.font.name, chart.font.color.rgb = SYSTEM, RGBColor.from_string(INK)
        language = etree.Element(qn("c:lang"), {"val": self._language})
        chart._chartSpace.find(qn("c:chart")).addprevious(language)
        return chart

    def _note(self, slide: Any, notes: str) -> None:
        slide.notes_slide.notes_text_frame.text = printable(notes)

    def _speak(self, element: Any) -> None:
        """Every run says which language it is in, so that a screen reader reads it so."""
        for run in element.iter(qn("a:r"), qn("a:endParaRPr")):
            properties = run if run.tag == qn("a:endParaRPr") else run.get_or_add_rPr()
            properties.set("lang", self._language)


_DASH = '<a:prstDash xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" val="dash"/>'


def _data(categories: Sequence[str]) -> CategoryChartData:
    data = CategoryChartData()
    data.categories = categories
    return data


def _run(paragraph: Any, text: str, size: int, colour: str, *, is_bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = printable(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), is_bold, SYSTEM
    run.font.color.rgb = RGBColor.from_string(colour)


def _describe(shape: Any, text: str) -> None:
    """What is said in the stead of a picture."""
    shape._element.nvGraphicFramePr.cNvPr.set("descr", printable(text))


def _plain(shape: Any) -> None:
    """A table with a head row, without bands and without a style of PowerPoint's."""
    properties = shape.table._tbl.tblPr
    properties.set("bandRow", "0")
    style = properties.find(qn("a:tableStyleId"))
    style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid", by its id in every PowerPoint


def _cell(cell: Any, text: str, *, is_head: bool) -> None:
    cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom = Cm(0), Cm(0.4), Cm(0.14), Cm(0.14)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.TOP
    _run(cell.text_frame.paragraphs[0], text, 13 if is_head else 15, QUIET if is_head else INK, is_bold=is_head)
    colour, width = (INK, 15875) if is_head else (LINE, 6350)
    line = f'<a:lnB xmlns:a="{_A}" w="{width}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, etree.fromstring(line))


_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _fill(series: Any, colour: str) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(colour)
    series.format.line.color.rgb = RGBColor.from_string("6F8283" if colour in {"FFFFFF", "CFDCDC"} else "FFFFFF")
    is_dark = int(colour[:2], 16) < 0x90 and int(colour[2:4], 16) < 0x90
    labels = series.data_labels
    labels.show_value = True
    labels.font.size, labels.font.bold = Pt(14), True
    labels.font.color.rgb = RGBColor.from_string("FFFFFF" if is_dark else INK)


def _axis(axis: Any) -> None:
    axis.tick_labels.font.size = Pt(14)
    axis.format.line.color.rgb = RGBColor.from_string("6F8283")


@cache
def _empty() -> bytes:
    """The program's own empty slides, wide and in our letters, with the two layouts that we use."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    layouts = deck.slide_layouts
    for layout in [one for number, one in enumerate(layouts) if number not in {_TITLE_SLIDE, _TITLE_ONLY}]:
        layouts.remove(layout)
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _in_our_letters(theme.blob)
    _place(deck.slide_master.placeholders[0], LEFT, Cm(1.3), INNER, Cm(2.5))
    _place(layouts[1].placeholders[0], LEFT, Cm(1.3), INNER, Cm(2.5))
    _place(layouts[0].placeholders[0], LEFT, Cm(4.6), INNER, Cm(5.0))
    _place(layouts[0].placeholders[1], LEFT, Cm(10.0), INNER, Cm(5.0))
    for holder in (deck.slide_master, *layouts):
        for one in [each for each in holder.placeholders if each.placeholder_format.idx >= 10]:
            one._element.getparent().remove(one._element)
    _style(deck.slide_master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}"), 3000)
    for number, size in ((0, 4400), (1, 2000)):
        _align(layouts[0].placeholders[number]._element, size, WATER if number else INK)
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def _place(shape: Any, left: Length, top: Length, width: Length, height: Length) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _style(level: Any, size: int) -> None:
    level.set("algn", "l")
    properties = level.find(qn("a:defRPr"))
    properties.set("sz", str(size))


def _align(element: Any, size: int, colour: str) -> None:
    """The first level of a layout's words: to the left, in a size and a colour."""
    body = element.find(qn("p:txBody"))
    body.find(qn("a:bodyPr")).set("anchor", "b" if colour == INK else "t")
    styles = body.find(qn("a:lstStyle"))
    for old in list(styles):
        styles.remove(old)
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    form = f'<a:lvl1pPr xmlns:a="{_A}" marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{size}">{fill}</a:defRPr>'
    styles.append(etree.fromstring(f"{form}</a:lvl1pPr>"))


def _in_our_letters(theme: bytes) -> bytes:
    text = theme.decode()
    text = re.sub(r'(<a:majorFont>\s*<a:latin typeface=")[^"]*', rf"\g<1>{VOICE}", text)
    text = re.sub(r'(<a:minorFont>\s*<a:latin typeface=")[^"]*', rf"\g<1>{SYSTEM}", text)
    return re.sub(r"(<a:dk1>).*?(</a:dk1>)", rf'\g<1><a:srgbClr val="{INK}"/>\g<2>', text, flags=re.S).encode()


def _settled(archive: bytes) -> bytes:
    """Without the moments that the slides, and the workbooks behind their charts, were written at."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        books = {name: opened.read(name) for name in opened.namelist() if _EMBEDDED.fullmatch(name)}
    return settled(archive, {name: _settled_book(one) for name, one in books.items()})


def _settled_book(book: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        core = opened.read("docProps/core.xml")
    return settled(book, {"docProps/core.xml": _MOMENT.sub(b"1980-01-01T00:00:00Z", core)})
