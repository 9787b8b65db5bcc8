"""The four files in which Polis publishes a conversation: what they say, read strictly and written back the same.

The form is that of the exports that The Computational Democracy Project publishes (github.com/compdemocracy/openData):
`summary.csv` (a name and a value a row), `comments.csv` (a statement a row), `participants-votes.csv` (a person a row,
a statement a column: each person's last word), and `votes.csv` (every vote, also those that a later one replaced). A
vote is 1 agree, -1 disagree, 0 pass. Columns that newer exports add are kept as told.

`read(write(conversation)) == conversation`, and `write(read(files)) == files` for files that quote only where they
must, as the published ones do.
"""

from sopu.core.polis.clocks import UTC, Clock, clock_of
from sopu.core.polis.reading import canonical, chronological, read
from sopu.core.polis.shapes import (
    COMMENT_COLUMNS,
    COMMENTS,
    FILES,
    MATRIX,
    PERSON_COLUMNS,
    REQUIRED,
    SUMMARY,
    SUMMARY_KEYS,
    VOTES,
    Conversation,
    Person,
    Statement,
    Vote,
)
from sopu.core.polis.writing import write

__all__ = [
    "COMMENTS",
    "COMMENT_COLUMNS",
    "FILES",
    "MATRIX",
    "PERSON_COLUMNS",
    "REQUIRED",
    "SUMMARY",
    "SUMMARY_KEYS",
    "UTC",
    "VOTES",
    "Clock",
    "Conversation",
    "Person",
    "Statement",
    "Vote",
    "canonical",
    "chronological",
    "clock_of",
    "read",
    "write",
]
