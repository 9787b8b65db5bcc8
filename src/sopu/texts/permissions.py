"""Who may do what with the texts of a negotiation."""

from django.contrib.auth.models import AnonymousUser

from sopu.accounts.models import User
from sopu.negotiations import permissions as negotiations
from sopu.negotiations.models import Negotiation, Party
from sopu.negotiations.permissions import may_coordinate, may_own, may_prepare, may_read
from sopu.texts.models import Document, TextIntake, Version


def may_read_draft(user: User | AnonymousUser, document: Document) -> bool:
    """All who have a role in the negotiation: a draft is not public before it is submitted."""
    return may_read(user, document.negotiation)


def may_read_version(user: User | AnonymousUser, version: Version) -> bool:
    """Anybody, once it is submitted or was approved before; else all who have a role in the negotiation."""
    return version.is_public or may_read(user, version.document.negotiation)


def may_write(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """Process owners and preparers: they draft, import, open rounds and answer proposals."""
    return may_prepare(user, negotiation)


def may_translate(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """Translators too: they word what has been written, and leave the original as it is."""
    return negotiations.may_translate(user, negotiation)


def may_submit(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """The process owners: a submitted version goes to the bodies in their name."""
    return may_own(user, negotiation)


def may_comment(user: User | AnonymousUser, party: Party) -> bool:
    """The coordinators of this party: they comment and propose on its behalf."""
    return may_coordinate(user, party)


def may_look_through(user: User | AnonymousUser, intake: TextIntake) -> bool:
    """A file that came in is its party's until it is confirmed; one without a party is the preparers'."""
    if intake.party is not None:
        return may_comment(user, intake.party)
    return may_write(user, intake.document.negotiation)
