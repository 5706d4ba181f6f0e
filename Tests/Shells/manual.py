#!/usr/bin/env python3
"""Whether `daybook man` prints a manual page that mandoc takes without a word, with every verb and option in it.

Needs mandoc. Call: python3 Tests/Shells/manual.py [--tool FILE]
"""

import argparse
import pathlib
import re
import subprocess
import sys

PACKAGE = pathlib.Path(__file__).resolve().parents[2]
SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "SEE ALSO"]


def output(*command, **more):
    """What a command prints."""
    return subprocess.run(command, text=True, stdout=subprocess.PIPE, check=True, **more).stdout


def main():
    """Reads the command line; 0 when nothing is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", default=str(PACKAGE / ".build/release/daybook"))
    tool = parser.parse_args().tool
    page = output(tool, "man")
    lint = subprocess.run(["mandoc", "-T", "lint", "-W", "all"], input=page, text=True, capture_output=True)
    shown = re.sub(".\b", "", output("mandoc", "-T", "utf8", input=page))
    words = set(re.findall(r"--[a-z][-a-z]*", shown))
    headings = re.findall(r"^([A-Z][A-Z ]+)$", shown, re.M)
    verbs = re.findall(r"^  ([a-z]+) {2,}\S", output(tool, "help"), re.M)
    options = {word for verb in verbs for word in re.findall(r"^  (--\S+)", output(tool, "help", verb), re.M)}
    wrong = [
        lint.stdout + lint.stderr,
        *(f"section {name} is missing" for name in SECTIONS if name not in headings),
        *(f"{verb} is missing" for verb in verbs if f"\n   {verb}\n" not in shown),
        *(f"{option} is missing" for option in sorted(options - words)),
        *(f"too long: {line}" for line in shown.splitlines() if len(line) > 80),
    ]
    wrong = [text for text in wrong if text]
    print("\n".join(wrong) or f"mandoc takes the manual: {len(verbs)} verbs, {len(options)} options")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
