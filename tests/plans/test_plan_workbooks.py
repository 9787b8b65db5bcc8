"""A plan goes out as a workbook and comes back: a round trip changes nothing, and what changes is seen first."""

import datetime as dt
import io
import uuid

import pytest
from openpyxl import Workbook, load_workbook

from builders import a_negotiation
from planned import a_commitment, a_goal, a_measure, a_plan, an_indicator
from refusals import refusal
from sopu.plans.actions.commitments import ask_to_lead
from sopu.plans.actions.plan_intakes import confirm_plan_intake, discard_plan_intake, take_in_plan
from sopu.plans.documents.plan_book import Fate, Why
from sopu.plans.documents.plan_columns import What
from sopu.plans.documents.plan_workbook import written
from sopu.plans.models import Commitment, Goal, Measure, MeasureIndicator, OptOut, Plan, PlanIntake
from sopu.plans.queries.plan_workbooks import book_of, reading_of
from sopu.plans.rules import Level, Stage

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
TRICKY = (
    "=1+1",
    "+358",
    "-",
    "@ä",
    "#N/A ei",
    "'heitto",
    "1.2.3 Nimi",
    "a\nb\n\nc",
    "  reunat  ",
    "Åäö – “lainaus” €",
    "0",
)


def brought(plan: Plan, content: bytes) -> PlanIntake:
    return take_in_plan(plan=plan, name="s.xlsx", content=content, language="fi", by=None, now=NOW, act_id=uuid.uuid4())


def out(plan: Plan, language: str = "fi") -> bytes:
    return written(book_of(plan, language), NOW)


def edited(content: bytes, **cells: object) -> bytes:
    """The workbook with cells of its sheets written anew: `Toimenpiteet_F2="…"`."""
    book = load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        sheet, cell = place.split("_")
        book[sheet][cell] = value
    return saved(book)


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture
def plan():
    """Two goals, and a measure for each string that a spreadsheet could spoil."""
    made = a_plan()
    led, other = made.document.parties.all()[:2]
    goals = [a_goal(made, name_sv="Mål"), a_goal(made, made.negotiation.goal_areas.all()[1])]
    measures = [
        a_measure(goals[number % 2], name_fi=text, text_sv=text, risks_fi=text, networks_fi=text)
        for number, text in enumerate(TRICKY)
    ]
    Measure.objects.filter(pk=measures[0].pk).update(starts_on=None, ends_on=dt.date(2027, 1, 31), responsible=None)
    measures[0].depends_on.set(measures[1:3])
    measures[1].bodies.set(led.organisation.bodies.all())
    for measure in measures[1:4]:
        a_commitment(measure, other, level=Level.SUPPORTS, stage=Stage.PROPOSED, text_fi=measure.name_fi)
    indicator = an_indicator(made.negotiation, name_fi="=Mittari; 1")
    MeasureIndicator.objects.create(measure=measures[1], indicator=indicator, reasoning="-\nsyy")
    return made


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_round_trip_changes_nothing(plan, language):
    a_commitment(
        Measure.objects.of(plan)[4], since=dt.date(2026, 2, 1), strategy="=s", level=Level.OPTS_OUT, reason="+"
    )
    OptOut.objects.create(
        plan=plan, party=plan.document.parties.all()[1], goal_area=plan.negotiation.goal_areas.all()[0], reason="=Ei"
    )
    reading = reading_of(brought(plan, out(plan, language)))
    told = [(line.fate, line.label, line.changes, line.problems) for line in reading.lines if line.fate != Fate.SAME]
    assert (told, reading.loose, reading.missing) == ([], (), ())
    rows = [len(found) for found in book_of(plan, "fi").rows.values()]
    assert rows == [2, len(TRICKY), 4, 1, 1]
    assert len(reading.lines) == sum(rows)


def test_a_plan_comes_into_an_empty_one_as_it_was(plan):
    for measure in Measure.objects.of(plan).at_hand():
        ask_to_lead(measure=measure, by=None, now=NOW)
    content = out(plan)
    empty = a_plan(plan.negotiation)
    confirm_plan_intake(intake=brought(empty, content), by=None, now=NOW)
    assert values(empty) == values(plan)
    confirm_plan_intake(intake=brought(empty, out(empty)), by=None, now=NOW)
    assert values(empty) == values(plan)


def values(plan: Plan) -> dict[What, list[dict[str, str]]]:
    return {what: [dict(row.cells) for row in rows] for what, rows in book_of(plan, "fi").rows.items()}


def test_what_was_written_in_the_workbook_goes_into_the_plan_and_nothing_else_does(plan):
    goal, measure = Goal.objects.of(plan)[0], Measure.objects.of(plan)[0]
    last = len(TRICKY) + 2
    content = edited(
        out(plan),
        Tavoitteet_D2="Uusi nimi",
        Toimenpiteet_D2="Toisin",
        Toimenpiteet_L2=None,
        Toimenpiteet_H2="yhteinen edunvalvonta",
        Toimenpiteet_M2=dt.date(2026, 9, 1),
        Toimenpiteet_N2="ensi vuonna",
        Toimenpiteet_I2="Tuntematon kunta",
        **{f"Toimenpiteet_C{last}": "2.1", f"Toimenpiteet_D{last}": "Lisätty", f"Toimenpiteet_N{last}": 2027},
    )
    book = load_workbook(io.BytesIO(content))
    heads = [cell.value for cell in book["Toimenpiteet"][1]]
    assert heads[3:9:5] + heads[13:14] == ["Toimenpide suomeksi", "Vastaava osapuoli", "Päättyy"]
    intake = brought(plan, content)
    reading = reading_of(intake)
    assert [line.label for line in reading.of(Fate.NEW)] == ["Lisätty"]
    (line,) = [one for one in reading.of(Fate.CHANGED) if one.what is What.MEASURE]
    assert {change.field for change in line.changes} == {"name_fi", "kind", "starts_on"}
    assert [(one.heading, one.text, one.why) for one in line.problems] == [
        ("Vastaava osapuoli", "Tuntematon kunta", Why.UNKNOWN),
        ("Päättyy", "ensi vuonna", Why.NO_DATE),
    ]
    confirm_plan_intake(intake=intake, by=None, now=NOW)
    goal.refresh_from_db()
    changed = Measure.objects.get(pk=measure.pk)
    assert (goal.name_fi, goal.name_sv) == ("Uusi nimi", "Mål")
    assert (changed.name_fi, changed.kind, changed.starts_on) == ("Toisin", "advocacy", dt.date(2026, 9, 1))
    assert (changed.ends_on, changed.responsible_id) == (measure.ends_on, measure.responsible_id)
    added = Measure.objects.get(name_fi="Lisätty")
    assert (added.label, added.ends_on) == ("2.1.6", dt.date(2027, 12, 31))
    assert refusal(lambda: confirm_plan_intake(intake=intake, by=None, now=NOW)) == "confirmed_already"


def test_a_row_that_changed_meanwhile_is_refused_by_name_and_nothing_is_stored(plan):
    intake = brought(plan, edited(out(plan), Toimenpiteet_D2="Toinen", Toimenpiteet_D3="Kolmas"))
    measure = Measure.objects.of(plan)[0]
    Measure.objects.filter(pk=measure.pk).update(text_fi="Muuttui", revision=2)
    with pytest.raises(Exception, match=r"1\.1\.1") as refused:
        confirm_plan_intake(intake=intake, by=None, now=NOW)
    assert refused.value.code == "changed_meanwhile"
    assert "1.1.2" not in str(refused.value)
    assert not Measure.objects.filter(name_fi="Kolmas").exists()
    discard_plan_intake(intake=intake, now=NOW)
    assert refusal(lambda: confirm_plan_intake(intake=intake, by=None, now=NOW)) == "discarded_already"


def test_what_only_a_party_says_is_not_taken_from_a_file(plan):
    first = Commitment.objects.order_by("measure__goal__goal_area__number", "measure__number").first()
    Commitment.objects.filter(pk=first.pk).update(stage=Stage.ACCEPTED)
    content = edited(out(plan), Sitoumukset_C2="seuraa", Sitoumukset_D3="hyväksytty", Sitoumukset_C4="jää pois")
    book = load_workbook(io.BytesIO(content))
    book["Poisjättäytymiset"].append([book["Sitoumukset"]["B2"].value, "1", "Emme osallistu."])
    reading = reading_of(brought(plan, saved(book)))
    assert [line for line in reading.lines if line.is_applied] == []
    refused = [one.why for line in reading.lines for one in line.problems]
    assert refused == [Why.OF_THE_PARTY] * 4


def test_a_table_of_other_hands_is_understood_as_far_as_it_goes():
    negotiation = a_negotiation()
    plan = a_plan(negotiation)
    area = negotiation.goal_areas.all()[0]
    led, other, third = plan.document.parties.all()[:3]
    an_indicator(negotiation, name_fi="Yksinäisyys")
    book = Workbook()
    page = book.active
    page.title = "Taul1"
    page.append(["Hyte-suunnitelma 2026"])
    page.append(["Aikataulu", "Vastuutaho", "Toimenpide", "Mittarit", "Painopiste", "Tavoite", "Toteuttajat", "Huom."])
    shared = f"{other.organisation.name_fi}, {third.organisation.name_fi}, Seurakunta"
    page.append(["2026–2027", led.organisation.name_fi, "Kävelykerho", "Yksinäisyys", area.name_fi, "Liike", shared])
    page.append(["2028", "", "Uimahalli", "Askeleet", "", "", "", "kysy vielä"])
    book.create_sheet("Muistio").append(["Puhuttua"])
    book["Muistio"].append(["Palataan asiaan"])
    intake = brought(plan, saved(book))
    confirm_plan_intake(intake=intake, by=None, now=NOW)
    (goal,) = Goal.objects.of(plan)
    assert (goal.name_fi, goal.goal_area) == ("Liike", area)
    told = [(one.name_fi, one.starts_on.year, one.ends_on.year, one.responsible) for one in goal.measures.all()]
    assert told == [("Kävelykerho", 2026, 2027, led), ("Uimahalli", 2028, 2028, None)]
    asked = Commitment.objects.filter(level=Level.DOES).values_list("party", "stage")
    assert set(asked) == {(other.pk, Stage.PROPOSED), (third.pk, Stage.PROPOSED)}
    assert MeasureIndicator.objects.get().indicator.name_fi == "Yksinäisyys"
    loose = {(one.sheet, one.row, one.heading, one.text) for one in reading_of(intake).loose}
    assert loose == {
        ("Taul1", 3, "Toteuttajat", "Seurakunta"),
        ("Taul1", 4, "Mittarit", "Askeleet"),
        ("Taul1", 4, "Huom.", "kysy vielä"),
        ("Muistio", 2, "", "Puhuttua: Palataan asiaan"),
    }
    again = reading_of(brought(plan, saved(book)))
    assert [line.fate for line in again.lines if line.what is What.MEASURE] == [Fate.SAME] * 2


def test_a_file_that_is_no_workbook_is_refused(plan):
    assert refusal(lambda: brought(plan, b"PK\x03\x04 rikki")) == "damaged_workbook"
