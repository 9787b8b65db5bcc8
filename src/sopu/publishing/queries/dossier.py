"""What a dossier is made of, part after part: what the log holds first, then what there is to read."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from django.db.models import Prefetch

from sopu.core.digests import canonical_json
from sopu.core.dossiers.forms import Part, PartKind, is_path
from sopu.core.fingerprints import canonical
from sopu.core.salted import numbers_in
from sopu.decisions.models import Decision
from sopu.decisions.queries.sealed import record_of
from sopu.forum.models import Event
from sopu.forum.queries.sealing import opened_sentences
from sopu.ledger.models import Entry
from sopu.ledger.rules import Sealed
from sopu.negotiations.models import Negotiation
from sopu.plans.models import Report
from sopu.publishing import files
from sopu.publishing.documents import dossier, json_file, pack_files
from sopu.publishing.documents.dossier import CommentRow, DecisionRow, ProposalRow
from sopu.publishing.documents.package import whole_files
from sopu.publishing.models import Compilation, Package
from sopu.publishing.queries.material import material_of
from sopu.publishing.queries.packs import pack_text
from sopu.texts.models import ChangeProposal, Comment, Document, ProposalAnswer, Version, VersionText
from sopu.texts.queries.wholes import whole_of

LANGUAGE = "fi"
Step = Callable[[], tuple[Part, ...]]


def steps_of(negotiation: Negotiation, entries: Sequence[Entry], now: datetime) -> tuple[Step, ...]:
    """What there is to do, a step for each thing that takes its time, so that a page can tell how far the work is."""
    events = list(negotiation.events.in_earnest().order_by("starts_at"))
    documents = list(Document.objects.of(negotiation).at_hand())
    texts = VersionText.objects.filter(version__in=Version.objects.public(), version__document__in=documents)
    return (
        lambda: sealed_parts(entries),
        lambda: decision_parts(negotiation),
        *(_step(event_parts, event, entries, now) for event in events),
        *(_step(round_parts, document) for document in documents),
        *(_step(text_parts, text, now) for text in texts.select_related("version__document__negotiation__county")),
    )


def _step(parts_of: Callable[..., tuple[Part, ...]], *told: object) -> Step:
    return lambda: parts_of(*told)


def sealed_parts(entries: Iterable[Entry]) -> tuple[Part, ...]:
    """The content of every entry that has one: wordings, decisions, manifests of what was said, and reports."""
    of_kind: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        of_kind[entry.kind].append(entry)
    decided = [*of_kind[Sealed.DECISION], *of_kind[Sealed.CORRECTION]]
    return (
        *_versions(of_kind[Sealed.VERSION]),
        *_decisions(decided),
        *_manifests(of_kind[Sealed.EVENT]),
        *_reports(of_kind[Sealed.REPORT]),
    )


def _versions(entries: Sequence[Entry]) -> list[Part]:
    versions = Version.objects.select_related("document").in_bulk([key_of(one.reference) for one in entries])
    parts = []
    for one in entries:
        version, language = versions.get(key_of(one.reference)), one.reference.rpartition("/")[2]
        if version is not None:
            path = f"versions/{version.document.number}-v{version.number}/{language}.txt"
            parts.append(Part(path, canonical(whole_of(version, language)), PartKind.VERSION, one.reference))
    return parts


def _decisions(entries: Sequence[Entry]) -> list[Part]:
    at_hand = Decision.objects.at_hand().prefetch_related("words__clause")
    decisions = at_hand.in_bulk([key_of(one.reference) for one in entries])
    return [
        Part(f"decisions/{decision.pk}.json", record_of(decision), PartKind(one.kind), one.reference)
        for one in entries
        if (decision := decisions.get(key_of(one.reference)))
    ]


def _manifests(entries: Sequence[Entry]) -> list[Part]:
    codes = dict(Event.objects.filter(pk__in=[key_of(one.reference) for one in entries]).values_list("pk", "code"))
    return [
        Part(
            f"events/{codes[key_of(one.reference)]}/manifest-{one.index}.txt",
            one.manifest.encode(),
            PartKind.EVENT,
            one.reference,
        )
        for one in entries
        if key_of(one.reference) in codes
    ]


def _reports(entries: Sequence[Entry]) -> list[Part]:
    """Each published report as it was frozen, in the canonical form that its digest is of."""
    reports = Report.objects.in_bulk([key_of(one.reference) for one in entries])
    return [
        Part(f"reports/{report.pk}.json", canonical_json(report.content), PartKind.REPORT, one.reference)
        for one in entries
        if (report := reports.get(key_of(one.reference)))
    ]


def key_of(reference: str) -> int:
    """The key in the database of what a reference of ours names: 12 of `version:12/fi`."""
    return int(reference.partition(":")[2].partition("/")[0])


def event_parts(event: Event, entries: Iterable[Entry], now: datetime) -> tuple[Part, ...]:
    """What was said: the sealed sentences with their salts, the compiled files, and what was understood of them now."""
    material = material_of(event, language=LANGUAGE, compiled_at=now)
    compiled = _compiled(event) or whole_files(material)
    understood = {
        "synthesis.json": dossier.synthesis_json(material),
        "findings.csv": dossier.findings_csv(material),
        "dispositions.csv": dossier.dispositions_csv(material),
        "material.json": json_file.whole(material),
    }
    folder = f"material/{event.code}"
    reading = [Part(f"{folder}/{name}", one) for name, one in {**compiled, **understood}.items()]
    return (*_sentences(event, entries), *reading)


def _sentences(event: Event, entries: Iterable[Entry]) -> tuple[Part, ...]:
    held = [one for one in entries if one.kind == Sealed.EVENT and key_of(one.reference) == event.pk]
    if not held:
        return ()
    numbers = frozenset[int]().union(*(numbers_in(one.manifest) for one in held))
    lines = b"".join(opened_sentences(event, numbers))
    return (Part(f"events/{event.code}/sentences.jsonl", lines, PartKind.SENTENCES, held[0].reference),)


def _compiled(event: Event) -> dict[str, bytes]:
    """The files of the event's latest whole package; none where it has never been compiled."""
    newest = Compilation.objects.finished().filter(event=event).first()
    package = Package.objects.filter(compilation=newest, party=None).first() if newest else None
    path = files.path_of(package.file) if package else None
    if path is None or not path.exists():
        return {}
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as opened:
        names = [one for one in opened.namelist() if is_path(PurePosixPath(one).as_posix())]
        return {f"compiled/{name}": opened.read(name) for name in names}


def text_parts(text: VersionText, now: datetime) -> tuple[Part, ...]:
    """A wording for reading: PDF and Word, and what changed since the one before; the sealed text has its own place."""
    version = text.version
    made = pack_files.shared_files(pack_text(version, text.language, now))
    folder = f"material/documents/{version.document.number}-v{version.number}-{text.language}"
    return tuple(Part(f"{folder}/{name}", content) for name, content in made.items())


def decision_parts(negotiation: Negotiation) -> tuple[Part, ...]:
    """Every record of a decision in words, as a table."""
    decisions = Decision.objects.in_negotiation(negotiation).at_hand()
    rows = [
        DecisionRow(
            number=one.pk,
            corrects=one.corrects_id,
            party=one.item.case.party.organisation.name_in(LANGUAGE),
            body=one.item.body.name_in(LANGUAGE),
            document=one.item.version.document.name_in(LANGUAGE),
            version=one.item.version.number,
            case_number=one.item.case.number,
            decided_on=one.decided_on.isoformat(),
            section=one.section,
            outcome=str(one.get_outcome_display()),
            fingerprint=one.fingerprint,
            conditions=one.conditions,
            dissent=one.dissent,
            minutes=one.minutes,
            extract_sha256=one.extract_sha256,
        )
        for one in decisions
    ]
    return (Part("material/decisions.csv", dossier.decisions_csv(rows, LANGUAGE)),)


def round_parts(document: Document) -> tuple[Part, ...]:
    """What parties said of the document's versions, what else they proposed, and what each proposal was answered."""
    folder = f"material/documents/{document.number}"
    proposals, comments = _proposals(document), _comments(document)
    parts = []
    if proposals:
        parts.append(Part(f"{folder}-proposals.csv", dossier.proposals_csv(proposals, LANGUAGE)))
    if comments:
        parts.append(Part(f"{folder}-comments.csv", dossier.comments_csv(comments, LANGUAGE)))
    return tuple(parts)


def _proposals(document: Document) -> list[ProposalRow]:
    answers = Prefetch("answers", ProposalAnswer.objects.order_by("id"))
    found = ChangeProposal.objects.of(document).select_related("version", "party__organisation", "clause")
    rows = []
    for one in found.prefetch_related(answers):
        answer = next(reversed(one.answers.all()), None)
        rows.append(
            ProposalRow(
                version=one.version.number,
                number=one.number,
                party=one.party.organisation.name_in(LANGUAGE) if one.party else "",
                kind=str(one.get_kind_display()),
                clause=one.clause.key if one.clause else "",
                language=one.language,
                heading=one.heading,
                text=one.text,
                reason=one.reason,
                is_withdrawn=one.withdrawn_at is not None,
                answer=str(answer.get_outcome_display()) if answer else "",
                answer_reason=answer.reason if answer else "",
            )
        )
    return rows


def _comments(document: Document) -> list[CommentRow]:
    of_it = Comment.objects.filter(round__version__document=document)
    return [
        CommentRow(
            version=one.round.version.number,
            party=one.party.organisation.name_in(LANGUAGE),
            clause=one.clause.key if one.clause else "",
            text=one.text,
            is_withdrawn=one.withdrawn_at is not None,
        )
        for one in of_it.select_related("round__version", "party__organisation", "clause").order_by("id")
    ]
