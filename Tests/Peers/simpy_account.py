"""An account of the SimPy model: its money, its restrictions and its deletion, whoever stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from simpy_reports import STAGE_LEVELS, Process, Spell, Tally
from simpy_scenario import BLOCKED, NONE

if TYPE_CHECKING:
    from simpy_model import Model

OPEN, PENDING, DELETED, PURGED = range(4)
FOREVER = 10**9


class Account:
    """An account, which others let live: what has accrued, what is owed, and what the reports tell of it."""

    __slots__ = (
        "model", "calendar", "policy", "tally", "name", "order", "created", "status", "stage", "last_activity", "due",
        "purge_day", "cash", "bonus", "debt", "deferred", "debt_since", "open_days", "units", "quantity",
        "whole_month", "counted", "spell", "blocked_from", "process",
    )  # fmt: skip

    def __init__(self, model: Model, tally: Tally, name: str, order: int, created: int) -> None:
        """Make an account without money or units."""
        self.model, self.calendar, self.policy, self.tally = model, model.calendar, model.policy, tally
        self.name, self.order, self.created = name, order, created
        self.status, self.stage, self.last_activity = OPEN, NONE, created
        self.due = self.purge_day = FOREVER
        self.cash = self.bonus = self.debt = self.deferred = self.open_days = 0
        self.debt_since: Optional[int] = None
        self.units = [0] * (len(self.policy.names) - 1)
        self.quantity: list[float] = [0] * len(self.units)  # unit-days; of a metered service the mean of its use
        self.whole_month: Optional[int] = None
        self.counted = [-1] * len(self.policy.names)
        self.spell: Optional[Spell] = None
        self.blocked_from: Optional[int] = None
        self.process: Optional[Process] = None

    def morning(self, day: int) -> None:
        """Do what the calendar asks for: invoice, deletion and stage; of a deleted account only the purge."""
        if self.status == DELETED:
            if day == self.purge_day:
                self.purge(day)
            return
        if self.calendar.number[day] == 1:
            self.invoice(day, is_final=False)
        if self.status == PENDING:
            if day == self.due:
                self.delete(day)
                return
        elif self.cash + self.bonus <= 0 and day >= self.day_of_notice():
            self.notice(day)
        self.update_stage(day)

    def day_of_notice(self) -> int:
        """Return the day on which the deletion is noticed if nobody signs in, nor pays."""
        return 1 + max(self.last_activity + self.policy.inactivity, self.created + self.policy.minimum_age)

    def month_cost(self) -> int:
        """Return what a month costs: as the last whole one did, or as it would with today's units."""
        if self.whole_month is not None:
            return self.whole_month
        return self.policy.base + sum(monthly * self.units[line] for line, monthly in self.policy.recurring)

    # Money

    def accrue(self, count: int) -> None:
        """End some days: the base and recurring services accrue."""
        self.open_days += count
        for line, _ in self.policy.recurring:
            self.quantity[line] += self.units[line] * count

    def lines(self, days_in_month: int) -> list[tuple[int, int, int]]:
        """Return the lines of an invoice that have a quantity; only now is it drawn how much was used."""
        policy, quantity = self.policy, self.quantity
        found = []
        if self.open_days:
            found.append((0, self.open_days, round_quotient(policy.base * self.open_days, days_in_month)))
        for line, monthly in policy.recurring:
            if quantity[line]:
                unit_days = int(quantity[line])
                found.append((line + 1, unit_days, round_quotient(monthly * unit_days, days_in_month)))
        for line, tiers in policy.metered:
            used = int(self.model.poisson(quantity[line])) if quantity[line] else 0
            if used:
                found.append((line + 1, used, price(used, tiers)))
        return sorted(found)

    def invoice(self, day: int, is_final: bool) -> None:
        """Bill what has accrued since the last invoice."""
        days_in_month = self.calendar.days_in_month(day if is_final else day - 1)
        lines = self.lines(days_in_month)
        total = self.pay(day, [amount for _, _, amount in lines])
        if not is_final:
            self.tally.unbilled[day - 1] += total
            if self.open_days == days_in_month:
                self.whole_month = total
        if day >= self.calendar.start:
            for line, quantity, amount in lines:
                self.count_line(day, line, quantity, amount)
        self.follow_debt()
        self.open_days = 0
        self.quantity = [0] * len(self.units)

    def pay(self, day: int, amounts: list[int]) -> int:
        """Pay lines from bonus and cash; the rest is debt. Each earns its share of what was deferred."""
        bonus, cash, deferred = self.bonus, self.cash, self.deferred
        for amount in amounts:
            credit = bonus + cash
            if amount >= credit:
                bonus = cash = deferred = 0
            else:
                deferred -= round_quotient(deferred * amount, credit)
                from_bonus = min(amount, bonus)
                bonus -= from_bonus
                cash -= amount - from_bonus
        total = sum(amounts)
        from_cash, from_bonus, earned = self.cash - cash, self.bonus - bonus, self.deferred - deferred
        owed = total - from_cash - from_bonus
        if owed and not self.debt:
            self.debt_since = day
        self.bonus, self.cash, self.deferred = bonus, cash, deferred
        self.debt += owed
        tally, levels = self.tally, self.tally.levels
        tally.billed[day] += total
        tally.from_cash[day] += from_cash
        tally.from_bonus[day] += from_bonus
        tally.as_debt[day] += owed
        tally.recognized[day] += earned + owed
        levels["credit"] -= from_cash + from_bonus
        levels["debt"] += owed
        levels["deferred"] -= earned
        levels["bonus"] -= from_bonus
        return total

    def count_line(self, day: int, line: int, quantity: int, amount: int) -> None:
        """Add a line to its month's sums, and the account once."""
        month = self.calendar.month[day]
        sums = self.tally.lines[month, line]
        if self.counted[line] != month:
            self.counted[line] = month
            sums[0] += 1
        sums[1] += quantity
        sums[2] += amount

    def credit(self, day: int, amount: int, percent: int) -> None:
        """Settle the debt with a payment, and keep the rest and its bonus."""
        tally, levels = self.tally, self.tally.levels
        settled = min(amount, self.debt)
        ahead = amount - settled
        bonus = round_quotient(ahead * percent, 10_000)
        self.debt -= settled
        self.cash += ahead
        self.deferred += ahead
        self.bonus += bonus
        self.last_activity = day
        tally.top_ups[day] += 1
        tally.cash_in[day] += amount
        tally.bonus_granted[day] += bonus
        tally.debt_settled[day] += settled
        levels["debt"] -= settled
        levels["credit"] += ahead + bonus
        levels["deferred"] += ahead
        levels["bonus"] += bonus
        if not self.debt:
            self.debt_since = None
            if self.spell:
                self.pause_spell(day, "paid")
                self.keep_spell()
        self.update_stage(day)
        if self.status == PENDING:
            self.cancel(day, "activity")

    # Restrictions

    def update_stage(self, day: int) -> None:
        """Take the stage that the debt asks for; a block stays until it is paid."""
        if not self.debt:
            stage = NONE
        elif self.stage == BLOCKED:
            return
        else:
            stage = self.policy.stage_of_debt[day]
        before = self.stage
        if stage == before:
            return
        self.stage = stage
        self.tally.levels[STAGE_LEVELS[before]] -= 1
        self.tally.levels[STAGE_LEVELS[stage]] += 1
        self.count_blocked_days(day)
        if before == BLOCKED:
            self.tally.unblocked[day] += 1
        if stage == BLOCKED:
            self.tally.newly_blocked[day] += 1
            self.blocked_from = day
        if stage != NONE and self.spell:
            self.spell.reached.setdefault(stage, day)

    # Deletion

    def notice(self, day: int) -> None:
        """Give the owner notice."""
        self.status, self.due = PENDING, day + self.policy.notice
        self.tally.noticed[day] += 1
        self.tally.levels["deletion_pending"] += 1
        balance = self.cash + self.bonus - self.debt
        self.process = Process(self.name, self.order, self.created, self.last_activity, day, self.due, balance)

    def cancel(self, day: int, by: str) -> None:
        """Call the deletion off."""
        self.status = OPEN
        self.tally.cancelled[day] += 1
        self.tally.levels["deletion_pending"] -= 1
        if self.process:
            self.process.cancelled_by, self.process.cancelled_on = by, day
        self.keep_process(day)
        self.due = FOREVER

    def delete(self, day: int) -> None:
        """Bill the running month, and close the account until support restores it."""
        self.invoice(day, is_final=True)
        self.status, self.purge_day = DELETED, day + self.policy.retention
        self.tally.deleted[day] += 1
        levels = self.tally.levels
        levels["deletion_pending"] -= 1
        levels["open"] -= 1
        levels[STAGE_LEVELS[self.stage]] -= 1
        self.pause_spell(day, "deleted")
        if self.process:
            self.process.deleted_on = day

    def restore(self, day: int) -> None:
        """Open the account again as it was."""
        self.status, self.last_activity = OPEN, day
        self.tally.restored[day] += 1
        self.tally.levels["open"] += 1
        self.tally.levels[STAGE_LEVELS[self.stage]] += 1
        if self.spell:
            self.spell.ended_on, self.spell.outcome = None, "open"
            if self.stage == BLOCKED:
                self.blocked_from = day
        if self.process:
            self.process.restored_on = day
        self.keep_process(self.due)
        self.due = FOREVER
        self.update_stage(day)

    def purge(self, day: int) -> None:
        """End for good; the debt is written off."""
        self.status = PURGED
        self.tally.purged[day] += 1
        self.tally.bad_debt[day] += self.debt
        self.tally.levels["debt"] -= self.debt
        if self.process:
            self.process.purged_on, self.process.bad_debt = day, self.debt
        self.debt = 0
        self.keep_process(self.due)
        self.keep_spell()
        self.model.gone(self, day)

    # What the reports tell of single accounts

    def follow_debt(self) -> None:
        """Note a debt that has begun, and the most that it came to."""
        if self.debt:
            assert self.debt_since is not None
            if not self.spell:
                self.spell = Spell(self.name, self.order, self.debt_since)
            self.spell.peak = max(self.spell.peak, self.debt)

    def count_blocked_days(self, until: int) -> None:
        """Count the days that the account ended blocked."""
        if self.blocked_from is not None:
            if self.spell:
                self.spell.days_blocked += until - self.blocked_from
            self.blocked_from = None

    def pause_spell(self, day: int, outcome: str) -> None:
        """End a spell; after a deletion it may go on."""
        self.count_blocked_days(day)
        if self.spell:
            self.spell.days, self.spell.ended_on, self.spell.outcome = day - self.spell.since, day, outcome

    def keep_spell(self) -> None:
        """Report a spell that reached a restriction, unless it ended in the warm-up."""
        spell = self.spell
        if spell and spell.reached and (spell.ended_on is None or spell.ended_on >= self.calendar.start):
            self.tally.spells.append(spell)
        self.spell = None

    def keep_process(self, last: int) -> None:
        """Report a deletion process with its reminders up to a day, unless it was over in the warm-up."""
        process = self.process
        if process:
            process.reminders = sum(process.due - before <= last for before in self.policy.remind_before)
            dates = (process.cancelled_on, process.restored_on, process.purged_on)
            over = next((day for day in dates if day is not None), FOREVER)
            if over >= self.calendar.start:
                self.tally.processes.append(process)
        self.process = None

    def close(self) -> None:
        """End the last day: what it leaves unbilled, and what is not over."""
        end = self.calendar.end
        if self.status <= PENDING:
            lines = self.lines(self.calendar.days_in_month(end - 1))
            self.tally.unbilled[end - 1] += sum(amount for _, _, amount in lines)
        self.count_blocked_days(end)
        if self.spell and self.spell.outcome == "open":
            self.spell.days = end - self.spell.since
        self.keep_spell()
        self.keep_process(min(end - 1, self.due))


def round_quotient(dividend: int, divisor: int) -> int:
    """Divide whole numbers that are not negative, rounding half up."""
    return (dividend + divisor // 2) // divisor


def price(quantity: int, tiers: list[tuple[float, int]]) -> int:
    """Return what use costs, each part at its own tier's price, rounded once."""
    millionths = counted = 0
    for up_to, unit_price in tiers:
        part = int(min(quantity, up_to)) - counted
        millionths += part * unit_price
        counted += part
        if counted == quantity:
            break
    return round_quotient(millionths, 1_000_000)
