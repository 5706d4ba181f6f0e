"""Writes what the NumPy model counted as Daybook's five reports."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy_model import Accounts, Model

NONE = -(1 << 24)
# Columns and what they are counted in: money (m) or a number (n); levels are those at the end of the month or day.
REVENUE = (
    ("accounts_opened", "opened"), ("accounts_open_end", "open"), ("top_ups",) * 2, ("cash_in",) * 2,
    ("bonus_granted",) * 2, ("bonus_lapsed", None), ("billed",) * 2, ("billed_from_cash",) * 2,
    ("billed_from_bonus",) * 2, ("billed_as_debt",) * 2, ("debt_settled",) * 2, ("revenue_recognized",) * 2,
    ("breakage", None), ("discount", None), ("bad_debt",) * 2, ("deferred_end", "deferred"),
    ("bonus_outstanding_end", "bonus"), ("debt_outstanding_end", "debt"), ("unbilled_end", "unbilled"),
)
DAILY = (
    "open signed_in stage_none stage_reminder stage_payment_page stage_blocked deletion_pending opened newly_blocked "
    "unblocked noticed cancelled deleted restored purged refused top_ups cash_in bonus_granted billed "
    "revenue_recognized credit debt"
).split()
BLOCKS = (
    "account segment debt_since reminded_on payment_page_on blocked_on ended_on days_in_debt days_blocked peak_debt outcome"
).split()
DELETIONS = (
    "account segment created_on last_activity_on kind noticed_on due_on balance_at_notice reminders outcome "
    "cancelled_by cancelled_on deleted_on restored_on purged_on bad_debt"
).split()
MONEY = {
    "cash_in", "bonus_granted", "billed", "billed_from_cash", "billed_from_bonus", "billed_as_debt", "debt_settled",
    "revenue_recognized", "bad_debt", "deferred", "bonus", "debt", "unbilled", "credit", None,
}
AT_THE_END = {
    "open", "stage_none", "stage_reminder", "stage_payment_page", "stage_blocked", "deletion_pending", "credit",
    "debt", "deferred", "bonus", "unbilled",
}


def write(model: Model, lived: list[tuple[str, list[Accounts]]], folder: str) -> dict:
    """Writes the reports and returns the totals over all reported days and segments."""
    os.makedirs(folder, exist_ok=True)
    warm_up, length = model.calendar.warm_up, model.calendar.length
    totals = {}
    for segment, parts in lived:
        totals[segment] = {
            name: sum(part.totals[name][warm_up:length] for part in parts) for name in parts[0].totals
        } if parts else None
    totals = {segment: counts for segment, counts in totals.items() if counts}
    totals["all"] = {name: sum(counts[name] for counts in totals.values()) for name in next(iter(totals.values()))}
    write_sums(model, lived, totals, folder)
    write_spells(model, lived, folder)
    write_deletions(model, lived, folder)
    everything = totals["all"]
    flows = (
        "cash_in billed revenue_recognized top_ups newly_blocked deleted noticed restored opened signed_in refused "
        "bonus_granted"
    ).split()
    result = {"account_days": int(sum(part.account_days for _, parts in lived for part in parts))}
    result |= {name: int(everything[name].sum()) for name in flows}
    return result | {"debt_end": int(everything["debt"][-1]), "open_end": int(everything["open"][-1])}


def money(amount: int, digits: int) -> str:
    if not digits:
        return str(amount)
    whole, rest = divmod(abs(amount), 10**digits)
    return f"{'-' if amount < 0 else ''}{whole}.{rest:0{digits}}"


def save(folder: str, name: str, header, rows) -> None:
    with open(os.path.join(folder, f"{name}.csv"), "w", encoding="utf-8", newline="") as file:
        file.write(",".join(header) + "\n")
        file.writelines(",".join(row) + "\n" for row in rows)


def write_sums(model: Model, lived, totals: dict, folder: str) -> None:
    digits = model.policy.digits
    dates = model.calendar.dates[model.calendar.warm_up : -1]
    spans = []  # the reported days of each month
    for year, month in model.months:
        inside = [day for day, date in enumerate(dates) if (date.year, date.month) == (year, month)]
        spans.append((f"{year:04}-{month:02}", slice(inside[0], inside[-1] + 1)))

    def cell(counts: dict, name: str | None, days: slice) -> str:
        if name is None:
            return money(0, digits)
        value = int(counts[name][days.stop - 1] if name in AT_THE_END else counts[name][days].sum())
        return money(value, digits) if name in MONEY else str(value)

    save(folder, "revenue", ["month", "segment", *(title for title, _ in REVENUE)], (
        [month, segment, *(cell(counts, name, days) for _, name in REVENUE)]
        for month, days in spans for segment, counts in totals.items()))
    columns = {
        segment: [
            [money(value, digits) if name in MONEY else str(value) for value in counts[name].tolist()] for name in DAILY
        ] for segment, counts in totals.items()
    }
    save(folder, "daily", ["date", "segment", *DAILY], (
        [date.isoformat(), segment, *(values[day] for values in columns[segment])]
        for day, date in enumerate(dates) for segment in totals))
    sums = [(segment, sum(part.services for part in parts)) for segment, parts in lived if parts]
    save(folder, "services", ["month", "segment", "service", "accounts", "quantity", "billed"], (
        [month, segment, line, str(accounts), str(quantity), money(amount, digits)]
        for index, (month, _) in enumerate(spans) for segment, counts in sums
        for line, (accounts, quantity, amount) in zip(["base", *model.policy.names], counts[index].tolist())))


class Texts:
    """Columns as lists of texts; equal values share one."""

    def __init__(self, model: Model):
        self.first = model.calendar.first
        self.digits = model.policy.digits
        self.known: dict[int, str] = {NONE: ""}

    def days(self, values: np.ndarray) -> list[str]:
        known, first = self.known, self.first
        for value in np.unique(values).tolist():
            if value not in known:
                known[value] = (first + datetime.timedelta(value)).isoformat()
        return [known[value] for value in values.tolist()]

    def amounts(self, values: np.ndarray) -> list[str]:
        if self.digits != 2:
            return [money(value, self.digits) for value in values.tolist()]
        return [f"{value:.2f}" for value in (values / 100).tolist()]

    @staticmethod
    def names(segment: str, numbers: np.ndarray) -> list[str]:
        return [f"{segment}.{n}" if n > 0 else f"{segment}.a{-n}" for n in numbers.tolist()]


def write_spells(model: Model, lived, folder: str) -> None:
    texts = Texts(model)
    rows, keys = [], []
    for position, (segment, parts) in enumerate(lived):
        for number, part in enumerate(parts):
            for who, since, reminded, page, blocked, ended, days, blocked_days, peak, outcome in part.spells:
                keys.append(np.stack([since, np.full(len(who), position << 16 | number), who]))
                rows += zip(
                    texts.names(segment, part.numbers[who]), [segment] * len(who), texts.days(since),
                    texts.days(reminded), texts.days(page), texts.days(blocked), texts.days(ended),
                    map(str, days.tolist()), map(str, blocked_days.tolist()), texts.amounts(peak),
                    [outcome] * len(who))
    save(folder, "blocks", BLOCKS, in_order(rows, keys))


def in_order(rows: list, keys: list[np.ndarray]):
    """Rows by day, then by account in population order."""
    if not rows:
        return rows
    day, part, who = np.concatenate(keys, axis=1)
    return map(rows.__getitem__, np.lexsort((who, part, day)).tolist())


def write_deletions(model: Model, lived, folder: str) -> None:
    texts = Texts(model)
    rules = model.policy.deletion
    warm_up, length = model.calendar.warm_up, model.calendar.length
    rows, keys = [], []
    for position, (segment, parts) in enumerate(lived):
        for number, part in enumerate(parts):
            table = part.processes[: part.process_count]
            over = table[:, [6, 8, 9]].max(axis=1)
            table = table[(over == NONE) | (over >= warm_up)]
            if not len(table):
                continue
            who, created, active, noticed, balance, by, cancelled, deleted, restored, purged, bad_debt = table.T
            due = noticed + rules["noticeDays"]
            until = np.where(cancelled == NONE, length - 1, cancelled)
            reminders = sum((due - left <= until).astype(np.int64) for left in rules["remindDaysBefore"])
            outcome = np.where(deleted != NONE, "deleted", np.where(cancelled != NONE, "cancelled", "pending"))
            debts = texts.amounts(bad_debt)
            keys.append(np.stack([noticed, np.full(len(who), position << 16 | number), who]))
            rows += zip(
                texts.names(segment, part.numbers[who]), [segment] * len(who), texts.days(created),
                texts.days(active), ["automatic"] * len(who), texts.days(noticed), texts.days(due),
                texts.amounts(balance), map(str, reminders.tolist()), outcome.tolist(),
                [{NONE: "", 1: "activity", 2: "owner"}[value] for value in by.tolist()], texts.days(cancelled),
                texts.days(deleted), texts.days(restored), texts.days(purged),
                ["" if day == NONE else text for day, text in zip(purged.tolist(), debts)])
    save(folder, "deletions", DELETIONS, in_order(rows, keys))
