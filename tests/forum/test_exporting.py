"""Events leave in the form of Polis: what was brought in unchanged, what was said here without saying who."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from builders import a_contribution, a_forum, a_negotiation, a_participant, a_reaction
from conversations import NAMES, TINY, needs_shared_data, published
from sopu.core import polis
from sopu.core.refusals import Refused
from sopu.forum.actions.importing import import_conversation
from sopu.forum.actions.moderating import hide_contribution, restore_contribution
from sopu.forum.models import Contribution, Event, Stance
from sopu.forum.queries.exporting import conversation_of

pytestmark = pytest.mark.django_db


def brought_in(files: dict[str, bytes] = TINY) -> Event:
    code = import_conversation(negotiation=a_negotiation(), files=files, now=timezone.now()).code
    return Event.objects.get(code=code)


def exported(event: Event) -> dict[str, bytes]:
    return polis.write(conversation_of(event))


def lines(data: bytes) -> list[str]:
    return data.decode().splitlines()


def with_votes(*order: int) -> dict[str, bytes]:
    header, *votes = TINY["votes.csv"].splitlines(keepends=True)
    return {**TINY, "votes.csv": b"".join([header, *(votes[place] for place in order)])}


def test_a_conversation_leaves_as_it_came():
    assert exported(brought_in()) == TINY


def test_files_leave_with_the_line_breaks_and_marks_they_came_with():
    files = {name: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") for name, data in TINY.items()}
    assert exported(brought_in(files)) == files


def test_votes_leave_in_the_order_they_came_in():
    files = with_votes(9, 3, 2, 1, 0, 4, 5, 8, 7, 6)
    assert exported(brought_in(files)) == files


def test_a_zone_that_changed_in_the_autumn_is_told_as_it_was():
    old, new = b"1761310420000,Fri Oct 24 14:53:40 EET 2025", b"1761310420000,Fri Oct 24 15:53:40 EEST 2025"
    files = {**TINY, "votes.csv": TINY["votes.csv"].replace(old, new)}
    assert exported(brought_in(files)) == files


def test_votes_without_times_are_written_without_times():
    few = {name: TINY[name] for name in polis.REQUIRED}
    files = exported(brought_in(few))
    assert {name: files[name] for name in polis.REQUIRED} == few
    assert lines(files["votes.csv"])[:3] == ["timestamp,datetime,comment-id,voter-id,vote", ",,0,0,1", ",,0,2,1"]
    assert len(lines(files["votes.csv"])) == 10
    assert exported(brought_in(files)) == files


def test_newer_exports_leave_with_their_own_columns():
    comments = b"timestamp,comment-id,author-id,agrees,disagrees,moderated,is-seed,comment-body\n1,0,0,3,0,1,true,Yes\n"
    summary = b"topic,T\nurl,\nviews,1\nvoters,0\nvoters-in-conv,1\ncommenters,1\ncomments,1\ngroups,0\n"
    files = {
        "summary.csv": summary + b"conversation-description,\n",
        "comments.csv": comments,
        "participants-votes.csv": b"participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0\n0,x7,,1,0,0,0,\n",
    }
    assert {name: data for name, data in exported(brought_in(files)).items() if name in files} == files


def test_what_is_hidden_or_shown_again_here_is_told_so():
    event = brought_in()
    by_text = {one.text: one for one in Contribution.objects.of(event)}
    hide_contribution(contribution=by_text["Bussit kulkevat myös illalla."], reason="Toisto", made_by=None)
    restore_contribution(contribution=by_text[""], reason="Kuuluu aineistoon", made_by=None)
    moderated = {one.id: one.moderated for one in conversation_of(event).statements}
    assert moderated == {0: 1, 1: 1, 2: -1, 3: 1}


def test_what_is_said_after_the_import_gets_the_next_numbers():
    event = brought_in()
    newcomer = a_participant(event, organisation=event.negotiation.county)
    sentence = a_contribution(newcomer, "Lisäksi kirjastot.", kind=event.prompts.get().kind)
    a_reaction(newcomer, Contribution.objects.of(event).get(text="Lähipalvelut säilyvät."), Stance.DISAGREE)
    conversation = conversation_of(event)
    new = conversation.statements[-1]
    assert (new.id, new.author, new.text, new.moderated) == (4, 6, sentence.text, 0)
    assert (conversation.statements[3].agrees, conversation.statements[3].disagrees) == (3, 1)
    assert conversation.people[-1] == polis.Person(6, "", {0: -1})
    assert conversation.matrix_order == (0, 1, 2, 3, 4)
    told = dict(conversation.summary)
    assert (told["voters"], told["voters-in-conv"], told["commenters"], told["comments"]) == ("4", "4", "3", "5")
    assert (told["views"], told["topic"]) == ("7", "Arjen palvelut kylissä")
    assert polis.read(polis.write(conversation)) == conversation


def test_new_votes_come_after_those_of_a_source_with_its_own_order():
    event = brought_in(with_votes(9, 3, 2, 1, 0, 4, 5, 8, 7, 6))
    a_reaction(a_participant(event), Contribution.objects.of(event).get(text="Lähipalvelut säilyvät."))
    votes = conversation_of(event).votes
    assert votes is not None
    assert [(vote.comment, vote.voter) for vote in votes][0::10] == [(3, 2), (0, 6)]


def a_hall() -> Event:
    """Two who speak, one who only listens, a changed mind and a hidden sentence, at times that we know."""
    event = a_forum(created := a_negotiation())
    people = [a_participant(event, created.county) for _ in range(3)]
    for minute, person in enumerate(people):
        person.joined_at = dt.datetime(2025, 10, 24, 10, minute, tzinfo=dt.UTC)
        person.save()
    times = [dt.datetime(2025, 10, 24, 11, minute, 7, 250_000, tzinfo=dt.UTC) for minute in range(2)]
    first = a_contribution(people[0], "Kyläbussit", received_at=times[0])
    second = a_contribution(people[1], "Väärä nimi", received_at=times[1], area=2)
    for stance in (Stance.AGREE, Stance.DISAGREE):
        a_reaction(people[1], first, stance)
    hide_contribution(contribution=second, reason="Nimi", made_by=None)
    return event


def test_what_was_said_here_is_counted_and_numbered_in_order():
    event = a_hall()
    files = exported(event)
    assert lines(files["comments.csv"]) == [
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body",
        "1761303607250,Fri Oct 24 11:00:07 UTC 2025,0,0,1,1,0,Kyläbussit",
        "1761303667250,Fri Oct 24 11:01:07 UTC 2025,1,1,0,0,-1,Väärä nimi",
    ]
    assert lines(files["participants-votes.csv"]) == [
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1",
        "0,,1,0,0,0,,",
        "1,,1,1,0,1,-1,",
        "2,,0,0,0,0,,",
    ]
    assert [line.split(",")[2:] for line in lines(files["votes.csv"])[1:]] == [["0", "1", "1"], ["0", "1", "-1"]]
    assert lines(files["summary.csv"])[:8] == [
        "topic,Foorumi",
        "url,",
        "views,3",
        "voters,1",
        "voters-in-conv,3",
        "commenters,2",
        "comments,2",
        "groups,0",
    ]


def test_what_was_said_here_can_be_brought_in_again():
    files = exported(a_hall())
    again = exported(brought_in(files))
    assert again == files


def test_a_later_word_is_never_earlier_in_the_file():
    event = a_forum()
    sentence = a_contribution(a_participant(event))
    reader = a_participant(event)
    first, second = a_reaction(reader, sentence), a_reaction(reader, sentence, Stance.DISAGREE)
    second.received_at = first.received_at - dt.timedelta(seconds=1)
    second.save()
    conversation = conversation_of(event)
    assert conversation.votes is not None
    assert conversation.votes[0].at == conversation.votes[1].at
    assert polis.read(polis.write(conversation)).votes == conversation.votes


def test_organisations_names_and_tokens_stay_here():
    event = a_hall()
    everything = b"".join(exported(event).values()).decode()
    person = event.participants.first()
    assert event.negotiation.county.name_fi not in everything
    assert str(person.pk) not in everything
    assert "elected" not in everything


def test_an_event_in_which_nothing_was_said_is_written_too():
    files = exported(a_forum())
    assert polis.write(polis.read(files)) == files
    assert polis.read(files).statements == ()


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_many_sentences_as_for_one(count, django_assert_num_queries):
    event = a_forum()
    for _ in range(count):
        sentence = a_contribution(a_participant(event))
        a_reaction(a_participant(event), sentence)
    event = Event.objects.get(pk=event.pk)
    with django_assert_num_queries(5):
        conversation_of(event)


def test_the_command_writes_the_four_files(tmp_path, capsys):
    event = brought_in()
    with translation.override("en"):
        call_command("export", "polis", event.code.lower(), str(tmp_path / "new" / "folder"))
    assert {file.name: file.read_bytes() for file in (tmp_path / "new" / "folder").iterdir()} == TINY
    assert capsys.readouterr().out == (
        f"Event {event.code} is in {tmp_path}/new/folder: "
        "summary.csv, comments.csv, participants-votes.csv, votes.csv.\n"
    )


def test_the_command_answers_in_json(tmp_path, capsys):
    event = brought_in()
    call_command("export", "polis", event.code, str(tmp_path), "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["code"], told["folder"]) == (event.code, str(tmp_path))
    assert told["files"]["votes.csv"] == {
        "bytes": len(TINY["votes.csv"]),
        "sha256": event.source["polis"]["digests"]["votes.csv"],
    }


def test_an_event_that_is_not_there_is_not_written(tmp_path):
    with translation.override("en"), pytest.raises(Refused, match="There is no event with the code ZZZZZZ"):
        call_command("export", "polis", "ZZZZZZ", str(tmp_path / "folder"))
    assert not (tmp_path / "folder").exists()


def test_a_place_that_can_not_be_written_is_told(tmp_path):
    event = brought_in()
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(Refused, match="taken"):
        call_command("export", "polis", event.code, str(tmp_path / "taken"))


@needs_shared_data
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_published_conversations_leave_byte_for_byte_as_they_came(name):
    files = published(name)
    assert {file: data for file, data in exported(brought_in(files)).items() if file in files} == files
