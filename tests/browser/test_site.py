"""The site's own pages in Chromium: accessible, without sideways scroll, without a broken policy."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import expect

from builders import a_contribution, a_forum, a_mandate, a_participant, a_user
from seen import WAYS
from sopu.negotiations.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def a_world():
    event = a_forum()
    a_contribution(a_participant(event), "Kylätalot ovat jo nyt lähin kohtaamispaikka.")
    return event


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_what_anybody_may_read_is_accessible(page_at, assert_accessible, width, scheme):
    slug = a_world().negotiation.slug
    addresses = [reverse("start"), reverse("journey", args=[slug]), reverse("duty", args=[slug])]
    addresses += [reverse(name) for name in ("about", "privacy", "accessibility")]
    addresses += [reverse(name) for name in ("account_login", "account_request_login_code", "account_reset_password")]
    page = page_at("/fi/", width=width, scheme=scheme)
    for address in [*addresses, "/fi/nowhere/"]:
        page.goto(address)
        assert_accessible(page)


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_what_the_signed_in_see_is_accessible(page_at, assert_accessible, width, scheme):
    negotiation = a_world().negotiation
    for user in (a_mandate(negotiation, Role.PROCESS_OWNER), a_user(password="a long sentence")):
        page = page_at("/fi/", user, width=width, scheme=scheme)
        for name in ("next", "account_change_password", "account_set_password", "account_logout"):
            page.goto(reverse(name))
            assert_accessible(page)


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_a_form_with_errors_is_accessible_and_puts_the_summary_in_focus(page_at, assert_accessible, width, scheme):
    page = page_at(reverse("account_login"), width=width, scheme=scheme)
    page.fill("#id_login", "ei osoite")
    page.click("form:first-of-type .btn--hall")
    expect(page.locator(".errors")).to_be_focused()
    assert_accessible(page)
    page.click(".errors a >> nth=0")
    expect(page.locator("#id_login")).to_be_focused()


def test_nothing_scrolls_sideways_at_320_pixels(page_at, assert_accessible):
    slug = a_world().negotiation.slug
    page = page_at("/fi/", width=320)
    for language in ("fi", "sv", "en"):
        with override(language):
            addresses = [reverse("start"), reverse("journey", args=[slug]), reverse("duty", args=[slug])]
        for address in addresses:
            page.goto(address)
            assert_accessible(page)


def test_a_person_signs_in_sees_their_tasks_and_signs_out(page_at):
    user = a_mandate(a_world().negotiation, Role.FACILITATOR)
    user.set_password("lakka kukkii suolla")
    user.save()
    page = page_at(reverse("account_login"))
    page.fill("#id_login", user.email)
    page.fill("#id_password", "lakka kukkii suolla")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + reverse("next"))
    assert "Foorumi on avoinna" in page.inner_text("h2#first")
    page.click(".mast__tools button")
    page.wait_for_url("**" + reverse("start"))
    assert page.is_visible("text=Olet kirjautunut ulos.")
