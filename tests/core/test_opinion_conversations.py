"""A conversation of Polis is heard, and what was found is told in the words of its files."""

import json

from conversations import TINY
from invented_votes import camps
from sopu.core import polis
from sopu.core.opinion import Mode, Votes, opinion
from sopu.core.opinion.conversations import Heard, heard, labels, told
from sopu.core.polis import Statement


def test_people_and_statements_are_in_order_of_their_ids():
    conversation = polis.read(TINY)
    said = heard(conversation)
    assert list(said.people) == sorted(one.id for one in conversation.people)
    assert [one.id for one in said.statements] == sorted(one.id for one in conversation.statements)
    spoken = {(one.id, comment): vote for one in conversation.people for comment, vote in one.votes.items()}
    found = zip(said.votes.person, said.votes.statement, said.votes.stance, strict=True)
    assert {(said.people[p], said.statements[s].id): int(vote) for p, s, vote in found} == spoken
    assert {said.statements[index].id for index in said.hidden} == {
        one.id for one in conversation.statements if one.moderated == -1
    }


def invented(votes: Votes) -> Heard:
    """People 100, 101 …; statements 10, 11 …"""
    statements = tuple(Statement(10 + one, 100, f"Lause {one}", 0) for one in range(votes.statements))
    return Heard(votes, tuple(range(100, 100 + votes.people)), statements, (1,))


def test_what_was_found_is_told_with_ids_and_texts():
    said = invented(camps(1, people=60, seen=1.0))
    found = opinion(said.votes)
    answer = json.loads(json.dumps(told(found, said)))
    assert (answer["schema"], answer["mode"], answer["group_count"]) == ("sopu-opinion/1", "fair", 2)
    assert answer["sizes"] == [group["size"] for group in answer["groups"]] == list(found.sizes)
    assert answer["why_no_groups"] is None
    first = answer["groups"][0]["representative"][0]
    chosen = found.representative[0][0]
    assert first["statement"] == 10 + chosen.statement
    assert first["text"] == f"Lause {chosen.statement}"
    assert first["stance"] == {1: "agree", -1: "disagree"}[chosen.stance]
    assert [one["consensus"] for one in answer["consensus"]] == found.consensus.tolist()
    assert [one["agree"] + one["disagree"] + one["pass"] for one in answer["consensus"]] == [60] * 24


def test_the_labels_are_of_those_grouped():
    said = invented(
        Votes.of(
            [(p, s, 1 if (p % 2) == (s < 9) else -1) for p in range(4) for s in range(9 - p * 2 // 3)],
            people=5,
            statements=12,
        )
    )
    found = opinion(said.votes, mode=Mode.COMPATIBLE)
    rows = list(labels(found, said))
    assert rows[0] == ("participant", "group")
    assert rows[1:] == [(str(100 + p), str(int(g))) for p, g in zip(found.placed, found.group, strict=True)]
    nobody = opinion(said.votes)
    assert list(labels(nobody, said)) == [("participant", "group")]
    assert told(nobody, said)["why_no_groups"] == "too_few_people"
