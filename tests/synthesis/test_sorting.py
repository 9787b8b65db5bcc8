"""People arrange themes: made, named, joined, parted and moved; and nobody overwrites anybody."""

import uuid

import pytest

from builders import a_contribution, a_forum, a_participant, a_user
from sopu.core.refusals import Refused
from sopu.forum.models import Moderation
from sopu.synthesis.actions import sorting
from sopu.synthesis.actions.turns import Naming
from sopu.synthesis.actions.undoing import undo_sorting
from sopu.synthesis.models import Sorting, SortingKind, ThemesApart
from sopu.synthesis.queries.nearness import kept_apart
from sopu.synthesis.queries.standing import standing_of
from synthesised import a_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(event):
    someone = a_participant(event)
    return [a_contribution(someone, f"Lause {number}.") for number in range(4)]


@pytest.fixture
def aino():
    return a_user("Aino Aalto")


@pytest.fixture
def eino():
    return a_user("Eino Eerola")


def act():
    return uuid.uuid4()


def word(theme):
    return next(state.word for state in standing_of(theme.event).themes if state.pk == theme.pk)


def seen(event, *sentences):
    placed = standing_of(event).placed
    return {one.pk: placed[one.pk].placement for one in sentences}


def names(event):
    return [theme.names[0] for theme in standing_of(event).themes]


def of(event):
    return {theme.names[0]: theme.sentences for theme in standing_of(event).themes}


def refused(code, deed, **told):
    with pytest.raises(Refused) as refusal:
        deed(**told)
    assert refusal.value.code == code
    return str(refusal.value)


def test_a_person_makes_a_theme_of_chosen_sentences(event, said, aino):
    done = sorting.create_theme(
        event=event, naming=Naming(" Liikkuminen "), sentences=seen(event, *said[:2]), made_by=aino, act_id=act()
    )
    assert of(event) == {"Liikkuminen": (said[0].pk, said[1].pk)}
    assert (done.moved, done.left, done.sorting.kind) == (2, 0, SortingKind.CREATED)
    assert standing_of(event).themes[0].is_human


@pytest.mark.parametrize(
    ("code", "name"), [("name_missing", "  "), ("name_too_long", "a" * 251), ("name_taken", "liikkuminen")]
)
def test_a_theme_needs_a_name_of_its_own(event, aino, code, name):
    a_theme(event, "Liikkuminen")
    refused(code, sorting.create_theme, event=event, naming=Naming(name), sentences={}, made_by=aino, act_id=act())
    assert names(event) == ["Liikkuminen"]


def test_a_form_that_is_sent_twice_is_done_once(event, said, aino):
    told = {"event": event, "naming": Naming("Yksi"), "sentences": seen(event, said[0]), "made_by": aino}
    told["act_id"] = act()
    first, second = sorting.create_theme(**told), sorting.create_theme(**told)
    assert (second.sorting, second.moved) == (first.sorting, 1)
    assert names(event) == ["Yksi"]


def test_a_name_that_a_person_gives_stands_with_its_words_and_sentences(event, said, aino):
    theme = a_theme(event, "Yhteyshenkilöt", said)
    sorting.rename_theme(theme=theme, word=word(theme), naming=Naming("Yksi yhteyshenkilö"), made_by=aino, act_id=act())
    assert of(event) == {"Yksi yhteyshenkilö": tuple(one.pk for one in said)}
    assert standing_of(event).themes[0].is_human


def test_the_same_name_again_changes_nothing(event, aino):
    theme = a_theme(event, "Yksi")
    done = sorting.rename_theme(theme=theme, word=word(theme), naming=Naming("Yksi"), made_by=aino, act_id=act())
    assert done.sorting is None


def test_whoever_is_later_is_told_who_renamed_the_theme_and_what_it_is_now(event, aino, eino):
    theme = a_theme(event, "Yhteyshenkilöt")
    both_saw = word(theme)
    sorting.rename_theme(theme=theme, word=both_saw, naming=Naming("Aino nimesi"), made_by=aino, act_id=act())
    told = refused(
        "changed_meanwhile",
        sorting.rename_theme,
        theme=theme,
        word=both_saw,
        naming=Naming("Eino nimesi"),
        made_by=eino,
        act_id=act(),
    )
    assert "Aino Aalto" in told
    assert "Aino nimesi" in told
    assert names(event) == ["Aino nimesi"]


@pytest.mark.parametrize("deed", [sorting.confirm_theme, sorting.dissolve_theme])
def test_what_was_changed_meanwhile_is_neither_confirmed_nor_dissolved(event, aino, eino, deed):
    theme = a_theme(event, "Yksi")
    both_saw = word(theme)
    sorting.rename_theme(theme=theme, word=both_saw, naming=Naming("Toinen"), made_by=aino, act_id=act())
    refused("changed_meanwhile", deed, theme=theme, word=both_saw, made_by=eino, act_id=act())


def test_a_person_confirms_what_the_machine_proposed_once(event, aino):
    theme = a_theme(event, "Yksi")
    sorting.confirm_theme(theme=theme, word=word(theme), made_by=aino, act_id=act())
    assert standing_of(event).themes[0].is_human
    again = sorting.confirm_theme(theme=theme, word=word(theme), made_by=aino, act_id=act())
    assert again.sorting is None


def test_merged_sentences_stand_in_the_other_theme_by_a_persons_word(event, said, aino):
    gone, stays = a_theme(event, "Pois", said[:2]), a_theme(event, "Jää", said[2:])
    done = sorting.merge_themes(
        theme=gone, word=word(gone), into=stays, into_word=word(stays), made_by=aino, act_id=act()
    )
    assert of(event) == {"Jää": tuple(one.pk for one in said)}
    assert done.moved == 2
    assert standing_of(event).themes[0].is_human


def test_a_theme_is_not_merged_into_itself_nor_into_what_was_changed_meanwhile(event, aino, eino):
    one, other = a_theme(event, "Yksi"), a_theme(event, "Kaksi")
    told = {"theme": one, "word": word(one), "into_word": word(other), "made_by": aino}
    refused("same_theme", sorting.merge_themes, into=one, act_id=act(), **told)
    sorting.rename_theme(theme=other, word=word(other), naming=Naming("Muu"), made_by=eino, act_id=act())
    refused("changed_meanwhile", sorting.merge_themes, into=other, act_id=act(), **told)


def test_whoever_is_later_is_told_into_what_the_theme_was_merged(event, aino, eino):
    gone, stays = a_theme(event, "Pois"), a_theme(event, "Jää")
    seen_by_eino = word(gone)
    sorting.merge_themes(theme=gone, word=word(gone), into=stays, into_word=word(stays), made_by=aino, act_id=act())
    told = refused(
        "theme_gone",
        sorting.rename_theme,
        theme=gone,
        word=seen_by_eino,
        naming=Naming("Oma"),
        made_by=eino,
        act_id=act(),
    )
    assert ("Aino Aalto" in told, "Jää" in told) == (True, True)


def test_themes_that_are_kept_apart_are_remembered_until_it_is_undone(event, aino):
    one, other = a_theme(event, "Yksi"), a_theme(event, "Kaksi")
    done = sorting.keep_apart(theme=other, other=one, made_by=aino, act_id=act())
    assert kept_apart(event) == {(one.pk, other.pk)}
    assert sorting.keep_apart(theme=one, other=other, made_by=aino, act_id=act()).sorting is None
    assert ThemesApart.objects.count() == 1
    undo_sorting(sorting=done.sorting, undone_by=aino)
    assert kept_apart(event) == frozenset()
    refused("same_theme", sorting.keep_apart, theme=one, other=one, made_by=aino, act_id=act())


def test_chosen_sentences_part_into_a_theme_of_their_own(event, said, aino):
    theme = a_theme(event, "Yksi", said)
    done = sorting.split_theme(
        theme=theme, naming=Naming("Kaksi"), sentences=seen(event, said[3]), made_by=aino, act_id=act()
    )
    assert of(event) == {"Yksi": tuple(one.pk for one in said[:3]), "Kaksi": (said[3].pk,)}
    assert (done.moved, done.left) == (1, 0)


@pytest.mark.parametrize(("code", "count"), [("none_chosen", 0), ("nothing_left", 4)])
def test_a_theme_is_parted_by_some_of_its_sentences(event, said, aino, code, count):
    theme = a_theme(event, "Yksi", said)
    told = {"sentences": seen(event, *said[:count]), "naming": Naming("Kaksi"), "made_by": aino, "act_id": act()}
    refused(code, sorting.split_theme, theme=theme, **told)
    assert names(event) == ["Yksi"]


def test_sentences_that_are_not_in_a_theme_do_not_part_from_it(event, said, aino):
    theme = a_theme(event, "Yksi", said[:2])
    told = {"sentences": seen(event, said[3]), "naming": Naming("Kaksi"), "made_by": aino, "act_id": act()}
    refused("moved_meanwhile", sorting.split_theme, theme=theme, **told)


def test_sentences_move_to_a_theme_and_to_none(event, said, aino):
    one, other = a_theme(event, "Yksi", said), a_theme(event, "Kaksi")
    sorting.move_sentences(event=event, sentences=seen(event, said[0]), to=other, made_by=aino, act_id=act())
    sorting.move_sentences(event=event, sentences=seen(event, said[1]), to=None, made_by=aino, act_id=act())
    standing = standing_of(event)
    assert (standing.placed[said[0].pk].theme, standing.placed[said[0].pk].is_human) == (other.pk, True)
    assert standing.unplaced == (said[1].pk,)
    assert standing.placed[said[2].pk].theme == one.pk


def test_what_another_moved_meanwhile_is_left_and_counted(event, said, aino, eino):
    one, other = a_theme(event, "Yksi", said), a_theme(event, "Kaksi")
    both_saw = seen(event, *said[:2])
    sorting.move_sentences(event=event, sentences=seen(event, said[0]), to=None, made_by=aino, act_id=act())
    done = sorting.move_sentences(event=event, sentences=both_saw, to=other, made_by=eino, act_id=act())
    assert (done.moved, done.left) == (1, 1)
    assert standing_of(event).placed[said[0].pk].theme is None
    assert standing_of(event).placed[said[1].pk].theme == other.pk
    assert one.pk == standing_of(event).placed[said[2].pk].theme


def test_when_all_was_moved_meanwhile_nothing_moves(event, said, aino, eino):
    a_theme(event, "Yksi", said)
    both_saw = seen(event, said[0])
    sorting.move_sentences(event=event, sentences=both_saw, to=None, made_by=aino, act_id=act())
    told = {"event": event, "sentences": both_saw, "to": None, "made_by": eino, "act_id": act()}
    refused("moved_meanwhile", sorting.move_sentences, **told)


def test_a_sentence_that_is_not_shown_any_more_is_left(event, said, aino):
    theme = a_theme(event, "Yksi")
    both = seen(event, *said[:2])
    Moderation.objects.create(contribution=said[0], is_hiding=True, reason="Asiaton")
    done = sorting.move_sentences(event=event, sentences=both, to=theme, made_by=aino, act_id=act())
    assert (done.moved, done.left) == (1, 1)


def test_a_sentence_of_another_event_is_left(event, aino):
    theme, elsewhere = a_theme(event, "Yksi"), a_contribution(a_participant(a_forum()))
    told = {"event": event, "sentences": {elsewhere.pk: 0}, "to": theme, "made_by": aino, "act_id": act()}
    refused("moved_meanwhile", sorting.move_sentences, **told)


def test_a_person_confirms_where_the_machine_put_a_sentence_and_once_is_enough(event, said, aino):
    theme = a_theme(event, "Yksi", said)
    told = {"event": event, "to": theme, "made_by": aino}
    assert sorting.move_sentences(sentences=seen(event, said[0]), act_id=act(), **told).moved == 1
    assert sorting.move_sentences(sentences=seen(event, said[0]), act_id=act(), **told).sorting is None


def test_nothing_moves_into_a_theme_that_is_gone(event, said, aino):
    theme = a_theme(event, "Yksi")
    sorting.dissolve_theme(theme=theme, word=word(theme), made_by=aino, act_id=act())
    told = {"event": event, "sentences": seen(event, said[0]), "to": theme, "made_by": aino, "act_id": act()}
    refused("theme_gone", sorting.move_sentences, **told)


def test_a_dissolved_theme_frees_its_sentences_and_comes_back_when_it_is_undone(event, said, aino):
    theme = a_theme(event, "Yksi", said)
    done = sorting.dissolve_theme(theme=theme, word=word(theme), made_by=aino, act_id=act())
    assert (done.moved, names(event)) == (4, [])
    assert len(standing_of(event).unplaced) == 4
    undo_sorting(sorting=done.sorting, undone_by=aino)
    assert of(event) == {"Yksi": tuple(one.pk for one in said)}


def test_a_merger_that_is_undone_parts_the_themes_again(event, said, aino):
    gone, stays = a_theme(event, "Pois", said[:2]), a_theme(event, "Jää", said[2:])
    before = of(event)
    done = sorting.merge_themes(
        theme=gone, word=word(gone), into=stays, into_word=word(stays), made_by=aino, act_id=act()
    )
    undo_sorting(sorting=done.sorting, undone_by=aino)
    assert of(event) == before


def test_what_later_changes_build_on_is_not_undone_before_them(event, said, aino, eino):
    made = sorting.create_theme(event=event, naming=Naming("Yksi"), sentences={}, made_by=aino, act_id=act())
    theme = made.sorting.themes.get()
    later = sorting.move_sentences(event=event, sentences=seen(event, said[0]), to=theme, made_by=eino, act_id=act())
    told = refused("built_upon", undo_sorting, sorting=made.sorting, undone_by=aino)
    assert ("Eino Eerola" in told, "Yksi" in told) == (True, True)
    undo_sorting(sorting=later.sorting, undone_by=eino)
    undo_sorting(sorting=made.sorting, undone_by=aino)
    assert names(event) == []


def test_a_theme_whose_making_was_undone_takes_no_more_names(event, aino):
    made = sorting.create_theme(event=event, naming=Naming("Yksi"), sentences={}, made_by=aino, act_id=act())
    theme = made.sorting.themes.get()
    stood = word(theme)
    undo_sorting(sorting=made.sorting, undone_by=aino)
    told = {"theme": theme, "word": stood, "naming": Naming("Kaksi"), "made_by": aino, "act_id": act()}
    refused("theme_undone", sorting.rename_theme, **told)


def test_undoing_twice_is_undoing_once_and_anothers_undoing_is_told(event, said, aino, eino):
    theme = a_theme(event, "Yksi", said)
    undone = undo_sorting(sorting=theme.sorting, undone_by=aino)
    assert undo_sorting(sorting=theme.sorting, undone_by=aino).undone_at == undone.undone_at
    told = refused("already_undone", undo_sorting, sorting=theme.sorting, undone_by=eino)
    assert "Aino Aalto" in told
    assert Sorting.objects.standing().count() == 0


def test_a_new_theme_never_takes_the_number_of_one_that_was_undone(event, aino):
    first = sorting.create_theme(event=event, naming=Naming("Yksi"), sentences={}, made_by=aino, act_id=act())
    undo_sorting(sorting=first.sorting, undone_by=aino)
    second = sorting.create_theme(event=event, naming=Naming("Kaksi"), sentences={}, made_by=aino, act_id=act())
    assert [second.sorting.themes.get().number] == [2]
