"""Who may do what in the synthesis of an event."""

from django.contrib.auth.models import AnonymousUser

from sopu.accounts.models import User
from sopu.forum.models import Event
from sopu.negotiations.permissions import may_facilitate, may_own, may_prepare, may_read


def may_see(user: User | AnonymousUser, event: Event) -> bool:
    """All who have a role in the negotiation: they read themes, findings and what became of them."""
    return may_read(user, event.negotiation)


def may_sort(user: User | AnonymousUser, event: Event) -> bool:
    """Process owners, preparers and facilitators: they arrange themes and write findings."""
    return may_prepare(user, event.negotiation) or may_facilitate(user, event.negotiation)


def may_sign(user: User | AnonymousUser, event: Event) -> bool:
    """The process owners: a finding is said in their name."""
    return may_own(user, event.negotiation)


def may_answer(user: User | AnonymousUser, event: Event) -> bool:
    """Process owners and preparers: they say what became of what was said."""
    return may_prepare(user, event.negotiation)
