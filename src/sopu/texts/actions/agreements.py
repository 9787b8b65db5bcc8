"""An existing agreement comes in: recognised, looked through by a person, and then clauses of the draft."""

import datetime as dt
import uuid
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core import digests
from sopu.core.refusals import Refused
from sopu.texts.actions.drafting import add_clause
from sopu.texts.actions.intakes import waiting
from sopu.texts.actions.reading import told_why
from sopu.texts.documents.agreements import doubts_in, read_agreement
from sopu.texts.documents.stored import imported_as_json, imported_from_json
from sopu.texts.documents.values import Doubt, ImportedClause, ImportedText
from sopu.texts.models import ClauseKind, Document, TextIntake, TextIntakeKind
from sopu.texts.rules import LONGEST_HEADING


@transaction.atomic
def take_in_agreement(
    *, document: Document, language: str, content: bytes | str, by: User | None, now: dt.datetime, act_id: uuid.UUID
) -> TextIntake:
    """A Word file or a recognised text is read into clauses, with what is doubtful; the file itself is not kept."""
    if done := TextIntake.objects.filter(act_id=act_id).first():
        return done
    found = told_why(lambda: read_agreement(content, year=now.year, language=language))
    if not found.clauses:
        raise Refused("nothing_found", _("No text was found in the file."))
    data = content if isinstance(content, bytes) else content.encode()
    return TextIntake.objects.create(
        act_id=act_id,
        kind=TextIntakeKind.AGREEMENT,
        document=document,
        language=language,
        sha256=digests.sha256(data),
        reading=imported_as_json(found),
        taken_by=by,
        taken_at=now,
    )


@transaction.atomic
def settle_doubt(*, intake: TextIntake, doubt: Doubt, accepts: bool) -> TextIntake:
    """A suggestion is taken into the text, or the text stays as it is; either way nobody is asked again."""
    current = waiting(intake)
    found = imported_from_json(current.reading)
    if doubt not in found.doubts:
        raise Refused("changed_meanwhile", _("The text has changed since. Look again."))
    return _stored(current, _settled(found, doubt, accepts=accepts))


@transaction.atomic
def settle_doubts(*, intake: TextIntake, kind: str) -> TextIntake:
    """Every suggestion of a kind is taken: somebody has looked through them."""
    current = waiting(intake)
    found = imported_from_json(current.reading)
    for doubt in reversed([one for one in found.doubts if one.kind == kind and one.suggestion]):
        found = _settled(found, doubt, accepts=True)
    return _stored(current, found)


def _settled(found: ImportedText, doubt: Doubt, *, accepts: bool) -> ImportedText:
    rest = [one for one in found.doubts if one != doubt]
    if not accepts:
        return replace(found, doubts=tuple(rest))
    grown = len(doubt.suggestion) - (doubt.end - doubt.start)
    moved = tuple(_shifted(one, doubt, grown) for one in rest if not _overlap(one, doubt))
    if doubt.clause < 0:
        return replace(found, title=_replaced(found.title, doubt), doubts=moved)
    clauses = list(found.clauses)
    one = clauses[doubt.clause]
    if doubt.field == "heading":
        clauses[doubt.clause] = replace(one, heading=_replaced(one.heading, doubt))
    else:
        clauses[doubt.clause] = replace(one, text=_replaced(one.text, doubt))
    return replace(found, clauses=tuple(clauses), doubts=moved)


def _replaced(text: str, doubt: Doubt) -> str:
    return text[: doubt.start] + doubt.suggestion + text[doubt.end :]


def _is_beside(one: Doubt, other: Doubt) -> bool:
    return (one.clause, one.field) == (other.clause, other.field)


def _overlap(one: Doubt, other: Doubt) -> bool:
    return _is_beside(one, other) and one.start < other.end and other.start < one.end


def _shifted(one: Doubt, settled: Doubt, grown: int) -> Doubt:
    if not _is_beside(one, settled) or one.start < settled.end:
        return one
    return replace(one, start=one.start + grown, end=one.end + grown)


@transaction.atomic
def word_imported(*, intake: TextIntake, place: int, clause: ImportedClause, now: dt.datetime) -> TextIntake:
    """A clause of the preview is written anew by a person; what is doubtful in it is looked for again."""
    current = waiting(intake)
    found = imported_from_json(current.reading)
    if not 0 <= place < len(found.clauses):
        raise Refused("no_clause", _("This clause is not in the preview."))
    if clause.is_taken and not clause.heading and not clause.text:
        raise Refused("no_words", _("A clause needs words. To leave it out, take the mark away. Nothing was stored."))
    clauses = (*found.clauses[:place], clause, *found.clauses[place + 1 :])
    return _stored(current, replace(found, clauses=clauses, doubts=_doubts(found, place, clause, intake, now.year)))


def _doubts(
    found: ImportedText, place: int, clause: ImportedClause, intake: TextIntake, year: int
) -> tuple[Doubt, ...]:
    """Those of other fields, and of each rewritten one what it still has or has anew."""
    was = found.clauses[place]
    doubts = [one for one in found.doubts if one.clause != place]
    for field, old, new in (("heading", was.heading, clause.heading), ("text", was.text, clause.text)):
        if old == new:
            doubts += [one for one in found.doubts if (one.clause, one.field) == (place, field)]
        else:
            doubts += doubts_in(place, field, new, year=year, language=intake.language)
    return tuple(sorted(doubts, key=lambda one: (one.clause, one.field == "text", one.start)))


@transaction.atomic
def confirm_agreement(*, intake: TextIntake, by: User | None, now: dt.datetime) -> TextIntake:
    """The clauses that were taken stand in the draft, after those that it has; what is doubted stays as it is."""
    current = waiting(intake)
    found = imported_from_json(current.reading)
    taken = [(place, one) for place, one in enumerate(found.clauses) if one.is_taken and (one.heading or one.text)]
    if not taken:
        raise Refused("nothing_taken", _("No clause is chosen. Choose some, or discard the file."))
    has_numbers = any(one.number for _place, one in taken)
    for place, one in taken:
        heading, text = _fitting(one)
        add_clause(
            document=current.document,
            kind=one.kind if one.kind in ClauseKind.values else ClauseKind.PRINCIPLE,
            language=current.language,
            heading=heading,
            text=text,
            by=by,
            now=now,
            depth=min(max(one.depth, 1), 3),
            is_numbered=bool(one.number) if has_numbers else bool(one.heading),
            act_id=uuid.uuid5(current.act_id, f"clause {place}"),
        )
    current.confirmed_at = now
    current.save(update_fields=["confirmed_at"])
    return current


def _fitting(one: ImportedClause) -> tuple[str, str]:
    """A heading that is longer than one may be is the first paragraph."""
    if len(one.heading) <= LONGEST_HEADING:
        return one.heading, one.text
    return "", f"{one.heading}\n\n{one.text}".strip()


def _stored(intake: TextIntake, found: ImportedText) -> TextIntake:
    intake.reading = imported_as_json(found)
    intake.save(update_fields=["reading"])
    return intake
