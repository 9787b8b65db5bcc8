"""Staff sign in by a password or by a code; nobody signs up; and too many tries are paused."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from builders import a_user
from sopu.accounts.actions import open_account
from sopu.accounts.adapter import CONSOLE, SMTP, letters_are_printed
from sopu.accounts.models import User
from sopu.core.refusals import Refused

pytestmark = pytest.mark.django_db
PASSWORD = "lakka kukkii suolla"


@pytest.fixture(autouse=True)
def _tries_are_counted_from_the_start():
    cache.clear()


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_opens_and_leads_to_ones_tasks(client):
    user = a_user(password=PASSWORD)
    response = client.post(reverse("account_login"), {"login": user.email.upper(), "password": PASSWORD})
    assert (response.url, is_signed_in(client)) == (reverse("next"), True)


def test_a_wrong_password_keeps_the_door_shut_and_says_so(client):
    user = a_user(password=PASSWORD)
    response = client.post(reverse("account_login"), {"login": user.email, "password": "väärä"})
    page = response.content.decode()
    assert "Sähköpostiosoite ja salasana eivät kuulu yhteen." in page
    assert ("<title>Virhe: Kirjaudu – Sopu</title>" in page, is_signed_in(client)) == (True, False)


def test_a_closed_account_opens_no_door(client):
    user = a_user(password=PASSWORD, is_active=False)
    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}, follow=True)
    assert ("<h1>Tunnus on suljettu</h1>" in response.content.decode(), is_signed_in(client)) == (True, False)


def test_a_code_by_letter_opens_once(client):
    user = a_user()
    client.post(reverse("account_request_login_code"), {"email": user.email})
    letter = mail.outbox[0]
    code = re.search(r"^ {4}(\S+)$", letter.body, re.MULTILINE)[1]
    assert (letter.to, letter.subject) == ([user.email], "Kirjautumiskoodisi Sopuun")
    response = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert (response.url, is_signed_in(client)) == (reverse("next"), True)


def test_a_wrong_code_opens_nothing(client):
    client.post(reverse("account_request_login_code"), {"email": a_user().email})
    response = client.post(reverse("account_confirm_login_code"), {"code": "XXXXXX"})
    assert ("Koodi ei ole oikein." in response.content.decode(), is_signed_in(client)) == (True, False)


def test_from_the_code_one_gets_back_to_another_address(client):
    client.post(reverse("account_request_login_code"), {"email": "vaara@example.org"})
    page = client.get(reverse("account_confirm_login_code")).content.decode()
    back = re.search(r'<form id="back" method="post" action="(.*?)">.*?name="next" value="(.*?)"', page)
    response = client.post(back[1], {"next": back[2]}, follow=True)
    assert response.request["PATH_INFO"] == reverse("account_login")


def test_an_unknown_address_is_answered_as_a_known_one():
    known, unknown = a_user().email, "tuntematon@example.org"
    pages = []
    for address in (known, unknown):
        response = Client().post(reverse("account_request_login_code"), {"email": address}, follow=True)
        lead = re.search(r'<p class="lead">(.*?)</p>', response.content.decode())
        pages.append((response.status_code, lead[1].replace(address, "…")))
    assert pages[0] == pages[1]
    assert [letter.subject for letter in mail.outbox] == [
        "Kirjautumiskoodisi Sopuun",
        "Tällä osoitteella ei ole tunnusta Sovussa",
    ]


def test_a_forgotten_password_is_replaced_by_a_link(client):
    user = a_user(password=PASSWORD)
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = re.search(r"http://testserver(/\S+/key/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    assert "<h1>Valitse uusi salasana</h1>" in form.content.decode()
    new = {"password1": "suopursu tuoksuu illalla", "password2": "suopursu tuoksuu illalla"}
    done = client.post(form.request["PATH_INFO"], new, follow=True)
    user.refresh_from_db()
    assert ("<h1>Salasana on vaihdettu</h1>" in done.content.decode(), user.check_password(new["password1"])) == (
        True,
        True,
    )


def test_a_used_link_says_that_it_works_no_more(client):
    page = client.get("/fi/account/password/reset/key/1-vanha/").content.decode()
    assert "<h1>Linkki ei enää toimi</h1>" in page


def test_the_fifth_wrong_password_is_the_last_for_a_while(client):
    user = a_user(password=PASSWORD)
    for _number in range(5):
        client.post(reverse("account_login"), {"login": user.email, "password": "väärä"})
    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert ("Liian monta yritystä." in response.content.decode(), is_signed_in(client)) == (True, False)


def test_too_many_tries_from_one_place_are_paused_with_a_page(client):
    for _number in range(31):
        response = client.post(reverse("account_login"), {"login": "a@example.org", "password": "x"})
    assert (response.status_code, "<h1>Liian monta yritystä peräkkäin</h1>" in response.content.decode()) == (429, True)


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "confirm-email/abc/"])
def test_doors_that_are_not_for_anybody_lead_nowhere(client, path):
    client.force_login(a_user(password=PASSWORD))
    assert [client.get(f"/fi/account/{path}").status_code, client.post(f"/fi/account/{path}").status_code] == [404, 404]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_of_signing_in_is_ours_in_three_languages(client, language):
    with override(language):
        visitor = [reverse(f"account_{name}") for name in ("login", "request_login_code", "reset_password", "inactive")]
        visitor += [reverse("account_reset_password_done"), reverse("account_reset_password_from_key_done")]
        person = [reverse(f"account_{name}") for name in ("logout", "change_password")]
        newcomer = reverse("account_set_password")
    pages = [client.get(address) for address in visitor]
    client.force_login(a_user(password=PASSWORD))
    pages += [client.get(address) for address in person]
    client.force_login(a_user())
    pages.append(client.get(newcomer))
    assert [(page.status_code, b'class="mast"' in page.content) for page in pages] == [(200, True)] * len(pages)


def test_ones_tasks_are_behind_the_door(client):
    response = client.get(reverse("next"))
    assert (response.status_code, response.url) == (302, f"{reverse('account_login')}?next={reverse('next')}")


def test_without_a_mail_server_a_letter_is_printed_and_the_page_says_where(client, settings, capsys):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, ""
    response = client.post(reverse("account_request_login_code"), {"email": a_user().email}, follow=True)
    assert letters_are_printed()
    assert "Kirjautumiskoodisi" in capsys.readouterr().out
    assert "viesti näkyy ikkunassa, jossa palvelin on käynnissä" in response.content.decode()


def test_with_a_mail_server_letters_are_sent(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, "posti.example"
    assert not letters_are_printed()
    assert CONSOLE != SMTP


def test_an_account_is_opened_with_a_name_and_an_address():
    user = open_account(email="Aino.Aalto@Kunta.example", name=" Aino Aalto ")
    assert (user.email, user.name, user.has_usable_password()) == ("aino.aalto@kunta.example", "Aino Aalto", False)


@pytest.mark.parametrize(
    ("email", "name", "code"),
    [
        ("ei osoite", "Aino", "not_an_address"),
        ("a@example.org", " ", "nameless"),
        ("TUTTU@example.org", "A", "known_already"),
    ],
)
def test_an_account_is_not_opened_without_them_or_twice(email, name, code):
    a_user(email="tuttu@example.org")
    with pytest.raises(Refused) as refusal:
        open_account(email=email, name=name)
    assert (refusal.value.code, User.objects.count()) == (code, 1)
