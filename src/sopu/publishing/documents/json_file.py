"""Open data in JSON: `sopu-material/1`, `sopu-extract/1` and `sopu-handover/1`, every fact of what they are of.

The text of a sentence is exactly what was said. `answers` is null when one to four people answered; `by_kind` is null
when the answers may not be broken down by kind of organisation. `number` is the same in later compilations.
"""

import json
from typing import Any

from django.utils.translation import override

from sopu.core.digests import sha256
from sopu.publishing.documents import understood, words
from sopu.publishing.documents.handover import WELLBEING
from sopu.publishing.documents.material import Answers, Extract, Group, Material, Sentence
from sopu.publishing.documents.synthesis import AgreementPart, DispositionPart, FindingPart, Share, Synthesis

MATERIAL_SCHEMA = "sopu-material/1"
EXTRACT_SCHEMA = "sopu-extract/1"
HANDOVER_SCHEMA = "sopu-handover/1"


def whole(material: Material) -> bytes:
    """The whole material as JSON."""
    with override(material.language):
        return _bytes(
            {
                "schema": MATERIAL_SCHEMA,
                **_event(material),
                "counts": {
                    "participants": material.counts.participants,
                    "organisations": material.counts.organisations,
                    "sentences": material.counts.sentences,
                    "hidden": material.counts.hidden,
                    "answers": material.counts.answers,
                    "commitments": material.counts.commitments,
                },
                "participants_by_kind": _groups(material.kinds, words.kind_name),
                "participants_by_role": _groups(material.roles, words.role_name),
                "discussions": [
                    {
                        "number": part.number,
                        "name": part.name,
                        "was_held": part.was_held,
                        "most_supported": [one.number for one in part.most_supported],
                    }
                    for part in material.discussions
                ],
                "prompts": _prompts(material),
                "sentences": [_sentence(one) for one in material.sentences],
                **synthesis_data(material.synthesis),
            }
        )


def extract(extract: Extract) -> bytes:
    """A party's extract as JSON; sentences of others are given by the numbers that the whole material has them by."""
    material = extract.material
    with override(material.language):
        return _bytes(
            {
                "schema": EXTRACT_SCHEMA,
                **_event(material),
                "party": {"number": extract.number, "code": extract.code, "name": extract.party},
                "participants": extract.people_count,
                "sentences": [_sentence(one) for one in extract.sentences],
                "offered": [one.number for one in extract.offered],
                "named": [_sentence(one) for one in extract.named],
                "most_supported": {
                    str(part.number): [_sentence(one) for one in part.most_supported] for part in material.discussions
                },
                "silent": [
                    {"discussion": one.discussion, "name": one.name, "prompts": list(one.kinds)}
                    for one in extract.silences
                ],
                "prompts": _prompts(material),
                "findings": [_finding(one) for one in understood.findings_of(extract)],
            }
        )


def handover(part: Material) -> bytes:
    """What is handed over, as JSON, with the digest of its content."""
    with override(part.language):
        event = _event(part)
        return _bytes(
            {"schema": HANDOVER_SCHEMA, "digest": handover_digest(part), "made_at": event.pop("compiled_at")}
            | event
            | _handed_over(part)
        )


def handover_digest(part: Material) -> str:
    """The digest of what is handed over: of its JSON without the moment, keys in order, no spaces, UTF-8."""
    with override(part.language):
        event = _event(part)
        del event["compiled_at"]
        content = {"schema": HANDOVER_SCHEMA, **event, **_handed_over(part)}
        return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def _handed_over(part: Material) -> dict[str, Any]:
    synthesis = synthesis_data(part.synthesis)
    return {
        "target": WELLBEING,
        "themes": synthesis["themes"],
        "findings": synthesis["findings"],
        "discussions": [{"number": one.number, "name": one.name} for one in part.discussions],
        "prompts": _prompts(part),
        "sentences": [_sentence(one) for one in part.sentences],
    }


def _event(material: Material) -> dict[str, Any]:
    return {
        "language": material.language,
        "event": {
            "code": material.code,
            "name": material.event,
            "starts_at": words.iso(material.starts_at),
            "ends_at": words.iso(material.ends_at),
        },
        "negotiation": material.negotiation,
        "convener": material.county,
        "compiled_at": words.iso(material.compiled_at),
        "is_demo": material.is_demo,
        "receipts": material.url,
    }


def _prompts(material: Material) -> list[dict[str, str]]:
    first = material.discussions[0].prompts if material.discussions else ()
    return [{"kind": part.kind, "name": part.kind_name, "question": part.question} for part in first]


def _groups(groups: tuple[Group, ...] | None, name_of: words.NameOf) -> list[dict[str, Any]] | None:
    if groups is None:
        return None
    return [
        {
            "key": group.key,
            "name": name_of(group.key),
            "participants": group.people_count,
            "sentences": group.sentence_count,
        }
        for group in groups
    ]


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "number": sentence.number,
        "text": sentence.text,
        "language": sentence.language or None,
        "discussion": sentence.discussion,
        "prompt": sentence.prompt,
        "organisation": sentence.organisation or None,
        "answers": _answers(sentence.answers),
        "source": sentence.source or None,
        "voice": sentence.voice,
        "table": sentence.table,
        "repeats": list(sentence.repeats),
        "theme": sentence.theme,
        "disposition": disposition_data(sentence.disposition),
        "by_kind": {one.kind: _answers(one.answers) for one in sentence.groups} or None,
    }


def synthesis_data(synthesis: Synthesis) -> dict[str, Any]:
    """Themes, signed findings, agreement, and how much of what was said is answered how."""
    return {
        "themes": [
            {
                "number": one.number,
                "name": one.name,
                "is_confirmed": one.is_human,
                "goal_area": one.goal_area or None,
                "sentences": list(one.sentences),
                "disposition": disposition_data(one.disposition),
            }
            for one in synthesis.themes
        ],
        "findings": [_finding(one) for one in synthesis.findings],
        "agreed": [_agreement(one) for one in synthesis.agreed],
        "parted": [_agreement(one) for one in synthesis.parted],
        "outcomes": {key: count for key, _name, count in synthesis.outcomes},
    }


def _finding(finding: FindingPart) -> dict[str, Any]:
    return {
        "number": finding.number,
        "kind": finding.kind,
        "text": finding.text,
        "minority": finding.minority or None,
        "goal_area": finding.goal_area or None,
        "theme": finding.theme,
        "sources": list(finding.sources),
        "minority_sources": list(finding.minority_sources),
        "lost_sources": finding.lost_count,
        "signed_on": finding.signed_on.isoformat(),
        "agreement": [_share(one) for one in finding.shares],
    }


def _agreement(part: AgreementPart) -> dict[str, Any]:
    return {
        "sentence": part.sentence,
        "consensus": round(part.consensus, 4),
        "agreement": [_share(one) for one in part.shares],
    }


def _share(share: Share) -> dict[str, Any]:
    return {"kind": share.key, "agree": share.agree, "answered": share.answered}


def disposition_data(answer: DispositionPart | None) -> dict[str, Any] | None:
    """What became of a theme or of a sentence; nothing while it waits."""
    if answer is None:
        return None
    return {"outcome": answer.outcome, "target": answer.target or None, "party": answer.party, "reason": answer.reason}


def _answers(answers: Answers | None) -> dict[str, int] | None:
    if answers is None:
        return None
    return {
        "agree": answers.agree,
        "pass": answers.passed,
        "disagree": answers.disagree,
        "important": answers.important,
    }


def _bytes(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"
