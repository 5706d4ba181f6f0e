"""Fuzzes what daybook reads: scenarios, money, days, books, searches, command lines, comparisons, and folders to be replaced.

Usage: python3 Tests/Fuzz/fuzz.py [--seconds N] [--only TARGET] [--work DIR]     needs swiftc, whose fuzzer is libFuzzer

Builds all of daybook with coverage and asks, for each target, the property of Tests/DaybookTests/Fuzz/FuzzTarget.swift of
as many inputs as there is time for: a result or an error that says where, no trap, no hang (10 s), and what is printed
reads back the same. As many targets at a time as there are processors. It begins with the inputs named in
Tests/Fuzz/corpus and with those of Tests/Fuzz/kept, which it found itself: one JSON string for each line, a character for
each byte. The words of Tests/Fuzz/words help it. What it finds new is kept in DIR; without --work only when there is a
finding. Ends with 1 at a finding, naming the file that shows it: put it into the corpus, where `swift test` replays it
from then on, as it does the kept ones. --merge makes the kept ones anew: the fewest and shortest that reach what the
corpus does not.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "Tests/Fuzz"
MODULES = ["BillingCore", "Simulation", "Scenarios", "Reports", "daybook"]
TARGETS = ["scenario", "money", "days", "book", "search", "command", "force", "compared"]
SETTINGS = ["-swift-version", "6", "-enable-testing", "-parse-as-library", "-O", "-wmo", "-sanitize=fuzzer"]
FEATURES = ["ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility"]
LONGEST = {"scenario": 4096, "book": 2048, "command": 300, "search": 200, "money": 48, "days": 24, "force": 80,
           "compared": 1500}
LONGEST_KEPT = 1200


def build(work: Path) -> Path:
    """One binary for all targets."""
    flags = SETTINGS + [word for feature in FEATURES for word in ("-enable-upcoming-feature", feature)]
    objects = []
    for module in MODULES:
        sources = sorted(str(path) for path in (ROOT / "Sources" / module).rglob("*.swift"))
        object_ = work / f"{module}.o"
        more = ["-Xfrontend", "-entry-point-function-name", "-Xfrontend", "daybook_main"] if module == "daybook" else []
        run(["swiftc", *flags, *more, "-module-name", module, "-I", str(work), "-emit-module", "-emit-module-path",
             str(work / f"{module}.swiftmodule"), "-emit-object", "-o", str(object_), *sources])
        objects.append(str(object_))
    binary = work / "fuzz"
    run(["swiftc", *flags, "-module-name", "Fuzz", "-I", str(work), "-o", str(binary), *objects,
         str(HERE / "entry.swift"),
         *sorted(str(path) for path in (ROOT / "Tests/DaybookTests/Fuzz").glob("*Target*.swift"))])
    return binary


def run(words: list[str]) -> None:
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{words[0]} fails:\n{done.stderr[-3000:]}")


def fuzz(binary: Path, target: str, seconds: int, work: Path) -> str:
    """Fuzzes one target; what it found, "" for nothing."""
    found = work / target
    found.mkdir(exist_ok=True)
    for number, text in enumerate((HERE / "kept" / f"{target}.jsonl").read_text().splitlines()):
        (found / f"kept-{number}").write_bytes(json.loads(text).encode("latin-1"))
    before = len(list(found.iterdir()))
    # With its backtrace on, Swift ends the process before libFuzzer has written the input down.
    environment = {**os.environ, "DAYBOOK_FUZZ": target, "SWIFT_BACKTRACE": "enable=no"}
    if os.path.isdir("/dev/shm"):  # the folders that are replaced need no disk
        environment["TMPDIR"] = "/dev/shm"
    words = [str(binary), str(found), str(HERE / "corpus" / target), f"-max_total_time={seconds}", "-timeout=10",
             f"-max_len={LONGEST[target]}", f"-artifact_prefix={work}/finding-{target}-", "-print_final_stats=1", "-seed=1"]
    if (HERE / "words" / target).exists():
        words.append(f"-dict={HERE / 'words' / target}")
    done = subprocess.run(words, capture_output=True, text=True, errors="replace", env=environment)
    executed = re.search(r"stat::number_of_executed_units: (\d+)", done.stderr)
    covered = re.findall(r"cov: (\d+)", done.stderr)
    print(f"{target:<9} {int(executed[1]) if executed else 0:>10} inputs in {seconds} s, {covered[-1] if covered else 0} edges, "
          f"{len(list(found.iterdir())) - before} new: {'no finding' if done.returncode == 0 else 'FINDING'}", flush=True)
    if done.returncode == 0:
        return ""
    shown = [line for line in done.stderr.splitlines() if "atal error" in line or "SUMMARY" in line or "Test unit" in line]
    return "\n".join(shown) or done.stderr[-2000:]


def merge(binary: Path, target: str, work: Path) -> None:
    """Keeps of what was found the fewest and shortest inputs that reach what the corpus does not."""
    with tempfile.TemporaryDirectory() as temporary:
        short, fewest = Path(temporary, "short"), Path(temporary, "fewest")
        short.mkdir()
        shutil.copytree(HERE / "corpus" / target, fewest)
        for path in (work / target).iterdir():
            if path.stat().st_size <= LONGEST_KEPT:
                (short / path.name).write_bytes(path.read_bytes())
        environment = {**os.environ, "DAYBOOK_FUZZ": target, "SWIFT_BACKTRACE": "enable=no", "TMPDIR": str(temporary)}
        subprocess.run([str(binary), "-set_cover_merge=1", f"-max_len={LONGEST[target]}", str(fewest), str(short)],
                       capture_output=True, env=environment, check=True)
        texts = sorted((path.read_bytes().decode("latin-1") for path in fewest.iterdir()
                        if not (HERE / "corpus" / target / path.name).exists()), key=lambda text: (len(text), text))
    lines = [json.dumps(text, ensure_ascii=True) for text in texts]
    (HERE / "kept" / f"{target}.jsonl").write_text("".join(f"{line}\n" for line in lines))
    print(f"{target:<9} {len(lines)} inputs kept, {sum(map(len, texts))} bytes", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=600, help="for each target")
    parser.add_argument("--only", choices=TARGETS)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--merge", action="store_true")
    chosen = parser.parse_args()
    work = (chosen.work or Path(tempfile.mkdtemp(prefix="daybook-fuzz-"))).resolve()
    work.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    binary = build(work)
    print(f"built in {time.monotonic() - began:.0f} s", flush=True)
    targets = [chosen.only] if chosen.only else TARGETS
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        findings = list(pool.map(lambda target: fuzz(binary, target, chosen.seconds, work), targets))
    if any(findings):
        sys.exit("\n".join(filter(None, findings)))
    if chosen.merge:
        for target in targets:
            merge(binary, target, work)
    if not chosen.work:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
