"""Groups and consensus beside red-dwarf 0.4.0, the field's Python implementation of Polis's method.

    python bench/opinion ../shared/data/polis          all of it; some minutes, most of them red-dwarf's
    python bench/opinion ../shared/data/polis --only brexit-consensus
    python bench/opinion --only invented

Each side runs in a process of its own, which first loads the votes; only the mathematics is timed: ours from three
arrays of integers (their order checked, and sorted where it must be), red-dwarf's from its list of dicts. Shown are
medians of the runs, by the clock and by the processor; on a busy machine the second says more. Memory is the peak of
the whole process with Python, its parts and the votes. Both run on one processor: on a machine that does other work
too, more make either slower.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import invented
import numpy as np

from sopu.core import polis
from sopu.core.opinion.conversations import heard
from sopu.core.opinion.stable import rand_index

HERE = Path(__file__).parent
VENV = HERE.parents[1] / ".venv-bench"
PATIENCE = 1800
INVENTED = (("33,000 × 783", 33_000, 783, 1_800_000, True), ("1,000,000 × 2,000", 1_000_000, 2_000, 50_000_000, False))


@dataclass(frozen=True, slots=True)
class Case:
    """What is compared: a folder of arrays, and whether red-dwarf takes part."""

    name: str
    folder: Path
    runs: int
    their_runs: int


def main() -> None:
    """Prints one table, and fails when a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="conversations of Polis, a folder each")
    parser.add_argument("--only", default="", help="cases whose names begin so")
    wanted = parser.parse_args()
    if wanted.folder is None or not wanted.folder.is_dir():
        print(f"There are no conversations in {wanted.folder}; only invented votes are compared.", file=sys.stderr)
    subprocess.run([HERE / "setup"], check=True)
    heads = ("", "groups", "", "same", "consensus", "stand", "red-dwarf", "", "", "Sopu", "", "", "times", "as fast")
    below = ("", "ours", "theirs", "ARI", "differs", "for alike", "s", "CPU s", "MB", "s", "CPU s", "MB", "s", "CPU s")
    print(_line(heads) + "\n" + _line(below))
    with tempfile.TemporaryDirectory() as temporary:
        for case in _cases(wanted.folder, Path(temporary), wanted.only):
            print(_compared(case), flush=True)


def _cases(folder: Path | None, temporary: Path, only: str) -> Any:
    names = sorted(one.name for one in folder.iterdir()) if folder is not None and folder.is_dir() else []
    for name in names:
        if name.startswith(only):
            files = {one.name: one.read_bytes() for one in (folder / name).iterdir() if one.name in polis.FILES}
            said = heard(polis.read(files))
            for suffix, hidden in (("", ()), (", hidden zeroed", said.hidden)):
                if not suffix or hidden:
                    yield _stored(temporary, name + suffix, said.votes, hidden, runs=15, their_runs=5)
    for name, people, statements, count, is_compared in INVENTED:
        if ("invented " + name).startswith(only):
            votes = _Arrays(people, statements, *invented.votes(people, statements, count))
            yield _stored(temporary, f"invented {name}", votes, (), runs=5, their_runs=1 if is_compared else 0)


@dataclass(frozen=True, slots=True)
class _Arrays:
    people: int
    statements: int
    person: Any
    statement: Any
    stance: Any


def _stored(temporary: Path, name: str, votes: Any, hidden: tuple[int, ...], *, runs: int, their_runs: int) -> Case:
    for array in ("person", "statement", "stance"):
        np.save(temporary / f"{array}.npy", getattr(votes, array))
    about = {
        "people": votes.people,
        "statements": votes.statements,
        "hidden": list(hidden),
        "compared": their_runs > 0,
    }
    (temporary / "about.json").write_text(json.dumps(about))
    return Case(name, temporary, runs, their_runs)


def _compared(case: Case) -> str:
    ours = _run([sys.executable, HERE / "ours.py", case.folder, str(case.runs), "compatible"])
    mine = _taken(ours)
    if not case.their_runs:
        return _line((case.name, str(ours["groups"]), *[""] * 7, *mine, "", ""))
    theirs = _run([VENV / "bin" / "python", HERE / "theirs.py", case.folder, str(case.their_runs)])
    same = rand_index(np.array(ours["labels"], dtype=np.int8), np.array(theirs["labels"], dtype=np.int8))
    pairs = zip(ours["consensus"], theirs["consensus"], strict=True)
    differs = max(abs(one - another) for one, another in pairs if another is not None)
    alike = "yes" if ours["representative"] == theirs["representative"] else "no"
    found = (str(ours["groups"]), str(theirs["groups"]), f"{same:.4f}", f"{differs:.0e}", alike)
    times = [f"{_median(theirs, one) / _median(ours, one):.0f}" for one in ("seconds", "processor")]
    return _line((case.name, *found, *_taken(theirs), *mine, *times))


def _median(told: dict[str, Any], what: str) -> float:
    return statistics.median(told[what])


def _taken(told: dict[str, Any]) -> tuple[str, str, str]:
    return f"{_median(told, 'seconds'):.3f}", f"{_median(told, 'processor'):.3f}", f"{told['megabytes']:.0f}"


def _run(command: list[Any]) -> dict[str, Any]:
    alone = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE, env=alone)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _line(cells: tuple[str, ...]) -> str:
    widths = (46, 6, 6, 6, 9, 9, 9, 7, 5, 6, 6, 4, 5, 7)
    return "  ".join(
        cell.ljust(width) if number == 0 else cell.rjust(width)
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )


if __name__ == "__main__":
    main()
