"""A passkey is made, signs in, and no longer does when it has been removed: with Chromium's own virtual device."""

import pytest
from allauth.mfa.models import Authenticator

from builders import a_negotiation, a_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "lakka kukkii suolla"


@pytest.fixture
def device():
    """Puts a virtual device with a fingerprint reader into a page's browser."""

    def put(page, *, is_right_person: bool = True) -> str:
        wires = page.context.new_cdp_session(page)
        wires.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": is_right_person,
            "automaticPresenceSimulation": True,
        }
        return wires.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    return put


def sign_in_by_password(page, user):
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/fi/next/")


def test_a_passkey_is_made_and_signs_in_until_it_is_removed(page_at, device, assert_accessible):
    a_negotiation()
    user = a_user(password=PASSWORD)
    page = page_at("/fi/account/login/")
    device(page)
    sign_in_by_password(page, user)
    page.click("text=Pääsyavaimet")
    assert_accessible(page)
    page.click("text=Lisää pääsyavain")
    if "/reauthenticate/" in page.url:
        assert_accessible(page)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
    page.wait_for_url("**/passkeys/add/**")
    assert_accessible(page)
    page.fill("#passkey-name", "Työpuhelin")
    page.click("text=Tee pääsyavain")
    page.wait_for_url("**/passkeys/all/")
    assert "Työpuhelin" in page.inner_text("main")
    page.click(".mast__tools button")
    page.goto("/fi/account/login/")
    assert_accessible(page)
    page.click("text=Kirjaudu pääsyavaimella")
    page.wait_for_url("**/fi/next/")
    assert user.name in page.inner_text("header")
    Authenticator.objects.all().delete()
    page.click(".mast__tools button")
    page.goto("/fi/account/login/")
    page.click("text=Kirjaudu pääsyavaimella")
    page.wait_for_load_state("networkidle")
    assert "/account/login/" in page.url


def test_a_wrong_finger_makes_no_passkey_and_the_page_says_so(page_at, device):
    user = a_user(password=PASSWORD)
    page = page_at("/fi/account/login/")
    device(page, is_right_person=False)
    sign_in_by_password(page, user)
    page.goto("/fi/account/passkeys/add/")
    if "/reauthenticate/" in page.url:
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
    page.wait_for_url("**/passkeys/add/**")
    page.click("text=Tee pääsyavain")
    page.wait_for_selector("text=Laite ei tehnyt pääsyavainta", timeout=70_000)
    assert Authenticator.objects.count() == 0
