"""People come in by invitation: once, in time, and with what was promised; nobody else by the same link."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.utils import timezone

from builders import a_mandate, a_negotiation, a_user, an_organisation
from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.actions.inviting import LIFETIME, accept, invite, withdraw
from sopu.negotiations.actions.letters import send_letters
from sopu.negotiations.actions.mandates import end_mandate
from sopu.negotiations.models import Invitation, Letter, Mandate, Role
from sopu.organisations.models import LanguageStatus

pytestmark = pytest.mark.django_db
EMAIL = "uusi@kunta.example"
PASSWORD = "lakka kukkii suolla"


def asked(negotiation=None, **changed) -> Invitation:
    negotiation = negotiation or a_negotiation(slug="alue")
    facts = {
        "negotiation": negotiation,
        "organisation": negotiation.parties.all()[1].organisation,
        "role": Role.REGISTRAR,
        "email": EMAIL,
        "name": "Aino Aalto",
        "now": timezone.now(),
    }
    facts["by"] = changed.pop("by", None) or a_mandate(negotiation, Role.PROCESS_OWNER)
    return invite(**(facts | changed))


def link_of(invitation: Invitation) -> str:
    return re.search(r"/(?:fi|sv)/i/[\w-]+/", invitation.letter.body)[0]


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_letter_tells_who_invites_whom_to_what():
    invitation = asked()
    body = invitation.letter.body
    words = ["Aino Aalto", invitation.invited_by.name, invitation.organisation.name, "kirjaaja", "/fi/i/"]
    assert [word in body for word in words] == [True] * 5
    assert (invitation.letter.email, invitation.token_digest in body) == (EMAIL, False)


def test_the_letter_is_in_the_language_of_the_organisation():
    negotiation = a_negotiation()
    swedish = negotiation.parties.all()[1].organisation
    swedish.language_status = LanguageStatus.BILINGUAL_SWEDISH
    swedish.save()
    assert "/sv/i/" in asked(negotiation, organisation=swedish).letter.body


def test_the_page_says_who_invites_and_accepting_gives_an_account_and_the_role(client):
    invitation = asked()
    page = client.get(link_of(invitation)).content.decode()
    assert f"{invitation.invited_by.name} kutsuu sinut" in page
    answer = client.post(link_of(invitation), {"name": "Aino Aalto-Koski", "password": PASSWORD})
    user = User.objects.get(email=EMAIL)
    mandate = Mandate.objects.get(user=user)
    assert (answer.url, is_signed_in(client), user.name) == ("/fi/next/", True, "Aino Aalto-Koski")
    assert user.check_password(PASSWORD)
    assert (mandate.role, mandate.organisation, mandate.given_by) == (
        Role.REGISTRAR,
        invitation.organisation,
        invitation.invited_by,
    )


def test_one_may_come_in_without_a_password_and_later_by_a_code(client):
    client.post(link_of(asked()), {"name": "Aino", "password": ""})
    assert (is_signed_in(client), User.objects.get(email=EMAIL).has_usable_password()) == (True, False)


def test_a_password_that_is_easy_to_guess_is_refused_and_nothing_is_made(client):
    page = client.post(link_of(asked()), {"name": "Aino", "password": "lyhyt"}).content.decode()
    assert ('class="errors"' in page, User.objects.filter(email=EMAIL).exists()) == (True, False)


def test_a_link_works_once(client):
    invitation = asked()
    client.post(link_of(invitation), {"name": "Aino"})
    client.logout()
    answers = [client.get(link_of(invitation)), client.post(link_of(invitation), {"name": "Joku muu"})]
    assert [answer.status_code for answer in answers] == [410, 410]
    assert "hyväksytty jo" in answers[0].content.decode()
    assert (is_signed_in(client), Mandate.objects.filter(role=Role.REGISTRAR).count()) == (False, 1)


def test_a_link_grows_old_in_fourteen_days(client):
    invitation = asked(now=timezone.now() - LIFETIME)
    answer = client.post(link_of(invitation), {"name": "Aino"})
    assert (answer.status_code, "Kutsu on vanhentunut" in answer.content.decode()) == (410, True)
    assert not User.objects.filter(email=EMAIL).exists()


def test_an_invitation_that_was_withdrawn_opens_nothing(client):
    invitation = asked()
    withdraw(invitation=invitation, now=timezone.now())
    assert client.post(link_of(invitation), {"name": "Aino"}).status_code == 410
    assert not User.objects.filter(email=EMAIL).exists()


def test_an_invitation_goes_void_when_its_writer_loses_the_role(client):
    negotiation = a_negotiation()
    organisation = negotiation.parties.all()[1].organisation
    coordinator = a_mandate(negotiation, Role.COORDINATOR, organisation)
    invitation = asked(negotiation, by=coordinator, role=Role.COORDINATOR)
    end_mandate(mandate=Mandate.objects.get(user=coordinator), by=a_user(), now=timezone.now())
    assert client.post(link_of(invitation), {"name": "Aino"}).status_code == 410
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_link_that_nobody_wrote_is_not_found(client):
    asked()
    assert client.get("/fi/i/vaara-linkki/").status_code == 404


def test_an_accepted_invitation_is_not_withdrawn():
    invitation = asked()
    accept(invitation=invitation, name="Aino", password=None, now=timezone.now())
    with pytest.raises(Refused) as refusal:
        withdraw(invitation=invitation, now=timezone.now())
    assert refusal.value.code == "used"


def test_one_who_has_an_account_gets_the_role_at_once_and_a_letter():
    user = a_user(email=EMAIL)
    mandate = asked(email="UUSI@kunta.example")
    assert (mandate.user, Invitation.objects.count()) == (user, 0)
    assert "/fi/next/" in Letter.objects.get(to=user).body


def test_one_who_got_an_account_meanwhile_is_given_the_role_but_not_signed_in_by_the_link(client):
    invitation = asked()
    user = a_user(email=EMAIL, password=PASSWORD)
    client.post(link_of(invitation), {"name": "Joku muu", "password": "toinen salasana 123"})
    user.refresh_from_db()
    assert (is_signed_in(client), user.check_password(PASSWORD)) == (False, True)
    assert Mandate.objects.get(user=user).role == Role.REGISTRAR


def test_a_closed_account_is_not_invited():
    a_user(email=EMAIL, is_active=False)
    with pytest.raises(Refused) as refusal:
        asked()
    assert refusal.value.code == "account_closed"


def test_nobody_is_invited_twice_to_the_same_nor_for_one_that_is_not_a_party():
    invitation = asked()
    negotiation, owner = invitation.negotiation, invitation.invited_by
    codes = []
    for changed in ({}, {"organisation": an_organisation(), "email": "toinen@kunta.example"}):
        with pytest.raises(Refused) as refusal:
            asked(negotiation, by=owner, **changed)
        codes.append(refusal.value.code)
    assert (codes, Letter.objects.count()) == (["invited_already", "not_a_party"], 1)


def test_the_days_of_an_invitation_become_the_days_of_the_role():
    day = timezone.localdate()
    invitation = asked(starts_on=day, ends_on=day + dt.timedelta(days=30))
    user = accept(invitation=invitation, name="Aino", password=None, now=timezone.now())
    mandate = Mandate.objects.get(user=user)
    assert (mandate.starts_on, mandate.ends_on) == (day, day + dt.timedelta(days=30))


def test_the_inviter_sees_the_letter_and_another_coordinator_does_not(client):
    negotiation = a_negotiation(slug="alue")
    first, second = (party.organisation for party in negotiation.parties.all()[1:])
    coordinator = a_mandate(negotiation, Role.COORDINATOR, first)
    invitation = asked(negotiation, by=coordinator, role=Role.READER)
    address = f"/fi/n/alue/people/invited/{invitation.pk}/"
    seen = {}
    for name, user in {
        "inviter": coordinator,
        "owner": a_mandate(negotiation, Role.PROCESS_OWNER),
        "other": a_mandate(negotiation, Role.COORDINATOR, second),
        "reader": a_mandate(negotiation, Role.READER, first),
    }.items():
        client.force_login(user)
        answer = client.get(address)
        seen[name] = (answer.status_code, link_of(invitation) in answer.content.decode())
    assert seen == {"inviter": (200, True), "owner": (200, True), "other": (403, False), "reader": (403, False)}
    client.force_login(a_mandate(negotiation, Role.COORDINATOR, second))
    assert client.post(f"{address}withdraw/").status_code == 403


def test_a_person_is_invited_from_the_page_and_the_letter_stands_in_the_outbox(client):
    negotiation = a_negotiation(slug="alue")
    client.force_login(a_mandate(negotiation, Role.PROCESS_OWNER))
    facts = {"name": "Aino Aalto", "email": EMAIL, "organisation": "2", "role": Role.COORDINATOR}
    answer = client.post("/fi/n/alue/people/invite/", facts, follow=True)
    invitation = Invitation.objects.get()
    assert link_of(invitation) in answer.content.decode()
    assert link_of(invitation) in client.get("/fi/n/alue/outbox/").content.decode()


def test_an_invitation_goes_by_mail_once(settings):
    settings.EMAIL_HOST = "mail.example"
    invitation = asked()
    sent = [send_letters(negotiation=invitation.negotiation).sent_count for _ in range(2)]
    assert (sent, [letter.to for letter in mail.outbox]) == ([1, 0], [[EMAIL]])
