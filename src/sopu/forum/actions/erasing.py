"""A sentence's text is erased when its writer asks; the record stays, without the text."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.forum.actions.rows import wait_for_turn
from sopu.forum.models import Cause, Contribution, Moderation
from sopu.forum.signals import text_erased


@transaction.atomic
def erase_contribution(*, contribution: Contribution, now: dt.datetime) -> Contribution:
    """The text goes for good, and the sentence from the hall; answers to it stay as numbers.

    Material compiled earlier is not changed: it has been handed over.
    """
    wait_for_turn()
    kept = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if kept.erased_at is not None:
        raise Refused("already_erased", _("The text of this sentence has been erased already."))
    if not Moderation.objects.hiding().filter(contribution=kept, cause=Cause.WITHDRAWN).exists():
        cause = Cause.WITHDRAWN.value
        Moderation.objects.create(contribution=kept, is_hiding=True, cause=cause, reason=cause, made_at=now)
    kept.source = _without(kept.source, kept.text)
    kept.text, kept.erased_at = "", now
    kept.save(update_fields=["text", "source", "erased_at"])
    text_erased.send(None, contribution=kept.pk)
    return kept


def _without(told: Any, text: str) -> Any:
    """What a source told of the sentence, without its text: a table's cell may have kept it too."""
    if isinstance(told, dict):
        return {name: _without(one, text) for name, one in told.items() if one != text}
    return [_without(one, text) for one in told if one != text] if isinstance(told, list) else told
