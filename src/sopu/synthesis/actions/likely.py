"""Sentences that may say the same: the machine proposes pairs with their evidence, and a person says."""

import uuid
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from sopu.accounts.models import User
from sopu.core.likeness import likeness, threes
from sopu.core.refusals import Refused
from sopu.core.themes import Likeness, near_duplicates
from sopu.core.themes.guards import claims_of, warnings_between
from sopu.forum.models import Event
from sopu.synthesis.actions.embedding import embed_event
from sopu.synthesis.actions.turns import record, take_turn
from sopu.synthesis.models import LikelyPair, PairWord, Sorting, SortingKind
from sopu.synthesis.queries.likely import marked_pairs_of, stances_of
from sopu.synthesis.queries.vectors import rows_of, texts_of

BATCH = 500
EVIDENCE = ["score", "by_meaning", "by_letters", "warnings", "made_at"]

Stances = Mapping[int, Mapping[Hashable, int]]
Vectors = NDArray[np.float32]


def find_likely_pairs(*, event: Event) -> int:
    """The event's pairs are proposed anew, also those that only participants marked; gives how many there are.

    The database is not held while the machine reckons. A pair on which a person has said something is never dropped.
    """
    for _done in embed_event(event=event):
        pass
    texts = texts_of(event)
    keys = list(texts)
    found = _evidence(list(texts.values()), rows_of(event, keys), stances_of(event, keys), _marked(event, keys))
    _store(event=event, keys=keys, found=list(found))
    return LikelyPair.objects.of(event).shown().count()


def _marked(event: Event, keys: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs that participants marked, as places among the sentences."""
    place = {key: at for at, key in enumerate(keys)}
    return {(place[one], place[other]) for one, other in marked_pairs_of(event) if one in place and other in place}


def _evidence(
    texts: Sequence[str], vectors: Vectors | None, stances: Stances, marked: Iterable[tuple[int, int]]
) -> Iterator[Likeness]:
    found = near_duplicates(texts, vectors=vectors, stances=stances)
    yield from found
    for pair in sorted(set(marked) - {(one.first, one.second) for one in found}):
        yield _weighed(texts, pair, vectors, stances)


def _weighed(texts: Sequence[str], pair: tuple[int, int], vectors: Vectors | None, stances: Stances) -> Likeness:
    """What speaks for and against a pair that the machine did not think of itself."""
    rows = None if vectors is None else vectors[list(pair)]
    answers = {at: stances.get(sentence, {}) for at, sentence in enumerate(pair)}
    two = [texts[sentence] for sentence in pair]
    for one in near_duplicates(two, vectors=rows, stances=answers, least=0.0):
        return replace(one, first=pair[0], second=pair[1])
    letters = likeness(threes(two[0]), threes(two[1]))
    warnings = warnings_between(claims_of(two[0]), claims_of(two[1]))
    if rows is None:
        return Likeness(*pair, letters, None, letters, warnings)
    return Likeness(*pair, letters / 2, 0.0, letters, warnings)


@transaction.atomic
def _store(*, event: Event, keys: Sequence[int], found: Sequence[Likeness]) -> None:
    Event.objects.select_for_update().get(pk=event.pk)
    now = timezone.now()
    rows = [
        LikelyPair(
            earlier_id=keys[one.first],
            later_id=keys[one.second],
            score=one.score,
            by_meaning=one.by_meaning,
            by_letters=one.by_letters,
            warnings=list(one.warnings),
            made_at=now,
        )
        for one in found
    ]
    LikelyPair.objects.bulk_create(
        rows, BATCH, update_conflicts=True, unique_fields=["earlier", "later"], update_fields=EVIDENCE
    )
    LikelyPair.objects.of(event).filter(words__isnull=True, made_at__lt=now).delete()


@transaction.atomic
def say_pair(*, pair: LikelyPair, is_same: bool, seen: int, made_by: User, act_id: uuid.UUID) -> Sorting | None:
    """A person says whether the two say the same; both stay as they are.

    `seen` is the key of the word that stood for the person who says this (0 for none); what somebody else has said
    meanwhile is not overwritten. Without a record there was nothing to change.
    """
    event = pair.later.discussion.event
    if earlier := take_turn(event, act_id):
        return earlier.sorting
    if not LikelyPair.objects.shown().filter(pk=pair.pk).exists():
        raise Refused("not_shown", _("One of these sentences is not shown any more, so nothing was recorded."))
    stands = PairWord.objects.of(event).standing().filter(pair=pair).first()
    if (stands.pk if stands else 0) != seen:
        raise _said_meanwhile(stands)
    if stands and stands.is_same == is_same:
        return None
    sorting = record(event, SortingKind.COMPARED, made_by, act_id)
    PairWord.objects.create(pair=pair, sorting=sorting, is_same=is_same)
    return sorting


def _said_meanwhile(stands: PairWord | None) -> Refused:
    if stands is None or stands.sorting.made_by is None:
        return Refused("undone_meanwhile", _("The answer to this pair was undone meanwhile. Look at it again."))
    facts = {"who": stands.sorting.made_by.name}
    if stands.is_same:
        return Refused(
            "said_meanwhile", _("%(who)s said meanwhile that these say the same. Look at the pair again.") % facts
        )
    return Refused(
        "said_meanwhile", _("%(who)s said meanwhile that these don’t say the same. Look at the pair again.") % facts
    )
