"""Daybook's synthetic population in NumPy: arrays over accounts, a loop over days.

    python numpy_model.py RESOLVED.json --seed N --scale X --out DIR

RESOLVED.json is what `daybook check --resolved SCENARIO` prints. Comments cite the days as the rules number them:
1. invoice, 3. deletion, 4. stage, then the actions of the day.
"""

from __future__ import annotations

import argparse
import json
import time

import numpy as np

import model_input
import model_reports
from model_input import Policy, half_up, sample_count
from numpy_accounts import Accounts

CHUNK = 1 << 20  # accounts that are lived at once


class Model:
    def __init__(self, scenario: dict, seed: int, scale: float):
        self.scenario = scenario
        self.scale = scale
        self.rng = np.random.Generator(np.random.SFC64(seed))
        self.calendar = model_input.Calendar(scenario)
        self.policy = Policy(scenario["policy"])
        self.population = scenario["population"]
        reported = self.calendar.dates[self.calendar.warm_up : -1]
        self.months = sorted({(date.year, date.month) for date in reported})
        self.month_index = {
            self.calendar.warm_up + day: self.months.index((date.year, date.month)) for day, date in enumerate(reported)
        }

    def run(self) -> list[tuple[str, list[Accounts]]]:
        lived = []
        for name, behaviour in self.population.items():
            parts = []
            for chunk in self.chunks(name, behaviour):
                chunk.live()
                parts.append(chunk)
            lived.append((name, parts))
        return lived

    def chunks(self, name: str, behaviour: dict):
        """Accounts in the order of their coming, so many at once that their arrays stay in the cache."""
        first = int(half_up(behaviour["accounts"] * self.scale))
        arrivals = self.rng.poisson(self.calendar.arrivals(behaviour["arrivals"]) * self.scale)
        days = np.repeat(np.arange(self.calendar.length), arrivals)
        count = first + len(days)
        for start in range(0, count, CHUNK):
            numbers = np.arange(start, min(start + CHUNK, count))
            is_first = numbers < first
            created = np.empty(len(numbers), np.int64)
            older = int(is_first.sum())
            created[:older] = -1 - sample_count(behaviour["ageDays"], older, self.rng)
            created[older:] = days[numbers[older:] - first]
            yield Accounts(self, name, start, np.where(is_first, numbers + 1, first - numbers - 1), created, is_first)


def main() -> None:
    began = time.perf_counter()
    parser = argparse.ArgumentParser()
    parser.add_argument("scenario")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    model = Model(model_input.load(options.scenario), options.seed, options.scale)
    lived = model.run()
    totals = model_reports.write(model, lived, options.out)
    print(json.dumps({**totals, "seconds": round(time.perf_counter() - began, 4)}))


if __name__ == "__main__":
    main()
