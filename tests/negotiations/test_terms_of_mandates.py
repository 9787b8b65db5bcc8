"""A mandate has its days, its deputies and its end, and outside them it gives nothing."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from builders import a_mandate, a_negotiation, a_user
from sopu.core.refusals import Refused
from sopu.negotiations.actions.mandates import end_mandate, give_mandate, name_deputy
from sopu.negotiations.models import Mandate, Role
from sopu.negotiations.permissions import may_coordinate, may_facilitate, may_own, may_read

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def today() -> dt.date:
    return timezone.localdate()


def give(negotiation, role, **days) -> Mandate:
    return give_mandate(
        user=a_user(), negotiation=negotiation, organisation=negotiation.county, role=role, by=a_user("Antaja"), **days
    )


@pytest.mark.parametrize(
    ("starts", "ends", "is_in_force"),
    [
        (None, None, True),
        (0, 0, True),
        (-1, None, True),
        (None, 1, True),
        (1, None, False),
        (None, -1, False),
        (-3, -1, False),
    ],
)
def test_a_mandate_gives_what_it_gives_within_its_days_only(starts, ends, is_in_force):
    negotiation = a_negotiation()
    days = {
        "starts_on": None if starts is None else today() + starts * DAY,
        "ends_on": None if ends is None else today() + ends * DAY,
    }
    people = {role: give(negotiation, role, **days).user for role in Role}
    county = negotiation.parties.all()[0]
    allowed = [
        may_own(people[Role.PROCESS_OWNER], negotiation),
        may_facilitate(people[Role.FACILITATOR], negotiation),
        may_coordinate(people[Role.COORDINATOR], county),
        *(may_read(person, negotiation) for person in people.values()),
    ]
    assert allowed == [is_in_force] * len(allowed)


def test_who_gave_a_mandate_and_who_ended_it_is_kept():
    negotiation = a_negotiation()
    mandate = give(negotiation, Role.READER)
    now = timezone.now()
    ended = end_mandate(mandate=mandate, by=a_user("Päättäjä"), now=now)
    assert (ended.given_by.name, ended.ended_by.name, ended.ended_at) == ("Antaja", "Päättäjä", now)
    assert not may_read(mandate.user, negotiation)


def test_a_mandate_is_ended_once():
    mandate = give(a_negotiation(), Role.READER)
    end_mandate(mandate=mandate, by=a_user(), now=timezone.now())
    with pytest.raises(Refused) as refusal:
        end_mandate(mandate=mandate, by=a_user(), now=timezone.now())
    assert refusal.value.code == "ended_already"


def test_an_ended_mandate_may_be_given_again():
    negotiation = a_negotiation()
    mandate = give(negotiation, Role.READER)
    end_mandate(mandate=mandate, by=a_user(), now=timezone.now())
    give_mandate(user=mandate.user, negotiation=negotiation, organisation=negotiation.county, role=Role.READER)
    assert (may_read(mandate.user, negotiation), Mandate.objects.count()) == (True, 2)


def test_the_last_process_owner_stays():
    negotiation = a_negotiation()
    first = Mandate.objects.get(user=a_mandate(negotiation, Role.PROCESS_OWNER))
    give(negotiation, Role.PROCESS_OWNER, starts_on=today() + DAY)  # not yet in force
    a_mandate(a_negotiation(), Role.PROCESS_OWNER)  # of another negotiation
    with pytest.raises(Refused) as refusal:
        end_mandate(mandate=first, by=first.user, now=timezone.now())
    assert (refusal.value.code, may_own(first.user, negotiation)) == ("last_process_owner", True)


def test_a_deputy_does_not_make_another_owner_removable():
    negotiation = a_negotiation()
    owner = Mandate.objects.get(user=a_mandate(negotiation, Role.PROCESS_OWNER))
    deputy = a_mandate(negotiation, Role.READER)
    name_deputy(mandate=owner, deputy=deputy, starts_on=today(), ends_on=today() + DAY, by=owner.user)
    with pytest.raises(Refused) as refusal:
        end_mandate(mandate=owner, by=deputy, now=timezone.now())
    assert refusal.value.code == "last_process_owner"


def test_one_of_two_process_owners_may_go():
    negotiation = a_negotiation()
    owners = [a_mandate(negotiation, Role.PROCESS_OWNER) for _ in range(2)]
    end_mandate(mandate=Mandate.objects.get(user=owners[0]), by=owners[1], now=timezone.now())
    assert [may_own(owner, negotiation) for owner in owners] == [False, True]


def deputise(starts: int, ends: int, role=Role.FACILITATOR, **days) -> tuple[Mandate, Mandate]:
    negotiation = a_negotiation()
    mandate = give(negotiation, role, **days)
    deputy = name_deputy(
        mandate=mandate, deputy=a_user(), starts_on=today() + starts * DAY, ends_on=today() + ends * DAY, by=a_user()
    )
    return mandate, deputy


@pytest.mark.parametrize(("starts", "ends", "may"), [(0, 0, True), (-2, 2, True), (1, 2, False), (-2, -1, False)])
def test_a_deputy_may_on_the_days_given_what_the_person_may(starts, ends, may):
    mandate, deputy = deputise(starts, ends)
    assert may_facilitate(deputy.user, mandate.negotiation) == may
    assert may_facilitate(mandate.user, mandate.negotiation)


def test_a_deputy_goes_with_the_one_stood_in_for():
    mandate, deputy = deputise(-1, 1)
    end_mandate(mandate=mandate, by=a_user(), now=timezone.now())
    deputy.refresh_from_db()
    assert (deputy.ended_at is not None, may_facilitate(deputy.user, mandate.negotiation)) == (True, False)


@pytest.mark.parametrize(
    ("days", "code"),
    [((2, 1), "ends_before_it_starts"), ((-1, 1), "outside_the_mandate"), ((1, 9), "outside_the_mandate")],
)
def test_a_deputys_days_are_in_order_and_within_the_mandates(days, code):
    with pytest.raises(Refused) as refusal:
        deputise(*days, starts_on=today(), ends_on=today() + 5 * DAY)
    assert refusal.value.code == code


def test_a_deputy_has_no_deputy_and_nobody_is_their_own():
    mandate, deputy = deputise(0, 1)
    days = {"starts_on": today(), "ends_on": today(), "by": a_user()}
    codes = []
    for of, who in ((deputy, a_user()), (mandate, mandate.user), (mandate, deputy.user)):
        with pytest.raises(Refused) as refusal:
            name_deputy(mandate=of, deputy=who, **days)
        codes.append(refusal.value.code)
    assert codes == ["deputy_of_a_deputy", "own_deputy", "given_already"]


def test_the_last_day_of_a_mandate_is_not_before_the_first():
    with pytest.raises(Refused) as refusal:
        give(a_negotiation(), Role.READER, starts_on=today(), ends_on=today() - DAY)
    assert refusal.value.code == "ends_before_it_starts"


def test_the_database_knows_that_a_deputy_has_both_days():
    mandate, deputy = deputise(0, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=deputy.pk).update(ends_on=None)
    assert mandate.deputies.get() == deputy
