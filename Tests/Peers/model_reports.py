"""Writes what the NumPy model counted as Daybook's five reports."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy_accounts import Accounts
    from numpy_model import Model

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
    "account segment debt_since reminded_on payment_page_on blocked_on ended_on days_in_debt days_blocked peak_debt "
    "outcome"
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


class Rows:
    """One report's rows, gathered from all parts of all segments and written at once, by polars."""

    def __init__(self, model: Model):
        self.digits = model.policy.digits
        self.first = (model.calendar.first - datetime.date(1970, 1, 1)).days
        self.segments = list(model.population)
        self.parts: list[dict[str, np.ndarray]] = []

    def gather(self, segment: str, part: Accounts, who: np.ndarray, columns: dict[str, np.ndarray]) -> None:
        order = np.full(len(who), self.segments.index(segment), np.uint32)
        self.parts.append({"position": part.start + who, "number": part.numbers[who], "segment": order, **columns})

    def save(self, folder: str, name: str, header: list[str], *, days: list[str], amounts: list[str],
             words: dict[str, list[str]]) -> None:
        """Writes the rows in the order of the first of the days, then of the population."""
        if not self.parts:
            return save(folder, name, header, ())
        columns = {name: np.concatenate([part[name] for part in self.parts]) for name in self.parts[0]}
        # One key sorts faster than three.
        order = np.argsort(columns[days[0]] << 44 | columns["segment"].astype(np.int64) << 32 | columns["position"])
        frame = pl.DataFrame({name: column[order] for name, column in columns.items()}).lazy()
        letter = pl.when(pl.col("number") < 0).then(pl.lit(".a")).otherwise(pl.lit("."))
        words = {"segment": self.segments, **words}
        frame = frame.with_columns(pl.col(name).cast(pl.UInt32).cat.to(pl.Enum(known)) for name, known in words.items())
        frame = frame.with_columns(
            *(date(pl.col(day), self.first).alias(day) for day in days),
            *((pl.col(amount) / 10**self.digits).fill_nan(None) for amount in amounts),
            account=pl.concat_str(pl.col("segment").cast(pl.String), letter, pl.col("number").abs()))
        frame.select(header).collect().write_csv(
            os.path.join(folder, f"{name}.csv"), float_precision=self.digits, quote_style="never")


def date(day: pl.Expr, first: int) -> pl.Expr:
    return pl.when(day != NONE).then(day + first).cast(pl.Int32).cast(pl.Date)


def write_spells(model: Model, lived, folder: str) -> None:
    rows = Rows(model)
    names = [name for name in BLOCKS if name not in ("account", "segment", "outcome")]
    for segment, parts in lived:
        for part in parts:
            if part.spells:
                who, *columns = (np.concatenate(values) for values in zip(*part.spells))
                rows.gather(segment, part, who, dict(zip([*names, "outcome"], columns)))
    rows.save(folder, "blocks", BLOCKS, days=names[:5], amounts=["peak_debt"],
              words={"outcome": ["paid", "deleted", "open"]})


def write_deletions(model: Model, lived, folder: str) -> None:
    rows = Rows(model)
    rules = model.policy.deletion
    warm_up, length = model.calendar.warm_up, model.calendar.length
    for segment, parts in lived:
        for part in parts:
            table = part.processes[: part.process_count]
            over = table[:, [6, 8, 9]].max(axis=1)
            table = table[(over == NONE) | (over >= warm_up)]
            who, created, active, noticed, balance, by, cancelled, deleted, restored, purged, bad_debt = table.T.copy()
            due = noticed + rules["noticeDays"]
            until = np.where(cancelled == NONE, length - 1, cancelled)
            outcome = np.where(deleted != NONE, 1, np.where(cancelled != NONE, 0, 2))
            rows.gather(segment, part, who, {
                "created_on": created, "last_activity_on": active, "noticed_on": noticed, "due_on": due,
                "balance_at_notice": balance,
                "reminders": sum((due - left <= until).astype(np.int64) for left in rules["remindDaysBefore"]),
                "outcome": outcome, "cancelled_by": np.maximum(by, 0), "cancelled_on": cancelled, "deleted_on": deleted,
                "restored_on": restored, "purged_on": purged,
                "bad_debt": np.where(purged == NONE, np.nan, bad_debt),
                "kind": np.zeros(len(who), np.int64),
            })
    days = [
        "noticed_on", "created_on", "last_activity_on", "due_on", "cancelled_on", "deleted_on", "restored_on",
        "purged_on",
    ]
    rows.save(folder, "deletions", DELETIONS, days=days, amounts=["balance_at_notice", "bad_debt"], words={
        "kind": ["automatic"], "outcome": ["cancelled", "deleted", "pending"],
        "cancelled_by": ["", "activity", "owner"]})
