"""Sentences are hidden and shown again, always for a reason; the sentence itself is never touched."""

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.models import Contribution, Moderation

LONGEST_REASON = 300


@transaction.atomic
def hide_contribution(*, contribution: Contribution, reason: str, made_by: User | None) -> Moderation:
    """The sentence leaves the wall and the phones; it stays in the record with the reason."""
    _lock(contribution)
    if _is_hidden(contribution):
        raise Refused("already_hidden", _("This sentence is hidden already."))
    return _write(contribution, reason, made_by, is_hiding=True)


@transaction.atomic
def restore_contribution(*, contribution: Contribution, reason: str, made_by: User | None) -> Moderation:
    """The sentence is shown again."""
    _lock(contribution)
    if not _is_hidden(contribution):
        raise Refused("not_hidden", _("This sentence is not hidden."))
    return _write(contribution, reason, made_by, is_hiding=False)


def _lock(contribution: Contribution) -> None:
    """Two facilitators hide the same sentence: the second sees what the first did."""
    Contribution.objects.select_for_update().get(pk=contribution.pk)


def _is_hidden(contribution: Contribution) -> bool:
    return Moderation.objects.hiding().filter(contribution=contribution).exists()


def _write(contribution: Contribution, reason: str, made_by: User | None, *, is_hiding: bool) -> Moderation:
    kept = " ".join(reason.split())
    if not kept:
        raise Refused("reason_missing", _("Give a reason: it is kept in the record."))
    if len(kept) > LONGEST_REASON:
        raise Refused("reason_too_long", _("The reason is longer than 300 characters."))
    return Moderation.objects.create(contribution=contribution, is_hiding=is_hiding, reason=kept, made_by=made_by)
