#!/usr/bin/env python3
"""Whether others' tools take what `daybook test` writes: xmllint and junitparser the XML, prove the TAP.

Needs libxml2's xmllint, Perl's prove and the package junitparser.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

import junitparser

PACKAGE = pathlib.Path(__file__).resolve().parents[2]
TIMELINES = PACKAGE / "scenarios" / "timelines"
FAILING = """{ "start": "2027-01-01", "days": 60,
  "accounts": { "acme": { "created": "2027-01-01", "timeline": [
    { "on": "2027-02-10", "expect": { "stage": "blocked", "balance": "-14.00", "events": ["stageChanged none>blocked"] } },
  ] } },
  "thresholds": [ { "metric": "cash_in", "atLeast": "1.00" } ] }
"""


def expect(what, found, wanted):
    """Ends with what was found when it is something else."""
    if found != wanted:
        sys.exit(f"{what}: {found} where {wanted} was expected")


def junit(tool, folder):
    """Counts and facts survive the way through both readers."""
    out = folder / "out.xml"
    names = ["failing.jsonc", 'wrong & <"quoted">.jsonc', str(TIMELINES)]
    run = subprocess.run([tool, "test", *names, "--quiet", "--junit", out], cwd=folder, capture_output=True)
    expect("exit", run.returncode, 3)
    subprocess.run(["xmllint", "--noout", out], check=True)
    xml = junitparser.JUnitXml.fromfile(str(out))
    suites = list(xml)
    expect("suites", len(suites), 2 + len(list(TIMELINES.glob("*.jsonc"))))
    expect("totals", (xml.failures, xml.errors), (3, 1))
    expect("cases", sum(len(list(suite)) for suite in suites), xml.tests)
    results = {case.name: case.result for case in suites[0]}
    expect("cases of the failing file", len(results), 4)
    expect("a passed case", results["acme on 2027-02-10: stage"], [])
    failure = results["acme on 2027-02-10: balance"][0]
    expect("a failure", isinstance(failure, junitparser.Failure), True)
    expect("its message", failure.message, "expected -14.00, actual -19.00")
    expect("its difference", "differs  -5.00" in failure.text, True)
    expect("a suite in error", suites[1].name, 'wrong & <"quoted">.jsonc')
    print(f"junitparser and xmllint take {xml.tests} cases in {len(suites)} suites")


def tap(tool, folder):
    """prove counts as we do, and sees what fails."""
    files = sorted(map(str, TIMELINES.glob("*.jsonc")))
    good = subprocess.run(["prove", "--exec", f"{tool} test --tap", *files], capture_output=True, text=True)
    expect("prove", (good.returncode, "Result: PASS" in good.stdout), (0, True))
    bad = subprocess.run(
        ["prove", "--exec", f"{tool} test --tap", "failing.jsonc"], cwd=folder, capture_output=True, text=True)
    expect("prove of a failing file", "Failed tests:  2-4" in bad.stdout, True)
    print(next(line for line in good.stdout.splitlines() if line.startswith("Files=")).split(",  ")[0], "by prove")


def main():
    """Reads the command line; ends with 0 when all is taken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", default=str(PACKAGE / ".build/release/daybook"))
    tool = str(pathlib.Path(parser.parse_args().tool).resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "failing.jsonc").write_text(FAILING)
        (folder / 'wrong & <"quoted">.jsonc').write_text('{ "start": "2027-02-30" }')
        junit(tool, folder)
        tap(tool, folder)


if __name__ == "__main__":
    main()
