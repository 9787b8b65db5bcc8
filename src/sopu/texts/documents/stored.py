"""What was read of a file, as JSON that is kept until a person confirms it, and as values again."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sopu.texts.documents.values import (
    ChangeKind,
    Doubt,
    ImportedClause,
    ImportedText,
    Moved,
    Placed,
    PlacedComment,
    ProposedChange,
    Unplaced,
    Why,
)

Stored = dict[str, Any]


def placed_as_json(placed: Placed) -> Stored:
    """A returned file as it was laid beside the version."""
    return asdict(placed)


def placed_from_json(stored: Mapping[str, Any]) -> Placed:
    """The same as values."""
    return Placed(
        tuple(ProposedChange(**one | {"kind": ChangeKind(one["kind"])}) for one in stored["proposals"]),
        tuple(PlacedComment(**one) for one in stored["comments"]),
        tuple(Unplaced(**one | {"why": Why(one["why"])}) for one in stored["unplaced"]),
        tuple(stored["unchanged"]),
        tuple(Moved(**one) for one in stored["moved"]),
        tuple(stored["problems"]),
    )


def imported_as_json(imported: ImportedText) -> Stored:
    """An agreement as it was recognised."""
    return asdict(imported)


def imported_from_json(stored: Mapping[str, Any]) -> ImportedText:
    """The same as values."""
    return ImportedText(
        stored["title"],
        tuple(ImportedClause(**one) for one in stored["clauses"]),
        tuple(Doubt(**one) for one in stored["doubts"]),
        tuple(stored["left_out"]),
    )
