"""Who agrees with whom, and the theme map, in a real browser: at both widths, light and dark."""

import pytest
from django.utils import timezone

from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, a_user
from seen import WAYS
from sopu.forum.models import ParticipantRole, Reaction
from sopu.negotiations.models import Role
from sopu.synthesis.actions.snapshots import take_opinion_snapshot
from synthesised import a_theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world():
    negotiation = a_negotiation(slug="alue")
    event, now = a_forum(negotiation, code="OP1N0N"), timezone.now()
    writer = a_participant(event)
    said = [a_contribution(writer, f"Pitkähkö lause palvelujen yhdyspinnasta, numero {n}.") for n in range(12)]
    people = [
        a_participant(event, role=ParticipantRole.ELECTED if number % 2 else ParticipantRole.OFFICE_HOLDER)
        for number in range(24)
    ]
    Reaction.objects.bulk_create(
        Reaction(
            participant=person,
            contribution=sentence,
            stance=1 if place < 2 else (1 if number < 12 else -1) * (-1 if (number + place) % 7 == 0 else 1),
            written_at=now,
        )
        for number, person in enumerate(people)
        for place, sentence in enumerate(said)
    )
    a_theme(event, "Yksi yhteyshenkilö", said[:5], made_by=a_user())
    a_theme(event, "Lähipalvelut ja liikkuvat palvelut", said[5:9])
    owner = a_mandate(negotiation, Role.PROCESS_OWNER)
    take_opinion_snapshot(event=event, made_by=owner, now=now)
    return event, owner


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_the_pages_are_for_everybody_to_use(world, page_at, assert_accessible, width, scheme):
    event, owner = world
    page = page_at(f"/fi/e/{event.code}/opinion/", owner, width=width, scheme=scheme)
    assert_accessible(page)
    for door in ("opinion/?order=dividing&by=role", "opinion/?order=said", "theme-map/"):
        page.goto(f"/fi/e/{event.code}/{door}")
        assert_accessible(page)


def test_a_person_names_a_group_and_takes_a_snapshot_without_a_script(world, page_at):
    event, owner = world
    page = page_at(f"/fi/e/{event.code}/opinion/", owner, java_script_enabled=False)
    page.locator("summary", has_text="Nimeä ryhmä").first.click()
    page.get_by_label("suomeksi").first.fill("Lähellä palvelua")
    page.get_by_role("button", name="Tallenna nimi").first.click()
    assert page.get_by_role("heading", name="Lähellä palvelua").count() == 1
    page.get_by_role("button", name="Ota uusi tilannekuva").click()
    assert page.locator("table.snaps tbody tr").count() == 1
