"""What the SimPy model counts, and the reports that it writes."""

import csv
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

import simpy

from simpy_scenario import BLOCKED, PAGE, REMINDER, Calendar, Scenario

FLOWS = (
    "opened signed_in newly_blocked unblocked noticed cancelled deleted restored purged refused top_ups cash_in"
    " bonus_granted billed from_cash from_bonus as_debt debt_settled recognized bad_debt unbilled"
).split()
LEVELS = (
    "open stage_none stage_reminder stage_payment_page stage_blocked deletion_pending credit debt deferred bonus"
).split()
STAGE_LEVELS = LEVELS[1:5]
MONEY = set(
    "cash_in bonus_granted billed from_cash from_bonus as_debt debt_settled recognized bad_debt unbilled"
    " credit debt deferred bonus nothing".split()
)
REVENUE = {
    "accounts_opened": "opened", "accounts_open_end": "open", "top_ups": "top_ups", "cash_in": "cash_in",
    "bonus_granted": "bonus_granted", "bonus_lapsed": "nothing", "billed": "billed",
    "billed_from_cash": "from_cash", "billed_from_bonus": "from_bonus", "billed_as_debt": "as_debt",
    "debt_settled": "debt_settled", "revenue_recognized": "recognized", "breakage": "nothing",
    "discount": "nothing", "bad_debt": "bad_debt", "deferred_end": "deferred", "bonus_outstanding_end": "bonus",
    "debt_outstanding_end": "debt", "unbilled_end": "unbilled",
}  # fmt: skip
DAILY = {
    **{name: name for name in ("open", "signed_in", *STAGE_LEVELS, "deletion_pending")},
    **{name: name for name in FLOWS[:1] + FLOWS[2:14]},
    "revenue_recognized": "recognized", "credit": "credit", "debt": "debt",
}  # fmt: skip
TOTALS = {
    "cash_in": "cash_in", "billed": "billed", "revenue_recognized": "recognized", "debt_end": "debt",
    "top_ups": "top_ups", "newly_blocked": "newly_blocked", "deleted": "deleted", "noticed": "noticed",
    "restored": "restored", "opened": "opened", "open_end": "open", "signed_in": "signed_in", "refused": "refused",
    "bonus_granted": "bonus_granted",
}  # fmt: skip


@dataclass(slots=True)
class Spell:
    """A spell of debt."""

    account: str
    order: int
    since: int
    reached: dict[int, int] = field(default_factory=dict)
    ended_on: Optional[int] = None
    days: int = 0
    days_blocked: int = 0
    peak: int = 0
    outcome: str = "open"


@dataclass(slots=True)
class Process:
    """A deletion process."""

    account: str
    order: int
    created: int
    last_activity: int
    noticed_on: int
    due: int
    balance: int
    reminders: int = 0
    cancelled_by: str = ""
    cancelled_on: Optional[int] = None
    deleted_on: Optional[int] = None
    restored_on: Optional[int] = None
    purged_on: Optional[int] = None
    bad_debt: Optional[int] = None

    @property
    def outcome(self) -> str:
        """Tell what came of the notice."""
        if self.deleted_on is not None:
            return "deleted"
        return "pending" if self.cancelled_on is None else "cancelled"


class Tally:
    """A segment's flows by day, and its levels, which a process of its own writes down each evening."""

    def __init__(self, name: str, calendar: Calendar) -> None:
        """Start from nothing."""
        self.name = name
        self.calendar = calendar
        self.days: dict[str, list[int]] = {name: [0] * calendar.end for name in FLOWS + LEVELS + ["nothing"]}
        for flow in FLOWS:
            setattr(self, flow, self.days[flow])
        self.levels: Counter[str] = Counter()
        self.lines: defaultdict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
        self.spells: list[Spell] = []
        self.processes: list[Process] = []

    opened: list[int]
    signed_in: list[int]
    newly_blocked: list[int]
    unblocked: list[int]
    noticed: list[int]
    cancelled: list[int]
    deleted: list[int]
    restored: list[int]
    purged: list[int]
    refused: list[int]
    top_ups: list[int]
    cash_in: list[int]
    bonus_granted: list[int]
    billed: list[int]
    from_cash: list[int]
    from_bonus: list[int]
    as_debt: list[int]
    debt_settled: list[int]
    recognized: list[int]
    bad_debt: list[int]
    unbilled: list[int]

    def monitor(self, env: simpy.Environment) -> Generator[simpy.Event, Any, None]:
        """Write the levels down at the end of each day."""
        day = int(env.now)
        yield env.timeout(0.5)
        while True:
            for name, level in self.levels.items():
                self.days[name][day] = level
            day += 1
            yield env.timeout(1)

    def value(self, name: str, first: int, end: int) -> int:
        """Return the sum over days of a flow, and of a level what there is at their end."""
        if name in LEVELS or name == "unbilled":
            return self.days[name][end - 1]
        return sum(self.days[name][first:end])


class Reports:
    """The five reports and the totals."""

    def __init__(self, scenario: Scenario, tallies: list[Tally]) -> None:
        """Gather what the segments counted."""
        self.calendar, self.policy, self.tallies = scenario.calendar, scenario.policy, tallies
        everything = Tally("all", scenario.calendar)
        for name in everything.days:
            everything.days[name] = [sum(days) for days in zip(*(tally.days[name] for tally in tallies), strict=True)]
        self.everything = everything

    def totals(self) -> dict[str, int]:
        """Return what came out over the reported days and all segments."""
        days = self.calendar.start, self.calendar.end
        return {name: self.everything.value(measure, *days) for name, measure in TOTALS.items()}

    def write(self, folder: Path) -> None:
        """Write all five."""
        folder.mkdir(parents=True, exist_ok=True)
        months = self.months()
        periods = [(month, *days) for month, days in months.items()]
        self.write_sums(folder / "revenue.csv", "month", REVENUE, periods)
        days = range(self.calendar.start, self.calendar.end)
        periods = [(self.calendar.text(day), day, day + 1) for day in days]
        self.write_sums(folder / "daily.csv", "date", DAILY, periods)
        services = (
            [month, tally.name, service, *self.line(tally, first, line)]
            for month, (first, _) in months.items()
            for tally in self.tallies
            for line, service in enumerate(self.policy.names)
        )
        write_table(folder / "services.csv", "month segment service accounts quantity billed", services)
        self.write_blocks(folder / "blocks.csv")
        self.write_deletions(folder / "deletions.csv")

    def months(self) -> dict[str, tuple[int, int]]:
        """Return the reported months and the days of each."""
        months: dict[str, tuple[int, int]] = {}
        for day in range(self.calendar.start, self.calendar.end):
            month = self.calendar.text(day)[:7]
            months[month] = (months.get(month, (day, day))[0], day + 1)
        return months

    def write_sums(self, path: Path, period: str, columns: dict[str, str], periods: list[tuple[str, int, int]]) -> None:
        """Write a report with a row for each period and segment."""
        rows = (
            [label, tally.name, *(self.cell(name, tally.value(name, first, end)) for name in columns.values())]
            for label, first, end in periods
            for tally in (*self.tallies, self.everything)
        )
        write_table(path, " ".join([period, "segment", *columns]), rows)

    def write_blocks(self, path: Path) -> None:
        """Write the spells of debt that reached a restriction."""
        text = self.calendar.text
        spells = [(spell.since, spell.order, spell, tally.name) for tally in self.tallies for spell in tally.spells]
        rows = (
            [spell.account, segment, text(since)]
            + [text(spell.reached.get(stage)) for stage in (REMINDER, PAGE, BLOCKED)]
            + [text(spell.ended_on), spell.days, spell.days_blocked, self.money(spell.peak), spell.outcome]
            for since, _, spell, segment in sorted(spells, key=lambda entry: entry[:2])
        )
        columns = (
            "account segment debt_since reminded_on payment_page_on blocked_on ended_on days_in_debt days_blocked"
            " peak_debt outcome"
        )
        write_table(path, columns, rows)

    def write_deletions(self, path: Path) -> None:
        """Write the deletion processes."""
        text = self.calendar.text
        found = [(one.noticed_on, one.order, one, tally.name) for tally in self.tallies for one in tally.processes]
        rows = (
            [one.account, segment, text(one.created), text(one.last_activity), "automatic", text(noticed)]
            + [text(one.due), self.money(one.balance), one.reminders, one.outcome, one.cancelled_by]
            + [text(day) for day in (one.cancelled_on, one.deleted_on, one.restored_on, one.purged_on)]
            + ["" if one.bad_debt is None else self.money(one.bad_debt)]
            for noticed, _, one, segment in sorted(found, key=lambda entry: entry[:2])
        )
        columns = (
            "account segment created_on last_activity_on kind noticed_on due_on balance_at_notice reminders outcome"
            " cancelled_by cancelled_on deleted_on restored_on purged_on bad_debt"
        )
        write_table(path, columns, rows)

    def line(self, tally: Tally, first: int, line: int) -> list[Any]:
        """Return the accounts, the quantity and the amount of a month's line."""
        accounts, quantity, billed = tally.lines.get((self.calendar.month[first], line), (0, 0, 0))
        return [accounts, quantity, self.money(billed)]

    def cell(self, name: str, value: int) -> Any:
        """Return a measure as it is written."""
        return self.money(value) if name in MONEY else value

    def money(self, amount: int) -> str:
        """Write minor units with the currency's decimals."""
        decimals = self.policy.decimals
        if not decimals:
            return str(amount)
        digits = str(abs(amount)).rjust(decimals + 1, "0")
        return ("-" if amount < 0 else "") + digits[:-decimals] + "." + digits[-decimals:]


def write_table(path: Path, columns: str, rows: Iterable[list[Any]]) -> None:
    """Write a table as Daybook does: comma, LF, one header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(rows)
