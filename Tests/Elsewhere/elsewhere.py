#!/usr/bin/env python3
"""Runs the modules without Foundation on another processor, and compares fingerprints.

    python3 Tests/Elsewhere/elsewhere.py [--tool .build/release/daybook] [--work FOLDER] [SCENARIO ...]

BillingCore, Simulation and Scenarios are compiled for aarch64 and run under qemu: each scenario file is read, decoded
and lived there, and must have the fingerprint that `daybook run` gives here. The toolchain has no Foundation for
aarch64, but the embedded standard library, which lacks key paths, values of protocol type, and tasks. So a copy of the
sources is written in what it has (`DIALECT`): no arithmetic and no decision is touched. What no run uses is left out
(`LEFT_OUT`).

Needs qemu-user-static, gcc-aarch64-linux-gnu and libc6-dev-arm64-cross; without them it says so, and is done.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PACKAGE = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
NEEDED = ["qemu-aarch64-static", "aarch64-linux-gnu-gcc", "swiftc"]
TARGET = "aarch64-none-none-elf"
MODULES = ["BillingCore", "Simulation", "Scenarios"]
LEFT_OUT = [
    "Simulation/SelfTest", "Simulation/Boundaries", "Simulation/Finding", "Scenarios/Search",
    "Scenarios/Variation.swift",
]
FLAGS = ["-target", TARGET, "-O", "-wmo", "-enable-experimental-feature", "Embedded", "-package-name", "daybook"]
FEATURES = ["ExistentialAny", "MemberImportVisibility"]

# What the embedded language lacks, and what stands for it: file (None: all), text, what replaces it.
DIALECT = [
    (None, re.compile(r"(?<=[(\s])\\\.([A-Za-z0-9.?]+)"), r"{ $0.\1 }"),
    (None, re.compile(r"\b(?:async|await) "), ""),
    (None, re.compile(r"\bany RunWatcher\b"), "Silence"),
    ("Simulation/Simulator.swift", re.compile(r"Audience\(watcher,"), "Audience((watcher as? Silence) ?? Silence(),"),
    # The files that are read there have been read here, where decomposed names are refused.
    ("Scenarios/JSON/NameRule.swift", re.compile(r"span\.checkForNFC\(quickCheck: false\)"), "span.count > 0"),
    ("Simulation/Transcript.swift", re.compile(r'name\.replacing\("\.", with: "-"\)'), 'String(name.map { $0 == "." ? "-" : $0 })'),
]


class Broken(Exception):
    """Something could not be built or run; the message says what."""


def run(*command, **options):
    """Runs a command to its end, or says what it said."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        faults = [line for line in (done.stderr + done.stdout).splitlines() if "error" in line]
        raise Broken(f"{command[0]} ends with {done.returncode}: " + "\n".join(faults[:10] or [done.stderr[-2000:]]))
    return done.stdout


def in_dialect(text, name, used):
    """A source in what the embedded language has; comments and raw strings are left as they are."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if line.lstrip().startswith("//") or '#"' in line:
            continue
        for number, (file, old, new) in enumerate(DIALECT):
            if file in (None, name):
                line, found = old.subn(new, line)
                used[number] += found
        lines[index] = line
    return "\n".join(lines)


def write_sources(work):
    """Copies the modules; each rule of the dialect must still be of use."""
    used = [0] * len(DIALECT)
    for path in sorted(path for module in MODULES for path in (PACKAGE / "Sources" / module).rglob("*.swift")):
        name = path.relative_to(PACKAGE / "Sources").as_posix()
        if not any(name.startswith(left) for left in LEFT_OUT):
            copy = work / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(in_dialect(path.read_text(), name, used))
    shutil.copy(HERE / "Serial.swift", work / "Simulation")
    for (file, old, _), count in zip(DIALECT, used):
        if count == 0:
            raise Broken(f"nothing is written as {old.pattern!r} any more in {file or 'any file'}: take the rule out")


def compile_for_aarch64(work):
    """The program for aarch64, linked with glibc and nothing to load."""
    features = [word for feature in FEATURES for word in ("-enable-upcoming-feature", feature)]
    for module in MODULES:
        run("swiftc", *FLAGS, *features, "-parse-as-library", "-module-name", module, "-I", work, "-emit-module",
            "-emit-module-path", work / f"{module}.swiftmodule", "-c", "-o", work / f"{module}.o",
            *sorted((work / module).rglob("*.swift")))
    run("swiftc", *FLAGS, "-enable-experimental-feature", "Extern", "-module-name", "elsewhere", "-I", work,
        "-c", "-o", work / "elsewhere.o", HERE / "main.swift")
    swift = pathlib.Path(shutil.which("swiftc")).resolve().parents[1]
    linker = work / "linker"
    linker.mkdir()
    (linker / "ld").symlink_to(swift / "bin/ld.lld")
    run("aarch64-linux-gnu-gcc", f"-B{linker}", "-static", "-Wl,--gc-sections", HERE / "strtod.c",
        *(work / f"{name}.o" for name in [*MODULES, "elsewhere"]),
        swift / f"lib/swift/embedded/{TARGET}/libswiftUnicodeDataTables.a", "-lm", "-o", work / "elsewhere")
    return work / "elsewhere"


def here(tool, path, work):
    """The fingerprint that the tool gives on this machine."""
    run(tool, "run", path, "--out", work / "out", "--force", "--quiet")
    return json.loads((work / "out/datapackage.json").read_text())["daybook"]["fingerprint"]


def compare(tool, scenarios, work):
    """Prints each scenario that differs; the number of those."""
    write_sources(work)
    program = compile_for_aarch64(work)
    asked = "".join(f"{path}\n" for path in scenarios)
    answers = run("qemu-aarch64-static", program, input=asked, timeout=900).splitlines()
    wrong = 0
    for path, answer in zip(scenarios, answers, strict=True):
        wanted = f"{here(tool, path, work)} {path}"
        if answer != wanted:
            wrong += 1
            print(f"here      {wanted}\nelsewhere {answer}")
    print(f"{len(scenarios)} scenarios on aarch64: {len(scenarios) - wrong} have the fingerprint they have here; "
          f"{answers[0]}")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", type=pathlib.Path, default=PACKAGE / ".build/release/daybook")
    parser.add_argument("--work", type=pathlib.Path, help="a folder to build in, kept")
    parser.add_argument("scenarios", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing:
        print(f"skipped: no {', '.join(missing)}; apt-get install qemu-user-static gcc-aarch64-linux-gnu "
              "libc6-dev-arm64-cross")
        return 0
    usual = [PACKAGE / "scenarios/standard.jsonc", *sorted((PACKAGE / "scenarios").rglob("*.jsonc"))]
    with tempfile.TemporaryDirectory() as temporary:
        work = arguments.work or pathlib.Path(temporary)
        return 1 if compare(arguments.tool, arguments.scenarios or list(dict.fromkeys(usual)), work.resolve()) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Broken as broken:
        sys.exit(str(broken))
