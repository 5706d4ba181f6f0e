"""Some accounts of a segment in the NumPy model: how they begin, and what people do each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import model_input
from model_input import BLOCKED, MONEY, NO_STAGE, PAYMENT_PAGE, half_up, sample, sample_count
from numpy_billing import (
    AWAKE, AWAY, BY_ACTIVITY, BY_OWNER, DELETED, FLOWS, GONE, NEVER, NONE, NOT_AT_ALL, OPEN, PENDING, STOCKS, Billing,
)

if TYPE_CHECKING:
    from numpy_model import Model


def bounds(chance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Splits chances for draws of one byte: below the bound it happens, at the bound with the chance that is left."""
    bound = np.clip(np.ceil(chance * 256) - 1, 0, 255)
    return bound.astype(np.uint8), (chance * 256 - bound).astype(np.float32)


class Accounts(Billing):
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
        self.administrator, self.employee = administrator, employee
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
        units = self.behaviour["units"]
        self.units = {
            i: sample_count(units.get(policy.names[i], 0), count, rng).astype(np.int32) for i, _ in policy.recurring
        }
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
        since = self.mark - self.calendar.month_of_eve
        self.used = {i: -before[since].astype(np.float32) for i, before in self.use_before.items()}
        # Counted from the eve, so that 0 is the least and a day without activity changes nothing.
        self.last_activity = np.where(first, 0, self.created + 1).astype(self.day_type)
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
            self.live_blocked(day, date)
            self.decide_deletions(day, date.day)
            self.account_days += n - self.purged
            for name, level in self.levels.items():
                self.totals[name][day] = level
        self.end(n)

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
        self.last_activity[who] = day + 1
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
        np.multiply(signed, self.day_type(day + 1), out=buffer)
        np.maximum(self.last_activity[:n], buffer, out=self.last_activity[:n])
        self.pending = self.pending[self.status[self.pending] == PENDING]
        self.call_off(self.pending[signed[self.pending]], day)

    def call_off(self, who, day: int) -> None:
        """Cancel deletions by a sign-in."""
        if len(who):
            self.cancel(who, day, BY_ACTIVITY)
            self.follow_payments(who)

    def live_blocked(self, day: int, date) -> None:
        """The blocked: administrators reach the payment page; employees' sign-ins and use are refused."""
        self.blocked = self.blocked[self.is_open[self.blocked] & (self.stage[self.blocked] == BLOCKED)]
        who = self.blocked[self.idle[self.blocked] == AWAKE]
        factor = self.behaviour["signIns"]["weekdays"][date.weekday()]
        signed = who[self.rng.random(len(who)) < self.administrator[who] * factor]
        self.totals["signed_in"][day] += len(signed)
        self.last_activity[signed] = day + 1
        self.call_off(signed[self.status[signed] == PENDING], day)
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
            self.last_activity[who] = day + 1
            self.cancel(who, day, BY_OWNER)
            self.follow_payments(who)
        self.deleted = self.deleted[self.status[self.deleted] == DELETED]
        who = self.deleted[self.idle[self.deleted] == AWAKE]
        who = who[rng.random(len(who)) < self.behaviour["restores"]]
        if len(who):
            self.restore(who, day, day_of_month)

    def restore(self, who, day: int, day_of_month: int) -> None:
        self.status[who] = OPEN
        self.last_activity[who] = day + 1
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
