#!/usr/bin/env python3
"""Random accounts of a scenario, each written as a timeline that has to replay to the same events, byte for byte.

The timeline goes into a folder of its own, so it can need nothing else; `daybook test` has to pass it.
"""

import argparse
import concurrent.futures
import pathlib
import random
import subprocess
import sys
import tempfile

PACKAGE = pathlib.Path(__file__).resolve().parents[2]


def daybook(tool, *arguments):
    """Standard output of a command that has to end well."""
    run = subprocess.run([tool, *arguments], capture_output=True, text=True)
    if run.returncode != 0:
        raise RuntimeError(f"daybook {' '.join(map(str, arguments))}: exit {run.returncode}\n{run.stdout}{run.stderr}")
    return run.stdout


def names(tool, scenario, folder):
    """The names of all accounts that a run reports."""
    daybook(tool, "run", scenario, "--reports", "accounts", "--out", folder / "names", "--quiet")
    rows = (folder / "names" / "accounts.csv").read_text().splitlines()
    return [row.split(",", 1)[0] for row in rows[1:]]


def difference(tool, scenario, name, folder):
    """What is wrong with one account's timeline; None when all is well."""
    alone = pathlib.Path(tempfile.mkdtemp(dir=folder)) / "alone.jsonc"
    alone.write_text(daybook(tool, "trace", scenario, name, "--as-timeline"))
    whole = daybook(tool, "trace", scenario, name, "--csv", "--from", "0001-01-02")
    again = daybook(tool, "trace", alone, name, "--csv", "--from", "0001-01-02")
    if whole != again:
        pairs = zip(whole.splitlines() + [None], again.splitlines() + [None])
        return next(f"{name}: {one!r} became {other!r}" for one, other in pairs if one != other)
    passed = daybook(tool, "test", alone, "--quiet")
    if passed.startswith("0 passed"):
        return f"{name}: nothing is expected"
    alone.unlink()
    return None


def main():
    """Reads the command line; 0 when all accounts replay."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    parser.add_argument("--tool", default=str(PACKAGE / ".build/release/daybook"))
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        known = names(arguments.tool, arguments.scenario, folder)
        chosen = random.Random(arguments.seed).sample(known, min(arguments.count, len(known)))
        with concurrent.futures.ThreadPoolExecutor() as pool:
            tried = pool.map(lambda name: difference(arguments.tool, arguments.scenario, name, folder), chosen)
            wrong = [text for text in tried if text]
    for text in wrong:
        print(text)
    print(f"{len(chosen) - len(wrong)} of {len(chosen)} accounts of {arguments.scenario} replay to the same events")
    return 1 if wrong or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
