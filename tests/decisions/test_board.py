"""The approvals board tells of each party where it is, and of the document whether it is in force."""

import csv
import datetime as dt
import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

import agreements
import builders
from sopu.decisions.actions.cases import place_on_agenda
from sopu.decisions.actions.recording import Words, note_appeal, publish_minutes
from sopu.decisions.models import Task
from sopu.decisions.queries.board import board_of, boards_in, boards_of, map_of
from sopu.decisions.queries.looks import LOOKS, Mark
from sopu.decisions.queries.telling import day
from sopu.decisions.rules import Outcome
from sopu.negotiations.models import Negotiation
from sopu.texts.models import Document, Purpose

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def _today():
    return timezone.localdate()


@pytest.fixture
def document():
    """Submitted to five parties, the second of which is Jyväskylä."""
    found = agreements.an_agreement(builders.a_negotiation(4, slug="alue"))
    agreements.the_cases(found)
    organisations = [party.organisation for party in found.parties.with_organisations()]
    for number, organisation in enumerate(organisations):
        organisation.code = f"X{number}"
        organisation.save()
    organisations[1].code, organisations[1].name_fi = "179", "Jyväskylä"
    organisations[1].save()
    agreements.a_version(found)
    return found


def _told(moment):
    with override("en"):
        return day(moment)


def _cases(document):
    return list(document.cases.order_by("party__number")), document.versions.get()


def _board(document):
    with override("en"):
        return board_of(document, _today())


def _get(client, name, document, **query):
    with override("en"):
        return client.get(reverse(name, args=[document.negotiation.slug, document.number]), query)


def test_a_party_is_shown_where_its_case_is(document):
    cases, version = _cases(document)
    agreements.decided(cases[0], version)
    agreements.decided(cases[1], version, Outcome.CONDITIONAL, conditions="Rahoitus.")
    agreements.decided(cases[2], version, Outcome.PROPOSED, "board")
    soon = {"version": version, "meeting_on": _today() + DAY, "by": None, "now": timezone.now()}
    place_on_agenda(case=cases[3], body=cases[3].prepares, number="14", **soon)
    board = _board(document)
    assert [row.mark for row in board.rows] == [
        Mark.APPROVED,
        Mark.CONDITIONAL,
        Mark.PROPOSED,
        Mark.BOARD,
        Mark.NONE,
    ]
    assert [(row.next_on, row.next_number) for row in board.rows if row.next_on] == [(_today() + DAY, "14")]
    assert board.rows[1].notes == ("Condition: Rahoitus.",)
    assert (board.told.headline, board.is_in_force) == ("1 of 5 councils have approved", False)


def test_other_words_are_told_before_everything_else(document):
    cases, version = _cases(document)
    key = version.clauses.first().clause.key
    agreements.decided(cases[0], version, Outcome.AMENDED, words={key: Words("Tarkoitus", "Muuta.")})
    agreements.decided(cases[1], version, fingerprint="0" * 64)
    rows = _board(document).rows
    assert [row.mark for row in rows[:2]] == [Mark.OTHER, Mark.OTHER]
    assert (rows[0].notes, rows[1].short) == (("Approved with changes.",), "0000 0000")


def test_what_is_missing_is_told_by_reason_with_names_and_days(document):
    cases, version = _cases(document)
    agreements.decided(cases[0], version)
    agreements.decided(cases[1], version, Outcome.DEFERRED)
    told = _board(document).told
    yesterday = _today() - DAY
    assert [(one.words, one.names) for one in told.missing] == [
        ("Has deferred", (f"Jyväskylä ({_told(yesterday)})",)),
        ("No decision yet", tuple(one.party.organisation.name for one in cases[2:])),
    ]
    assert told.in_force == "The condition of its entry into force is not met yet."
    assert told.progress.startswith("1 of the 5 approvals that it takes")


def test_all_identical_decisions_bring_the_document_into_force(document):
    cases, version = _cases(document)
    for case in cases:
        agreements.decided(case, version)
    board = _board(document)
    assert (board.told.headline, board.is_in_force) == ("All 5 councils have approved", True)
    assert (board.told.missing, board.told.in_force) == ((), f"It is in force from {_told(_today() - DAY)}.")


def test_a_decision_is_final_when_its_time_of_appeal_has_passed_and_nobody_appealed(document):
    cases, version = _cases(document)
    long_ago = _today() - 90 * DAY
    first, second = (agreements.decided(case, version, decided_on=long_ago) for case in cases[:2])
    for decision in (first, second):
        publish_minutes(decision=decision, published_on=long_ago, url="", by=None, now=timezone.now())
    note_appeal(decision=second, stage="lodged", happened_on=long_ago, note="", by=None, now=timezone.now())
    rows = _board(document).rows
    assert [row.mark for row in rows[:2]] == [Mark.FINAL, Mark.APPROVED]
    assert (rows[1].final_on, rows[1].notes) == (None, ("An appeal has been lodged.",))


def test_a_document_that_is_only_noted_is_told_so():
    document = agreements.an_agreement(kind="negotiation_plan")
    agreements.a_version(document)
    first, *_rest = agreements.the_cases(document, task=Task.NOTE)
    agreements.decided(first, document.versions.get(), Outcome.NOTED)
    board = _board(document)
    assert (board.told.headline, board.told.condition) == ("1 of 3 bodies have noted it", "")


def test_late_parties_are_counted_and_can_be_shown_alone(document, client):
    cases, version = _cases(document)
    for case in cases[:2]:
        case.due_on = _today() - DAY
        case.save()
    agreements.decided(cases[0], version)
    board = _board(document)
    assert (board.late_count, [row.name for row in board.rows_in("late")]) == (1, ["Jyväskylä"])
    page = _get(client, "board", document, state="late").content.decode()
    assert re.findall(r'<th scope="row"><a [^>]+>([^<]+)', page) == ["Jyväskylä"]
    assert board.rows_in("no such state") == board.rows


def test_municipalities_with_a_shape_are_on_the_map(document):
    assert [one.place.name for one in map_of(_board(document)).areas] == ["Jyväskylä"]


def test_every_mark_has_a_look_that_the_map_can_draw():
    fills = {"final", "decided", "doubtful", "council", "board", "waiting", "trouble", ""}
    assert set(LOOKS) == set(Mark)
    assert {fill for *_look, fill in LOOKS.values()} <= fills


def test_a_draft_has_no_board_and_is_in_no_list(client):
    draft = agreements.an_agreement(builders.a_negotiation(slug="alue"))
    agreements.a_version(draft, purpose=Purpose.COMMENT)
    agreements.the_cases(draft)
    owner = builders.a_mandate(draft.negotiation, "process_owner")
    for who in (None, owner):
        if who:
            client.force_login(who)
        names = ("board", "board_table", "board_data", "board_calendar")
        assert {_get(client, name, draft).status_code for name in names} == {404}
        with override("en"):
            assert draft.name not in client.get(reverse("decisions", args=["alue"])).content.decode()


def test_anybody_reads_the_board_and_the_list(document, client):
    with override("en"):
        listed = client.get(reverse("decisions", args=["alue"])).content.decode()
    page = _get(client, "board", document).content.decode()
    assert reverse("board", args=["alue", document.number]).split("/", 2)[2] in listed
    assert "None of 5 councils has approved yet" in page
    assert ("@" in page.replace("@layer", ""), "Remind" in page) == (False, False)


@pytest.mark.parametrize(("documents", "municipalities"), [(1, 1), (3, 3)])
def test_boards_take_as_many_questions_whatever_there_is(documents, municipalities, django_assert_num_queries):
    negotiation = builders.a_negotiation(municipalities, slug="alue")
    for number in range(documents):
        made = agreements.an_agreement(negotiation, name_fi=f"Sopimus {number}")
        version = agreements.a_version(made)
        for case in agreements.the_cases(made):
            agreements.decided(case, version, published_on=_today())
    with django_assert_num_queries(10):
        boards = boards_of(list(Document.objects.of(negotiation).at_hand()), _today())
    assert [len(board.rows) for board in boards] == [municipalities + 1] * documents


@pytest.mark.parametrize("municipalities", [1, 3])
def test_the_page_takes_as_many_questions_whatever_there_is(municipalities, client, django_assert_num_queries):
    made = agreements.an_agreement(builders.a_negotiation(municipalities, slug="alue"))
    agreements.a_version(made)
    agreements.the_cases(made)
    with django_assert_num_queries(13):
        _get(client, "board", made)


def test_the_document_submitted_last_is_first_in_the_list(document):
    later = agreements.an_agreement(document.negotiation, name_fi="Suunnitelma")
    agreements.a_version(later, now=timezone.now() + DAY)
    boards = boards_in(Negotiation.objects.get(), _today())
    assert [board.document for board in boards] == [later, document]


def test_the_table_file_has_a_safe_row_for_each_party(document, client):
    cases, version = _cases(document)
    agreements.decided(cases[1], version, Outcome.CONDITIONAL, conditions="Rahoitus.")
    cases[0].number = "=1+1"
    cases[0].save()
    answer = _get(client, "board_table", document)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["State"] for row in rows] == ["not started", "approved with conditions", *["not started"] * 3]
    assert (rows[0]["Case number"], rows[1]["Party"], rows[1]["Section of the minutes"]) == ("'=1+1", "Jyväskylä", "89")


def test_the_data_file_tells_the_same_in_codes(document, client):
    cases, version = _cases(document)
    agreements.decided(cases[1], version)
    data = _get(client, "board_data", document).json()
    fingerprint = version.texts.get().sha256
    assert (data["schema"], data["version"]["fingerprints"]) == ("sopu-board/1", {"fi": fingerprint})
    assert (data["force"]["is_in_force"], data["force"]["approved"], data["force"]["needed"]) == (False, 1, 5)
    party = data["parties"][1]
    assert [party[key] for key in ("code", "state", "fingerprint")] == ["179", "approved", fingerprint]
    assert party["decided_on"] == (_today() - DAY).isoformat()


def test_the_calendar_has_meetings_due_days_and_ends_of_appeal_periods(document, client):
    cases, version = _cases(document)
    later = {"version": version, "meeting_on": _today() + 7 * DAY, "by": None, "now": timezone.now()}
    item = place_on_agenda(case=cases[0], body=cases[0].decides, number="9", **later)
    decision = agreements.decided(cases[1], version, published_on=_today())
    removed = agreements.decided(cases[2], version, Outcome.REMOVED, "board")
    cases[3].due_on = _today()
    cases[3].save()
    answer = _get(client, "board_calendar", document)
    text = answer.content.decode().replace("\r\n ", "")
    uids = re.findall(r"UID:(\S+)", text)
    assert sorted(uids) == sorted(
        [
            f"meeting-{item.act_id}@127.0.0.1",
            f"meeting-{decision.item.act_id}@127.0.0.1",
            f"meeting-{removed.item.act_id}@127.0.0.1",
            f"appeal-{decision.act_id}@127.0.0.1",
            f"due-{cases[3].pk}@127.0.0.1",
        ]
    )
    assert text.count("STATUS:CANCELLED") == 1
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert _get(client, "board_calendar", document).content == answer.content


@pytest.mark.parametrize(
    ("levels", "approvals", "headline"),
    [
        (["board"], 0, "None of 3 boards has approved yet"),
        (["board"], 2, "2 of 3 boards have approved"),
        (["board"], 3, "All 3 boards have approved"),
        (["board", "council"], 0, "None of 3 parties has approved yet"),
        (["board", "council"], 2, "2 of 3 parties have approved"),
        (["board", "council"], 3, "All 3 parties have approved"),
    ],
)
def test_the_headline_counts_those_who_decide(levels, approvals, headline):
    made = agreements.an_agreement(kind="supplementary_plan")
    version = agreements.a_version(made)
    cases = agreements.the_cases(made)
    for case, level in zip(cases, levels, strict=False):
        case.decides, case.prepares = case.party.organisation.bodies.get(level=level), None
        case.save()
    for case in cases[:approvals]:
        agreements.decided(case, version)
    assert _board(made).told.headline == headline


def test_a_day_brings_a_document_into_force_whoever_has_decided():
    made = agreements.an_agreement()
    Document.objects.filter(pk=made.pk).update(condition="date", not_before=_today() + DAY)
    agreements.a_version(made)
    agreements.the_cases(made)
    told = _board(Document.objects.get()).told
    tomorrow = _told(_today() + DAY)
    assert told.in_force == f"It comes into force on {tomorrow}."
    assert told.condition == f"It comes into force on {tomorrow}, whoever has decided by then."
    assert told.progress == ""


def test_a_submitted_document_without_cases_is_told_to_be_submitted():
    made = agreements.an_agreement()
    agreements.a_version(made)
    assert (_board(made).told.headline, _board(made).rows) == ("Submitted for decision", ())


def test_what_happened_before_the_state_is_told_beside_it(document):
    cases, version = _cases(document)
    soon = {"version": version, "meeting_on": _today() + DAY, "by": None, "now": timezone.now()}
    agreements.decided(cases[0], version, Outcome.RETURNED, "board", decided_on=_today() - 3 * DAY)
    place_on_agenda(case=cases[0], body=cases[0].prepares, **soon)
    agreements.decided(cases[1], version, Outcome.DEFERRED)
    place_on_agenda(case=cases[1], body=cases[1].decides, **soon)
    annulled = agreements.decided(cases[2], version, published_on=_today())
    note_appeal(decision=annulled, stage="upheld", happened_on=_today(), note="", by=None, now=timezone.now())
    place_on_agenda(case=cases[3], body=cases[3].decides, **soon)
    assert [row.notes for row in _board(document).rows] == [
        (f"Returned for preparation {_told(_today() - 3 * DAY)}.",),
        (f"Deferred {_told(_today() - DAY)}.",),
        ("An appeal was upheld and the decision was annulled.",),
        (),
        (),
    ]
    agreements.reworded(document.clauses.first(), "Toisin.")
    agreements.a_version(document)
    assert [row.notes for row in _board(document).rows] == [
        ("Handled an earlier version; the text has changed since.",)
    ] * 4 + [()]


def test_more_approvals_than_it_takes_are_told_so(document):
    Document.objects.update(condition="at_least", condition_count=1)
    cases, version = list(document.cases.all()), agreements.a_version(Document.objects.get())
    for case in cases[:2]:
        agreements.decided(case, version)
    told = _board(Document.objects.get()).told
    assert re.fullmatch(r"2 approvals name the submitted wording, \w{4} \w{4}; it takes 1\.", told.progress)
