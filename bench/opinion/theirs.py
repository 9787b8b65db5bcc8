"""red-dwarf's side of the comparison; runs in .venv-bench, not with Sopu's parts."""

import json
import resource
import sys
import time
import warnings
from pathlib import Path

import numpy as np
from reddwarf.implementations.base import run_pipeline


def main() -> None:
    """theirs.py FOLDER RUNS: FOLDER has person.npy, statement.npy, stance.npy and about.json."""
    warnings.filterwarnings("ignore")
    folder, runs = Path(sys.argv[1]), int(sys.argv[2])
    about = json.loads((folder / "about.json").read_text())
    arrays = [np.load(folder / f"{name}.npy").tolist() for name in ("person", "statement", "stance")]
    votes = [{"participant_id": p, "statement_id": s, "vote": v} for p, s, v in zip(*arrays, strict=True)]
    seconds, processor = [], []
    for _run in range(runs):
        start, began = time.perf_counter(), time.process_time()
        found = run_pipeline(votes=votes, mod_out_statement_ids=about["hidden"], random_state=0)
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - began)
    labels = [-1] * about["people"]
    for person, group in found.participants_df["cluster_id"].dropna().items():
        labels[person] = int(group)
    consensus = found.group_aware_consensus["agree"]
    told = {
        "seconds": seconds,
        "processor": processor,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "groups": len(set(labels) - {-1}),
        "labels": labels,
        "consensus": [consensus.get(statement) for statement in range(about["statements"])],
        "representative": [
            [[one["tid"], 1 if one["repful-for"] == "agree" else -1] for one in chosen]
            for _group, chosen in sorted(found.repness.items())
        ],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
