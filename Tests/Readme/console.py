#!/usr/bin/env python3
"""Runs what the README shows at a prompt as a reader pastes it, and compares what is printed.

In the console blocks a line that begins with "$ " is a command, with the lines below it for as long as the shell waits
for more: open quotes, a backslash at the end, a here-document. The lines below that are all that it prints, messages
too; a line of "…" alone stands for any number of lines. One shell gets the commands of the page as they stand, top to
bottom, in a fresh clone of what is committed; a variable or a folder that one of them changes stays changed for the
next. A command may fail only where the page shows that it does. Then the commands within its sentences are run, which
have to succeed, and the console blocks of the articles.

    python3 Tests/Readme/console.py [--tool FILE] [--shell zsh] [--show]

Without --tool the clone builds the program, as the README says: three minutes. With it, the program is put where the
build puts it, and the README's "swift run" runs it and nothing else. CI does so, because it makes that build itself,
from a clean clone too, and runs the same "swift run" in another step; Tests/reliability goes without.
"""

import argparse
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

PACKAGE = pathlib.Path(__file__).resolve().parents[2]
PAGES = ["README.md", *sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("Sources/*/*.docc/*.md"))]
MARK = "\x1e"
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.M | re.S)
TOOLS = r"(?:daybook|swift|frictionless|duckdb|hledger|python3) "

# What is shown and not run here, and why. Programs of Tests and .ci, named without arguments, are steps of CI.
NOT_RUN = {
    "swift test": "it takes minutes, and CI runs it by itself",
    "frictionless validate datapackage.json": "Tests/Ecosystem runs it",
}


def waits(command):
    """Whether a shell that has read this much waits for more."""
    read = subprocess.run(["bash", "-n"], input=command + "\n", capture_output=True, text=True)
    return command.endswith("\\") or "unexpected EOF" in read.stderr or "here-document" in read.stderr


def sessions(text):
    """Commands as they stand, with the lines that they are shown to print."""
    for language, block in FENCE.findall(text):
        command, shown = None, []
        for line in block.splitlines() if language == "console" else []:
            if command is not None and not shown and waits(command):
                command += "\n" + line
            elif line.startswith("$ "):
                if command is not None:
                    yield command, shown
                command, shown = line[2:], []
            else:
                shown.append(line)
        if command is not None:
            yield command, shown


def unrunnable(text):
    """Lines that look like a command and stand in a block that is not run."""
    blocks = [block for language, block in FENCE.findall(text) if language != "console"]
    return [line for block in blocks for line in block.splitlines() if re.match(rf"\$ |{TOOLS}", line)]


def spans(text):
    """The commands within sentences."""
    return re.findall(rf"`({TOOLS}[^`]+)`", FENCE.sub("", text))


def fits(shown, printed, status):
    """Whether lines are those that are shown, "…" standing for any, and a failure is one that the reader is shown."""
    pattern = "".join("(.*\n)*?" if line == "…" else re.escape(line) + "\n" for line in shown)
    fails = any(re.search(r"\berror: |^FAILED ", line) for line in shown)
    return re.fullmatch(pattern, printed) is not None and fails == (status != 0)


class Shell:
    """One shell for all commands; what it prints is read up to a mark that follows each."""

    def __init__(self, name, folder, environment):
        """Starts it in a folder, without the settings of whoever runs this."""
        words = {"bash": ["bash", "--noprofile", "--norc"], "zsh": ["zsh", "-f"]}[name]
        self.process = subprocess.Popen(
            words, cwd=folder, env=environment, text=True, bufsize=1, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        if name == "bash":  # as at a prompt, where "!" is expanded
            self.run("set -o history -o histexpand")

    def run(self, command):
        """What a command prints, and its status; without one when the shell is gone, or still waits for more."""
        if waits(command):
            return "nothing: the shell waits for more\n", None
        lines = []
        try:
            self.process.stdin.write(f"{command}\nprintf '\\n{MARK}%s\\n' \"$?\"\n")
            self.process.stdin.flush()
            for line in self.process.stdout:
                if line.startswith(MARK):
                    printed = "".join(lines)[:-1]
                    return printed + "\n" * (not printed.endswith("\n") and printed != ""), int(line[1:])
                lines.append(line)
        except BrokenPipeError:
            pass
        return "".join(lines) + "and the shell has ended\n", None


def placed(tool, clone, tools):
    """Puts a program where the build would, and a swift that runs it as the README does; the PATH with it."""
    release = clone / ".build/release"
    release.mkdir(parents=True)
    (release / "daybook").symlink_to(pathlib.Path(tool).resolve(strict=True))
    tools.mkdir()
    (tools / "swift").write_text(
        '#!/bin/sh\n[ "$1 $2 $3 $4" = "run -c release daybook" ] || { echo "error: swift $*"; exit 1; }\n'
        'shift 4\nexec .build/release/daybook "$@"\n')
    (tools / "swift").chmod(0o755)
    return f"{tools}:{os.environ['PATH']}"


def check(shell, page, text, show):
    """Runs a page's commands; how many there are, and how many are not as shown."""
    count = wrong = 0

    def complain(command, *lines):
        nonlocal wrong
        wrong += 1
        print(f"{page}: $ {command}", *lines, sep="\n")

    for line in unrunnable(text):
        complain(line, "stands in a block that is not run: begin it with ```console")
    within = spans(text) if page == "README.md" else []  # an article's may have DIR or SCENARIO in them
    for command, shown in [*sessions(text), *((command, None) for command in within)]:
        if command in NOT_RUN:
            print(f"not run: {command} ({NOT_RUN[command]})")
            continue
        count += 1
        printed, status = shell.run(command)
        if show:
            print(f"$ {command}\n{printed}", end="")
        if shown is None and status != 0:
            complain(command, f"ends with {status} and prints", printed)
        elif shown is not None and not fits(shown, printed, status):
            complain(command, "is shown to print", *shown, f"ends with {status} and prints", printed)
    return count, wrong


def main():
    """Reads the command line; 0 when every command prints what is shown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool")
    parser.add_argument("--shell", choices=["bash", "zsh"], default="bash")
    parser.add_argument("--show", action="store_true", help="print what each command prints")
    arguments = parser.parse_args()
    signal.alarm(1800)  # a command that reads what the shell should get would never end
    with tempfile.TemporaryDirectory() as folder:
        clone = pathlib.Path(folder) / "daybook"
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", PACKAGE, clone], check=True)
        environment = {key: value for key, value in os.environ.items() if key != "CI"}
        if arguments.tool:
            environment["PATH"] = placed(arguments.tool, clone, pathlib.Path(folder) / "tools")
        shell = Shell(arguments.shell, clone, environment)
        found = [check(shell, page, (clone / page).read_text(), arguments.show) for page in PAGES]
        shell.process.stdin.close()
        shell.process.wait()
    count, wrong = map(sum, zip(*found))
    print(f"{count} commands of the README and the articles, pasted into {arguments.shell}: {wrong} not as shown")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main())
