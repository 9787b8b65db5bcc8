"""Tables of sentences become events; each sentence keeps who said it."""

import csv
import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.utils import translation

from builders import a_negotiation, an_organisation
from conversations import SHARED, needs_shared_data
from sopu.core.refusals import Refused
from sopu.forum.actions.files import FileRefused
from sopu.forum.actions.inputs import File, ImportedInputs, import_inputs
from sopu.forum.models import Contribution, Discussion, Event, Participant, ParticipantRole, Prompt, PromptKind
from sopu.forum.queries.exporting import conversation_of
from sopu.negotiations.models import Negotiation, Party
from sopu.organisations.models import Kind

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2025, 11, 3, 9, 30, tzinfo=dt.UTC)
MODELS = (Event, Discussion, Prompt, Participant, Contribution)


def brought_in(text: str, negotiation: Negotiation | None = None, topics: str | None = None) -> Event:
    names = File("topics.csv", topics.encode()) if topics else None
    file = File("evästykset.csv", text.encode())
    imported = import_inputs(negotiation=negotiation or a_negotiation(), file=file, topics=names, now=NOW)
    return Event.objects.get(code=imported.code)


def rows() -> list[int]:
    return [model.objects.count() for model in MODELS]


def discussions(event: Event) -> list[tuple[int, str, int]]:
    return [(one.number, one.name_fi, one.contributions.count()) for one in event.discussions.all()]


def test_each_row_is_a_sentence_of_its_own_person():
    event = brought_in("text\nYksi\n Kaksi \nYksi\n")
    assert list(Contribution.objects.of(event).values_list("text", flat=True)) == ["Yksi", " Kaksi ", "Yksi"]
    assert event.participants.count() == 3
    assert {(one.organisation, one.role, one.token_digest) for one in event.participants.all()} == {(None, "", None)}


def test_the_event_is_closed_and_named_by_the_file_in_three_languages():
    event = brought_in("text\nYksi\n")
    assert (event.name_fi, event.name_sv, event.name_en) == (
        "Tuodut evästykset: evästykset.csv",
        "Importerade medskick: evästykset.csv",
        "Imported input: evästykset.csv",
    )
    assert (event.starts_at, event.opened_at, event.closed_at, event.ends_at) == (NOW, NOW, NOW, NOW)
    assert discussions(event) == [(1, "Tuodut evästykset: evästykset.csv", 1)]
    assert event.discussions.get().name_sv == "Importerade medskick: evästykset.csv"


def test_people_come_with_their_organisation_and_role():
    negotiation = a_negotiation()
    county, member = (party.organisation for party in negotiation.parties.all()[:2])
    member.code = "077"
    member.save()
    event = brought_in(
        f"text;organisaatio;rooli\na;{county.name_fi.upper()};luottamushenkilö\nb;077;kumppani\nc;77;\n", negotiation
    )
    assert [(one.participant.organisation, one.participant.role) for one in Contribution.objects.of(event)] == [
        (county, ParticipantRole.ELECTED),
        (member, ParticipantRole.PARTNER),
        (member, ParticipantRole.UNKNOWN),
    ]


def test_a_participant_may_say_many_things():
    event = brought_in("text,participant,at\na,P1,2.10.2025\nb,P2,\nc,P1,1.10.2025\n")
    people = {one.source["inputs"]["participant"]: one for one in event.participants.all()}
    assert {name: one.contributions.count() for name, one in people.items()} == {"P1": 2, "P2": 1}
    assert people["P1"].joined_at == dt.datetime(2025, 9, 30, 21, tzinfo=dt.UTC)
    assert (event.starts_at, event.ends_at) == (people["P1"].joined_at, NOW)


def test_sentences_go_to_goal_areas_by_number_or_name():
    negotiation = a_negotiation()
    event = brought_in("text,goal_area\na,3\nb,ARJEN TURVALLISUUS\nc,3\nd,\n", negotiation)
    assert discussions(event) == [(1, "Edunvalvonta ja elinvoima", 2), (2, "Arjen turvallisuus", 1), (3, "Muut", 1)]
    areas = [one.goal_area and one.goal_area.number for one in event.discussions.all()]
    assert areas == [3, 4, None]


def test_discussions_are_goal_areas_or_topics_of_their_own():
    event = brought_in("text,discussion,question_id\na,Nuoret,\nb,1,\nc,Kylät,\nd,Nuoret,\ne,,10\nf,,9\n")
    assert discussions(event) == [
        (1, "Osallisuus ja yhteisöllisyys", 1),
        (2, "Nuoret", 2),
        (3, "Kylät", 1),
        (4, "Kysymys 9", 1),
        (5, "Kysymys 10", 1),
    ]
    assert event.discussions.get(number=4).name_sv == "Fråga 9"


def test_questions_are_named_by_their_topics():
    event = brought_in("text,question_id\na,128\nb,127\n", topics="id,text\n127,Sosiaaliturva\n128,Kauppa\n")
    assert discussions(event) == [(1, "Sosiaaliturva", 1), (2, "Kauppa", 1)]


def test_prompts_are_the_kinds_that_are_used_in_their_order():
    negotiation = a_negotiation()
    county = negotiation.county.name_fi
    text = f"text,prompt,organisation\na,sitoumus,{county}\nb,vahvuus,\nc,,\nd,Vahvuus,\n"
    event = brought_in(text, negotiation)
    assert [(one.kind, one.number) for one in event.prompts.all()] == [
        (PromptKind.STRENGTH, 1),
        (PromptKind.COMMITMENT, 2),
        (PromptKind.OTHER, 3),
    ]
    assert event.prompts.get(kind=PromptKind.STRENGTH).question_fi == "Vahvuus"
    assert [one.prompt.kind for one in Contribution.objects.of(event)] == [
        "commitment",
        "strength",
        "other",
        "strength",
    ]


def test_what_else_was_told_is_kept_in_the_source():
    event = brought_in("id,question_id,answer,text,language,at\nx7,127,2,Yksi,fi,24.10.2025 klo 15.12\n")
    one = Contribution.objects.of(event).get()
    assert one.source == {"inputs": {"row": 2, "id": "x7", "question_id": "127", "answer": "2"}}
    assert (one.language, one.written_at) == ("fi", dt.datetime(2025, 10, 24, 12, 12, tzinfo=dt.UTC))
    assert event.source["inputs"]["file"] == "evästykset.csv"


REFUSALS = [
    ("text,organisation\na,Atlantis\n", "unknown_organisation", 2),
    ("text,goal_area\na,1\nb,9\n", "unknown_goal_area", 3),
    ("text,participant,role\na,P,elected\nb,P,partner\n", "participant_differs", 3),
    ("text,prompt\na,commitment\n", "commitment_needs_organisation", 2),
    ("text,discussion\na," + "x" * 251 + "\n", "name_too_long", 2),
    ("text,question_id\na,127\nb,128\n", "unknown_question", 3),
    ("text,role\na,king\n", "unknown_role", 2),
    ("text\na\nb", "cut", 3),
]


@pytest.mark.parametrize(("text", "code", "row"), REFUSALS)
def test_a_table_that_does_not_fit_the_negotiation_is_refused_whole(text, code, row):
    negotiation = a_negotiation()
    before = rows()
    with pytest.raises(FileRefused) as caught:
        brought_in(text, negotiation, topics="id,text\n127,Sosiaaliturva\n")
    assert (caught.value.code, caught.value.row, caught.value.file) == (code, row, "evästykset.csv")
    assert rows() == before


def test_a_code_of_two_parties_names_neither():
    negotiation = a_negotiation()
    for number, kind in enumerate((Kind.PARTNER, Kind.REGIONAL_COUNCIL), 9):
        organisation = an_organisation(kind, code="099")
        Party.objects.create(negotiation=negotiation, organisation=organisation, number=number)
    with pytest.raises(FileRefused) as caught:
        brought_in("text,organisation\na,099\n", negotiation)
    assert caught.value.code == "ambiguous_organisation"


def test_an_organisation_that_is_no_party_is_refused():
    stranger = an_organisation()
    with pytest.raises(FileRefused) as caught:
        brought_in(f"text,organisation\na,{stranger.name_fi}\n")
    assert caught.value.code == "unknown_organisation"


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_many_rows_as_for_one(count, django_assert_num_queries):
    negotiation = a_negotiation()
    text = "text,organisation,goal_area,prompt\n" + f"a,{negotiation.county.name_fi},1,need\n" * count
    with django_assert_num_queries(10):
        import_inputs(negotiation=negotiation, file=File("a.csv", text.encode()), now=NOW)


def test_the_command_answers_in_json_or_in_a_sentence(tmp_path, capsys):
    negotiation = a_negotiation()
    (tmp_path / "a.csv").write_text("text,question_id\na,1\nb,2\n")
    (tmp_path / "t.csv").write_text("id,text\n1,Yksi\n2,Kaksi\n")
    call_command("import", "inputs", str(tmp_path / "a.csv"), "--topics", str(tmp_path / "t.csv"), "--json")
    assert json.loads(capsys.readouterr().out) == {
        "code": Event.objects.get().code,
        "negotiation": negotiation.slug,
        "participants": 2,
        "contributions": 2,
        "discussions": 2,
    }
    with translation.override("en"):
        call_command("import", "inputs", str(tmp_path / "a.csv"), "--negotiation", negotiation.slug)
    assert capsys.readouterr().out.endswith(f" of {negotiation.slug}: 2 participants, 2 sentences, 2 discussions.\n")


def test_a_table_that_is_not_there_is_refused(tmp_path, capsys):
    with pytest.raises(Refused):
        call_command("import", "inputs", str(tmp_path / "a.csv"), "--json")
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "not_readable"


@needs_shared_data
@pytest.mark.slow
def test_4200_finnish_texts_come_in_exactly_as_given():
    file = SHARED / "fi_texts" / "opinions_fi.csv"
    negotiation = a_negotiation()
    imported = import_inputs(negotiation=negotiation, file=File(file.name, file.read_bytes()), now=NOW)
    assert imported == ImportedInputs(imported.code, negotiation.slug, 4200, 4200, 14)
    event = Event.objects.get(code=imported.code)
    with file.open(encoding="utf-8", newline="") as stream:
        given = [(row["id"], row["text"], row["answer"]) for row in csv.DictReader(stream)]
    kept = Contribution.objects.of(event)
    assert [(one.source["inputs"]["id"], one.text, one.source["inputs"].get("answer", "")) for one in kept] == given
    assert len(conversation_of(event).statements) == 4200
