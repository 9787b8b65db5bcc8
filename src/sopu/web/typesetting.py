"""PDF files that are archivable (PDF/A-2a) and accessible (PDF/UA-1), set by typst.

What people said goes in as data (JSON in `sys.inputs`), so no text can become typst source. typst refuses to write a
file that would break either standard; a text whose letters it can't draw is marked plainly and set again.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import typst

from sopu.web import fonts

STANDARDS: Any = ["a-2a", "ua-1"]
_REGIONS = {"fi": "FI", "sv": "FI", "en": "GB"}

Data = dict[str, Any]


def _leave(data: Data) -> None:
    """A page that says nothing of characters that were replaced."""


def pdf(
    look: bytes,
    data: Mapping[str, Any],
    *,
    language: str,
    moment: dt.datetime,
    mark_replaced: Callable[[Data], None] = _leave,
) -> bytes:
    """The data in that look (typst source) as a PDF; the same data and moment give the same bytes.

    The look finds the data as JSON in `sys.inputs.data`, with the families of letters (`voice`, `system`) and the
    `region` of the language. `mark_replaced` may write into the data that some character could not be drawn.
    """
    whole = {
        **data,
        "region": _REGIONS[language],
        "voice": list(fonts.families(fonts.VOICE)),
        "system": list(fonts.families(fonts.SYSTEM)),
    }
    try:
        return _set(look, whole, moment, mark_replaced, plainly=False)
    except typst.TypstError:
        return _set(look, whole, moment, mark_replaced, plainly=True)


_PICTURE = """#set page(width: {width:g}pt, height: {height:g}pt, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


def png(svg: str, *, width: float, height: float) -> bytes:
    """A picture of our own in SVG as a PNG of that size in points, for files that can't hold SVG."""
    look = _PICTURE.format(width=width, height=height).encode()
    made = _compiler().compile(look, format="png", ppi=220, sys_inputs={"svg": svg})
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=fonts.letters(), ignore_system_fonts=True)


def _set(
    look: bytes, whole: Data, moment: dt.datetime, mark_replaced: Callable[[Data], None], *, plainly: bool
) -> bytes:
    data, replaced = _drawable(whole, plainly=plainly)
    if replaced:
        mark_replaced(data)
    made = _compiler().compile(
        look,
        format="pdf",
        pdf_standards=STANDARDS,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int(moment.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


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
