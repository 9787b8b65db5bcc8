"""`sopu themes`: what the texts of a table are about; it asks no database."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

TEXTS = [
    *(f"Kirjaston {what} pitää lisätä." for what in ("aukioloja", "kokoelmia", "lukupiirejä", "tiloja")),
    *(f"Bussien {what} pitää lisätä." for what in ("vuoroja", "pysäkkejä", "reittejä", "kyytejä")),
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "texts.csv"
    file.write_text("id,text\n" + "".join(f"{number},{text}\n" for number, text in enumerate(TEXTS)), "utf-8")
    return file


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    file = tmp_path / "goals.csv"
    file.write_text("id,text\nk,kirjasto ja lukeminen\nb,bussit ja liikenne\n", "utf-8")
    return file


def run(capsys, *words: object) -> str:
    """What the command prints, in English."""
    with translation.override("en"):
        call_command("themes", *map(str, words))
    return capsys.readouterr().out


def refused(capsys, *words: object) -> str:
    """What it says when it refuses."""
    with pytest.raises(SystemExit) as ended, translation.override("en"):
        call_command("themes", *map(str, words))
    assert ended.value.code == 2
    return capsys.readouterr().err


def test_each_row_gets_its_best_guess_in_order(table, asked, capsys):
    told = json.loads(run(capsys, table, "--descriptors", asked, "--letters", "--json"))
    assert [row["theme"] for row in told["rows"]] == ["k"] * 4 + ["b"] * 4
    assert {key for row in told["rows"] for key in row} == {"theme", "margin", "certain"}


@pytest.mark.slow
def test_meaning_is_reckoned_in_sight(table, asked, capsys):
    with translation.override("en"):
        call_command("themes", str(table), "--descriptors", str(asked), "--json")
    said = capsys.readouterr()
    assert len(json.loads(said.out)["rows"]) == len(TEXTS)
    assert said.err.strip() in {
        f"Embedded {len(TEXTS)} of {len(TEXTS)}.",
        "Nothing embeds on this machine; letters carry on alone.",
    }


def test_without_json_a_person_reads_it(table, asked, capsys):
    assert "bussi" in run(capsys, table, "--descriptors", asked, "--letters").lower()


def test_a_column_that_is_not_there_is_named(table, capsys):
    assert "teksti" in refused(capsys, table, "--text-column", "teksti")


def test_a_file_that_is_not_there_is_said_in_json_too(tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("themes", str(tmp_path / "none.csv"), "--json")
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "not_readable"


@pytest.mark.parametrize(("rows", "row"), [("id,text\nk,\n", 2), ("id,text\nk,Yksi\nk,Kaksi\n", 3)])
def test_a_descriptor_that_says_nothing_or_stands_twice_is_refused_with_its_row(table, tmp_path, capsys, rows, row):
    file = tmp_path / "goals.csv"
    file.write_text(rows, "utf-8")
    with pytest.raises(SystemExit):
        call_command("themes", str(table), "--descriptors", str(file), "--json")
    error = json.loads(capsys.readouterr().out)["error"]
    assert (error["file"], error["row"]) == ("goals.csv", row)


def test_a_table_without_rows_is_refused(tmp_path, capsys):
    file = tmp_path / "empty.csv"
    file.write_text("id,text\n", "utf-8")
    assert "empty.csv" in refused(capsys, file)
