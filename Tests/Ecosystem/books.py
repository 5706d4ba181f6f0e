"""hledger takes journal.ledger, and its balances are the numbers of revenue.csv."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

from common import ROOT, Folder, expect, output, shown

# What revenue.csv calls it, the accounts that tell of it, and the sign with which they do.
LEVELS = {"deferred_end": ("^liabilities:deferred$", -1), "debt_outstanding_end": ("^assets:receivable$", 1)}
FLOWS = {
    "cash_in": ("^assets:cash:", 1),
    "revenue_recognized": ("^revenue:(?!(discount|breakage)$)", -1),
    "breakage": ("^revenue:breakage$", -1),
    "discount": ("^revenue:discount$", 1),
    "bad_debt": ("^expenses:badDebt$", 1),
}


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ".") or "0")


def revenue(folder: Folder) -> dict[str, dict[str, dict[str, Decimal]]]:
    """By segment and month, the columns that the journal tells of as well."""
    text = (folder.path / "revenue.csv").read_text(encoding="utf-8-sig")
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if folder.is_uk else ",")
    found: dict[str, dict[str, dict[str, Decimal]]] = {}
    for row in rows:
        months = found.setdefault(row["segment"], {})
        months[row["month"]] = {name: number(row[name]) for name in [*LEVELS, *FLOWS]}
    return found


def hledger(folder: Folder, *words: str) -> str:
    return output("hledger", "-f", "journal.ledger", *words, folder=folder.path)


def balances(folder: Folder, segment: str, *options: str) -> dict[str, dict[str, Decimal]]:
    """What hledger says, by account and month."""
    query = [] if segment == "all" else [f"tag:segment=^{segment}$"]
    text = hledger(folder, "balance", "--monthly", "--flat", "--empty", "--no-elide", "--no-total", "--output-format",
                   "csv", "--layout", "bare", *options, *query)
    header, *rows = list(csv.reader(io.StringIO(text)))
    expect(header[:2] == ["account", "commodity"], f"{folder.name}: hledger's columns are {header}")
    months = [month[:7] for month in header[2:]]
    return {row[0]: dict(zip(months, map(Decimal, row[2:]))) for row in rows}


def sums(found: dict[str, dict[str, Decimal]], pattern: str, sign: int, month: str) -> Decimal:
    return sum((sign * months.get(month, Decimal(0)) for account, months in found.items()
                if re.search(pattern, account)), Decimal(0))


def check_balances(folder: Folder) -> int:
    """Each month and segment; gives how many numbers agree."""
    count = 0
    for segment, months in revenue(folder).items():
        changes, ends = balances(folder, segment), balances(folder, segment, "--historical")
        for month, row in months.items():
            for found, names in [(changes, FLOWS), (ends, LEVELS)]:
                for name, (pattern, sign) in names.items():
                    told = sums(found, pattern, sign, month)
                    expect(told == row[name], f"{folder.name}, {month}, {segment}: {name} is {row[name]}, "
                                              f"but hledger says {told}")
                    count += 1
    return count


def check(folders: list[Folder]) -> None:
    folders = [folder for folder in folders if (folder.path / "journal.ledger").exists()]
    for folder in folders:
        for options in [["check"], ["check", "--strict"], ["check", "ordereddates", "uniqueleafnames"]]:
            hledger(folder, *options)
    version = output("hledger", "--version", folder=ROOT).split(",")[0]
    shown(f"{version}: check, --strict, ordereddates and uniqueleafnames pass in {len(folders)} journals")
    moved = {name: False for name in [*LEVELS, *FLOWS]}
    count = 0
    for folder in folders:
        count += check_balances(folder)
        for months in revenue(folder).values():
            for row in months.values():
                moved = {name: moved[name] or row[name] != 0 for name in moved}
    still = [name for name, is_so in moved.items() if not is_so]
    expect(not still, f"nothing was shown of {still}, which are 0 in all folders")
    shown(f"hledger: {count} balances and changes of months and segments are those of revenue.csv")
