"""The PDF: archivable (PDF/A-2a) and accessible (PDF/UA-1), set by typst.

What people said goes in as data (JSON in `sys.inputs`), so no text can become typst source. typst refuses to write a
file that would break either standard; a text whose letters it can't draw is marked plainly and set again.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import override

from sopu.publishing.documents import extract as extract_document
from sopu.publishing.documents import fonts
from sopu.publishing.documents import whole as whole_document
from sopu.publishing.documents.blocks import Outline
from sopu.publishing.documents.material import Extract, Material

STANDARDS: Any = ["a-2a", "ua-1"]
_REGIONS = {"fi": "FI", "sv": "FI", "en": "GB"}


def whole(material: Material) -> bytes:
    """The whole material as a PDF."""
    with override(material.language):
        return written(whole_document.outline(material), material.county)


def extract(extract: Extract) -> bytes:
    """A party's extract as a PDF."""
    with override(extract.material.language):
        return written(extract_document.outline(extract), extract.material.county)


def written(outline: Outline, author: str) -> bytes:
    """The outline as a PDF; the same outline gives the same bytes."""
    try:
        return _set(outline, author, plainly=False)
    except typst.TypstError:
        return _set(outline, author, plainly=True)


@cache
def _look() -> bytes:
    return Path(__file__).with_name("document.typ").read_bytes()


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=fonts.letters(), ignore_system_fonts=True)


def _set(outline: Outline, author: str, *, plainly: bool) -> bytes:
    data, replaced = _drawable({**_as_data(outline), "author": author}, plainly=plainly)
    if replaced:
        data["blocks"][-1]["points"].append(outline.replaced)
    pdf = _compiler().compile(
        _look(),
        format="pdf",
        pdf_standards=STANDARDS,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int(outline.compiled_at.timestamp()),
    )
    assert isinstance(pdf, bytes)
    return pdf


def _as_data(outline: Outline) -> dict[str, Any]:
    data = asdict(outline)
    data["blocks"] = [{"kind": type(block).__name__, **asdict(block)} for block in outline.blocks]
    del data["compiled_at"]
    return {
        **data,
        "region": _REGIONS[outline.language],
        "voice": list(fonts.families(fonts.VOICE)),
        "system": list(fonts.families(fonts.SYSTEM)),
    }


def _drawable(value: Any, *, plainly: bool) -> tuple[Any, bool]:
    """The data with every text made drawable, and whether any character had to be replaced."""
    if isinstance(value, str):
        return fonts.drawable(value, plainly=plainly)
    if isinstance(value, Mapping):
        pairs = {key: _drawable(one, plainly=plainly) for key, one in value.items()}
        return {key: one for key, (one, _) in pairs.items()}, any(replaced for _, replaced in pairs.values())
    if isinstance(value, list | tuple):
        ones = [_drawable(one, plainly=plainly) for one in value]
        return [one for one, _ in ones], any(replaced for _, replaced in ones)
    return value, False
