"""Snapshots are taken, and people name the groups that the machine found."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.groups import shown_count
from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.synthesis.models import GroupName, Snapshot, SnapshotKind
from sopu.synthesis.queries.opinion import METHOD, digest_of, reckoned
from sopu.synthesis.queries.votes import Answered, Marks, answered_in, marks_of


def take_opinion_snapshot(*, event: Event, made_by: User | None, now: dt.datetime, seed: int = 0) -> Snapshot:
    """Who agrees with whom is reckoned from all that has been answered up to now, and kept.

    The same input, method and seed give the snapshot that there is. The database is not held while it is reckoned.
    """
    marks = marks_of(event)
    answered = answered_in(event, marks)
    if not len(answered.votes):
        raise Refused("no_answers", _("Nobody has answered a sentence of this event yet."))
    same = Snapshot.objects.of(event).opinions().filter(method=METHOD, seed=seed, input_digest=answered.digest)
    return same.first() or _keep(event=event, answered=answered, marks=marks, made_by=made_by, now=now, seed=seed)


def _keep(
    *, event: Event, answered: Answered, marks: Marks, made_by: User | None, now: dt.datetime, seed: int
) -> Snapshot:
    result = reckoned(event, answered, seed)
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)  # two who ask at once get one snapshot
        snapshot, _is_new = Snapshot.objects.get_or_create(
            event=event,
            kind=SnapshotKind.OPINION,
            method=METHOD,
            seed=seed,
            input_digest=answered.digest,
            defaults={
                "last_contribution": marks.contribution,
                "last_reaction": marks.reaction,
                "last_moderation": marks.moderation,
                "result": result,
                "result_digest": digest_of(result),
                "made_by": made_by,
                "made_at": now,
            },
        )
    return snapshot


@transaction.atomic
def name_group(*, snapshot: Snapshot, group: int, names: Mapping[str, str], made_by: User) -> GroupName:
    """A person says what a found group is called (`names` by language); the latest name stands, and an empty one
    takes it away."""
    sizes = snapshot.result.get("sizes", [])
    if not 0 <= group < len(sizes) or not shown_count(sizes[group]):
        raise Refused("no_such_group", _("There is no such group in this snapshot."))
    told = {f"name_{language}": name.strip() for language, name in names.items()}
    return GroupName.objects.create(snapshot=snapshot, group=group, made_by=made_by, **told)
