#!/usr/bin/env python3
"""Gives daybook what it is not made for: hostile names, paths, sizes, depths, encodings, numbers, limits, command lines.

    python3 Tests/Hostile/hostile.py [--tool .build/release/daybook] [--only GROUP] [--without GROUP] [--show] [--any-memory]

Each case of `cases.py` is run in a folder of its own. Besides its exit code and the words that it asks for, a case holds
when the command ends in time and by itself, does not need much memory, writes nothing but what it was asked for, leaves
the files it was given as they were, and says what is wrong in few, clean lines. `--show` prints all that is said.
"""

import argparse
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

from cases import CASES

PACKAGE = pathlib.Path(__file__).resolve().parents[2]
SECONDS = 60
MEMORY = 4 << 30
LINES = 3_100
CLEAN = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]")
LOCATED = re.compile(r"^[^\n]+:\d+:\d+: error: ", re.M)
DONE = {0, 1, 2, 3, 4}


def make(folder, files):
    """Puts the files of a case in its folder; what they hold, to be compared."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if callable(content):
            content(path)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return {name: content for name, content in files.items() if not callable(content)}


def within_limits():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def problems(folder, given, files, done, code, words):
    """What is not as it is owed."""
    said = done.stderr.decode(errors="replace")
    if done.returncode not in DONE:
        yield f"ends with {done.returncode}"
    if code is not None and done.returncode != code:
        yield f"ends with {done.returncode}, not with {code}"
    for word in words:
        if word not in said:
            yield f"does not say {word!r}"
    if done.returncode in (2, 3, 4) and not said.strip():
        yield "says nothing"
    if done.returncode == 3 and not LOCATED.search(said) and " would " not in said and "the scenario is invalid" not in said:
        yield "says no place"
    if done.returncode == 3 and done.stdout:
        yield "writes to stdout, too"
    if CLEAN.search(done.stderr):
        yield f"says {CLEAN.search(done.stderr).group()!r} as it is"
    if len(said.splitlines()) > LINES or len(said) > 1_000_000:
        yield f"says {len(said.splitlines())} lines of {len(said)} characters"
    for name, content in given.items():
        if (folder / name).read_bytes() != (content if isinstance(content, bytes) else content.encode()):
            yield f"changed {name}"
    top = {name.split("/")[0] for name in files}
    if left := [path.name for path in folder.iterdir() if path.name not in top and (done.returncode > 1 or ".tmp-" in path.name)]:
        yield f"leaves {left}"


def try_case(tool, number, show, limits):
    """Runs a case; whether it holds."""
    group, name, files, command, code, words = CASES[number]
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "here"
        folder.mkdir()
        given = make(folder, files)
        try:
            done = subprocess.run([tool, *command], cwd=folder, capture_output=True, timeout=SECONDS, preexec_fn=limits)
        except subprocess.TimeoutExpired:
            print(f"{group}: {name}: does not end in {SECONDS} s")
            return False
        found = list(problems(folder, given, files, done, code, words))
        said = done.stderr.decode(errors="replace")
        if show or found:
            print(f"{'WRONG ' if found else ''}{group}: {name[:90]}: {done.returncode}  {'; '.join(found)}")
            for line in said.splitlines()[:12]:
                print(f"    {line[:300]}")
    return not found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", type=pathlib.Path, default=PACKAGE / ".build/release/daybook")
    parser.add_argument("--only", help="the cases of one group")
    parser.add_argument("--show", action="store_true", help="print all that is said")
    parser.add_argument("--without", help="leaves out the cases of one group")
    parser.add_argument("--any-memory", action="store_true", help="for a tool with a sanitizer, which maps terabytes")
    arguments = parser.parse_args()
    chosen = [n for n in range(len(CASES)) if arguments.only in (None, CASES[n][0]) and CASES[n][0] != arguments.without]
    tool = arguments.tool.resolve()
    limits = None if arguments.any_memory else within_limits
    wrong = sum(not try_case(tool, number, arguments.show, limits) for number in chosen)
    print(f"{len(chosen)} hostile inputs, {wrong} answered wrongly")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
