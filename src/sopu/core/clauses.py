"""The wording of a document as values: what texts are written in, compared in, and recognised by."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause in one language.

    `key` is its stable id in the document, which survives moves, edits and Word; `number` is what readers cite (“2.3”),
    empty for what has none; `depth` is 1 for a chapter and 2 for what stands under it; `kind` is the clause's kind;
    `text` is light Markdown (`sopu.core.markdown`).
    """

    key: str
    number: str
    depth: int
    kind: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class WholeText:
    """A document's wording in one language: its title, the terms that are data (name → value), and its clauses."""

    language: str
    title: str
    clauses: tuple[ClauseText, ...]
    terms: Mapping[str, str] = field(default_factory=dict)
