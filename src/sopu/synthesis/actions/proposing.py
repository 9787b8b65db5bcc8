"""The machine proposes themes: it reads what people have decided, and leaves all of that as it is."""

import datetime as dt
import json
from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.digests import sha256
from sopu.core.refusals import Refused
from sopu.core.themes import MODEL, Themes
from sopu.forum.models import Event
from sopu.synthesis.actions.embedding import embed_event
from sopu.synthesis.actions.proposals import SEED, reckoned, write_proposal
from sopu.synthesis.models import Snapshot, SnapshotKind, Sorting, SortingKind, ThemeRequest
from sopu.synthesis.queries.grounds import Ground, ground_of
from sopu.synthesis.queries.nearness import embedded
from sopu.synthesis.queries.opinion import digest_of
from sopu.synthesis.queries.standing import standing_of
from sopu.synthesis.queries.vectors import unembedded_of

METHOD = f"sopu.core.themes 1, {MODEL}"
LONGEST_REQUEST = dt.timedelta(minutes=30)
"""After this a request that is still under way is taken to be broken off: its worker has died."""


@transaction.atomic
def request_themes(*, event: Event, requested_by: User | None, now: dt.datetime) -> ThemeRequest:
    """The machine is asked to propose themes; while it is at work, asking again gives the same request."""
    standing = standing_of(event)
    if not standing.placed:
        raise Refused("nothing_said", _("Nothing has been said in this event yet."))
    ThemeRequest.objects.under_way().filter(event=event, requested_at__lt=now - LONGEST_REQUEST).update(
        failure="broken off"
    )
    request, _is_new = ThemeRequest.objects.under_way().get_or_create(
        event=event,
        defaults={"requested_by": requested_by, "requested_at": now, "total_count": len(standing.placed)},
    )
    return request


def propose_themes(*, request: ThemeRequest, now: dt.datetime) -> Sorting | None:
    """Themes are proposed as one sorting, or nothing when nothing has changed; a failure is recorded and raised.

    The database is not held while the machine reckons: what people sort meanwhile stays as they put it.
    """
    try:
        _start(request=request, now=now)
        _embed(request)
        sorting = _proposed(request.event)
    except Exception as failure:
        _record_failure(request=request, failure=type(failure).__name__)
        raise
    _finish(request=request, sorting=sorting)
    return sorting


def _embed(request: ThemeRequest) -> None:
    """Sentences that are no numbers yet become numbers; the request tells how far that has come."""
    ready = request.total_count - len(unembedded_of(request.event))
    for done in embed_event(event=request.event):
        _advance(request=request, done_count=max(0, ready) + done)


def _proposed(event: Event) -> Sorting | None:
    ground = ground_of(event)
    digest = ground.digest(METHOD, SEED)
    if _is_known(event, digest) or len(ground.placed) == len(ground.sentences):
        return None
    themes = reckoned(ground, embedded(event, ground.keys))
    return _store(event=event, ground=ground, digest=digest, themes=themes)


def _is_known(event: Event, digest: str) -> bool:
    """The latest proposal was made of the same, and stands."""
    latest = Snapshot.objects.of(event).themes().first()
    if latest is None or latest.input_digest != digest:
        return False
    return not latest.sortings.exclude(undone_at=None).exists()


def result_of(keys: list[int], themes: Themes) -> dict[str, Any]:
    """What a snapshot keeps of a proposal: sizes, middles and marks of certainty; no text."""
    sizes, certain = Counter(row.theme for row in themes.rows), Counter(r.theme for r in themes.rows if r.is_certain)
    return {
        "sentences": len(keys),
        "certain": certain.total(),
        "themes": [
            {
                "expected": theme.descriptor,
                "size": sizes[number],
                "certain": certain[number],
                "middle": keys[theme.medoid],
            }
            for number, theme in enumerate(themes.themes)
        ],
        "rows": sha256(
            json.dumps(
                [[k, r.theme, round(r.margin, 6), r.is_certain] for k, r in zip(keys, themes.rows, strict=True)]
            ).encode()
        ),
    }


@transaction.atomic
def _store(*, event: Event, ground: Ground, digest: str, themes: Themes) -> Sorting | None:
    """The proposal becomes a snapshot and a sorting; what a person has changed since it was read is left alone."""
    Event.objects.select_for_update().get(pk=event.pk)
    result = result_of(ground.keys, themes)
    snapshot = Snapshot.objects.create(
        event=event,
        kind=SnapshotKind.THEMES,
        method=METHOD,
        seed=SEED,
        last_contribution=ground.marks.contribution,
        last_reaction=ground.marks.reaction,
        last_moderation=ground.marks.moderation,
        input_digest=digest,
        result=result,
        result_digest=digest_of(result),
    )
    with transaction.atomic():
        sorting = Sorting.objects.create(event=event, kind=SortingKind.PROPOSED, snapshot=snapshot)
        if write_proposal(sorting=sorting, ground=ground, themes=themes):
            return sorting
        transaction.set_rollback(True)  # nothing new: the snapshot alone tells that it was looked at
    return None


@transaction.atomic
def _start(*, request: ThemeRequest, now: dt.datetime) -> None:
    ThemeRequest.objects.filter(pk=request.pk).update(started_at=now, done_count=0)


@transaction.atomic
def _advance(*, request: ThemeRequest, done_count: int) -> None:
    ThemeRequest.objects.filter(pk=request.pk).update(done_count=min(done_count, request.total_count))


@transaction.atomic
def _finish(*, request: ThemeRequest, sorting: Sorting | None) -> None:
    ThemeRequest.objects.filter(pk=request.pk).update(
        finished_at=timezone.now(), sorting=sorting, done_count=F("total_count")
    )


@transaction.atomic
def _record_failure(*, request: ThemeRequest, failure: str) -> None:
    ThemeRequest.objects.filter(pk=request.pk).update(failure=failure)
