"""The person behind an account of the SimPy model: a process that sleeps until a day that may bring something new."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import simpy

from simpy_account import DELETED, FOREVER, PENDING, PURGED, Account
from simpy_reports import STAGE_LEVELS, Tally
from simpy_scenario import BLOCKED, NONE, PAGE, Segment

if TYPE_CHECKING:
    from simpy_model import Model

SPAN = 6  # weeks that are never slept through: the 1st of a month wakes all


def log_of_not(chance: float) -> float:
    """Return the logarithm of the chance that something does not happen."""
    return math.log1p(-chance) if chance < 1 else -math.inf


class Customer(Account):
    """An account with the person behind it.

    `since` is the first day that is not made up for: its sign-ins, its use and its evening are still to come. Until the
    process wakes again nothing else happens, so all those days can be lived at once.
    """

    __slots__ = (
        "segment", "random", "since", "away_through", "begins_idle", "switched_off", "something", "sign_in_chances",
        "administrator", "employee", "use_per_day",
        "falls_idle", "log_stays", "pays_in_debt", "pays_noticed", "pays_ahead", "response",
    )  # fmt: skip

    def __init__(self, model: Model, segment: Segment, tally: Tally, name: str, order: int, created: int) -> None:
        """Draw what is drawn once."""
        super().__init__(model, tally, name, order, created)
        self.segment, self.random = segment, model.random
        self.since = max(created, self.calendar.first_day)
        self.away_through = -2
        self.begins_idle = False
        self.switched_off: list[tuple[int, int]] = []
        self.something = 0.0
        for line, draw in segment.units:
            self.units[line] = draw()
        self.draw_traits()

    def draw_traits(self) -> None:
        """Draw how the person behaves."""
        segment = self.segment
        administrator, employee = segment.administrator(), segment.employee()
        self.administrator = [min(1, administrator * factor) for factor in segment.weekdays]
        self.employee = [min(1, employee * factor) for factor in segment.weekdays]
        self.sign_in_chances = SPAN * [
            1 - (1 - payer) * (1 - other) for payer, other in zip(self.administrator, self.employee, strict=True)
        ]
        self.use_per_day = [(line, draw(), sums) for line, draw, sums in segment.usage]
        self.falls_idle = min(1, segment.starts_idle())
        self.log_stays = log_of_not(self.falls_idle)
        self.pays_in_debt = [min(1, draw()) for draw in segment.pays_in_debt]
        self.pays_noticed = min(1, segment.pays_noticed())
        self.pays_ahead = min(1, segment.pays_ahead())
        self.response = segment.response()

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

    # Time

    def live(self, env: simpy.Environment, is_first: bool) -> Generator[simpy.Event, Any, None]:
        """Live from the first day to the purge."""
        self.tally.levels["open"] += 1
        self.tally.levels[STAGE_LEVELS[NONE]] += 1
        if is_first:
            self.begin()
        else:
            self.tally.opened[self.created] += 1
        is_planned = False
        while True:
            day = int(env.now)
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
            self.live_blocked(first, until)
            return
        random, signed_in, last = self.random, self.tally.signed_in, -1
        weekday = self.calendar.weekday[first]
        for day, chance in enumerate(self.sign_in_chances[weekday : weekday + count], first):
            if random() < chance:
                signed_in[day] += 1
                last = day
        if last >= 0:
            self.last_activity = last
        for line, per_day, sums in self.use_per_day:
            self.quantity[line] += per_day * (sums[until] - sums[first])

    def live_blocked(self, first: int, until: int) -> None:
        """Let administrators in to the payment page, and count what is refused: employees, and use."""
        random, refused = self.random, self.tally.refused
        for day in range(first, until):
            if random() < self.administrator[self.calendar.weekday[day]]:
                self.tally.signed_in[day] += 1
                self.last_activity = day
            if random() < self.employee[self.calendar.weekday[day]]:
                refused[day] += 1
            for _, per_day, sums in self.use_per_day:
                if random() < -math.expm1(per_day * (sums[day] - sums[day + 1])):
                    refused[day] += 1

    def finish(self) -> None:
        """Live the last days."""
        self.make_up(self.calendar.end)
        self.close()

    # What the person does

    def decide(self, day: int, is_planned: bool) -> None:
        """Do the day's actions; sign-ins and use are made up for later, unless a deletion hangs on them."""
        if self.begins_idle or (day > self.away_through + 1 and self.becomes_idle(is_planned)):
            self.begins_idle = False
            self.start_spell(day)
        if self.away_through == FOREVER:
            return
        is_idle = self.away_through >= day
        may_pay = self.status == PENDING or not is_idle
        if may_pay and ((is_planned and not is_idle) or self.random() < self.chance_of_paying()):
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
        """Ask support, unless nobody is there; on the day of a restore nothing else is done, but its evening comes."""
        if self.away_through < day and (is_planned or self.random() < self.segment.restores):
            self.restore(day)
            self.accrue(1)
            self.since = day + 1

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
        amounts, weights = self.choices()
        if not amounts:
            return
        random, segment = self.random, self.segment
        ((amount, percent),) = self.model.choose(amounts, weights)
        while random() < segment.declined:
            if random() >= segment.retries:
                return
        self.credit(day, amount, percent)

    def choices(self) -> tuple[list[tuple[int, int]], list[float]]:
        """Return what may be paid, each with its bonus in hundredths of a percent, and the weights."""
        policy, cost = self.policy, self.month_cost()
        amounts, weights = [], []
        for months, weight in self.segment.months:
            if months or self.debt:
                amount = -(-(self.debt + months * cost) // policy.unit) * policy.unit
                amount = max(amount, policy.minimum)
                if amount <= policy.maximum:
                    percent = policy.bonus_percent(amount - self.debt)
                    amounts.append((amount, percent))
                    weights.append(weight * math.exp(self.response * percent / 100))
        return amounts, weights
