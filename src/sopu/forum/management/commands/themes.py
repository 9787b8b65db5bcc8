"""`sopu themes`: what the texts of a table are about."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sopu.core import tables
from sopu.core.refusals import Refused
from sopu.core.tables import Table, Unreadable
from sopu.forum.actions.files import FileRefused
from sopu.forum.management import reading

if TYPE_CHECKING:
    from sopu.core.themes import Descriptor, Themes
    from sopu.core.themes.shapes import Vectors

AT_ONCE = 320
LONGEST_SHOWN = 100


class Command(BaseCommand):
    help = "Proposes themes for the texts of a table, from descriptors or from the texts themselves."
    example = (
        "sopu themes FILE.csv --text-column text --descriptors goals.csv",
        "sopu themes FILE.csv --text-column text --json",
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Says what may follow the command."""
        parser.add_argument("file", type=Path, metavar="FILE", help="a CSV in UTF-8 with a header")
        parser.add_argument("--text-column", default="text", metavar="NAME", help="default: %(default)s")
        parser.add_argument("--descriptors", type=Path, metavar="FILE", help="a CSV of id,text: what themes are about")
        parser.add_argument("--seed", type=int, default=0, help="draws where chance is needed (default: 0)")
        parser.add_argument("--letters", action="store_true", help="by letters alone, as where nothing embeds")
        parser.add_argument("--json", action="store_true", help="answer in JSON, also when a file is refused")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads, proposes and says; what can't be read ends with 2."""
        try:
            texts = _column(_table(options["file"]), options["text_column"])
            descriptors = _descriptors(options["descriptors"])
        except Refused as refusal:
            if options["json"]:
                self.stdout.write(json.dumps({"error": reading.told(refusal)}, ensure_ascii=False))
            self.stderr.write(str(refusal), style_func=str)
            raise SystemExit(2) from None
        from sopu.core.themes import propose_themes  # the mathematics takes a moment to load
        from sopu.core.themes.telling import told

        vectors = None if options["letters"] else self._embedded(texts)
        found = propose_themes(texts, vectors=vectors, descriptors=descriptors, seed=options["seed"])
        answer = json.dumps(told(found, texts), ensure_ascii=False) if options["json"] else _text(found, texts)
        self.stdout.write(answer)

    def _embedded(self, texts: Sequence[str]) -> "Vectors | None":
        """The vectors of the texts, each text once; says on the error stream how far it has come."""
        import numpy as np

        from sopu.core.themes import can_embed, embed

        if not can_embed():
            self.stderr.write(_("Nothing embeds on this machine; letters carry on alone."), style_func=str)
            return None
        each = sorted(set(texts))
        parts: list[Vectors] = []
        for start in range(0, len(each), AT_ONCE):
            made = embed(each[start : start + AT_ONCE])
            assert made is not None  # this machine can embed, as was asked above
            parts.append(made)
            done = min(start + AT_ONCE, len(each))
            self.stderr.write(_("Embedded %(done)s of %(all)s.") % {"done": done, "all": len(each)}, style_func=str)
        place = {text: at for at, text in enumerate(each)}
        vectors: Vectors = np.vstack(parts)[[place[text] for text in texts]]
        return vectors


def _table(path: Path) -> Table:
    try:
        return tables.read(path.name, reading.content_of(path), ",;\t")
    except Unreadable as cause:
        raise FileRefused(cause) from cause


def _column(table: Table, name: str) -> list[str]:
    if not table.rows:
        raise FileRefused(Unreadable("no_rows", table.file))
    try:
        place = table.place(name)
    except Unreadable as cause:
        raise FileRefused(cause) from cause
    return [row.cells[place] for row in table.rows]


def _descriptors(path: Path | None) -> "list[Descriptor]":
    if path is None:
        return []
    from sopu.core.themes import Descriptor

    table = _table(path)
    ids, texts = _column(table, "id"), _column(table, "text")
    for row, (id_, text) in zip(table.rows, zip(ids, texts, strict=True), strict=True):
        if not text.strip():
            raise FileRefused(Unreadable("empty_text", table.file, row.number, row.line))
        if ids.index(id_) != row.number - 2:
            raise FileRefused(Unreadable("id_twice", table.file, row.number, row.line, column="id", value=id_))
    return [Descriptor(id_, text) for id_, text in zip(ids, texts, strict=True)]


def _text(found: "Themes", texts: Sequence[str]) -> str:
    return "\n".join(_lines(found, texts))


def _lines(found: "Themes", texts: Sequence[str]) -> Iterator[str]:
    from sopu.core.themes.telling import names_of

    certain = sum(row.is_certain for row in found.rows)
    yield _(
        "%(texts)s texts, %(themes)s themes; %(certain)s texts are certain of theirs, %(queue)s wait for people."
    ) % {
        "texts": len(texts),
        "themes": len(found.themes),
        "certain": certain,
        "queue": len(texts) - certain,
    }
    for name, theme in zip(names_of(found), found.themes, strict=True):
        medoid = " ".join(texts[theme.medoid].split())
        shown = medoid if len(medoid) <= LONGEST_SHOWN else medoid[:LONGEST_SHOWN] + "…"
        yield f"\n{name}  {', '.join(theme.words)}  ({len(theme.members)})\n    {shown}"
