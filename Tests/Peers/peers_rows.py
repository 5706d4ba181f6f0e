"""How fast Daybook writes a report with a row for each event, beside polars' CSV writer on the same rows."""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time

import polars as pl

import peers_common as common

# What the columns of the row reports hold; all others are text.
TYPES = {
    "date": pl.Date, "seq": pl.Int64, "quantity": pl.Int64,
    "amount": "money", "bonus": "money", "balance": "money", "to_debt": "money",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scale", type=float, default=1.5, help="for events; a few hundred MB are enough")
    parser.add_argument("--topups-scale", type=float, default=100)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", nargs="+", default=["events", "topups"])


def read(path: str, money: pl.DataType) -> pl.DataFrame:
    names = pl.scan_csv(path).collect_schema().names()
    types = {name: TYPES.get(name, pl.String) for name in names}
    return pl.read_csv(path, schema_overrides={
        name: money if kind == "money" else kind for name, kind in types.items()
    })


def write_with_polars(frame: pl.DataFrame, path: str) -> float:
    began = time.perf_counter()
    frame.write_csv(path, float_precision=2)
    return time.perf_counter() - began


def main(options: argparse.Namespace) -> int:
    rows = []
    for report in options.reports:
        scale = options.scale if report == "events" else options.topups_scale
        rows.append(measure(report, scale, options))
    print(common.header())
    print("MB/s of Daybook: the report's bytes by the whole run, simulation and all. MB/s of polars: its bytes by the "
          "time of write_csv alone, threads as it likes. Medians.\n")
    common.table(["report", "MB", "Daybook s", "Daybook MB/s", "polars s", "polars MB/s", "money in polars",
                  "Daybook / polars"], rows)
    return 0


def measure(report: str, scale: float, options: argparse.Namespace) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        out, copy = os.path.join(folder, "out"), os.path.join(folder, "polars.csv")
        command = common.daybook(options.daybook, options.scenario, out, seed=options.seed, scale=scale,
                                 threads=options.threads, reports=report)
        common.run(command)
        path = os.path.join(out, f"{report}.csv")
        size = os.path.getsize(path) / 1e6
        frames = {"Decimal": read(path, pl.Decimal(18, 2)), "Float64": read(path, pl.Float64)}
        runs: list[float] = []
        writes: dict[str, list[float]] = {kind: [] for kind in frames}
        sizes = {}
        for _ in range(options.rounds):
            runs.append(common.run(command).wall)
            for kind, frame in frames.items():
                writes[kind].append(write_with_polars(frame, copy))
                sizes[kind] = os.path.getsize(copy) / 1e6
        kind = min(writes, key=lambda kind: statistics.median(writes[kind]))
        ours, theirs = size / statistics.median(runs), sizes[kind] / statistics.median(writes[kind])
        return [report, f"{size:,.0f}", f"{statistics.median(runs):.2f}", f"{ours:,.0f}",
                f"{statistics.median(writes[kind]):.2f}", f"{theirs:,.0f}", kind, common.significant(ours / theirs)]
