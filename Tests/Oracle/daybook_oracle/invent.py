"""Invents random valid policies, in the raw form of a scenario file."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Optional

from .jsonc import ScenarioError, as_read, merge_patch
from .money import minor_digits, show_money
from .policy import PolicyBook, Raw

PERCENTS = [0, 0.01, 1.5, 3.33, 5, 7.25, 10, 12.5, 33.33, 50, 100, 250.75, 1000]
RECURRING_NAMES = ["integration", "source", "Телефонна_лінія", "x-1"]
METERED_NAMES = ["order", "message", "Minutes", "sms_2"]


class PolicyInventor:
    """Invents a policy and its changes with one random generator."""

    def __init__(self, chance: random.Random, start: date, last: date) -> None:
        """Choose the currency, which decides how money is written."""
        self.chance, self.start, self.last = chance, start, last
        self.currency = chance.choices(["USD", "EUR", "JPY", "KWD"], [6, 1, 1.5, 1.5])[0]
        self.digits = minor_digits(self.currency)

    def maybe(self, probability: float) -> bool:
        """Say yes with a probability."""
        return self.chance.random() < probability

    def money(self, amount: int) -> Any:
        """Write minor units as a string, or now and then as a number."""
        text = show_money(amount, self.digits)
        return plain_number(text) if self.maybe(0.15) else text

    def invent(self) -> Raw:
        """Return a policy with changes that are all valid together."""
        while True:
            policy = self._policy()
            try:
                PolicyBook(as_read(policy))
                break
            except ScenarioError:
                continue
        changes: list[Raw] = []
        for on in self._change_days():
            for _ in range(5):
                candidate = changes + [{"on": str(on), **self._change(policy, changes, on)}]
                try:
                    PolicyBook(as_read({**policy, "changes": candidate}))
                    changes = candidate
                    break
                except ScenarioError:
                    continue
        return {**policy, "changes": changes} if changes else policy

    def _policy(self) -> Raw:
        """Return a policy without changes, some sections left to their defaults."""
        raw: Raw = {"currency": self.currency}
        sections = {
            "base": (0.85, self._base),
            "trialDays": (0.35, lambda: self.chance.choice([1, 3, 7, 14, 40])),
            "accrueWhileBlocked": (0.5, lambda: self.maybe(0.5)),
            "services": (0.95, self._services),
            "topUp": (0.6, self._top_up),
            "bonus": (0.9, self._bonus),
            "restrictions": (0.8, self._restrictions),
            "deletion": (0.97, self._deletion),
        }
        for name, (probability, make) in sections.items():
            if self.maybe(probability):
                raw[name] = make()
        return raw

    def _base(self) -> Raw:
        """Return a base tariff."""
        raw: Raw = {"monthly": self.money(self.chance.choice([0, 1, 777, 1900, 1900, 3100, 9999]))}
        if self.maybe(0.6):
            raw["proration"] = self.chance.choice(["daily", "none"])
        return raw

    def _services(self) -> Raw:
        """Return some services of both kinds, in random order."""
        names = self.chance.sample(RECURRING_NAMES, self.chance.randint(0, 2))
        names += self.chance.sample(METERED_NAMES, self.chance.randint(0, 2))
        self.chance.shuffle(names)
        return {name: self._service(name) for name in names}

    def _service(self, name: str) -> Raw:
        """Return a recurring or a metered service, by its name."""
        raw: Raw = {"title": name.title()} if self.maybe(0.3) else {}
        if name in RECURRING_NAMES:
            raw["monthly"] = self.money(self.chance.choice([0, 1, 99, 333, 500, 1001]))
            if self.maybe(0.6):
                raw["counting"] = self.chance.choice(["daily", "peak"])
            return raw
        edges = sorted(self.chance.sample([1, 2, 5, 10, 100, 300, 333, 2000], self.chance.randint(0, 3)))
        raw["tiers"] = [{"upTo": edge, "price": self._price()} for edge in edges] + [{"price": self._price()}]
        if self.maybe(0.6):
            raw["mode"] = self.chance.choice(["graduated", "volume"])
        return raw

    def _price(self) -> Any:
        """Return a unit price with up to six decimals."""
        scale = 10 ** (2 - min(self.digits, 2))
        millionths = self.chance.choice([0, 5000, 10000, 20000, 33333, 1, 125000, self.chance.randint(0, 200000)])
        text = f"{Decimal(millionths * scale).scaleb(-6):.6f}".rstrip("0").rstrip(".")
        return plain_number(text) if self.maybe(0.5) else text

    def _top_up(self) -> Raw:
        """Return limits of a top-up."""
        minimum = self.chance.choice([1, 1, 2, 100, 500])
        raw: Raw = {"minimum": self.money(minimum)} if self.maybe(0.7) else {}
        if self.maybe(0.7):
            raw["maximum"] = self.chance.choice(["none", self.money(minimum + self.chance.choice([0, 1500, 5000, 20000]))])
        return raw

    def _bonus_tiers(self) -> list[Raw]:
        """Return ascending bonus tiers."""
        edges = sorted(self.chance.sample([0, 1, 50, 500, 1000, 1900, 2500, 5700, 10000], self.chance.randint(1, 3)))
        return [{"from": self.money(edge), "percent": self.chance.choice(PERCENTS)} for edge in edges]

    def _bonus(self) -> Raw:
        """Return bonus rules, some of them so generous that bonus outlives the cash and lapses."""
        if self.maybe(0.2):
            tiers = [{"from": self.money(1), "percent": self.chance.choice([250.75, 1000])}]
            days = self.chance.choice([20, 31, 45])
            return {"tiers": tiers, "spend": "cashFirst", "expiresAfterDays": days}
        raw: Raw = {"tiers": self._bonus_tiers()} if self.maybe(0.85) else {}
        if self.maybe(0.6):
            raw["basis"] = self.chance.choice(["advance", "total"])
        if self.maybe(0.4):
            raw["cap"] = self.chance.choice(["none", self.money(self.chance.choice([0, 7, 250, 1000]))])
        if self.maybe(0.6):
            raw["spend"] = self.chance.choice(["bonusFirst", "cashFirst"])
        if self.maybe(0.7):
            raw["expiresAfterDays"] = self.chance.choice(["never", 1, 2, 5, 10, 20, 31, 45])
        if self.maybe(0.4):
            raw["campaigns"] = self._campaigns()
        return raw

    def _campaigns(self) -> list[Raw]:
        """Return campaigns that follow one another."""
        length = (self.last - self.start).days
        edges = sorted(self.chance.sample(range(-5, length + 5), 4))
        days = [str(self.start + timedelta(days=edge)) for edge in edges]
        names = ["spring", "Black-Friday"]
        campaigns = [
            {"name": names[index], "from": days[2 * index], "to": days[2 * index + 1], "tiers": self._bonus_tiers()}
            for index in range(self.chance.randint(1, 2))
        ]
        if self.maybe(0.2):
            campaigns[0]["to"] = campaigns[0]["from"]
        if self.maybe(0.1):
            campaigns[0]["tiers"] = []
        return campaigns

    def _restrictions(self) -> Raw:
        """Return thresholds, some of them never."""
        grace = self.chance.choice(["calendar", "sinceDebt"])
        widest = self.chance.choice([6, 10, 20, 31] if grace == "calendar" else [6, 10, 20, 45])
        numbers: list[Any] = sorted(self.chance.sample(range(1, widest + 1), 3))
        numbers = ["never" if self.maybe(0.12) else number for number in numbers]
        raw: Raw = dict(zip(("remindFrom", "paymentPageFrom", "blockFrom"), numbers))
        if grace == "sinceDebt" or self.maybe(0.5):
            raw["grace"] = grace
        return raw

    def _deletion(self) -> Raw:
        """Return deletion rules short enough that they are reached often."""
        notice = self.chance.choice([1, 2, 3, 4, 4, 6, 10])
        before = [days for days in range(notice - 1, 0, -1) if self.maybe(0.5)]
        raw: Raw = {
            "minimumAgeDays": self.chance.choice([0, 1, 5, 5, 12, 40]),
            "inactivityDays": self.chance.choice([1, 2, 3, 3, 5, 9]),
            "noticeDays": notice,
            "remindDaysBefore": before,
            "retentionDays": self.chance.choice([1, 2, 5, 5, 9, 20]),
        }
        if self.maybe(0.5):
            raw["automatic"] = self.maybe(0.55)
        if self.maybe(0.5):
            raw["blockedSignInIsActivity"] = self.chance.choice(["administrators", "everyone", "everyone", "nobody"])
        return raw

    def _change_days(self) -> list[date]:
        """Return the days of changes, ascending, many of them on a 1st and some before the start."""
        length = (self.last - self.start).days
        days = {self.start + timedelta(days=self.chance.randint(-40, length)) for _ in range(self.chance.randint(0, 5))}
        return sorted(day.replace(day=1) if self.maybe(0.5) else day for day in sorted(days))

    def _change(self, policy: Raw, changes: list[Raw], on: date) -> Raw:
        """Return a patch of one or two sections, or of single keys of them."""
        current = policy
        for change in changes:
            current = merge_patch(current, {key: value for key, value in change.items() if key != "on"})
        makers: dict[str, Any] = {
            "trialDays": lambda: self.chance.choice([0, 2, 5, 30, None]),
            "accrueWhileBlocked": lambda: self.maybe(0.5),
            "topUp": self._top_up,
            "bonus": self._bonus,
            "restrictions": self._restrictions,
            "deletion": self._deletion,
        }
        if on.day == 1:
            makers.update({"base": self._base, "services": lambda: self._repriced(current.get("services", {}))})
        names = self.chance.sample(list(makers), self.chance.randint(1, 2))
        if on.day == 1 and self.maybe(0.5):
            names.append("services")
        return {name: self._thinned(name, makers[name]()) for name in names}

    def _thinned(self, name: str, section: Any) -> Any:
        """Leave some keys of a patched section out, or put null for their default."""
        if name == "services" or not isinstance(section, dict):
            return section
        if self.maybe(0.03):
            return None
        kept = {key: None if self.maybe(0.08) else value for key, value in section.items() if self.maybe(0.7)}
        if "remindDaysBefore" in kept or "noticeDays" in kept:
            kept.update({key: section[key] for key in ("noticeDays", "remindDaysBefore")})
        return kept

    def _repriced(self, services: Raw) -> Raw:
        """Reprice some services and perhaps add one, all valid from a 1st on."""
        new = [name for name in RECURRING_NAMES + METERED_NAMES if name not in services]
        names = [name for name in services if self.maybe(0.5)]
        if new and self.maybe(0.5):
            names.append(self.chance.choice(new))
        return {name: self._service(name) for name in names}


def plain_number(text: str) -> Any:
    """Return a JSON number that is written like the text, or the text where that cannot be."""
    number: Optional[Any] = int(text) if "." not in text else float(text)
    return number if "e" not in repr(number) else text
