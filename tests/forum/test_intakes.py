"""A table of another tool is looked through, stored at one press exactly as it was shown, and undone."""

import datetime as dt
import os
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

import workbooks
from brought import MEANINGS, brought, names, receive, store
from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant
from sopu.core.intakes import Fate, Reading, Word
from sopu.core.refusals import Refused
from sopu.core.shapes import Column
from sopu.forum.actions.intakes import (
    choose_sheet,
    discard_forgotten,
    drop_intake,
    redo_intake,
    store_intake,
    tell_columns,
    tell_words,
    undo_intake,
)
from sopu.forum.actions.opening import close_event
from sopu.forum.models import Cause, Contribution, Event, Intake, Moderation, Participant, RememberedReading
from sopu.forum.queries.desk import newest
from sopu.forum.queries.intakes import file_of, known_of, lines_of, preview_of
from sopu.negotiations.models import Role
from sopu.publishing.queries.material import material_of
from sopu.web import files

pytestmark = pytest.mark.django_db(transaction=True)

WIDE = {
    (Word.TOPIC, workbooks.QUESTION): "1",
    (Word.TOPIC, workbooks.SECOND): "1",
    (Word.PROMPT, workbooks.QUESTION): "strength",
    (Word.PROMPT, workbooks.SECOND): "need",
}


@pytest.fixture(autouse=True)
def _place(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def event() -> Event:
    return a_forum(a_negotiation(2))


def said(intake: Intake) -> list[tuple[Any, ...]]:
    rows = Contribution.objects.filter(intake=intake).with_origins()
    return [
        (
            one.source["intake"]["row"],
            one.text,
            one.discussion.number,
            one.prompt.kind,
            one.participant.organisation_id,
            one.participant.role,
        )
        for one in rows
    ]


def test_what_is_shown_is_exactly_what_is_stored(event):
    intake = receive(event, workbooks.howspace(*names(event)[1:]))
    tell_words(intake=intake, words=MEANINGS)
    intake.refresh_from_db()
    shown = [line for line in lines_of(intake, known_of(event)) if line.fate is Fate.STORED]
    kept = store(intake)
    assert said(kept) == [(one.row, one.text, one.topic, one.prompt, one.organisation, one.role) for one in shown]
    assert (kept.row_count, kept.sentence_count, kept.tool) == (4, 3, "howspace")


def test_the_preview_counts_what_will_happen(event):
    a_contribution(
        a_participant(event, event.negotiation.parties.all()[1].organisation), workbooks.LONG_ANSWER, "strength", 1
    )
    intake = receive(event, workbooks.howspace(*names(event)[1:]))
    assert preview_of(intake).counts == {"waits": 3, "empty": 1}
    assert preview_of(intake).asked == ((Word.PROMPT, "Vahvuudet"), (Word.PROMPT, "Kehitettävää"))
    tell_words(intake=intake, words=MEANINGS)
    intake.refresh_from_db()
    assert preview_of(intake).counts == {"duplicate": 1, "stored": 2, "empty": 1}


def test_nobodys_name_is_kept_and_a_persons_sentences_are_that_persons(event):
    intake = brought(event)
    people = Participant.objects.filter(intake=intake)
    assert sorted(people.values_list("contributions__text", flat=True).distinct()) == sorted(
        one[1] for one in said(intake)
    )
    assert people.distinct().count() == 2
    kept = [*Participant.objects.values(), *Contribution.objects.values(), *Intake.objects.values()]
    kept += list(RememberedReading.objects.values())
    assert not any(name in str(row) for row in kept for name in ("Aino", "Eero"))
    assert not people.filter(token_digest__isnull=False).exists()


def test_likes_of_another_tool_are_kept_with_the_sentence_and_are_no_reactions(event):
    intake = brought(event)
    assert [one.source["intake"].get("votes") for one in intake.contributions.all()] == [7, 3, 1]
    assert [one.reactions.count() for one in intake.contributions.all()] == [0, 0, 0]


def test_the_file_is_gone_once_it_is_stored(event):
    intake = receive(event, workbooks.howspace(*names(event)[1:]))
    assert files.path_of(file_of(intake)).exists()
    tell_words(intake=intake, words=MEANINGS)
    store(intake)
    assert not files.path_of(file_of(intake)).exists()
    assert list(files.path_of("intakes").iterdir()) == []


@pytest.mark.parametrize(
    ("data", "name", "tool", "count", "people"),
    [
        (workbooks.mentimeter(), "tulokset.xlsx", "mentimeter", 3, 2),
        (workbooks.microsoft_forms(), "lomake.xlsx", "forms", 2, 2),
        (workbooks.google_forms(), "lomake.csv", "google", 2, 2),
    ],
)
def test_each_question_of_a_form_becomes_sentences(event, data, name, tool, count, people):
    intake = receive(event, data, name)
    tell_words(intake=intake, words=WIDE | {(Word.ORGANISATION, "Kunta"): "0"})
    kept = store(intake)
    assert (kept.tool, kept.sentence_count, kept.participants.count()) == (tool, count, people)
    assert {one[2] for one in said(kept)} == {1}


def test_questions_of_slido_are_sentences_with_their_upvotes(event):
    intake = receive(event, workbooks.slido())
    tell_words(intake=intake, words={(Word.TOPIC, "Question"): "2", (Word.PROMPT, "Question"): "need"})
    kept = store(intake)
    assert [(one.discussion.number, one.source["intake"]["votes"]) for one in kept.contributions.all()] == [
        (2, 12),
        (2, 3),
    ]


def test_the_next_file_with_the_same_headers_is_read_as_the_last_one(event):
    brought(event)
    again = receive(a_forum(event.negotiation), workbooks.howspace(*reversed(names(event)[1:])))
    assert Reading.from_json(again.reading).words[Word.PROMPT] == {"Vahvuudet": "strength", "Kehitettävää": "need"}
    assert preview_of(again).counts == {"stored": 3, "empty": 1}


def test_capitals_of_headers_may_differ_from_the_last_time(event):
    rows = [("Yksi.", "1", "vahvuus"), ("Kaksi.", "1", "vahvuus")]
    first = receive(event, workbooks.a_workbook([("Sanottua", "Mikä", "Laji"), rows[0]]))
    columns = {"Sanottua": Column.TEXT, "Mikä": Column.TOPIC, "Laji": Column.PROMPT}
    tell_columns(intake=first, columns=columns)
    store(first)
    again = receive(event, workbooks.a_workbook([("SANOTTUA", "MIKÄ", "LAJI"), rows[1]]))
    assert store(again).sentence_count == 1


def test_a_reading_is_remembered_within_its_negotiation_only(event):
    brought(event)
    other = a_forum(a_negotiation(2))
    intake = receive(other, workbooks.howspace(*names(other)[1:]))
    assert preview_of(intake).counts == {"waits": 3, "empty": 1}


def test_a_topic_is_remembered_by_its_goal_area_and_not_by_its_number(event):
    intake = receive(event, workbooks.slido())
    tell_words(intake=intake, words={(Word.TOPIC, "Question"): "2", (Word.PROMPT, "Question"): "need"})
    store(intake)
    other = a_forum(event.negotiation)
    for one in other.discussions.all():
        one.number += 10
        one.save()
    again = receive(other, workbooks.slido())
    assert Reading.from_json(again.reading).words[Word.TOPIC] == {"Question": "12"}


def test_the_same_file_is_refused_with_who_brought_it_and_when(event):
    person = a_mandate(event.negotiation, Role.FACILITATOR)
    data = workbooks.howspace(*names(event)[1:])
    intake = receive(event, data, by=person)
    tell_words(intake=intake, words=MEANINGS)
    store(intake)
    with pytest.raises(Refused) as caught:
        receive(event, data, "toinen nimi.xlsx")
    assert caught.value.code == "brought_before"
    assert person.name in str(caught.value)
    assert "viestit.xlsx" in str(caught.value)


def test_the_same_file_may_come_anew_when_its_import_was_undone(event):
    data = workbooks.howspace(*names(event)[1:])
    undone = brought(event, data)
    undo_intake(intake=undone, made_by=undone.made_by, now=timezone.now())
    again = brought(event, data)
    assert again.sentence_count == 3
    with pytest.raises(Refused) as caught:
        redo_intake(intake=undone, made_by=undone.made_by, now=timezone.now())
    assert caught.value.code == "brought_anew"


def test_a_file_brought_twice_before_storing_is_stored_once(event):
    data = workbooks.howspace(*names(event)[1:])
    first, second = receive(event, data), receive(event, data)
    for intake in (first, second):
        tell_words(intake=intake, words=MEANINGS)
    store(first)
    with pytest.raises(Refused) as caught:
        store(second)
    assert caught.value.code == "brought_before"
    assert Contribution.objects.of(event).count() == 3


def test_another_sheet_of_the_same_workbook_is_another_import(event):
    data = workbooks.a_workbook(
        [("Teksti", "Alue", "Näkökulma"), ("Yksi.", "1", "vahvuus")],
        "Eka",
        Toka=[("Teksti", "Alue", "Näkökulma"), ("Kaksi.", "2", "vahvuus")],
    )
    first = receive(event, data)
    tell_columns(intake=first, columns={"Teksti": Column.TEXT, "Alue": Column.TOPIC, "Näkökulma": Column.PROMPT})
    store(first)
    second = receive(event, data)
    assert (first.sheet, second.sheet) == ("Eka", "Toka")
    assert store(second).sentence_count == 1
    with pytest.raises(Refused):
        receive(event, data)


def test_a_person_chooses_the_sheet(event):
    data = workbooks.a_workbook([("A",), ("b",)], "Eka", Toka=[("Teksti", "Kunta"), ("Kaksi.", "x")])
    intake = receive(event, data)
    choose_sheet(intake=intake, sheet="Toka")
    intake.refresh_from_db()
    assert (intake.sheet, list(Reading.from_json(intake.reading).columns)) == ("Toka", ["Teksti", "Kunta"])
    with pytest.raises(Refused) as caught:
        choose_sheet(intake=intake, sheet="Kolmas")
    assert caught.value.code == "no_such_sheet"


def test_a_second_press_stores_nothing(event):
    intake = receive(event, workbooks.howspace(*names(event)[1:]))
    tell_words(intake=intake, words=MEANINGS)
    intake.refresh_from_db()
    seen = preview_of(intake).digest
    for _ in range(2):
        store_intake(intake=intake, seen=seen, now=timezone.now())
    assert Contribution.objects.of(event).count() == 3


def test_what_has_changed_since_it_was_shown_is_shown_again_and_not_stored(event):
    intake = receive(event, workbooks.howspace(*names(event)[1:]))
    tell_words(intake=intake, words=MEANINGS)
    intake.refresh_from_db()
    seen = preview_of(intake).digest
    a_contribution(
        a_participant(event, event.negotiation.parties.all()[1].organisation), workbooks.LONG_ANSWER, "strength", 1
    )
    with pytest.raises(Refused) as caught:
        store_intake(intake=intake, seen=seen, now=timezone.now())
    assert caught.value.code == "seen_another"
    assert not Contribution.objects.filter(intake=intake).exists()


def test_nothing_is_stored_while_a_word_waits(event):
    intake = receive(event, workbooks.howspace(*names(event)[1:]))
    with pytest.raises(Refused) as caught:
        store(intake)
    assert caught.value.code == "words_wait"


def test_a_file_of_nothing_but_empty_rows_stores_nothing(event):
    intake = receive(event, workbooks.a_workbook([("Teksti", "Kunta"), ("", "Joutsa")]))
    with pytest.raises(Refused) as caught:
        store(intake)
    assert caught.value.code == "nothing_to_store"


def test_columns_without_sentences_are_refused(event):
    intake = receive(event, workbooks.slido())
    with pytest.raises(Refused) as caught:
        tell_columns(intake=intake, columns=dict.fromkeys(Reading.from_json(intake.reading).columns, Column.SKIPPED))
    assert caught.value.code == "no_text_column"


def test_a_sentence_with_personal_data_waits_for_an_eye(event):
    data = workbooks.a_workbook(
        [("Teksti", "Tavoitekokonaisuus", "Näkökulma"), ("Soita 040 123 4567.", "1", "vahvuus"), ("b.", "1", "vahvuus")]
    )
    intake = receive(event, data)
    assert preview_of(intake).lines[0].notes == ("personal",)
    kept = store(intake)
    assert [one.text for one in Contribution.objects.of(event).visible()] == ["b."]
    assert [(one.cause, one.reason) for one in Moderation.objects.filter(contribution__intake=kept)] == [
        (Cause.HELD, "phone")
    ]


def test_papers_and_tables_come_in_after_the_closing_too(event):
    close_event(event=event, now=timezone.now(), made_by=None)
    assert brought(event).sentence_count == 3


def test_a_file_that_waits_a_day_is_thrown_away_when_the_next_one_comes(event):
    forgotten = receive(event, workbooks.slido(), now=timezone.now() - dt.timedelta(hours=25))
    waiting = receive(event, workbooks.mentimeter(), now=timezone.now() - dt.timedelta(hours=23))
    stored = brought(event)
    assert discard_forgotten(now=timezone.now()) == 0  # the next file's coming did it
    assert set(Intake.objects.all()) == {waiting, stored}
    assert not files.path_of(file_of(forgotten)).exists()
    assert files.path_of(file_of(waiting)).exists()


def test_forgotten_files_go_by_command_and_those_without_a_row_too(event, capsys):
    forgotten = receive(event, workbooks.slido(), now=timezone.now() - dt.timedelta(hours=25))
    files.keep("intakes/orphan.json", b"[]")
    yesterday = (timezone.now() - dt.timedelta(hours=25)).timestamp()
    os.utime(files.path_of("intakes/orphan.json"), (yesterday, yesterday))
    call_command("forget", "files")
    assert "1" in capsys.readouterr().out
    assert not Intake.objects.filter(pk=forgotten.pk).exists()
    assert list(files.path_of("intakes").iterdir()) == []


def test_a_stored_import_is_never_thrown_away(event):
    intake = brought(event)
    drop_intake(intake=intake)
    assert Intake.objects.get() == intake


def test_the_desk_and_the_material_say_where_a_sentence_is_from(event):
    a_contribution(a_participant(event), "Salissa sanottu.")
    brought(event)
    assert sorted(one.origin for one in newest(event, 10**9)[0]) == ["", "Howspace", "Howspace", "Howspace"]
    material = material_of(event, language="fi", compiled_at=timezone.now())
    assert sorted(one.source for one in material.sentences) == ["", "Howspace", "Howspace", "Howspace"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_preview_costs_the_same_however_many_rows_there_are(event, count, django_assert_num_queries):
    rows = [(f"Ajatus {n}.", "1", "vahvuus") for n in range(count)]
    intake = receive(event, workbooks.a_workbook([("Teksti", "Tavoitekokonaisuus", "Näkökulma"), *rows]))
    intake = Intake.objects.select_related("event").get(pk=intake.pk)
    with django_assert_num_queries(5):
        assert preview_of(intake).stored == count
