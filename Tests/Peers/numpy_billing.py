"""What Daybook's core does in the NumPy model: invoices, deletions and stages of many accounts at once."""

from __future__ import annotations

import numpy as np

from model_input import BLOCKED, MONEY, NO_STAGE

NEVER = 1 << 24
NONE = -(1 << 24)
ABSENT, OPEN, PENDING, DELETED, PURGED = range(5)
AWAKE, AWAY, GONE = range(3)
BY_ACTIVITY, BY_OWNER = 1, 2
SPELL_OUTCOMES = ("paid", "deleted", "open")
# Chances of paying: four by stage, then these.
NOTICED, AHEAD, NOT_AT_ALL = 4, 5, 6

FLOWS = (
    "opened signed_in newly_blocked unblocked noticed cancelled deleted restored purged refused top_ups cash_in "
    "bonus_granted billed billed_from_cash billed_from_bonus billed_as_debt debt_settled revenue_recognized bad_debt "
    "unbilled"
).split()
STOCKS = (
    "open stage_none stage_reminder stage_payment_page stage_blocked deletion_pending credit debt deferred bonus"
).split()


def poisson(mean: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Poisson draws; from a mean of 50 on by a normal and the Cornish-Fisher terms, right to a hundredth there."""
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


class Billing:
    """What the rules do to accounts; `Accounts` holds the arrays."""

    # MARK: what follows from a change

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
        long_ago = self.day_type(day + 1 - rules["inactivityDays"])
        inactive = np.less(self.last_activity[:n], long_ago, out=self.flags[:n])
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
        table[rows, 2] = self.last_activity[who] - np.int32(1)
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
