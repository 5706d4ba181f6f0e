"""Whether Daybook and its peers agree, over many seeds, in what comes out."""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import statistics
import tempfile
from decimal import Decimal

import peers_common as common

MONEY = {"cash_in", "billed", "revenue_recognized", "debt_end", "bonus_granted"}
LIMIT = 4


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seeds", type=int, default=12)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=0.05)
    parser.add_argument("--rows", action="store_true", help="look at each month and segment of all reports too")


def z_score(left: list[float], right: list[float]) -> float:
    spread = math.sqrt(statistics.variance(left) / len(left) + statistics.variance(right) / len(right))
    difference = statistics.fmean(left) - statistics.fmean(right)
    return difference / spread if spread else (0 if difference == 0 else math.inf)


def main(options: argparse.Namespace) -> int:
    peers = common.peers_there()
    names = ["Daybook", *peers]
    found: dict[str, list[dict]] = {name: [] for name in names}
    months: dict[str, list[dict]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        resolved = common.resolve(options.daybook, options.scenario, folder)
        with open(resolved, encoding="utf-8") as file:
            digits = decimals(json.load(file)["policy"]["currency"])
        for seed in range(options.first_seed, options.first_seed + options.seeds):
            for name in names:
                out = os.path.join(folder, f"{name}-{seed}")
                arguments = {"seed": seed, "scale": options.scale}
                if name == "Daybook":
                    common.run(common.daybook(options.daybook, options.scenario, out, **arguments))
                    found[name].append(common.totals(out))
                else:
                    totals = common.run(common.peer(name, resolved, out, **arguments)).last_line
                    found[name].append({
                        key: Decimal(value).scaleb(-digits if key in MONEY else 0) for key, value in totals.items()
                    })
                if options.rows:
                    months[name].append(read_months(out))
    print(common.header())
    print(f"{options.seeds} seeds from {options.first_seed} on, scale {options.scale:g}: means, and z for each pair.\n")
    fails = show(found)
    if options.rows:
        show_months(months)
    return 1 if fails else 0


def decimals(currency: str) -> int:
    import model_input

    return model_input.MINOR_DIGITS.get(currency, 2)


def show(found: dict[str, list[dict]]) -> int:
    """Prints means and z-scores, and returns how many are too large."""
    pairs = list(itertools.combinations(found, 2))
    rows, fails = [], 0
    for metric in found["Daybook"][0]:
        values = {name: [float(totals[metric]) for totals in runs] for name, runs in found.items()}
        scores = [z_score(values[left], values[right]) for left, right in pairs]
        fails += sum(abs(score) >= LIMIT for score in scores)
        rows.append([metric, *(f"{statistics.fmean(v):,.1f}" for v in values.values()), *(f"{s:+.2f}" for s in scores)])
    common.table(["total", *found, *(f"z {left} - {right}" for left, right in pairs)], rows)
    print(f"{fails} beyond {LIMIT}." if fails else f"All within {LIMIT}.")
    return fails


def read_months(folder: str) -> dict[tuple, float]:
    """Every number of revenue.csv and services.csv, and sums of daily.csv by month and of the others by outcome."""
    cells: dict[tuple, float] = {}
    for report, keys in (("revenue", ["month", "segment"]), ("services", ["month", "segment", "service"]),
                         ("daily", ["date", "segment"])):
        path = os.path.join(folder, f"{report}.csv")
        for row in common.read_csv(path) if os.path.exists(path) else []:
            key = [row.pop(name) for name in keys]
            key[0] = key[0][:7]
            for column, value in row.items():
                cell = (report, *key, column)
                cells[cell] = cells.get(cell, 0) + float(value)
    for report, kinds in (("blocks", ["outcome"]), ("deletions", ["outcome", "cancelled_by"])):
        for row in common.read_csv(os.path.join(folder, f"{report}.csv")):
            key = (report, row["segment"], *(row[kind] for kind in kinds))
            for column, value in row.items():
                if column not in ("account", "segment", *kinds):
                    cells[*key, column] = cells.get((*key, column), 0) + worth(value)
    return cells


def worth(value: str) -> float:
    """What a cell adds to a sum: a number itself, a day or a word 1, nothing 0."""
    try:
        return float(value or 0)
    except ValueError:
        return 1


def show_months(months: dict[str, list[dict]]) -> None:
    """Prints the largest z-scores of single cells: with thousands of cells, a few of 4 to 5 are chance."""
    for left, right in itertools.combinations(months, 2):
        scores = []
        for cell in months[left][0]:
            values = [[run.get(cell, 0) for run in months[name]] for name in (left, right)]
            if all(sum(map(bool, side)) >= len(side) / 2 for side in values):
                scores.append((z_score(*values), cell))
        if not scores:
            continue
        scores.sort(key=lambda score: -abs(score[0]))
        mean_square = statistics.fmean(score**2 for score, _ in scores)
        print(f"\n{left} - {right}: {len(scores)} cells by month or outcome and segment.")
        print(f"Mean of z squared: {mean_square:.3f}. The largest:\n")
        common.table(["cell", "z"], [[" ".join(cell), f"{score:+.2f}"] for score, cell in scores[:12]])
