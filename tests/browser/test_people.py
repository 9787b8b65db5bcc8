"""The pages of people, contact points and structures in a real browser: at both widths, light and dark."""

import pytest
from django.utils import timezone

from builders import a_contact_point, a_mandate, a_negotiation
from seen import WAYS
from sopu.negotiations.actions.inviting import invite
from sopu.negotiations.actions.structures import write_structure
from sopu.negotiations.models import Invitation, Mandate, Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL = "uusi@kunta.example"


@pytest.fixture
def world():
    negotiation = a_negotiation(slug="alue")
    party = negotiation.parties.all()[1]
    owner = a_mandate(negotiation, Role.PROCESS_OWNER)
    a_mandate(negotiation, Role.COORDINATOR, party.organisation)
    a_contact_point(party, substitute_name="Sijainen Salo", substitute_email="salo@kunta.example")
    a_contact_point(negotiation.parties.all()[2], area=1)
    write_structure(
        negotiation=negotiation, level=2, texts={"name_fi": "Kuntakokous", "rhythm_fi": "kahdesti vuodessa"}
    )
    who = {"negotiation": negotiation, "organisation": party.organisation, "role": Role.REGISTRAR, "by": owner}
    invite(email=EMAIL, name="Uusi Ihminen", now=timezone.now(), **who)
    return negotiation, owner


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_the_pages_are_for_everybody_to_use(world, page_at, assert_accessible, width, scheme):
    _negotiation, owner = world
    page = page_at("/fi/n/alue/people/", owner, width=width, scheme=scheme)
    mandate = Mandate.objects.get(role=Role.COORDINATOR).pk
    doors = ["people/", "people/invite/", f"people/invited/{Invitation.objects.get().pk}/", f"people/{mandate}/end/"]
    doors += [f"people/{mandate}/deputy/", "contacts/", "contacts/2/", "contacts/2/name/", "structures/"]
    doors += ["structures/new/"]
    for door in doors:
        page.goto(f"/fi/n/alue/{door}")
        assert_accessible(page)


def test_a_person_is_invited_accepts_and_is_in(world, page_at, assert_accessible):
    _negotiation, owner = world
    page = page_at("/fi/n/alue/people/", owner)
    page.click("text=Kutsu ihminen")
    page.fill("#id_name", "Toinen Ihminen")
    page.fill("#id_email", "toinen@kunta.example")
    page.select_option("#id_organisation", "2")
    page.check("text=Osapuolen koordinaattori")
    page.click("button:has-text('Kutsu')")
    page.wait_for_url("**/people/invited/**")
    link = page.get_attribute(".letter a", "href")
    guest = page_at(link[link.index("/fi/i/") :])
    assert_accessible(guest)
    guest.click("text=Hyväksy kutsu")
    guest.wait_for_url("**/fi/next/")
    assert "Toinen Ihminen" in guest.inner_text("header")
    assert "koordinaattori" in guest.inner_text("aside")
