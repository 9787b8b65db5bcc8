"""Finds personal data in what people write: identity codes, phone numbers, e-mail and home addresses.

Methods, each from what its authority publishes:

* Identity code: date, sign of the century, individual number and check character (Digital and Population Data Services
  Agency; the signs B–F and U–Y by Government Decree 690/2022). The date must exist and the check character must hold,
  so other numbers of eleven characters are left in peace.
* Phone number: international ones by ITU-T E.164; Finnish ones by Traficom's numbering plan, mobile and area codes.
  The numbers of organisations (010, 020, 029, 030, 071, 073, 075, 0600, 0700, 0800) belong to nobody in person.
* E-mail address: the addr-spec of RFC 5322 as people use it, without quotes and comments.
* Home address: a street name by the endings that Finnish and Swedish streets have, and a house number. Roads that are
  known by number (valtatie 4) and paths of services (hoitopolku 1) are not addresses.

`static/forum/personal.js` warns by the same patterns before a sentence leaves the phone.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Personal(StrEnum):
    """A kind of personal data."""

    IDENTITY_CODE = "identity_code"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data in a text: `text[start:end]`."""

    kind: Personal
    start: int
    end: int


COVER = "█"
LONGEST_COVER = 8
_MAY_HAVE = re.compile(r"[@\d]")
_CENTURIES = dict.fromkeys("+", 1800) | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_IDENTITY_CODE = re.compile(r"(?<![0-9A-Za-zÅÄÖåäö])(\d{6})([-+A-FU-Y])(\d{3})([0-9A-Y])(?![0-9A-Za-zÅÄÖåäö])", re.I)
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\w+/.,:-])"
    r"(?:(?:\+|00)(?=[1-9])(?:[ -]?\(0\)|[ -]?\d){8,15}"
    r"|\(?0(?!10|20|29|30|71|73|75|[678]00)[1-9]\d{0,2}\)?(?:[ -]?\d){5,9})"
    r"(?![\w/]|[.,]\d)"
)
_ADDRESS = re.compile(
    r"(?<![\w-])(?P<name>[^\W\d_][\w-]*?(?P<ending>"
    r"katu|kadu(?:n|lla|lta|lle)|kuja(?:n|lla|lta|lle)?|gatan|gränd(?:en)?"
    r"|tie(?:n|llä|ltä|lle)?|polku|polu(?:n|lla|lta|lle)|väylä(?:n|llä|ltä|lle)?|raitti|raiti(?:n|lla|lta|lle)"
    r"|rin(?:ne|teen|teellä|teeltä)|kaari|kaare(?:n|lla|lta)|bulevardi(?:n|lla|lta)?|puistikko"
    r"|vägen|stigen|allén|svängen|stranden|backen"
    r")) (?P<number>\d{1,3} ?(?:[a-zA-Z](?![\w]))?(?: \d{1,3}\b)?)"
    r"(?![\w/%€]|[.,:–-]\d| ?(?:%|€|km|m|min|kpl|euro|vuo|kuukau|päiv|tunti|pros|hen[gk]|år|kilometer))",
    re.I,
)
_SURE_ENDINGS = ("katu", "kadu", "kuja", "gatan", "gränd")
_NOT_STREETS = re.compile(
    r"(?:valta|kanta|seutu|yhdys|maan|moottori|rauta|pää|juna|hoito|palvelu|asiakas|asiakkaan|kuntoutus|oppimis|opinto"
    r"|ura|digi|tiedon|riks|stam|motor|järn|vård|service|lärande|studie)"
    r"(?:tie|polku|polu|väylä|vägen|stigen)",
    re.I,
)


def find(text: str) -> list[Finding]:
    """Every piece of personal data in `text`, in order, none overlapping another.

    Where two overlap, an identity code stands, since its check character proves it; else the one that begins first.
    """
    if not _MAY_HAVE.search(text):
        return []
    found = [
        *_found(Personal.IDENTITY_CODE, (match for match in _IDENTITY_CODE.finditer(text) if _is_identity_code(match))),
        *_found(Personal.EMAIL, _EMAIL.finditer(text)),
        *_found(Personal.PHONE, _PHONE.finditer(text)),
        *_found(Personal.ADDRESS, (match for match in _ADDRESS.finditer(text) if _is_address(match))),
    ]
    apart: list[Finding] = []
    for one in sorted(found, key=lambda one: (one.kind is not Personal.IDENTITY_CODE, one.start, -one.end)):
        if all(one.end <= other.start or one.start >= other.end for other in apart):
            apart.append(one)
    return sorted(apart, key=lambda one: one.start)


def kinds(findings: Iterable[Finding]) -> list[Personal]:
    """The kinds of the findings, each once, in the order of their first places."""
    return list(dict.fromkeys(finding.kind for finding in findings))


def masked(text: str, findings: Iterable[Finding]) -> str:
    """`text` with each finding covered; the cover does not tell how long it was. Findings must be in order."""
    parts, at = [], 0
    for one in findings:
        parts += [text[at : one.start], COVER * LONGEST_COVER]
        at = one.end
    return "".join([*parts, text[at:]])


def check_character(digits: str) -> str:
    """The last character of an identity code: its nine digits as one number, modulo 31."""
    return _CHECKS[int(digits) % 31]


def _found(kind: Personal, matches: Iterable[re.Match[str]]) -> list[Finding]:
    return [Finding(kind, match.start(), match.start() + len(match[0].rstrip())) for match in matches]


def _is_identity_code(match: re.Match[str]) -> bool:
    """The day exists, the individual number is in use (002–999) and the check character holds."""
    day, sign, number, check = match.groups()
    try:
        dt.date(_CENTURIES[sign.upper()] + int(day[4:]), int(day[2:4]), int(day[:2]))
    except ValueError:
        return False
    return int(number) >= 2 and check_character(day + number) == check.upper()


def _is_address(match: re.Match[str]) -> bool:
    """A street is written with a capital; some endings name nothing but streets."""
    name, ending = match["name"], match["ending"].lower()
    if len(name) - len(ending) < 2 or _NOT_STREETS.match(name):
        return False
    return name[0].isupper() or ending.startswith(_SURE_ENDINGS)
