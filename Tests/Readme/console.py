#!/usr/bin/env python3
"""Runs what the README's console blocks show, in their order, and compares what is printed.

A line that begins with "$ " is a command; the lines below it are all that it prints, messages too. A line of "…" alone
stands for any number of lines. Commands share a folder of their own, with the scenarios in it.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PACKAGE = pathlib.Path(__file__).resolve().parents[2]


def sessions(text):
    """Commands with what they are shown to print."""
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.M | re.S):
        command, shown = None, []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, shown
                command, shown = line[2:], []
            elif command and command.endswith("\\"):
                command = command[:-1] + line.strip()
            else:
                shown.append(line)
        if command:
            yield command, shown


def fits(shown, printed):
    """Whether lines are those that are shown, "…" standing for any."""
    pattern = "".join("(.*\n)*?" if line == "…" else re.escape(line) + "\n" for line in shown)
    return re.fullmatch(pattern, printed) is not None


def main():
    """Reads the command line; 0 when every command prints what is shown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", default=str(PACKAGE / ".build/release/daybook"))
    parser.add_argument("--show", action="store_true", help="print what each command prints")
    arguments = parser.parse_args()
    wrong = count = 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(PACKAGE / "scenarios", pathlib.Path(folder) / "scenarios")
        tools = pathlib.Path(folder) / ".tools"
        tools.mkdir()
        (tools / "daybook").symlink_to(pathlib.Path(arguments.tool).resolve())
        environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
        environment.pop("CI", None)
        for command, shown in sessions((PACKAGE / "README.md").read_text()):
            run = subprocess.run(
                command, shell=True, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT)
            count += 1
            printed = run.stdout if not run.stdout or run.stdout.endswith("\n") else run.stdout + "\n"
            if arguments.show:
                print(f"$ {command}\n{printed}", end="")
            elif not fits(shown, printed):
                wrong += 1
                print(f"$ {command}\nis shown to print\n" + "\n".join(shown) + f"\nand prints\n{printed}")
    print(f"{count - wrong} of {count} commands of the README print what is shown")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main())
