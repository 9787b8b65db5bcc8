"""Votes that minutes count, and dissents that they record."""

import re

from sopu.core.minutes.sentences import LONGEST_TEXT, sentences_of
from sopu.core.minutes.shapes import Votes

_WORDS = {
    word: number
    for number, words in enumerate(
        (
            ("nolla", "noll"),
            ("yksi", "en", "ett"),
            ("kaksi", "två"),
            ("kolme", "tre"),
            ("neljä", "fyra"),
            ("viisi", "fem"),
            ("kuusi", "sex"),
            ("seitsemän", "sju"),
            ("kahdeksan", "åtta"),
            ("yhdeksän", "nio"),
            ("kymmenen", "tio"),
            ("yksitoista", "elva"),
            ("kaksitoista", "tolv"),
        )
    )
    for word in words
}
_N = rf"(?:\d{{1,3}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_COUNTED = (
    # 21 jaa-ääntä ja 18 ei-ääntä · 21 ja-röster och 18 nej-röster
    re.compile(
        rf"\b(?P<ayes>{_N})\s+(?:jaa|ja)\s*-?\s*(?:ääntä|ääni|äänen|röster|röst)\w*\W+(?:ja\s+|och\s+|sekä\s+|vastaan\s+|mot\s+)?"
        rf"(?P<noes>{_N})\s+(?:ei|nej)\s*-?\s*(?:ääntä|ääni|äänen|röster|röst)"
    ),
    # Jaa 21, ei 18 · jaa-ääniä 21, ei-ääniä 18 · Ja 21, nej 18
    re.compile(
        rf"\b(?:jaa|ja)(?:-ääniä|-ääntä|-röster)?(?:\s+annettiin)?\s*:?\s+(?P<ayes>{_N})\b\W+(?:ja\s+|och\s+)?"
        rf"(?:ei|nej)(?:-ääniä|-ääntä|-röster)?\s*:?\s+(?P<noes>{_N})\b"
    ),
    # äänin 21–18 · med rösterna 21–18 · äänin 21 vastaan 18
    re.compile(
        rf"\b(?:äänin|äänestystuloksella|äänimäärin|med\s+(?:rösterna|röstetalen|röstsiffrorna))\s+(?P<ayes>{_N})\s*"
        rf"(?:[-–—]|vastaan|mot)\s*(?P<noes>{_N})\b"
    ),
    # 21 röster mot 18 · 21 ääntä vastaan 18
    re.compile(rf"\b(?P<ayes>{_N})\s+(?:röster\s+mot|ääntä\s+vastaan)\s+(?P<noes>{_N})\b"),
)
_BLANK = re.compile(
    rf"\b(?P<before>{_N})\s+(?:tyhjää|tyhjä|tyhjiä|blanka?|tomma?)\b"
    rf"|\b(?:tyhjiä|tyhjä|tyhjää|blanka?|tomma)(?:\s+(?:ääniä|röster))?\s*:?\s+(?P<after>{_N})\b"
)
_ABSENT = re.compile(
    rf"\b(?P<before>{_N})\s+(?:(?:valtuutettua|jäsentä|ledamöter|oli|var)\s+)*(?:poissa|frånvarande|borta)\b"
    rf"|\b(?:poissa|frånvarande|borta)(?:\s+(?:oli|var))?\s*:?\s+(?P<after>{_N})\b"
)
REACH = 200
"""Characters after a vote within which its blank votes and absences stand."""

_DISSENT = re.compile(
    r"\beriävä\w*\s+(?:mielipi\w+|kan\w+)|\bavvikande\s+(?:mening|åsikt)\w*|\breserver(?:ade|ar)\s+sig\b"
)
_NO_DISSENT = re.compile(r"\bei\s+(?:jätetty|esitetty|ilmoitettu|merkitty)\b|\binga\s+avvikande\b|\bingen\s+reserver")


def votes_in(text: str) -> Votes | None:
    """The last vote that is counted in a text; in words up to twelve, as well as in figures."""
    small = " ".join(text[:LONGEST_TEXT].casefold().split())
    found = [match for pattern in _COUNTED for match in pattern.finditer(small)]
    if not found:
        return None
    last = max(found, key=lambda match: match.start())
    after = small[last.end() : last.end() + REACH]
    return Votes(_number(last["ayes"]), _number(last["noes"]), _told(_BLANK, after), _told(_ABSENT, after))


def counted_in(text: str) -> str:
    """The last sentence that counts a vote; empty when none does."""
    return next((one for one in reversed(sentences_of(text)) if votes_in(one)), "")


def dissent_in(text: str) -> str:
    """The first sentence that tells of a recorded dissent; empty when none does."""
    told = (one for one in sentences_of(text) if _DISSENT.search(one.casefold()))
    return next((one for one in told if not _NO_DISSENT.search(one.casefold())), "")


def _told(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return _number(found["before"] or found["after"]) if found else None


def _number(told: str) -> int:
    return _WORDS[told] if told in _WORDS else int(told)
