"""The letters of the PDF: from the project's own dependencies only, never from the machine it runs on.

The packages give whole families under the SIL Open Font Licence. What none of them can draw is marked by its number.
"""

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

VOICE, SYSTEM = "Source Serif 4", "Source Sans 3"
_MAIN = ("fontpkg_source_serif_4", "fontpkg_source_sans_3")
_OTHERS = ("manimgx_fonts", "pylopdf_fonts_zh_tw")
_LONGEST_WORD = 36
_FONT_FILES = ("*.ttf", "*.otf")
_VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))  # they choose between pictures and draw none


@cache
def _files(packages: tuple[str, ...]) -> tuple[Path, ...]:
    found: list[Path] = []
    for package in packages:
        spec = find_spec(package)
        for folder in spec.submodule_search_locations or () if spec else ():
            found += [file for pattern in _FONT_FILES for file in Path(folder).rglob(pattern)]
    return tuple(sorted(found))


@cache
def letters() -> typst.Fonts:
    """All fonts that documents may use."""
    folders = sorted({str(file.parent) for file in _files(_MAIN + _OTHERS)})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@cache
def families() -> tuple[str, ...]:
    """The other families in the order in which a missing character is looked for: scripts first, pictures last."""
    pictures = {"Noto Emoji", "Noto Sans Symbols"}
    others = {one for one in letters().families() if one not in {VOICE, SYSTEM}}
    plain = sorted(others - pictures, key=lambda name: (name != "Noto Sans", name))
    return (*plain, *sorted(others & pictures, reverse=True))


def _characters(files: tuple[Path, ...]) -> frozenset[str]:
    known: set[int] = set()
    for file in files:
        with TTFont(file, lazy=True) as font:
            known.update(font.getBestCmap())
    return frozenset(map(chr, known))


@cache
def _main_characters() -> frozenset[str]:
    """The characters that both main families draw."""
    serif, sans = (frozenset(_characters(_files((package,)))) for package in _MAIN)
    return serif & sans


@cache
def _all_characters() -> frozenset[str]:
    return _main_characters() | _characters(_files(_OTHERS))


def drawable(text: str, *, plainly: bool = False) -> tuple[str, bool]:
    """`text` with every character that can't be drawn replaced by its number, and whether any was.

    `plainly` allows the main families' characters only. Very long words get places where they may break.
    """
    text = unicodedata.normalize("NFC", text)
    known = _main_characters()
    if all(character in known or character == "\n" for character in text):
        return _breakable(text), False
    known = known if plainly else _all_characters()
    replaced, parts = False, []
    for character in text:
        if character in known or character == "\n":
            parts.append(character)
        elif character == "\t":
            parts.append(" ")
        elif unicodedata.category(character) not in {"Cf", "Cc"} and character not in _VARIATIONS:
            replaced = True
            parts.append(f"[U+{ord(character):04X}]")
    return _breakable("".join(parts)), replaced


def _breakable(text: str) -> str:
    """`text` whose words of more than 36 characters (links, as a rule) may break every 18."""
    if not any(len(word) > _LONGEST_WORD for word in text.split()):
        return text
    half = _LONGEST_WORD // 2
    lines = []
    for line in text.split("\n"):
        words = [
            "\u200b".join(word[i : i + half] for i in range(0, len(word), half)) if len(word) > _LONGEST_WORD else word
            for word in line.split(" ")
        ]
        lines.append(" ".join(words))
    return "\n".join(lines)
