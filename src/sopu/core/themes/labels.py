"""Names for themes: words that are said in one and not in the others, as people write them."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sopu.core.themes.languages import language_of
from sopu.core.themes.shapes import Lemmas
from sopu.core.themes.words import STOP_WORDS, Word, stem, words_of

SHORTEST_WORD = 4


@dataclass(slots=True)
class _Seen:
    """A word in all its forms: how often each was written, and how often with a capital within a sentence."""

    forms: Counter[str] = field(default_factory=Counter)
    capitals: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)

    def note(self, word: Word) -> None:
        """Counts one more."""
        self.forms[word.plain] += 1
        if not word.opens:
            self.inside[word.plain] += 1
            self.capitals[word.plain] += word.form[:1].isupper()

    def shown(self) -> str:
        """The form written most often (of equals the shortest), with a capital when it is mostly written so."""
        form = min(self.forms, key=lambda one: (-self.forms[one], len(one), one))
        return form.capitalize() if 2 * self.capitals[form] > self.inside[form] else form


def label_words(
    groups: Sequence[Sequence[str]], *, lemmas: Lemmas | None = None, most: int = 4
) -> tuple[tuple[str, ...], ...]:
    """At most `most` words for each group of texts: those that its texts say and other groups' texts don't.

    Class-based TF-IDF (Grootendorst 2022) over stems, a text counting each once; shown in the form that people wrote
    most often. `lemmas`, when given, says the dictionary forms of a word, and the first is shown instead.
    """
    counts: list[Counter[str]] = []
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for texts in groups:
        counts.append(Counter())
        for text in texts:
            said = _stems(text, lemmas)
            counts[-1].update(dict.fromkeys(said, 1))
            for key, words in said.items():
                for word in words:
                    seen[key].note(word)
    everywhere = sum(counts, Counter())
    average = sum(everywhere.values()) / max(1, len(groups))
    return tuple(_best(group, everywhere, average, seen, most) for group in counts)


def _stems(text: str, lemmas: Lemmas | None) -> Mapping[str, list[Word]]:
    language = language_of(text)
    said: dict[str, list[Word]] = defaultdict(list)
    for word in words_of(text):
        if len(word.form) < SHORTEST_WORD or word.plain in STOP_WORDS:
            continue
        known = lemmas(word.form) if lemmas else ()
        said[f"={known[0].lower()}" if known else stem(word.plain, language)].append(
            Word(known[0], opens=False) if known else word
        )
    return said


def _best(
    group: Counter[str], everywhere: Counter[str], average: float, seen: Mapping[str, _Seen], most: int
) -> tuple[str, ...]:
    total = max(1, group.total())
    score = {key: count / total * math.log1p(average / everywhere[key]) for key, count in group.items()}
    best = sorted(score, key=lambda key: (-score[key], key))[:most]
    return tuple(seen[key].shown() for key in best)
