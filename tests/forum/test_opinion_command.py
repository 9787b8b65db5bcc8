"""`sopu opinion`: who agrees with whom in a conversation of Polis; it asks no database."""

import json
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command
from django.utils import translation

from conversations import TINY, changed
from invented_votes import camps, noise
from sopu.core import polis
from sopu.core.opinion import Mode, Votes, opinion


def export(folder: Path, votes: Votes, hidden: int | None = None) -> Path:
    """A folder of Polis with these votes: people 100, 101 …; statements 10, 11 …, all by the first person."""
    words: dict[int, dict[int, int]] = {person: {} for person in range(votes.people)}
    for person, statement, stance in zip(votes.person, votes.statement, votes.stance, strict=True):
        words[int(person)][10 + int(statement)] = int(stance)
    ids = tuple(range(10, 10 + votes.statements))
    summary = {"topic": "", "url": "", "views": "0", "voters": str(votes.people), "voters-in-conv": str(votes.people)}
    summary |= {"commenters": "1", "comments": str(len(ids)), "groups": "0", "conversation-description": ""}
    conversation = polis.Conversation(
        summary=tuple(summary.items()),
        statements=tuple(
            polis.Statement(one, 100, f"Lause {one}", 0, moderated=-1 if one == hidden else 1) for one in ids
        ),
        people=tuple(polis.Person(100 + person, "", told) for person, told in words.items()),
        votes=None,
        matrix_order=ids,
    )
    return stored(folder, polis.write(conversation))


def stored(folder: Path, files: dict[str, bytes]) -> Path:
    """The files in the folder."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def run(capsys, *words: object) -> str:
    """What the command prints, in English."""
    with translation.override("en"):
        call_command("opinion", *map(str, words))
    return capsys.readouterr().out


def test_groups_are_told_in_json_and_labels_in_a_file(tmp_path, capsys):
    votes = camps(1, people=60, seen=1.0)
    target = tmp_path / "groups.csv"
    folder = export(tmp_path, votes)
    answer = json.loads(run(capsys, folder, "--mode", "compatible", "--json", "--labels", target))
    found = opinion(votes, mode=Mode.COMPATIBLE)
    assert (answer["mode"], answer["sizes"]) == ("compatible", list(found.sizes))
    assert [one["consensus"] for one in answer["consensus"]] == found.consensus.tolist()
    rows = [f"{100 + person},{group}" for person, group in zip(found.placed, found.group.tolist(), strict=True)]
    assert target.read_text().splitlines() == ["participant,group", *rows]


def test_groups_are_told_in_sentences(tmp_path, capsys):
    votes = camps(1, people=61, seen=1.0)
    rows = zip(votes.person.tolist(), votes.statement.tolist(), votes.stance.tolist(), strict=True)
    liner = [(60, statement, 1) for statement in range(24)]
    told = run(
        capsys, export(tmp_path, Votes.of([*(row for row in rows if row[0] < 60), *liner], people=61, statements=24))
    )
    lines = told.splitlines()
    assert lines[0] == "61 people, 24 statements, 1464 votes; 61 people on the map."
    assert lines[1].startswith("2 groups: 30, 30 people. Half of the people show the same ones to 1.00")
    assert lines[2] == "The same answer to everything, left out of groups: 1."
    assert lines[4] == "Group 0, 30 people"
    assert {line.split()[0] for line in lines[5:10]} <= {"agrees", "disagrees"}
    assert lines[-11] == "Most agreed across groups"
    compatible = run(capsys, tmp_path, "--mode", "compatible").splitlines()
    assert compatible[1].endswith(" people.")


@pytest.mark.parametrize(
    ("votes", "why"),
    [
        (camps(2, people=8, seen=1.0), "No groups: too few people have answered."),
        (Votes.of([(p, p, 1) for p in range(30)], people=30, statements=30), "No groups: too few have answered enough"),
        (noise(1, 60, 30, seen=1.0), "No groups: half of the people would not show the same ones."),
    ],
)
def test_why_there_are_no_groups_is_told(tmp_path, capsys, votes, why):
    lines = run(capsys, export(tmp_path, votes)).splitlines()
    assert lines[1].startswith(why)
    assert lines[3] == "Most agreed"


def test_what_was_moderated_out_is_dropped_by_the_fair_mode_and_counted_by_the_compatible_unless_told(tmp_path, capsys):
    votes = camps(3, people=40, seen=1.0)
    folder = export(tmp_path, votes, hidden=10)
    counts = {
        words: json.loads(run(capsys, folder, "--json", *words))["consensus"][0]["agree"]
        for words in ((), ("--hidden", "count"), ("--mode", "compatible"))
    }
    agree = int(np.count_nonzero(votes.stance[votes.statement == 0] == 1))
    assert counts == {(): 0, ("--hidden", "count"): agree, ("--mode", "compatible"): agree}
    zeroed = json.loads(run(capsys, folder, "--json", "--mode", "compatible", "--hidden", "drop"))
    shown = {one["statement"] for group in zeroed["groups"] for one in group["representative"]}
    assert 10 not in shown
    assert zeroed["sizes"] == list(opinion(votes, mode=Mode.COMPATIBLE, hidden=[0]).sizes)


def test_the_tiny_conversation_is_too_small(tmp_path, capsys):
    assert json.loads(run(capsys, stored(tmp_path, TINY), "--json"))["why_no_groups"] == "too_few_people"


def refused(capsys, *words: object) -> tuple[str, str]:
    """What a refused command prints on both ways out."""
    with translation.override("en"), pytest.raises(SystemExit) as ended:
        call_command("opinion", *map(str, words))
    assert ended.value.code == 2
    return tuple(capsys.readouterr())


def test_a_wrong_file_is_told_with_its_row_and_ends_with_two(tmp_path, capsys):
    stored(tmp_path, changed("comments.csv", "Bussit", "Bussit, junat"))
    sentence = "comments.csv, row 4 (line 5): there are 9 cells, and there should be 8."
    out, err = refused(capsys, tmp_path, "--json")
    assert json.loads(out) == {
        "error": {"code": "column_count", "file": "comments.csv", "row": 4, "sentence": sentence}
    }
    assert err.strip() == sentence
    assert refused(capsys, tmp_path) == ("", sentence + "\n")


def test_a_cut_file_is_told(tmp_path, capsys):
    stored(tmp_path, TINY | {polis.MATRIX: TINY[polis.MATRIX][:-3]})
    _out, err = refused(capsys, tmp_path)
    assert err.startswith("participants-votes.csv, row 4")


def test_a_folder_that_is_not_there_and_files_that_can_not_be_used_are_told(tmp_path, capsys):
    assert refused(capsys, tmp_path / "nowhere") == ("", f"There is no folder {tmp_path / 'nowhere'}.\n")
    stored(tmp_path, TINY)
    assert "could not be written" in refused(capsys, tmp_path, "--labels", tmp_path / "no" / "groups.csv")[1]
    (tmp_path / "votes.csv").unlink()
    (tmp_path / "votes.csv").mkdir()
    assert "could not be read" in refused(capsys, tmp_path)[1]
