"""A municipality's card: what stands of it beside the county, and what of so few is never told."""

import datetime as dt
import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

import agreements
from builders import a_contribution, a_forum, a_mandate, a_participant, client_of
from planned import a_commitment, a_goal, a_measure, a_plan, a_status_report, an_indicator, an_observation
from sopu.forum.models import PromptKind
from sopu.negotiations.models import Role
from sopu.plans.models import OptOut
from sopu.plans.rules import Direction, Stage
from sopu.publishing.actions.card_files import packed
from sopu.publishing.documents import cards
from sopu.publishing.queries.cards import cards_of
from sopu.texts.actions.drafting import add_clause
from sopu.texts.models import ClauseKind, Purpose

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 1)
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def plan():
    """One municipality has a value that is not published; it has accepted one commitment of two."""
    made = a_plan()
    own, other = [one for one in made.document.parties.all() if one.organisation.kind == "municipality"][:2]
    measure = a_measure(a_goal(made), own, name_fi="Kävelykerho")
    a_commitment(measure, own)
    a_commitment(a_measure(measure.goal, own), own, stage=Stage.PROPOSED)
    a_status_report(measure)
    measure.status_reports.get().round.__class__.objects.update(closed_at=NOW)
    area = made.negotiation.goal_areas.all()[1]
    OptOut.objects.create(plan=made, party=own, goal_area=area, reason="Ei varoja")
    indicator = an_indicator(
        made.negotiation, name_fi="Yksinäiset", is_on_cards=True, direction=Direction.DOWN, attribution="THL, CC BY 4.0"
    )
    an_indicator(made.negotiation, name_fi="Ei kortilla")
    for period, value in (("2022", "9.5"), ("2024", "8.1")):
        an_observation(indicator, period, value, area=own.organisation)
    an_observation(indicator, "2024", area=other.organisation, value="0")
    other.organisation.observations.update(value=None, is_unpublished=True)
    an_observation(indicator, "2024", "9.9")
    an_observation(indicator, "2024", "10.2", area=None)
    return made


def card_of(plan, number=0, *, sees_hall=True) -> cards.Card:
    codes = [one.organisation.code for one in plan.document.parties.all() if one.organisation.kind == "municipality"]
    (card,) = cards_of(plan, TODAY, "fi", codes[number], sees_hall=sees_hall)
    return card


def test_a_card_tells_the_trend_beside_the_county_and_what_has_been_promised(plan):
    card = card_of(plan)
    (one,) = card.indicators
    assert (one.own, one.period, one.county, one.country) == ("8,1", "2024", "9,9", "10,2")
    assert one.rows == (("2024", "8,1", "9,9", "10,2"), ("2022", "9,5", "–", "–"))
    assert (one.change, one.beside) == ("Laskenut 1,4 vuodesta 2022.", "Parempi kuin laajemmalla alueella.")
    assert card.attributions == ("THL, CC BY 4.0",)
    told = [(area.number, [(said.measure, said.status) for said in area.commitments], area.out) for area in card.areas]
    assert told[:2] == [(1, [("Kävelykerho", "käynnissä")], ""), (2, [], "Ei varoja")]


def test_values_are_written_on_a_card_as_on_the_pages_of_indicators(plan):
    own = card_of(plan).indicators[0]
    indicator = plan.negotiation.indicators.get(number=own.number)
    an_observation(indicator, "2025", "-1234.5", area=plan.document.parties.all()[1].organisation)
    (one,) = card_of(plan).indicators
    assert (one.own, one.change) == ("−1\u202f234,5", "Laskenut 1\u202f244,0 vuodesta 2022.")


def test_a_value_that_is_not_published_is_never_nought(plan):
    (one,) = card_of(plan, 1).indicators
    assert (one.own, one.beside) == ("ei julkaista", "")
    assert [line.kind for line in one.lines] == []


@pytest.mark.parametrize(("people", "told", "themes"), [(4, None, 0), (5, 5, 5)])
def test_of_fewer_than_five_people_nothing_is_told_apart(plan, people, told, themes):
    event = a_forum(plan.negotiation)
    organisation = plan.document.parties.all()[1].organisation
    for _number in range(people):
        a_contribution(a_participant(event, organisation))
    voice = card_of(plan).voice
    assert (voice.people, voice.sentences) == (told, themes)


def test_what_the_hall_offered_in_its_name_is_told_to_those_who_may_see_the_hall(plan):
    event = a_forum(plan.negotiation)
    organisation = plan.document.parties.all()[1].organisation
    a_contribution(a_participant(event, organisation), "Annamme tilan.", PromptKind.COMMITMENT)
    told = [card_of(plan, sees_hall=sees_hall).voice.offered for sees_hall in (True, False)]
    assert told == [("Annamme tilan.",), ()]


def test_all_cards_come_in_one_file_a_page_each(plan):
    with zipfile.ZipFile(io.BytesIO(packed(cards_of(plan, TODAY, "sv", sees_hall=True), NOW))) as archive:
        papers = [name for name in archive.namelist() if name.endswith(".pdf")]
        contents = [archive.read(name) for name in papers]
    assert len(papers) == 2 + bool(plan.negotiation.county.code)
    assert all(content.count(b"/Type /Page\n") + content.count(b"/Type /Page/") <= 1 for content in contents)


@pytest.mark.parametrize("code", ["", "one"])
def test_one_card_and_all_are_read_in_as_many_questions(plan, code, django_assert_num_queries):
    a_forum(plan.negotiation)
    told = card_of(plan).code if code else ""
    with django_assert_num_queries(QUESTIONS):
        cards_of(plan, TODAY, "fi", told, sees_hall=True)


QUESTIONS = 16


def test_a_card_is_shut_until_the_plan_is_submitted_and_then_open_to_everybody(plan):
    code = card_of(plan).code
    doors = [
        reverse("municipality_cards", args=[plan.negotiation.slug]),
        reverse("cards_file", args=[plan.negotiation.slug]),
        reverse("municipality_card", args=[plan.negotiation.slug, code]),
        reverse("card_paper", args=[plan.negotiation.slug, code]),
    ]
    reader, stranger = (
        client_of(a_mandate(plan.negotiation, Role.COORDINATOR)),
        client_of(a_mandate(a_plan().negotiation, Role.COORDINATOR)),
    )
    assert [(Client().get(door).status_code, stranger.get(door).status_code) for door in doors] == [(302, 403)] * 4
    assert [reader.get(door).status_code for door in doors] == [200] * 4
    clause = {"kind": ClauseKind.DUTY, "language": "fi", "heading": "Kohta", "text": "Teksti."}
    add_clause(document=plan.document, by=None, now=NOW, **clause)
    agreements.a_version(plan.document, Purpose.DECISION)
    assert [Client().get(door).status_code for door in doors] == [200] * 4
