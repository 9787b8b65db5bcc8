"""Marks that stand in minutes: days, case numbers, fingerprints."""

import datetime as dt
import re

DAY = r"\d{1,2}[.-]\d{1,2}[.-](?:19|20)\d\d"
_DAY = re.compile(r"(\d{1,2})[.-](\d{1,2})[.-](\d{4})")

_CASE_SHAPES = re.compile(
    r"(?<![\d/.])\d{1,6}/\d\d(?:\.\d\d){1,4}/(?:19|20)\d\d(?![\d/])"  # Dynasty: number, class of the task, year
    r"|\b[A-ZÅÄÖ]{2,10}D(?:no|nr)-(?:19|20)\d\d-\d+"  # CaseM
    r"|\bHEL[ -](?:19|20)\d\d-\d{6}\b"  # Ahjo
)
_CASE_LABELLED = re.compile(
    r"\b(?:dnro|dno|dnr|diaarinumero|diarienummer|diarienr|asianumero|asianro|ärendenummer|ärendenr)\.?\s*:?\s*"
    r"([A-ZÅÄÖ]{0,10}[ :/-]?\d[\w.:]*[/-][\w./:-]*\d)",
    re.IGNORECASE,
)
_CASE_ALONE = re.compile(r"\d{1,6}/(?:19|20)\d\d")

_PUBLISHED = re.compile(
    r"(?:(?:tarkastettu\s+)?pöytäkirja|protokollet)?(?:\s+(?:on|är|har)?\s*(?:tarkastettu|granskat|justerats)?\s*(?:ja|och)?)?\s*"
    rf"(?:julkaistu|julkaisupäivä|nähtävillä|publicera[dt]|publicerats)\b[^\d]{{0,60}}?({DAY}).{{0,40}}",
    re.IGNORECASE,
)

_WHOLE = re.compile(r"(?<![0-9a-f])[0-9a-f]{4}(?:[ \xa0\u2009]?[0-9a-f]{4}){15}(?![0-9a-f])", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:tiiviste(?!lm)\w*|tarkiste\w*|kontrollsumma\w*|fingerprint\w*|sha-?256\w*)\b[\s:(]*(?:\(?sha-?256\)?[\s:]*)?"
    r"(?:on |är |is )?[“”\"'’]?"
    r"([0-9a-f]{4}(?:[ \xa0\u2009]?[0-9a-f]{4})+|[0-9a-f]{4,64})(?![0-9a-zåäö])",
    re.IGNORECASE,
)


def day_of(text: str) -> dt.date | None:
    """The day written in `text` as 24.10.2025 or 24-10-2025; None when there is none, or no such day."""
    found = _DAY.search(text)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def case_numbers_in(line: str) -> tuple[str, ...]:
    """Case numbers in one line: in a known shape, named as such, or alone on the line (“225/2022”)."""
    if _CASE_ALONE.fullmatch(line):
        return (line,)
    found = _CASE_SHAPES.findall(line)
    labelled = [match.group(1) for match in _CASE_LABELLED.finditer(line)]
    return tuple(dict.fromkeys([*found, *labelled]))


def published_in(line: str) -> dt.date | None:
    """The day on which a line says that the minutes were published."""
    found = _PUBLISHED.fullmatch(line)
    return day_of(found[1]) if found else None


def fingerprints_in(text: str) -> tuple[str, ...]:
    """Fingerprints that a text names, each once, in lower case without spaces: 64 hex digits, or the beginning of them.

    A whole one is known anywhere; a beginning, of four digits or more, only after a word that names it (“tiiviste
    7f3a 92c1”, “kontrollsumma 7f3a…”). A beginning of a whole one that is there too is not told again.
    """
    wholes = [_digits(match.group()) for match in _WHOLE.finditer(text)]
    named = [_digits(match.group(1)) for match in _NAMED.finditer(text)]
    begun = [one for one in named if _is_hex(one) and not any(whole.startswith(one) for whole in wholes)]
    return tuple(dict.fromkeys([*wholes, *begun]))


def _is_hex(begun: str) -> bool:
    """Whether it is digits of a fingerprint, and not a word in a to f, or a year."""
    return any(map(str.isdigit, begun)) and not (len(begun) == 4 and begun.isdigit())


def _digits(text: str) -> str:
    return "".join(text.split()).lower()
