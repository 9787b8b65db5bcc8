"""What preparers see when they propose commitments to a measure: each party, and what its people said in the hall."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sopu.forum.models import Contribution
from sopu.negotiations.models import Party
from sopu.plans.models import Commitment, Measure
from sopu.plans.queries.candidates import candidates_in
from sopu.plans.queries.levels import LevelLook, level_looks
from sopu.plans.rules import Level, Stage

LONGEST_CHOICE = 90


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party beside a measure: its own word, or the proposal that it has not answered, and what it is asked anew."""

    party: Party
    is_responsible: bool
    standing: Commitment | None
    waiting: Commitment | None

    @property
    def look(self) -> LevelLook | None:
        """The level of what stands."""
        return level_looks()[self.standing.level] if self.standing else None

    @property
    def asked(self) -> LevelLook | None:
        """The level that is proposed."""
        return level_looks()[self.waiting.level] if self.waiting else None

    @property
    def is_answered(self) -> bool:
        """The party itself has said something."""
        return self.standing is not None and self.standing.stage != Stage.PROPOSED


@dataclass(frozen=True, slots=True)
class HallSaid:
    """What organisations offered in the goal area, and the sentence that was chosen, if one was."""

    sentences: tuple[Contribution, ...]
    chosen: Contribution | None
    parties: Mapping[int, int]

    @property
    def choices(self) -> dict[str, str]:
        """The sentences for a list: who, and what."""
        return {str(one.pk): f"{one.speaker_organisation}: {_cut(one.text)}" for one in self.sentences}

    @property
    def initial(self) -> dict[str, Any]:
        """What a form begins with when a sentence is chosen: its party and its words."""
        if self.chosen is None:
            return {"level": Level.DOES}
        organisation = self.chosen.speaker_organisation
        party = self.parties.get(organisation.pk) if organisation else None
        language = "sv" if self.chosen.language == "sv" else "fi"
        words = {"contribution": str(self.chosen.pk), "level": Level.DOES, f"text_{language}": self.chosen.text}
        return words | ({"parties": [str(party)]} if party else {})

    def told(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What was filled in, as the action asks."""
        contribution = next((one for one in self.sentences if str(one.pk) == data["contribution"]), None)
        texts = {"fi": data["text_fi"], "sv": data["text_sv"]}
        return {"level": data["level"], "texts": texts, "contribution": contribution}


def parties_for(measure: Measure) -> list[PartyLine]:
    """Each party of the plan beside the measure, in their order; three questions."""
    own = Commitment.objects.filter(measure=measure)
    standing = {one.party_id: one for one in own.standing()}
    waiting = {one.party_id: one for one in own.waiting()}
    parties = measure.goal.plan.document.parties.with_organisations().order_by("number")
    return [
        PartyLine(one, one.pk == measure.responsible_id, standing.get(one.pk), waiting.get(one.pk)) for one in parties
    ]


def said_for(measure: Measure, chosen: str = "") -> HallSaid:
    """What the hall offered in the measure's goal area; `chosen` is the key of the sentence to begin with."""
    plan = measure.goal.plan
    found = candidates_in(plan.negotiation).filter(discussion__goal_area=measure.goal.goal_area)
    sentences = tuple(one for one in found if one.speaker_organisation)
    parties = {one.organisation_id: one.pk for one in plan.document.parties.all()}
    return HallSaid(sentences, next((one for one in sentences if str(one.pk) == chosen), None), parties)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_CHOICE else f"{line[: LONGEST_CHOICE - 1]}…"
