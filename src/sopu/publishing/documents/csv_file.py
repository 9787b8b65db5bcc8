"""The CSV file: a row a sentence, as spreadsheet programs of this country open it.

Semicolons, since the comma is the decimal sign in Finnish and Swedish; UTF-8 with a byte order mark, since Excel reads
a file without it in the machine's old code page; CRLF, as RFC 4180 says. Text that a spreadsheet program might run gets
an apostrophe before it (`core.cells`).
"""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.core.cells import safe_cell
from sopu.publishing.documents import rows
from sopu.publishing.documents.material import Extract, Material


def whole(material: Material) -> bytes:
    """All sentences."""
    with override(material.language):
        return _bytes(rows.head(), rows.sentence_rows(material, material.sentences))


def extract(extract: Extract) -> bytes:
    """The sentences of the extract, with what they are in it in the first column; silences stand last."""
    material = extract.material
    with override(material.language):
        found = [
            (part, *row) for part, sentences in rows.parts(extract) for row in rows.sentence_rows(material, sentences)
        ]
        silent = [
            (_("Where you were silent"), None, one.discussion, one.name, prompt)
            for one in extract.silences
            for prompt in one.prompts
        ]
        width = len(rows.head()) + 1
        padded = [(*row, *(None,) * (width - len(row))) for row in silent]
        return _bytes((_("Part of the extract"), *rows.head()), [*found, *padded])


def _bytes(head: Iterable[str], body: Iterable[rows.Row]) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([safe_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in body)
    return target.getvalue().encode("utf-8-sig")
