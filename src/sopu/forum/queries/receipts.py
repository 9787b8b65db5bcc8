"""What is kept of one sentence, for whoever holds its receipt."""

from typing import Any

from sopu.core import codes
from sopu.core.groups import LEAST
from sopu.forum.models import Contribution, Reaction, Stance


def contribution_by(receipt: str) -> Contribution | None:
    """The sentence with that receipt, however it was typed."""
    return Contribution.objects.with_origins().filter(receipt=codes.tidy(receipt)).first()


def kept_of(contribution: Contribution, *, for_writer: bool) -> dict[str, Any]:
    """Everything that is kept of the sentence, as plain values; answers are told when at least five have answered.

    A receipt alone never tells who wrote: the organisation and the role are told to the writer's own phone only.
    """
    organisation = contribution.speaker_organisation if for_writer else None
    latest = Reaction.objects.final().filter(contribution=contribution)
    stances = list(latest.values_list("stance", flat=True))
    answers = {stance.name.lower(): stances.count(stance.value) for stance in Stance}
    return {
        "schema": "sopu-receipt/1",
        "receipt": contribution.receipt,
        "text": contribution.text,
        "language": contribution.language or None,
        "event": contribution.discussion.event.code,
        "discussion": {"number": contribution.discussion.number, "name": contribution.discussion.name},
        "prompt": contribution.prompt.kind,
        "writer": {"organisation": organisation and organisation.name, "role": contribution.participant.role or None}
        if for_writer
        else "kept, and told only to the phone that it was written on",
        "written_at": contribution.written_at.isoformat(),
        "received_at": contribution.received_at.isoformat(),
        "erased_at": contribution.erased_at.isoformat() if contribution.erased_at else None,
        "moderations": [
            {"at": one.made_at.isoformat(), "hiding": one.is_hiding, "cause": one.cause, "reason": one.words}
            for one in contribution.moderations.all()
        ],
        "answers": answers if len(stances) >= LEAST else None,
        "duplicate_marks": contribution.duplicate_marks.count(),
    }
