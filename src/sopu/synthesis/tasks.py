"""Long work of the synthesis that goes on in the background."""

import datetime as dt

from django.utils import timezone
from django_tasks import task

from sopu.accounts.models import User
from sopu.forum.models import Event
from sopu.synthesis.actions import embedding, rounds
from sopu.synthesis.actions.drafting import draft_finding
from sopu.synthesis.actions.likely import find_likely_pairs
from sopu.synthesis.actions.proposing import propose_themes
from sopu.synthesis.actions.snapshots import take_opinion_snapshot
from sopu.synthesis.models import Drafting, ThemeRequest

UNHURRIED = -50
"""Whatever a person waits for goes first."""
SOON = dt.timedelta(seconds=5)
AGAIN = dt.timedelta(minutes=1)
"""When a round that was broken off is begun again."""


@task(priority=UNHURRIED)
def embed_later() -> None:
    """A round of turning sentences into numbers, and the next one when some still wait."""
    rounds.clear_rounds(task=embed_later)
    # A worker that is killed in the middle leaves this to the one that is started after it.
    again = embed_later.using(run_after=timezone.now() + AGAIN).enqueue()
    more_wait = embedding.embed_waiting()
    rounds.drop_round(asked=again)
    if more_wait:
        embed_later.enqueue()


@task()
def take_snapshot_later(event: int, made_by: int) -> None:
    """Who agrees with whom is reckoned and kept, where so much has been answered that a page should not wait for it."""
    take_opinion_snapshot(event=Event.objects.get(pk=event), made_by=User.objects.get(pk=made_by), now=timezone.now())


@task()
def draft_later(drafting: int) -> None:
    """A machine of the organiser's own is asked for a draft."""
    draft_finding(drafting=Drafting.objects.get(pk=drafting))


@task()
def find_pairs_later(event: int) -> None:
    """Sentences that may say the same are looked for in an event."""
    find_likely_pairs(event=Event.objects.get(pk=event))


@task()
def propose_later(request: int) -> None:
    """The machine proposes themes."""
    propose_themes(request=ThemeRequest.objects.get(pk=request), now=timezone.now())
