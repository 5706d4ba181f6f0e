"""Invents small populations that do everything often: pay, fall into debt, leave, are deleted and come back."""

import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Oracle"))

from daybook_oracle.invent import METERED_NAMES, PolicyInventor  # noqa: E402
from daybook_oracle.jsonc import merge_patch  # noqa: E402
from generate import random_scenario  # noqa: E402

SEGMENTS = ["shops", "agencies", "sellers"]


class PopulationInventor:
    """Invents one scenario with a generator of its own."""

    def __init__(self, seed: int) -> None:
        """Choose the days and the policy; every setting and its changes come from the oracle's inventor."""
        self.seed = seed
        self.chance = random.Random(f"population {seed}")
        self.start = date(2027, 1, 1) + timedelta(days=self.chance.randint(0, 500))
        if self.maybe(0.2):
            self.start = self.start.replace(day=1)
        self.many = seed % 40 == 0
        self.days = self.chance.randint(35, 60) if self.many else self.chance.randint(45, 200)
        if self.maybe(0.3):
            month_end = (self.start + timedelta(days=self.days)).replace(day=1) - timedelta(days=1)
            self.days = max(1, (month_end - self.start).days + 1)
        self.policy = PolicyInventor(self.chance, self.start, self.start + timedelta(days=self.days - 1))

    def maybe(self, probability: float) -> bool:
        """Say yes with a probability."""
        return self.chance.random() < probability

    def invent(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the scenario, and its books by their paths."""
        policy = self.policy.invent()
        services = policy.get("services", {})
        for change in policy.get("changes", []):
            services = merge_patch(services, change.get("services") or {})
        recurring = [name for name in services if name not in METERED_NAMES]
        metered = [name for name in services if name in METERED_NAMES]
        names = SEGMENTS[: self.chance.randint(1, 3)]
        scenario = {
            "name": f"population-{self.seed}", "start": str(self.start), "days": self.days, "seed": self.seed,
            "warmUpDays": self.chance.choice([30, 75, 120]) if self.maybe(0.25) else 0,
            "policy": policy,
            "population": {name: self._segment(recurring, metered) for name in names},
        }  # fmt: skip
        books = {}
        if self.maybe(0.3):
            books["book.csv"] = self._book(list(policy.get("services", {})))
            booked = scenario["population"][names[-1]]
            for key in ("accounts", "ageDays", "opening", "units"):
                booked.pop(key, None)
            booked["book"] = "book.csv"
        if self.maybe(0.3):
            created = self.start - timedelta(days=50)
            timeline = [{"on": str(self.start + timedelta(days=index)), "signIn": "owner"} for index in range(3, self.days, 40)]
            scenario["accounts"] = {"told": {"created": str(created), "prepaidBonus": self.policy.money(700), "timeline": timeline}}
        return scenario, books

    def _segment(self, recurring: list[str], metered: list[str]) -> dict[str, Any]:
        """Return a segment whose people differ, and are tried hard."""
        chance = self.chance
        raw: dict[str, Any] = {
            "accounts": chance.randint(260, 300) if self.many else chance.randint(1, 8),
            "arrivals": {"perDay": chance.choice([0, 0.05, 0.1]), "growthPerYear": chance.choice([0, 0.5])},
            "ageDays": chance.choice([0, 3, 40, 200, {"uniform": [0, 400]}]),
            "opening": self._opening(),
            "units": {name: chance.choice([0, 1, {"poisson": 1.5}]) for name in recurring if self.maybe(0.8)},
            "signIns": {"employee": self._chance(), "administrator": self._chance(), "weekdays": chance.choice([[], [1, 1, 1, 1, 1, 0.3, 0.2]])},
            "usage": {name: {"perDay": chance.choice([0.3, 2, {"gamma": {"mean": 8, "shape": 1.2}}])} for name in metered if self.maybe(0.8)},
            "idleness": {"startsPerDay": chance.choice([0, 0.02, 0.1]), "days": {"geometric": {"mean": chance.choice([3, 12, 40])}},
                         "leaves": chance.choice([0, 0.1, 0.4]), "switchesOff": chance.choice([0, 0.5, 1])},
            "topUps": self._top_ups(),
            "cancelsDeletion": chance.choice([0, 0.1, 0.4]), "restores": chance.choice([0, 0.1, 0.5]),
            "requestsDeletion": chance.choice([0, 0.1, 0.5]),
        }  # fmt: skip
        return raw

    def _chance(self) -> Any:
        """Return a daily chance, or a distribution of it."""
        return self.chance.choice([0, 0.02, 0.1, 0.5, {"beta": {"a": 1, "b": 3}}])

    def _opening(self) -> dict[str, Any]:
        """Return how the first accounts stand."""
        cash = self.chance.choice([0, 12, {"lognormal": {"median": 20, "sigma": 1}}])
        return {"prepaidCash": cash, "debtShare": self.chance.choice([0, 0.3, 1]), "idleShare": self.chance.choice([0, 0.5])}

    def _top_ups(self) -> dict[str, Any]:
        """Return when and how much is paid."""
        chance = self.chance
        raw: dict[str, Any] = {
            "inDebt": {stage: chance.choice([0, 0.05, 0.3]) for stage in ("none", "reminder", "paymentPage", "blocked", "noticed")},
            "inAdvance": {"perDay": chance.choice([0, 0.05, 0.3]), "whenMonthsLeftBelow": chance.choice([0.5, 1, 3])},
            "months": {"0": 30, "1": 40, "3": 20, "12": 5}, "bonusResponse": chance.choice([0, 0.08]),
            "declined": chance.choice([0.05, 0.4]), "retries": chance.choice([0, 0.7]),
            "methods": {"card": 40, "applePay": 30, "googlePay": 30},
        }  # fmt: skip
        if self.maybe(0.3):
            amount = chance.choice([{"uniform": [0, 30]}, {"lognormal": {"median": 8, "sigma": 1}}])
            raw["rhythm"] = {"perDay": chance.choice([0.02, 0.2, 1.5]), "amount": amount, "giveUp": chance.choice([0, 0.05])}
        return raw

    def _book(self, services: list[str]) -> str:
        """Return a book of accounts in every state that one can have."""
        chance, eve = self.chance, self.start - timedelta(days=1)
        counters = [("used:" if name in METERED_NAMES else "units:") + name for name in services]
        lines = [",".join(["account", "created_on", "prepaid_cash", "prepaid_bonus", "debt", "last_activity_on", "blocked", "idle", *counters])]
        for number in range(chance.randint(1, 8)):
            age = chance.choice([0, 1, 30, 300])
            created = eve - timedelta(days=age)
            money = chance.choice([("0", "0", "0"), ("12", "0", "0"), ("3", "5", "0"), ("0", "7", "0"), ("0", "0", "4"), ("0", "0", "31")])
            last = str(eve - timedelta(days=chance.randint(0, age))) if self.maybe(0.7) else ""
            blocked = chance.choice(["true", "false"]) if money[2] != "0" else "false"
            used = [str(chance.choice([0, 1, 9])) if self.maybe(0.8) else "" for _ in counters]
            lines.append(",".join([f"c{number}", str(created), *money, last, blocked, chance.choice(["true", "false"]), *used]))
        return "\n".join(lines) + "\n"


def invent(seed: int) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the scenario of a seed: odd ones are the oracle's scripted accounts, even ones populations."""
    return (random_scenario(seed), {}) if seed % 2 else PopulationInventor(seed).invent()
