"""What `daybook check --resolved` prints, read for the SimPy model; what the model does not know is refused."""

import json
import math
import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Optional

import numpy

NONE, REMINDER, PAGE, BLOCKED = range(4)
STAGES = ("none", "reminder", "paymentPage", "blocked")

SEGMENT_KEYS = {
    "arrivals": "perDay growthPerYear months",
    "opening": "prepaidCash debtShare idleShare",
    "signIns": "employee administrator weekdays",
    "idleness": "startsPerDay days leaves switchesOff",
}

Draw = Callable[[], float]


class UnsupportedError(Exception):
    """The scenario asks for something that this model does not have."""


def know(node: dict[str, Any], path: str, keys: str, **fixed: Any) -> None:
    """Refuse keys that are not known, and values other than the only ones that the model has."""
    for key in node:
        if key not in keys.split() and key not in fixed:
            raise UnsupportedError(f"{path}{key} is not supported")
    for key, value in fixed.items():
        if node.get(key, value) != value:
            other = f" other than {json.dumps(value)}" if value not in ([], {}) else ""
            raise UnsupportedError(f"{path}{key}{other} is not supported")


class Dice:
    """Chance: Python's generator for all that happens daily, NumPy's for Poisson counts, which Python lacks."""

    def __init__(self, seed: int) -> None:
        """Start both from one seed."""
        self.random = random.Random(seed)
        self.numpy = numpy.random.default_rng(seed)

    def draw(self, spec: Any, path: str) -> Draw:
        """Return what draws from a distribution of the scenario."""
        if isinstance(spec, (int, float)):
            return lambda: spec
        if not isinstance(spec, dict) or len(spec) != 1:
            raise UnsupportedError(f"{path}: min and max are not supported")
        ((kind, of),) = spec.items()
        if kind == "uniform" and all(isinstance(bound, int) for bound in of):
            return lambda: self.random.randint(*of)
        if kind == "lognormal" and "median" in of:
            return lambda: self.random.lognormvariate(math.log(of["median"]), of["sigma"])
        if kind == "gamma" and "mean" in of:
            return lambda: self.random.gammavariate(of["shape"], of["mean"] / of["shape"])
        if kind == "beta":
            return lambda: self.random.betavariate(of["a"], of["b"])
        if kind == "poisson":
            return lambda: int(self.numpy.poisson(of))
        if kind == "geometric":
            return lambda: int(self.numpy.geometric(1 / of["mean"]))
        raise UnsupportedError(f"{path}: the distribution {kind} {json.dumps(of)} is not supported")

    def count(self, spec: Any, path: str) -> Callable[[], int]:
        """Return what draws a whole number, rounded half up and not below 0."""
        draw = self.draw(spec, path)
        return lambda: max(0, math.floor(draw() + 0.5))


class Calendar:
    """Days as numbers, 0 the first of the month in which life begins, and what is to be known of each."""

    def __init__(self, scenario: dict[str, Any]) -> None:
        """Work out all days up to the last."""
        start = date.fromisoformat(scenario["start"])
        eve = start - timedelta(days=scenario["warmUpDays"] + 1)
        self.zero = eve.replace(day=1)
        self.first_day = (eve - self.zero).days + 1
        self.start = (start - self.zero).days
        self.end = self.start + scenario["days"]
        dates = [self.zero + timedelta(days=day) for day in range(self.end + 62)]
        self.weekday = [day.weekday() for day in dates]
        self.number = [day.day for day in dates]
        self.month = [day.year * 12 + day.month - 1 for day in dates]
        self.next_first = self.next_of({1})

    def next_of(self, numbers: set[int]) -> list[int]:
        """Return for each day the next one after it whose number within its month is one of these."""
        found, following = 0, []
        for day in reversed(range(len(self.number))):
            following.append(found)
            if self.number[day] in numbers:
                found = day
        return following[::-1][: self.end]

    def days_in_month(self, day: int) -> int:
        """Return the length of a day's month."""
        return self.next_first[day] - day + self.number[day] - 1

    def text(self, day: Optional[int]) -> str:
        """Write a day as reports do."""
        return "" if day is None else (self.zero + timedelta(days=day)).isoformat()


class Policy:
    """The rules and prices; money is in minor units."""

    def __init__(self, node: dict[str, Any], calendar: Calendar) -> None:
        """Read a resolved policy."""
        know(
            node, "policy.", "currency base services topUp bonus restrictions deletion",
            trialDays=0, accrueWhileBlocked=True, changes=[],
        )  # fmt: skip
        know(node["base"], "policy.base.", "monthly", proration="daily")
        self.decimals = len(node["base"]["monthly"].partition(".")[2])
        self.unit = 10**self.decimals
        self.base = self.money(node["base"]["monthly"])
        self.names = ["base", *node["services"]]
        self.recurring: list[tuple[int, int]] = []
        self.metered: list[tuple[int, list[tuple[float, int]]]] = []
        for line, (name, service) in enumerate(node["services"].items()):
            self.read_service(line, service, f"policy.services.{name}.")
        know(node["topUp"], "policy.topUp.", "minimum maximum")
        self.minimum = self.money(node["topUp"]["minimum"])
        maximum = node["topUp"]["maximum"]
        self.maximum = math.inf if maximum == "none" else self.money(maximum)
        self.read_bonus(node["bonus"])
        self.read_restrictions(node["restrictions"], calendar)
        self.read_deletion(node["deletion"])

    def money(self, text: str) -> int:
        """Return an amount in minor units."""
        return int(Decimal(text) * self.unit)

    def read_service(self, line: int, service: dict[str, Any], path: str) -> None:
        """Read a service that is recurring or metered; prices of use are millionths of a minor unit."""
        if "tiers" not in service:
            know(service, path, "title monthly", counting="daily")
            self.recurring.append((line, self.money(service["monthly"])))
            return
        know(service, path, "title tiers", mode="graduated")
        million = 1_000_000 * self.unit
        tiers = [(tier.get("upTo", math.inf), int(Decimal(tier["price"]) * million)) for tier in service["tiers"]]
        self.metered.append((line, tiers))

    def read_bonus(self, node: dict[str, Any]) -> None:
        """Read the tiers, the highest first, in hundredths of a percent."""
        know(
            node, "policy.bonus.", "tiers",
            basis="advance", cap="none", spend="bonusFirst", expiresAfterDays="never", campaigns=[],
        )  # fmt: skip
        self.tiers = [(self.money(tier["from"]), round(tier["percent"] * 100)) for tier in reversed(node["tiers"])]

    def read_restrictions(self, node: dict[str, Any], calendar: Calendar) -> None:
        """Work out the stage of a debt on each day, and the days on which it changes."""
        know(node, "policy.restrictions.", "remindFrom paymentPageFrom blockFrom", grace="calendar")
        thresholds = [node["remindFrom"], node["paymentPageFrom"], node["blockFrom"]]
        if "never" in thresholds:
            raise UnsupportedError('policy.restrictions: "never" is not supported')
        self.stage_of_debt = [sum(number >= first for first in thresholds) for number in calendar.number]
        self.next_stage_day = calendar.next_of({1, *thresholds})

    def read_deletion(self, node: dict[str, Any]) -> None:
        """Read the days of the deletion process."""
        know(
            node, "policy.deletion.", "minimumAgeDays inactivityDays noticeDays remindDaysBefore retentionDays",
            automatic=True, blockedSignInIsActivity="administrators",
        )  # fmt: skip
        self.minimum_age: int = node["minimumAgeDays"]
        self.inactivity: int = node["inactivityDays"]
        self.notice, self.retention = node["noticeDays"], node["retentionDays"]
        self.remind_before = node["remindDaysBefore"]

    def bonus_percent(self, advance: int) -> int:
        """Return the share that so much paid ahead earns, in hundredths of a percent."""
        return next((percent for least, percent in self.tiers if least <= advance), 0)


class Segment:
    """How the accounts of a segment come and behave."""

    def __init__(
        self, name: str, node: dict[str, Any], policy: Policy, calendar: Calendar, dice: Dice, scale: float
    ) -> None:
        """Read a segment; factors of days are multiplied and summed up once for all its accounts."""
        self.name = name
        path = f"population.{name}."
        know(
            node, path,
            "accounts arrivals ageDays opening units signIns usage idleness topUps cancelsDeletion restores",
            requestsDeletion=0,
        )  # fmt: skip
        for key, keys in SEGMENT_KEYS.items():
            know(node[key], f"{path}{key}.", keys)
        self.accounts = math.floor(node["accounts"] * scale + 0.5)
        self.arrivals = day_means(node["arrivals"], calendar, scale * node["arrivals"]["perDay"])
        self.age = dice.count(node["ageDays"], path + "ageDays")
        opening = node["opening"]
        self.opening_cash = dice.draw(opening["prepaidCash"], path + "opening.prepaidCash")
        self.debt_share, self.idle_share = opening["debtShare"], opening["idleShare"]
        self.units = [
            (line, dice.count(node["units"].get(policy.names[line + 1], 0), path + "units"))
            for line, _ in policy.recurring
        ]
        self.administrator = dice.draw(node["signIns"]["administrator"], path + "signIns.administrator")
        self.employee = dice.draw(node["signIns"]["employee"], path + "signIns.employee")
        self.weekdays = node["signIns"]["weekdays"]
        self.usage: list[tuple[int, Draw, list[float]]] = []
        for line, _ in policy.metered:
            use = node["usage"].get(policy.names[line + 1])
            if use:
                know(use, f"{path}usage.{policy.names[line + 1]}.", "perDay weekdays months growthPerYear")
                sums = running_sum(day_means(use, calendar, 1))
                self.usage.append((line, dice.draw(use["perDay"], path + "usage"), sums))
        idleness = node["idleness"]
        self.starts_idle = dice.draw(idleness["startsPerDay"], path + "idleness.startsPerDay")
        self.idle_days = dice.count(idleness["days"], path + "idleness.days")
        self.leaves, self.switches_off = idleness["leaves"], idleness["switchesOff"]
        self.read_top_ups(node["topUps"], path + "topUps.", dice)
        self.cancels, self.restores = node["cancelsDeletion"], node["restores"]

    def read_top_ups(self, node: dict[str, Any], path: str, dice: Dice) -> None:
        """Read when and how much is paid; with what is in none of the reports."""
        know(node, path, "inDebt inAdvance months bonusResponse declined retries methods", rhythm="none")
        in_debt = node["inDebt"]
        know(in_debt, path + "inDebt.", "none reminder paymentPage blocked noticed")
        know(node["inAdvance"], path + "inAdvance.", "perDay whenMonthsLeftBelow")
        self.pays_in_debt = [dice.draw(in_debt[stage], f"{path}inDebt.{stage}") for stage in STAGES]
        self.pays_noticed = dice.draw(in_debt["noticed"], path + "inDebt.noticed")
        self.pays_ahead = dice.draw(node["inAdvance"]["perDay"], path + "inAdvance.perDay")
        self.pays_below = node["inAdvance"]["whenMonthsLeftBelow"]
        self.months = [(int(months), weight) for months, weight in node["months"].items() if weight > 0]
        self.response = dice.draw(node["bonusResponse"], path + "bonusResponse")
        self.declined, self.retries = node["declined"], node["retries"]


class Scenario:
    """All that the model reads."""

    def __init__(self, node: dict[str, Any], seed: int, scale: float) -> None:
        """Read a resolved scenario."""
        keys = "schemaVersion name title start days seed warmUpDays policy population"
        know(node, "", keys, accounts={}, thresholds=[])
        self.dice = Dice(seed)
        self.calendar = Calendar(node)
        self.policy = Policy(node["policy"], self.calendar)
        self.segments = [
            Segment(name, segment, self.policy, self.calendar, self.dice, scale)
            for name, segment in node["population"].items()
        ]


def day_means(node: dict[str, Any], calendar: Calendar, per_day: float) -> list[float]:
    """Return a mean by day, with its factors of weekday and month and its growth."""
    weekdays = node.get("weekdays") or [1] * 7
    months = node["months"] or [1] * 12
    growth = 1 + node["growthPerYear"]
    return [
        per_day * weekdays[calendar.weekday[day]] * months[calendar.month[day] % 12]
        * growth ** ((day - calendar.start) / 365)
        for day in range(calendar.end)
    ]  # fmt: skip


def running_sum(values: list[float]) -> list[float]:
    """Return the sum of all values before each place, and of all."""
    sums = [0.0]
    for value in values:
        sums.append(sums[-1] + value)
    return sums
