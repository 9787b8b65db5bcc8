"""Tables as other tools give them: CSV files and XLSX workbooks of unknown hands, read into plain text.

A file from outside is never trusted: its kind is known by its first bytes and not by its name; a workbook is measured
before it is unpacked; formulas are never run (the value that was saved with them is read); every cell becomes text.
Whatever can't be read whole is `Unreadable`, and says why.
"""

import csv
import datetime as dt
import io
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from sopu.core import office, tables
from sopu.core.tables import Unreadable

LARGEST_FILE = 5_000_000
"""Bytes of a file."""
LARGEST_UNPACKED = 100_000_000
"""Bytes of a workbook unpacked: 20,000 rows of twenty columns take some 40 million."""
MOST_PARTS = 2_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_TEXT = 10_000_000
"""Characters in all cells together."""
HEAD_ROWS = 20
"""Among so many first rows is the header looked for: some tools write a title above it."""

_DELIMITERS = ",;\t"

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as text: its name (empty in a CSV file), the header, and the rows that are not empty, by number."""

    sheet: str
    header: Cells
    rows: tuple[tuple[int, Cells], ...]


def read(file: str, data: bytes) -> tuple[Grid, ...]:
    """The sheets of the file that have a header and at least one row.

    `file` is only named in errors. Raises `Unreadable`: what `tables.text_of` says of a CSV file, and "too_large",
    "too_many_rows", "too_many_columns", "too_much_text", "with_password", "damaged_workbook", "swells", "no_rows".
    """
    if len(data) > LARGEST_FILE:
        raise Unreadable("too_large", file)
    if data.startswith(office.OLE):
        raise Unreadable("with_password", file)
    grids = _workbook(file, data) if data.startswith(office.ZIP) else _grids(file, [("", _csv(file, data))])
    if not grids:
        raise Unreadable("no_rows", file)
    return grids


def _grids(file: str, sheets: Iterable[tuple[str, Iterable[Cells]]]) -> tuple[Grid, ...]:
    return tuple(grid for name, rows in sheets if (grid := _grid(file, name, rows)))


def packed(grids: Sequence[Grid]) -> bytes:
    """The sheets as bytes that `unpacked` reads, quicker than any file of another tool."""
    return json.dumps([[grid.sheet, grid.header, grid.rows] for grid in grids], ensure_ascii=False).encode()


def unpacked(data: bytes) -> tuple[Grid, ...]:
    """The sheets that were packed."""
    return tuple(
        Grid(sheet, tuple(header), tuple((number, tuple(cells)) for number, cells in rows))
        for sheet, header, rows in json.loads(data)
    )


def _grid(file: str, sheet: str, rows: Iterable[Cells]) -> Grid | None:
    numbered = [(number, cells) for number, cells in _limited(file, rows) if any(cells)]
    head = numbered[:HEAD_ROWS]
    widest = max((_filled(cells) for _, cells in head), default=0)
    place = next((i for i, (_, cells) in enumerate(head) if _filled(cells) * 2 > widest), 0)
    if len(numbered) < place + 2:
        return None
    width = max(len(cells) for _, cells in numbered[place:])
    body = [(number, cells + ("",) * (width - len(cells))) for number, cells in numbered[place:]]
    return Grid(sheet, _names(body[0][1]), tuple(body[1:]))


def _limited(file: str, rows: Iterable[Cells]) -> Iterator[tuple[int, Cells]]:
    """The rows by number, without empty cells at their ends, as long as they stay within the limits."""
    filled = length = 0
    for number, cells in enumerate(rows, 1):
        last = max((i for i, cell in enumerate(cells, 1) if cell), default=0)
        filled += bool(last)
        length += sum(map(len, cells))
        if filled > MOST_ROWS + HEAD_ROWS:
            raise Unreadable("too_many_rows", file, limit=MOST_ROWS)
        if last > MOST_COLUMNS:
            raise Unreadable("too_many_columns", file, limit=MOST_COLUMNS)
        if length > MOST_TEXT:
            raise Unreadable("too_much_text", file)
        yield number, cells[:last]


def _filled(cells: Cells) -> int:
    return sum(map(bool, cells))


def _names(header: Cells) -> Cells:
    """Each column by a name of its own: one without a name by its letter, a repeated one by its turn."""
    seen: Counter[str] = Counter()
    names = []
    for place, told in enumerate(header, 1):
        name = " ".join(told.split()) or get_column_letter(place)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def _csv(file: str, data: bytes) -> Iterator[Cells]:
    """The rows of a CSV file; the last need not end in a line break, and rows may have fewer cells than others."""
    text = tables.text_of(file, data if data.endswith((b"\n", b"\r")) or not data.strip() else data + b"\n")
    delimiter = tables.delimiter_of(text, _DELIMITERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            code = "open_quote" if "unexpected end" in str(error) else "stray_quote"
            raise Unreadable(code, file, line, line) from None
        yield tuple(cell.strip() for cell in cells)


def _workbook(file: str, data: bytes) -> tuple[Grid, ...]:
    _measure(file, data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return _grids(file, _sheets(book))
    except Unreadable:
        raise
    except Exception:  # whatever a damaged workbook makes its reader raise
        raise Unreadable("damaged_workbook", file) from None


def _sheets(book: Workbook) -> Iterator[tuple[str, Iterator[Cells]]]:
    """The sheets that a person sees; a tool may tell less or more rows than there are."""
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()
            yield sheet.title, (tuple(_text(value) for value in row) for row in sheet.iter_rows(values_only=True))


def _measure(file: str, data: bytes) -> None:
    """A workbook that would swell beyond all measure, or that declares what no workbook does, is not unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            office.demand_measured(file, parts, MOST_PARTS, LARGEST_UNPACKED)
            if not any(part.filename == "[Content_Types].xml" for part in parts):
                raise Unreadable("damaged_workbook", file)
            for part in parts:
                with archive.open(part) as opened:
                    if office.declares(opened.read(4_096)):
                        raise Unreadable("damaged_workbook", file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, OSError, ValueError, EOFError):
        raise Unreadable("damaged_workbook", file) from None
    except RuntimeError:  # zipfile's word for a part that needs a password
        raise Unreadable("with_password", file) from None


def _text(value: Any) -> str:
    """The cell as a person reads it: whole numbers without decimals, moments in ISO 8601, errors as nothing."""
    if value is None or (isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "/A"))):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return str(value).strip()
