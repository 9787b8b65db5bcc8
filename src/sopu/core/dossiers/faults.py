"""What does not hold in a dossier, and what was found when everything was looked at."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What may be wrong; each value is a sentence, with the place, what was expected, and what was found."""

    NOT_AN_ARCHIVE = "The file is not a ZIP archive that can be read: {found}."


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that does not hold: what, where, and how it should have been."""

    what: FaultKind
    where: str = ""
    expected: str = ""
    found: str = ""

    @property
    def code(self) -> str:
        """The fault for machines: short, lower case, stable."""
        return self.what.name.lower()

    @property
    def sentence(self) -> str:
        """The fault for people, in English."""
        return self.what.value.format(where=self.where, expected=self.expected, found=self.found)


@dataclass(frozen=True, slots=True)
class Report:
    """What came of looking: whether everything holds, the first fault if not, and what was counted and proved."""

    holds: bool
    first_fault: Fault | None = None
    origin: str = ""
    key_id: str = ""
    is_key_given: bool = False
    counts: dict[str, int] | None = None
