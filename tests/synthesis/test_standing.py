"""What stands in the synthesis of an event."""

import pytest
from django.utils import timezone

from builders import a_contribution, a_forum, a_participant, a_user
from sopu.forum.models import Moderation
from sopu.synthesis.models import Outcome, Placement, SortingKind, Theme, ThemeWord
from sopu.synthesis.queries.standing import NOWHERE, Placed, standing_of
from synthesised import a_disposition, a_sorting, a_theme

pytestmark = pytest.mark.django_db


def move(event, sentence, theme: Theme | None, **fields):
    sorting = a_sorting(event, SortingKind.MOVED, **fields)
    Placement.objects.create(sorting=sorting, contribution=sentence, theme=theme)
    return sorting


def undo(sorting):
    sorting.undone_at, sorting.undone_by = timezone.now(), a_user()
    sorting.save()


def test_a_sentence_nobody_placed_stands_nowhere(event, said):
    standing = standing_of(event)
    assert standing.themes == ()
    assert standing.unplaced == tuple(one.pk for one in said)
    assert standing.placed[said[0].pk] == NOWHERE


def test_the_latest_placement_stands_and_tells_who_made_it(event, said):
    first, second = a_theme(event, "Yksi", said), a_theme(event, "Kaksi")
    move(event, said[0], second, made_by=a_user())
    standing = standing_of(event)
    assert [theme.sentences for theme in standing.themes] == [(said[1].pk, said[2].pk), (said[0].pk,)]
    assert standing.placed[said[0].pk] == Placed(second.pk, is_human=True)
    assert standing.placed[said[1].pk] == Placed(first.pk, is_human=False)


def test_what_is_undone_does_not_stand(event, said):
    first, second = a_theme(event, "Yksi", said), a_theme(event, "Kaksi")
    undo(move(event, said[0], second, made_by=a_user()))
    assert standing_of(event).placed[said[0].pk].theme == first.pk


def test_sentences_of_a_theme_that_is_gone_stand_nowhere(event, said):
    theme = a_theme(event, "Yksi", said)
    sorting = a_sorting(event, SortingKind.DISSOLVED, a_user())
    ThemeWord.objects.create(theme=theme, sorting=sorting, name_fi="Yksi", is_gone=True)
    assert standing_of(event).themes == ()
    assert standing_of(event).unplaced == tuple(one.pk for one in said)
    undo(sorting)
    assert standing_of(event).themes[0].sentences == tuple(one.pk for one in said)


def test_a_hidden_sentence_is_not_there(event, said):
    a_theme(event, "Yksi", said)
    Moderation.objects.create(contribution=said[1], is_hiding=True, reason="Asiaton")
    assert standing_of(event).themes[0].sentences == (said[0].pk, said[2].pk)


def test_the_answer_to_a_theme_answers_its_sentences_and_ones_own_stands_before_it(event, said):
    theme = a_theme(event, "Yksi", said[:2])
    of_theme = a_disposition(event, theme)
    own = a_disposition(event, said[1], Outcome.USED)
    standing = standing_of(event)
    assert standing.answers == {said[0].pk: of_theme, said[1].pk: own}
    assert standing.open_sentences == (said[2].pk,)
    assert standing.open_themes == ()


def test_an_answer_taken_back_leaves_the_question_open(event, said):
    theme = a_theme(event, "Yksi", said)
    a_disposition(event, theme)
    a_disposition(event, theme, Outcome.OPEN)
    standing = standing_of(event)
    assert standing.answers == {}
    assert [one.pk for one in standing.open_themes] == [theme.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_database_as_often_however_much_was_said(count, event, said, django_assert_num_queries):
    for number in range(count):
        a_disposition(event, a_theme(event, f"Teema {number}", said[number : number + 1]))
    with django_assert_num_queries(4):
        standing_of(event)


def test_what_is_said_in_another_event_is_not_here(event, said):
    other = a_forum()
    a_theme(other, "Muualla", [a_contribution(a_participant(other), "Toisaalla.")])
    assert standing_of(event).themes == ()
