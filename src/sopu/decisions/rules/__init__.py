"""The law of decisions: where a case stands, when it is final, whether a document is in force, who is asked again."""

from sopu.decisions.rules.states import (
    GRAPH,
    Act,
    Arrow,
    Course,
    Decided,
    Level,
    Outcome,
    Passage,
    Placed,
    Placing,
    Ruling,
    State,
    Step,
    course_of,
    expected,
    state_of,
)

__all__ = [
    "GRAPH",
    "Act",
    "Arrow",
    "Course",
    "Decided",
    "Level",
    "Outcome",
    "Passage",
    "Placed",
    "Placing",
    "Ruling",
    "State",
    "Step",
    "course_of",
    "expected",
    "state_of",
]
