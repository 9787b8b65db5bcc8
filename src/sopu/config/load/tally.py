"""What a load has seen so far, and what it comes to."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Made:
    """An act that a phone made: whose it is, and what must be found in the database (a text, or a stance)."""

    participant: str
    content: str | int


@dataclass(slots=True)
class Tally:
    """The counts of a load. `waits` are seconds from an act's making to its acknowledgement, its retries included."""

    made: dict[str, Made] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    sentences: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The database compared with what the phones made and were told."""

    stored: int
    lost: int
    doubled: int
    altered: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Result:
    """A whole load; times in milliseconds."""

    phones: int
    minutes: float
    made: int
    acknowledged: int
    refused: dict[str, int]
    stored: int
    lost: int
    doubled: int
    altered: int
    unanswered: int
    requests: int
    requests_per_second: int
    megabytes: float
    statuses: dict[str, int]
    failures: dict[str, int]
    acknowledgement_ms: dict[str, float]
    answer_ms: dict[str, float]
    database: str

    @property
    def holds(self) -> bool:
        """Nothing was lost, doubled or altered, and every act got its answer."""
        return not (
            self.lost or self.doubled or self.altered or self.made - self.acknowledged - sum(self.refused.values())
        )


def percentiles(seconds: list[float]) -> dict[str, float]:
    """The 50th, 95th and 99th percentile and the longest, in milliseconds, by nearest rank; zeros for an empty list."""
    ordered = sorted(seconds) or [0.0]
    last = len(ordered) - 1
    marks = {f"p{mark}": ordered[min(last, -(-len(ordered) * mark // 100) - 1)] for mark in (50, 95, 99)}
    return {name: round(value * 1000, 1) for name, value in (marks | {"longest": ordered[-1]}).items()}


def result_of(tally: Tally, read: ReadBack, *, phones: int, minutes: float, took: float, database: str) -> Result:
    """What the tally and the database come to; `took` is in seconds."""
    requests = sum(tally.statuses.values())
    return Result(
        phones=phones,
        minutes=minutes,
        made=len(tally.made),
        acknowledged=len(tally.acknowledged),
        refused=dict(tally.refused),
        stored=read.stored,
        lost=read.lost,
        doubled=read.doubled,
        altered=read.altered,
        unanswered=read.unanswered,
        requests=requests,
        requests_per_second=round(requests / took) if took else 0,
        megabytes=round(tally.bytes / 1e6, 1),
        statuses={str(status): count for status, count in sorted(tally.statuses.items())},
        failures=dict(tally.failures),
        acknowledgement_ms=percentiles(tally.waits),
        answer_ms=percentiles(tally.answers),
        database=database,
    )


def table(result: Result) -> str:
    """The result for a person."""
    waits, answers = result.acknowledgement_ms, result.answer_ms
    rows = [
        ("phones, minutes", f"{result.phones:,}, {result.minutes:g}"),
        ("acts made", f"{result.made:,}"),
        ("acknowledged", f"{result.acknowledged:,}"),
        ("refused", _counts(result.refused)),
        ("lost", f"{result.lost:,}"),
        ("doubled", f"{result.doubled:,}"),
        ("altered", f"{result.altered:,}"),
        ("stored, answer never came", f"{result.unanswered:,}"),
        ("acknowledgement", _times(waits)),
        ("one request", _times(answers)),
        (
            "requests",
            f"{result.requests:,} ({result.requests_per_second:,} a second), {result.megabytes:g} MB answered",
        ),
        ("answers by status", _counts(result.statuses)),
        ("failed connections", _counts(result.failures)),
        ("database", result.database),
    ]
    return "\n".join(f"  {name:<26} {value}" for name, value in rows)


def _times(marks: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:,.0f} ms" for name, value in marks.items())


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name}: {count:,}" for name, count in counts.items()) or "0"
