"""What all measurements share: where things are, running a program, Markdown tables."""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from decimal import Decimal

import numpy

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MODELS = {"NumPy": HERE / "numpy_model.py", "SimPy": HERE / "simpy_model.py"}


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--daybook", default=str(ROOT / ".build" / "release" / "daybook"), help="the program")
    parser.add_argument("--scenario", default=str(ROOT / "scenarios" / "standard.jsonc"))


@dataclass
class Run:
    """One run of a program, measured from outside as a whole process."""

    wall: float
    cpu: float
    peak_mb: float
    output: str

    @property
    def last_line(self) -> dict:
        return json.loads(self.output.strip().splitlines()[-1])


def run(command: list) -> Run:
    """Runs a program to its end and measures it; the script ends when it fails."""
    command = [str(part) for part in command]
    with tempfile.TemporaryDirectory() as folder:
        measured = os.path.join(folder, "measured.json")
        launch = [sys.executable, "-I", "-S", str(HERE / "peers_launch.py"), measured, *command]
        process = subprocess.run(launch, capture_output=True, text=True)
        if process.returncode != 0:
            sys.exit(f"{' '.join(command)}\ncannot be run\n{process.stderr}")
        with open(measured, encoding="utf-8") as file:
            result = json.load(file)
    if result["exit"] != 0:
        sys.exit(f"{' '.join(command)}\nended with {result['exit']}\n{process.stderr}")
    return Run(result["wall"], result["cpu"], result["peak_mb"], process.stdout)


def daybook(program: str, scenario: str, folder, *, seed=None, scale=None, threads=None, reports=None) -> list:
    command = [program, "run", scenario, "--out", folder, "--force", "--quiet"]
    for option, value in (("--seed", seed), ("--scale", scale), ("--threads", threads), ("--reports", reports)):
        if value is not None:
            command += [option, value]
    return command


def peer(name: str, resolved, folder, *, seed, scale) -> list:
    return [sys.executable, MODELS[name], resolved, "--seed", seed, "--scale", scale, "--out", folder]


def resolve(program: str, scenario: str, folder: str) -> str:
    """Writes the scenario with all its defaults and returns the path."""
    path = os.path.join(folder, "resolved.json")
    with open(path, "w", encoding="utf-8") as file:
        file.write(run([program, "check", "--resolved", scenario]).output)
    return path


def peers_there() -> list[str]:
    """The models that are there; one that is missing is told."""
    for name, path in MODELS.items():
        if not path.exists():
            print(f"({name} is left out: there is no {path.name}.)\n", file=sys.stderr)
    return [name for name, path in MODELS.items() if path.exists()]


def read_csv(path) -> list[dict]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def totals(folder: str) -> dict[str, Decimal]:
    """Daybook's totals over all days and segments, from its own reports; money in units of currency."""
    daily = [row for row in read_csv(os.path.join(folder, "daily.csv")) if row["segment"] == "all"]
    flows = (
        "cash_in billed revenue_recognized top_ups newly_blocked deleted noticed restored opened signed_in refused "
        "bonus_granted"
    ).split()
    result = {name: sum(Decimal(row[name]) for row in daily) for name in flows}
    return result | {"debt_end": Decimal(daily[-1]["debt"]), "open_end": Decimal(daily[-1]["open"])}


def account_days(folder: str) -> int | None:
    """How many account-days Daybook says that it lived, if it does."""
    with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as file:
        return json.load(file).get("daybook", {}).get("accountDays")


# MARK: what is printed


def header() -> str:
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next(line.partition(":")[2].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return (
        f"{model}, {os.cpu_count()} cores; Python {platform.python_version()}, NumPy {numpy.__version__}; "
        f"{datetime.date.today().isoformat()}\n"
    )


def table(titles: list[str], rows: list[list[str]]) -> None:
    """Prints a table in Markdown; all columns but the first are numbers."""
    print("| " + " | ".join(titles) + " |")
    print("|" + "---|" + "--:|" * (len(titles) - 1))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(flush=True)


def significant(value: float, digits: int = 3) -> str:
    """A number for people: so many digits, thousands apart."""
    if value == 0:
        return "0"
    rounded = float(f"{value:.{digits}g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 10 ** (digits - 1) else f"{rounded:.{digits}g}"
