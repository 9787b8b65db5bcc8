"""What a decision seems to be, by the words of its minutes. A guess with its evidence; a person decides.

The method is a list of phrases, tried from those that say most: what leaves the matter open, then a rejection, then the
ways of yes, then noting. A decision that only takes the proposal (“Päätösehdotus hyväksyttiin”) is what the proposal
is: a board that approves a proposal “to propose to the council” has proposed, not approved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopu.core.minutes.phrases import (
    A_MEMBER_PROPOSES,
    AMENDED,
    APPROVED,
    AS_PROPOSED,
    CONDITIONAL,
    NOTED,
    PROPOSED,
    REJECTED,
    UNFINISHED,
    Phrase,
)
from sopu.core.minutes.sentences import sentences_of
from sopu.core.minutes.shapes import Confidence, Head, MinutesItem, OutcomeGuess
from sopu.core.minutes.votes import counted_in, dissent_in, votes_in

_BY_WEIGHT = (*UNFINISHED, *REJECTED, *PROPOSED, *CONDITIONAL, *AMENDED, *APPROVED, *NOTED)
_WAYS_OF_YES = frozenset(("approved", "conditional", "amended", "proposed"))
LONGEST_EVIDENCE = 300
LONGEST_SENTENCE = 2_000
"""Characters of a sentence that are looked at."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One sentence that tells an outcome."""

    phrase: Phrase
    sentence: str


def guess_of(item: MinutesItem) -> OutcomeGuess:
    """What the decision of an item seems to be."""
    is_changed = any(part.head is Head.AMENDED_PROPOSAL for part in item.parts)
    return outcome_of(item.decision_text, item.handling_text, item.proposal_text, is_changed=is_changed)


def outcome_of(
    decision_text: str, handling_text: str = "", proposal_text: str = "", *, is_changed: bool = False
) -> OutcomeGuess:
    """The outcome that a decision tells, with the sentence that tells it, the last vote and a recorded dissent.

    All texts as `MinutesItem` has them; `is_changed` says that the proposal was changed at the meeting. The votes and
    the dissent may stand under either head. “sure” when plain words tell one thing, “likely” when words tell it that
    could tell another or tell two things, “unclear” with an empty outcome when none do.
    """
    outcome, confidence, evidence = _outcome(tuple(_told(decision_text)), proposal_text, is_changed)
    votes_stand_in = decision_text if votes_in(decision_text) else handling_text
    return OutcomeGuess(
        outcome=outcome,
        confidence=confidence,
        evidence=_cut(evidence),
        votes=votes_in(votes_stand_in),
        dissent=dissent_in(decision_text) or dissent_in(handling_text),
        counted=_cut(counted_in(votes_stand_in)),
    )


def _outcome(told: Sequence[_Told], proposal_text: str, is_changed: bool) -> tuple[str, Confidence, str]:
    if not told:
        return "", Confidence.UNCLEAR, ""
    outcome, is_sure, evidence = _weighed(told)
    if outcome == "approved" and _only_takes(told):
        if taken := _taken(proposal_text):
            return taken.phrase.outcome, Confidence.LIKELY, f"{evidence} / {taken.sentence}"
        if is_changed:
            outcome, is_sure = "amended", False
    return outcome, Confidence.SURE if is_sure else Confidence.LIKELY, evidence


def _told(text: str) -> Iterator[_Told]:
    """Every phrase that a sentence of the text tells, but what a member proposed and lost."""
    for sentence in sentences_of(text):
        small = sentence[:LONGEST_SENTENCE].casefold()
        if not A_MEMBER_PROPOSES.search(small):
            yield from (_Told(phrase, sentence) for phrase in _BY_WEIGHT if phrase.pattern.search(small))


def _weighed(told: Sequence[_Told]) -> tuple[str, bool, str]:
    """The weightiest outcome that is told, whether it is sure, and the sentence that tells it."""
    first = min(told, key=lambda one: _BY_WEIGHT.index(one.phrase))
    outcome = first.phrase.outcome
    others = {one.phrase.outcome for one in told} - {outcome}
    is_alone = not others or (outcome in _WAYS_OF_YES and others <= _WAYS_OF_YES) or _is_of_one(told, first)
    return outcome, first.phrase.is_sure and is_alone, first.sentence


def _is_of_one(told: Sequence[_Told], first: _Told) -> bool:
    """Whether all that is told stands in one sentence: “hyväksyi asian jättämisen pöydälle” tells one thing."""
    return all(one.sentence == first.sentence for one in told)


def _only_takes(told: Sequence[_Told]) -> bool:
    return all(AS_PROPOSED.search(one.sentence.casefold()) for one in told)


def _taken(proposal_text: str) -> _Told | None:
    """What a proposal that was taken comes to, when it is not the approval itself."""
    told = [one for one in _told(proposal_text) if one.phrase in (*PROPOSED, *NOTED, *UNFINISHED, *REJECTED)]
    return min(told, key=lambda one: _BY_WEIGHT.index(one.phrase)) if told else None


def _cut(evidence: str) -> str:
    return evidence if len(evidence) <= LONGEST_EVIDENCE else evidence[: LONGEST_EVIDENCE - 1].rstrip() + "…"
