"""What a document says, block by block, before it has a form: the PDF and the Word file are made of the same blocks."""

import datetime as dt
from dataclasses import dataclass

from sopu.core.markdown import Block as MarkdownBlock
from sopu.core.wording import Piece


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–3; `number` is what stands in a ring before it."""

    level: int
    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The system's own words; a `note` is quieter."""

    text: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list of sentences of the system's own; `url`, where one says it, is a link."""

    points: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; its first column names the row, the others are numbers when `is_numeric`.

    Those of words may have `widths`, as parts of the whole.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_numeric: bool = True
    has_total: bool = False
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of parts, one bar a row; `alternative` says in words what the picture shows.

    `keys` are what the series are of, by which they get their shades.
    """

    caption: str
    alternative: str
    keys: tuple[str, ...]
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence as a document shows it: what is beside it, and how it was answered in words and as a bar."""

    number: int
    text: str
    language: str
    by: str
    place: str
    answers: str
    bar: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences in order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Words of an agreement, in light Markdown as it was read: paragraphs and lists of spans."""

    parts: tuple[MarkdownBlock, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Words before and after as pieces: kept, gone, added; `mark` says in words what became of the clause."""

    mark: str
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Qr:
    """A code that a phone reads, with the address in words beside it; `path` is of a square of `size`."""

    url: str
    caption: str
    alternative: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table with a picture in each row, before the column `at`: SVG that shows what the row says in words too.

    `widths` are parts of the whole, a picture's among them; `axis` is the picture over the others, if there is one.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    pictures: tuple[str, ...]
    at: int
    widths: tuple[int, ...]
    axis: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of a matrix: what it is of, and in each column a mark and its letters, empty where there is nothing."""

    title: str
    cells: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who has committed to what: a narrow column for each of `names`, and in words who is on which level.

    `levels` are the marks with their letters and words; the `words` of a row are the names on each level, which is what
    a file that has no room for the columns tells under `second`.
    """

    caption: str
    first: str
    second: str
    names: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    levels: tuple[tuple[str, str, str], ...]


Block = Heading | Paragraph | Points | Table | Chart | Sentences | Prose | Changed | Qr | Drawn | Matrix


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole document: its cover and its blocks, of which the last is the list of what a reader must know.

    `figures` are the cover's large numbers, `facts` its lines of label and value; `warning` is empty unless what is
    said is invented. `stances` name the parts of a bar of answers. `replaced` is the sentence for the reader when the
    form couldn't show some character; it goes to that list.
    """

    language: str
    title: str
    kicker: str
    lead: str
    figures: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    warning: str
    contents: str
    running: str
    page_of: str
    stances: tuple[str, str, str]
    replaced: str
    compiled_at: dt.datetime
    blocks: tuple[Block, ...]
