"""The letters of the PDF: from the project's own dependencies only, never from the machine it runs on.

The packages give whole families under the SIL Open Font Licence. What none of them can draw is marked by its number.
"""

import re
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
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060")  # they shape what is beside them


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
def families(main: str) -> tuple[str, ...]:
    """The families in the order in which a character is looked for: the main one, scripts, pictures last.

    The voice looks first among those with serifs.
    """
    pictures = {"Noto Emoji", "Noto Sans Symbols"}
    others = {one for one in letters().families() if one not in {VOICE, SYSTEM}}
    like_main = "Serif" if main == VOICE else "Sans"
    plain = sorted(others - pictures, key=lambda name: (name != "Noto Sans", like_main not in name, name))
    return (main, *plain, *sorted(others & pictures, reverse=True))


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
    return frozenset(one for one in serif & sans if unicodedata.category(one) not in {"Cc", "Cf", "Co", "Cn"})


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
    drawn = [_drawn(character, known) for character in text]
    return _breakable("".join(drawn)), any(one.startswith("[U+") for one in drawn)


def _drawn(character: str, known: frozenset[str]) -> str:
    """What stands for the character: itself, nothing if it draws nothing, else its number.

    Fonts list control characters and marks of byte order too, which PDF/A forbids (ISO 19005-2, 6.2.11.7.2), and
    private characters, which mean nothing to anybody else.
    """
    if character == "\n" or character in _UNSEEN:
        return character
    if character == "\t":
        return " "
    category = unicodedata.category(character)
    if category in {"Zl", "Zp"}:
        return "\n"
    if category in {"Cc", "Cf", "Cs"} or character in _VARIATIONS:
        return ""
    return character if character in known and category not in {"Co", "Cn"} else f"[U+{ord(character):04X}]"


_DIGEST = re.compile(r"[(]?[0-9a-f]{64}[.,;)]*")
"""A digest fits on a line, and is copied whole: a place to break in it would be copied too."""


def _breakable(text: str) -> str:
    """`text` whose words of more than 36 characters (links, as a rule) may break every 18; digests may not."""
    if not any(len(word) > _LONGEST_WORD for word in text.split()):
        return text
    half = _LONGEST_WORD // 2
    lines = []
    for line in text.split("\n"):
        words = [
            "\u200b".join(word[i : i + half] for i in range(0, len(word), half))
            if len(word) > _LONGEST_WORD and not _DIGEST.fullmatch(word)
            else word
            for word in line.split(" ")
        ]
        lines.append(" ".join(words))
    return "\n".join(lines)
