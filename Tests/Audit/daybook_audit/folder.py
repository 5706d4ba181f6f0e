"""Reads a report folder: its data package, its tables, and money as whole minor units."""

import csv
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

REPORTS = ["revenue", "services", "blocks", "deletions", "daily", "accounts", "topups", "invoices", "events"]
NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()
OTHER_DECIMALS = dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3) | dict.fromkeys(["CLF", "UYW"], 4)


class Event(NamedTuple):
    """A row of events.csv; an empty cell is None."""

    date: date
    account: str
    seq: int
    kind: str
    role: str | None
    service: str | None
    quantity: int | None
    amount: int | None
    bonus: int | None
    balance: int
    stage: str
    detail: str | None


def decimals_of(currency: str) -> int:
    """Say how many decimals ISO 4217 gives a currency."""
    return 0 if currency in NO_DECIMALS else OTHER_DECIMALS.get(currency, 2)


class Coins:
    """Writes and reads the amounts of one currency."""

    def __init__(self, currency: str) -> None:
        """Keep how many decimals there are."""
        self.decimals = decimals_of(currency)

    def read(self, text: Any) -> int:
        """Read an amount as minor units; it may have fewer decimals than the currency."""
        whole, _, part = str(text).lstrip("-").partition(".")
        units = int(whole + part[: self.decimals].ljust(self.decimals, "0"))
        assert set(part[self.decimals :]) <= {"0"}, f"{text} has too many decimals"
        return -units if str(text).startswith("-") else units

    def show(self, amount: int) -> str:
        """Write minor units with all decimals."""
        digits = str(abs(amount)).rjust(self.decimals + 1, "0")
        sign = "-" if amount < 0 else ""
        return sign + (f"{digits[: -self.decimals]}.{digits[-self.decimals :]}" if self.decimals else digits)


def read_events(text: str, coins: Coins) -> list[Event]:
    """Read the rows of events.csv, or of `trace --csv`."""
    days: dict[str, date] = {}
    events = []
    for row in csv.reader(text.splitlines()[1:]):
        if row[0] not in days:
            days[row[0]] = date.fromisoformat(row[0])
        quantity, amount, bonus = row[6], row[7], row[8]
        events.append(
            Event(
                days[row[0]], row[1], int(row[2]), row[3], row[4] or None, row[5] or None,
                int(quantity) if quantity else None, coins.read(amount) if amount else None,
                coins.read(bonus) if bonus else None, coins.read(row[9]), row[10], row[11] or None,
            )
        )  # fmt: skip
    return events


class Folder:
    """A report folder."""

    def __init__(self, path: Path) -> None:
        """Read the data package and every file."""
        self.path = path
        package = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
        self.resources = {resource["name"]: resource for resource in package["resources"]}
        self.scenario = package["daybook"]["scenario"]
        self.account_count = package["daybook"]["accounts"]
        self.bytes = {name: (path / resource["path"]).read_bytes() for name, resource in self.resources.items()}

    def text(self, name: str) -> str:
        """Return a report as it stands in its file."""
        return self.bytes[name].decode("utf-8")

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return a report's rows by column."""
        return list(csv.DictReader(self.text(name).splitlines()))

    def faults(self) -> list[str]:
        """Tell which files are not what the data package says of them."""
        found = []
        for name, resource in self.resources.items():
            data = self.bytes[name]
            if resource["bytes"] != len(data) or resource["hash"] != "sha256:" + hashlib.sha256(data).hexdigest():
                found.append(f"{resource['path']}: bytes or hash are not those of datapackage.json")
        return found
