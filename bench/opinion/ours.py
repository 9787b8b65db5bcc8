"""Sopu's side of the comparison: reads votes, finds, and writes what it found and how long it took."""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from sopu.core.opinion import Mode, Votes, opinion


def main() -> None:
    """ours.py FOLDER RUNS MODE: FOLDER has person.npy, statement.npy, stance.npy and about.json."""
    folder, runs, mode = Path(sys.argv[1]), int(sys.argv[2]), Mode(sys.argv[3])
    about = json.loads((folder / "about.json").read_text())
    arrays = [np.load(folder / f"{name}.npy") for name in ("person", "statement", "stance")]
    seconds, processor = [], []
    for _run in range(runs):
        start, began = time.perf_counter(), time.process_time()
        votes = Votes.from_arrays(*arrays, people=about["people"], statements=about["statements"])
        found = opinion(votes, mode=mode, hidden=about["hidden"])
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - began)
    told = {
        "seconds": seconds,
        "processor": processor,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "groups": found.groups,
        "labels": found.labels.tolist() if about["compared"] else [],
        "consensus": found.consensus.tolist(),
        "representative": [[[one.statement, one.stance] for one in chosen] for chosen in found.representative],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
