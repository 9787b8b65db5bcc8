"""The pages of passkeys: one's own only, after one's password, and where a browser can make one."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from builders import a_user

pytestmark = pytest.mark.django_db
PASSWORD = "lakka kukkii suolla"


@pytest.fixture(autouse=True)
def _tries_are_counted_from_the_start():
    cache.clear()


@pytest.fixture
def person(client):
    """Somebody who has just signed in by a password."""
    user = a_user(password=PASSWORD)
    client.post("/fi/account/login/", {"login": user.email, "password": PASSWORD})
    return user


def a_passkey(user) -> Authenticator:
    data = {"name": "Työpuhelin", "credential": {}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def test_visitors_are_taken_to_sign_in(client):
    answers = [client.get(f"/fi/account/passkeys/{door}") for door in ("all/", "add/")]
    assert [(answer.status_code, "/fi/account/login/" in answer.url) for answer in answers] == [(302, True)] * 2


def test_one_sees_ones_own_passkeys_only(client, person):
    a_passkey(a_user())
    pages = [client.get("/fi/account/passkeys/all/").content.decode()]
    a_passkey(person)
    pages.append(client.get("/fi/account/passkeys/all/").content.decode())
    assert ["Työpuhelin" in page for page in pages] == [False, True]


def test_another_persons_passkey_is_not_found(client, person):
    passkey = a_passkey(a_user())
    client.post("/fi/account/reauthenticate/", {"password": PASSWORD})
    assert client.post(f"/fi/account/passkeys/{passkey.pk}/remove/").status_code == 404
    assert Authenticator.objects.count() == 1


def test_a_passkey_is_added_and_removed_only_after_the_password(client, person):
    passkey = a_passkey(person)
    client.force_login(person)  # an open session, whose password was given long ago
    for door in ("add/", f"{passkey.pk}/remove/"):
        answer = client.get(f"/fi/account/passkeys/{door}")
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/fi/account/reauthenticate/")
    client.post("/fi/account/reauthenticate/", {"password": "väärä salasana"})
    assert client.post(f"/fi/account/passkeys/{passkey.pk}/remove/").status_code == 302
    assert Authenticator.objects.count() == 1
    client.post("/fi/account/reauthenticate/", {"password": PASSWORD})
    page = client.post(f"/fi/account/passkeys/{passkey.pk}/remove/", follow=True).content.decode()
    assert ("Pääsyavain poistettiin." in page, Authenticator.objects.count()) == (True, 0)


def test_an_address_without_a_name_says_where_passkeys_work(client, person):
    client.post("/fi/account/reauthenticate/", {"password": PASSWORD})
    for door in ("all/", "add/"):
        by_number = client.get(f"/fi/account/passkeys/{door}", headers={"host": "127.0.0.1:8000"}).content.decode()
        by_name = client.get(f"/fi/account/passkeys/{door}", headers={"host": "localhost:8000"}).content.decode()
        assert f"http://localhost:8000/fi/account/passkeys/{door}" in by_number
        assert ["numero-osoitteella" in page for page in (by_number, by_name)] == [True, False]


def test_what_is_no_passkey_signs_nobody_in(client):
    a_passkey(a_user())
    for credential in ("", "{}", '{"id": "x"}', "[]", "ei mitään"):
        answer = client.post("/fi/account/passkeys/sign-in/", {"credential": credential})
        assert (answer.status_code, "_auth_user_id" in client.session) == (302, False)


def test_what_is_no_passkey_is_not_added(client, person):
    client.post("/fi/account/reauthenticate/", {"password": PASSWORD})
    client.get("/fi/account/passkeys/add/")
    for credential in ("", "{}", '{"id": "x"}', "[1]", "ei mitään"):
        answer = client.post("/fi/account/passkeys/add/", {"credential": credential, "name": "X"})
        assert (answer.status_code, 'class="errors"' in answer.content.decode()) == (200, True)
    assert Authenticator.objects.count() == 0


def test_one_who_has_a_passkey_may_still_use_the_password(client):
    user = a_user(password=PASSWORD)
    a_passkey(user)
    answer = client.post("/fi/account/login/", {"login": user.email, "password": PASSWORD})
    assert (answer.url, "_auth_user_id" in client.session) == ("/fi/next/", True)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_of_passkeys_is_ours_in_three_languages(client, person, language):
    client.post("/fi/account/reauthenticate/", {"password": PASSWORD})
    added = client.get(f"/{language}/account/passkeys/add/")
    passkey = a_passkey(person)
    doors = ("passkeys/all/", f"passkeys/{passkey.pk}/remove/", "reauthenticate/")
    for answer in (added, *(client.get(f"/{language}/account/{door}") for door in doors)):
        page = answer.content.decode()
        assert (f'<html lang="{language}">' in page, 'class="mast"' in page) == (True, True)
