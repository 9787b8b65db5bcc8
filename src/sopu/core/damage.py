"""Damage that recognition of letters from a scan has done to a Finnish text.

Letters lost (“sisalté” for “sisältö”, “lltapaiva” for “Iltapäivä”), words cut at the ends of lines, soft hyphens and
ligatures that were kept. Nothing is changed: what is found is suggested to a person, who knows names and dialects.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from sopu.core.letters import Letters, finnish

SHARE = 0.047
"""The share of ä and ö among the letters of Finnish text; what is missing of it tells how much is lost."""
WEIGHT = 300
"""As many letters of a whole text are thought to stand before a text, so that a short one isn't judged by chance."""
LEAST_LOST = 0.03
MARGIN, MARGIN_OF_NAMES = 0.5, 3.0
"""By how much a reading must be likelier than the word that stands (a difference of natural logarithms)."""
LEAST_FINNISH = -2.8
"""A reading whose letters are less likely than this on average is no Finnish word: names, Swedish, English."""
LEAST_PART = 5
"""Letters that each part of a compound word has, to be known as one."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged place: `text` is `[start, end)` of the whole text, and `suggestion` what might stand there instead."""

    start: int
    end: int
    text: str
    suggestion: str


_LIGATURES = re.compile("[\ufb00-\ufb06]")
_CUT = re.compile(r"(\w)-[ \t]*\r?\n[ \t]*(\w)")
_WORD = re.compile(
    r"(?<![\w@/.])[^\W\d_](?:[^\W_]|\||\u00ad"
    r"|(?<=[a-zåäö])-[ \t]*\r?\n[ \t]*(?!(?:ja|tai|sekä|eli|och|eller)\b)(?=[a-zåäö]))*(?![\w@]|\.\w|://)"
)
_ODD = re.compile(r"[2-57-9]|[\d|]{2}|.[A-HJ-ZÅÄÖ]")
"""What no misread word has: digits but for 0, 1 and 6, two signs in a row, capitals inside but for I."""
_SURE = re.compile(r"(?<=[a-zåäö])[éáàâãóòôõ6]|[éáàâãóòôõ](?=[a-zåäö])")
"""Letters that no Finnish word has."""
_SENTENCE_END = re.compile(r"(?:^|[.!?:;•–\n-])\W*$")


def damages(text: str) -> tuple[Damage, ...]:
    """The damaged places of a Finnish text, in order and apart from each other.

    Words that our own texts have are never doubted; nor are numbers, short abbreviations in capitals, addresses, and
    words of one or two letters. Of words damaged on purpose, in sentences that the model has not seen, more than four
    of five are found, and of what is found 99 of 100 was damaged; in the sentences as they were nothing is found
    (`tests/core/test_damage.py`).
    """
    lost, letters = lost_share(text), finnish()
    return tuple(damage for match in _WORD.finditer(text) if (damage := _of_word(text, match, letters, lost)))


def lost_share(text: str) -> float:
    """About how large a share of its ä and ö a text has lost: from 0.03, since nobody can be sure, to 1."""
    counts = Counter(text.lower())
    letters = sum(count for sign, count in counts.items() if sign.isalpha()) + WEIGHT
    share = (counts["ä"] + counts["ö"] + SHARE * WEIGHT) / letters
    return min(1.0, max(LEAST_LOST, 1 - share / SHARE))


def _of_word(text: str, match: re.Match[str], letters: Letters, lost: float) -> Damage | None:
    whole = _whole(match[0])
    is_name = whole[0].isupper() and not _SENTENCE_END.search(text[max(0, match.start() - 12) : match.start()])
    read = _read(whole, letters, lost, MARGIN_OF_NAMES if is_name else MARGIN)
    return Damage(*match.span(), match[0], read) if read != match[0] else None


def _whole(word: str) -> str:
    """The word in one piece, with letters for ligatures; a hyphen stays between two of one vowel (linja-auto)."""
    letters = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), word.replace("\u00ad", ""))
    return _CUT.sub(
        lambda cut: f"{cut[1]}-{cut[2]}" if cut[1] == cut[2] and cut[1] in "aeiouyäö" else cut[1] + cut[2], letters
    )


def _read(word: str, letters: Letters, lost: float, margin: float) -> str:
    """What a word was before its letters were misread; the word itself where that isn't clearly likelier."""
    is_shouted = word.isupper()
    plain = word.lower() if is_shouted else word
    if len(word) < 3 or (is_shouted and len(word) <= 5) or word.lower() in letters.words or _ODD.search(plain):
        return word
    read, gain = letters.reading(plain, lost)
    is_finnish = _SURE.search(plain) or letters.likelihood(read) >= LEAST_FINNISH * (len(read) + 1)
    if gain < margin or not is_finnish or _goes_on_soundly(plain.lower(), letters, lost, margin):
        return word
    return "".join(_cased(was, now, place, is_shouted) for place, (was, now) in enumerate(zip(word, read, strict=True)))


def _goes_on_soundly(word: str, letters: Letters, lost: float, margin: float) -> bool:
    """Whether a word begins with a known one and the rest, read by itself, is sound too.

    Letters and vowel harmony reach no further than the joint of a compound: “verkkoyhteydet” are “verkko”, “yhteydet”.
    """
    ends = range(len(word) - LEAST_PART, LEAST_PART - 1, -1)
    rest = next((word[end:] for end in ends if word[:end] in letters.words), "")
    return bool(rest) and not _SURE.search(rest) and letters.reading(rest, lost)[1] < margin


def _cased(was: str, now: str, place: int, is_shouted: bool) -> str:
    """A letter in the case that it had; an l that begins a word and was an i was a capital one."""
    is_first = place == 0 and (was.isupper() or (was, now) == ("l", "i"))
    return now.upper() if is_first or is_shouted else now
