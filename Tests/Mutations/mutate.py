#!/usr/bin/env python3
"""Changes the billing core one line at a time, and asks the tests whether they see it.

    python3 Tests/Mutations/mutate.py            all mutations; 1 when one survives both kinds of tests
    python3 Tests/Mutations/mutate.py --list     what they are
    python3 Tests/Mutations/mutate.py --only 7   one of them; may be repeated, a range is 7-12
    python3 Tests/Mutations/mutate.py --both     the timelines also for those that a unit test kills, which takes twice as long

The work is done in copies, one for each processor, with build folders of their own in `--work`, which are kept so that
builds are incremental. A copy has the core's unit tests only. A mutation is killed when the tests fail, trap or do not
end. One that the unit tests let through is played against the timelines. One whose text is not found exactly once, or
that does not build, is an error: the list must follow the sources.
"""

import argparse
import os
import pathlib
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from mutations import MUTATIONS

PACKAGE = pathlib.Path(__file__).resolve().parents[2]
CORE = pathlib.Path("Sources/BillingCore")
TIMELINES = pathlib.Path("scenarios/timelines")
OTHER_TESTS = re.compile(r'\n *\.testTarget\(\s*name: "(?!BillingCoreTests")\w+",.*?swiftSettings: settings\s*\),', re.S)
FAILED = re.compile(r"error: (?:-\[)?([\w.]+) ?:|^(\S+\.jsonc)", re.M)
SLOW = "LawsTests|QuietDaysTests|ExplorationTests"
SECONDS = 600


class Broken(Exception):
    """The list, the sources or the tests are not in order; nothing can be said about mutations."""


def source_of(number):
    """The file of a mutation, its text and its mutated text."""
    _, _, name, old, new = MUTATIONS[number - 1]
    text = (PACKAGE / CORE / name).read_text()
    if text.count(old) != 1:
        raise Broken(f"{number}: stands {text.count(old)} times in {name}: {old!r}")
    return CORE / name, text, text.replace(old, new)


def write(path, text):
    """Writes only what differs, so that nothing else is built again."""
    content = text if isinstance(text, bytes) else text.encode()
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def copy_package(work):
    """Brings the copy up to date: sources, the core's tests, timelines, and a manifest without the other tests."""
    wanted = {work / "Package.swift"}
    write(work / "Package.swift", OTHER_TESTS.sub("", (PACKAGE / "Package.swift").read_text()))
    for folder in ["Sources", "Tests/BillingCoreTests", "Tests/Exploration", "scenarios"]:
        for path in sorted((PACKAGE / folder).rglob("*")):
            if path.is_file():
                wanted.add(work / path.relative_to(PACKAGE))
                write(work / path.relative_to(PACKAGE), path.read_bytes())
    for folder in ["Sources", "Tests", "scenarios"]:
        for path in sorted((work / folder).rglob("*")):
            if path.is_file() and path not in wanted:
                path.unlink()


def first_failure(work, *command):
    """What fails first when a command is run, which then ends; "" when it ends well."""
    with subprocess.Popen(command, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          start_new_session=True) as run:
        timer = threading.Timer(SECONDS, os.killpg, [run.pid, signal.SIGKILL])
        timer.start()
        try:
            for line in run.stdout:
                if failed := FAILED.search(line):
                    os.killpg(run.pid, signal.SIGKILL)
                    return failed.group(1) or failed.group(2)
            code = run.wait()
            return "no end" if code == -signal.SIGKILL else f"exit {code}" if code else ""
        finally:
            timer.cancel()


def build(work, *arguments):
    """Builds, or stops with what the compiler says."""
    run = subprocess.run(["swift", "build", *arguments], cwd=work, capture_output=True, text=True)
    if run.returncode != 0:
        faults = [line for line in (run.stdout + run.stderr).splitlines() if "error" in line]
        raise Broken("does not build: " + " | ".join(faults[:3]))


def failing_unit_test(work):
    """Builds and runs the core's unit tests, the quick ones first; the first that fails, or ""."""
    build(work, "--product", "daybookPackageTests")
    test = ["swift", "test", "--skip-build"]
    return first_failure(work, *test, "--skip", SLOW) or first_failure(work, *test, "--filter", SLOW)


def failing_timeline(work):
    """Builds the command and plays the timelines; what fails, "" when nothing does, None when there are none."""
    if not (work / TIMELINES).is_dir():
        return None
    build(work, "--product", "daybook")
    return first_failure(work, ".build/debug/daybook", "test", str(TIMELINES))


def verdict(failure):
    """What a row says of one kind of tests; "-" when they were not run."""
    return "-" if failure is None else "killed" if failure else "survived"


def try_one(number, work, both):
    """Mutates, builds, tests, restores; what failed first of the unit tests and of the timelines."""
    path, text, mutated = source_of(number)
    write(work / path, mutated)
    try:
        unit = failing_unit_test(work)
        return unit, failing_timeline(work) if both or not unit else None
    except Broken as broken:
        raise Broken(f"{number}: {broken}") from None
    finally:
        write(work / path, text)


def chosen(only):
    """The numbers that --only names, or all."""
    numbers = []
    for part in only or [f"1-{len(MUTATIONS)}"]:
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    if not all(1 <= number <= len(MUTATIONS) for number in numbers):
        raise Broken(f"there are mutations 1 to {len(MUTATIONS)}")
    return numbers


def row(number, units, timelines):
    """One row of the table."""
    rule, wrong, name, _, _ = MUTATIONS[number - 1]
    return f"{number:>4}  {rule:<5} {units:<9} {timelines:<10} {wrong} ({name})"


def try_all(numbers, folder, both):
    """Tries many at a time, each in a copy of its own; their rows, and whether each survived."""
    copies = [folder / str(copy) for copy in range(1, min(os.cpu_count(), len(numbers)) + 1)]
    free = queue.SimpleQueue()

    def prepare(work):
        copy_package(work)
        failure = failing_unit_test(work) or failing_timeline(work)
        if failure:
            raise Broken(f"without any mutation there fails: {failure}")
        free.put(work)

    def attempt(number):
        work, began = free.get(), time.monotonic()
        try:
            unit, timeline = try_one(number, work, both)
        finally:
            free.put(work)
        line = row(number, verdict(unit), verdict(timeline))
        print(f"{line}: {unit or timeline or 'nothing'}, {time.monotonic() - began:.0f} s", flush=True)
        return line, not unit and not timeline

    with ThreadPoolExecutor(len(copies)) as pool:
        try:
            list(pool.map(prepare, copies))
            return list(pool.map(attempt, numbers))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def run(arguments):
    """Tries what is chosen; the number of mutations that nothing saw."""
    numbers = chosen(arguments.only)
    for number in range(1, len(MUTATIONS) + 1):
        source_of(number)
    if arguments.list:
        for number in numbers:
            print(row(number, "", "").replace(" " * 20, " "))
        return 0
    tried = try_all(numbers, pathlib.Path(arguments.work), arguments.both)
    table, survivors = [line for line, _ in tried], sum(survived for _, survived in tried)
    print("\n   #  rule  unit      timelines  what goes wrong")
    print("\n".join(table))
    print(f"\n{len(table)} mutations, {survivors} survived")
    return survivors


def main():
    """Reads the command line; 0 when all were killed, 1 when one survived, 2 when something is not in order."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="list the mutations")
    parser.add_argument("--only", metavar="N", action="append", help="try one mutation, or a range N-M; may be repeated")
    parser.add_argument("--both", action="store_true", help="play the timelines also for those that a unit test kills")
    parser.add_argument("--work", default=str(pathlib.Path(tempfile.gettempdir()) / "daybook-mutations"), help="the copy")
    try:
        return 1 if run(parser.parse_args()) else 0
    except Broken as broken:
        print(f"error: {broken}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
