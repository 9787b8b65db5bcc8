"""The pages that say what Sopu is, and the promises that every page keeps."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

import sopu
from builders import a_contribution, a_forum, a_mandate, a_participant
from sopu.negotiations.models import Role

pytestmark = pytest.mark.django_db

TITLES = {
    "about": {"fi": "Mikä Sopu on", "sv": "Vad Sopu är", "en": "What Sopu is"},
    "privacy": {"fi": "Tietosuoja", "sv": "Dataskydd", "en": "Privacy"},
    "accessibility": {
        "fi": "Saavutettavuus\xadseloste",
        "sv": "Tillgänglighets\xadutlåtande",
        "en": "Accessibility statement",
    },
}


def heading(response) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    return found[1].replace("&shy;", "\xad").strip() if found else ""


def addresses_of(event) -> list[str]:
    slug = event.negotiation.slug
    names = ["start", "about", "privacy", "accessibility", "account_login", "account_request_login_code", "next"]
    return [reverse("journey", args=[slug]), reverse("duty", args=[slug]), *(reverse(name) for name in names)]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", TITLES)
def test_the_long_texts_are_in_three_languages(client, name, language):
    with override(language):
        address = reverse(name)
    response = client.get(address)
    assert (response.status_code, heading(response)) == (200, TITLES[name][language])


@pytest.mark.parametrize("name", TITLES)
def test_a_contact_is_shown_when_the_installation_has_one(client, settings, name):
    settings.CONTACT = "sopu@alue.example"
    assert "mailto:sopu@alue.example" in client.get(reverse(name)).content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_answers_in_every_language_to_every_role(client, language):
    event = a_forum()
    a_contribution(a_participant(event))
    people = [a_mandate(event.negotiation, role) for role in Role]
    with override(language):
        addresses = addresses_of(event)
    for person in people:
        client.force_login(person)
        for address in addresses:
            response = client.get(address, follow=True)
            assert (response.status_code, f'<html lang="{language}">' in response.content.decode()) == (200, True)


def test_no_page_carries_a_script_or_a_style_of_its_own_and_each_forbids_them(client):
    event = a_forum()
    client.force_login(a_mandate(event.negotiation, Role.PROCESS_OWNER))
    for address in [*addresses_of(event), "/fi/nowhere/"]:
        response = client.get(address, follow=True)
        page = response.content.decode()
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", page) == []
        policy = response.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "style-src 'self'" in policy
        assert "unsafe" not in policy


def test_a_page_says_its_address_in_the_other_languages(client):
    page = client.get("/fi/privacy/").content.decode()
    assert re.findall(r'href="(/\w\w/privacy/)" lang="(\w\w)"', page) == [
        ("/fi/privacy/", "fi"),
        ("/sv/privacy/", "sv"),
        ("/en/privacy/", "en"),
    ]


def test_the_masthead_offers_signing_in_to_a_visitor_and_signing_out_to_the_signed_in(client):
    visitor = client.get("/fi/").content.decode()
    client.force_login(a_mandate(a_forum().negotiation, Role.READER))
    reader = client.get("/fi/").content.decode()
    login, logout = reverse("account_login"), reverse("account_logout")
    assert [(login in page, logout in page) for page in (visitor, reader)] == [(True, False), (False, True)]


def test_a_page_of_a_demonstration_says_that_it_is_one(client):
    negotiation = a_forum().negotiation
    address = reverse("journey", args=[negotiation.slug])
    before = client.get(address).content.decode()
    negotiation.is_demo = True
    negotiation.save()
    after = client.get(address).content.decode()
    assert ["kaikki lauseet ja henkilöt ovat keksittyjä" in page for page in (before, after)] == [False, True]


def test_no_page_tells_a_moment_to_the_microsecond_which_html_refuses():
    templates = Path(sopu.__file__).parent.glob("*/templates/**/*.html")
    assert [path.name for path in templates if 'date:"c"' in path.read_text()] == []
