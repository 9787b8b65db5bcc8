"""Coordinators of parties that have not decided are reminded, once a day at most."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

import agreements
import builders
from sopu.core.refusals import Refused
from sopu.decisions.actions.reminding import remind
from sopu.decisions.queries.reminders import reminders_of
from sopu.negotiations.models import Letter, Role
from sopu.organisations.models import LanguageStatus

pytestmark = pytest.mark.django_db

NOON = timezone.localtime().replace(hour=12)
DAY = dt.timedelta(days=1)


@pytest.fixture
def document():
    """Due in three days; the county and the first of two municipalities have a coordinator."""
    found = agreements.an_agreement(builders.a_negotiation(2, slug="alue"))
    agreements.a_version(found)
    agreements.the_cases(found, due_on=timezone.localdate() + 3 * DAY)
    for party in found.parties.with_organisations().order_by("number")[:2]:
        builders.a_mandate(found.negotiation, Role.COORDINATOR, party.organisation)
    return found


def _remind(document, now=NOON):
    return remind(negotiation=document.negotiation, documents=[document], now=now)


def _readers(letters):
    return [letter.to.mandates.get(role=Role.COORDINATOR).organisation.name for letter in letters]


def _names(document):
    return [case.party.organisation.name for case in document.cases.order_by("party__number")]


def test_each_coordinator_whose_party_has_not_decided_gets_a_letter_with_the_way_to_the_case(document):
    decided, waiting, _ = document.cases.order_by("party__number")
    agreements.decided(decided, document.versions.get())
    (letter,) = _remind(document)
    assert _readers([letter]) == _names(document)[1:2]
    assert f"/cases/{waiting.pk}/" in letter.body
    assert document.name in letter.body


def test_nobody_gets_two_letters_on_a_day_and_the_next_day_brings_another(document):
    assert len(_remind(document)) == 2
    with pytest.raises(Refused) as refused:
        _remind(document, NOON + dt.timedelta(hours=5))
    assert (refused.value.code, Letter.objects.count()) == ("nobody_to_remind", 2)
    assert len(_remind(document, NOON + DAY)) == 2


def test_a_letter_of_another_document_counts_for_the_day_and_one_letter_tells_of_both(document):
    other = agreements.an_agreement(document.negotiation, name_fi="Suunnitelma")
    agreements.a_version(other)
    agreements.the_cases(other, due_on=timezone.localdate())
    letters = remind(negotiation=document.negotiation, documents=[document, other], now=NOON)
    assert [("Suunnitelma" in one.body, document.name in one.body) for one in letters] == [(True, True)] * 2
    with pytest.raises(Refused):
        _remind(document)


def test_a_party_that_is_not_pressed_for_time_is_left_in_peace(document):
    document.cases.update(due_on=timezone.localdate() + 30 * DAY)
    assert reminders_of(document.negotiation, [document], NOON).recipients == ()


def test_parties_without_a_coordinator_are_told_of(document):
    reminders = reminders_of(document.negotiation, [document], NOON)
    assert [one.name for one in reminders.unmanned] == _names(document)[2:]
    assert [one.was_reminded for one in reminders.recipients] == [False, False]


def test_a_swedish_party_is_written_to_in_swedish(document):
    organisation = document.cases.order_by("party__number")[1].party.organisation
    organisation.language_status = LanguageStatus.SWEDISH
    organisation.save()
    subjects = {letter.to.mandates.get().organisation_id: letter.subject for letter in _remind(document)}
    assert subjects[organisation.pk].startswith("Påminnelse om beslut som saknas")
    with pytest.raises(Refused):
        _remind(document)


@pytest.mark.parametrize("count", [1, 3])
def test_reminders_take_as_many_questions_whoever_they_are_for(count, django_assert_num_queries):
    document = agreements.an_agreement(builders.a_negotiation(count))
    agreements.a_version(document)
    for case in agreements.the_cases(document, due_on=timezone.localdate()):
        builders.a_mandate(document.negotiation, Role.COORDINATOR, case.party.organisation)
    with django_assert_num_queries(11):
        reminders_of(document.negotiation, [document], NOON)


def test_the_process_owner_sees_who_will_be_reminded_and_reminds_by_one_press(document, client):
    client.force_login(builders.a_mandate(document.negotiation, Role.PROCESS_OWNER))
    page = client.get(reverse("board", args=["alue", document.number])).content.decode()
    emails = set(document.negotiation.mandates.filter(role=Role.COORDINATOR).values_list("user__email", flat=True))
    assert {email for email in emails if email in page} == emails
    answer = client.post(reverse("remind", args=["alue", document.number]), follow=True)
    assert (Letter.objects.count(), "muistutettiin" in answer.content.decode()) == (2, True)
    again = client.post(reverse("remind", args=["alue", document.number]), follow=True)
    assert (Letter.objects.count(), "Ketään ei tarvitse" in again.content.decode()) == (2, True)


@pytest.mark.parametrize("role", [None, Role.COORDINATOR, Role.PREPARER, Role.READER])
def test_nobody_but_the_process_owner_reminds_or_sees_who_would_be(role, document, client):
    if role:
        client.force_login(builders.a_mandate(document.negotiation, role))
    page = client.get(reverse("board", args=["alue", document.number])).content.decode()
    answer = client.post(reverse("remind", args=["alue", document.number]))
    assert (Letter.objects.count(), answer.status_code) == (0, 403 if role else 302)
    assert "@example.org" not in page


def test_a_clock_reminds_by_the_command_and_a_second_time_is_no_failure(document, capsys):
    call_command("decisions", "remind", "alue", "--dry-run")
    assert Letter.objects.count() == 0
    call_command("decisions", "remind", "alue")
    call_command("decisions", "remind", "alue")
    assert Letter.objects.count() == 2
    assert capsys.readouterr().out.count("@example.org") == 4


def test_the_command_lists_how_far_decisions_are(document, capsys):
    call_command("decisions", "list", "alue")
    assert "Yksikään 3 valtuustosta ei ole vielä hyväksynyt" in capsys.readouterr().out
    with pytest.raises(Refused):
        call_command("decisions", "list", "muu")
