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
def write_languages(
    *, clause: Clause, sayings: Sequence[Saying], by: User | None, now: dt.datetime, shown: int | None = None
) -> Written:
    """A clause is worded in several languages, the original first; a language that was not touched stays as it is.

    A translation is of the original that its writer saw or wrote: where no words are said of it, `shown` is the number
    of the wording that was seen, else the one that stands. It is not stored when the original was overtaken: its writer
    has not seen what it would translate.
    """
    language = clause.document.original
    before_all = seen = _shown(clause, sayings, shown)
    stored: list[Wording] = []
    overtaken: list[str] = []
    for saying in sorted(sayings, key=lambda one: one.language != language):
        before = clause.wordings.filter(language=saying.language, number=saying.based_on).first()
        if language in overtaken or not _is_touched(
            saying, before, before_all if saying.language != language else None
        ):
            continue
        try:
            with transaction.atomic():
                stored.append(_write(clause, saying, seen, by, now))
        except Overtaken:
            overtaken.append(saying.language)
        else:
            seen = stored[-1] if saying.language == language else seen
    return Written(tuple(stored), tuple(overtaken))


def _shown(clause: Clause, sayings: Sequence[Saying], shown: int | None) -> Wording | None:
    """The wording of the original that the writer was shown; the standing one when nobody says which."""
    language = clause.document.original
    told = next((one.based_on for one in sayings if one.language == language), shown)
    if told is None:
        return clause.wording_in(language)
    return clause.wordings.filter(language=language, number=told).first()


def _write(clause: Clause, saying: Saying, seen: Wording | None, by: User | None, now: dt.datetime) -> Wording:
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
        translating=seen,
    )


def _is_touched(saying: Saying, before: Wording | None, shown: Wording | None) -> bool:
    """It says something else than what its writer saw, or a translation that was stale is found true.

    One that was not stale when it was shown becomes stale by itself when its original is worded anew.
    """
    words = (saying.heading.strip(), saying.text.replace("\r\n", "\n").strip())
    if words != ((before.heading, before.text) if before else ("", "")):
        return True
    return before is not None and shown is not None and saying.is_true and before.translates_id != shown.pk
