"""Coordinators who owe an answer in a round are reminded, once a day at most."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

import builders
import planned
from refusals import refusal
from sopu.negotiations.models import Letter, Role
from sopu.organisations.models import LanguageStatus
from sopu.plans.actions.monitoring import close_round
from sopu.plans.actions.reminding import remind
from sopu.plans.queries.round_letters import reminders_of

pytestmark = pytest.mark.django_db

NOON = timezone.localtime().replace(hour=12)
DAY = dt.timedelta(days=1)


def _asked(count=2, due_in=3):
    """A round in which every party answers for a measure, and every one but the last has a coordinator."""
    plan = planned.a_plan(builders.a_negotiation(count, slug="alue"))
    parties = list(plan.document.parties.with_organisations().order_by("number"))
    goal = planned.a_goal(plan)
    for party in parties:
        planned.a_measure(goal, party)
    for party in parties[:-1]:
        builders.a_mandate(plan.negotiation, Role.COORDINATOR, party.organisation)
    return planned.a_monitoring_round(plan, due_on=timezone.localdate() + due_in * DAY), parties


def _readers(letters):
    return [letter.to.mandates.get().organisation for letter in letters]


def test_who_has_not_answered_gets_one_letter_a_day_with_the_way_to_their_measures():
    asked, parties = _asked()
    planned.a_status_report(parties[0].measures_to_lead.get(), asked)
    (letter,) = remind(round=asked, now=NOON)
    assert _readers([letter]) == [parties[1].organisation]
    assert f"/monitoring/{asked.pk}/parties/{parties[1].number}/" in letter.body
    assert refusal(remind, round=asked, now=NOON + dt.timedelta(hours=5)) == "nobody_to_remind"
    assert len(remind(round=asked, now=NOON + DAY)) == 1
    found = reminders_of(asked, NOON)
    assert ([one.was_reminded for one in found.recipients], found.unmanned) == ([True], (parties[2].organisation,))


def test_nobody_is_reminded_long_before_the_due_day_or_of_a_closed_round():
    asked, _parties = _asked(due_in=30)
    assert reminders_of(asked, NOON).recipients == ()
    asked.due_on = timezone.localdate() - DAY
    asked.save()
    assert len(reminders_of(asked, NOON).recipients) == 2
    close_round(round=asked, by=None, now=NOON)
    asked.refresh_from_db()
    assert reminders_of(asked, NOON).recipients == ()


def test_a_swedish_party_is_written_to_in_swedish_and_is_known_by_it_the_next_time():
    asked, parties = _asked(1)
    parties[0].organisation.language_status = LanguageStatus.SWEDISH
    parties[0].organisation.save()
    (letter,) = remind(round=asked, now=NOON)
    assert letter.subject.startswith("Påminnelse om uppföljningsrundan")
    assert refusal(remind, round=asked, now=NOON) == "nobody_to_remind"


def test_the_command_lists_rounds_and_reminds_and_only_tells_when_it_is_asked_to(capsys):
    asked, _parties = _asked()
    call_command("monitoring", "list", "alue")
    call_command("monitoring", "remind", "alue", "--dry-run")
    told = capsys.readouterr().out
    assert (f"{asked.name}: vastattu 0/3" in told, Letter.objects.count()) == (True, 0)
    call_command("monitoring", "remind", "alue")
    call_command("monitoring", "remind", "alue")
    assert Letter.objects.count() == 2
    assert "Kunta" in told
    assert refusal(call_command, "monitoring", "remind", "ei-ole") == "no_negotiation"


@pytest.mark.parametrize("count", [1, 3])
def test_reminders_take_as_many_questions_whoever_they_are_for(count, django_assert_num_queries):
    asked, _parties = _asked(count)
    with django_assert_num_queries(6):
        reminders_of(asked, NOON)
