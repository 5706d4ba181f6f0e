"""Holds the instructions that small fixed runs take against a recorded budget.

Callgrind counts instructions, which repeat where seconds do not: the same program takes the same count within a
hundredth of a percent, whatever else the machine does. More than 3 % above the budget fails, with both numbers;
well below it, record the new count (`--record`), or the gain can be lost again unseen.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUDGET = pathlib.Path(__file__).with_name("budget.json")
ALLOWED = 0.03

# What is counted: the options of a run of the standard scenario on one thread.
RUNS = {
    "five reports, scale 0.25": ["--scale", "0.25"],
    "every event, scale 0.02": ["--scale", "0.02", "--reports", "events"],
}


def instructions(daybook: str, options: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind.out", daybook, "run",
             str(ROOT / "scenarios/standard.jsonc"), "--out", f"{folder}/out", "--threads", "1", "--quiet", *options],
            capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not found:
        sys.exit(f"the run under valgrind failed:\n{run.stderr}")
    return int(found[1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--daybook", default=str(ROOT / ".build/release/daybook"))
    parser.add_argument("--record", action="store_true", help="write the counts down as the new budget")
    options = parser.parse_args()
    budget = json.loads(BUDGET.read_text()) if BUDGET.exists() else {}
    counts = {name: instructions(options.daybook, run) for name, run in RUNS.items()}
    if options.record:
        BUDGET.write_text(json.dumps(counts, indent=2) + "\n")
    failed = 0
    for name, count in counts.items():
        allowed = budget.get(name, count if options.record else 0)
        change = count / allowed - 1 if allowed else float("inf")
        verdict = "recorded" if options.record else "ok" if change <= ALLOWED else "TOO MANY"
        failed += verdict == "TOO MANY"
        print(f"{name}: {count:,} instructions, budget {allowed:,} ({change:+.2%}) {verdict}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
