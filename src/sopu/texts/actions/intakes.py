"""Files come in as previews: nothing of them is in force before a person confirms it, and nothing of them is lost."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core import digests
from sopu.core.refusals import Refused
from sopu.negotiations.models import Party
from sopu.texts.actions.proposals import propose_change
from sopu.texts.actions.reading import told_why
from sopu.texts.actions.rounds import comment, demand_open
from sopu.texts.documents.placing import proposals_from
from sopu.texts.documents.stored import placed_as_json, placed_from_json
from sopu.texts.documents.values import ChangeKind, Placed, ProposedChange, ReturnedText
from sopu.texts.documents.word_in import read_word
from sopu.texts.models import (
    ClauseKind,
    CommentRound,
    Document,
    TextIntake,
    TextIntakeKind,
    Version,
    VersionClause,
    VersionText,
)
from sopu.texts.queries.intakes import answered_version, where_told
from sopu.texts.queries.wholes import whole_of

LONGEST_QUOTE = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """What of a preview is taken, by place: proposals with their reasons, and what is sent as comments."""

    proposals: Mapping[int, str]
    comments: Collection[int] = ()
    moved: Collection[int] = ()
    unplaced: Collection[int] = ()

    @property
    def comment_count(self) -> int:
        """How many comments are made of it."""
        return len(self.comments) + len(self.moved) + len(self.unplaced)


@transaction.atomic
def take_in_word(
    *, document: Document, party: Party | None, content: bytes, by: User | None, now: dt.datetime, act_id: uuid.UUID
) -> TextIntake:
    """A Word file that came back is laid beside a version, in the language that it was made of, and kept to be seen.

    A party answers in the open round, to its version; the preparers' own file is laid beside the version that it was
    made of, else the newest. The file itself is not kept.
    """
    if done := TextIntake.objects.filter(act_id=act_id).first():
        return done
    returned = told_why(lambda: read_word(content))
    version = answered_version(document, party, returned.fingerprint)
    if version is None:
        raise Refused("no_round", _("No comment round is open, so there is no version to lay the file beside."))
    if party is not None:
        demand_open(round=_round_of(version), party=party)
    language = _language(version, returned)
    return TextIntake.objects.create(
        act_id=act_id,
        kind=TextIntakeKind.RETURN,
        document=document,
        version=version,
        party=party,
        language=language,
        sha256=digests.sha256(content),
        reading=placed_as_json(proposals_from(returned, whole_of(version, language))),
        taken_by=by,
        taken_at=now,
    )


def _round_of(version: Version) -> CommentRound:
    found = CommentRound.objects.filter(version=version).first()
    if found is None:
        raise Refused("no_round", _("A party proposes in a comment round of this version. Nothing was stored."))
    return found


def _language(version: Version, returned: ReturnedText) -> str:
    """The language of the wording that the file was made of; the original where the file does not say."""
    texts = VersionText.objects.filter(version__document=version.document)
    made_of = texts.filter(sha256__startswith=returned.fingerprint).first() if returned.fingerprint else None
    worded = set(version.texts.values_list("language", flat=True))
    return made_of.language if made_of and made_of.language in worded else version.document.original


@transaction.atomic
def confirm_intake(*, intake: TextIntake, taken: Taken, by: User | None, now: dt.datetime) -> TextIntake:
    """What was chosen of a returned file becomes change proposals and comments, all or none of them."""
    current = waiting(intake)
    assert current.version is not None
    placed = placed_from_json(current.reading)
    if not taken.proposals and not taken.comment_count:
        raise Refused("nothing_taken", _("Choose something to send, or discard the file."))
    standing = {one.clause.key: one for one in current.version.clauses.select_related("clause")}
    for place, reason in sorted(taken.proposals.items()):
        _propose(current, placed.proposals[place], place, standing, reason, by, now)
    if current.party is not None:
        _comment(current, placed, taken, standing, by, now)
    current.confirmed_at = now
    current.save(update_fields=["confirmed_at"])
    return current


def _propose(
    intake: TextIntake,
    change: ProposedChange,
    place: int,
    standing: Mapping[str, VersionClause],
    reason: str,
    by: User | None,
    now: dt.datetime,
) -> None:
    assert intake.version is not None
    is_new = change.kind is ChangeKind.ADD
    after = standing.get(change.after_key)
    propose_change(
        round=_round_of(intake.version) if intake.party else None,
        version=intake.version,
        party=intake.party,
        kind=str(change.kind),
        language=intake.language,
        reason=reason,
        by=by,
        now=now,
        act_id=uuid.uuid5(intake.act_id, f"proposal {place}"),
        clause=None if is_new else standing[change.key].clause,
        after=after.clause if is_new and after else None,
        clause_kind=kind_after(change, after) if is_new else "",
        heading=change.heading,
        text=change.text,
        intake=intake,
    )


def kind_after(change: ProposedChange, after: VersionClause | None) -> str:
    """What a new clause is for: a chapter of its own, else as the one before it."""
    if change.depth == 1:
        return ClauseKind.CHAPTER
    return after.kind if after and after.kind != ClauseKind.CHAPTER else ClauseKind.PRINCIPLE


def _comment(
    intake: TextIntake,
    placed: Placed,
    taken: Taken,
    standing: Mapping[str, VersionClause],
    by: User | None,
    now: dt.datetime,
) -> None:
    """What is sent as comments: those of the file, what has moved, and what had no place."""
    said: list[tuple[str, str, str]] = []
    for place in sorted(taken.comments):
        one = placed.comments[place]
        quote = f"”{one.about}”: " if 0 < len(one.about) <= LONGEST_QUOTE else ""
        said.append((f"comment {place}", one.key, f"{quote}{one.text}"))
    for place in sorted(taken.moved):
        move = placed.moved[place]
        said.append((f"move {place}", move.key, moved_told(move.after_key, standing)))
    for place in sorted(taken.unplaced):
        loose = placed.unplaced[place]
        said.append((f"loose {place}", loose.key, f"{where_told(loose.why)}: {loose.text}"))
    assert intake.version is not None and intake.party is not None
    its_round = _round_of(intake.version)
    for name, key, text in said:
        clause = standing.get(key)
        comment(
            round=its_round,
            party=intake.party,
            clause=clause.clause if clause else None,
            text=text,
            by=by,
            now=now,
            act_id=uuid.uuid5(intake.act_id, name),
        )


def moved_told(after_key: str, standing: Mapping[str, VersionClause]) -> str:
    """Where a clause would move, as a sentence."""
    after = standing.get(after_key)
    if after is None:
        return _("We propose that this clause stands first.")
    return _("We propose that this clause stands after clause %(number)s.") % {"number": after.number or after_key}


@transaction.atomic
def discard_intake(*, intake: TextIntake, now: dt.datetime) -> TextIntake:
    """A preview is set aside; what was read stays, and nothing of it is sent."""
    current = waiting(intake)
    current.discarded_at = now
    current.save(update_fields=["discarded_at"])
    return current


def waiting(intake: TextIntake) -> TextIntake:
    """The preview as it is now, which nobody has confirmed or discarded; two presses come one after the other."""
    current = TextIntake.objects.select_for_update(of=("self",)).select_related("document").get(pk=intake.pk)
    if current.confirmed_at is not None:
        raise Refused("confirmed_already", _("This file has been confirmed already."))
    if current.discarded_at is not None:
        raise Refused("discarded_already", _("This file has been discarded."))
    return current
