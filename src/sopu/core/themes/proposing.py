"""Themes are proposed for texts; people decide (docs/adr/0021)."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from sopu.core.themes.described import shares_of_descriptors
from sopu.core.themes.embedding import embed
from sopu.core.themes.emerging import shares_of_emergent
from sopu.core.themes.labels import label_words
from sopu.core.themes.learning import margins
from sopu.core.themes.shapes import Descriptor, Placed, ProposedTheme, Rows, Themes, Vectors
from sopu.core.themes.views import Views, views_of
from sopu.core.themes.words import plain

CERTAIN = 0.3


def propose_themes(
    texts: Sequence[str], *, vectors: Vectors | None, descriptors: Sequence[Descriptor] = (), seed: int = 0
) -> Themes:
    """Themes for `texts`, and a best guess for each.

    `vectors` come from `embed`, n × d; without them letters carry on alone. With `descriptors` the themes are theirs,
    without them they emerge, and their number too. Texts that are the same but for case and punctuation share a theme
    and count once. The order of texts changes nothing but indexes.
    """
    if not texts:
        return Themes((), ())
    alike: dict[str, list[int]] = defaultdict(list)
    for at in sorted(range(len(texts)), key=lambda at: texts[at]):
        alike[plain(texts[at])].append(at)
    same = [alike[key] for key in sorted(alike)]
    firsts = [indexes[0] for indexes in same]
    rows = None if vectors is None else vectors[firsts]
    asked = [one.text for one in descriptors]
    with threadpool_limits(1):
        views = views_of([texts[at] for at in firsts], rows, asked, None if rows is None else embed(asked), seed)
        shares = shares_of_descriptors(views) if descriptors else shares_of_emergent(views, seed)
    return _themes(texts, same, views, shares, [one.id for one in descriptors])


def _themes(texts: Sequence[str], same: Sequence[Sequence[int]], views: Views, shares: Rows, ids: list[str]) -> Themes:
    guess, margin = shares.argmax(axis=1), margins(shares)
    is_certain = margin >= CERTAIN
    rows = [Placed(0, 0.0, is_certain=False)] * len(texts)
    for number, indexes in enumerate(same):
        for at in indexes:
            rows[at] = Placed(int(guess[number]), float(margin[number]), bool(is_certain[number]))
    own = [np.flatnonzero((guess == theme) & is_certain) for theme in range(shares.shape[1])]
    words = label_words([[texts[same[number][0]] for number in numbers.tolist()] for numbers in own])
    themes = [
        ProposedTheme(
            ids[theme] if ids else None,
            words[theme],
            min(same[_medoid(views.rows, numbers if len(numbers) else np.arange(len(same)))]),
            tuple(sorted(at for number in numbers.tolist() for at in same[number])),
        )
        for theme, numbers in enumerate(own)
    ]
    return Themes(tuple(themes), tuple(rows))


def _medoid(rows: Rows, numbers: np.ndarray[tuple[int], np.dtype[np.intp]]) -> int:
    return int(numbers[np.argmax(rows[numbers] @ rows[numbers].mean(axis=0))])
