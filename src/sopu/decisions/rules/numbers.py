"""Case numbers, sections and agenda items: how systems write them, read tolerantly and never refused.

A register of cases is each authority's own (laki julkisen hallinnon tiedonhallinnasta 906/2019, 25–26 §), so a joint
document has one number at each party, in the form of that party's system. An item has one number on the agenda
(Finnish: asianro) and another in the minutes (§), and neither is the case's.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize


class CaseSystem(StrEnum):
    """A system in which authorities keep their cases, told by the form of its numbers."""

    DYNASTY = "dynasty"
    CASEM = "casem"
    AHJO = "ahjo"
    PLAIN = "plain"


EXAMPLES = {
    CaseSystem.DYNASTY: "1163/00.01.01.04/2025",
    CaseSystem.CASEM: "IUHVADno-2023-1074",
    CaseSystem.AHJO: "HEL 2025-001216 T 00 00 03",
    CaseSystem.PLAIN: "225/2022",
}
"""A number as each system writes it; the class between the slashes is of the authorities' common classification."""

_FORMS = {
    CaseSystem.DYNASTY: re.compile(r"(?P<number>\d{1,6})/(?P<task>\d{2}(?:\.\d{2}){1,4})/(?P<year>\d{4})"),
    CaseSystem.CASEM: re.compile(r"(?P<register>[A-ZÅÄÖ]{2,8})Dno-(?P<year>\d{4})-(?P<number>\d{1,7})", re.IGNORECASE),
    CaseSystem.AHJO: re.compile(
        r"(?P<register>HEL)[ -]?(?P<year>\d{4})-(?P<number>\d{1,6})(?: ?T(?P<task>(?: ?\d{2}){1,5}))?", re.IGNORECASE
    ),
    CaseSystem.PLAIN: re.compile(r"(?P<number>\d{1,7})/(?P<year>\d{4})"),
}
_LABEL = re.compile(
    r"^(?:(?:asia|ärende|diaari|diarie)?(?:numero|nummer|nro|nr|dnro|dnr|dno)\s*[.:]?\s+)+(?=\S*\d)", re.IGNORECASE
)
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_SLASHES = re.compile(r"\s*([/.])\s*")


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a number has the form of a system, what it looks like otherwise, and how that system writes one."""

    is_fitting: bool
    looks_like: CaseSystem | None
    example: str


def system_of(text: str) -> CaseSystem | None:
    """The system that writes numbers like this, or nothing: an unknown form is a number all the same."""
    found = _read(_plain(text))
    return found[0] if found else None


def tidy(text: str) -> str:
    """The number as its system writes it: one space, plain hyphens, no label before it; unknown forms keep their words.

    Leading zeros stay as they were written, since registers differ in them.
    """
    plain = _plain(text)
    found = _read(plain)
    return _written(*found) if found else plain


def fits(text: str, system: CaseSystem) -> Fit:
    """How a number agrees with the system that a party says it has; a reason to look twice, never to refuse."""
    found = system_of(text)
    return Fit(found is system, found, EXAMPLES[system])


def same_case(one: str, other: str) -> bool:
    """Whether two numbers name one case, whatever their spaces, dashes, capitals and leading zeros.

    Ahjo writes a case with its class and without it (HEL 2025-001216 T 00 00 03, HEL-2025-001216): both are that case.
    """
    return _key(one) == _key(other) and _key(one) != ("",)


def section_in(text: str) -> str:
    """The section (§) of minutes that a text tells, such as § 89, 89 §, Pykälä 198 or a bare 89; empty without one."""
    return _number_by(_SECTION, text)


def item_in(text: str) -> str:
    """The number of an item on an agenda that a text tells, such as Asianro 10, Ärende 10 or a bare 10."""
    return _number_by(_ITEM, text)


_SECTION = re.compile(
    r"(?:§|\b(?:pykälä|paragraf)\b)\s*[:.]?\s*(?P<after>\d{1,5})\b(?!\.\d)"
    r"|(?<![\d./-])(?!(?:19|20)\d\d\s)(?P<before>\d{1,5})\s*§",
    re.IGNORECASE,
)
"""A number on either side of the sign. The day of the meeting often stands beside it, and is no section."""
_ITEM = re.compile(
    r"\b(?:asia|ärende)(?:\s*(?:nro|nr|numero|nummer)\b|\b)\s*[.:]?\s*(?P<after>\d{1,5})\b(?!\s*[/§-])"
    r"|^\s*(?P<before>\d{1,5})\s*[.)]\s",
    re.IGNORECASE,
)


def _number_by(form: re.Pattern[str], text: str) -> str:
    plain = normalize("NFC", text).strip()
    if re.fullmatch(r"\d{1,5}", plain):
        return str(int(plain))
    found = form.search(plain)
    return str(int(found["after"] or found["before"])) if found else ""


def _plain(text: str) -> str:
    """The text in one encoding, with single spaces, plain hyphens and no label before the number."""
    spaced = " ".join(normalize("NFC", text).split())
    return _LABEL.sub("", _SLASHES.sub(r"\1", _DASHES.sub("-", spaced)))


def _read(plain: str) -> tuple[CaseSystem, re.Match[str]] | None:
    tried = ((system, form.fullmatch(plain)) for system, form in _FORMS.items())
    return next(((system, found) for system, found in tried if found), None)


def _written(system: CaseSystem, found: re.Match[str]) -> str:
    if system is CaseSystem.CASEM:
        return f"{found['register'].upper()}Dno-{found['year']}-{found['number']}"
    if system is CaseSystem.AHJO:
        task = re.findall(r"\d{2}", found["task"] or "")
        return " ".join([f"HEL {found['year']}-{found['number'].zfill(6)}", *(["T", *task] if task else [])])
    return found.group()


def _key(text: str) -> tuple[str, ...]:
    """What must agree for two numbers to name one case."""
    plain = _plain(text)
    read = _read(plain)
    if read is None:
        return (re.sub(r"[\s-]", "", plain).casefold(),)
    system, found = read
    told = found.groupdict()
    register = (told.get("register") or "").upper()
    task = "" if system is CaseSystem.AHJO else told.get("task") or ""
    return system, register, task, told["year"], str(int(told["number"]))
