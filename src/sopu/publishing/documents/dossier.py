"""What a dossier holds for reading: what it is, what was understood, comment rounds and decisions, as plain files."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from sopu.core.cells import safe_cell
from sopu.core.dossiers.forms import readable_json
from sopu.publishing.documents import json_file
from sopu.publishing.documents.material import Material, Sentence
from sopu.publishing.documents.synthesis import DispositionPart
from sopu.web.languages import LANGUAGES

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in words, as it was recorded; `corrects` is the number of the record that it corrects."""

    number: int
    corrects: int | None
    party: str
    body: str
    document: str
    version: int
    case_number: str
    decided_on: str
    section: str
    outcome: str
    fingerprint: str
    conditions: str
    dissent: str
    minutes: str
    extract_sha256: str


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A change proposal of a comment round with its answer; the party is empty for the preparers' own."""

    version: int
    number: int
    party: str
    kind: str
    clause: str
    language: str
    heading: str
    text: str
    reason: str
    is_withdrawn: bool
    answer: str
    answer_reason: str


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What a party said of a clause in a comment round, or of the whole."""

    version: int
    party: str
    clause: str
    text: str
    is_withdrawn: bool


def readme(about: Mapping[str, str]) -> str:
    """What this file is and how it is checked, in each language after another."""
    return "\n".join("\n".join(_readme(about, language)) for language in LANGUAGES)


def _readme(about: Mapping[str, str], language: str) -> Iterator[str]:
    with override(language):
        yield _("Dossier: %(negotiation)s") % about
        yield "=" * 72
        yield _("Made %(made_at)s by %(generator)s. Log: %(log)s") % about
        yield ""
        yield _("dossier.json lists every file; log/ has the log of official acts and its signed checkpoint;")
        yield _("versions/ has each submitted wording, decisions/ each decision, events/ the sealed sentences,")
        yield _("reports/ each published monitoring report, material/ everything for reading.")
        yield ""
        yield _("To check all of it, without a network:")
        yield f"  sopu verify FILE.zip --key '{about['vkey']}'"
        yield _("Compare the key with the one on the page of the log: %(url)s") % about
        yield _("To check only that no file has changed: unpack, and")
        yield "  sha256sum -c SHA256SUMS"
        yield ""


def decisions_csv(rows: Iterable[DecisionRow], language: str) -> bytes:
    """A row a record, corrections too."""
    with override(language):
        head = (
            _("Record"),
            _("Corrects record"),
            _("Party"),
            _("Body"),
            _("Document"),
            _("Version"),
            _("Case number"),
            _("Decided on"),
            _("Section (§)"),
            _("Outcome"),
            _("Fingerprint"),
            _("Conditions"),
            _("Dissent"),
            _("Minutes"),
            _("Digest of the extract"),
        )
        return _csv(
            head,
            (
                (
                    *(one.number, one.corrects, one.party, one.body, one.document, one.version, one.case_number),
                    *(one.decided_on, one.section, one.outcome, one.fingerprint),
                    *(one.conditions, one.dissent, one.minutes, one.extract_sha256),
                )
                for one in rows
            ),
        )


def proposals_csv(rows: Iterable[ProposalRow], language: str) -> bytes:
    """A row a change proposal, with what it was answered."""
    with override(language):
        head = (
            _("Version"),
            _("Proposal"),
            _("Party"),
            _("Kind"),
            _("Clause"),
            _("Language"),
            _("Heading"),
            _("Proposed words"),
            pgettext("heading", "Reason"),
            _("Taken back"),
            _("What it was answered"),
            _("Reason of the answer"),
        )
        return _csv(
            head,
            (
                (
                    *(one.version, one.number, one.party, one.kind, one.clause, one.language, one.heading, one.text),
                    *(one.reason, int(one.is_withdrawn), one.answer, one.answer_reason),
                )
                for one in rows
            ),
        )


def comments_csv(rows: Iterable[CommentRow], language: str) -> bytes:
    """A row a comment."""
    with override(language):
        head = (_("Version"), _("Party"), _("Clause"), _("Comment"), _("Taken back"))
        return _csv(head, ((one.version, one.party, one.clause, one.text, int(one.is_withdrawn)) for one in rows))


def synthesis_json(material: Material) -> bytes:
    """Themes, signed findings, agreement, and what became of each theme and sentence."""
    answered = {str(one.number): json_file.disposition_data(one.disposition) for one in material.sentences}
    return readable_json({**json_file.synthesis_data(material.synthesis), "dispositions": answered})


def findings_csv(material: Material) -> bytes:
    """A row a signed finding, with the numbers of the sentences that it stands on."""
    with override(material.language):
        head = (_("Number"), _("Kind"), _("Finding"), _("Minority"), _("Goal area"), _("Sentences"), _("Signed on"))
        return _csv(
            head,
            (
                (
                    *(one.number, one.kind_name, one.text, one.minority, one.goal_area),
                    *(" ".join(map(str, one.sources)), one.signed_on.isoformat()),
                )
                for one in material.synthesis.findings
            ),
        )


def dispositions_csv(material: Material) -> bytes:
    """What became of each theme, and of each sentence."""
    with override(material.language):
        head = (
            *(_("Kind"), _("Number"), _("Name or sentence"), pgettext("heading", "Disposition")),
            *(pgettext("heading", "Target"), pgettext("heading", "Reason")),
        )
        themes = [(_("Theme"), one.number, one.name, *_answer(one.disposition)) for one in material.synthesis.themes]
        return _csv(head, [*themes, *_sentence_rows(material.sentences)])


def _sentence_rows(sentences: Sequence[Sentence]) -> list[tuple[Cell, ...]]:
    return [(pgettext("heading", "Sentence"), one.number, one.text, *_answer(one.disposition)) for one in sentences]


def _answer(answer: DispositionPart | None) -> tuple[str, str, str]:
    return (answer.outcome_name, answer.target_name, answer.reason) if answer else (_("not answered"), "", "")


def _csv(head: Iterable[str], body: Iterable[Sequence[Cell]]) -> bytes:
    """As the material's own CSV: semicolons, a byte order mark, and no cell that a program would run."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([safe_cell(one) if isinstance(one, str) else one for one in row] for row in body)
    return target.getvalue().encode("utf-8-sig")
