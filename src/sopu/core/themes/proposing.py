"""Themes are proposed for texts; people decide (docs/adr/0021)."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from sopu.core.themes.embedding import embed
from sopu.core.themes.guessing import first_shares
from sopu.core.themes.labels import label_words
from sopu.core.themes.learning import margins, refined
from sopu.core.themes.shapes import Descriptor, Lemmas, Placed, ProposedTheme, Rows, Themes, Vectors
from sopu.core.themes.views import Indexes, views_of
from sopu.core.themes.words import plain

CERTAIN = 0.9
"""A margin from which a place is certain."""


def propose_themes(
    texts: Sequence[str],
    *,
    vectors: Vectors | None,
    descriptors: Sequence[Descriptor] = (),
    seed: int = 0,
    lemmas: Lemmas | None = None,
) -> Themes:
    """Themes for `texts`, and a best guess for each.

    `vectors` come from `embed`, n × 384; without them letters carry on alone. With `descriptors` their themes come
    first, in their order, then those that emerge beside them; without, all emerge, and their number too. Texts that
    are the same but for case and punctuation share a theme and count once. Their order changes nothing but indexes.
    `lemmas` make labels of dictionary forms. Raises ValueError when vectors are not as many as texts.
    """
    if vectors is not None and len(vectors) != len(texts):
        raise ValueError(f"{len(texts)} texts, {len(vectors)} vectors")
    if not texts:
        return Themes((), ())
    alike: dict[str, list[int]] = defaultdict(list)
    for at in sorted(range(len(texts)), key=lambda at: texts[at]):
        alike[plain(texts[at])].append(at)
    same = [alike[key] for key in sorted(alike)]
    firsts = [indexes[0] for indexes in same]
    asked = [one.text for one in descriptors]
    with threadpool_limits(1):  # sums of several threads differ in their last bits
        rows, described = (None, None) if vectors is None else (vectors[firsts], embed(asked) if asked else None)
        views = views_of([texts[at] for at in firsts], rows, asked, described, seed)
        shares = refined(views, first_shares(views, seed))
        is_said = np.array([bool(plain(texts[at])) for at in firsts])
        return _themes(texts, same, views.rows, shares * is_said[:, None], [one.id for one in descriptors], lemmas)


def _themes(
    texts: Sequence[str],
    same: Sequence[Sequence[int]],
    rows: Vectors,
    shares: Rows,
    ids: Sequence[str],
    lemmas: Lemmas | None,
) -> Themes:
    guess, margin = shares.argmax(axis=1), margins(shares)
    is_certain = margin >= CERTAIN
    own = [np.flatnonzero((guess == theme) & is_certain) for theme in range(shares.shape[1])]
    words = label_words([[texts[same[number][0]] for number in numbers.tolist()] for numbers in own], lemmas=lemmas)
    themes = [
        ProposedTheme(
            ids[theme] if theme < len(ids) else None,
            words[theme],
            min(same[_medoid(rows, numbers, shares[:, theme])]),
            tuple(sorted(at for number in numbers.tolist() for at in same[number])),
        )
        for theme, numbers in enumerate(own)
    ]
    places = [Placed(0, 0.0, is_certain=False)] * len(texts)
    for number, indexes in enumerate(same):
        for at in indexes:
            places[at] = Placed(int(guess[number]), float(margin[number]), bool(is_certain[number]))
    return Themes(tuple(themes), tuple(places))


def _medoid(rows: Vectors, numbers: Indexes, shares: np.ndarray[tuple[int], np.dtype[np.float64]]) -> int:
    """The text nearest to the middle of those that are certain; when none is, the likeliest of all."""
    if not len(numbers):
        return int(shares.argmax())
    own = rows[numbers].astype(np.float64)
    return int(numbers[np.argmax(own @ own.mean(axis=0))])
