"""Badges and tables in Chromium: a badge used twice, a scribe's table, and every page by the judge."""

import re

import pytest
from playwright.sync_api import expect

from builders import a_contribution, a_forum, a_mandate, a_negotiation
from seen import WAYS
from sopu.forum.actions import badges, registering, seating
from sopu.forum.models import Participant, ParticipantRole
from sopu.negotiations.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def a_phone(hall, **options):
    context = hall.chromium.new_context(
        base_url=hall.server.url, viewport={"width": 360, "height": 740}, locale="fi-FI", **options
    )
    hall.contexts.append(context)
    return context.new_page()


def a_badge(hall) -> str:
    return hall.ask(
        """
        from sopu.forum.actions.badges import make_badges
        party = event.negotiation.parties.all()[1].organisation
        made = make_badges(event=event, organisation=party, role=ParticipantRole.ELECTED, count=1, now=timezone.now())
        print(made[0].code)
        """
    ).strip()


def a_scribes_badge(hall) -> str:
    return hall.ask(
        """
        from sopu.forum.actions.badges import make_scribes_badges
        from sopu.forum.actions.seating import set_tables
        tables = set_tables(event=event, count=7)
        clerk = a_mandate(event.negotiation, Role.FACILITATOR)
        print(make_scribes_badges(event=event, tables=tables[6:], made_by=clerk, now=timezone.now())[0].code)
        """
    ).strip()


def test_a_badge_used_twice(hall):
    code = a_badge(hall)
    first, second = a_phone(hall), a_phone(hall)
    first.goto(f"/b/{code}")
    first.click("button.btn--hall")
    expect(first).to_have_url(re.compile("/write/"))
    first.goto(f"/b/{code}")
    expect(first).to_have_url(re.compile("/write/"))
    second.goto(f"/b/{code}")
    expect(second.get_by_role("alert")).to_contain_text("pyydä järjestäjää vapauttamaan kortti")
    expect(second.locator("button.btn--hall")).to_have_count(0)
    hall.ask(
        """
        from sopu.forum.actions.badges import free_badge
        clerk = a_mandate(event.negotiation, Role.FACILITATOR)
        free_badge(badge=event.badges.get(), made_by=clerk, now=timezone.now())
        """
    )
    second.reload()
    second.click("button.btn--hall")
    expect(second).to_have_url(re.compile("/write/"))
    assert hall.ask("print(event.participants.filter(badge__isnull=False).count())").strip() == "1"


def test_a_scribe_writes_for_a_table(hall):
    page = a_phone(hall)
    page.goto(f"/b/{a_scribes_badge(hall)}")
    expect(page.locator("h1")).to_have_text("Pöytä 7: kirjaat pöydän puolesta")
    page.click("button.btn--hall")
    expect(page.locator(".chip-id")).to_contain_text("Pöytä 7")
    expect(page.locator(".hallbar li:visible")).to_have_count(2)
    page.fill("#id_text", "Kylätalot auki iltaisin.")
    page.click("[data-part=send]")
    expect(page.locator("#outbox li")).to_have_count(0)  # whose word it is must be said
    page.check("[name=voice][value=table]", force=True)
    page.click("[data-part=send]")
    expect(page.locator("#outbox [data-is=saved], #outbox li[data-is=saved]")).to_have_count(1)
    page.check("[name=voice][value=one]", force=True)
    page.select_option("[name=organisation]", index=2)
    page.fill("#id_text", "Nuorille oma tila.")
    page.click("[data-part=send]")
    expect(page.locator("#outbox li[data-is=saved]")).to_have_count(2)
    expect(page.locator("[name=organisation]")).to_have_value("")
    told = hall.ask(
        """
        said = Contribution.objects.of(event).filter(participant__table__isnull=False)
        print([(one.voice, one.organisation_id is not None) for one in said])
        """
    ).strip()
    assert told == "[('table', False), ('one', True)]"


def test_a_table_without_a_network_loses_nothing(hall):
    page = a_phone(hall)
    page.goto(f"/b/{a_scribes_badge(hall)}")
    page.click("button.btn--hall")
    page.wait_for_url("**/write/**")  # whole, with its scripts: what is still loading stays away without a network
    page.context.set_offline(True)
    page.check("[name=voice][value=table]", force=True)
    page.fill("#id_text", "Yhteinen ilman verkkoa.")
    page.click("[data-part=send]")
    expect(page.locator("#outbox li[data-is=waits]")).to_have_count(1)
    page.context.set_offline(False)
    expect(page.locator("#outbox li[data-is=saved]")).to_have_count(1, timeout=15_000)
    assert (
        hall.ask("print(Contribution.objects.of(event).get(participant__table__isnull=False).voice)").strip() == "table"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_every_page_of_gathering_is_accessible(page_at, assert_accessible, width, scheme):
    event = a_forum(a_negotiation())
    owner = a_mandate(event.negotiation, Role.PROCESS_OWNER)
    now, party = event.starts_at, event.negotiation.parties.all()[1]
    role = ParticipantRole.ELECTED
    empty = [page_at(f"/fi/e/{event.code}/{path}/", owner, width=width, scheme=scheme) for path in ("tables", "seats")]
    for page in empty:
        assert_accessible(page)
    registering.register_people(
        event=event, party=party, names=["Aino A", "Bo B"], role=role, registered_by=owner, now=now
    )
    tables = seating.set_tables(event=event, count=2)
    seating.seat_people(event=event, seed="a")
    made = badges.make_badges(event=event, organisation=party.organisation, role=role, count=2, now=now)
    scribe = badges.make_scribes_badges(event=event, tables=tables, made_by=owner, now=now)[0]
    badges.cancel_badge(badge=made[1].badge, made_by=owner, now=now)
    a_contribution(Participant.objects.create(event=event, table=tables[0]), "Yhteinen.", voice="table")
    paths = ["badges", "registrations", f"registrations/{party.pk}", "tables", "seats", "desk"]
    for path in paths:
        assert_accessible(page_at(f"/fi/e/{event.code}/{path}/", owner, width=width, scheme=scheme))
    for code in (made[0].code, made[1].code, "ABCDEFGHJK", scribe.code):
        phone = page_at(f"/fi/b/{code}/", width=width, scheme=scheme)
        assert_accessible(phone)
    phone.click("button.btn--hall")
    phone.wait_for_selector("#say")
    assert_accessible(phone)
