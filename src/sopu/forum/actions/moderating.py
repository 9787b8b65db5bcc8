"""Sentences are hidden and shown again, always for a reason; the sentence itself is never touched."""

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.actions.rows import wait_for_turn
from sopu.forum.models import Cause, Contribution, Moderation, Remark

LONGEST_REASON = 300
LONGEST_REMARK = 500


@transaction.atomic
def hide_contribution(*, contribution: Contribution, reason: str, made_by: User | None) -> Moderation:
    """The sentence leaves the wall and the phones; it stays in the record with the reason."""
    _lock(contribution)
    standing = _standing(contribution)
    if standing and standing.is_hiding and standing.cause != Cause.HELD:
        raise Refused("already_hidden", _("This sentence is hidden already."))
    return _write(contribution, reason, made_by, is_hiding=True)


@transaction.atomic
def restore_contribution(*, contribution: Contribution, reason: str, made_by: User | None) -> Moderation:
    """The sentence is shown again; what its writer took back stays back."""
    _lock(contribution)
    standing = _standing(contribution)
    if standing is None or not standing.is_hiding:
        raise Refused("not_hidden", _("This sentence is not hidden."))
    if standing.cause == Cause.WITHDRAWN:
        raise Refused("taken_back", _("Its writer took this sentence back: only they can say it again."))
    return _write(contribution, reason, made_by, is_hiding=False)


@transaction.atomic
def approve_contribution(*, contribution: Contribution, made_by: User | None) -> Moderation:
    """A sentence that was held is shown as it is."""
    _lock(contribution)
    standing = _standing(contribution)
    if standing is None or standing.cause != Cause.HELD or not standing.is_hiding:
        raise Refused("not_held", _("This sentence does not wait any more: somebody has decided about it."))
    return _write(contribution, _("checked, may be shown as it is"), made_by, is_hiding=False)


@transaction.atomic
def remark_on(*, contribution: Contribution, text: str, made_by: User | None) -> Remark:
    """The sentence is marked as answered, with a short answer; a later one stands in its place."""
    kept = " ".join(text.split())
    if not kept:
        raise Refused("remark_missing", _("Write the answer: it is shown to everybody."))
    if len(kept) > LONGEST_REMARK:
        raise Refused("remark_too_long", _("The answer is longer than 500 characters."))
    return Remark.objects.create(contribution=contribution, text=kept, made_by=made_by)


def _lock(contribution: Contribution) -> None:
    """Two facilitators hide the same sentence: the second sees what the first did."""
    wait_for_turn()
    Contribution.objects.select_for_update().get(pk=contribution.pk)


def _standing(contribution: Contribution) -> Moderation | None:
    return Moderation.objects.standing().filter(contribution=contribution).first()


def _write(contribution: Contribution, reason: str, made_by: User | None, *, is_hiding: bool) -> Moderation:
    kept = " ".join(reason.split())
    if not kept:
        raise Refused("reason_missing", _("Give a reason: it is kept in the record."))
    if len(kept) > LONGEST_REASON:
        raise Refused("reason_too_long", _("The reason is longer than 300 characters."))
    return Moderation.objects.create(contribution=contribution, is_hiding=is_hiding, reason=kept, made_by=made_by)
