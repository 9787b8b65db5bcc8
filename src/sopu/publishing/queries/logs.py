"""A negotiation's log as its page shows it: each act in words, the latest signed checkpoint, and the key."""

import datetime as dt
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sopu.core.fingerprints import short
from sopu.core.notes import key_of as key_in
from sopu.decisions.models import Decision
from sopu.decisions.queries.standing import YES
from sopu.forum.models import Event
from sopu.ledger.models import Checkpoint, Entry
from sopu.ledger.queries import checkpoint_of, entries_of, log_of, vkey_of
from sopu.ledger.rules import Sealed
from sopu.negotiations.models import Negotiation
from sopu.plans.models import Report
from sopu.publishing.queries.dossier import key_of
from sopu.texts.models import Version, VersionText

ACTS = {
    Sealed.VERSION: gettext_lazy("submitted"),
    Sealed.DECISION: gettext_lazy("decided"),
    Sealed.CORRECTION: gettext_lazy("corrected"),
    Sealed.EVENT: gettext_lazy("what was said, as one digest"),
    Sealed.IN_FORCE: gettext_lazy("in force"),
    Sealed.REPORT: gettext_lazy("published as it was frozen"),
}
"""What each kind of entry says of its object."""

MOST_SHOWN = 100
"""How many of the newest entries stand on the page; the file has them all."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """An entry in words: what was done to what; `url` leads there where anybody may go.

    `certificate` is the address of the certificate of a yes to a wording that was submitted.
    """

    index: int
    at: dt.datetime
    act: str
    what: str
    url: str
    reference: str
    digest: str
    certificate: str

    @property
    def short(self) -> str:
        """The beginning of the digest, as fingerprints are shown."""
        return short(self.digest)


@dataclass(frozen=True, slots=True)
class LogPage:
    """A log: its name, public key and the key's id, its newest entries first, and how many there are."""

    origin: str
    vkey: str
    key_id: str
    checkpoint: Checkpoint | None
    lines: tuple[LogLine, ...]
    count: int


def log_page(negotiation: Negotiation) -> LogPage:
    """The log of the negotiation; always in a fixed number of questions."""
    origin = log_of(negotiation.slug)
    entries = entries_of(origin)
    vkey = vkey_of(origin)
    return LogPage(
        origin=origin,
        vkey=vkey,
        key_id=key_in(vkey).id.hex(),
        checkpoint=checkpoint_of(origin),
        lines=_lines(entries[-MOST_SHOWN:]),
        count=len(entries),
    )


def entries_file(negotiation: Negotiation) -> bytes:
    """Every entry of the log as it is hashed, a line each."""
    return "".join(f"{one.leaf}\n" for one in entries_of(log_of(negotiation.slug))).encode()


def _lines(entries: Sequence[Entry]) -> tuple[LogLine, ...]:
    versions = Version.objects.at_hand().in_bulk(_keys(entries, "version:"))
    decisions = (
        Decision.objects.at_hand()
        .select_related("item__version__document__negotiation")
        .in_bulk(_keys(entries, "decision:"))
    )
    events = Event.objects.in_bulk(_keys(entries, "event:"))
    reports = Report.objects.select_related("plan__document").in_bulk(_keys(entries, "report:"))
    approved = VersionText.objects.filter(sha256__in=[one.fingerprint for one in decisions.values() if one.fingerprint])
    public = frozenset(approved.filter(version__in=Version.objects.public()).values_list("sha256", flat=True))
    annulled = set(Decision.objects.annulled().filter(pk__in=decisions).values_list("pk", flat=True))
    counting = {key: one for key, one in decisions.items() if key not in annulled}
    yes = {f"decision:{key}": _certificate(one) for key, one in counting.items() if _is_yes(one, public)}
    return tuple(
        _line(one, *(_reported(one, reports) or _told(one, versions, decisions, events)), yes.get(one.reference, ""))
        for one in reversed(entries)
    )


def _is_yes(decision: Decision, public: Container[str]) -> bool:
    return decision.outcome in YES and decision.fingerprint in public


def _certificate(decision: Decision) -> str:
    document = decision.item.version.document
    return reverse("certificate", args=[document.negotiation.slug, document.number, decision.item.case.party.number])


def _keys(entries: Iterable[Entry], noun: str) -> list[int]:
    return [key_of(one.reference) for one in entries if one.reference.startswith(noun)]


def _line(entry: Entry, what: str, url: str, certificate: str) -> LogLine:
    act = str(ACTS[Sealed(entry.kind)])
    return LogLine(entry.index, entry.sealed_at, act, what, url, entry.reference, entry.digest, certificate)


def _reported(entry: Entry, reports: Mapping[int, Report]) -> tuple[str, str] | None:
    """What an entry of a report is of, and where it is shown."""
    report = reports.get(key_of(entry.reference)) if entry.kind == Sealed.REPORT else None
    if report is None:
        return None
    words = _("%(plan)s: monitoring report %(number)s") % {"plan": report.plan.document.name, "number": report.number}
    return words, reverse("report", args=[report.pk])


def _told(
    entry: Entry, versions: Mapping[int, Version], decisions: Mapping[int, Decision], events: Mapping[int, Event]
) -> tuple[str, str]:
    """What the entry is of, in the reader's language, and where it is shown; the reference where that has gone."""
    noun, key = entry.reference.partition(":")[0], key_of(entry.reference)
    if noun == "version" and (version := versions.get(key)):
        language = entry.reference.rpartition("/")[2]
        words = _("%(document)s, version %(number)s (%(language)s)")
        told = words % {"document": version.document.name, "number": version.number, "language": language}
        return told, reverse("fingerprint", args=[entry.digest[:16]])
    if noun == "decision" and (decision := decisions.get(key)):
        document = decision.item.version.document
        told = f"{decision.item.body.name}: {decision.get_outcome_display()}"
        return told, reverse("board", args=[document.negotiation.slug, document.number])
    if noun == "event" and (event := events.get(key)):
        return event.name, reverse("wall", args=[event.code])
    return entry.reference, ""
