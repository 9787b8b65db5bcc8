"""Tables kept as CSV files: read strictly, with the row of whatever is wrong; written so that reading gives the same.

The form is RFC 4180 in UTF-8. A file is taken whole or not at all: one that is damaged, half there or in another
encoding is `Unreadable`, and that says where. Row 1 is the header, as a spreadsheet shows it; a line differs from a
row when a text has line breaks in it.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LONGEST_CELL = 131_072
"""Characters in a cell: the limit of Python's `csv`. A longer one is nearly always a quotation mark left open."""

_OTHER_MARKS = ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


class Unreadable(Exception):  # noqa: N818  # like a refusal: an answer about a file, not an error of the program
    """A file can't be taken in. `code` names the reason, `facts` fill its sentence; `row` and `line` say where."""

    def __init__(self, code: str, file: str, row: int | None = None, line: int | None = None, **facts: object) -> None:
        where = file if row is None else f"{file}, row {row}"
        super().__init__(f"{where}: {code} {facts}" if facts else f"{where}: {code}")
        self.code = code
        self.file = file
        self.row = row
        self.line = line
        self.facts: Mapping[str, object] = facts


@dataclass(frozen=True, slots=True)
class Form:
    """How a file was written, as far as its table doesn't say: its line break, and a byte order mark before it."""

    line_break: str = "\n"
    has_mark: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number (the header is 1), the line it begins on, and its cells."""

    number: int
    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read: every row has as many cells as the header."""

    file: str
    form: Form
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def place(self, column: str) -> int:
        """Where the column stands, from 0; `Unreadable` "column_missing" when it doesn't."""
        if column not in self.header:
            raise Unreadable("column_missing", self.file, 1, 1, column=column)
        return self.header.index(column)


def read(file: str, data: bytes, delimiters: str = ",") -> Table:
    """The table in `data`; of several `delimiters` the one that splits the header most.

    `file` is only named in errors. Raises `Unreadable`: whatever `text_of` says, "open_quote", "stray_quote",
    "cell_too_long", "column_count", "column_twice".
    """
    text = text_of(file, data)
    delimiter = delimiter_of(text, delimiters)
    rows = list(rows_of(file, text, delimiter))
    header = tuple(rows[0].cells)
    for name in header:
        if header.count(name) > 1:
            raise Unreadable("column_twice", file, 1, 1, column=name)
    return Table(file, form_of(data), header, tuple(rows[1:]))


def delimiter_of(text: str, delimiters: str) -> str:
    """Of several delimiters the one that splits the first row most."""
    return max(delimiters, key=lambda one: len(_first_cells(text, one)))


def text_of(file: str, data: bytes) -> str:
    """The text in `data`, which must be UTF-8 (with or without a byte order mark) and end in a line break.

    Raises `Unreadable`: "empty_file", "other_encoding", "not_utf8", "zero_byte", "cut".
    """
    for mark, encoding in _OTHER_MARKS:
        if data.startswith(mark):
            raise Unreadable("other_encoding", file, 1, 1, encoding=encoding)
    data = data.removeprefix(BYTE_ORDER_MARK)
    if not data.strip():
        raise Unreadable("empty_file", file)
    if b"\0" in data:
        raise Unreadable("zero_byte", file, *_place(data, data.index(b"\0")))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = f"0x{data[error.start]:02X}"
        raise Unreadable("not_utf8", file, *_place(data, error.start), byte=byte) from None
    if not text.endswith(("\n", "\r")):
        raise Unreadable("cut", file, *_place(data, len(data)))
    return text


def form_of(data: bytes) -> Form:
    """How the file in `data` is written."""
    line_break = "\r\n" if data.endswith(b"\r\n") else "\n"
    return Form(line_break, data.startswith(BYTE_ORDER_MARK))


def rows_of(file: str, text: str, delimiter: str = ",") -> Iterator[Row]:
    """The rows of a CSV text, the header too; each must have as many cells as the first."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number, expected = 0, 0
    while True:
        number, line = number + 1, reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(_reason(str(error)), file, number, line, limit=LONGEST_CELL) from None
        expected = expected or len(cells)
        if len(cells) != expected:
            raise Unreadable("column_count", file, number, line, expected=expected, found=len(cells))
        yield Row(number, line, cells)


def write(rows: Iterable[Sequence[str]], form: Form = Form(), delimiter: str = ",") -> bytes:
    """The rows as a file; a cell is quoted only when it must be. `read` of it gives the same rows back."""
    needs_quotes = re.compile(f'[{re.escape(delimiter)}"\r\n]')
    out = io.StringIO(newline="")
    for row in rows:
        line = delimiter.join(row)
        # Most rows need no quotation marks, and a matrix has a million cells: ask each row before each cell.
        if line.count(delimiter) != len(row) - 1 or '"' in line or "\n" in line or "\r" in line:
            line = delimiter.join(_quoted(cell) if needs_quotes.search(cell) else cell for cell in row)
        out.write(line or '""')
        out.write(form.line_break)
    return (BYTE_ORDER_MARK if form.has_mark else b"") + out.getvalue().encode("utf-8")


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _first_cells(text: str, delimiter: str) -> Sequence[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []  # `rows_of` says what is wrong


def _reason(message: str) -> str:
    if "unexpected end" in message:
        return "open_quote"
    return "cell_too_long" if "field limit" in message else "stray_quote"


def _place(data: bytes, position: int) -> tuple[int, int]:
    """The row and the line of the byte at `position`."""
    before = data[:position].decode("utf-8", "replace").replace("\0", " ")
    line = before.count("\n") + 1
    try:
        return sum(1 for _ in csv.reader(io.StringIO(before + "·", newline=""))), line
    except csv.Error:
        return line, line
