"""The duties to negotiate, as the law has them: `duties.json` is edited when the law is."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class DutyPart:
    """A thing that the law names: what must be negotiated about, or may be agreed on; `in_forum` where a forum does."""

    code: str
    is_required: bool
    in_forum: bool
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Duty:
    """What the law demands of a county and its municipalities, on what ground, how often (`rules.Cadence`).

    `since` is the first day (YYYY-MM-DD) that the duty was asked of anybody.
    """

    code: str
    statute: str
    section: str
    url: str
    cadence: str
    since: str
    names: dict[str, str]
    demands: dict[str, str]
    parts: tuple[DutyPart, ...]

    @property
    def required(self) -> frozenset[str]:
        """The parts that must have been negotiated about before the duty is met."""
        return frozenset(part.code for part in self.parts if part.is_required)

    @property
    def in_forum(self) -> tuple[str, ...]:
        """The parts that a forum of the negotiation goes through."""
        return tuple(part.code for part in self.parts if part.in_forum)


@cache
def duties() -> tuple[Duty, ...]:
    """Every duty, the one of the council term first."""
    written = json.loads((files(__package__) / "duties.json").read_text(encoding="utf-8"))
    return tuple(
        Duty(
            code=row["code"],
            statute=row["statute"],
            section=row["section"],
            url=row["url"],
            cadence=row["cadence"],
            since=row["since"],
            names=row["name"],
            demands=row["demand"],
            parts=tuple(
                DutyPart(
                    part["code"], part["is_required"], part["in_forum"], {one: part[one] for one in ("fi", "sv", "en")}
                )
                for part in row["parts"]
            ),
        )
        for row in written
    )


def duty(code: str) -> Duty | None:
    """The duty of that code, or nothing."""
    return next((one for one in duties() if one.code == code), None)
