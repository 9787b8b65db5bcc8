"""Who may do what in a negotiation, and how a person gets to."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.utils import timezone

from builders import a_mandate, a_negotiation, a_user, an_organisation
from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.actions.mandates import give_mandate
from sopu.negotiations.models import Mandate, Role
from sopu.negotiations.permissions import may_coordinate, may_facilitate, may_own

pytestmark = pytest.mark.django_db


def everybody(negotiation) -> dict[str, User | AnonymousUser]:
    """A person of each role, one of another negotiation's owners, a person without a role, and a visitor."""
    people: dict[str, User | AnonymousUser] = {str(role): a_mandate(negotiation, role) for role in Role}
    others = {"elsewhere": a_mandate(a_negotiation(), Role.PROCESS_OWNER), "nobody": a_user()}
    return {**people, **others, "visitor": AnonymousUser()}


def allowed(may, subject, people) -> set[str]:
    return {name for name, person in people.items() if may(person, subject)}


def test_only_process_owners_own():
    negotiation = a_negotiation()
    assert allowed(may_own, negotiation, everybody(negotiation)) == {"process_owner"}


def test_facilitators_and_process_owners_facilitate():
    negotiation = a_negotiation()
    assert allowed(may_facilitate, negotiation, everybody(negotiation)) == {"process_owner", "facilitator"}


def test_a_party_is_coordinated_by_its_own_coordinators_and_by_no_other_partys():
    negotiation = a_negotiation()
    county, own, other = negotiation.parties.all()
    people = everybody(negotiation)  # each on behalf of the county
    people["own"] = a_mandate(negotiation, Role.COORDINATOR, own.organisation)
    people["other"] = a_mandate(negotiation, Role.COORDINATOR, other.organisation)
    people["reader of own"] = a_mandate(negotiation, Role.READER, own.organisation)
    assert allowed(may_coordinate, own, people) == {"own"}
    assert allowed(may_coordinate, county, people) == {"coordinator"}


def test_a_coordinator_of_the_same_organisation_in_another_negotiation_does_not_coordinate_here():
    negotiation, later = a_negotiation(), a_negotiation(0)
    party = negotiation.parties.all()[1]
    elsewhere = a_mandate(later, Role.COORDINATOR, party.organisation)
    assert not may_coordinate(elsewhere, party)


def test_a_mandate_is_given_to_act_for_a_party():
    negotiation = a_negotiation()
    organisation = negotiation.parties.all()[1].organisation
    user = a_user()
    mandate = give_mandate(user=user, negotiation=negotiation, organisation=organisation, role=Role.COORDINATOR)
    assert list(Mandate.objects.held_by(user, timezone.localdate())) == [mandate]


def test_a_mandate_is_not_given_for_one_that_is_not_a_party():
    negotiation, user = a_negotiation(), a_user()
    with pytest.raises(Refused) as refusal:
        give_mandate(user=user, negotiation=negotiation, organisation=an_organisation(), role=Role.READER)
    assert (refusal.value.code, Mandate.objects.count()) == ("not_a_party", 0)


def test_a_mandate_is_not_given_twice():
    negotiation = a_negotiation()
    user = a_mandate(negotiation, Role.READER)
    with pytest.raises(Refused) as refusal:
        give_mandate(user=user, negotiation=negotiation, organisation=negotiation.county, role=Role.READER)
    assert (refusal.value.code, Mandate.objects.count()) == ("given_already", 1)


def create(*words: str) -> None:
    call_command("user", "create", *words)


def test_the_console_gives_an_account_and_a_role_in_one_go(capsys):
    negotiation = a_negotiation(slug="alue")
    party = negotiation.parties.all()[1].organisation
    create(
        "aino@kunta.example", "Aino Aalto", "--negotiation=alue", "--role=coordinator", f"--organisation={party.code}"
    )
    mandate = Mandate.objects.get()
    assert (mandate.user.name, mandate.organisation, mandate.role) == ("Aino Aalto", party, Role.COORDINATOR)
    assert not mandate.user.has_usable_password()
    assert "Aino Aalto <aino@kunta.example>" in capsys.readouterr().out


def test_the_console_prints_the_password_that_it_makes(capsys):
    a_negotiation(slug="alue")
    create("aino@kunta.example", "Aino", "--negotiation=alue", "--role=process_owner", "--with-password")
    password = capsys.readouterr().out.strip().rsplit(": ", 1)[1]
    assert User.objects.get().check_password(password)


def test_the_console_gives_another_role_to_one_who_has_an_account_and_leaves_the_password(capsys):
    a_negotiation(slug="alue")
    user = a_user(email="aino@kunta.example", password="vanha salasana")
    create("Aino@kunta.example", "Aino", "--negotiation=alue", "--role=facilitator", "--with-password")
    user.refresh_from_db()
    assert (user.mandates.count(), user.check_password("vanha salasana")) == (1, True)
    assert "ennallaan" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--negotiation=muu", "--role=reader"], "no_negotiation"),
        (["--negotiation=alue", "--role=reader", "--organisation=999"], "no_party"),
    ],
)
def test_the_console_refuses_what_does_not_exist_and_makes_no_account(words, code):
    a_negotiation(slug="alue")
    with pytest.raises(Refused) as refusal:
        create("aino@kunta.example", "Aino", *words)
    assert (refusal.value.code, User.objects.count()) == (code, 0)


def test_the_console_knows_no_roles_but_ours():
    a_negotiation(slug="alue")
    with pytest.raises(CommandError):
        create("aino@kunta.example", "Aino", "--negotiation=alue", "--role=kuningas")
