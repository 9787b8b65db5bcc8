"""The PDF: archivable (PDF/A-2a) and accessible (PDF/UA-1), set by typst.

What people said goes in as data (JSON in `sys.inputs`), so no text can become typst source. typst refuses to write a
file that would break either standard; a text whose letters it can't draw is marked plainly and set again.
"""

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import override

from sopu.publishing.documents import extract as extract_document
from sopu.publishing.documents import handover as handover_document
from sopu.publishing.documents import whole as whole_document
from sopu.publishing.documents.blocks import Outline
from sopu.publishing.documents.material import Extract, Material
from sopu.web import typesetting


def whole(material: Material) -> bytes:
    """The whole material as a PDF."""
    with override(material.language):
        return written(whole_document.outline(material), material.county)


def extract(extract: Extract) -> bytes:
    """A party's extract as a PDF."""
    with override(extract.material.language):
        return written(extract_document.outline(extract), extract.material.county)


def handover(part: Material, digest: str) -> bytes:
    """What is handed over, as a PDF."""
    with override(part.language):
        return written(handover_document.outline(part, digest), part.county)


def written(outline: Outline, author: str) -> bytes:
    """The outline as a PDF; the same outline gives the same bytes."""
    return typesetting.pdf(
        _look(),
        {**_as_data(outline), "author": author},
        language=outline.language,
        moment=outline.compiled_at,
        mark_replaced=lambda data: data["blocks"][-1]["points"].append(outline.replaced),
    )


@cache
def _look() -> bytes:
    return Path(__file__).with_name("document.typ").read_bytes()


def _as_data(outline: Outline) -> dict[str, Any]:
    data = asdict(outline)
    data["blocks"] = [{"kind": type(block).__name__, **asdict(block)} for block in outline.blocks]
    del data["compiled_at"]
    return data
