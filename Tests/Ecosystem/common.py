"""What the checks share: a line for each thing shown, folders and their descriptions, and how a table is summed."""

from __future__ import annotations

import dataclasses
import json
import pathlib
import subprocess
import sys
from decimal import Decimal

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Fault(Exception):
    """Something that others' tools do not accept, or read otherwise."""


def shown(text: str) -> None:
    """Says what has been shown."""
    print(f"ok: {text}", flush=True)


def expect(is_so: bool, text: str) -> None:
    """Ends the script, unless something is so."""
    if not is_so:
        raise Fault(text)


def output(*command: object, folder: pathlib.Path | None = None) -> str:
    """Standard output of a command that has to end well."""
    run = subprocess.run([str(word) for word in command], capture_output=True, text=True, cwd=folder)
    expect(run.returncode == 0, f"{' '.join(map(str, command))}: exit {run.returncode}\n{run.stdout}{run.stderr}")
    return run.stdout


@dataclasses.dataclass(frozen=True)
class Folder:
    """A report folder, and what the program printed when it made it."""

    path: pathlib.Path
    printed: str

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def package(self) -> dict:
        return json.loads((self.path / "datapackage.json").read_text(encoding="utf-8"))

    @property
    def tables(self) -> list[dict]:
        """The resources that are tables."""
        return [resource for resource in self.package["resources"] if resource.get("type") == "table"]

    def has(self, table: str) -> bool:
        return any(resource["name"] == table for resource in self.tables)

    @property
    def is_uk(self) -> bool:
        return any("dialect" in resource for resource in self.tables)

    @property
    def settings(self) -> dict:
        """The resolved scenario of a run."""
        return self.package["daybook"]["scenario"]

    @property
    def currency(self) -> str:
        return self.settings["policy"]["currency"]

    @property
    def decimals(self) -> int:
        return {"JPY": 0, "KWD": 3}.get(self.currency, 2)

    def totals(self) -> dict[str, Decimal]:
        """The metrics of the whole run that the program told with --json; a share of nothing is left out."""
        metrics = json.loads(self.printed, parse_float=Decimal)["metrics"]
        return {name: Decimal(metric["value"]) for name, metric in metrics.items() if metric["value"] is not None}


def fail(fault: Fault) -> int:
    """Says what is wrong; the exit code."""
    print(f"FAULT: {fault}", file=sys.stderr)
    return 1
