"""Themes are made, named, joined and parted, and sentences moved: by a person, one change at a time.

A form tells what its reader saw: of a theme the key of its word, of a sentence the key of its placement (0 for none).
What somebody else changed meanwhile is never overwritten. `act_id` is the form's own: sent twice, it is done once.
"""

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.synthesis.actions.turns import (
    Naming,
    Sorted,
    add_theme,
    as_seen,
    chosen,
    end,
    in_use,
    naming_of,
    not_taken,
    place,
    record,
    say,
    take_turn,
)
from sopu.synthesis.models import SortingKind, Theme, ThemesApart
from sopu.synthesis.queries.standing import Standing, standing_of


@transaction.atomic
def create_theme(
    *, event: Event, naming: Naming, sentences: Mapping[int, int], made_by: User, act_id: uuid.UUID
) -> Sorted:
    """A theme of one's own, with the chosen sentences, or empty for those to come."""
    if earlier := take_turn(event, act_id):
        return earlier
    naming = naming.tidied()
    not_taken(event, naming)
    free = _free(standing_of(event), sentences)
    sorting = record(event, SortingKind.CREATED, made_by, act_id)
    theme = add_theme(sorting)
    say(sorting, theme, naming)
    moved = place(sorting, free, theme)
    return Sorted(sorting, moved, len(sentences) - moved)


@transaction.atomic
def rename_theme(*, theme: Theme, word: int, naming: Naming, made_by: User, act_id: uuid.UUID) -> Sorted:
    """The theme is called otherwise, or belongs to another goal area; from now on a person has named it."""
    if earlier := take_turn(theme.event, act_id):
        return earlier
    naming, stands = naming.tidied(), as_seen(theme, word)
    not_taken(theme.event, naming, theme)
    if naming == naming_of(stands):
        return Sorted(None)
    sorting = record(theme.event, SortingKind.RENAMED, made_by, act_id)
    say(sorting, theme, naming, stands.words)
    return Sorted(sorting)


@transaction.atomic
def confirm_theme(*, theme: Theme, word: int, made_by: User, act_id: uuid.UUID) -> Sorted:
    """A person takes the machine's theme as it is: from now on the machine leaves its name alone."""
    if earlier := take_turn(theme.event, act_id):
        return earlier
    stands = as_seen(theme, word)
    if stands.sorting.made_by:
        return Sorted(None)
    sorting = record(theme.event, SortingKind.CONFIRMED, made_by, act_id)
    say(sorting, theme, naming_of(stands), stands.words)
    return Sorted(sorting)


@transaction.atomic
def merge_themes(*, theme: Theme, word: int, into: Theme, into_word: int, made_by: User, act_id: uuid.UUID) -> Sorted:
    """The sentences of `theme` move into the other, which a person has thereby confirmed; `theme` is no more in use."""
    if earlier := take_turn(theme.event, act_id):
        return earlier
    if theme == into:
        raise Refused("same_theme", _("Choose another theme: this one can’t be merged into itself."))
    gone, stays = as_seen(theme, word), as_seen(into, into_word)
    sentences = _sentences(theme)
    sorting = record(theme.event, SortingKind.MERGED, made_by, act_id)
    end(sorting, gone, into)
    say(sorting, into, naming_of(stays), stays.words)
    return Sorted(sorting, place(sorting, sentences, into))


@transaction.atomic
def keep_apart(*, theme: Theme, other: Theme, made_by: User, act_id: uuid.UUID) -> Sorted:
    """The machine proposes no more to merge these two."""
    if earlier := take_turn(theme.event, act_id):
        return earlier
    first, second = sorted((in_use(theme).theme, in_use(other).theme), key=lambda one: one.pk)
    if first == second:
        raise Refused("same_theme", _("Choose another theme: this one can’t be merged into itself."))
    if ThemesApart.objects.standing().filter(first=first, second=second).exists():
        return Sorted(None)
    sorting = record(theme.event, SortingKind.KEPT_APART, made_by, act_id)
    ThemesApart.objects.create(sorting=sorting, first=first, second=second)
    return Sorted(sorting)


@transaction.atomic
def split_theme(
    *, theme: Theme, naming: Naming, sentences: Mapping[int, int], made_by: User, act_id: uuid.UUID
) -> Sorted:
    """The chosen sentences of a theme make a theme of their own."""
    if earlier := take_turn(theme.event, act_id):
        return earlier
    naming, stands = naming.tidied(), in_use(theme)
    not_taken(theme.event, naming)
    inside = set(_sentences(theme))
    free = [sentence for sentence in _free(standing_of(theme.event), chosen(sentences)) if sentence in inside]
    if not free:
        raise _moved_meanwhile()
    if len(free) == len(inside):
        raise Refused("nothing_left", _("Leave at least one sentence in the theme, or rename the theme."))
    sorting = record(theme.event, SortingKind.SPLIT, made_by, act_id)
    new = add_theme(sorting)
    say(sorting, new, naming if naming.goal_area else Naming(naming.fi, naming.sv, naming.en, stands.goal_area))
    return Sorted(sorting, place(sorting, free, new), len(sentences) - len(free))


@transaction.atomic
def move_sentences(
    *, event: Event, sentences: Mapping[int, int], to: Theme | None, made_by: User, act_id: uuid.UUID
) -> Sorted:
    """The chosen sentences stand in the theme, or in none, because a person says so.

    Those that somebody else has moved meanwhile, or that are not shown any more, are left as they are.
    """
    if earlier := take_turn(event, act_id):
        return earlier
    if to is not None:
        in_use(to)
    standing = standing_of(event)
    free = _free(standing, chosen(sentences))
    if not free:
        raise _moved_meanwhile()
    key = to.pk if to else None
    changing = [one for one in free if (standing.placed[one].theme, standing.placed[one].is_human) != (key, True)]
    left = len(sentences) - len(free)
    if not changing:
        return Sorted(None, 0, left)
    sorting = record(event, SortingKind.MOVED, made_by, act_id)
    return Sorted(sorting, place(sorting, changing, to), left)


@transaction.atomic
def dissolve_theme(*, theme: Theme, word: int, made_by: User, act_id: uuid.UUID) -> Sorted:
    """The theme is no more in use, and its sentences stand in none: the machine may propose a place for them."""
    if earlier := take_turn(theme.event, act_id):
        return earlier
    stands = as_seen(theme, word)
    freed = len(_sentences(theme))
    sorting = record(theme.event, SortingKind.DISSOLVED, made_by, act_id)
    end(sorting, stands)
    return Sorted(sorting, freed)


def _free(standing: Standing, sentences: Mapping[int, int]) -> list[int]:
    """Those that stand where their reader saw them, in the order of the server."""
    return [
        sentence
        for sentence in sorted(sentences)
        if (placed := standing.placed.get(sentence)) and placed.placement == sentences[sentence]
    ]


def _sentences(theme: Theme) -> tuple[int, ...]:
    return next((state.sentences for state in standing_of(theme.event).themes if state.pk == theme.pk), ())


def _moved_meanwhile() -> Refused:
    return Refused(
        "moved_meanwhile",
        _("Nothing was moved: somebody else has moved these sentences meanwhile, or they are not shown any more."),
    )
