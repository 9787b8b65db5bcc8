"""Whom to turn to in the demonstration: invented contact points, with gaps, since gaps are what the page is for."""

from collections.abc import Sequence

from sopu.accounts.models import User
from sopu.config.demo.accounts import coordinator_email
from sopu.negotiations.models import ContactPoint, GoalArea, Party

EVERY_GAP = 6
"""Each sixth party has named nobody, and the one before it somebody for all goal areas but the last."""


def put_contact_points(parties: Sequence[Party], areas: Sequence[GoalArea], owner: User) -> None:
    """Most parties have one for all goal areas."""
    points = []
    for number, party in enumerate(parties, 1):
        if number % EVERY_GAP == 0:
            continue
        places = areas[:-1] if number % EVERY_GAP == EVERY_GAP - 1 else [None]
        points += [_point(party, area, owner) for area in places]
    ContactPoint.objects.bulk_create(points)


def _point(party: Party, area: GoalArea | None, owner: User) -> ContactPoint:
    return ContactPoint(
        party=party,
        goal_area=area,
        title="hyvinvointikoordinaattori",
        name=f"Yhteyshenkilö, {party.organisation.name_fi}",
        email=coordinator_email(party.organisation),
        named_by=owner,
    )
