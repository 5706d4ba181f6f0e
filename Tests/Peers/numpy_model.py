"""Daybook's synthetic population in NumPy: arrays over accounts, a loop over days.

    python numpy_model.py RESOLVED.json --seed N --scale X --out DIR

RESOLVED.json is what `daybook check --resolved SCENARIO` prints. Comments cite the days as the rules number them:
1. invoice, 3. deletion, 4. stage, then the actions of the day.
"""

from __future__ import annotations

import argparse
import json
import math
import time

import numpy as np

import model_input
import model_reports
from model_input import half_up, minor, sample, sample_count

NEVER = 1 << 24
NONE = -(1 << 24)
ABSENT, OPEN, PENDING, DELETED, PURGED = range(5)
AWAKE, AWAY, GONE = range(3)
NO_STAGE, REMINDER, PAYMENT_PAGE, BLOCKED = range(4)
BY_ACTIVITY, BY_OWNER = 1, 2
SPELL_OUTCOMES = ("paid", "deleted", "open")
# Chances of paying: four by stage, then these.
NOTICED, AHEAD, NOT_AT_ALL = 4, 5, 6

FLOWS = (
    "opened signed_in newly_blocked unblocked noticed cancelled deleted restored purged refused top_ups cash_in "
    "bonus_granted billed billed_from_cash billed_from_bonus billed_as_debt debt_settled revenue_recognized bad_debt "
    "unbilled"
).split()
STOCKS = "open stage_none stage_reminder stage_payment_page stage_blocked deletion_pending credit debt deferred bonus".split()
CHUNK = 262144
MONEY = np.int32  # minor units of one account; sums have 64 bits


def bounds(chance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Splits chances for draws of one byte: below the bound it happens, at the bound with the chance that is left."""
    bound = np.clip(np.ceil(chance * 256) - 1, 0, 255)
    return bound.astype(np.uint8), (chance * 256 - bound).astype(np.float32)


def poisson(mean: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Poisson draws; above a mean of 50 by a normal and the Cornish-Fisher terms, which are right to a hundredth there."""
    z = rng.standard_normal(len(mean), dtype=np.float32)
    root = np.sqrt(np.maximum(mean, 1, dtype=np.float32))
    square = z * z
    values = (1 - square) * z
    values /= 72 * root
    values += (square - 1) / 6
    root *= z
    values += root
    values += mean + np.float32(0.5)
    counts = values.astype(np.int32)
    few = np.flatnonzero(mean < 50)
    counts[few] = rng.poisson(np.maximum(mean[few], 0))
    return counts


class Policy:
    """The rules that the model needs, with money in minor units."""

    def __init__(self, policy: dict):
        digits = model_input.MINOR_DIGITS.get(policy["currency"], 2)
        self.digits = digits
        self.unit = 10**digits
        self.base = minor(policy["base"]["monthly"], digits)
        self.is_prorated = policy["base"]["proration"] == "daily"
        services = policy["services"]
        self.names = list(services)
        self.recurring = [(i, minor(s["monthly"], digits)) for i, s in enumerate(services.values()) if "monthly" in s]
        self.metered = {i: s["tiers"] for i, s in enumerate(services.values()) if "tiers" in s}
        self.prices = {i: self.tiers(tiers) for i, tiers in self.metered.items()}
        self.minimum = minor(policy["topUp"]["minimum"], digits)
        maximum = policy["topUp"]["maximum"]
        self.maximum = None if maximum == "none" else minor(maximum, digits)
        bonus = policy["bonus"]
        self.is_bonus_of_advance = bonus["basis"] == "advance"
        self.tier_from = np.array([minor(tier["from"], digits) for tier in bonus["tiers"]], np.int64)
        self.tier_percent = np.array([0] + [round(float(tier["percent"]) * 100) for tier in bonus["tiers"]], np.int64)
        self.cap = None if bonus["cap"] == "none" else minor(bonus["cap"], digits)
        self.spends_bonus_first = bonus["spend"] == "bonusFirst"
        rules = policy["restrictions"]
        self.thresholds = [
            (rules[key], stage)
            for key, stage in (("remindFrom", REMINDER), ("paymentPageFrom", PAYMENT_PAGE), ("blockFrom", BLOCKED))
            if rules[key] != "never"
        ]
        self.deletion = policy["deletion"]

    def tiers(self, tiers: list[dict]) -> tuple[list, int]:
        """What is not free as (beyond, up to, price), and what the sum of the prices is divided by for minor units."""
        prices = [round(float(tier["price"]) * 1_000_000) * self.unit for tier in tiers]
        common = math.gcd(1_000_000, *prices)
        bounds = [0, *(tier.get("upTo") for tier in tiers)]
        paid = [(below, upper, price // common) for below, upper, price in zip(bounds, bounds[1:], prices) if price]
        return paid, 1_000_000 // common

    def stage_on(self, day_of_month: int) -> int:
        return max([stage for first, stage in self.thresholds if first <= day_of_month], default=NO_STAGE)

    def metered_amount(self, service: int, quantity: np.ndarray) -> np.ndarray:
        """Each part of the quantity at its own tier's price, rounded once."""
        tiers, divisor = self.prices[service]
        parts = np.zeros(len(quantity), np.int64 if divisor > 1 else MONEY)
        for below, upper, price in tiers:
            part = np.maximum(quantity, below) if upper is None else np.clip(quantity, below, upper)
            part -= below
            parts += part * parts.dtype.type(price)
        return parts if divisor == 1 else ((2 * parts + divisor) // (2 * divisor)).astype(MONEY)


class Accounts:
    """Some accounts of one segment, those who came first in front, and what became of them."""

    def __init__(
        self, model: Model, segment: str, start: int, numbers: np.ndarray, created: np.ndarray, is_first: np.ndarray
    ):
        self.model, self.policy, self.calendar, self.rng = model, model.policy, model.calendar, model.rng
        self.behaviour = model.population[segment]
        self.day_type = np.int16 if self.calendar.length < 30_000 else np.int32
        self.never = np.iinfo(self.day_type).max
        self.start = start
        self.numbers = numbers
        self.count = len(numbers)
        self.created = created
        self.is_first = is_first
        self.totals = {name: np.zeros(self.calendar.length + 1, np.int64) for name in FLOWS + STOCKS}
        self.levels = dict.fromkeys(STOCKS, 0)
        months = len(model.months)
        self.services = np.zeros((months, len(self.policy.names) + 1, 3), np.int64)
        self.spells: list[tuple] = []
        self.account_days = 0
        self.purged = 0
        self.draw_traits()
        self.begin()

    # MARK: beginnings

    def draw_traits(self) -> None:
        rng, count, behaviour = self.rng, self.count, self.behaviour
        sign_ins, top_ups = behaviour["signIns"], behaviour["topUps"]
        administrator = sample(sign_ins["administrator"], count, rng)
        employee = sample(sign_ins["employee"], count, rng)
        self.employee = employee
        self.sign_in_chance = {}
        for factor in set(sign_ins["weekdays"]):
            nobody = (1 - np.clip(administrator * factor, 0, 1)) * (1 - np.clip(employee * factor, 0, 1))
            self.sign_in_chance[factor] = bounds((1 - nobody))
        # A payment that is given up to declines leaves no trace, so only the chance that one succeeds counts.
        declined = top_ups["declined"]
        succeeds = (1 - declined) / (1 - declined * top_ups["retries"])
        kinds = [top_ups["inDebt"][stage] for stage in model_input.STAGES]
        kinds += [top_ups["inDebt"]["noticed"], top_ups["inAdvance"]["perDay"], 0]
        is_alike = not any(isinstance(kind, dict) for kind in kinds)
        chances = [np.clip(sample(kind, 1 if is_alike else count, rng), 0, 1) * succeeds for kind in kinds]
        # Of 256, as a byte is drawn first.
        self.pay_chances = np.array(chances, np.float32) * 256
        self.pay_bounds = np.maximum(np.ceil(self.pay_chances) - 1, 0).astype(np.uint8)
        points = self.policy.tier_percent / 100
        self.attraction = None
        if not isinstance(top_ups["bonusResponse"], dict):
            self.attraction = np.exp(top_ups["bonusResponse"] * points)
        self.response = sample(top_ups["bonusResponse"], count, rng)
        self.idle_chance = np.clip(sample(behaviour["idleness"]["startsPerDay"], count, rng), 0, 1)
        self.use_per_day = {
            self.policy.names.index(name): sample(usage["perDay"], count, rng).astype(np.float32)
            for name, usage in behaviour["usage"].items()
        }
        self.use_before = {
            self.policy.names.index(name): self.calendar.cumulated_use(usage)
            for name, usage in behaviour["usage"].items()
        }
        self.choices = [(int(months), weight) for months, weight in top_ups["months"].items() if weight > 0]
        self.low_below = float(top_ups["inAdvance"]["whenMonthsLeftBelow"])

    def begin(self) -> None:
        rng, count, policy = self.rng, self.count, self.policy
        opening = self.behaviour["opening"]
        first = self.is_first
        self.status = np.full(count, OPEN, np.int8)
        self.is_open = np.ones(count, bool)  # with or without a pending deletion
        self.stage = np.zeros(count, np.int8)
        self.idle = np.zeros(count, np.int8)
        self.acts = np.ones(count, bool)  # open, not idle, not blocked: signs in and uses
        self.units = {i: sample_count(self.behaviour["units"].get(policy.names[i], 0), count, rng).astype(np.int32) for i, _ in policy.recurring}
        self.switched_off = {i: np.zeros(count, np.int32) for i, _ in policy.recurring}
        self.corrections = {i: np.zeros(count, np.int32) for i, _ in policy.recurring}
        self.waits = np.zeros(count, bool)
        # Below 0 is debt. What is prepaid is the balance above 0, and a part of it is bonus.
        self.cost = self.monthly_cost(slice(None))
        self.had_whole_month = np.zeros(count, bool)
        self.limit = self.limit_of(self.cost)
        is_debtor = first & (rng.random(count) < opening["debtShare"])
        cash = half_up(sample(opening["prepaidCash"], count, rng) * policy.unit).astype(np.int64)
        self.balance = np.where(first, np.where(is_debtor, -self.cost, cash), 0).astype(MONEY)
        self.bonus = np.zeros(count, MONEY)
        self.deferred = np.maximum(self.balance, 0)
        # The day from which the running month's use is counted.
        self.mark = np.where(first, np.maximum(self.created, self.calendar.month_of_eve), self.created).astype(np.int32)
        self.used = {i: -before[self.mark - self.calendar.month_of_eve].astype(np.float32) for i, before in self.use_before.items()}
        self.last_activity = np.where(first, -1, self.created).astype(self.day_type)
        lives_from = np.maximum(self.created, 0)
        lives_from[first] = 0
        self.turn = self.capped(lives_from - 1 + self.days_to_idleness(slice(None)))
        self.turn[first & (rng.random(count) < opening["idleShare"])] = 0
        self.due = np.full(count, NEVER, np.int32)
        self.purge_on = np.full(count, NEVER, np.int32)
        self.process = np.full(count, -1, np.int64)
        self.processes = np.zeros((1024, 11), np.int64)
        self.process_count = 0
        self.debt_since = np.where(is_debtor, 0, NONE)
        self.is_restricted = np.zeros(count, bool)  # whether the present debt reached a stage
        self.stage_reached_on = [np.full(count, NONE, np.int32) for _ in range(4)]
        self.blocked_days = np.zeros(count, np.int32)
        self.blocked_from = np.full(count, NONE, np.int32)
        self.peak_debt = np.maximum(-self.balance, 0)
        self.pay_kind = np.full(count, NOT_AT_ALL, np.int8)
        self.pay_bound = np.zeros(count, np.uint8)
        self.is_broke = np.zeros(count, bool)
        self.flags, self.buffer = np.zeros(count, bool), np.zeros(count, self.day_type)
        self.due_days: dict[int, list] = {}
        self.purge_days: dict[int, list] = {}
        nobody = np.zeros(0, np.int64)
        self.pending, self.deleted, self.blocked, self.waiting = nobody, nobody, nobody, nobody
        self.lines_seen = [np.zeros(count, bool) for _ in range(len(policy.names) + 1)]
        self.alive = int(first.sum())
        self.ids = np.arange(count)
        start = self.ids[: self.alive]
        self.follow_payments(self.ids)
        self.levels["open"] = self.levels["stage_none"] = self.alive
        self.levels["credit"] = self.levels["deferred"] = int(self.deferred[start].sum())
        self.levels["debt"] = int(self.peak_debt[start].sum())

    def monthly_cost(self, who) -> np.ndarray:
        """What base and the recurring units now enabled cost in a month."""
        cost = self.policy.base
        for i, monthly in self.policy.recurring:
            cost = cost + monthly * self.units[i][who]
        return (cost + np.zeros(len(self.created[who]))).astype(MONEY)

    def limit_of(self, cost: np.ndarray) -> np.ndarray:
        """The balance below which one may pay ahead."""
        return np.ceil(cost * self.low_below).astype(MONEY)

    def days_to_idleness(self, who) -> np.ndarray:
        """How many days until a spell starts; with one chance every day, that is geometric."""
        chance = self.idle_chance[who]
        days = np.full(len(chance), NEVER, np.int64)
        possible = chance > 0
        days[possible] = np.minimum(self.rng.geometric(chance[possible]), NEVER)
        return days

    def capped(self, days: np.ndarray) -> np.ndarray:
        return np.minimum(days, self.never).astype(self.day_type)

    # MARK: the loop over days

    def live(self) -> None:
        calendar = self.calendar
        begins = int(max(self.created[0], 0)) if not self.is_first[0] else 0
        n = older = int(self.is_first.sum())
        arrived = older + np.searchsorted(self.created[older:], np.arange(calendar.length), side="right")
        for day in range(begins, calendar.length):
            date = calendar.dates[day]
            if date.day == 1:
                self.invoice_past_month(day, n)
            self.follow_deletions(day, n)
            if day == 0 or date.day == 1 or any(first == date.day for first, _ in self.policy.thresholds):
                self.raise_stages(day, date.day, n)
            newcomers = int(arrived[day]) - n
            if newcomers > 0:
                n += newcomers
                self.totals["opened"][day] += newcomers
                self.levels["open"] += newcomers
                self.levels["stage_none"] += newcomers
            self.draws = self.rng.bit_generator.random_raw(n // 4 + 1).view(np.uint8).reshape(2, -1)
            self.follow_idleness(day, n)
            self.top_up(day, n)
            self.switch_on(day)
            self.sign_in(day, n, date.weekday())
            self.count_refusals(day, date)
            self.decide_deletions(day, date.day)
            self.account_days += n - self.purged
            for name, level in self.levels.items():
                self.totals[name][day] = level
        self.end(n)

    def follow_acts(self, who: np.ndarray, use_from: int) -> None:
        """Who signs in and uses, after a change of some accounts; their use is counted, or not, from a day on."""
        acts = self.is_open[who] & (self.idle[who] == AWAKE) & (self.stage[who] != BLOCKED)
        changed = who[acts != self.acts[who]]
        if len(changed):
            begins = ~self.acts[changed]
            for i, before in self.use_before.items():
                until = before[use_from - self.calendar.month_of_eve]
                self.used[i][changed] -= np.where(begins, until, -until)
            self.acts[changed] = begins

    def follow_payments(self, who: np.ndarray) -> None:
        """The chances of paying, after a change of some accounts."""
        balance, status = self.balance[who], self.status[who]
        is_pending = status == PENDING
        kind = np.where(balance < self.limit[who], np.int8(AHEAD), np.int8(NOT_AT_ALL))
        kind = np.where(balance < 0, self.stage[who], kind)
        kind[is_pending] = NOTICED
        kind[~(self.is_open[who] & (self.idle[who] <= is_pending))] = NOT_AT_ALL
        self.pay_kind[who] = kind
        self.pay_bound[who] = self.of_kind(self.pay_bounds, kind, who)
        self.is_broke[who] = (status == OPEN) & (balance <= 0)

    @staticmethod
    def of_kind(table: np.ndarray, kind: np.ndarray, who: np.ndarray) -> np.ndarray:
        return table[:, 0][kind] if table.shape[1] == 1 else table[kind, who]

    # MARK: invoices

    def lines(self, who, day: int, days_in_month: int) -> list[tuple[np.ndarray, np.ndarray]]:
        """Quantity and amount of each line, base first, as the month stands on a morning."""
        policy = self.policy
        open_days = np.int32(day) - self.mark[who]
        open_days *= self.is_open[who]
        if policy.is_prorated:
            base = self.prorated(policy.base, open_days, days_in_month)
        else:
            base = np.where(open_days > 0, policy.base, 0)
        lines = [(open_days, base)]
        monthly = dict(policy.recurring)
        for i in range(len(policy.names)):
            if i in monthly:
                quantity = self.units[i][who] * open_days + self.corrections[i][who]
                lines.append((quantity, self.prorated(monthly[i], quantity, days_in_month)))
            elif i in self.use_per_day:
                factor = self.acts[who] * np.float32(self.use_before[i][day - self.calendar.month_of_eve])
                factor += self.used[i][who]
                quantity = poisson(factor * self.use_per_day[i][who], self.rng)
                lines.append((quantity, policy.metered_amount(i, quantity)))
            else:
                lines.append((np.zeros(len(open_days), np.int64),) * 2)
        return lines

    @staticmethod
    def prorated(monthly: int, days: np.ndarray, days_in_month: int) -> np.ndarray:
        """A month's price for so many days of it, rounded half up."""
        amount = days * MONEY(2 * monthly)
        amount += MONEY(days_in_month)
        amount //= MONEY(2 * days_in_month)
        return amount

    def close_month(self, who, day: int) -> None:
        self.mark[who] = day
        for corrections in self.corrections.values():
            corrections[who] = 0
        for i, before in self.use_before.items():
            self.used[i][who] = self.acts[who] * np.float32(-before[day - self.calendar.month_of_eve])

    def invoice_past_month(self, day: int, n: int) -> None:
        """Invoices everybody at once: who is not open has no open days, no units and no use."""
        everybody = slice(0, n)
        days_in_month = self.calendar.days_in_month(day - 1)
        lines = self.lines(everybody, day, days_in_month)
        is_whole = lines[0][0] == days_in_month
        total = self.pay(everybody, lines, day, is_final=False)
        np.copyto(self.cost[:n], total, where=is_whole)
        self.had_whole_month[:n] |= is_whole
        self.limit[:n] = self.limit_of(self.cost[:n])
        if day > self.calendar.warm_up:
            self.totals["unbilled"][day - 1] += int(total.sum())
        self.close_month(everybody, day)
        may_pay = self.balance[:n] < self.limit[:n]
        may_pay |= self.pay_kind[:n] != NOT_AT_ALL
        self.follow_payments(np.flatnonzero(may_pay))

    def pay(self, who, lines: list, day: int, is_final: bool) -> np.ndarray:
        """Pays invoices from credit, then as debt; returns the sum of each.

        The lines are paid as one, which changes nothing but the rounding of what is earned, by a minor unit at most.
        """
        total = lines[0][1].copy()
        for _, amount in lines[1:]:
            total += amount
        balance, bonus, deferred = self.balance[who], self.bonus[who], self.deferred[who]
        credit = np.maximum(balance, 0)
        paid = np.minimum(total, credit)
        if self.policy.spends_bonus_first:
            from_bonus = np.minimum(paid, bonus)
        else:
            from_bonus = np.maximum(paid - (credit - bonus), 0)
        earned = np.multiply(deferred, paid, dtype=float)
        earned /= np.maximum(credit, 1)
        earned += 0.5
        earned = earned.astype(MONEY)
        indebted = np.flatnonzero(balance < total)
        indebted = indebted if isinstance(who, slice) else who[indebted]
        old = np.maximum(-self.balance[indebted], 0)
        self.balance[who] = balance - total
        self.bonus[who] = bonus - from_bonus
        self.deferred[who] = deferred - earned
        owed = self.note_debt(indebted, old, day)
        billed, paid, from_bonus, earned = (int(values.sum()) for values in (total, paid, from_bonus, earned))
        self.add(day, billed=billed, billed_from_cash=paid - from_bonus, billed_from_bonus=from_bonus,
                 billed_as_debt=owed, revenue_recognized=earned + owed)
        levels = self.levels
        levels["credit"] -= paid
        levels["bonus"] -= from_bonus
        levels["deferred"] -= earned
        levels["debt"] += owed
        self.note_lines(who, lines, day, is_final)
        return total

    def note_debt(self, who, before, day: int) -> int:
        """Notes the beginning and the peak of debts, and returns by how much they grew."""
        after = -self.balance[who]
        self.debt_since[who[(before == 0) & (after > 0)]] = day
        self.peak_debt[who] = np.maximum(self.peak_debt[who], after)
        return int((after - before).sum())

    def note_lines(self, who, lines, day: int, is_final: bool) -> None:
        """Adds to services.csv; an account is counted once a month for each service."""
        if day < self.calendar.warm_up:
            return
        month = self.model.month_index[day]
        for line, (quantity, amount) in enumerate(lines):
            there = quantity > 0
            seen = self.lines_seen[line]
            if is_final:
                accounts = np.count_nonzero(there & ~seen[who])
                seen[who] |= there
            else:
                accounts = np.count_nonzero(there)
                seen[who] = there
            self.services[month, line] += (accounts, int(quantity.sum()), int(amount.sum()))

    def add(self, day: int, **amounts: int) -> None:
        for name, amount in amounts.items():
            self.totals[name][day] += amount

    # MARK: deletion, in the morning

    def follow_deletions(self, day: int, n: int) -> None:
        for who in self.purge_days.pop(day, ()):
            self.purge(who[(self.status[who] == DELETED) & (self.purge_on[who] == day)], day)
        for who in self.due_days.pop(day, ()):
            self.delete(who[(self.status[who] == PENDING) & (self.due[who] == day)], day)
        rules = self.policy.deletion
        inactive = np.less(self.last_activity[:n], self.day_type(day - rules["inactivityDays"]), out=self.flags[:n])
        inactive &= self.is_broke[:n]
        who = np.flatnonzero(inactive)
        who = who[self.created[who] < day - rules["minimumAgeDays"]]
        if len(who):
            self.notice(who, day)

    def notice(self, who, day: int) -> None:
        due = day + self.policy.deletion["noticeDays"]
        self.status[who] = PENDING
        self.due[who] = due
        self.due_days.setdefault(due, []).append(who)
        self.pending = np.concatenate([self.pending, who])
        self.add(day, noticed=len(who))
        self.levels["deletion_pending"] += len(who)
        while self.process_count + len(who) > len(self.processes):
            self.processes = np.concatenate([self.processes, np.zeros_like(self.processes)])
        rows = np.arange(self.process_count, self.process_count + len(who))
        self.process_count += len(who)
        self.process[who] = rows
        table = self.processes
        table[rows] = NONE
        table[rows, 0] = who
        table[rows, 1] = self.created[who]
        table[rows, 2] = self.last_activity[who]
        table[rows, 3] = day
        table[rows, 4] = self.balance[who]
        self.follow_payments(who)

    def cancel(self, who, day: int, by: int) -> None:
        self.status[who] = OPEN
        self.due[who] = NEVER
        self.add(day, cancelled=len(who))
        self.levels["deletion_pending"] -= len(who)
        self.processes[self.process[who], 5] = by
        self.processes[self.process[who], 6] = day

    def delete(self, who, day: int) -> None:
        if not len(who):
            return
        lines = self.lines(who, day, self.calendar.days_in_month(day))
        self.pay(who, lines, day, is_final=True)
        self.status[who] = DELETED
        self.count_stages(self.stage[who], -1)
        self.levels["open"] -= len(who)
        self.levels["deletion_pending"] -= len(who)
        self.add(day, deleted=len(who))
        purge_on = day + self.policy.deletion["retentionDays"]
        self.purge_on[who] = purge_on
        self.purge_days.setdefault(purge_on, []).append(who)
        self.deleted = np.concatenate([self.deleted, who])
        self.processes[self.process[who], 7] = day
        self.leave_block(who, day)
        self.is_open[who] = False
        self.follow_acts(who, day)
        self.follow_payments(who)
        self.close_month(who, day)

    def purge(self, who, day: int) -> None:
        if not len(who):
            return
        self.keep_spells(who[self.balance[who] < 0], day, "deleted")
        written_off = -self.balance[who]
        self.balance[who] = 0
        self.stage[who] = NO_STAGE
        self.status[who] = PURGED
        self.purged += len(who)
        self.add(day, purged=len(who), bad_debt=int(written_off.sum()))
        self.levels["debt"] -= int(written_off.sum())
        rows = self.process[who]
        self.processes[rows, 9] = day
        self.processes[rows, 10] = written_off

    # MARK: stages

    def count_stages(self, stages, sign: int) -> None:
        for name, count in zip(STOCKS[1:5], np.bincount(stages, minlength=4)):
            self.levels[name] += sign * int(count)

    def leave_block(self, who, day: int) -> None:
        who = who[self.blocked_from[who] != NONE]
        self.blocked_days[who] += day - self.blocked_from[who]
        self.blocked_from[who] = NONE

    def raise_stages(self, day: int, day_of_month: int, n: int) -> None:
        stage = self.policy.stage_on(day_of_month)
        who = np.flatnonzero(self.balance[:n] < 0)
        now = self.stage[who]
        who = who[self.is_open[who] & (now != BLOCKED) & (now != stage)]
        if len(who):
            self.enter(who, stage, day)
            if stage == BLOCKED:
                self.follow_acts(who, day)
            self.follow_payments(who)

    def enter(self, who, stage: int, day: int) -> None:
        """Debtors enter another stage."""
        self.count_stages(self.stage[who], -1)
        self.stage[who] = stage
        self.levels[STOCKS[1 + stage]] += len(who)
        if stage != NO_STAGE:
            reached = self.stage_reached_on[stage]
            reached[who] = np.where(reached[who] == NONE, day, reached[who])
            self.is_restricted[who] = True
        if stage == BLOCKED:
            self.blocked_from[who] = day
            self.add(day, newly_blocked=len(who))
            self.blocked = np.concatenate([self.blocked, who])

    def keep_spells(self, who, day: int, outcome: str) -> None:
        """Ends spells of debt, and keeps those that reached a restriction."""
        self.peak_debt[who], peak = 0, self.peak_debt[who]
        restricted = np.flatnonzero(self.is_restricted[who])
        who, peak = who[restricted], peak[restricted]
        if not len(who):
            return
        if outcome == "deleted":
            ended = self.purge_on[who] - self.policy.deletion["retentionDays"]
        else:
            ended = np.full(len(who), day)
        since = self.debt_since[who]
        reached = [days[who] for days in self.stage_reached_on[1:]]
        columns = [
            who, since, *reached, np.full(len(who), NONE) if outcome == "open" else ended, ended - since,
            self.blocked_days[who], peak, np.full(len(who), SPELL_OUTCOMES.index(outcome))]
        if day < self.calendar.warm_up + self.policy.deletion["retentionDays"]:
            kept = ended >= self.calendar.warm_up
            columns = [values[kept] for values in columns]
        self.spells.append(columns)
        self.is_restricted[who] = False
        for days in self.stage_reached_on:
            days[who] = NONE
        self.blocked_days[who] = 0

    # MARK: the day

    def follow_idleness(self, day: int, n: int) -> None:
        turns = np.flatnonzero(np.less_equal(self.turn[:n], self.day_type(day), out=self.flags[:n]))
        if not len(turns):
            return
        is_away = self.idle[turns] == AWAY
        back = turns[is_away]
        self.idle[back] = AWAKE
        self.turn[back] = self.capped(day + self.days_to_idleness(back))
        has_units = np.zeros(len(back), bool)
        for off in self.switched_off.values():
            has_units |= off[back] > 0
        newly = back[has_units & ~self.waits[back]]
        self.waits[newly] = True
        self.waiting = np.concatenate([self.waiting, newly])
        starts = turns[~is_away]
        is_open = self.is_open[starts]
        closed = starts[~is_open]
        self.turn[closed] = self.capped(day + self.days_to_idleness(closed))
        self.start_spells(starts[is_open], day)
        self.follow_acts(turns, day)
        self.follow_payments(turns)

    def start_spells(self, who, day: int) -> None:
        rng, rules = self.rng, self.behaviour["idleness"]
        leaves = rng.random(len(who)) < rules["leaves"]
        days = np.clip(sample_count(rules["days"], len(who), rng), 1, 1_000_000)
        self.idle[who] = np.where(leaves, GONE, AWAY)
        self.turn[who] = self.capped(np.where(leaves, NEVER, day + days))
        off = who[(self.stage[who] < PAYMENT_PAGE) & (rng.random(len(who)) < rules["switchesOff"])]
        for i, units in self.units.items():
            self.switched_off[i][off] += units[off]
            self.corrections[i][off] += units[off] * (day - self.mark[off])
            units[off] = 0
        self.follow_units(off)

    def follow_units(self, who) -> None:
        """Units count in the cost of a month until there was a whole one."""
        who = who[~self.had_whole_month[who]]
        self.cost[who] = self.monthly_cost(who)
        self.limit[who] = self.limit_of(self.cost[who])

    def top_up(self, day: int, n: int) -> None:
        who = np.flatnonzero(np.less_equal(self.draws[0][:n], self.pay_bound[:n], out=self.flags[:n]))
        chance = self.of_kind(self.pay_chances, self.pay_kind[who], who)
        who = who[self.rng.random(len(who), dtype=np.float32) * np.ceil(chance) < chance]
        if not len(who):
            return
        debt = np.maximum(-self.balance[who], 0).astype(np.int64)
        amount = self.choose(who, debt)
        if not amount.all():
            paid = amount > 0
            who, debt, amount = who[paid], debt[paid], amount[paid]
        bonus = self.bonus_for(amount, debt)
        # What is paid always settles the debt, so that no bonus does.
        self.balance[who] += (amount + bonus).astype(MONEY)
        self.deferred[who] += (amount - debt).astype(MONEY)
        self.bonus[who] += bonus.astype(MONEY)
        self.last_activity[who] = day
        paid, granted, settled = int(amount.sum()), int(bonus.sum()), int(debt.sum())
        self.add(day, top_ups=len(who), cash_in=paid, bonus_granted=granted, debt_settled=settled)
        levels = self.levels
        levels["debt"] -= settled
        levels["deferred"] += paid - settled
        levels["credit"] += paid - settled + granted
        levels["bonus"] += granted
        debtors = who[debt > 0]
        if len(debtors):
            stages = self.stage[debtors]
            self.count_stages(stages, -1)
            levels["stage_none"] += len(debtors)
            self.add(day, unblocked=np.count_nonzero(stages == BLOCKED))
            self.leave_block(debtors, day)
            self.keep_spells(debtors, day, "paid")
            self.stage[debtors] = NO_STAGE
        noticed = who[self.status[who] == PENDING]
        if len(noticed):
            self.cancel(noticed, day, BY_ACTIVITY)
        if len(debtors):
            self.follow_acts(debtors, day)
        self.follow_payments(who)

    def earning(self, amount, debt):
        return amount - debt if self.policy.is_bonus_of_advance else amount

    def percent(self, earning) -> np.ndarray:
        """The percentage reached, in hundredths."""
        return self.policy.tier_percent[np.searchsorted(self.policy.tier_from, earning, side="right")]

    def bonus_for(self, amount, debt) -> np.ndarray:
        earning = self.earning(amount, debt)
        bonus = (earning * self.percent(earning) + 5_000) // 10_000
        return bonus if self.policy.cap is None else np.minimum(bonus, self.policy.cap)

    def choose(self, who, debt) -> np.ndarray:
        """How much each pays: debt and some months, as the bonus draws them; 0 where nothing is allowed."""
        policy = self.policy
        cost = self.cost[who].astype(np.int64)
        amounts, cumulated = [], []
        total = np.zeros(len(who))
        for months, weight in self.choices:
            amount = -(-(debt + months * cost) // policy.unit) * policy.unit
            np.maximum(amount, policy.minimum, out=amount)
            earning = self.earning(amount, debt)
            tier = np.searchsorted(policy.tier_from, earning, side="right")
            if self.attraction is not None:
                weights = (weight * self.attraction)[tier]
            else:
                weights = weight * np.exp(self.response[who] * policy.tier_percent[tier] / 100)
            if months == 0:
                weights *= debt > 0
            if policy.maximum is not None:
                weights *= amount <= policy.maximum
            total = total + weights
            amounts.append(amount)
            cumulated.append(total)
        draw = self.rng.random(len(who)) * total
        chosen = np.zeros(len(who), np.int64)
        for amount, until in zip(reversed(amounts), reversed(cumulated)):
            np.copyto(chosen, amount, where=draw < until)
        return chosen

    def switch_on(self, day: int) -> None:
        who = self.waiting
        if not len(who):
            return
        may = self.is_open[who] & (self.idle[who] == AWAKE) & (self.stage[who] < PAYMENT_PAGE)
        who = who[may]
        if not len(who):
            return
        self.waiting = self.waiting[~may]
        self.waits[who] = False
        for i, off in self.switched_off.items():
            self.corrections[i][who] -= off[who] * (day - self.mark[who])
            self.units[i][who] += off[who]
            off[who] = 0
        self.follow_units(who)
        self.follow_payments(who)

    def sign_in(self, day: int, n: int, weekday: int) -> None:
        bound, rest = self.sign_in_chance[self.behaviour["signIns"]["weekdays"][weekday]]
        draws, bound, signed, buffer = self.draws[1][:n], bound[:n], self.flags[:n], self.buffer[:n]
        np.equal(draws, bound, out=signed)
        edge = np.flatnonzero(signed)
        np.less(draws, bound, out=signed)
        signed[edge] = self.rng.random(len(edge), dtype=np.float32) < rest[edge]
        signed &= self.acts[:n]
        self.totals["signed_in"][day] += np.count_nonzero(signed)
        np.multiply(signed, self.day_type(day), out=buffer)
        np.maximum(self.last_activity[:n], buffer, out=self.last_activity[:n])
        self.pending = self.pending[self.status[self.pending] == PENDING]
        back = self.pending[signed[self.pending]]
        if len(back):
            self.cancel(back, day, BY_ACTIVITY)
            self.follow_payments(back)

    def count_refusals(self, day: int, date) -> None:
        """What the blocked try in vain: employees' sign-ins and use."""
        self.blocked = self.blocked[self.is_open[self.blocked] & (self.stage[self.blocked] == BLOCKED)]
        who = self.blocked[self.idle[self.blocked] == AWAKE]
        factor = self.behaviour["signIns"]["weekdays"][date.weekday()]
        refused = np.count_nonzero(self.rng.random(len(who)) < self.employee[who] * factor)
        for i, before in self.use_before.items():
            today = day - self.calendar.month_of_eve
            mean = self.use_per_day[i][who] * (before[today + 1] - before[today])
            refused += np.count_nonzero(self.rng.random(len(who)) >= np.exp(-mean))
        self.totals["refused"][day] += refused

    def decide_deletions(self, day: int, day_of_month: int) -> None:
        rng = self.rng
        self.pending = self.pending[self.status[self.pending] == PENDING]
        who = self.pending[self.idle[self.pending] != GONE]
        who = who[rng.random(len(who)) < self.behaviour["cancelsDeletion"]]
        if len(who):
            self.last_activity[who] = day
            self.cancel(who, day, BY_OWNER)
            self.follow_payments(who)
        self.deleted = self.deleted[self.status[self.deleted] == DELETED]
        who = self.deleted[self.idle[self.deleted] == AWAKE]
        who = who[rng.random(len(who)) < self.behaviour["restores"]]
        if len(who):
            self.restore(who, day, day_of_month)

    def restore(self, who, day: int, day_of_month: int) -> None:
        self.status[who] = OPEN
        self.last_activity[who] = day
        self.mark[who] = day
        self.processes[self.process[who], 8] = day
        self.add(day, restored=len(who))
        self.levels["open"] += len(who)
        self.count_stages(self.stage[who], +1)
        was_blocked = who[self.stage[who] == BLOCKED]
        self.blocked_from[was_blocked] = day
        self.blocked = np.concatenate([self.blocked, was_blocked])
        stage = self.policy.stage_on(day_of_month)
        self.is_open[who] = True
        changed = who[(self.balance[who] < 0) & (self.stage[who] != BLOCKED) & (self.stage[who] != stage)]
        self.enter(changed, stage, day)
        self.follow_acts(who, day + 1)
        self.follow_payments(who)

    # MARK: the end

    def end(self, n: int) -> None:
        calendar = self.calendar
        day = calendar.length
        lines = self.lines(slice(0, n), day, calendar.days_in_month(day - 1))
        self.totals["unbilled"][day - 1] += int(sum(amount.sum() for _, amount in lines))
        in_debt = np.flatnonzero(self.balance[:n] < 0)
        is_deleted = self.status[in_debt] == DELETED
        self.leave_block(in_debt[~is_deleted], day)
        self.keep_spells(in_debt[is_deleted], day, "deleted")
        self.keep_spells(in_debt[~is_deleted], day, "open")


class Model:
    def __init__(self, scenario: dict, seed: int, scale: float):
        self.scenario = scenario
        self.scale = scale
        self.rng = np.random.Generator(np.random.SFC64(seed))
        self.calendar = model_input.Calendar(scenario)
        self.policy = Policy(scenario["policy"])
        self.population = scenario["population"]
        reported = self.calendar.dates[self.calendar.warm_up : -1]
        self.months = sorted({(date.year, date.month) for date in reported})
        self.month_index = {
            self.calendar.warm_up + day: self.months.index((date.year, date.month)) for day, date in enumerate(reported)
        }

    def run(self) -> list[tuple[str, list[Accounts]]]:
        lived = []
        for name, behaviour in self.population.items():
            parts = []
            for chunk in self.chunks(name, behaviour):
                chunk.live()
                parts.append(chunk)
            lived.append((name, parts))
        return lived

    def chunks(self, name: str, behaviour: dict):
        """Accounts in the order of their coming, so many at once that their arrays stay in the cache."""
        first = int(half_up(behaviour["accounts"] * self.scale))
        arrivals = self.rng.poisson(self.calendar.arrivals(behaviour["arrivals"]) * self.scale)
        days = np.repeat(np.arange(self.calendar.length), arrivals)
        count = first + len(days)
        for start in range(0, count, CHUNK):
            numbers = np.arange(start, min(start + CHUNK, count))
            is_first = numbers < first
            created = np.empty(len(numbers), np.int64)
            older = int(is_first.sum())
            created[:older] = -1 - sample_count(behaviour["ageDays"], older, self.rng)
            created[older:] = days[numbers[older:] - first]
            yield Accounts(self, name, start, np.where(is_first, numbers + 1, first - numbers - 1), created, is_first)


def main() -> None:
    began = time.perf_counter()
    parser = argparse.ArgumentParser()
    parser.add_argument("scenario")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    model = Model(model_input.load(options.scenario), options.seed, options.scale)
    lived = model.run()
    totals = model_reports.write(model, lived, options.out)
    print(json.dumps({**totals, "seconds": round(time.perf_counter() - began, 4)}))


if __name__ == "__main__":
    main()
