#!/usr/bin/env python3
"""Runs every example that help shows, verb by verb, in a folder with the scenarios in it.

Each has to end with 0. Call: python3 Tests/Shells/examples.py [--tool FILE]
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


def calls(help_text):
    """The calls that help shows, each as one line."""
    examples = re.search(r"^Examples\n(.*?)\n\n", help_text, re.M | re.S)[1]
    return re.findall(r"^  (daybook .*)$", re.sub(r" \\\n +", " ", examples), re.M)


def main():
    """Reads the command line; 0 when every example works."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", default=str(PACKAGE / ".build/release/daybook"))
    tool = pathlib.Path(parser.parse_args().tool).resolve()
    failed = count = 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(PACKAGE / "scenarios", pathlib.Path(folder) / "scenarios")
        tools = pathlib.Path(folder) / ".tools"
        tools.mkdir()
        (tools / "daybook").symlink_to(tool)
        environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "MANPAGER": "cat"}

        def run(call):
            return subprocess.run(call, shell=True, cwd=folder, env=environment, text=True, capture_output=True)

        verbs = re.findall(r"^  ([a-z]+) {2,}\S", run("daybook help").stdout, re.M)
        for verb in verbs:
            for call in calls(run(f"daybook help {verb}").stdout):
                done = run(call)
                count += 1
                if done.returncode:
                    failed += 1
                    print(f"$ {call}\nends with {done.returncode}:\n{done.stdout}{done.stderr}")
    print(f"{count - failed} of {count} examples of {len(verbs)} verbs end with 0")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
