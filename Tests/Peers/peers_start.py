"""How soon small things are done: the version, a small run, one account out of millions."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile

import peers_common as common


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--accounts", type=int, default=10_000_000, help="among how many the one traced is")


def main(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        with open(common.resolve(options.daybook, options.scenario, folder), encoding="utf-8") as file:
            population = json.load(file)["population"]
        scale = options.accounts / sum(segment.get("accounts", 0) for segment in population.values())
        name, segment = next((name, segment) for name, segment in population.items() if segment.get("accounts"))
        account = f"{name}.{round(segment['accounts'] * scale) // 2}"
        small = os.path.join(folder, "small.jsonc")
        with open(small, "w", encoding="utf-8") as file:
            json.dump({"start": "2027-01-01", "policy": {}, "population": {"shops": {"accounts": 100}}}, file)
        commands = {
            "`daybook --version`": [options.daybook, "--version"],
            "`daybook run`, 100 accounts": common.daybook(options.daybook, small, os.path.join(folder, "out")),
            f"`daybook trace`, one account of {options.accounts:,}": [
                options.daybook, "trace", options.scenario, account, "--scale", scale],
        }
        rows = []
        for title, command in commands.items():
            common.run(command)
            walls = [common.run(command).wall * 1000 for _ in range(options.runs)]
            rows.append([title, f"{statistics.median(walls):.1f}", f"{min(walls):.1f}", f"{max(walls):.1f}"])
    print(common.header())
    print(f"Milliseconds of a whole process, {options.runs} runs each.\n")
    common.table(["command", "median", "least", "most"], rows)
    return 0
