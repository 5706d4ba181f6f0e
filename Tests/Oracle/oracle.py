"""Run a scenario of scripted accounts and write its reports: python3 oracle.py SCENARIO --out DIR."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from daybook_oracle.choices import choose
from daybook_oracle.money import show_money
from daybook_oracle.reports import Run, all_reports
from daybook_oracle.scenario import Scenario, read_scenario
from daybook_oracle.simulate import Life, simulate


def run_file(path: Path, choices: list[str]) -> Run:
    """Read and run one scenario file."""
    scenario = read_scenario(path.read_text(encoding="utf-8"), path.stem)
    return Run(scenario, simulate(scenario), choose(choices))


def states_on(day: date, scenario: Scenario, lives: list[Life]) -> dict[str, dict[str, Any]]:
    """Return the state of every account at a day's end, in plain words."""
    return {life.account.spec.name: plain_state(life, day, scenario.digits) for life in lives}


def plain_state(life: Life, day: date, digits: int) -> dict[str, Any]:
    """Return one account's state at a day's end, in plain words."""
    state = life.states[day]
    return {
        "status": state.status,
        "stage": state.stage,
        "balance": show_money(state.balance, digits),
        "prepaidCash": show_money(state.prepaid_cash, digits),
        "prepaidBonus": show_money(state.prepaid_bonus, digits),
        "debt": show_money(state.debt, digits),
        "deferred": show_money(state.deferred, digits),
        "usageToDate": show_money(state.usage_to_date, digits),
        "lastActivity": str(state.last_activity),
        "deletionDue": str(state.due) if state.due else "none",
        "units": state.units,
    }


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
