"""A body approved other words: they are taken into the draft, from which the next version is made."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.fingerprints import normal_line, normal_text
from sopu.core.refusals import Refused
from sopu.decisions.models import DecidedWording, Decision
from sopu.texts.actions.drafting import write_clause
from sopu.texts.models import VersionWording, Wording


@transaction.atomic
def take_words_into_draft(*, decision: Decision, by: User | None, now: dt.datetime) -> list[Wording]:
    """The words that a body approved become the draft's; the others are asked again when they are submitted.

    Nothing is taken over what drafters have written since the submission, or what another body's words have become.
    Words in another language than the original say what the original doesn't say yet, so they are no true translation.
    """
    words = list(decision.words.select_related("clause__document"))
    if not words:
        raise Refused("no_words", _("This decision has no words of its own. Nothing was changed."))
    return [_take(decision, one, by, now) for one in words]


def _take(decision: Decision, one: DecidedWording, by: User | None, now: dt.datetime) -> Wording:
    standing = one.clause.wordings.filter(language=decision.language).order_by("-number").first()
    if one.clause.left_out_at is not None or not _is_free(decision, one, standing):
        raise Refused(
            "overtaken",
            _("The draft has changed in the same clause since: write the words there yourself. Nothing was changed."),
        )
    return write_clause(
        clause=one.clause,
        language=decision.language,
        heading=one.heading,
        text=one.text,
        based_on=standing.number if standing else 0,
        by=by,
        now=now,
        is_ahead=decision.language != one.clause.document.original,
    )


def _is_free(decision: Decision, one: DecidedWording, standing: Wording | None) -> bool:
    """Whether the draft says what was submitted, or these words already."""
    submitted = VersionWording.objects.filter(
        clause__version=decision.item.version_id, clause__clause=one.clause, language=decision.language
    ).first()
    return _told(standing) in {_told(submitted), _told(one)}


def _told(said: Wording | VersionWording | DecidedWording | None) -> tuple[str, str]:
    return (normal_line(said.heading), normal_text(said.text)) if said else ("", "")
