"""Sentences among which a participant finds the one that says the same."""

import uuid

from sopu.core.likeness import likeness, threes
from sopu.forum.models import Contribution, Participant
from sopu.forum.queries.hall import Sentence, shown, spoken_in

MOST_READ, MOST_SHOWN = 2_000, 12


def likely_repeats(participant: Participant, sentence: Sentence, words: str) -> list[Sentence]:
    """Visible sentences of the same discussion that have all these words, the likeliest first."""
    rows = (
        Contribution.objects.of(participant.event)
        .visible()
        .filter(discussion__number=sentence.discussion, discussion__in=spoken_in(participant))
        .exclude(act_id=sentence.id)
        .with_origins()
        .order_by("-id")
    )
    for word in words.split():
        rows = rows.filter(text__icontains=word)
    asked = threes(sentence.text)
    found = sorted(rows[:MOST_READ], key=lambda one: likeness(threes(one.text), asked), reverse=True)
    return [shown(one) for one in found[:MOST_SHOWN]]


def own_contribution(participant: Participant, act_id: uuid.UUID) -> Contribution | None:
    """The participant's own sentence by its id."""
    return participant.contributions.filter(act_id=act_id).first()
