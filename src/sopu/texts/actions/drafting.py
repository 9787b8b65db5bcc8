"""A draft is written clause by clause: two who write at once never overwrite each other."""

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.models import GoalArea
from sopu.synthesis.models import Finding
from sopu.texts.actions.documents import new_key
from sopu.texts.models import Basis, Clause, Document, Version, Wording

STEP = 1


class Overtaken(Refused):
    """Somebody else has written the clause since: `standing` is what they wrote."""

    def __init__(self, standing: Wording | None) -> None:
        super().__init__(
            "overtaken",
            _("Somebody else has changed this clause meanwhile. Your text was not stored: compare, and choose."),
        )
        self.standing = standing


@transaction.atomic
def add_clause(
    *,
    document: Document,
    kind: str,
    language: str,
    heading: str,
    text: str,
    by: User | None,
    now: dt.datetime,
    after: Clause | None = None,
    at_start: bool = False,
    depth: int = 2,
    is_numbered: bool = True,
    goal_area: GoalArea | None = None,
    origin: Clause | None = None,
    key: str = "",
    act_id: uuid.UUID | None = None,
) -> Clause:
    """A clause is added to the draft with its first wording: after another, at the start, or at the end."""
    if act_id and (done := Wording.objects.filter(act_id=act_id).select_related("clause").first()):
        return done.clause
    position = _room(document, after, at_start)
    clause = Clause.objects.create(
        document=document,
        key=key or new_key(),
        position=position,
        depth=depth,
        is_numbered=is_numbered,
        kind=kind,
        goal_area=goal_area,
        origin=origin,
        made_at=now,
    )
    if heading or text:
        write_clause(
            clause=clause, language=language, heading=heading, text=text, based_on=0, by=by, now=now, act_id=act_id
        )
    return clause


def _room(document: Document, after: Clause | None, at_start: bool) -> int:
    """A free position: those that come later move on."""
    last = document.clauses.aggregate(last=Max("position"))["last"] or 0
    if after is None and not at_start:
        return last + STEP
    position = STEP if at_start or after is None else after.position + STEP
    document.clauses.filter(position__gte=position).update(position=F("position") + STEP)
    return position


@transaction.atomic
def write_clause(
    *,
    clause: Clause,
    language: str,
    heading: str,
    text: str,
    based_on: int,
    by: User | None,
    now: dt.datetime,
    act_id: uuid.UUID | None = None,
    is_translated_anew: bool = True,
    is_ahead: bool = False,
    translating: Wording | None = None,
) -> Wording:
    """A clause is worded anew. `based_on` is the number of the wording that the writer saw, 0 for none.

    If another has been written since, nothing is stored and `Overtaken` says what stands. A translation is of the
    wording of the original that its writer saw (`translating`), else of the one that stands; unless
    `is_translated_anew` is false: then it stays as stale as it was; or it `is_ahead`: then it says what the original
    doesn't say yet, and translates nothing. The same act stores nothing twice.
    """
    if act_id and (done := Wording.objects.filter(act_id=act_id).first()):
        return done
    heading, text = _words(heading, text)
    standing = clause.wording_in(language)
    if (standing.number if standing else 0) != based_on:
        raise Overtaken(standing)
    if standing and _says(standing, heading, text) and not _is_renewed(standing, clause, translating):
        return standing
    return _stored(
        act_id=act_id or uuid.uuid4(),
        clause=clause,
        language=language,
        number=based_on + 1,
        heading=heading,
        text=text,
        translates=None if is_ahead else _translated(clause, language, standing, is_translated_anew, translating),
        written_by=by,
        written_at=now,
    )


def _words(heading: str, text: str) -> tuple[str, str]:
    heading, text = heading.strip(), text.replace("\r\n", "\n").strip()
    if not heading and not text:
        raise Refused("no_words", _("A clause needs words. To leave it out, use “Leave out”. Nothing was stored."))
    return heading, text


def _says(wording: Wording, heading: str, text: str) -> bool:
    return (wording.heading, wording.text) == (heading, text)


def _stored(**told: Any) -> Wording:
    """Of two who write at the same moment, the constraint lets one through."""
    wording = Wording(**told)
    try:
        with transaction.atomic():
            wording.save()
    except IntegrityError as clash:
        raise Overtaken(wording.clause.wording_in(wording.language)) from clash
    return wording


def _is_renewed(standing: Wording, clause: Clause, translating: Wording | None) -> bool:
    """A translation that is saved unchanged after its original changed is found good again: that is news."""
    if standing.language == clause.document.original:
        return False
    original = translating or clause.wording_in(clause.document.original)
    return standing.translates_id != (original.pk if original else None)


def _translated(
    clause: Clause, language: str, standing: Wording | None, is_anew: bool, translating: Wording | None
) -> Wording | None:
    if language == clause.document.original:
        return None
    if not is_anew and standing is not None:
        return standing.translates
    return translating or clause.wording_in(clause.document.original)


@transaction.atomic
def describe_clause(*, clause: Clause, kind: str, depth: int, is_numbered: bool, goal_area: GoalArea | None) -> Clause:
    """What a clause is for, how deep it stands, whether it bears a number, and which goal area it belongs to."""
    clause.kind, clause.depth, clause.is_numbered, clause.goal_area = kind, depth, is_numbered, goal_area
    clause.save(update_fields=["kind", "depth", "is_numbered", "goal_area"])
    return clause


@transaction.atomic
def leave_out(*, clause: Clause, now: dt.datetime) -> Clause:
    """A clause is left out of the draft; it and its wordings stay, and it can be taken back."""
    clause.left_out_at = clause.left_out_at or now
    clause.save(update_fields=["left_out_at"])
    return clause


@transaction.atomic
def take_back(*, clause: Clause) -> Clause:
    """A clause that was left out stands in the draft again, where it stood."""
    clause.left_out_at = None
    clause.save(update_fields=["left_out_at"])
    return clause


@transaction.atomic
def state_basis(*, clause: Clause, finding: Finding, by: User | None, now: dt.datetime) -> Basis:
    """A clause stands on a finding of the same negotiation; saying so twice changes nothing."""
    if finding.event.negotiation_id != clause.document.negotiation_id:
        raise Refused("another_negotiation", _("This finding is of another negotiation. Nothing was stored."))
    basis, _is_new = Basis.objects.get_or_create(
        clause=clause, finding=finding, defaults={"stated_by": by, "stated_at": now}
    )
    return basis


@transaction.atomic
def drop_basis(*, clause: Clause, finding: Finding) -> None:
    """A clause of the draft no longer stands on the finding; versions keep what they stood on."""
    clause.bases.filter(finding=finding).delete()


@transaction.atomic
def copy_clauses(*, document: Document, version: Version, by: User | None, now: dt.datetime) -> list[Clause]:
    """A version's clauses are copied into a draft, each knowing which one it goes on from."""
    copied = []
    for one in version.clauses.select_related("clause", "goal_area").prefetch_related("wordings"):
        is_same_negotiation = document.negotiation_id == version.document.negotiation_id
        clause = add_clause(
            document=document,
            kind=one.kind,
            language=document.original,
            heading="",
            text="",
            by=by,
            now=now,
            depth=one.depth,
            is_numbered=one.clause.is_numbered,
            goal_area=one.goal_area if is_same_negotiation else None,
            origin=one.clause,
        )
        for wording in sorted(one.wordings.all(), key=lambda each: each.language != document.original):
            write_clause(
                clause=clause,
                language=wording.language,
                heading=wording.heading,
                text=wording.text,
                based_on=0,
                by=by,
                now=now,
            )
        copied.append(clause)
    return copied
