"""Errors say what happened, what was kept, and what to do; and never make it worse."""

import logging

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.utils.translation import override

from builders import a_user
from sopu.config.urls import urlpatterns as addresses
from sopu.web import errors

HEADINGS = {
    400: {"fi": "Pyyntöä ei voitu lukea", "sv": "Begäran kunde inte läsas", "en": "The request could not be read"},
    403: {
        "fi": "Tämä sivu ei ole avattavissasi",
        "sv": "Den här sidan kan du inte öppna",
        "en": "This page is not yours to open",
    },
    404: {"fi": "Sivua ei ole", "sv": "Sidan finns inte", "en": "There is no such page"},
    500: {"fi": "Sivua ei voitu näyttää", "sv": "Sidan kunde inte visas", "en": "The page could not be made"},
}


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspect(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def break_down(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [path("400/", suspect), path("403/", refuse), path("500/", break_down), *addresses]
handler400, handler403, handler404, handler500 = errors.bad_request, errors.forbidden, errors.not_found, errors.failed


@pytest.fixture
def visitor(settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("status", HEADINGS)
def test_each_error_has_a_page_in_three_languages(visitor, status, language):
    logging.disable(logging.CRITICAL)
    response = visitor.get(f"/{status}/", headers={"accept-language": language})
    logging.disable(logging.NOTSET)
    page = response.content.decode()
    assert (response.status_code, f"<h1>{HEADINGS[status][language]}</h1>" in page) == (status, True)
    assert page.count("<dt>") == 3


@pytest.mark.django_db
def test_who_is_refused_is_told_who_they_are_or_where_to_sign_in(visitor):
    stranger = visitor.get("/403/").content.decode()
    visitor.force_login(a_user("Aino Aalto"))
    person = visitor.get("/403/").content.decode()
    assert "/account/login/?next=/403/" in stranger
    assert "Olet kirjautunut nimellä Aino Aalto" in person


def test_the_page_of_a_broken_server_asks_nothing_of_the_database(caplog):
    request = RequestFactory().get("/fi/rikki/")
    with override("fi"):
        response = errors.failed(request)
    incident = caplog.records[0].getMessage().split()[1]
    assert response.status_code == 500
    assert f"<code>{incident}</code>" in response.content.decode()
    assert caplog.records[0].getMessage() == f"incident {incident} at /fi/rikki/"


@pytest.mark.django_db
def test_a_form_without_its_token_is_not_taken_in(settings):
    careful = Client(enforce_csrf_checks=True)
    response = careful.post("/fi/account/login/", {"login": "a@example.org", "password": "x"})
    assert (response.status_code, "<h1>Lomake oli vanhentunut</h1>" in response.content.decode()) == (403, True)
