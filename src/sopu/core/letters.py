"""How Finnish words are spelt, and what a word was before a machine misread its letters.

A noisy channel (Shannon 1948; for spelling Kernighan, Church and Gale 1990): of the words that a misreading could have
turned into the one that stands, the likeliest. How likely a word is tells a model of letters, each given the four
before it, smoothed as by Witten and Bell (1991). It has learnt which letters follow which from the words of our own
texts (`finnish_words.txt`), and vowel harmony, which reaches further than four letters, is told to it; no dictionary is
needed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from math import log
from pathlib import Path

ORDER = 5
"""A letter is told by at most four before it."""
LETTERS = 45
"""Among how many letters one that was never seen is thought to be."""
BEAM = 16
"""How many readings of a word are followed."""
CLASH = 2.0
"""By how much (a natural logarithm) each back vowel after a front one, or the reverse, makes a word less likely."""
KNOWN = 2.0
"""By how much (a natural logarithm) a word that has been seen is likelier than its letters tell."""

_BACK, _FRONT = frozenset("aou"), frozenset("äöy")

_FOREIGN = frozenset("cqwxzå")

MISREAD = {
    "ä": {"a": 0.5, "d": 0.25, "é": 0.2, "á": 0.1, "à": 0.1, "å": 0.02, "â": 0.1, "ã": 0.1},
    "ö": {"o": 0.5, "6": 0.3, "é": 0.2, "ó": 0.1, "ò": 0.1, "ô": 0.1, "õ": 0.1, "0": 0.1, "y": 0.02},
    "e": {"c": 0.02},
    "i": {"l": 0.005, "1": 0.05, "|": 0.05, "ı": 0.2},
    "l": {"I": 0.1, "1": 0.05, "|": 0.05},
    "o": {"0": 0.1, "6": 0.02},
}
"""What a letter is read as, and in what share of the places where letters are lost."""


class Letters:
    """A model of letters, learnt from words and how often each is said."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self.words = words
        self.seen: defaultdict[str, float] = defaultdict(float)
        self.before: defaultdict[str, float] = defaultdict(float)
        self.kinds: Counter[str] = Counter()
        for word, count in words.items():
            if not _FOREIGN.intersection(word):
                self._learn(f"^{word}$", 1 + log(count))
        self.chance = cache(self._chance)

    def _learn(self, word: str, weight: float) -> None:
        for end in range(1, len(word)):
            for start in range(max(0, end - ORDER + 1), end + 1):
                run, context = word[start : end + 1], word[start:end]
                self.kinds[context] += run not in self.seen
                self.seen[run] += weight
                self.before[context] += weight

    def _chance(self, context: str, letter: str) -> float:
        """The natural logarithm of how likely the letter is after the context."""
        chance = 1 / LETTERS
        for start in range(len(context), -1, -1):
            known = context[start:]
            if known not in self.before:
                break
            kinds = self.kinds[known]
            chance = (self.seen.get(known + letter, 0.0) + kinds * chance) / (self.before[known] + kinds)
        return log(chance)

    def likelihood(self, word: str) -> float:
        """The natural logarithm of how likely a word in lower case is."""
        marked = f"^{word}$"
        return sum(self._step(marked[:end], marked[end]) for end in range(1, len(marked)))

    def _step(self, before: str, letter: str) -> float:
        return self.chance(before[1 - ORDER :], letter) - _clash(before, letter)

    def reading(self, word: str, lost: float) -> tuple[str, float]:
        """What the word was, and by how much that is likelier than what stands, as a difference of logarithms.

        `lost` is the share (over 0, at most 1) of ä and ö that are lost in the text. The word may have capitals, since
        a capital I inside a word is an l; what comes back is in lower case. A gain of 0 means the word as it stands.
        """
        paths = [(0.0, "^")]
        for place, sign in enumerate(f"{word}$"):
            followed = [
                (score + self._step(read, letter) + cost, read + letter)
                for score, read in paths
                for letter, cost in _readings(sign, place, lost)
            ]
            paths = sorted(followed, reverse=True)[:BEAM]
        score, read = max((score + self._known(read[1:-1]), read[1:-1]) for score, read in paths)
        plain = word.lower()
        gain = score - self.likelihood(plain) - self._known(plain)
        return (read, gain) if gain > 0 else (plain, 0.0)

    def _known(self, word: str) -> float:
        return KNOWN if word in self.words else 0.0


def _clash(before: str, letter: str) -> float:
    """What vowel harmony takes off a back vowel when the last that was either was a front one, or the reverse."""
    if letter not in _BACK and letter not in _FRONT:
        return 0.0
    last = next((one for one in reversed(before) if one in _BACK or one in _FRONT), letter)
    return CLASH if (last in _BACK) != (letter in _BACK) else 0.0


@cache
def finnish() -> Letters:
    """The model that has learnt from the words of our own Finnish texts."""
    lines = Path(__file__).with_name("finnish_words.txt").read_text("utf-8").splitlines()
    return Letters({word: int(count) for word, count in map(str.split, lines)})


def _readings(sign: str, place: int, lost: float) -> Iterator[tuple[str, float]]:
    """The letters that a sign may have been, each with the logarithm of how likely it is to be so misread."""
    if not (sign == "I" and place):
        yield sign.lower(), 0.0
    for letter, shares in MISREAD.items():
        seen = sign.lower() if letter in "äö" else sign  # “A” is a lost “Ä”, but “C” no lost “E”
        if seen in shares:
            yield letter, log(shares[seen] * lost)
