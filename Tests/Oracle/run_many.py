"""Compare a daybook program with the oracle: python3 run_many.py --tool PATH --count N --seed S."""

import argparse
import json
import shutil
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path
from typing import Optional

from daybook_oracle.reports import all_reports
from generate import random_scenario
from oracle import run_file

REPORTS = "revenue,services,blocks,deletions,daily,accounts,topups,invoices,events"
SHOWN_LINES = 5


def run_tool(tool: str, arguments: list[str]) -> Optional[str]:
    """Run the program and return what went wrong, or None."""
    try:
        done = subprocess.run([tool, *arguments], capture_output=True, text=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired) as problem:
        return str(problem)
    if done.returncode != 0:
        return f"exit {done.returncode}\n{done.stdout}{done.stderr}".rstrip()[:4000]
    return None


def differences(name: str, expected: str, path: Path) -> list[str]:
    """Return the first differing lines of one CSV."""
    if not path.is_file():
        return [f"{name}.csv is missing"]
    actual = path.read_bytes()
    if actual == expected.encode():
        return []
    pairs = zip_longest(expected.split("\n"), actual.decode(errors="replace").split("\n"))
    found = [(number, *pair) for number, pair in enumerate(pairs, 1) if pair[0] != pair[1]]
    lines = [f"{name}.csv: {len(found)} lines differ; header {expected.splitlines()[0]}"]
    for number, wanted, got in found[:SHOWN_LINES]:
        lines += [f"  line {number} oracle:  {wanted}", f"  line {number} daybook: {got}"]
    return lines


def compare_seed(seed: int, arguments: argparse.Namespace) -> list[str]:
    """Invent a scenario and return the lines of what differs; it is kept when something does."""
    path = arguments.work / f"random-{seed}.json"
    path.write_text(json.dumps(random_scenario(seed, arguments.expect), indent=1) + "\n", encoding="utf-8")
    lines = compare(path, arguments)
    if not lines:
        path.unlink()
    return lines


def compare(path: Path, arguments: argparse.Namespace) -> list[str]:
    """Run one scenario both ways and return the lines of what differs."""
    run = run_file(path, arguments.choose)
    expected = all_reports(run)
    names = arguments.reports.split(",")
    out = arguments.work / f"out-{path.stem}"
    shutil.rmtree(out, ignore_errors=True)
    command = ["run", str(path), "--out", str(out), "--reports", arguments.reports, "--quiet", *arguments.extra.split()]
    problem = run_tool(arguments.tool, command)
    lines = [f"oracle: {line}" for life in run.lives for line in life.failures]
    lines += [f"run: {problem}"] if problem else []
    if not problem:
        lines += [line for name in names for line in differences(name, expected[name], out / f"{name}.csv")]
    if arguments.expect:
        problem = run_tool(arguments.tool, ["test", str(path)])
        lines += [f"test: {problem}"] if problem else []
    if not lines:
        shutil.rmtree(out, ignore_errors=True)
    return [f"{path} differs", *lines] if lines else []


def main() -> int:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tool", required=True, help="the daybook program")
    parser.add_argument("files", nargs="*", type=Path, help="scenarios to compare beside the random ones")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1, help="the first seed; the others follow")
    parser.add_argument("--work", type=Path, default=Path("compared"), help="folder for scenarios and reports")
    parser.add_argument("--reports", default=REPORTS, help="which reports are compared")
    parser.add_argument("--expect", action="store_true", help="also `daybook test` each day's state and each expectation")
    parser.add_argument("--choose", action="append", default=[], metavar="NAME=VALUE", help="another reading (choices.py)")
    parser.add_argument("--extra", default="", help="more words for `daybook run`, such as --force")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    seeds = range(arguments.seed, arguments.seed + arguments.count)
    results = [compare(path, arguments) for path in arguments.files]
    results += [compare_seed(seed, arguments) for seed in seeds]
    for line in (line for lines in results for line in lines):
        print(line)
    failed = sum(map(bool, results))
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
