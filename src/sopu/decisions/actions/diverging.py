"""A body approved other words: they are taken into the draft, from which the next version is made."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.decisions.models import Decision
from sopu.texts.actions.drafting import write_clause
from sopu.texts.models import Wording


@transaction.atomic
def take_words_into_draft(*, decision: Decision, by: User | None, now: dt.datetime) -> list[Wording]:
    """The words that a body approved become the draft's; the others are asked again when they are submitted."""
    words = list(decision.words.select_related("clause__document"))
    if not words:
        raise Refused("no_words", _("This decision has no words of its own. Nothing was changed."))
    written = []
    for one in words:
        standing = one.clause.wordings.filter(language=decision.language).order_by("-number").first()
        written.append(
            write_clause(
                clause=one.clause,
                language=decision.language,
                heading=one.heading,
                text=one.text,
                based_on=standing.number if standing else 0,
                by=by,
                now=now,
            )
        )
    return written
