"""What a body decided is recorded; a correction is a new record, and nothing is deleted."""

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.digests import sha256
from sopu.core.fingerprints import fingerprint
from sopu.core.refusals import Refused
from sopu.decisions.actions.cases import place_on_agenda, reach_approval
from sopu.decisions.models import (
    AgendaItem,
    Appeal,
    Case,
    DecidedWording,
    Decision,
    EntryIntoForce,
    Publication,
)
from sopu.decisions.queries.sealed import digest_of
from sopu.decisions.queries.standing import YES, language_of, standing_of
from sopu.decisions.queries.wordings import amended
from sopu.decisions.rules import Outcome, section_in
from sopu.ledger.actions import seal
from sopu.ledger.queries import log_of
from sopu.organisations.models import Body, Level
from sopu.texts.models import Version, VersionText
from sopu.texts.queries.wholes import whole_of
from sopu.web.files import keep

LARGEST_EXTRACT = 20_000_000
_FINGERPRINT = re.compile("[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class Words:
    """Other words of one clause, as a body approved them."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Votes:
    """How a vote went; nothing where there was none."""

    ayes: int | None = None
    noes: int | None = None
    blanks: int | None = None
    absents: int | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a body decided, as its minutes tell it.

    `fingerprint` is the one that the decision names, or its beginning; without one it is that of the version it had
    before it. `words` are other words that it approved, by the key of the clause.
    """

    outcome: str
    decided_on: dt.date
    section: str = ""
    fingerprint: str = ""
    words: Mapping[str, Words] = field(default_factory=dict)
    votes: Votes = Votes()
    conditions: str = ""
    dissent: str = ""
    statements: str = ""
    reason: str = ""
    minutes: str = ""
    published_on: dt.date | None = None
    extract: bytes = b""


@transaction.atomic
def record_decision(
    *,
    case: Case,
    version: Version,
    body: Body,
    ruling: Ruling,
    by: User | None,
    now: dt.datetime,
    act_id: uuid.UUID | None = None,
    corrects: Decision | None = None,
) -> Decision:
    """A body's decision on a submitted version is recorded and sealed; the same act is recorded once.

    A decision that names a fingerprint of no known wording is recorded all the same: it is a divergence. The case is
    held meanwhile, so that of two who record one meeting the second is told.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    if act_id and (done := Decision.objects.filter(act_id=act_id).first()):
        return done
    _refuse(case, body, ruling, now, corrects)
    item = place_on_agenda(case=case, version=version, body=body, meeting_on=ruling.decided_on, by=by, now=now)
    _refuse_a_second(item, corrects)
    decision = _recorded(item, ruling, by, now, act_id, corrects)
    _keep_words(decision, version, ruling)
    if corrects is not None:
        _take_over(decision, corrects, ruling)
    if ruling.published_on:
        publish_minutes(decision=decision, published_on=ruling.published_on, url=ruling.minutes, by=by, now=now)
    _seal(decision, now)
    note_in_force(version=version, now=now)
    return decision


def _recorded(
    item: AgendaItem,
    ruling: Ruling,
    by: User | None,
    now: dt.datetime,
    act_id: uuid.UUID | None,
    corrects: Decision | None,
) -> Decision:
    language = language_of(item.case, item.version.texts.values_list("language", flat=True))
    return Decision.objects.create(
        act_id=act_id or uuid.uuid4(),
        item=item,
        outcome=ruling.outcome,
        decided_on=ruling.decided_on,
        section=section_in(ruling.section) or ruling.section,
        language=language,
        fingerprint=_approved(item.version, language, ruling),
        ayes=ruling.votes.ayes,
        noes=ruling.votes.noes,
        blanks=ruling.votes.blanks,
        absents=ruling.votes.absents,
        conditions=ruling.conditions,
        dissent=ruling.dissent,
        statements=ruling.statements,
        reason=ruling.reason,
        minutes=ruling.minutes,
        corrects=corrects,
        recorded_by=by,
        recorded_at=now,
        **_kept_extract(item.case, ruling, corrects),
    )


def correct_decision(
    *, decision: Decision, ruling: Ruling, by: User | None, now: dt.datetime, act_id: uuid.UUID | None = None
) -> Decision:
    """A record that was wrong is replaced by a new one, which says why; the old one stays."""
    item = decision.item
    return record_decision(
        case=item.case,
        version=item.version,
        body=item.body,
        ruling=ruling,
        by=by,
        now=now,
        act_id=act_id,
        corrects=decision,
    )


def _refuse(case: Case, body: Body, ruling: Ruling, now: dt.datetime, corrects: Decision | None) -> None:
    if ruling.decided_on > timezone.localdate(now):
        raise Refused(
            "in_the_future", _("The meeting is still ahead: record what it decided after it. Nothing was stored.")
        )
    if ruling.outcome == Outcome.PROPOSED and body.pk == case.decides_id:
        raise Refused("proposes_to_itself", _("This body decides the matter itself. Nothing was stored."))
    if ruling.outcome in YES and (body.level, case.decides.level) == (Level.BOARD, Level.COUNCIL):
        raise Refused(
            "only_proposes",
            _("The council decides the matter: choose “proposed to the council”. Nothing was stored."),
        )
    if ruling.outcome == Outcome.CONDITIONAL and not ruling.conditions:
        raise Refused("no_conditions", _("Write the conditions of the approval. Nothing was stored."))
    if ruling.outcome == Outcome.AMENDED and not (ruling.words or ruling.fingerprint):
        raise Refused(
            "no_words", _("Write the words that the body approved, or their fingerprint. Nothing was stored.")
        )
    if corrects is not None and not ruling.reason:
        raise Refused("no_reason", _("A correction says why. Nothing was stored."))
    if corrects is not None:
        _demand_standing(corrects)
    if len(ruling.extract) > LARGEST_EXTRACT:
        raise Refused("too_large", _("The extract is larger than 20 MB. Nothing was stored."))


def _refuse_a_second(item: AgendaItem, corrects: Decision | None) -> None:
    """One meeting decides an item once; what was recorded wrong is corrected."""
    if any(one != corrects for one in Decision.objects.standing().filter(item=item)):
        raise Refused(
            "recorded_already",
            _("What this meeting decided has been recorded already. Correct that record, if it is wrong."),
        )


def _approved(version: Version, language: str, ruling: Ruling) -> str:
    """The fingerprint of what was approved: that of the words, unless the decision names another."""
    if ruling.outcome not in YES:
        return ""
    submitted = whole_of(version, language)
    found = fingerprint(amended(submitted, ruling.words))
    if named := "".join(ruling.fingerprint.split()).lower():
        found = _named(version, language, named, found)
    if ruling.outcome == Outcome.AMENDED and found == fingerprint(submitted):
        raise Refused(
            "no_change", _("These are the very words that were submitted: choose “approved”. Nothing was stored.")
        )
    return found


def _named(version: Version, language: str, named: str, reckoned: str) -> str:
    """The whole fingerprint that begins so: the reckoned one, else that of another version; else what was named."""
    if not _FINGERPRINT.fullmatch(named):
        raise Refused(
            "no_fingerprint",
            _("A fingerprint has 8 to 64 characters, each a digit or one of the letters a to f. Nothing was stored."),
        )
    if reckoned.startswith(named):
        return reckoned
    texts = VersionText.objects.filter(version__document=version.document_id, language=language)
    known = set(texts.filter(sha256__startswith=named).values_list("sha256", flat=True))
    return known.pop() if len(known) == 1 else named


def _kept_extract(case: Case, ruling: Ruling, corrects: Decision | None) -> dict[str, str]:
    """The extract that was brought, else the one that the corrected record has."""
    if not ruling.extract:
        names = ("extract", "extract_sha256")
        return {name: getattr(corrects, name) for name in names} if corrects else {}
    digest = sha256(ruling.extract)
    suffix = "pdf" if ruling.extract.startswith(b"%PDF-") else "bin"
    name = f"extracts/{case.pk}/{digest[:16]}.{suffix}"
    keep(name, ruling.extract)
    return {"extract": name, "extract_sha256": digest}


def _take_over(decision: Decision, corrects: Decision, ruling: Ruling) -> None:
    """What came after the meeting stays true when its record is set right: publication, and appeals."""
    last = corrects.publications.last()
    if last and not ruling.published_on and last.published_on >= decision.decided_on:
        last.pk, last.decision, last._state.adding = None, decision, True
        last.save()
    for one in corrects.appeals.all():
        one.pk, one.decision, one._state.adding = None, decision, True
        one.save()


def _keep_words(decision: Decision, version: Version, ruling: Ruling) -> None:
    clauses = {one.clause.key: one.clause for one in version.clauses.select_related("clause")}
    DecidedWording.objects.bulk_create(
        DecidedWording(decision=decision, clause=clauses[key], heading=one.heading, text=one.text)
        for key, one in ruling.words.items()
        if key in clauses
    )


def _seal(decision: Decision, now: dt.datetime) -> None:
    seal(
        log=log_of(decision.item.case.document.negotiation.slug),
        kind="correction" if decision.corrects_id else "decision",
        reference=f"decision:{decision.pk}",
        digest=digest_of(decision),
        at=now,
    )


def _demand_standing(decision: Decision) -> None:
    if Decision.objects.filter(corrects=decision).exists():
        raise Refused("corrected_already", _("This record has been corrected already: correct the later one."))


@transaction.atomic
def publish_minutes(
    *, decision: Decision, published_on: dt.date, url: str, by: User | None, now: dt.datetime
) -> Publication:
    """The minutes came to the public network on that day: from it the time of appeal is reckoned."""
    _demand_standing(decision)
    if published_on < decision.decided_on:
        raise Refused("before_the_meeting", _("Minutes are published after the meeting. Nothing was stored."))
    return Publication.objects.create(
        decision=decision, published_on=published_on, url=url, recorded_by=by, recorded_at=now
    )


@transaction.atomic
def note_appeal(
    *, decision: Decision, stage: str, happened_on: dt.date, note: str, by: User | None, now: dt.datetime
) -> Appeal:
    """An appeal was lodged or decided; who appealed is not kept."""
    _demand_standing(decision)
    if not decision.decided_on <= happened_on <= timezone.localdate(now):
        raise Refused("not_that_day", _("An appeal comes after the decision, and not after today. Nothing was stored."))
    return Appeal.objects.create(
        decision=decision, stage=stage, happened_on=happened_on, note=note, recorded_by=by, recorded_at=now
    )


@transaction.atomic
def note_in_force(*, version: Version, now: dt.datetime) -> EntryIntoForce | None:
    """The condition of a version was found to be met: that is recorded and sealed once."""
    known = EntryIntoForce.objects.filter(version=version).first()
    if known:
        return known
    force = standing_of(version, timezone.localdate(now)).force
    if force.since is None:
        return None
    entry = EntryIntoForce.objects.create(version=version, since=force.since, noted_at=now)
    for text in version.texts.all():
        seal(
            log=log_of(version.document.negotiation.slug),
            kind="in_force",
            reference=f"version:{version.pk}/{text.language}",
            digest=text.sha256,
            at=now,
        )
    reach_approval(document=version.document, on=force.since)
    return entry
