"""How fast Daybook and its peers are, in one interleaved measurement."""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile

import peers_common as common


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scale", type=float, default=40, help="of Daybook")
    parser.add_argument("--numpy-scale", type=float, default=40)
    parser.add_argument("--simpy-scale", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)


class Contender:
    def __init__(self, name: str, scale: float, command: list):
        self.name, self.scale, self.command = name, scale, command
        self.runs: list[common.Run] = []
        self.account_days = 0.0

    def speeds(self) -> list[float]:
        return [self.account_days / run.wall for run in self.runs]


def main(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        contenders = line_up(options, folder)
        for contender in contenders:  # the warm-up, which tells the account-days too
            report = common.run(contender.command)
            count_days(contender, report, folder)
        per_scale = [c.account_days / c.scale for c in contenders if c.name == "NumPy"]
        for contender in contenders:
            if not contender.account_days:
                contender.account_days = per_scale[0] * contender.scale
        for _ in range(options.rounds):
            for contender in contenders:
                contender.runs.append(common.run(contender.command))
    show(contenders, options.rounds)
    return 0


def line_up(options: argparse.Namespace, folder: str) -> list[Contender]:
    resolved = common.resolve(options.daybook, options.scenario, folder)
    contenders = []
    for threads in (2, 1):
        out = os.path.join(folder, f"daybook-{threads}")
        command = common.daybook(
            options.daybook, options.scenario, out, seed=options.seed, scale=options.scale, threads=threads)
        name = "Daybook, 2 threads" if threads == 2 else "Daybook, 1 thread"
        contenders.append(Contender(name, options.scale, command))
    scales = {"NumPy": options.numpy_scale, "SimPy": options.simpy_scale}
    for name in common.peers_there():
        command = common.peer(name, resolved, os.path.join(folder, name), seed=options.seed, scale=scales[name])
        contenders.append(Contender(name, scales[name], command))
        if name == "SimPy":  # the plain form, which wakes every account on every day
            contenders.append(Contender("SimPy, every day", scales[name], [*command, "--every-day"]))
    return contenders


def count_days(contender: Contender, run: common.Run, folder: str) -> None:
    if contender.name.split(",")[0] in common.MODELS:
        contender.account_days = run.last_line["account_days"]
    else:
        out = contender.command[contender.command.index("--out") + 1]
        contender.account_days = common.account_days(out) or 0


def show(contenders: list[Contender], rounds: int) -> None:
    print(common.header())
    print(f"Medians of {rounds} interleaved runs of whole processes, with the least and the most.\n")
    rows = []
    for contender in contenders:
        walls = [run.wall for run in contender.runs]
        rows.append([
            contender.name, f"{contender.scale:g}", common.significant(contender.account_days / 1e6),
            f"{statistics.median(walls):.2f} ({min(walls):.2f} to {max(walls):.2f})",
            f"{statistics.median(run.cpu for run in contender.runs):.2f}",
            f"{max(run.peak_mb for run in contender.runs):,.0f}",
            common.significant(statistics.median(contender.speeds()) / 1e6),
        ])
    common.table(
        ["program", "scale", "million account-days", "wall s", "cpu s", "peak MB", "million account-days/s"], rows)
    named = {contender.name: contender for contender in contenders}
    two = named["Daybook, 2 threads"]
    ratios = [(f"Daybook, 2 threads / {c.name}", two, c) for c in contenders if c is not two]
    rows = []
    for title, left, right in ratios:
        each = [a / b for a, b in zip(left.speeds(), right.speeds())]
        rows.append([title, common.significant(statistics.median(each)),
                     f"{common.significant(min(each))} to {common.significant(max(each))}"])
    common.table(["account-days a second, ratio round by round", "median", "from, to"], rows)
