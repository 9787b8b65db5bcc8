"""`sopu user`: people who look after a negotiation."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.actions import open_account
from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.actions.mandates import give_mandate
from sopu.negotiations.models import Negotiation, Role
from sopu.organisations.models import Organisation


class Command(BaseCommand):
    help = "Gives a person an account and a role in a negotiation."
    example = (
        "sopu user create aino@kunta.example 'Aino Aalto' "
        "--negotiation keski-suomi-2025 --role coordinator --organisation 077"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        create = parser.add_subparsers(required=True).add_parser("create", help="an account and a role in one go")
        create.add_argument("email")
        create.add_argument("name", help="first name and surname; of a person who has an account, as it is there")
        create.add_argument("--negotiation", required=True, metavar="SLUG")
        create.add_argument("--role", required=True, choices=Role.values)
        create.add_argument("--organisation", metavar="CODE", help="code of a party; without it the county")
        create.add_argument("--with-password", action="store_true", help="makes a password and prints it once")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        negotiation = _the_negotiation(options["negotiation"])
        organisation = _the_organisation(negotiation, options["organisation"])
        password = secrets.token_urlsafe(12) if options["with_password"] else None
        user = User.objects.known_by(options["email"]).first()
        is_new = user is None
        user = user or open_account(email=options["email"], name=options["name"], password=password)
        role = Role(options["role"])
        give_mandate(user=user, negotiation=negotiation, organisation=organisation, role=role)
        self.stdout.write(f"{user.name} <{user.email}>: {role.label}, {organisation.name}, {negotiation.name}")
        if password and is_new:
            self.stdout.write(_("Password, shown only now: %s") % password)
        elif password:
            self.stdout.write(_("The account was there already; its password is as it was."))


def _the_negotiation(slug: str) -> Negotiation:
    negotiation = Negotiation.objects.filter(slug=slug).first()
    if negotiation is None:
        raise Refused("no_negotiation", _("There is no negotiation “%s”.") % slug)
    return negotiation


def _the_organisation(negotiation: Negotiation, code: str | None) -> Organisation:
    if code is None:
        return negotiation.county
    found = list(negotiation.parties.coded(code))
    if len(found) != 1:
        raise Refused("no_party", _("The code “%s” names no party, or names several.") % code)
    return found[0].organisation
