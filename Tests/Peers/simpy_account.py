"""An account of the SimPy model: a process that sleeps until a day that may bring something new."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Optional

import simpy
from simpy_reports import STAGE_LEVELS, Process, Spell, Tally
from simpy_scenario import BLOCKED, NONE, PAGE, Segment

if TYPE_CHECKING:
    from simpy_model import Model

OPEN, PENDING, DELETED, PURGED = range(4)
FOREVER = 10**9


def log_of_not(chance: float) -> float:
    """Return the logarithm of the chance that something does not happen."""
    return math.log1p(-chance) if chance < 1 else -math.inf


class Account:
    """An account and the person behind it.

    `since` is the first day that is not made up for: its sign-ins, its use and its evening are still to come. Until the
    process wakes again nothing else happens, so all those days can be lived at once.
    """

    __slots__ = (
        "model", "calendar", "policy", "segment", "tally", "random", "name", "order", "created", "since",
        "status", "stage", "last_activity", "due", "purge_day", "cash", "bonus", "debt", "deferred", "debt_since",
        "open_days", "units", "quantity", "whole_month", "counted", "away_through", "switched_off", "sign_in_chances",
        "employee", "use_per_day", "falls_idle", "log_stays", "pays_in_debt", "pays_noticed", "pays_ahead", "response",
        "something", "begins_idle", "spell", "blocked_from", "process",
    )  # fmt: skip

    def __init__(self, model: Model, segment: Segment, tally: Tally, name: str, order: int, created: int) -> None:
        """Draw what is drawn once, of an account without money."""
        self.model, self.calendar, self.policy = model, model.calendar, model.policy
        self.segment, self.tally, self.random = segment, tally, model.random
        self.name, self.order, self.created = name, order, created
        self.since = max(created, model.calendar.first_day)
        self.status, self.stage, self.last_activity = OPEN, NONE, created
        self.due = self.purge_day = FOREVER
        self.cash = self.bonus = self.debt = self.deferred = self.open_days = 0
        self.debt_since: Optional[int] = None
        self.units = [0] * (len(self.policy.names) - 1)
        for line, draw in segment.units:
            self.units[line] = draw()
        self.quantity: list[float] = [0] * len(self.units)
        self.whole_month: Optional[int] = None
        self.counted = [-1] * len(self.policy.names)
        self.away_through = -2
        self.switched_off: list[tuple[int, int]] = []
        self.draw_traits()
        self.something = 0.0
        self.begins_idle = False
        self.spell: Optional[Spell] = None
        self.blocked_from: Optional[int] = None
        self.process: Optional[Process] = None

    def draw_traits(self) -> None:
        """Draw how the person behaves."""
        segment = self.segment
        administrator, employee = segment.administrator(), segment.employee()
        self.employee = [min(1, employee * factor) for factor in segment.weekdays]
        self.sign_in_chances = [
            1 - (1 - min(1, administrator * factor)) * (1 - chance)
            for factor, chance in zip(segment.weekdays, self.employee)
        ]
        self.use_per_day = [(line, draw(), sums) for line, draw, sums in segment.usage]
        self.falls_idle = min(1, segment.starts_idle())
        self.log_stays = log_of_not(self.falls_idle)
        self.pays_in_debt = [min(1, draw()) for draw in segment.pays_in_debt]
        self.pays_noticed = min(1, segment.pays_noticed())
        self.pays_ahead = min(1, segment.pays_ahead())
        self.response = segment.response()

    # The process

    def live(self, env: simpy.Environment, is_first: bool) -> Generator[simpy.Event, Any, None]:
        """Live from the first day to the purge."""
        self.tally.levels["open"] += 1
        self.tally.levels[STAGE_LEVELS[NONE]] += 1
        if is_first:
            self.begin()
        else:
            self.tally.opened[env.now] += 1
        is_planned = False
        while True:
            day = env.now
            self.make_up(day)
            self.morning(day)
            if self.status == PURGED:
                return
            if self.status == DELETED:
                self.ask_for_restore(day, is_planned)
            else:
                self.decide(day, is_planned)
            wake, is_planned = self.next_wake(day)
            yield env.timeout(wake - day)

    def next_wake(self, day: int) -> tuple[int, bool]:
        """Return the next day that may bring something new, and whether a decision of the person is sure to fall on it.

        Decisions whose chance stays the same are not asked for day by day: a geometric draw tells how long they let
        wait. If the calendar wakes the account before, the draw is forgotten, for it has no memory.
        """
        if self.model.every_day:
            return day + 1, False
        if self.status == PENDING and self.away_through != FOREVER:
            return day + 1, False
        wake = self.calendar_wake(day)
        if self.away_through >= day:
            return min(wake, self.away_through + 1), False
        if self.status == DELETED:
            log_nothing = log_of_not(self.segment.restores)
        else:
            log_nothing = self.log_stays + log_of_not(self.chance_of_paying())
        if log_nothing == 0:
            return wake, False
        planned = day + 1 + math.log(1 - self.random()) / log_nothing
        if planned >= wake:
            return wake, False
        self.something = -math.expm1(log_nothing)
        return int(planned), True

    def calendar_wake(self, day: int) -> int:
        """Return the next day on whose morning something may happen."""
        if self.status == DELETED:
            return self.purge_day
        in_debt = self.debt > 0 and self.stage != BLOCKED
        wake = self.policy.next_stage_day[day] if in_debt else self.calendar.next_first[day]
        if self.status == PENDING:
            return min(wake, self.due)
        if self.cash + self.bonus <= 0:
            wake = min(wake, max(day + 1, self.day_of_notice()))
        return wake

    def day_of_notice(self) -> int:
        """Return the day on which the deletion is noticed if nobody signs in, nor pays."""
        return 1 + max(self.last_activity + self.policy.inactivity, self.created + self.policy.minimum_age)

    def make_up(self, until: int) -> None:
        """Live the days before this one, on which nothing happened but sign-ins, use and evenings."""
        first, self.since = self.since, until
        count = until - first
        if count <= 0 or self.status >= DELETED:
            return
        self.accrue(count)
        if self.away_through >= first:
            return
        if self.stage == BLOCKED:
            self.try_in_vain(first, until)
            return
        chances, weekday, random = self.sign_in_chances, self.calendar.weekday, self.random
        signed_in, last = self.tally.signed_in, -1
        for day in range(first, until):
            if random() < chances[weekday[day]]:
                signed_in[day] += 1
                last = day
        if last >= 0:
            self.last_activity = last
        for line, per_day, sums in self.use_per_day:
            self.quantity[line] += per_day * (sums[until] - sums[first])

    def accrue(self, count: int) -> None:
        """End some days: the base and recurring services accrue."""
        self.open_days += count
        for line, _ in self.policy.recurring:
            self.quantity[line] += self.units[line] * count

    def try_in_vain(self, first: int, until: int) -> None:
        """Count what a blocked account refuses: employees, and use."""
        random, refused = self.random, self.tally.refused
        for day in range(first, until):
            if random() < self.employee[self.calendar.weekday[day]]:
                refused[day] += 1
            for _, per_day, sums in self.use_per_day:
                if random() < -math.expm1(per_day * (sums[day] - sums[day + 1])):
                    refused[day] += 1

    def finish(self) -> None:
        """End the last day: what it leaves unbilled, and what is not over."""
        end = self.calendar.end
        self.make_up(end)
        if self.status <= PENDING:
            lines = self.lines(self.calendar.days_in_month(end - 1))
            self.tally.unbilled[end - 1] += sum(amount for _, _, amount in lines)
        self.count_blocked_days(end)
        if self.spell and self.spell.outcome == "open":
            self.spell.days = end - self.spell.since
        self.keep_spell()
        self.keep_process(min(end - 1, self.due))

    # The morning

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
            used = self.model.poisson(quantity[line]) if quantity[line] else 0
            if used:
                found.append((line + 1, used, price(used, tiers)))
        return sorted(found)

    def invoice(self, day: int, is_final: bool) -> None:
        """Bill what has accrued since the last invoice."""
        days_in_month = self.calendar.days_in_month(day if is_final else day - 1)
        lines = self.lines(days_in_month)
        for line, quantity, amount in lines:
            self.pay_line(day, amount)
            self.count_line(day, line, quantity, amount)
        total = sum(amount for _, _, amount in lines)
        if not is_final:
            self.tally.unbilled[day - 1] += total
            if self.open_days == days_in_month:
                self.whole_month = total
        self.follow_debt()
        self.open_days = 0
        self.quantity = [0] * len(self.units)

    def pay_line(self, day: int, amount: int) -> None:
        """Pay a line from bonus and cash; the rest is debt. What was deferred is earned in proportion."""
        tally, levels = self.tally, self.tally.levels
        credit = self.cash + self.bonus
        paid = min(amount, credit)
        earned = self.deferred if paid == credit else round_quotient(self.deferred * paid, credit)
        from_bonus = min(paid, self.bonus)
        owed = amount - paid
        if owed and not self.debt:
            self.debt_since = day
        self.debt += owed
        self.deferred -= earned
        self.bonus -= from_bonus
        self.cash -= paid - from_bonus
        tally.billed[day] += amount
        tally.from_cash[day] += paid - from_bonus
        tally.from_bonus[day] += from_bonus
        tally.as_debt[day] += owed
        tally.recognized[day] += earned + owed
        levels["credit"] -= paid
        levels["debt"] += owed
        levels["deferred"] -= earned
        levels["bonus"] -= from_bonus

    def count_line(self, day: int, line: int, quantity: int, amount: int) -> None:
        """Add a line to its month's sums, and the account once."""
        month = self.calendar.month[day]
        sums = self.tally.lines[month, line]
        if self.counted[line] != month:
            self.counted[line] = month
            sums[0] += 1
        sums[1] += quantity
        sums[2] += amount

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
        """Open the account again as it was; nothing else is done on that day, whose evening comes."""
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
        self.accrue(1)
        self.since = day + 1

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

    # The person

    def decide(self, day: int, is_planned: bool) -> None:
        """Do the day's actions; sign-ins and use are made up for later, unless a deletion hangs on them."""
        if self.begins_idle or day > self.away_through + 1 and self.becomes_idle(is_planned):
            self.begins_idle = False
            self.start_spell(day)
        if self.away_through == FOREVER:
            return
        is_idle = self.away_through >= day
        if self.status == PENDING or not is_idle:
            if is_planned and not is_idle or self.random() < self.chance_of_paying():
                self.top_up(day)
        if self.switched_off and not is_idle and self.stage < PAGE:
            for line, units in self.switched_off:
                self.units[line] = units
            self.switched_off = []
        if self.status == PENDING:
            self.make_up(day + 1)
            if self.last_activity == day:
                self.cancel(day, "activity")
            elif self.random() < self.segment.cancels:
                self.last_activity = day
                self.cancel(day, "owner")

    def becomes_idle(self, is_planned: bool) -> bool:
        """Tell whether a spell of idleness starts; on a planned day it does or the account pays."""
        return self.random() * (self.something if is_planned else 1) < self.falls_idle

    def start_spell(self, day: int) -> None:
        """Go away, perhaps for good, perhaps not without switching services off."""
        segment, random = self.segment, self.random
        if random() < segment.leaves:
            self.away_through = FOREVER
        else:
            self.away_through = day + max(1, segment.idle_days()) - 1
        if self.stage < PAGE and random() < segment.switches_off:
            for line, units in enumerate(self.units):
                if units:
                    self.switched_off.append((line, units))
                    self.units[line] = 0

    def ask_for_restore(self, day: int, is_planned: bool) -> None:
        """Ask support, if there is anybody to ask."""
        if self.away_through < day and (is_planned or self.random() < self.segment.restores):
            self.restore(day)

    def month_cost(self) -> int:
        """Return what a month costs: as the last whole one did, or as it would with today's units."""
        if self.whole_month is not None:
            return self.whole_month
        return self.policy.base + sum(monthly * self.units[line] for line, monthly in self.policy.recurring)

    def chance_of_paying(self) -> float:
        """Return the chance that an administrator pays on a day."""
        if self.status == PENDING:
            return self.pays_noticed
        if self.debt:
            return self.pays_in_debt[self.stage]
        is_low = self.cash + self.bonus < self.month_cost() * self.segment.pays_below
        return self.pays_ahead if is_low else 0

    def top_up(self, day: int) -> None:
        """Choose an amount, and pay it unless the provider declines and patience ends."""
        choices = self.choices()
        if not choices:
            return
        random, segment = self.random, self.segment
        rest = random() * sum(weight for _, _, weight in choices)
        for amount, percent, weight in choices:
            rest -= weight
            if rest < 0:
                break
        while random() < segment.declined:
            if random() >= segment.retries:
                return
        self.credit(day, amount, percent)

    def choices(self) -> list[tuple[int, int, float]]:
        """Return what may be paid: amount, bonus in hundredths of a percent, and weight."""
        policy, cost = self.policy, self.month_cost()
        found = []
        for months, weight in self.segment.months:
            if months or self.debt:
                amount = -(-(self.debt + months * cost) // policy.unit) * policy.unit
                amount = max(amount, policy.minimum)
                if amount <= policy.maximum:
                    percent = policy.bonus_percent(amount - self.debt)
                    found.append((amount, percent, weight * math.exp(self.response * percent / 100)))
        return found

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

    # Beginning

    def begin(self) -> None:
        """Stand as on the eve of life: age, money, and the running month's use and open days."""
        segment, levels, first_day = self.segment, self.tally.levels, self.calendar.first_day
        self.last_activity = first_day - 1
        self.begins_idle = self.random() < segment.idle_share
        if self.random() < segment.debt_share:
            self.debt, self.debt_since = self.month_cost(), first_day
            levels["debt"] += self.debt
            self.follow_debt()
        else:
            self.cash = self.deferred = max(0, math.floor(segment.opening_cash() * self.policy.unit + 0.5))
            levels["credit"] += self.cash
            levels["deferred"] += self.cash
        opened = max(0, self.created)
        self.accrue(first_day - opened)
        for line, per_day, sums in self.use_per_day:
            self.quantity[line] += per_day * (sums[first_day] - sums[opened])

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
