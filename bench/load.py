"""A hall of phones at people's pace, against a server of its own on this machine: `sopu load`, in one line.

    python bench/load.py [--phones 500] [--minutes 0.5] [--json]

Each phone writes a sentence and answers twenty, and asks for news between; everything is read back from the database
afterwards, and the bench fails if an act is lost, doubled or altered.
"""

import argparse
import json
import subprocess
import sys

LINE = (
    "{database}: {phones:,} phones in {minutes:g} min: {acknowledged:,} acts, {lost} lost, {doubled} doubled; "
    "acknowledgement p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms ({requests_per_second:,} requests a second)"
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--phones", type=int, default=500)
    options.add_argument("--minutes", type=float, default=0.5)
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    size = ["--phones", str(asked.phones), "--minutes", str(asked.minutes)]
    done = subprocess.run(
        [sys.executable, "-m", "sopu.config.cli", "load", *size, "--json"], stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise SystemExit(done.stdout or done.returncode)
    result = json.loads(done.stdout)
    print(done.stdout.strip() if asked.json else LINE.format(**result, **result["acknowledgement_ms"]))


if __name__ == "__main__":
    main()
