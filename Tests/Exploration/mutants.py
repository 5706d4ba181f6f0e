#!/usr/bin/env python3
"""Shows that the exploration sees a defect of the core, and that the timeline that it prints shows it, too.

    python3 Tests/Exploration/mutants.py              a dozen defects of Tests/Mutations
    python3 Tests/Exploration/mutants.py --only 59    another of them, by its number there; may be repeated

Each defect is built in a copy (--work, kept), explored, and told with the law that broke and the number of moves. Then the
copy's `daybook test` must fail on the timeline, and the real one (--tool) must pass it. Exit 1 when one of that is not so.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Mutations"))

import mutate  # noqa: E402
from mutations import MUTATIONS  # noqa: E402

CHOSEN = [
    "the newest grant is spent first", "a partial payment restarts the debt", "deferred is earned by the cash spent alone",
    "breakage stays deferred", "the debt outlasts the purge", "a block ends on the 1st", "the stage of a deleted account moves",
    "29 whole days are enough", "the notice is a day longer", "reminders come a day late", "the stage outlasts the purge",
    "the peak outlasts the month", "a cancellation comes before the stage", "quiet days pass a lapse",
]  # fmt: skip
TEST = "ExplorationTests/testEveryLawHoldsAfterEverySequenceOfMoves"


def explore(work: pathlib.Path, out: pathlib.Path) -> list[pathlib.Path]:
    """Build and explore the copy; return the timelines of broken laws, the one with the fewest lines first."""
    mutate.build(work, "--product", "daybookPackageTests")
    environment = {**os.environ, "DAYBOOK_EXPLORE_OUT": str(out)}
    command = ["swift", "test", "--skip-build", "--filter", TEST]
    try:
        subprocess.run(command, cwd=work, capture_output=True, text=True, env=environment, timeout=mutate.SECONDS)
    except subprocess.TimeoutExpired:
        pass
    return sorted(out.glob("*.jsonc"), key=lambda path: (path.read_text().count('{ "on"'), path.name))


def plays(program: pathlib.Path, timeline: pathlib.Path) -> bool:
    """Say whether a program passes a timeline."""
    return subprocess.run([program, "test", timeline], capture_output=True).returncode == 0


def verdict(number: int, work: pathlib.Path, tool: pathlib.Path) -> tuple[bool, str]:
    """Try one defect; say whether it was seen in every way, and what was told."""
    path, text, mutated = mutate.source_of(number)
    mutate.write(work / path, mutated)
    try:
        with tempfile.TemporaryDirectory() as out:
            timelines = explore(work, pathlib.Path(out))
            if not timelines:
                return False, "no law broke"
            mutate.build(work, "--product", "daybook")
            law, detail = (line.removeprefix("// ") for line in timelines[0].read_text().splitlines()[:2])
            shown = [timeline for timeline in timelines if not plays(work / ".build/debug/daybook", timeline)]
            passed = all(plays(tool, timeline) for timeline in timelines)
            told = f"{law} ({detail[:60]}); {len(timelines)} worlds, {len(shown)} timelines fail"
            return bool(shown) and passed, told + ("" if passed else "; the real core fails one, too")
    finally:
        mutate.write(work / path, text)


def main() -> int:
    """Try what is chosen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=int, action="append", help="the number of a defect in Tests/Mutations")
    parser.add_argument("--tool", type=pathlib.Path, default=ROOT / ".build/release/daybook", help="the real program")
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "daybook-exploration")
    arguments = parser.parse_args()
    names = [mutation[1] for mutation in MUTATIONS]
    mutate.copy_package(arguments.work)
    missed = 0
    for number in arguments.only or [names.index(name) + 1 for name in CHOSEN]:
        seen, told = verdict(number, arguments.work, arguments.tool)
        missed += not seen
        print(f"{number:>4}  {'seen' if seen else 'NOT SEEN':<8}  {names[number - 1]}: {told}", flush=True)
    print(f"{missed} not seen")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
