"""The duty table, meetings and minutes in Chromium: accessible, and readable where it is narrow."""

import datetime as dt

import pytest
from django.urls import reverse

from builders import a_mandate, a_meeting, a_negotiation, an_account, an_organisation
from seen import WAYS
from sopu.negotiations.actions.minutes import record_minutes
from sopu.negotiations.actions.planning import plan_round
from sopu.negotiations.models import MeetingKind, Party, Role
from sopu.organisations.models import Kind

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WHOLE = {"negotiation": ["cooperation", "goals", "division_of_work"], "wellbeing": ["goals"]}


def a_world():
    """A negotiation with a met, a partly met and a missing duty, a partner, a round, and corrected minutes."""
    negotiation = a_negotiation(3)
    council = an_organisation(Kind.REGIONAL_COUNCIL, "Liitto")
    Party.objects.create(negotiation=negotiation, organisation=council, number=9, is_by_law=False)
    days = {"starts_on": dt.date(2025, 9, 1), "ends_on": dt.date(2025, 11, 30)}
    plan_round(negotiation=negotiation, kind=MeetingKind.MUNICIPALITY, names={"fi": "Kierros"}, **days)
    parties = list(negotiation.parties.with_organisations())
    meeting = a_meeting(negotiation)
    account = an_account(parties[:2], covered=WHOLE, held_on=dt.date(2025, 11, 5), agreed="Sovittiin.")
    for correction in ("", "Paikka puuttui"):
        record_minutes(meeting=meeting, account=account, today=dt.date(2025, 11, 6), correction=correction)
    return negotiation, meeting


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_the_duty_table_is_accessible_to_everybody(page_at, assert_accessible, width, scheme):
    negotiation, _meeting = a_world()
    page = page_at(reverse("duties", args=[negotiation.slug]), width=width, scheme=scheme)
    assert_accessible(page)
    assert page.locator(".dutyt").count() == 2
    page.goto(reverse("country"))
    assert_accessible(page)


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_meetings_and_minutes_are_accessible_to_their_owner(page_at, assert_accessible, width, scheme):
    negotiation, meeting = a_world()
    owner, slug = a_mandate(negotiation, Role.PROCESS_OWNER), negotiation.slug
    page = page_at(reverse("meetings", args=[slug]), owner, width=width, scheme=scheme)
    assert_accessible(page)
    for name in ("plan_round", "plan_meeting"):
        page.goto(reverse(name, args=[slug]))
        assert_accessible(page)
        page.click("main form .btn >> nth=0")
        assert_accessible(page)
    for name in ("meeting", "minutes"):
        page.goto(reverse(name, args=[slug, meeting.pk]))
        assert_accessible(page)


def test_an_owner_ticks_a_meeting_off_and_the_table_tells_of_it(page_at):
    negotiation, _meeting = a_world()
    owner, slug = a_mandate(negotiation, Role.PROCESS_OWNER), negotiation.slug
    name = negotiation.parties.all()[2].organisation.name_fi
    page = page_at(reverse("meetings", args=[slug]), owner)
    page.click(f"main a:text-is('{name}')")
    page.click("main .btn")
    page.fill("#id_held_on", "2025-11-07")
    page.fill("#id_topics", "Yhteistyö, tavoitteet ja työnjako")
    for part in ("cooperation", "goals", "division_of_work"):
        page.check(f"[name=covered_negotiation][value={part}]")
    page.click("main form .btn >> nth=0")
    page.goto(reverse("duties", args=[slug]))
    row = page.locator(".dutyt >> nth=0").locator("tr", has_text=name)
    assert "neuvoteltu" in row.inner_text()
    assert "7.11.2025" in row.inner_text()


def test_the_first_column_stays_when_a_narrow_table_is_moved(page_at):
    negotiation, _meeting = a_world()
    page = page_at(reverse("duties", args=[negotiation.slug]), width=360)
    box = page.locator(".tbl").nth(1)
    head = box.locator("tbody th").first
    before = head.bounding_box()["x"]
    box.evaluate("box => box.scrollLeft = 200")
    assert abs(head.bounding_box()["x"] - before) < 1
