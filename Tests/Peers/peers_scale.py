"""How Daybook's time and memory grow with the number of accounts."""

from __future__ import annotations

import argparse
import json
import os
import tempfile

import peers_common as common


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--accounts", type=int, nargs="+", default=[10_000, 100_000, 1_000_000, 10_000_000],
                        help="opening accounts of each run, for example without the largest")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)


def main(options: argparse.Namespace) -> int:
    rows, before = [], None
    with tempfile.TemporaryDirectory() as folder:
        resolved = common.resolve(options.daybook, options.scenario, folder)
        with open(resolved, encoding="utf-8") as file:
            population = json.load(file)["population"]
        at_scale_one = sum(segment.get("accounts", 0) for segment in population.values())
        # Account-days grow with the scale; a small run of the NumPy model tells how many there are.
        sample = common.run(common.peer("NumPy", resolved, os.path.join(folder, "numpy"), seed=options.seed, scale=1))
        days_at_scale_one = sample.last_line["account_days"]
        out = os.path.join(folder, "out")
        for accounts in options.accounts:
            scale = accounts / at_scale_one
            arguments = {"seed": options.seed, "scale": scale, "threads": options.threads}
            run = common.run(common.daybook(options.daybook, options.scenario, out, **arguments))
            days = common.account_days(out) or days_at_scale_one * scale
            rows.append([
                f"{accounts:,}", common.significant(days / 1e6), f"{run.wall:.2f}",
                common.significant(days / 1e6 / run.wall), f"{run.peak_mb:,.0f}",
                common.significant(run.wall / before) if before else "",
            ])
            before = run.wall
    print(common.header())
    titles = ["accounts", "million account-days", "wall s", "million account-days/s", "peak MB", "times the one before"]
    common.table(titles, rows)
    return 0
