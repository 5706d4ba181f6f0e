"""What the NumPy model reads: a resolved scenario, its rules, its calendar and its distributions."""

from __future__ import annotations

import datetime
import json
import math
import sys

import numpy as np

MINOR_DIGITS = {"JPY": 0, "KRW": 0, "CLP": 0, "VND": 0, "BHD": 3, "KWD": 3, "JOD": 3, "OMR": 3, "TND": 3}
STAGES = ("none", "reminder", "paymentPage", "blocked")
NO_STAGE, REMINDER, PAYMENT_PAGE, BLOCKED = range(4)
MONEY = np.int32  # minor units of one account; sums have 64 bits


def refuse(what: str) -> None:
    sys.exit(f"numpy_model.py: not supported: {what}")


def load(path: str) -> dict:
    """Reads a resolved scenario and refuses what the model leaves out."""
    with open(path, encoding="utf-8") as file:
        scenario = json.load(file)
    policy = scenario["policy"]
    if policy["changes"]:
        refuse("policy changes")
    if scenario.get("accounts"):
        refuse("scripted accounts")
    if policy["trialDays"]:
        refuse("trialDays")
    if not policy["accrueWhileBlocked"]:
        refuse("accrueWhileBlocked: false")
    if policy["bonus"]["campaigns"]:
        refuse("bonus campaigns")
    if policy["bonus"]["expiresAfterDays"] != "never":
        refuse("bonus.expiresAfterDays")
    if policy["restrictions"]["grace"] != "calendar":
        refuse("restrictions.grace other than calendar")
    if not policy["deletion"]["automatic"]:
        refuse("deletion.automatic: false")
    if policy["deletion"]["blockedSignInIsActivity"] != "administrators":
        refuse("deletion.blockedSignInIsActivity other than administrators")
    for name, service in policy["services"].items():
        if service.get("counting", "daily") != "daily":
            refuse(f"counting by peak ({name})")
        if service.get("mode", "graduated") != "graduated":
            refuse(f"volume prices ({name})")
    for name, segment in scenario["population"].items():
        if segment.get("book"):
            refuse(f"the book of {name}")
        if segment["topUps"]["rhythm"] not in (None, "none"):
            refuse(f"the rhythm of {name}")
    return scenario


def minor(text: str | float, digits: int) -> int:
    """Money as it is written, in minor units."""
    whole, _, rest = str(text).partition(".")
    return int(whole + rest.ljust(digits, "0")[:digits])


def half_up(values):
    """Whole numbers, rounded half away from zero; never below 0."""
    return np.floor(np.maximum(values, 0) + 0.5)


class Policy:
    """The rules that the model needs, with money in minor units."""

    def __init__(self, policy: dict):
        digits = MINOR_DIGITS.get(policy["currency"], 2)
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


# MARK: the calendar


class Calendar:
    """The days that are lived, numbered from 0 on; the warm-up comes first."""

    def __init__(self, scenario: dict):
        self.start = datetime.date.fromisoformat(scenario["start"])
        self.warm_up = scenario["warmUpDays"]
        self.days = scenario["days"]
        self.first = self.start - datetime.timedelta(self.warm_up)
        self.length = self.warm_up + self.days
        eve = self.first - datetime.timedelta(1)
        self.month_of_eve = -eve.day  # the first day of the month in which the eve lies
        self.dates = [self.first + datetime.timedelta(day) for day in range(self.length + 1)]

    def days_in_month(self, day: int) -> int:
        date = self.first + datetime.timedelta(day)
        following = (date.replace(day=28) + datetime.timedelta(4)).replace(day=1)
        return (following - datetime.timedelta(1)).day

    def growth(self, per_year: float, day: int) -> float:
        return (1 + per_year) ** ((day - self.warm_up) / 365)

    def arrivals(self, arrivals: dict) -> np.ndarray:
        """The mean number of new accounts on each day."""
        return np.array([
            arrivals["perDay"] * self.growth(arrivals["growthPerYear"], day) * arrivals["months"][date.month - 1]
            for day, date in enumerate(self.dates[:-1])
        ])

    def cumulated_use(self, usage: dict) -> np.ndarray:
        """Element `day - month_of_eve`: the sum of the factors of use before that day."""
        factors = [0.0]
        for day in range(self.month_of_eve, self.length):
            date = self.first + datetime.timedelta(day)
            factor = usage["weekdays"][date.weekday()] * usage["months"][date.month - 1]
            factors.append(factor * self.growth(usage["growthPerYear"], day))
        return np.cumsum(factors)


# MARK: distributions


def sample(distribution, count: int, rng: np.random.Generator) -> np.ndarray:
    """Draws of any distribution that a scenario may have."""
    if not isinstance(distribution, dict):
        return np.full(count, float(distribution))
    kind, what = next((k, v) for k, v in distribution.items() if k not in ("min", "max"))
    values = _sample(kind, what, count, rng)
    if "min" in distribution or "max" in distribution:
        values = np.clip(values, distribution.get("min"), distribution.get("max"))
    return values


def _sample(kind: str, what, count: int, rng: np.random.Generator) -> np.ndarray:
    match kind:
        case "uniform":
            return rng.uniform(what[0], what[1], count)
        case "normal":
            return rng.normal(what["mean"], what["sd"], count)
        case "lognormal":
            return what["median"] * np.exp(what["sigma"] * rng.standard_normal(count))
        case "exponential":
            return rng.exponential(what["mean"], count)
        case "gamma":
            scale = what["mean"] / what["shape"] if "mean" in what else 1 / what["rate"]
            return rng.gamma(what["shape"], scale, count)
        case "beta":
            return rng.beta(what["a"], what["b"], count)
        case "weibull":
            return what["scale"] * rng.weibull(what["shape"], count)
        case "gammaGamma":
            return rng.gamma(what["p"], 1, count) / rng.gamma(what["q"], 1 / what["v"], count)
        case "poisson":
            return rng.poisson(what, count).astype(float)
        case "negativeBinomial":
            return rng.poisson(rng.gamma(what["dispersion"], what["mean"] / what["dispersion"], count)).astype(float)
        case "geometric":
            return rng.geometric(1 / what["mean"], count).astype(float)
        case "choice":
            weights = np.array(list(what.values()), float)
            return rng.choice(np.array([float(value) for value in what]), count, p=weights / weights.sum())
    refuse(f"the distribution {kind}")


def sample_count(distribution, count: int, rng: np.random.Generator) -> np.ndarray:
    """Whole draws, none below 0."""
    bounds = distribution.get("uniform") if isinstance(distribution, dict) else None
    if bounds and all(float(bound).is_integer() for bound in bounds) and bounds[0] >= 0:
        values = rng.integers(int(bounds[0]), int(bounds[1]), count, endpoint=True)
        low, high = distribution.get("min"), distribution.get("max")
        if low is not None or high is not None:
            values = np.clip(values, low and math.floor(low + 0.5), high and math.floor(high + 0.5))
        return values.astype(np.int64)
    return np.minimum(half_up(sample(distribution, count, rng)), 1e9).astype(np.int64)
