"""Writes the reports anew from the lives of all accounts."""

from collections import Counter
from datetime import date, timedelta
from typing import Any, Iterable, Optional

from .life import STAGE_COLUMNS, STOCKS, Life
from .scenario import Scenario
from .spells import STAGE_DAYS

REVENUE = [
    ("opened", False), ("open", False), ("top_ups", False), ("cash_in", True), ("bonus_granted", True), ("bonus_lapsed", True),
    ("billed", True), ("billed_from_cash", True), ("billed_from_bonus", True), ("billed_as_debt", True), ("debt_settled", True),
    ("revenue_recognized", True), ("breakage", True), ("discount", True), ("bad_debt", True), ("deferred", True),
    ("bonus_outstanding", True), ("debt", True), ("unbilled", True),
]  # fmt: skip
DAILY = [
    ("open", False), ("signed_in", False), *((column, False) for column in STAGE_COLUMNS.values()), ("deletion_pending", False),
    ("opened", False), ("newly_blocked", False), ("unblocked", False), ("noticed", False), ("cancelled", False), ("deleted", False),
    ("restored", False), ("purged", False), ("refused", False), ("top_ups", False), ("cash_in", True), ("bonus_granted", True),
    ("billed", True), ("revenue_recognized", True), ("credit", True), ("debt", True),
]  # fmt: skip
REVENUE_NAMES = {"opened": "accounts_opened", "open": "accounts_open_end", "deferred": "deferred_end", "bonus_outstanding": "bonus_outstanding_end", "debt": "debt_outstanding_end", "unbilled": "unbilled_end"}  # fmt: skip


class Reports:
    """All reports of a run, from its lives in population order."""

    def __init__(self, scenario: Scenario, lives: list[Life], unbilled_at_the_end: dict[str, int]) -> None:
        """Add the lives up by day and segment."""
        self.scenario, self.lives = scenario, [life for life in lives if not life.is_gone]
        self.coins = scenario.coins
        days = range(scenario.days)
        self.cells = {segment: [Counter() for _ in days] for segment in scenario.segments}
        for life in self.lives:
            self._add(life)
        for segment, amount in unbilled_at_the_end.items():
            self.cells[segment][-1]["unbilled"] += amount
        for cells in self.cells.values():
            for before, cell in zip(cells, cells[1:]):
                for stock in STOCKS:
                    cell[stock] += before[stock]

    def _add(self, life: Life) -> None:
        """Add an account's flows, and the changes of its levels."""
        cells, start = self.cells[life.beginning.segment], self.scenario.start
        for day, flows in life.flows.items():
            cells[(day - start).days].update(flows)
        counted = [0] * len(STOCKS)
        for day, stock in life.stocks:
            cell = cells[max(0, (day - start).days)]
            for name, value, before in zip(STOCKS, stock, counted):
                cell[name] += value - before
            counted = stock

    def all(self) -> dict[str, str]:
        """Return every report's text by its name."""
        return {name: getattr(self, name)() for name in ("revenue", "services", "blocks", "deletions", "daily", "accounts", "topups", "invoices")}

    # Sums

    def revenue(self) -> str:
        """Write revenue.csv."""
        rows = []
        for month, days in self._months():
            rows += self._split(str(month)[:7], days, REVENUE)
        return table(["month", "segment", *(REVENUE_NAMES.get(name, name) for name, _ in REVENUE)], rows)

    def daily(self) -> str:
        """Write daily.csv."""
        rows = []
        for index in range(self.scenario.days):
            rows += self._split(str(self.scenario.start + timedelta(days=index)), range(index, index + 1), DAILY)
        return table(["date", "segment", *(name for name, _ in DAILY)], rows)

    def _split(self, key: str, days: range, columns: list[tuple[str, bool]]) -> Iterable[list[str]]:
        """Make a row for each segment, and one for all."""
        sums: Counter[str] = Counter()
        for segment in self.scenario.segments:
            values = {name: self._value(segment, days, name) for name, _ in columns}
            sums.update(values)
            yield [key, segment, *(self._cell(values[name], money) for name, money in columns)]
        yield [key, "all", *(self._cell(sums[name], money) for name, money in columns)]

    def _value(self, segment: str, days: range, name: str) -> int:
        """Return a level at the end of some days, or a flow of all of them."""
        cells = self.cells[segment]
        return cells[days[-1]][name] if name in STOCKS or name == "unbilled" else sum(cells[day][name] for day in days)

    def services(self) -> str:
        """Write services.csv."""
        sums: dict[tuple[date, str, str], list[int]] = {}
        for life in self.lives:
            for (month, service), (quantity, billed) in life.services.items():
                cell = sums.setdefault((month, life.beginning.segment, service), [0, 0, 0])
                for index, number in enumerate((1, quantity, billed)):
                    cell[index] += number
        rows = []
        for month, days in self._months():
            known = self.scenario.settings.services(self.scenario.start + timedelta(days=days[-1]))
            for segment in self.scenario.segments:
                for service in known:
                    accounts, quantity, billed = sums.get((month, segment, service), (0, 0, 0))
                    rows.append([str(month)[:7], segment, service, str(accounts), str(quantity), self.coins.show(billed)])
        return table(["month", "segment", "service", "accounts", "quantity", "billed"], rows)

    def _months(self) -> list[tuple[date, range]]:
        """Return the months, each with the places of its days."""
        firsts = [(self.scenario.start + timedelta(days=index)).replace(day=1) for index in range(self.scenario.days)]
        return [(month, range(firsts.index(month), firsts.index(month) + firsts.count(month))) for month in sorted(set(firsts))]

    # Rows

    def blocks(self) -> str:
        """Write blocks.csv."""
        rows = []
        for place, life in enumerate(self.lives):
            for spell in life.spells:
                days = [spell.debt_since, *(spell.first_days.get(name) for name in STAGE_DAYS.values()), spell.ended_on]
                numbers = [str(spell.days_in_debt), str(spell.days_blocked), self.coins.show(spell.peak_debt)]
                rows.append(((spell.debt_since, place), [*self._who(life), *map(shown, days), *numbers, spell.outcome]))
        header = ["account", "segment", "debt_since", *STAGE_DAYS.values(), "ended_on", "days_in_debt", "days_blocked", "peak_debt", "outcome"]
        return table(header, in_order(rows))

    def deletions(self) -> str:
        """Write deletions.csv."""
        later = ["cancelled_on", "deleted_on", "restored_on", "purged_on"]
        rows = []
        for place, life in enumerate(self.lives):
            for process in life.processes:
                row = [
                    *self._who(life), shown(life.created), shown(process.last_activity), process.kind, shown(process.noticed_on),
                    shown(process.due_on), self.coins.show(process.balance), str(process.reminders), process.outcome,
                    process.cancelled_by, *(shown(process.dates.get(key)) for key in later),
                    "" if process.bad_debt is None else self.coins.show(process.bad_debt),
                ]  # fmt: skip
                rows.append(((process.noticed_on, place), row))
        header = [
            "account", "segment", "created_on", "last_activity_on", "kind", "noticed_on", "due_on", "balance_at_notice", "reminders",
            "outcome", "cancelled_by", *later, "bad_debt",
        ]  # fmt: skip
        return table(header, in_order(rows))

    def accounts(self) -> str:
        """Write accounts.csv."""
        header = [
            "account", "segment", "created_on", "status", "stage", "prepaid_cash", "prepaid_bonus", "debt", "deferred",
            "last_activity_on", "top_ups", "cash_in", "bonus_granted", "billed", "days_blocked",
        ]  # fmt: skip
        show = self.coins.show
        return table(
            header,
            (
                [
                    *self._who(life), shown(life.created), life.status, life.stage, show(life.wallet.cash), show(life.wallet.bonus),
                    show(life.wallet.debt), show(life.wallet.deferred), shown(life.last_activity), str(life.sums["top_ups"]),
                    show(life.sums["cash_in"]), show(life.sums["bonus_granted"]), show(life.sums["billed"]), str(life.blocked.reported),
                ]  # fmt: skip
                for life in self.lives
            ),
        )

    def topups(self) -> str:
        """Write topups.csv."""
        rows = []
        for place, life in enumerate(self.lives):
            for event, to_debt in life.top_ups:
                money = map(self.coins.show, (event.amount, event.bonus, to_debt))
                rows.append(((event.date, place), [str(event.date), *self._who(life), event.role, event.detail, *money]))
        return table(["date", "account", "segment", "role", "method", "amount", "bonus", "to_debt"], in_order(rows))

    def invoices(self) -> str:
        """Write invoices.csv."""
        rows = []
        for place, life in enumerate(self.lives):
            for event, *paid in life.lines:
                money = map(self.coins.show, (event.amount, *paid))
                month = str(event.date)[:7]
                final = "true" if event.detail == "final" else "false"
                rows.append(((month, place), [month, *self._who(life), event.service, str(event.quantity), *money, final]))
        header = ["month", "account", "segment", "service", "quantity", "amount", "from_cash", "from_bonus", "as_debt", "final"]
        return table(header, in_order(rows))

    def _who(self, life: Life) -> list[str]:
        """Name the account and its segment."""
        return [life.beginning.name, life.beginning.segment]

    def _cell(self, value: int, money: bool) -> str:
        """Write a number as a count or as money."""
        return self.coins.show(value) if money else str(value)


def shown(day: Optional[date]) -> str:
    """Write a day, or nothing."""
    return "" if day is None else str(day)


def in_order(rows: list[tuple[Any, list[str]]]) -> list[list[str]]:
    """Sort rows by their keys; those of one key stay as they came."""
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def table(header: list[str], rows: Iterable[list[str]]) -> str:
    """Write a CSV file; no cell needs quoting."""
    return "".join(",".join(row) + "\n" for row in [header, *rows])
