"""Municipalities follow the classification, all or none, and what was can still be read.

The answers here are made by us in the form of the classification service's; none is recorded from it, and the mergers
and moves in them are invented.
"""

import datetime as dt
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from sopu.core.refusals import Refused
from sopu.organisations.actions import load_reference_data
from sopu.organisations.files import read
from sopu.organisations.models import Body, Kind, Membership, Organisation
from sopu.organisations.rules import Changes, Classified, Names, Standing, changes_of

DAY = dt.date(2027, 1, 1)
BEFORE = dt.date(2026, 12, 31)
SERVICE = "https://data.stat.example/api/classifications/v2"


def items(names: dict[str, str], lang: str = "fi", classification: str = "kunta_1_20270101") -> list[dict]:
    return [
        {
            "localId": f"{SERVICE}/classifications/{classification}/classificationItems/{code}",
            "code": code,
            "classificationItemNames": [{"lang": lang, "name": name}],
        }
        for code, name in names.items()
    ]


def ends(pairs: dict[str, str], to: str, source: str = "kunta_1_20270101") -> list[str]:
    """A map whose rows are addresses."""
    table = f"{SERVICE}/correspondenceTables/{source}%23{to}"
    return [f"{table}/maps/{code}/{target}" for code, target in pairs.items()]


@pytest.fixture
def answer(tmp_path):
    """Writes an answer into a file, and gives its path."""

    def written(name: str, rows: object) -> str:
        path: Path = tmp_path / name
        path.write_text(json.dumps(rows), encoding="utf-8")
        return str(path)

    return written


@pytest.fixture
def names(db) -> dict[str, str]:
    """All municipalities as they ship."""
    load_reference_data()
    return dict(Organisation.objects.municipalities().values_list("code", "name_fi"))


def update(*sources: str, apply: bool = False, **options) -> None:
    froms = [part for source in sources for part in ("--from", source)]
    call_command("reference", "update", *froms, *(["--apply"] if apply else []), **options)


def municipality(code: str) -> Organisation:
    return Organisation.objects.get(kind=Kind.MUNICIPALITY, code=code)


def wholes(code: str, on: dt.date) -> set[str]:
    found = Membership.objects.valid(on).filter(member__code=code, member__kind=Kind.MUNICIPALITY)
    return set(found.values_list("whole__name_fi", flat=True))


def test_what_differs_is_told_by_its_kind():
    standing = {code: Standing(Names(name, "", ""), "01", "05") for code, name in zip("ABCDE", "abcde", strict=True)}
    said = Classified(
        names={"A": Names("a", "", ""), "B": Names("uusi", "", ""), "E": Names("e", "", ""), "F": Names("f", "", "")},
        counties={"A": "02", "B": "01"},
        regions={"E": "06"},
        successors={"C": "A"},
    )
    assert changes_of(standing, said) == Changes(
        new={"F": Names("f", "", "")},
        renamed={"B": Names("uusi", "", "")},
        merged={"C": "A"},
        lost=["D"],
        moved_county={"A": "02"},
        moved_region={"E": "06"},
    )


def test_a_language_that_was_not_asked_for_keeps_its_name():
    standing = {"A": Standing(Names("Vanha", "Gammal", "Old"), "", "")}
    changes = changes_of(standing, Classified({"A": Names("Uusi", "", "")}, {}, {}, {}))
    assert changes.renamed == {"A": Names("Uusi", "Gammal", "Old")}


def test_an_answer_that_says_what_stands_changes_nothing(names, answer, capsys):
    update(answer("kunta.json", items(names)), apply=True)
    assert "Changed: 0, from 1.1.2027." in capsys.readouterr().out
    assert Organisation.objects.exclude(as_of=None).count() == 0


def test_without_apply_nothing_is_changed_and_all_is_shown(names, answer, capsys):
    source = answer("kunta.json", items(names | {"077": "Uusi Hankasalmi"}))
    update(source)
    out = capsys.readouterr().out
    assert ("renamed    077 Hankasalmi → Uusi Hankasalmi" in out, "nothing was changed: 1" in out) == (True, True)
    assert municipality("077").name_fi == "Hankasalmi"


def test_a_new_name_stays_when_the_shipped_data_are_loaded_again(names, answer):
    update(answer("kunta.json", items(names | {"077": "Uusi Hankasalmi"})), apply=True)
    load_reference_data()
    found = municipality("077")
    assert (found.name_fi, found.name_sv, found.as_of) == ("Uusi Hankasalmi", "Hankasalmi", DAY)


def test_a_merger_keeps_its_history(names, answer):
    kept = {code: name for code, name in names.items() if code != "077"}
    former = ends({"077": "179", "179": "179"}, "kunta_1_20270101", "kunta_2_20270101")
    sources = [answer("kunta.json", items(kept)), answer("entiset.json", former)]
    before = wholes("077", BEFORE)
    update(*sources, apply=True)
    load_reference_data()
    merged = municipality("077")
    assert (merged.merged_into, merged.as_of) == (municipality("179"), DAY)
    assert (before, wholes("077", BEFORE), wholes("077", DAY)) == (before, before, set())
    assert (len(before), merged in Organisation.objects.standing()) == (2, False)


def test_a_municipality_that_moves_belongs_to_the_old_county_until_the_day_before(names, answer, capsys):
    counties = dict(Membership.objects.filter(whole__kind=Kind.COUNTY).values_list("member__code", "whole__code")) | {
        "077": "14",
        "091": "90",
    }
    sources = [answer("kunta.json", items(names)), answer("hva.json", ends(counties, "hyvinvointialue_1_20270101"))]
    old, new = (Organisation.objects.get(kind=Kind.COUNTY, code=code) for code in ("15", "14"))
    update(*sources, apply=True)
    assert "county     077 Hankasalmi → 14" in capsys.readouterr().out
    on = [old.name_fi in wholes("077", BEFORE), new.name_fi in wholes("077", BEFORE)]
    on += [old.name_fi in wholes("077", DAY), new.name_fi in wholes("077", DAY)]
    assert on == [True, False, False, True]
    update(*sources, apply=True)
    assert "Changed: 0" in capsys.readouterr().out


def test_a_new_municipality_gets_its_bodies_and_its_county(names, answer):
    sources = [
        answer("kunta.json", items(names | {"999": "Uusikunta"})),
        answer("hva.json", ends({"999": "15"}, "hyvinvointialue_1_20270101")),
        answer(
            "mk.json", [{"sourceLocalId": f"{SERVICE}/kunta_1_20270101/999", "targetLocalId": "maakunta_1_20270101/13"}]
        ),
    ]
    update(*sources, apply=True)
    found = municipality("999")
    assert wholes("999", DAY) == {"Keski-Suomen hyvinvointialue", "Keski-Suomen liitto"}
    assert (wholes("999", BEFORE), Body.objects.filter(organisation=found).count()) == (set(), 2)


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda names: [("kunta.json", items({c: n for c, n in names.items() if c != "077"}))], "lost"),
        (
            lambda names: [
                ("kunta.json", items(names | {"179": "Toinen nimi"})),
                ("hva.json", ends({"077": "55"}, "hyvinvointialue_1_20270101")),
            ],
            "unknown_whole",
        ),
        (lambda _names: [("hva.json", ends({"077": "15"}, "hyvinvointialue_1_20270101"))], "no_items"),
        (lambda _names: [("kunta.json", {"error": "nothing"})], "not_an_answer"),
        (lambda _names: [("kunta.json", [{"nimi": "Hankasalmi"}])], "not_an_answer"),
        (
            lambda _names: [("kunta.json", items({"13": "Keski-Suomi"}, classification="maakunta_1_20270101"))],
            "not_an_answer",
        ),
        (lambda _names: [("kunta.json", items({"7": "Hankasalmi"}))], "not_an_answer"),
        (lambda _names: [("kunta.json", [{"code": "077", "classificationItemNames": [{}]}])], "not_an_answer"),
    ],
)
def test_an_answer_that_is_not_whole_is_refused_and_changes_nothing(names, answer, made, code):
    before = list(Organisation.objects.order_by("pk").values()), list(Membership.objects.order_by("pk").values())
    with pytest.raises(Refused) as refusal:
        update(*(answer(*file) for file in made(names)), apply=True)
    after = list(Organisation.objects.order_by("pk").values()), list(Membership.objects.order_by("pk").values())
    assert (refusal.value.code, after == before) == (code, True)


def test_an_answer_without_a_day_asks_for_it(names, answer):
    source = answer("kunta.json", [row | {"localId": row["code"]} for row in items(names)])
    with pytest.raises(Refused) as refusal:
        update(source)
    assert refusal.value.code == "no_day"
    update(source, on=DAY)


def test_no_answer_at_all_and_a_file_that_is_not_there_are_refused_in_a_sentence(db, tmp_path):
    codes = []
    for sources in ([], [str(tmp_path / "ei-ole.json")], ["http://127.0.0.1:9/kunta.json"]):
        with pytest.raises(Refused) as refusal:
            update(*sources)
        codes.append(refusal.value.code)
    assert codes == ["no_source", "not_read", "not_fetched"]


def test_names_of_several_languages_come_from_several_answers(answer):
    said = read(
        [answer("fi.json", items({"091": "Helsinki"})), answer("sv.json", items({"091": "Helsingfors"}, "sv"))]
    ).said
    assert said.names == {"091": Names("Helsinki", "Helsingfors", "")}


def test_a_map_may_name_its_ends_by_items(answer):
    row = {
        "sourceItem": {"code": "077", "localId": "kunta_1_20270101/077"},
        "targetItem": {"code": "15", "localId": "hyvinvointialue_1_20270101/15"},
    }
    answers = read([answer("fi.json", items({"077": "Hankasalmi"})), answer("hva.json", [row])])
    assert (answers.said.counties, answers.day) == ({"077": "15"}, DAY)
