"""Conversations of Polis become events, whole or not at all."""

import datetime as dt
import json
import re
from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from builders import a_negotiation
from conversations import TINY, changed, needs_shared_data, published
from sopu.core import polis
from sopu.core.refusals import Refused
from sopu.core.tables import Unreadable
from sopu.forum.actions.files import SENTENCES, FileRefused
from sopu.forum.actions.importing import Imported, destination, import_conversation
from sopu.forum.models import (
    Contribution,
    Discussion,
    Event,
    Moderation,
    Participant,
    Prompt,
    PromptKind,
    Reaction,
)

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2025, 11, 3, 9, 30, tzinfo=dt.UTC)
MODELS = (Event, Discussion, Prompt, Participant, Contribution, Moderation, Reaction)


def brought_in(files: dict[str, bytes] = TINY) -> Event:
    return Event.objects.get(code=import_conversation(negotiation=a_negotiation(), files=files, now=NOW).code)


def rows() -> list[int]:
    return [model.objects.count() for model in MODELS]


def said(event: Event) -> dict[int, Contribution]:
    return {one.source["polis"]["comment_id"]: one for one in Contribution.objects.of(event)}


def final_votes(event: Event) -> dict[tuple[int, int], int]:
    answers = Reaction.objects.of(event).final().select_related("participant", "contribution")
    return {
        (one.participant.source["polis"]["participant_id"], one.contribution.source["polis"]["comment_id"]): one.stance
        for one in answers
    }


def test_the_counts_say_what_came_in():
    negotiation = a_negotiation()
    imported = import_conversation(negotiation=negotiation, files=TINY, now=NOW)
    code = Event.objects.get().code
    assert imported == Imported(code, negotiation.slug, 3, 4, 1, 10, 9)
    assert rows() == [1, 1, 1, 3, 4, 1, 10]


def test_the_event_is_closed_and_has_the_times_of_what_was_said():
    event = brought_in()
    assert (event.name, event.is_open, event.is_demo) == ("Arjen palvelut kylissä", False, False)
    assert event.opened_at == event.starts_at == dt.datetime(2025, 10, 24, 12, 46, 40, 1000, tzinfo=dt.UTC)
    assert event.closed_at == event.ends_at == dt.datetime(2025, 10, 24, 12, 53, 40, tzinfo=dt.UTC)
    discussion = event.discussions.get()
    assert (discussion.number, discussion.name, discussion.goal_area) == (1, "Arjen palvelut kylissä", None)
    prompt = event.prompts.get()
    assert (prompt.kind, prompt.question_fi) == (
        PromptKind.OTHER,
        "Mitä palveluja kylissä tarvitaan?\n\nVastaa omin sanoin.",
    )


def test_each_sentence_is_kept_exactly_with_its_author_and_what_the_source_told():
    contributions = said(brought_in())
    assert {number: one.text for number, one in contributions.items()} == {
        0: "Lähipalvelut säilyvät.",
        1: 'Kylien "väki" mukaan,\nja nuoret myös. ',
        2: "Bussit kulkevat myös illalla.",
        3: "",
    }
    assert [one.participant.source["polis"]["participant_id"] for one in contributions.values()] == [0, 0, 5, 5]
    assert contributions[2].written_at == dt.datetime(2025, 10, 24, 12, 51, 40, 900000, tzinfo=dt.UTC)
    assert contributions[3].source["polis"] == {
        "row": 0,
        "comment_id": 3,
        "timestamp": 1761310400120,
        "datetime": "Fri Oct 24 14:53:20 EET 2025",
        "agrees": 0,
        "disagrees": 1,
        "moderated": -1,
        "unseen_agrees": 0,
        "unseen_disagrees": 0,
        "extras": {},
    }


def test_people_come_without_organisation_role_or_token():
    event = brought_in()
    people = event.participants.order_by("source__polis__row")
    assert {(one.organisation, one.role, one.token_digest) for one in people} == {(None, "", None)}
    assert [one.source["polis"]["participant_id"] for one in people] == [0, 5, 2]
    assert people[2].source["polis"] == {
        "row": 2,
        "participant_id": 2,
        "group_id": "",
        "n_comments": 0,
        "n_votes": 3,
        "n_agree": 2,
        "n_disagree": 1,
        "extras": {},
    }
    assert people[2].joined_at == dt.datetime(2025, 10, 24, 12, 48, 10, tzinfo=dt.UTC)


def test_what_the_source_moderated_out_is_hidden_with_a_reason():
    with translation.override("fi"):
        event = brought_in()
    moderation = Moderation.objects.of(event).get()
    assert (moderation.contribution, moderation.is_hiding, moderation.made_by) == (said(event)[3], True, None)
    assert moderation.reason == "Piilotettu lähteessä"


def test_the_last_words_are_the_matrix_and_earlier_words_are_kept():
    event = brought_in()
    people = polis.read(TINY).people
    assert final_votes(event) == {(one.id, comment): vote for one in people for comment, vote in one.votes.items()}
    changed_words = Reaction.objects.of(event).filter(contribution=said(event)[1], participant__source__polis__row=2)
    assert [one.stance for one in changed_words] == [-1, 1]


def test_words_that_are_not_in_order_of_time_in_the_file_are_put_in_it():
    first, second = TINY["votes.csv"].splitlines(keepends=True)[5:7]
    event = brought_in({**TINY, "votes.csv": TINY["votes.csv"].replace(first + second, second + first)})
    changed_words = Reaction.objects.of(event).filter(contribution=said(event)[1], participant__source__polis__row=2)
    assert [one.stance for one in changed_words] == [-1, 1]


def test_without_votes_csv_the_matrix_gives_the_votes():
    event = brought_in({name: TINY[name] for name in polis.REQUIRED})
    assert Counter(final_votes(event).values()) == {1: 6, -1: 2, 0: 1}
    assert {one.written_at for one in Reaction.objects.of(event)} == {event.ends_at}
    assert said(event)[1].source["polis"]["unseen_disagrees"] == 1


def test_a_conversation_in_which_nobody_spoke_happened_now():
    summary = TINY["summary.csv"]
    for key, value in (("voters", 3), ("voters-in-conv", 3), ("commenters", 2), ("comments", 4)):
        summary = summary.replace(f"\n{key},{value}".encode(), f"\n{key},0".encode())
    summary = summary.replace(b"Arjen palvelut kyliss\xc3\xa4", b"")
    files = {"summary.csv": summary}
    files["comments.csv"] = TINY["comments.csv"].splitlines(keepends=True)[0]
    files["participants-votes.csv"] = b"participant,group-id,n-comments,n-votes,n-agree,n-disagree\n"
    with translation.override("en"):
        event = brought_in(files)
    assert (event.name, event.starts_at, event.ends_at) == ("Conversation", NOW, NOW)


def test_a_long_question_is_cut_on_the_page_and_whole_in_the_source():
    question = "Mikä on tärkeää? " * 30
    event = brought_in(changed("summary.csv", "Vastaa omin sanoin.", question.strip()))
    shown = event.prompts.get().question_fi
    assert (len(shown), shown[-1]) == (250, "…")
    assert dict(event.source["polis"]["summary"])["conversation-description"].endswith(question.strip())


def test_a_refused_file_leaves_nothing_behind():
    a_negotiation()
    before = rows()
    for file, old, new in (
        ("comments.csv", "Bussit", "Bussit, junat"),
        ("votes.csv", "EET 2025,3,2,-1", "EET 2025,3,2,1"),
        ("summary.csv", "comments,4", "comments,5"),
    ):
        with pytest.raises(FileRefused):
            brought_in(changed(file, old, new))
    assert rows() == before


def test_a_failure_in_the_middle_of_storing_leaves_nothing_behind(monkeypatch):
    before = rows()
    # The database itself refuses the second sentence: no two have the same receipt.
    monkeypatch.setattr("sopu.forum.actions.importing.receipt", lambda: "SAMESAME")
    with pytest.raises(Exception, match=r"(?i)unique"):
        brought_in()
    assert rows() == before


def test_a_refusal_is_one_sentence_with_file_row_and_reason():
    with translation.override("en"), pytest.raises(FileRefused) as caught:
        brought_in(changed("comments.csv", "Bussit", "Bussit, junat"))
    assert str(caught.value) == "comments.csv, row 4 (line 5): there are 9 cells, and there should be 8."
    assert (caught.value.code, caught.value.file, caught.value.row) == ("column_count", "comments.csv", 4)
    with translation.override("fi"), pytest.raises(FileRefused, match=r"^votes.csv, rivi 11: ") as caught:
        brought_in(changed("votes.csv", "EET 2025,3,2,-1", "EET 2025,3,2," + "x" * 99))
    assert "x" * 60 + "…" in str(caught.value)
    with translation.override("en"), pytest.raises(FileRefused) as caught:
        brought_in({})
    assert str(caught.value) == "summary.csv: the file is missing."


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_reason_has_a_sentence_in_each_language(code):
    sentences = set()
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            facts = dict.fromkeys(re.findall(r"%\((\w+)\)s", str(SENTENCES[code])), "7")
            sentences.add(str(FileRefused(Unreadable(code, "a.csv", 2, 2, **facts))))
            sentences.add(str(SENTENCES[code]))
    assert len(sentences) == 6


def test_the_only_negotiation_is_meant_when_none_is_named():
    negotiation = a_negotiation()
    assert destination(None) == negotiation
    assert destination(negotiation.slug) == negotiation


def test_of_several_negotiations_the_demonstration_is_meant_when_none_is_named():
    a_negotiation()
    demonstration = a_negotiation(slug="keski-suomi-2025")
    assert destination(None) == demonstration


def test_a_negotiation_must_be_named_or_made():
    with translation.override("en"):
        with pytest.raises(Refused, match="sopu negotiation create"):
            destination(None)
        a_negotiation(slug="a")
        a_negotiation(slug="b")
        with pytest.raises(Refused, match="--negotiation: a, b"):
            destination(None)
        with pytest.raises(Refused, match="--negotiation: a, b"):
            destination("c")


def test_the_command_answers_in_json(tmp_path, capsys):
    negotiation = a_negotiation()
    for name, data in TINY.items():
        (tmp_path / name).write_bytes(data)
    call_command("import", "polis", str(tmp_path), "--json")
    assert json.loads(capsys.readouterr().out) == {
        "code": Event.objects.get().code,
        "negotiation": negotiation.slug,
        "participants": 3,
        "contributions": 4,
        "hidden": 1,
        "votes": 10,
        "final_votes": 9,
    }


def test_the_command_answers_in_a_sentence(tmp_path, capsys):
    negotiation = a_negotiation()
    for name, data in TINY.items():
        (tmp_path / name).write_bytes(data)
    with translation.override("en"):
        call_command("import", "polis", str(tmp_path))
    code = Event.objects.get().code
    assert capsys.readouterr().out == (
        f"Event {code} of {negotiation.slug}: 3 participants, 4 statements (1 hidden), 10 votes, 9 of them final.\n"
    )


def test_the_command_tells_a_refusal_in_json_too(tmp_path, capsys):
    a_negotiation()
    for name, data in changed("comments.csv", "Bussit", "Bussit, junat").items():
        (tmp_path / name).write_bytes(data)
    with translation.override("en"), pytest.raises(Refused):
        call_command("import", "polis", str(tmp_path), "--json")
    sentence = "comments.csv, row 4 (line 5): there are 9 cells, and there should be 8."
    assert json.loads(capsys.readouterr().out) == {
        "error": {"code": "column_count", "file": "comments.csv", "row": 4, "sentence": sentence}
    }


def test_a_folder_that_is_not_there_is_refused(tmp_path, capsys):
    with translation.override("en"), pytest.raises(Refused, match="There is no folder") as caught:
        call_command("import", "polis", str(tmp_path / "nowhere"), "--json")
    assert json.loads(capsys.readouterr().out)["error"] == {"code": "no_folder", "sentence": str(caught.value)}


def test_a_file_that_can_not_be_read_is_refused(tmp_path):
    (tmp_path / "summary.csv").mkdir()
    with pytest.raises(Refused, match=r"summary\.csv"):
        call_command("import", "polis", str(tmp_path))


def test_as_many_queries_for_many_people_as_for_few(django_assert_num_queries):
    """A savepoint and its release, the code, six kinds of rows, and the discussion and prompt read once."""
    negotiation = a_negotiation()
    few = {name: TINY[name] for name in polis.REQUIRED}
    for files in (few, TINY):
        with django_assert_num_queries(12):
            import_conversation(negotiation=negotiation, files=files, now=timezone.now())


@needs_shared_data
@pytest.mark.slow
@pytest.mark.parametrize("name", ["brexit-consensus", "football-concussions"])
def test_published_conversations_are_brought_in_vote_by_vote(name):
    files = published(name)
    event, told = brought_in(files), polis.read(files)
    assert {number: one.text for number, one in said(event).items()} == {one.id: one.text for one in told.statements}
    hidden = {one.contribution.source["polis"]["comment_id"] for one in Moderation.objects.of(event).hiding()}
    assert hidden == {one.id for one in told.statements if one.moderated == -1}
    assert event.participants.count() == len(told.people)
    assert final_votes(event) == {(one.id, comment): vote for one in told.people for comment, vote in one.votes.items()}
