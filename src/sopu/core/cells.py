"""Text that people wrote, made safe to open in a spreadsheet.

Method: OWASP, "CSV Injection" (owasp.org/www-community/attacks/CSV_Injection): a cell that begins with =, +, -, @, a
tab, a carriage return or a line feed may be taken for a formula by a spreadsheet program, so it gets an apostrophe
before it. Their full-width forms, which some programs read the same way, are treated alike. XML 1.0 (section 2.2, Char)
forbids most control characters in a workbook; they carry nothing that was said, and are left out everywhere.
"""

import re

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""First characters that a spreadsheet program may take for the beginning of a formula."""

MOST_IN_A_CELL = 32_767
"""The most characters that a cell holds (Excel specifications and limits, Microsoft)."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids, without DEL, and with plain line feeds."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet program might run `text`: by its first character, leading spaces apart."""
    return text[:1] in FORMULA_STARTS or text.lstrip(" \u00a0\u202f\u3000\ufeff\u200b")[:1] in FORMULA_STARTS


def safe_cell(text: str) -> str:
    """`text` for one cell of a CSV file or a workbook: printable, never a formula, and never longer than a cell.

    An apostrophe is put before text that might be run; everything after it is as it was said.
    """
    tidy = printable(text)
    # A line break or tab at the very start is a start too, though `printable` may have turned \r into \n.
    guarded = f"'{tidy}" if is_formula_like(tidy) else tidy
    return guarded[:MOST_IN_A_CELL]
