"""Run a scenario of scripted accounts and write its reports: python3 oracle.py SCENARIO --out DIR."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from daybook_oracle.choices import choose
from daybook_oracle.reports import Run, all_reports
from daybook_oracle.scenario import Scenario, read_scenario
from daybook_oracle.simulate import Life, plain_state, simulate


def run_file(path: Path, choices: list[str]) -> Run:
    """Read and run one scenario file."""
    scenario = read_scenario(path.read_text(encoding="utf-8"), path.stem)
    return Run(scenario, simulate(scenario), choose(choices))


def states_on(day: date, scenario: Scenario, lives: list[Life]) -> dict[str, dict[str, Any]]:
    """Return the state of every account at a day's end, in plain words."""
    def state(life: Life) -> dict[str, Any]:
        return {**plain_state(life.states[day], scenario.digits), "units": life.states[day].units}

    return {life.account.spec.name: state(life) for life in lives}


def main() -> int:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", type=Path)
    parser.add_argument("--out", type=Path, help="folder for the CSVs")
    parser.add_argument("--state", metavar="DAY", help="print the state at a day's end, or `all` days, as JSON")
    parser.add_argument("--choose", action="append", default=[], metavar="NAME=VALUE", help="another reading (choices.py)")
    arguments = parser.parse_args()
    run = run_file(arguments.scenario, arguments.choose)
    if arguments.out:
        arguments.out.mkdir(parents=True, exist_ok=True)
        for name, text in all_reports(run).items():
            (arguments.out / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    if arguments.state:
        days = run.scenario.days() if arguments.state == "all" else [date.fromisoformat(arguments.state)]
        print(json.dumps({str(day): states_on(day, run.scenario, run.lives) for day in days}, indent=1))
    failures = [line for life in run.lives for line in life.failures]
    for line in failures:
        print(line, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
