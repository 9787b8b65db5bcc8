"""What decision packs are made of: the submitted version in each language, and each party with its bodies."""

import datetime as dt
from collections.abc import Collection

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.core.clauses import WholeText
from sopu.core.redlines import redline
from sopu.decisions.models import Case, Task
from sopu.forum.models import Contribution, Event
from sopu.publishing.documents.packs import PackBody, PackParty, PackText, Prepared
from sopu.synthesis.models import FindingVersion
from sopu.texts.models import AnswerOutcome, ChangeProposal, CommentRound, Document, ProposalAnswer, Purpose, Version
from sopu.texts.queries.wholes import older_of, ordered, whole_of
from sopu.texts.rules import languages_of

BINDING = frozenset({"duty", "division"})


def packed_cases(version: Version) -> list[Case]:
    """The cases that get a pack, those of the version's own parties; each with its party and bodies."""
    return list(Case.objects.of(version.document).filter(party__in=version.deciding["parties"]).at_hand())


def languages_of_case(case: Case, worded: Collection[str]) -> tuple[str, ...]:
    """The languages of the party's pack, its first one first: those that the version is `worded` in, or its original.

    A party that joined after a version was made may need a language that the version hasn't.
    """
    found = tuple(one for one in languages_of(case.party.organisation.language_status) if one in worded)
    return found or (case.document.original,)


def pack_text(version: Version, language: str, made_at: dt.datetime, before: Version | None = None) -> PackText:
    """The version as packs of this language hold it, compared with `before`, else with what came before it."""
    document = version.document
    negotiation = document.negotiation
    whole = whole_of(version, language)
    before = before or _before(version)
    older = _older(before, document, language)
    fingerprint = version.texts.get(language=language).sha256
    return PackText(
        language=language,
        county=negotiation.county.name_in(language),
        negotiation=negotiation.name_in(language),
        is_demo=negotiation.is_demo,
        version=version.number,
        is_submitted=version.purpose == Purpose.DECISION,
        submitted_at=version.made_at,
        made_at=made_at,
        whole=whole,
        fingerprint=fingerprint,
        url=address_of(fingerprint),
        note=version.note,
        terms=ordered(whole.terms, document, language),
        legal_ground=negotiation.legal_ground.citation,
        party_count=len(version.deciding["parties"]),
        prepared=_prepared(document),
        duties=tuple(f"{one.number} {one.heading}".strip() for one in whole.clauses if one.kind in BINDING),
        redline=redline(older, whole) if older else None,
        against=_told(older.title, before.number, language) if older and before else "",
        older=older,
    )


def _told(title: str, number: int, language: str) -> str:
    with override(language):
        return _("%(title)s, version %(number)s") % {"title": title, "number": number}


def address_of(fingerprint: str) -> str:
    """The short public address of the wording with this fingerprint, as a code on paper says it."""
    return settings.ORIGIN + reverse("short_fingerprint", args=[fingerprint[:16]])


def _before(version: Version) -> Version | None:
    """What the bodies know: the version that was submitted before, else what the predecessor became."""
    earlier = Version.objects.submitted().filter(document=version.document, number__lt=version.number)
    found = earlier.order_by("-number").first()
    if found or version.document.predecessor is None:
        return found
    known = Version.objects.public().filter(document=version.document.predecessor)
    return known.order_by("-number").first()


def _older(before: Version | None, document: Document, language: str) -> WholeText | None:
    return older_of(before, document, language) if before and before.texts.filter(language=language).exists() else None


def _prepared(document: Document) -> Prepared:
    event = Event.objects.in_earnest().filter(negotiation=document.negotiation).order_by("starts_at").first()
    held = CommentRound.objects.of(document).first()
    answers = ProposalAnswer.objects.standing().filter(proposal__version__document=document)
    taken = [AnswerOutcome.ACCEPTED, AnswerOutcome.PARTLY]
    return Prepared(
        forum=event.name if event else "",
        forum_on=timezone.localdate(event.starts_at) if event else None,
        voices=Contribution.objects.visible().filter(discussion__event=event).count() if event else 0,
        findings=FindingVersion.objects.of(event).standing().signed().count() if event else 0,
        round_until=_until(held) if held else None,
        proposals=ChangeProposal.objects.of(document).standing().count(),
        accepted=answers.filter(outcome__in=taken).count(),
        declined=answers.filter(outcome=AnswerOutcome.DECLINED).count(),
    )


def _until(held: CommentRound) -> dt.date:
    """The last day on which a round took in: its due day, or the day on which it was closed before or after it."""
    return timezone.localdate(held.closed_at) if held.closed_at else held.due_on


def pack_party(case: Case, language: str) -> PackParty:
    """Whose pack it is, and what each of its bodies is asked, in the language."""
    decides = PackBody(
        case.decides.name_in(language), case.decides.level, "note" if case.task == Task.NOTE else "approve"
    )
    prepares = PackBody(case.prepares.name_in(language), case.prepares.level, "propose") if case.prepares else None
    return PackParty(
        number=case.party.number,
        code=case.party.organisation.code,
        name=case.party.organisation.name_in(language),
        case_number=case.number,
        due_on=case.due_on,
        bodies=(prepares, decides) if prepares and case.task == Task.APPROVE else (decides,),
    )
