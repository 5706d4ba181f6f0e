#!/usr/bin/env python3
"""Proves that no report loses anything that the events tell: every report is made anew from events.csv.

    python3 Tests/Audit/audit.py --count 1000 --seed 1      random scenarios, both kinds of processes at work
    python3 Tests/Audit/audit.py reports/standard           a folder written with --reports ...,accounts,topups,invoices,events

Exit 1 when a report says something else than the events, or when the scenarios together do not reach every rule of
`daybook_audit/wanted.py`. What differs is kept below --work.
"""

import argparse
import json
import multiprocessing
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from daybook_audit.folder import REPORTS
from daybook_audit.invent import invent
from daybook_audit.judge import Audit
from daybook_audit.wanted import WANTED

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / ".build/release/daybook"


def audit_seed(seed: int, tool: str, work: Path) -> tuple[list[str], Counter[str]]:
    """Run the scenario of a seed and audit its reports; it is kept only when something is wrong."""
    scenario, books = invent(seed)
    place = work / f"seed-{seed}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    (place / "scenario.json").write_text(json.dumps(scenario, indent=1) + "\n", encoding="utf-8")
    for name, text in books.items():
        (place / name).write_text(text, encoding="utf-8")
    options = options_of(seed, scenario)
    command = [tool, "run", str(place / "scenario.json"), "--out", str(place / "out"), "--quiet", *options]
    done = subprocess.run([*command, "--reports", ",".join(REPORTS)], capture_output=True, text=True)
    if done.returncode != 0:
        return [f"seed {seed}: exit {done.returncode}: {done.stderr.strip()[:800]}"], Counter()
    faults, seen = audit_folder(place / "out", tool, place)
    seen.update(kinds_of(scenario, options))
    if faults:
        return [f"seed {seed}, kept in {place}:", *faults[:20]], seen
    shutil.rmtree(place)
    return [], seen


def audit_folder(folder: Path, tool: str, books_at: Path) -> tuple[list[str], Counter[str]]:
    """Audit one report folder."""
    audit = Audit(folder, tool, books_at)
    return audit.judge(), audit.seen


def options_of(seed: int, scenario: dict[str, Any]) -> list[str]:
    """Return the options of a run: threads, and for some populations another size, length or seed."""
    options = ["--threads", str(1 + seed // 2 % 7)]
    if "population" in scenario:
        options += ["--scale", "1.5"] if seed % 6 == 0 else []
        options += ["--days", str(max(30, scenario["days"] - 9))] if seed % 10 == 2 else []
        options += ["--seed", str(seed * 7919)] if seed % 14 == 0 else []
    return options


def kinds_of(scenario: dict[str, Any], options: list[str]) -> list[str]:
    """Say what kind of scenario and run one is."""
    population = scenario.get("population", {})
    kinds = {
        "scripted": not population,
        "population": bool(population),
        "both": bool(population) and "accounts" in scenario,
        "book": any("book" in segment for segment in population.values()),
        "warm-up": scenario.get("warmUpDays", 0) > 0,
        "with threads to share": options[1] != "1" and sum(segment.get("accounts", 0) for segment in population.values()) > 256,
        "scaled": "--scale" in options,
        "shortened": "--days" in options,
    }
    return [f"scenario {kind}" for kind, holds in kinds.items() if holds] + [f"currency {scenario['policy']['currency']}"]


def audit_seeds(arguments: argparse.Namespace, work: Path) -> int:
    """Audit random scenarios and print what they reached."""
    seeds = range(arguments.seed, arguments.seed + arguments.count)
    seen: Counter[str] = Counter()
    failed = 0
    with multiprocessing.Pool(arguments.processes) as pool:
        for faults, counts in pool.imap(partial(audit_seed, tool=str(arguments.tool), work=work), seeds, chunksize=4):
            failed += bool(faults)
            seen.update(counts)
            for line in faults:
                print(line, flush=True)
    for key, times in sorted(seen.items()):
        print(f"{times:>9}  {key}")
    missing = [key for key in WANTED if not seen[key]]
    print(f"{arguments.count - failed} scenarios audited without a difference, {failed} with one; {len(WANTED) - len(missing)} of {len(WANTED)} kinds reached")
    for key in missing:
        print(f"never reached: {key}")
    return 1 if failed or missing else 0


def main() -> int:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="report folders to audit in place of random scenarios")
    parser.add_argument("--tool", type=Path, default=TOOL, help="the daybook program")
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1, help="the first seed; the others follow")
    parser.add_argument("--books", type=Path, default=ROOT / "scenarios", help="the folder that books are relative to")
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "daybook-audit")
    arguments = parser.parse_args()
    if not arguments.folders:
        return audit_seeds(arguments, arguments.work)
    failed = 0
    for folder in arguments.folders:
        faults, seen = audit_folder(folder, str(arguments.tool), arguments.books)
        failed += bool(faults)
        print("\n".join(faults) if faults else f"{folder}: every report is what its events come to; {sum(seen.values())} counted")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
