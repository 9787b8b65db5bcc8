"""Who may see and fetch what of the material."""

from django.contrib.auth.models import AnonymousUser

from sopu.accounts.models import User
from sopu.negotiations.models import Negotiation
from sopu.negotiations.permissions import may_coordinate, may_own, may_read
from sopu.plans.models import Measure
from sopu.plans.permissions import may_read_plan
from sopu.publishing.models import Compilation, Package


def may_fetch(user: User | AnonymousUser, package: Package) -> bool:
    """A party's package is for its coordinators and the process owner; the whole is everybody's once delivered."""
    if package.party is None and package.compilation.delivered_at is not None:
        return True
    if may_own(user, package.compilation.negotiation):
        return True
    return package.party is not None and may_coordinate(user, package.party)


def may_see_hall(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """All who have a role in the negotiation; everybody, once the whole hall's material has been delivered."""
    delivered = Compilation.objects.delivered().filter(event__negotiation=negotiation)
    return delivered.exists() or may_read(user, negotiation)


def may_subscribe(measure: Measure) -> bool:
    """Anybody, to a measure that stands in a plan that everybody may read."""
    return measure.left_out_at is None and may_read_plan(AnonymousUser(), measure.goal.plan)
