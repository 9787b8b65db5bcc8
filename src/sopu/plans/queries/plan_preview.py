"""The text of a plan as its data word it, beside what stands in the draft."""

from collections.abc import Mapping
from dataclasses import dataclass

from sopu.plans.models import Plan
from sopu.plans.queries.plan_texts import text_of
from sopu.plans.queries.rendered import Rendered


@dataclass(frozen=True, slots=True)
class Line:
    """A clause as the data word it; `standing` is what a person has written in its place, if anybody has."""

    told: Rendered
    state: str
    clause: int | None
    standing_heading: str = ""
    standing_text: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The clauses that come from the data, in one of the languages in which they are told.

    `state` of a line: same, new, behind (the draft would be worded anew) or by_hand.
    """

    language: str
    languages: tuple[str, ...]
    lines: tuple[Line, ...]
    behind_count: int
    by_hand_count: int

    @property
    def is_up_to_date(self) -> bool:
        """Whether the draft says all this already."""
        return self.behind_count == 0


def preview_of(plan: Plan, language: str = "") -> Preview:
    """The text in the language, else in the document's original; a fixed number of questions."""
    text = text_of(plan)
    shown = language if language in text.told else text.document.original
    behind, by_hand = frozenset(text.behind), frozenset(text.by_hand)
    lines = []
    for one in text.told[shown]:
        wording, clause = text.wording(one.key, shown), text.clauses.get(one.key)
        is_by_hand = text.is_by_hand(one, shown)
        own: Mapping[str, str] = (
            {"standing_heading": wording.heading, "standing_text": wording.text} if wording and is_by_hand else {}
        )
        state = "by_hand" if is_by_hand else "new" if clause is None else "behind" if one.key in behind else "same"
        lines.append(Line(one, state, clause.pk if clause else None, **own))
    return Preview(shown, tuple(text.told), tuple(lines), len(behind), len(by_hand))
