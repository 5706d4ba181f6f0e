#!/usr/bin/env python3
"""Changes one line outside the billing core at a time, and asks the tests whether they notice.

    python3 Tests/Mutations/outside.py            all mutations; 1 when one survives that is not explained
    python3 Tests/Mutations/outside.py --list     what they are
    python3 Tests/Mutations/outside.py --only 7   one of them; may be repeated, a range is 7-12
    python3 Tests/Mutations/outside.py --record   and writes into the lists which test noticed each, as it is known

All mutations are built at once, into a copy of the package in `--work`: each stands beside the line that it changes, and
the environment variable DAYBOOK_MUTATION chooses one. The copy is kept, so that the next build is incremental. A mutation
costs the one test that is known to notice it; when that test passes, or none is known, all test classes that reach the
line are run, the quickest first. The lists are Tests/Mutations/outside/*.txt; outside_list.py says how they are read.
"""

import argparse
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from outside_list import Broken, read_lists, record, spliced

PACKAGE = pathlib.Path(__file__).resolve().parents[2]
CHOSEN, REACHED = "DAYBOOK_MUTATION", "DAYBOOK_MUTATIONS_REACHED"
MODULES = ["Simulation", "Scenarios", "Reports", "daybook"]
BUILD = ["-c", "release", "-Xswiftc", "-enable-testing"]
FAILED = re.compile(r"error: (?:-\[)?(?:\w+[. ])?(\w+)[. ](test\w+)\]? ?:")
STARTED = re.compile(r"^Test Case '(?:\w+\.)?(\w+)\.(test\w+)' started", re.M)
# Optimised, the run of the first is over before a progress bar is seen; the second sees that the copy is not tidy.
UNFIT = {"DaybookTests.RunProgressTests", "DaybookTests.TidyTests"}
STRICT = re.compile(r"^ *\.(strictMemorySafety\(\)|treatAllWarnings\(as: \.error\)),\n", re.M)
CHOICE = '''import Glibc

private let chosen: Int = unsafe getenv("%s").flatMap { unsafe Int(String(cString: $0)) } ?? 0
nonisolated(unsafe) private let noted: UnsafeMutablePointer<Bool>? = {
  guard unsafe getenv("%s") != nil else { return nil }
  let noted = UnsafeMutablePointer<Bool>.allocate(capacity: 1000)
  unsafe noted.initialize(repeating: false, count: 1000)
  return unsafe noted
}()

/// Whether a mutation is the chosen one.
@inline(__always)
func isMutated(_ number: Int) -> Bool {
  if let noted = unsafe noted, unsafe !noted[number] { unsafe note(number, in: noted) }
  return chosen == number
}

private func note(_ number: Int, in noted: UnsafeMutablePointer<Bool>) {
  unsafe noted[number] = true
  let file = unsafe open(getenv("%s"), O_WRONLY | O_CREAT | O_APPEND, 0o666)
  let line = Array("\\(number)\\n".utf8)
  _ = unsafe write(file, line, line.count)
  close(file)
}
''' % (CHOSEN, REACHED, REACHED)


def write(path, content):
    """Writes only what differs, so that nothing else is built again."""
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def copy_package(work, mutations):
    """Brings the copy up to date, with all mutations in its sources and without the compiler's strictness."""
    wanted = {"Package.swift": STRICT.sub("", (PACKAGE / "Package.swift").read_text()).encode()}
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=PACKAGE,
                            capture_output=True, check=True).stdout.decode().split("\0")
    for name in listed:
        if (PACKAGE / name).is_file() and not (PACKAGE / name).is_symlink():
            wanted.setdefault(name, (PACKAGE / name).read_bytes())
    for path in {mutation.path for mutation in mutations}:
        wanted[path] = spliced(path, wanted[path].decode(), mutations).encode()
    for module in MODULES:
        wanted[f"Sources/{module}/Mutated.swift"] = CHOICE.encode()
    for folder in ["Sources", "Tests"]:
        for path in (work / folder).rglob("*"):
            if path.is_file() and str(path.relative_to(work)) not in wanted:
                path.unlink()
    for name, content in wanted.items():
        write(work / name, content)


def build(work):
    """Builds the program and the tests, or stops with what the compiler says."""
    run = subprocess.run(["swift", "build", *BUILD, "--build-tests"], cwd=work, capture_output=True, text=True)
    if run.returncode != 0:
        faults = [line for line in (run.stdout + run.stderr).splitlines() if "error" in line]
        raise Broken("does not build:\n" + "\n".join(faults[:10]))


class Suite:
    """The tests of the copy, and which of their classes reach which mutation."""

    def __init__(self, work):
        self.work = work
        self.bundle = str(work / ".build/release/daybookPackageTests.xctest")
        self.lock = threading.Lock()
        self.reaching = None
        self.failing = []
        self.seconds = {}
        self.sound = {}

    def words(self, test):
        """The command that runs a class, a test or a script."""
        if test.startswith("Tests/"):
            return [sys.executable, *test.split(), "--tool", str(self.work / ".build/release/daybook")]
        return [self.bundle, test]

    def run(self, test, number=0, seconds=600.0, **environment):
        """The first test that fails, traps or does not end of a class or a test; "" when all pass."""
        process = subprocess.Popen(self.words(test), cwd=self.work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   text=True, errors="replace", start_new_session=True,
                                   env={**os.environ, CHOSEN: str(number), **environment})
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            said, _ = process.communicate()
            return self.name(test, STARTED.findall(said)[-1:])
        if "Executed 0 tests" in said:
            return ""
        return "" if process.returncode == 0 else self.name(test, FAILED.findall(said)[:1] or STARTED.findall(said)[-1:])

    def name(self, test, found):
        """A test as the command line of the bundle names it."""
        return f"{test.partition('.')[0]}.{found[0][0]}/{found[0][1]}" if found else test

    def check(self, test):
        """Whether a test passes without any mutation; how long it takes is kept."""
        with self.lock:
            known = self.sound.get(test)
        if known is None:
            began = time.monotonic()
            failed = self.run(test)
            known = not failed
            with self.lock:
                self.sound[test] = known
                self.seconds[test] = time.monotonic() - began
        return known

    def notices(self, test, number):
        """The test that notices a mutation, of a class or alone; "" when none does."""
        return self.run(test, number, 60 + 5 * self.seconds.get(test, 60))

    def classes(self):
        """All classes of tests but the core's, which the mutations are not in, and the unfit."""
        said = subprocess.run([self.bundle, "--list-tests"], cwd=self.work, capture_output=True, text=True).stdout
        names = {line.partition("/")[0].strip() for line in said.splitlines() if "/" in line}
        return sorted(name for name in names - UNFIT if not name.startswith("BillingCoreTests."))

    def classes_reaching(self, number):
        """The classes of tests that reach a mutation, the quickest first; runs all of them the first time."""
        with self.lock:
            if self.reaching is None:
                names = self.classes()
                reaching = {}
                with ThreadPoolExecutor(os.cpu_count()) as pool:
                    for name, reached in zip(names, pool.map(self.reached, names)):
                        for each in reached:
                            reaching.setdefault(each, []).append(name)
                self.reaching = reaching
            return sorted(self.reaching.get(number, []), key=lambda name: self.seconds[name])

    def reached(self, name):
        """The mutations that a class of tests reaches; none when it does not pass."""
        path = pathlib.Path(tempfile.mkdtemp(), "reached")
        began = time.monotonic()
        # A test may fail once by the clock of a busy machine.
        failed = self.run(name, **{REACHED: str(path)}) and self.run(name, **{REACHED: str(path)})
        self.seconds[name] = time.monotonic() - began
        if failed:
            self.failing.append(failed)
            return set()
        return {int(line) for line in path.read_text().split()} if path.exists() else set()


def try_one(mutation, suite):
    """The test that notices a mutation, "" when none does."""
    if mutation.test and suite.check(mutation.test):
        noticed = suite.notices(mutation.test, mutation.number)
        if noticed:
            return noticed
    for name in suite.classes_reaching(mutation.number):
        noticed = suite.notices(name, mutation.number)
        # Once more, since a test may fail by the clock of a busy machine.
        if noticed and suite.check(noticed) and suite.notices(noticed, mutation.number):
            return noticed
    return ""


def chosen(only, mutations):
    """The mutations that --only names, or all."""
    numbers = []
    for part in only or [f"1-{len(mutations)}"]:
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    if not all(1 <= number <= len(mutations) for number in numbers):
        raise Broken(f"there are mutations 1 to {len(mutations)}")
    return [mutations[number - 1] for number in numbers]


def judge(mutation, test):
    """What a row says, and whether it is as it should be."""
    if mutation.reason:
        return (f"NOTICED by {test}, though explained", False) if test else (f"explained: {mutation.reason}", True)
    return (test, True) if test else ("SURVIVED", False)


def run(arguments):
    """Tries what is chosen; how many are not as they should be."""
    mutations = read_lists(PACKAGE)
    tried = chosen(arguments.only, mutations)
    if arguments.list:
        for mutation in tried:
            print(f"{mutation}: {mutation.reason or mutation.test or 'not known'}")
        return 0
    work = pathlib.Path(arguments.work)
    copy_package(work, mutations)
    build(work)
    suite = Suite(work)
    recording = threading.Lock()

    def attempt(mutation):
        began = time.monotonic()
        test = try_one(mutation, suite)
        words, is_right = judge(mutation, test)
        print(f"{mutation}: {words}, {time.monotonic() - began:.0f} s", flush=True)
        if arguments.record and test not in ("", mutation.test):
            with recording:
                record(mutation, test)
        return test, is_right

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(attempt, tried))
    wrong = [mutation for mutation, (_, is_right) in zip(tried, results) if not is_right]
    print("\n" + "\n".join(f"WRONG {mutation}" for mutation in wrong) if wrong else "")
    for test in suite.failing:
        print(f"WRONG without any mutation there fails: {test}")
    explained = sum(bool(mutation.reason) for mutation in tried)
    print(f"{len(tried)} mutations, {sum(bool(test) for test, _ in results)} noticed, {explained} explained, {len(wrong)} wrong")
    return len(wrong) + len(suite.failing)


def main():
    """Reads the command line; 0 when all are as they should be, 1 when one is not, 2 when something is not in order."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="list the mutations")
    parser.add_argument("--only", metavar="N", action="append", help="try one mutation, or a range N-M; may be repeated")
    parser.add_argument("--record", action="store_true", help="write into the lists which test noticed each")
    parser.add_argument("--work", default=str(pathlib.Path(tempfile.gettempdir()) / "daybook-outside"), help="the copy")
    try:
        return 1 if run(parser.parse_args()) else 0
    except Broken as broken:
        print(f"error: {broken}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
