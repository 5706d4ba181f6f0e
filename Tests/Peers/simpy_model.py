"""The population of a Daybook scenario, written in SimPy: a process for each account.

    daybook check --resolved scenarios/standard.jsonc > standard.json
    python simpy_model.py standard.json --seed 1 --scale 0.1 --out /tmp/simpy

It writes the five standard reports and prints one JSON object: the account-days lived, the totals, and the seconds.
"""

import argparse
import gc
import json
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import simpy

from simpy_account import Account
from simpy_person import Customer
from simpy_reports import Reports, Tally
from simpy_scenario import Scenario, Segment, UnsupportedError


class Model:
    """A simulation of a scenario."""

    def __init__(self, scenario: Scenario, every_day: bool = False) -> None:
        """Set the processes up."""
        self.scenario, self.calendar, self.policy = scenario, scenario.calendar, scenario.policy
        self.every_day = every_day
        dice = scenario.dice
        self.random, self.choose, self.poisson = dice.random.random, dice.random.choices, dice.numpy.poisson
        self.account_days = 0
        self.living: dict[int, Customer] = {}
        self.tallies: list[Tally] = []
        self.env = simpy.Environment(initial_time=self.calendar.first_day)
        for place, segment in enumerate(scenario.segments):
            tally = Tally(segment.name, self.calendar)
            self.tallies.append(tally)
            self.populate(segment, tally, place << 40)
            self.env.process(self.arrivals(segment, tally, place << 40 | 1 << 32))
            self.env.process(tally.monitor(self.env))

    def populate(self, segment: Segment, tally: Tally, order: int) -> None:
        """Set up the accounts that are there on the eve of life."""
        for number in range(segment.accounts):
            created = self.calendar.first_day - 1 - segment.age()
            name = f"{segment.name}.{number + 1}"
            self.start(Customer(self, segment, tally, name, order + number, created), is_first=True)

    def arrivals(self, segment: Segment, tally: Tally, order: int) -> Generator[simpy.Event, Any, None]:
        """Bring new accounts, day by day."""
        number = 0
        while True:
            day = int(self.env.now)
            for _ in range(self.poisson(segment.arrivals[day])):
                name = f"{segment.name}.a{number + 1}"
                self.start(Customer(self, segment, tally, name, order + number, day), is_first=False)
                number += 1
            yield self.env.timeout(1)

    def start(self, account: Customer, is_first: bool) -> None:
        """Let an account live."""
        self.living[account.order] = account
        self.env.process(account.live(self.env, is_first))

    def gone(self, account: Account, day: int) -> None:
        """Forget an account that is purged."""
        del self.living[account.order]
        self.account_days += day + 1 - max(account.created, self.calendar.first_day)

    def run(self) -> Reports:
        """Live all days."""
        self.env.run(until=self.calendar.end)
        for account in self.living.values():
            account.finish()
            self.account_days += self.calendar.end - max(account.created, self.calendar.first_day)
        return Reports(self.scenario, self.tallies)


def main() -> int:
    """Run the model from the command line."""
    parser = argparse.ArgumentParser(description="The population of a Daybook scenario, in SimPy.")
    parser.add_argument("scenario", type=Path, help="what `daybook check --resolved` prints")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder of the reports")
    parser.add_argument("--every-day", action="store_true", help="wake each account each day, however little happens")
    arguments = parser.parse_args()
    gc.disable()  # purged accounts leave a little cyclic garbage, not worth the search for it
    began = time.perf_counter()
    try:
        node = json.loads(arguments.scenario.read_text(encoding="utf-8"))
        model = Model(Scenario(node, arguments.seed, arguments.scale), arguments.every_day)
    except UnsupportedError as fault:
        print(f"{arguments.scenario}: {fault}", file=sys.stderr)
        return 3
    reports = model.run()
    reports.write(arguments.out)
    seconds = time.perf_counter() - began
    print(json.dumps({"account_days": model.account_days, **reports.totals(), "seconds": round(seconds, 3)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
