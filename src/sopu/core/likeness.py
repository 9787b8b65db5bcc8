"""How alike two short texts are: enough to put the likeliest first when a person looks for what says the same.

Dice's coefficient of the sets of three letters in a row (Dice 1945; trigrams since Angell and others 1983). Threes
forgive the endings of Finnish words, need no list of words, and a phone counts them as well (`forum/same.js`).
"""

import unicodedata


def threes(text: str) -> frozenset[str]:
    """The runs of three characters in the letters and digits of a text, in lower case, with a space at both ends."""
    kept = "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in text.lower())
    plain = f" {' '.join(kept.split())} "
    return frozenset(plain[at : at + 3] for at in range(len(plain) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 (nothing shared) to 1 (the same threes), of two texts by their threes."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
