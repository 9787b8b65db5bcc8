"""Pictures in Word files: drawn as PNG, which every program shows, each with a text for those who don't see it."""

import io
from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from sopu.core.cells import printable
from sopu.publishing.documents import drawings
from sopu.publishing.documents.blocks import Chart, Drawn, Table
from sopu.web import typesetting, word_styles

POINTS = 72 / 2.54
"""Points in a centimetre."""


def can_draw(chart: Chart) -> bool:
    """Whether the chart is of parts that we draw; of the others the table that follows says the same."""
    return set(chart.keys) <= drawings.FILLS.keys()


def chart(document: WordDocument, block: Chart) -> BaseOxmlElement:
    """A chart as wide as the text, with what it shows in words and numbers."""
    told = [f"{name}: {_counted(block.series, values)}." for name, values in block.rows]
    width = word_styles.TEXT_WIDTH
    height = width * drawings.chart_height(block) / drawings.CHART_WIDTH
    return _picture(document, drawings.bars(block), width, height, " ".join([block.alternative, *told]))


def _counted(series: Sequence[str], values: Sequence[int]) -> str:
    return ", ".join(f"{value} {word}" for word, value in zip(series, values, strict=True) if value)


def as_table(block: Drawn) -> Table:
    """The block as a table of words, with an empty column for its pictures."""
    head = (*block.head[: block.at], "", *block.head[block.at :])
    rows = tuple((*row[: block.at], "", *row[block.at :]) for row in block.rows)
    return Table(block.caption, head, rows, is_numeric=False, widths=block.widths)


def with_pictures(document: WordDocument, block: Drawn, table: BaseOxmlElement) -> BaseOxmlElement:
    """The table with its pictures in their column; each says what its row says."""
    width = word_styles.TEXT_WIDTH * block.widths[block.at] / sum(block.widths) - 0.5
    said = ("", *(" · ".join(row) for row in block.rows))
    rows = table.findall(qn("w:tr"))
    for row, svg, words in zip(rows, (block.axis, *block.pictures), said, strict=True):
        if svg:
            paragraph = row.findall(qn("w:tc"))[block.at].find(qn("w:p"))
            placed(paragraph, _picture(document, svg, width, width * drawings.ratio(svg), words))
    return table


def placed(paragraph: BaseOxmlElement, picture: BaseOxmlElement) -> BaseOxmlElement:
    """The paragraph with the picture at its end."""
    run, drawing = OxmlElement("w:r"), OxmlElement("w:drawing")
    drawing.append(picture)
    run.append(drawing)
    paragraph.append(run)
    return paragraph


def _picture(document: WordDocument, svg: str, width: float, height: float, words: str) -> BaseOxmlElement:
    made = typesetting.png(svg, width=width * POINTS, height=height * POINTS)
    picture = document.part.new_pic_inline(io.BytesIO(made), width=Cm(width))
    picture.docPr.set("descr", printable(words))
    return picture
