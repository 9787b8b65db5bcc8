"""A proposal of the machine's becomes records: which theme of its is which of ours, and who stands where."""

from collections import Counter, defaultdict
from dataclasses import replace

import numpy as np
from django.utils.translation import gettext as _

from sopu.core.nearness import Rows
from sopu.core.themes import Placed as Guessed
from sopu.core.themes import ProposedTheme, Themes, propose_themes
from sopu.synthesis.actions.turns import LONGEST_NAME, Naming, add_theme, end, say
from sopu.synthesis.models import Descriptor, Placement, Sorting, Theme, ThemeWord
from sopu.synthesis.queries.grounds import Ground
from sopu.synthesis.queries.standing import Standing, standing_of

SEED = 1
MOST_WORDS, NAMING_WORDS = 12, 3
LONGEST_WORDS = 500
MOSTLY = 0.5
"""A group goes on from an older theme when at least this share of both stand together."""
LEAST_UNCERTAIN, LEAST_GROUP = 20, 5
"""Beside expected themes, new ones emerge of at least 20 uncertain sentences, each of at least five."""


def reckoned(ground: Ground, vectors: Rows | None) -> Themes:
    """The machine's themes: those that are expected, when the organiser or people's work tells of them, else emergent.

    A few themes that people keep among many sentences tell too little of the rest: then all of them emerge, and those
    that go on from a kept one are it.
    """
    texts = [text for _key, text in ground.sentences]
    is_expected = ground.is_described or ground.is_settled
    if not is_expected or len(ground.expected) < 2:  # a single expected theme would take everything in
        return propose_themes(texts, vectors=vectors, seed=SEED)
    themes = propose_themes(texts, vectors=vectors, descriptors=ground.expected, seed=SEED)
    fixed = ground.fixed
    unsure = [at for at, row in enumerate(themes.rows) if not row.is_certain and ground.keys[at] not in fixed]
    if len(unsure) < LEAST_UNCERTAIN:
        return themes
    emerged = propose_themes(
        [texts[at] for at in unsure], vectors=None if vectors is None else vectors[np.array(unsure)], seed=SEED
    )
    return _joined(themes, emerged, unsure)


def _joined(themes: Themes, emerged: Themes, unsure: list[int]) -> Themes:
    """The expected themes and those that emerged of what was left uncertain; what is still so keeps its first guess."""
    found, rows = list(themes.themes), list(themes.rows)
    for theme in emerged.themes:
        if len(theme.members) < LEAST_GROUP:
            continue
        for at in theme.members:
            rows[unsure[at]] = Guessed(len(found), emerged.rows[at].margin, is_certain=True)
        found.append(replace(theme, medoid=unsure[theme.medoid], members=tuple(unsure[at] for at in theme.members)))
    return Themes(tuple(found), tuple(rows))


def write_proposal(*, sorting: Sorting, ground: Ground, themes: Themes) -> bool:
    """What is new of the proposal is written; False when nothing was.

    What people decided before it was read, or since, is left as it is.
    """
    now = standing_of(sorting.event)
    words = {word.theme_id: word for word in ThemeWord.objects.of(sorting.event).in_use().with_themes()}
    places = _places(sorting, ground, themes, now, words)
    taken = {theme.pk for theme in places.values() if theme}
    left = [pk for pk, word in words.items() if pk not in taken | ground.kept and not _is_touched(word, now)]
    for pk in left:
        end(sorting, words[pk])
    placed = _place(sorting, ground, themes, now, places)
    return bool(left or placed or sorting.themes.exists())


def _places(
    sorting: Sorting, ground: Ground, themes: Themes, now: Standing, words: dict[int, ThemeWord]
) -> dict[int, Theme | None]:
    """Our theme for each of the machine's: one that there is, or a new one; none for what a person has refused."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for key, row in zip(ground.keys, themes.rows, strict=True):
        members[row.theme].append(key)
    descriptors, fixed = {one.pk: one for one in Descriptor.objects.filter(event=sorting.event)}, ground.fixed
    continued = _continued(themes, members, now, words, ground)
    places: dict[int, Theme | None] = {}
    for number, theme in enumerate(themes.themes):
        sort, expected = _expectation(theme)
        if sort == "t":
            places[number] = words[int(expected)].theme if int(expected) in words else None
        elif sort == "d":
            places[number] = _described(sorting, theme, descriptors.get(int(expected)), members[number], words)
        elif number in continued:
            places[number] = continued[number]
        else:
            free = [one for one in members[number] if one not in fixed]
            is_wanted = free and len(ground.refused.intersection(free)) <= MOSTLY * len(free)
            places[number] = _new(sorting, theme) if is_wanted else None
    return places


def _continued(
    themes: Themes, members: dict[int, list[int]], now: Standing, words: dict[int, ThemeWord], ground: Ground
) -> dict[int, Theme]:
    """Groups that emerged and go on from a theme that is there: the largest share first, each theme once."""
    sizes = {theme.pk: len(theme.sentences) for theme in now.themes}
    asked = {int(key) for sort, key in map(_expectation, themes.themes) if sort == "t"}
    found: list[tuple[int, int, int]] = []
    for number, theme in enumerate(themes.themes):
        if theme.descriptor:
            continue
        stands = (now.placed[key].theme for key in members[number] if key in now.placed)
        stood = Counter(place for place in stands if place is not None)
        found += [
            (both, number, pk)
            for pk, both in stood.items()
            if both >= MOSTLY * stood.total() and both >= MOSTLY * sizes[pk] and pk not in asked
        ]
    known: dict[int, Theme] = {}
    for _both, number, pk in sorted(found, key=lambda one: (-one[0], one[1], one[2])):
        if number not in known and words[pk].theme not in known.values():
            known[number] = words[pk].theme
    return known


def _expectation(theme: ProposedTheme) -> tuple[str, str]:
    """Whose expectation the theme answers (`t` a kept theme's, `d` the organiser's, else empty), and its key."""
    expected = theme.descriptor or ""
    return expected[:1], expected[1:]


def _described(
    sorting: Sorting,
    theme: ProposedTheme,
    descriptor: Descriptor | None,
    members: list[int],
    words: dict[int, ThemeWord],
) -> Theme | None:
    """The theme in use that was found by the descriptor before, or a new one; none without sentences."""
    if descriptor is None or not members:
        return None
    older = (word.theme for word in words.values() if word.theme.descriptor_id == descriptor.pk)
    return next(older, None) or _new(sorting, theme, descriptor)


def _new(sorting: Sorting, theme: ProposedTheme, descriptor: Descriptor | None = None) -> Theme:
    made = add_theme(sorting, descriptor)
    name = ", ".join(theme.words[:NAMING_WORDS]) or _("Unnamed")
    naming = Naming(fi=(name[:1].upper() + name[1:])[:LONGEST_NAME])
    if descriptor:
        naming = Naming(descriptor.name_fi, descriptor.name_sv, descriptor.name_en, descriptor.goal_area)
    say(sorting, made, naming, " ".join(theme.words[:MOST_WORDS])[:LONGEST_WORDS])
    return made


def _is_touched(word: ThemeWord, now: Standing) -> bool:
    """A person has named the theme, put a sentence into it, or answered it, if only while the machine reckoned."""
    inside = any(placed.is_human and placed.theme == word.theme_id for placed in now.placed.values())
    return word.sorting.made_by_id is not None or inside or word.theme_id in now.of_themes


def _place(
    sorting: Sorting, ground: Ground, themes: Themes, now: Standing, places: dict[int, Theme | None]
) -> list[Placement]:
    """The placements that differ from what stands, of sentences that the machine may place."""
    rows, fixed = [], ground.fixed
    for key, row in zip(ground.keys, themes.rows, strict=True):
        stands, theme = now.placed.get(key), places[row.theme]
        to, is_certain = (theme.pk if theme else None), row.is_certain and theme is not None
        if stands is None or stands.is_human or key in fixed or (stands.theme, stands.is_certain) == (to, is_certain):
            continue
        margin = row.margin if theme else None
        rows.append(Placement(sorting=sorting, contribution_id=key, theme=theme, margin=margin, is_certain=is_certain))
    return Placement.objects.bulk_create(rows)
