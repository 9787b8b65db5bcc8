import pytest

from builders import a_contribution, a_forum, a_participant, a_reaction
from sopu.forum.models import Reaction, Stance


@pytest.mark.django_db
def test_only_the_latest_word_on_a_sentence_is_final():
    event = a_forum()
    contribution = a_contribution(a_participant(event))
    reader = a_participant(event)
    a_reaction(reader, contribution, Stance.AGREE)
    latest = a_reaction(reader, contribution, Stance.DISAGREE)
    assert list(Reaction.objects.final()) == [latest]
