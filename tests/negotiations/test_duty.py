"""The duty: why we meet, who must, about what and by when; open to everybody."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from builders import a_negotiation, an_organisation
from sopu.negotiations.models import Party
from sopu.organisations.models import Kind, LanguageStatus

pytestmark = pytest.mark.django_db


def page_of(client, negotiation) -> str:
    return client.get(reverse("duty", args=[negotiation.slug])).content.decode()


def rows(page: str, title: str) -> list[list[str]]:
    table = page.split(f'aria-labelledby="{title}"><table>')[1].split("</table>")[0]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", table)][1:]


def test_parties_by_law_and_by_agreement_are_told_apart_with_their_bodies(client):
    negotiation = a_negotiation(1)
    council = an_organisation(Kind.REGIONAL_COUNCIL, "Liitto", code="13")
    Party.objects.create(negotiation=negotiation, organisation=council, number=9, is_by_law=False)
    municipality = negotiation.parties.all()[1].organisation
    municipality.language_status = LanguageStatus.BILINGUAL_FINNISH
    municipality.save()
    page = page_of(client, negotiation)
    assert rows(page, "by-law")[1] == [
        municipality.name_fi,
        municipality.code,
        f"{municipality.name_fi}: council",
        f"{municipality.name_fi}: board",
        str(municipality.get_language_status_display()),
    ]
    assert rows(page, "by-agreement") == [["Liitto", "13", "Liitto: council", "Liitto: board", "–"]]
    assert "<h1>3 osapuolta neuvottelee kaudella 2025–2029</h1>" in page


def test_without_parties_by_agreement_there_is_no_empty_table(client):
    assert "by-agreement" not in page_of(client, a_negotiation())


def test_the_legal_ground_is_cited_and_linked(client):
    negotiation = a_negotiation()
    plain = page_of(client, negotiation)
    negotiation.legal_ground.url = "https://www.finlex.fi/fi/laki/ajantasa/2021/20210611"
    negotiation.legal_ground.read_on = dt.date(2026, 1, 7)
    negotiation.legal_ground.save()
    linked = page_of(client, negotiation)
    link = '<a href="https://www.finlex.fi/fi/laki/ajantasa/2021/20210611">611/2021, 14 §</a>'
    assert [(link in page, "7.1.2026" in page) for page in (plain, linked)] == [(False, False), (True, True)]
    assert "611/2021, 14 §" in plain


def test_the_goal_areas_and_the_milestones_are_listed(client):
    page = page_of(client, a_negotiation())
    assert "Arjen turvallisuus" in page
    steps = page.split('<ol class="steps">')[1].split("</ol>")[0]
    assert re.findall(r'data-is="(\w+)"', steps) == ["now", "ahead", "ahead"]


def test_there_is_no_duty_of_a_negotiation_that_is_not(client):
    assert client.get(reverse("duty", args=["ei-ole"])).status_code == 404


@pytest.mark.parametrize("municipality_count", [1, 3])
def test_the_page_costs_the_same_however_many_parties(client, django_assert_num_queries, municipality_count):
    negotiation = a_negotiation(municipality_count)
    with django_assert_num_queries(7):
        page_of(client, negotiation)
