"""A clause is written in its languages side by side: each language by itself, and what was overtaken is kept aside."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from sopu.accounts.models import User
from sopu.texts.actions.drafting import Overtaken, write_clause
from sopu.texts.models import Clause, Wording


@dataclass(frozen=True, slots=True)
class Saying:
    """What a writer would have a clause say in one language.

    `based_on` is the number of the wording that the writer saw, 0 for none. `is_true` says of a translation that it
    says what the original says now.
    """

    language: str
    heading: str
    text: str
    based_on: int
    act_id: uuid.UUID
    is_true: bool = True


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing: the wordings that were stored, and the languages of which nothing was: overtaken."""

    stored: tuple[Wording, ...] = ()
    overtaken: tuple[str, ...] = ()


@transaction.atomic
def write_languages(*, clause: Clause, sayings: Sequence[Saying], by: User | None, now: dt.datetime) -> Written:
    """A clause is worded in several languages, the original first; a language that was not touched stays as it is.

    A translation is not stored when its original was overtaken: its writer has not seen what it would translate.
    """
    original = clause.document.original
    stored: list[Wording] = []
    overtaken: list[str] = []
    for saying in sorted(sayings, key=lambda one: one.language != original):
        before = clause.wordings.filter(language=saying.language, number=saying.based_on).first()
        if not _is_touched(clause, saying, before):
            continue
        if original in overtaken:
            continue
        try:
            with transaction.atomic():
                stored.append(_write(clause, saying, by, now))
        except Overtaken:
            overtaken.append(saying.language)
    return Written(tuple(stored), tuple(overtaken))


def _write(clause: Clause, saying: Saying, by: User | None, now: dt.datetime) -> Wording:
    return write_clause(
        clause=clause,
        language=saying.language,
        heading=saying.heading,
        text=saying.text,
        based_on=saying.based_on,
        by=by,
        now=now,
        act_id=saying.act_id,
        is_translated_anew=saying.is_true,
    )


def _is_touched(clause: Clause, saying: Saying, before: Wording | None) -> bool:
    """It says something else than what its writer saw, or a stale translation is found true again."""
    words = (saying.heading.strip(), saying.text.replace("\r\n", "\n").strip())
    if words != ((before.heading, before.text) if before else ("", "")):
        return True
    if before is None or not saying.is_true or saying.language == clause.document.original:
        return False
    original = clause.wordings.filter(language=clause.document.original).order_by("-number").first()
    return before.translates_id != (original.pk if original else None)
