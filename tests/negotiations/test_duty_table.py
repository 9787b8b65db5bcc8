"""The duty table: who has negotiated when and of what, for everybody; as a file; and over the whole country."""

import csv
import datetime as dt
import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from builders import a_forum, a_mandate, a_meeting, a_negotiation, a_participant, an_account, an_organisation
from sopu.forum.actions.opening import close_event
from sopu.negotiations.actions.minutes import record_minutes
from sopu.negotiations.models import CouncilTerm, Negotiation, Party, Role
from sopu.negotiations.queries.duties import duty_tables
from sopu.negotiations.queries.overview import overview
from sopu.organisations.models import Kind

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
WHOLE = {
    "negotiation": ["cooperation", "goals", "division_of_work", "structures"],
    "wellbeing": ["goals", "measures", "cooperation", "monitoring"],
}


def negotiate(negotiation: Negotiation, covered=WHOLE, held_on=dt.date(2026, 11, 5), count=2):
    """The county and the first municipalities, `count` parties in all, meet that day."""
    parties = list(negotiation.parties.with_organisations())[:count]
    meeting = a_meeting(negotiation)
    account = an_account(parties, covered=covered, held_on=held_on)
    record_minutes(meeting=meeting, account=account, today=max(TODAY, held_on))
    return meeting


def told(negotiation: Negotiation, today: dt.date = TODAY) -> list[list[list[str]]]:
    """The standings of each duty, a row a municipality."""
    return [
        [[str(cell.standing) for cell in row.cells] for row in table.rows] for table in duty_tables(negotiation, today)
    ]


def an_earlier(negotiation: Negotiation, *municipalities) -> Negotiation:
    term = CouncilTerm.objects.create(name="2022–2025", starts_on=dt.date(2022, 3, 1), ends_on=dt.date(2025, 5, 31))
    earlier = a_negotiation(0, slug="aiempi")
    earlier.county, earlier.term = negotiation.county, term
    earlier.save()
    earlier.parties.all().delete()
    for number, organisation in enumerate([negotiation.county, *municipalities], 1):
        Party.objects.create(negotiation=earlier, organisation=organisation, number=number)
    return earlier


def test_the_table_says_of_each_municipality_and_period_whether_it_has_negotiated():
    negotiation = a_negotiation(2)
    negotiate(negotiation)
    of_term, of_year = told(negotiation)
    assert of_term == [["met"], ["open"]]
    assert of_year == [["missed", "met", *["ahead"] * 3], ["missed", "due", *["ahead"] * 3]]


def test_parts_that_the_law_demands_and_nobody_went_through_are_missing():
    negotiation = a_negotiation(1)
    negotiate(negotiation, {"negotiation": ["goals", "information_flow"]})
    (cell,) = duty_tables(negotiation, TODAY)[0].rows[0].cells
    assert cell.standing == "partly"
    assert [part.code for part in cell.covered] == ["goals", "information_flow"]
    assert [part.code for part in cell.missing] == ["cooperation", "division_of_work"]


def test_meetings_of_one_period_are_counted_together():
    negotiation = a_negotiation(1)
    negotiate(negotiation, {"negotiation": ["goals"]}, dt.date(2026, 2, 1))
    negotiate(negotiation, {"negotiation": ["cooperation", "division_of_work"]}, dt.date(2026, 3, 1))
    (cell,) = duty_tables(negotiation, TODAY)[0].rows[0].cells
    assert cell.standing == "met"
    assert [proof.held_on.month for proof in cell.proofs] == [2, 3]


def test_the_duty_of_the_term_is_told_over_all_terms_that_the_county_has_negotiated_in():
    negotiation = a_negotiation(2)
    first, _second = [party.organisation for party in negotiation.parties.all()[1:]]
    earlier = an_earlier(negotiation, first)
    negotiate(earlier, held_on=dt.date(2023, 10, 3))
    table = duty_tables(negotiation, TODAY)[0]
    assert [(column.period.name, column.met_count, column.municipality_count) for column in table.columns] == [
        ("2022–2025", 1, 1),
        ("2025–2029", 0, 2),
    ]
    assert told(negotiation)[0] == [["met", "open"], ["None", "open"]]


def test_a_year_that_two_terms_share_counts_what_was_negotiated_in_either():
    negotiation = a_negotiation(1)
    earlier = an_earlier(negotiation, negotiation.parties.all()[1].organisation)
    negotiate(earlier, held_on=dt.date(2025, 3, 3))
    assert told(negotiation)[1][0][0] == "met"


def test_a_demonstration_proves_nothing_of_the_real_negotiation():
    negotiation = a_negotiation(1)
    demonstration = an_earlier(negotiation, negotiation.parties.all()[1].organisation)
    demonstration.is_demo = True
    demonstration.save()
    negotiate(demonstration, held_on=dt.date(2025, 3, 3))
    assert told(negotiation)[1][0][0] == "missed"
    assert len(duty_tables(negotiation, TODAY)[0].columns) == 1


def test_parties_by_agreement_stand_apart_from_the_statutory_table(client):
    negotiation = a_negotiation(1)
    for number, kind in enumerate((Kind.REGIONAL_COUNCIL, Kind.PARTNER), 8):
        organisation = an_organisation(kind, f"Sopija {number}")
        Party.objects.create(negotiation=negotiation, organisation=organisation, number=number, is_by_law=False)
    negotiate(negotiation, count=3)
    assert [len(table.rows) for table in duty_tables(negotiation, TODAY)] == [1, 1]
    page = page_of(client, negotiation)
    lines = re.findall(r"<b>(Sopija \d)</b><span class=\"quiet\">(.*?)</span>", page)
    assert lines == [("Sopija 8", "viimeksi kokouksessa 5.11.2026"), ("Sopija 9", "ei vielä missään kokouksessa")]


def page_of(client, negotiation, name: str = "duties") -> str:
    return client.get(reverse(name, args=[negotiation.slug])).content.decode()


def test_everybody_reads_the_table_with_its_grounds_and_only_the_parties_reach_the_minutes(client):
    negotiation = a_negotiation(1)
    meeting = negotiate(negotiation)
    minutes = reverse("meeting", args=[negotiation.slug, meeting.pk])
    public = page_of(client, negotiation)
    assert ("611/2021, 14 §" in public, "612/2021, 6–7 §" in public, "5.11.2026" in public) == (True,) * 3
    assert (minutes in public, reverse("meetings", args=[negotiation.slug]) in public) == (False, False)
    client.force_login(a_mandate(a_negotiation(1), Role.PROCESS_OWNER))
    assert minutes not in page_of(client, negotiation)
    client.force_login(a_mandate(negotiation, Role.READER))
    assert minutes in page_of(client, negotiation)


def test_a_forum_is_evidence_that_links_to_the_forums(client):
    event = a_forum(a_negotiation(1))
    a_participant(event)
    close_event(event=event, now=timezone.now())
    page = page_of(client, event.negotiation)
    assert "osittain neuvoteltu" in page
    assert "puuttuu: työnjako" in re.sub(r"\s+", " ", page)
    assert f'href="{reverse("events", args=[event.negotiation.slug])}">{timezone.localdate():%-d.%-m.%Y}' in page


def test_there_is_no_table_of_a_negotiation_that_is_not(client):
    assert [client.get(reverse(name, args=["ei-ole"])).status_code for name in ("duties", "duty_file")] == [404, 404]


def test_the_table_is_a_file_too_with_a_row_a_municipality_and_period(client, settings):
    negotiation = a_negotiation(2)
    meeting = negotiate(negotiation)
    answer = client.get(reverse("duty_file", args=[negotiation.slug]))
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    municipality = negotiation.parties.all()[1].organisation
    assert len(lines) == 1 + 2 * (1 + 5)
    assert lines[0] == [
        "Säännös",
        "Velvoite",
        "Kunta",
        "Koodi",
        "Jakso",
        "Tila",
        "Neuvoteltu",
        "Käyty läpi",
        "Puuttuu",
        "Näyttö",
    ]
    assert lines[1] == [
        "611/2021, 14 §",
        "Hyvinvointialueen ja kuntien neuvottelu",
        municipality.name_fi,
        municipality.code,
        "2025–2029",
        "neuvoteltu",
        "5.11.2026",
        "yhteistyö, tavoitteet, työnjako, yhteistoimintarakenteet",
        "",
        settings.ORIGIN + reverse("meeting", args=[negotiation.slug, meeting.pk]),
    ]
    assert answer.headers["Content-Disposition"].endswith(f'filename="{negotiation.slug}-velvoitteet.csv"')


def test_a_name_that_looks_like_a_formula_is_safe_in_the_file(client):
    negotiation = a_negotiation(1)
    negotiation.parties.all()[1].organisation.__class__.objects.filter(kind=Kind.MUNICIPALITY).update(name_fi="=1+1")
    assert ";'=1+1;" in client.get(reverse("duty_file", args=[negotiation.slug])).content.decode()


@pytest.mark.parametrize("municipality_count", [1, 3])
def test_the_table_costs_the_same_however_many_municipalities_have_negotiated(
    client, django_assert_num_queries, municipality_count
):
    negotiation = a_negotiation(municipality_count)
    negotiate(negotiation, count=1 + municipality_count)
    with django_assert_num_queries(11):
        page_of(client, negotiation)
    with django_assert_num_queries(3):
        page_of(client, negotiation, "duty_file")


def test_the_overview_counts_each_countys_municipalities_in_the_period_of_now():
    first, second = a_negotiation(2), a_negotiation(1)
    negotiate(first)
    rows = {
        row.slug: [(one.met_count, one.municipality_count, one.standing) for one in row.counts]
        for row in overview(TODAY).rows
    }
    assert rows == {
        first.slug: [(1, 2, "open"), (1, 2, "due")],
        second.slug: [(0, 1, "open"), (0, 1, "due")],
    }


def test_the_overview_tells_of_a_countys_latest_negotiation_and_the_demonstration_apart():
    negotiation = a_negotiation(1)
    an_earlier(negotiation)
    demonstration = a_negotiation(1, is_demo=True)
    found = overview(TODAY)
    assert [(row.slug, row.is_demo) for row in found.rows] == [(negotiation.slug, False), (demonstration.slug, True)]
    assert (found.county_count - found.absent_count) == 1


def test_before_the_term_nothing_is_due():
    negotiation = a_negotiation(1)
    (row,) = overview(dt.date(2024, 5, 1)).rows
    assert [one.period for one in row.counts] == [None, None]
    assert duty_tables(negotiation, dt.date(2024, 5, 1))[0].current is None


def test_where_nobody_negotiates_the_overview_says_what_to_do(client):
    page = client.get(reverse("country")).content.decode()
    assert "sopu negotiation create" in page
    assert "<table" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_costs_the_same_however_many_counties(client, django_assert_num_queries, count):
    for _ in range(count):
        negotiate(a_negotiation(count))
    with django_assert_num_queries(4):
        assert client.get(reverse("country")).content.decode().count("<tr>") == count + 1


def test_the_duty_and_the_journey_lead_to_the_table_and_to_what_came_before_and_after(client):
    negotiation = a_negotiation(1)
    earlier = an_earlier(negotiation)
    negotiation.predecessor = earlier
    negotiation.save()
    for page in ("duty", "journey"):
        table = reverse("duties", args=[negotiation.slug])
        here, before = page_of(client, negotiation, page), page_of(client, earlier, page)
        assert f'href="{table}"' in here
        assert f'href="{reverse(page, args=[earlier.slug])}"' in here
        assert f'href="{reverse(page, args=[negotiation.slug])}"' in before
