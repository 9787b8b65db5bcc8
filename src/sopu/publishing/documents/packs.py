"""What a decision pack says: the values it is made of, and its documents as blocks."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sopu.core.clauses import WholeText
from sopu.core.fingerprints import short
from sopu.core.looks import looked
from sopu.core.markdown import blocks as prose
from sopu.core.redlines import Kind, Redline
from sopu.core.wording import Piece
from sopu.publishing.documents import words
from sopu.publishing.documents.blocks import Block, Changed, Heading, Outline, Paragraph, Points, Prose, Qr
from sopu.publishing.documents.whole import replaced
from sopu.web.qr import qr_picture


@dataclass(frozen=True, slots=True)
class Prepared:
    """How the document came about, in numbers; what is nought is not told."""

    forum: str
    forum_on: dt.date | None
    voices: int
    findings: int
    round_until: dt.date | None
    proposals: int
    accepted: int
    declined: int


@dataclass(frozen=True, slots=True)
class PackText:
    """A version in one language, as packs and papers hold it.

    `redline` is against `against`, the title and number of the version that it is compared with. `note` is what was
    said when it was submitted, and `terms` are in the order of reading. `duties` are the headings of the clauses that
    lay a duty or a division of work on the parties.
    """

    language: str
    county: str
    negotiation: str
    is_demo: bool
    version: int
    is_submitted: bool
    submitted_at: dt.datetime
    made_at: dt.datetime
    whole: WholeText
    fingerprint: str
    url: str
    note: str
    terms: tuple[tuple[str, str], ...]
    legal_ground: str
    party_count: int
    prepared: Prepared
    duties: tuple[str, ...]
    redline: Redline | None = None
    against: str = ""
    older: WholeText | None = None

    @property
    def title(self) -> str:
        """The document's title."""
        return self.whole.title


@dataclass(frozen=True, slots=True)
class PackBody:
    """A body that handles the document, and what is proposed that it does: `approve`, `propose` or `note`."""

    name: str
    level: str
    task: str


@dataclass(frozen=True, slots=True)
class PackParty:
    """Whose pack it is: its case number, and the bodies that handle the document, in their order."""

    number: int
    code: str
    name: str
    case_number: str
    due_on: dt.date | None
    bodies: tuple[PackBody, ...]


def _outline(
    text: PackText, kicker: str, lead: str, facts: tuple[tuple[str, str], ...], blocks: Iterator[Block]
) -> Outline:
    return Outline(
        language=text.language,
        title=text.title,
        kicker=kicker,
        lead=lead,
        figures=(),
        facts=facts,
        warning=_("Demonstration: invented content") if text.is_demo else "",
        contents="",
        running=f"{text.title} · {short(text.fingerprint)}",
        page_of=_("Page"),
        stances=words.stances(),
        replaced=replaced(),
        compiled_at=text.made_at,
        blocks=(*blocks, Points((_("Fingerprint (SHA-256): %s") % text.fingerprint, text.url), text.url)),
    )


def item_outline(text: PackText, party: PackParty, body: PackBody) -> Outline:
    """The agenda item of one body: preparation, effects, the proposed decision, and what is attached."""
    facts = (
        (_("Body"), body.name),
        (_("Case number"), party.case_number or _("not given yet")),
        (_("To be handled by"), words.day(party.due_on) if party.due_on else _("no due day")),
        (
            _("Version"),
            _("%(number)s, submitted %(day)s") % {"number": text.version, "day": words.day(text.submitted_at)},
        ),
    )
    return _outline(text, _("Proposed decision"), party.name, facts, _item(text, party, body))


def _item(text: PackText, party: PackParty, body: PackBody) -> Iterator[Block]:
    yield Heading(1, heading(text, body))
    yield Heading(2, _("Preparation"))
    yield from (Paragraph(one) for one in preparation(text))
    yield Heading(2, _("Effects"))
    yield from effects(text)
    yield Heading(2, _("Proposed decision"))
    yield Paragraph(proposal(text, body))
    yield Paragraph(
        _("The decision is on this wording only. If the body changes it, record the words that it approved."),
        is_note=True,
    )
    yield Heading(2, _("Attachments"))
    yield Points(tuple(_attachments(text)), text.url)
    picture = qr_picture(text.url)
    yield Qr(
        text.url,
        _("The text, its fingerprint and how the parties have decided:"),
        _("A code that leads to the public page of this version"),
        picture.size,
        picture.path,
    )


def heading(text: PackText, body: PackBody) -> str:
    """The heading of the agenda item."""
    form = {
        "approve": _("Approval of %(title)s"),
        "propose": _("Proposal to the council: approval of %(title)s"),
        "note": _("%(title)s, for information"),
    }[body.task]
    return form % {"title": text.title}


def preparation(text: PackText) -> Iterator[str]:
    """How it was prepared, in sentences that stand on what the system knows."""
    yield _("The document is made between %(count)s parties in the negotiation “%(negotiation)s” (%(ground)s).") % {
        "count": text.party_count,
        "negotiation": text.negotiation,
        "ground": text.legal_ground,
    }
    told = text.prepared
    if told.voices and told.forum_on:
        yield _(
            "It began in “%(forum)s” on %(day)s: %(voices)s sentences were given, and %(findings)s findings drawn."
        ) % {
            "forum": told.forum,
            "day": words.day(told.forum_on),
            "voices": words.spaced(told.voices),
            "findings": told.findings,
        }
    if told.round_until and not told.proposals:
        yield _("The parties could comment on the draft until %(day)s; no other words were proposed.") % {
            "day": words.day(told.round_until)
        }
    elif told.round_until:
        yield _(
            "The parties commented on the draft until %(day)s: %(proposals)s change proposals, of which %(accepted)s "
            "were accepted in full or in part and %(declined)s declined with a reason."
        ) % {
            "day": words.day(told.round_until),
            "proposals": told.proposals,
            "accepted": told.accepted,
            "declined": told.declined,
        }
    if text.note:
        yield text.note
    for name, value in text.terms:
        if name != _("Parties"):
            yield f"{name}: {value}."
    if text.redline:
        yield _changes(text)


def _changes(text: PackText) -> str:
    assert text.redline is not None
    return _(
        "Compared with “%(against)s”: %(changed)s clauses changed, %(added)s added, %(removed)s removed, "
        "%(moved)s moved."
    ) % {
        "against": text.against,
        "changed": text.redline.changed_count,
        "added": text.redline.added_count,
        "removed": text.redline.removed_count,
        "moved": text.redline.moved_count,
    }


def effects(text: PackText) -> Iterator[Block]:
    """What it binds to as it says itself; what it costs is the party's own to say."""
    if text.duties:
        words = ngettext(
            "This clause of the text lays a duty or divides work:",
            "%(count)s clauses of the text lay a duty or divide work:",
            len(text.duties),
        )
        yield Paragraph(words % {"count": len(text.duties)})
        yield Points(text.duties, text.url)
    else:
        yield Paragraph(_("No clause of the text lays a duty or divides work."))
    yield Paragraph(
        _("Effects on the party’s own economy, staff and residents: to be filled in by the party’s own preparer.")
    )


def proposal(text: PackText, body: PackBody) -> str:
    """The proposed decision in the form that the body's task asks for."""
    form = {
        "approve": _(
            "%(body)s approves “%(title)s”, version %(version)s, as attached. Fingerprint %(short)s (SHA-256 %(full)s)."
        ),
        "propose": _(
            "%(body)s proposes to the council that it approves “%(title)s”, version %(version)s, as attached. "
            "Fingerprint %(short)s (SHA-256 %(full)s)."
        ),
        "note": _("%(body)s notes “%(title)s”, version %(version)s, for information."),
    }[body.task]
    return form % {
        "body": body.name,
        "title": text.title,
        "version": text.version,
        "short": short(text.fingerprint),
        "full": text.fingerprint,
    }


def _attachments(text: PackText) -> Iterator[str]:
    yield _("The frozen text (PDF, Word, and the canonical text that the fingerprint is reckoned of)")
    if text.redline:
        yield _("What changed: a comparison with “%s” (PDF, and Word with tracked changes)") % text.against


def text_outline(text: PackText) -> Outline:
    """The frozen text itself."""
    facts = text.terms
    form = _("Version %(number)s, submitted %(day)s") if text.is_submitted else _("Version %(number)s of %(day)s")
    lead = form % {"number": text.version, "day": words.day(text.submitted_at)}
    return _outline(text, _("Fingerprint %s") % short(text.fingerprint), lead, facts, _clauses(text))


def _clauses(text: PackText) -> Iterator[Block]:
    """Headings go down one level at a time, as accessible files must, also where a clause stands under no chapter."""
    level = 0
    for one in text.whole.clauses:
        if one.heading:
            level = min(one.depth, level + 1)
            yield Heading(level, f"{one.number} {one.heading}".strip())
        if parts := prose(one.text):
            yield Prose(parts)


def redline_outline(text: PackText) -> Outline:
    """What changed, on paper: each clause that changed, word by word; the rest by number."""
    lead = _("Compared with “%s”") % text.against
    facts = ((_("Added"), _("underlined")), (_("Removed"), _("struck through")), (_("In brief"), _changes(text)))
    return _outline(text, _("What changed"), lead, facts, _redlined(text))


def _redlined(text: PackText) -> Iterator[Block]:
    assert text.redline is not None
    yield Heading(1, _("What changed"))
    told = [one for one in text.redline.changes if not one.is_same]
    if not told:
        yield Paragraph(_("Nothing has changed."))
    for one in told:
        clause = one.clause
        yield Heading(2, _("Clause %s") % clause.number if clause.number else clause.heading or _("Clause"))
        mark = _mark(one.kind, one.is_moved, one.old.number if one.old else "")
        yield Changed(mark, one.heading, _unmarked(one.text))


def _unmarked(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Without the marks of bold, which on paper are only in the way, but where nothing else came or went."""
    return tuple(Piece(piece.change, piece.text) for piece in looked(pieces))


def _mark(kind: Kind, is_moved: bool, was: str) -> str:
    marks: Mapping[Kind, str] = {
        Kind.SAME: "",
        Kind.CHANGED: _("changed"),
        Kind.ADDED: _("added"),
        Kind.REMOVED: _("removed"),
    }
    moved = _("moved from %s") % was if is_moved and was else _("moved") if is_moved else ""
    return capfirst(" · ".join(one for one in (marks[kind], moved) if one))
