"""What begins a clause in an agreement from elsewhere: “1 §”, “2.3 Tavoitteet”, “3 luku”, “## Tausta”, capitals."""

import re
from dataclasses import dataclass

LONGEST = 120
"""A longer line is a sentence, whatever it begins with."""

_SECTION = re.compile(r"(\d{1,3})\s?§[.:]?(?:\s+(.*))?", re.DOTALL)
_CHAPTER = re.compile(
    r"(\d{1,2}|[IVX]{1,5})[.]?\s+(?:luku|osa|kapitlet|kap\.|avdelningen)\b[.:]?\s*(.*)", re.IGNORECASE
)
_DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(\S.*)", re.DOTALL)
_PLAIN = re.compile(r"(\d{1,2})(\.?)\s+(\S.*)", re.DOTALL)
_MARKED = re.compile(r"(#{1,6})\s+(\S.*)")
_END = (".", ";", ",", ":", "?", "!")


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a clause: its number, how deep it stands, its heading, and words that are already its text."""

    number: str
    depth: int
    heading: str
    text: str = ""


def beginning(text: str) -> Beginning | None:
    """What a paragraph begins, by its number; None when it begins nothing."""
    told = " ".join(text.split())
    if match := _MARKED.fullmatch(told):
        found = beginning(match[2])
        is_numbered = found is not None and bool(found.heading)
        number, heading = (found.number, found.heading) if found and is_numbered else ("", match[2])
        return Beginning(number, min(len(match[1]), 3), heading) if len(heading) <= LONGEST else None
    if match := _CHAPTER.fullmatch(told):
        return Beginning(match[1], 1, match[2] or told) if is_heading_like(match[2] or told) else None
    if match := _SECTION.fullmatch(told):
        rest = match[2] or ""
        is_heading = not rest or is_heading_like(rest)
        return Beginning(f"{match[1]} §", 2, rest if is_heading else "", "" if is_heading else rest)
    if match := _DOTTED.fullmatch(told):
        depth = min(match[1].count(".") + 1, 3)
        if is_heading_like(match[2]):
            return Beginning(match[1], depth, match[2])
        return Beginning(match[1], depth, "", match[2]) if match[2][0].isupper() else None
    if (match := _PLAIN.fullmatch(told)) and is_heading_like(match[3]):
        return Beginning(match[1], 1, match[3])
    return None


def is_lone_section(text: str) -> bool:
    """“5 §” alone: its heading is the next line, as in statutes."""
    found = _SECTION.fullmatch(" ".join(text.split()))
    return found is not None and not found[2]


def is_marked(text: str) -> bool:
    """A heading of Markdown: “## Tausta”."""
    return _MARKED.fullmatch(text.strip()) is not None


def is_heading_like(text: str) -> bool:
    """Short, with a capital at the beginning and without a mark of a sentence at the end."""
    told = text.strip()
    return bool(told) and len(told) <= LONGEST and told[0].isupper() and not told.endswith(_END)


def is_capitals(text: str) -> bool:
    """A line of capitals: a heading of a typewriter's time."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 4 and text.strip() == text.strip().upper() and is_heading_like(text)


_KINDS = (
    (
        "background",
        r"tausta|tarkoitu|osapuol|lähtökoh|määritel|lainsäädän|bakgrund|syfte|parter|utgångspunkt|definition",
    ),
    ("condition", r"voimaan|irtisano|muutta|muutos|erimieli|kesto|allekirjoi|ikraft|uppsäg|ändring|tvist|giltig"),
    ("monitoring", r"seuran|arvioin|mittar|raporto|uppfölj|utvärder|indikator"),
    ("information", r"tiedon|tietojen|viestin|tietosuo|information|kommunikation|dataskydd"),
    ("division", r"työnja|vastu|arbetsfördel|ansvar"),
    ("structure", r"rakente|johtami|toimielin|kuntakoko|ohjausryhm|verkosto|struktur|ledning|organ\b|nätverk"),
    ("model", r"toimintamall|toimintatav|prosessi|verksamhetsmodell|arbetssätt"),
    ("principle", r"periaat|arvot|princip|värdering"),
    ("goal", r"tavoit|päämäär|visio|mål\b|målsättning"),
    ("duty", r"velvoit|sitoutu|tehtävä|skyldighet|åtagande|uppgift"),
)


def likely_kind(heading: str, otherwise: str) -> str:
    """What a clause is for, by words of its heading in Finnish or Swedish; a person looks at it."""
    told = heading.lower()
    return next((kind for kind, words in _KINDS if re.search(words, told)), otherwise)
