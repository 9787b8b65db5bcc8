"""What themes and near-duplicates are, as frozen values. Texts are known by their index."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""n × d, one row a text: what an embedding says of it, of length 1."""

Rows = NDArray[np.float64]
"""n × d, one row a text."""

Lemmas = Callable[[str], Sequence[str]]
"""The forms in which a dictionary has a word; none when it doesn't know it."""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What the organiser says a theme is about: a goal area, a prompt, a few key words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """The best guess for a text: an index into `Themes.themes`, and how far ahead of the second it is (0 to 1)."""

    theme: int
    margin: float
    is_certain: bool


@dataclass(frozen=True, slots=True)
class ProposedTheme:
    """A theme that the machine proposes: the descriptor it comes from, or none when it emerged from the texts.

    `words` name it, `medoid` is the text in its middle, and `members` are the texts that are certain of it.
    """

    descriptor: str | None
    words: tuple[str, ...]
    medoid: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """Proposed themes, and the place of every text; the uncertain ones are a queue for people."""

    themes: tuple[ProposedTheme, ...]
    rows: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts that may say the same (first < second), and what speaks for and against it.

    Scores lie between 0 and 1; `by_meaning` is None where nothing embeds. `warnings` are codes: "negation",
    "opposite", "actor", "number", "word", "reactions". A pair with a warning is never safe.
    """

    first: int
    second: int
    score: float
    by_meaning: float | None
    by_letters: float
    warnings: tuple[str, ...]
