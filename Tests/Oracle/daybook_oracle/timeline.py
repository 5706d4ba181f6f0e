"""Invents the life of an account by living it: each action is aimed at the state it meets."""

import random
from datetime import date, timedelta
from typing import Any, Optional

from .account import Account
from .invent import PolicyInventor
from .jsonc import as_read
from .money import round_half_away
from .policy import Metered, Policy, PolicyBook, Raw, Recurring
from .scenario import METHODS, ROLES, AccountSpec, read_entry, read_opening
from .simulate import observed, observed_parts


class AccountInventor:
    """Invents one account and its timeline."""

    def __init__(self, chance: random.Random, money: PolicyInventor, policies: PolicyBook, expect: bool) -> None:
        """Keep the random generator, the writer of money and the policies."""
        self.chance, self.money, self.policies, self.expect = chance, money, policies, expect
        self.frugal = False

    def invent(self, name: str) -> Raw:
        """Return the raw account, having lived it."""
        start, last = self.money.start, self.money.last
        raw = self._shell(start, last)
        created = date.fromisoformat(raw["created"])
        opening = read_opening(as_read(raw), created, start, self.policies) if created < start else None
        spec = AccountSpec(name, created, opening, raw.get("units", {}))
        account = Account(spec, self.policies, start)
        timeline: list[Raw] = []
        busy, temper = "deletion" in raw or self._maybe(0.5), self.chance.choice([0.02, 0.05, 0.15])
        self.frugal = self._maybe(0.5)
        for index in range((last - start).days + 1):
            day = start + timedelta(days=index)
            busy = busy != self._maybe(temper)
            account.morning(day)
            for _ in range(self._how_many(account, busy)):
                self._act(account, day, busy, timeline)
            account.evening(day)
            if self.expect and account.status != "notCreated":
                timeline.append({"on": str(day), "expectAtEnd": self._seen(account, day)})
        if timeline or self._maybe(0.5):
            raw["timeline"] = timeline
        return raw

    def _maybe(self, probability: float) -> bool:
        """Say yes with a probability."""
        return self.chance.random() < probability

    def _how_many(self, account: Account, busy: bool) -> int:
        """Return how many actions a day has."""
        if account.status in ("notCreated", "purged"):
            return int(self._maybe(0.04))
        if account.status == "deleted":
            return self.chance.choices([0, 1, 2], [7, 3, 1])[0]
        if busy:
            return self.chance.choices([0, 1, 2, 4], [5, 3, 2, 1])[0]
        return self.chance.choices([0, 1, 2], [7, 2, 0.5])[0]

    # The account before its timeline

    def _shell(self, start: date, last: date) -> Raw:
        """Return an account without its timeline."""
        if self._maybe(0.4):
            length = (last - start).days
            created = start + timedelta(days=self.chance.choice([0, 1, self.chance.randint(0, length)]))
            return {"created": str(created), **self._units(self.policies.on(start - timedelta(days=1)))}
        eve = start - timedelta(days=1)
        created = eve - timedelta(days=self.chance.choice([0, 1, 5, 20, 45, self.chance.randint(0, 400)]))
        raw: Raw = {"created": str(created), **self._money_state()}
        if self._maybe(0.6):
            age = (eve - created).days
            raw["lastActivity"] = str(eve - timedelta(days=self.chance.randint(0, min(age, 40))))
        policy = self.policies.on(eve)
        raw.update(self._units(policy))
        metered = [name for name, service in policy.services.items() if isinstance(service, Metered)]
        trial_over = (eve - created).days >= policy.trial_days
        if metered and trial_over and self._maybe(0.6):
            raw["used"] = {name: self._quantity(policy, name) for name in metered if self._maybe(0.8)}
        self._age_money(raw, created, eve)
        return raw

    def _age_money(self, raw: Raw, created: date, eve: date) -> None:
        """Give debt, bonus and cash an age, and sometimes a pending deletion."""
        age, write = (eve - created).days, self.money.money
        if "debt" in raw and self._maybe(0.6):
            raw["debtSince"] = str(eve + timedelta(days=1 - self.chance.choice([0, 1, min(age, 9), self.chance.randint(0, age)])))
        if "prepaidBonus" in raw and self._maybe(0.5):
            del raw["prepaidBonus"]
            raw["grants"] = self._grants(created, eve)
        if ("prepaidCash" in raw or "prepaidBonus" in raw or raw.get("grants")) and self._maybe(0.3):
            raw["deferred"] = write(self.chance.choice([0, 1, 50, 100]))
        rules = self.policies.on(eve).deletion
        back = self.chance.randint(0, rules.notice - 1)
        noticed = eve - timedelta(days=back)
        rules = self.policies.on(noticed).deletion
        idle = rules.inactivity + 1 + self.chance.randint(0, 3)
        if raw.keys() & {"prepaidCash", "prepaidBonus", "grants"} or age - back < max(rules.minimum_age + 1, idle) or back >= rules.notice:
            return
        if self._maybe(0.5):
            raw["lastActivity"] = str(noticed - timedelta(days=idle))
            kind = {} if rules.automatic and self._maybe(0.5) else {"kind": "automatic" if rules.automatic else "manual"}
            raw["deletion"] = {"noticedOn": str(noticed), **kind}

    def _grants(self, created: date, eve: date) -> list[Raw]:
        """Return grants of some days, oldest first, of which none has lapsed."""
        days = sorted(max(created, eve - timedelta(days=self.chance.choice([0, 1, 30, 100]))) for _ in range(self.chance.randint(1, 3)))
        grants: list[Raw] = []
        for day in days:
            life = self.policies.on(day).bonus.expires_after
            lapse = eve + timedelta(days=self.chance.choice([1, 2, self.chance.randint(1, 40)]))
            alive = life is None or day + timedelta(days=life) > eve
            when = {"grantedOn": str(day)} if alive and self._maybe(0.6) else {"lapsesOn": self.chance.choice([str(lapse), "never"])}
            grants.append({"amount": self.money.money(self.chance.choice([1, 333, 1900])), **when})
        return grants

    def _money_state(self) -> Raw:
        """Return the opening money: nothing, prepaid or debt."""
        write, some = self.money.money, self.chance.choice
        kind = some(["nothing", "cash", "bonus", "both", "debt", "blocked"])
        raw: Raw = {}
        if kind in ("cash", "both"):
            raw["prepaidCash"] = write(some([1, 100, 500, 1900, 9999]))
        if kind in ("bonus", "both"):
            raw["prepaidBonus"] = write(some([1, 333, 1900, 2500, 6000]))
        if kind in ("debt", "blocked"):
            raw["debt"] = write(some([1, 1400, 1900, 7777]))
        if kind == "blocked" or self._maybe(0.1):
            raw["blocked"] = kind == "blocked"
        return raw

    def _units(self, policy: Policy) -> Raw:
        """Return units of recurring services, or none."""
        recurring = [name for name, service in policy.services.items() if isinstance(service, Recurring)]
        if not recurring or self._maybe(0.3):
            return {}
        return {"units": {name: self.chance.choice([0, 1, 2, 7]) for name in recurring if self._maybe(0.8)}}

    # Its actions

    def _act(self, account: Account, day: date, busy: bool, timeline: list[Raw]) -> None:
        """Invent an action, do it and write it down."""
        action = self._action(account, day, busy)
        if action is None:
            return
        entry = {"on": str(day), **action}
        parsed = read_entry(as_read(entry), self.policies).action
        assert parsed is not None
        account.perform(parsed, day)
        timeline.append(entry)
        if self.expect and account.status != "notCreated" and self._maybe(0.3):
            timeline.append({"on": str(day), "expect": self._seen(account, day)})

    def _seen(self, account: Account, day: date) -> Raw:
        """Return all that an expectation can say of the moment."""
        seen = {**observed(account, day, self.money.digits), **observed_parts(account, day, self.money.digits)}
        if account.status in ("deleted", "purged"):
            del seen["deletionDue"]
        return seen

    def _action(self, account: Account, day: date, busy: bool) -> Optional[Raw]:
        """Choose what is asked, by what the account is going through."""
        weights = {
            "signIn": 3, "topUp": 2, "topUpDeclined": 0.5, "use": 3, "set": 1.5,
            "requestDeletion": 0.4, "cancelDeletion": 0.2, "restore": 0.1,
        }  # fmt: skip
        if account.status == "deleted":
            weights = {**dict.fromkeys(weights, 0.4), "restore": 2}
        elif not busy:
            weights.update({"signIn": 0.15, "topUp": 0.15, "requestDeletion": 2, "cancelDeletion": 0.3})
            weights["use"] = 1
        if self.frugal:
            weights["topUp"] = 0.3
        if account.status == "deletionPending":
            weights["cancelDeletion"] = 1
        if account.stage == "blocked":
            weights["signIn"] = 1.5
        if account.status in ("notCreated", "purged"):  # all are refused
            weights = dict.fromkeys(weights, 1.0)
        word = self.chance.choices(list(weights), list(weights.values()))[0]
        return self._words_of(word, account, day, busy)

    def _words_of(self, word: str, account: Account, day: date, busy: bool) -> Optional[Raw]:
        """Write an action's entry without its day; None where no service fits."""
        policy = self.policies.on(day)
        if word == "signIn":
            return {word: self.chance.choice(ROLES)}
        if word in ("topUp", "topUpDeclined"):
            return self._top_up(word, account, policy, day, busy)
        if word in ("use", "set"):
            kind = Metered if word == "use" else Recurring
            names = [name for name, service in policy.services.items() if isinstance(service, kind)]
            if not names:
                return None
            name = self.chance.choice(names)
            units = self._quantity(policy, name) if word == "use" else self.chance.choice([0, 1, 2, 3, 10])
            return {word: {name: units}}
        return {word: True}

    def _top_up(self, word: str, account: Account, policy: Policy, day: date, busy: bool) -> Raw:
        """Write a top-up, its amount aimed at an edge; quiet times have mostly refused ones."""
        refused = self._maybe(0.12 if busy else 0.5)
        amounts = self._bad_amounts(policy) if refused and self._maybe(0.7) else self._amounts(account, policy, day)
        raw: Raw = {word: self.money.money(self.chance.choice(amounts))}
        if self._maybe(0.6):
            raw["method"] = self.chance.choice(METHODS)
        if refused or self._maybe(0.5):
            raw["by"] = "employee" if refused and self._maybe(0.6) else self.chance.choice(ROLES[:2])
        return raw

    def _bad_amounts(self, policy: Policy) -> list[int]:
        """Return amounts that are out of range."""
        amounts = [0, -1, -1900, policy.top_up_minimum - 1]
        return amounts + ([] if policy.top_up_maximum is None else [policy.top_up_maximum + 1])

    def _amounts(self, account: Account, policy: Policy, day: date) -> list[int]:
        """Return amounts at the edges: of the debt, the bonus tiers, the limits and the bonus that settles debt."""
        debt = account.debt
        amounts = [debt, debt - 1, debt + 1, debt] if debt else [policy.base.monthly, self.chance.randint(1, 6000)]
        tiers = policy.bonus.tiers_on(day)
        for least, percent in tiers:
            amounts += [debt + least, debt + least - 1, least, round_half_away(debt / (1 + percent / 100))]
        if self.frugal:
            amounts = [amount for amount in amounts if amount <= debt + policy.base.monthly // 2]
            amounts += [debt + policy.base.monthly // 5] * 3
        amounts += [policy.top_up_minimum, account.debt // 2, self.chance.randint(1, 3000)]
        amounts += [] if policy.top_up_maximum is None else [policy.top_up_maximum]
        return [amount for amount in amounts if amount > 0] or [1]

    def _quantity(self, policy: Policy, name: str) -> int:
        """Return a quantity of use, often at the edge of a tier."""
        service: Any = policy.services[name]
        edges = [up_to for up_to, _ in service.tiers if up_to is not None]
        around = [edge + step for edge in edges for step in (-1, 0, 1) if edge + step > 0]
        return self.chance.choice(around + [1, 1, 3, self.chance.randint(1, 400)])
