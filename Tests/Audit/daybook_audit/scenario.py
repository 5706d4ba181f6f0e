"""What the auditor takes from the resolved scenario: names, days, opening states, and three settings by day."""

import csv
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Optional

from .folder import Coins


@dataclass
class Beginning:
    """An account as the scenario lets it begin; what the scenario does not tell is None."""

    name: str
    segment: str
    created: Optional[date]
    eve: date
    cash: Optional[int] = 0
    bonus: int = 0
    debt: Optional[int] = 0
    last_activity: Optional[date] = None
    blocked: bool = False
    units: dict[str, Optional[int]] = field(default_factory=dict)
    used: dict[str, Optional[int]] = field(default_factory=dict)
    is_arrival: bool = False
    deferred: Optional[int] = None
    debt_since: Optional[date] = None
    deletion: Optional[dict[str, str]] = None
    has_grants: bool = False

    @property
    def is_opening(self) -> bool:
        """Whether it exists on the evening before its first day to live."""
        return not self.is_arrival and (self.created is None or self.created <= self.eve)

    @property
    def is_told(self) -> bool:
        """Whether the scenario tells its money."""
        return self.cash is not None


def merged(target: Any, patch: Any) -> Any:
    """Apply a JSON Merge Patch (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


class Settings:
    """The few settings that say how events count; no price and no threshold is among them."""

    def __init__(self, policy: dict[str, Any]) -> None:
        """Lay every change over what was before it."""
        self.eras: list[tuple[date, dict[str, Any]]] = [(date.min, policy)]
        for change in policy.get("changes", []):
            patch = {key: value for key, value in change.items() if key != "on"}
            self.eras.append((date.fromisoformat(change["on"]), merged(self.eras[-1][1], patch)))

    def on(self, day: date) -> dict[str, Any]:
        """Return the policy in force on a day."""
        return next(policy for start, policy in reversed(self.eras) if start <= day)

    def spend(self, day: date) -> str:
        """Say what pays a line first."""
        return self.on(day).get("bonus", {}).get("spend", "bonusFirst")

    def blocked_sign_in_counts(self, day: date, role: Optional[str]) -> bool:
        """Say whether the sign-in of a role to a blocked account is activity."""
        whose = self.on(day).get("deletion", {}).get("blockedSignInIsActivity", "administrators")
        return whose == "everyone" or whose == "administrators" and role != "employee"

    def services(self, day: date) -> list[str]:
        """Name the base and the services that there are."""
        return ["base", *self.on(day).get("services", {})]


class Scenario:
    """A resolved scenario."""

    def __init__(self, raw: dict[str, Any], books_at: Path) -> None:
        """Read names and days."""
        self.raw = raw
        self.books_at = books_at
        self.start = date.fromisoformat(raw["start"])
        self.days = raw["days"]
        self.last = self.start + timedelta(days=self.days - 1)
        self.warm_up = raw.get("warmUpDays", 0)
        self.coins = Coins(raw["policy"]["currency"])
        self.settings = Settings(raw["policy"])
        self.segments = list(raw["population"]) + (["scripted"] if raw["accounts"] else [])

    def eve_of(self, segment: str) -> date:
        """Return the evening before a segment's first day to live."""
        begins_early = segment in self.raw["population"] and "book" not in self.raw["population"][segment]
        return self.start - timedelta(days=1 + (self.warm_up if begins_early else 0))

    def beginnings(self, segment: str) -> list[Beginning]:
        """Return the accounts of a segment that the scenario itself names, in their order."""
        if segment == "scripted" and segment not in self.raw["population"]:
            return [self._scripted(name, raw) for name, raw in self.raw["accounts"].items()]
        raw = self.raw["population"][segment]
        if "book" in raw:
            with open(self.books_at / raw["book"], encoding="utf-8-sig", newline="") as lines:
                return [self._booked(segment, row) for row in csv.DictReader(lines) if any(row.values())]
        return [self._first(segment, number, raw) for number in range(1, raw["accounts"] + 1)]

    def arrival(self, segment: str, number: int) -> Beginning:
        """Return the account that came as the so-manieth; its creation is an event."""
        eve = self.eve_of(segment)
        return Beginning(f"{segment}.a{number}", segment, None, eve, is_arrival=True)

    def first_units(self, segment: str, day: date) -> dict[str, Optional[int]]:
        """Return what is switched on of the services of a day; None where that is drawn."""
        raw, known = self.raw["population"][segment].get("units", {}), self.settings.services(day)
        return {name: None if isinstance(units, dict) else units for name, units in raw.items() if name in known}

    def _scripted(self, name: str, raw: dict[str, Any]) -> Beginning:
        created, eve = date.fromisoformat(raw["created"]), self.eve_of("scripted")
        last, since = raw.get("lastActivity"), raw.get("debtSince")
        cash, bonus, debt, deferred = (
            self.coins.read(raw.get(key, default))
            for key, default in (("prepaidCash", "0"), ("prepaidBonus", "0"), ("debt", "0"), ("deferred", raw.get("prepaidCash", "0")))
        )
        bonus += sum(self.coins.read(grant["amount"]) for grant in raw.get("grants", []))
        return Beginning(
            name, "scripted", created, eve, cash, bonus, debt,
            last_activity=date.fromisoformat(last) if last else max(created, eve), blocked=raw.get("blocked", False),
            units=raw.get("units", {}), used=raw.get("used", {}),
            deferred=deferred, debt_since=date.fromisoformat(since) if since else None, deletion=raw.get("deletion"),
            has_grants="grants" in raw,
        )  # fmt: skip

    def _booked(self, segment: str, row: dict[str, str]) -> Beginning:
        created, eve = date.fromisoformat(row["created_on"]), self.eve_of(segment)
        activity = row.get("last_activity_on")
        last = eve if activity is None else date.fromisoformat(activity) if activity else created
        money = (self.coins.read(row.get(key) or "0") for key in ("prepaid_cash", "prepaid_bonus", "debt"))
        blocked = (row.get("blocked") or "").lower() in ("true", "t")
        known, counters = self.settings.services(eve), [(key.partition(":"), value) for key, value in row.items()]
        units = {key[2]: int(value or 0) for key, value in counters if key[0] == "units" and key[2] in known}
        used = {key[2]: int(value) if value else None for key, value in counters if key[0] == "used"}
        drawn = dict.fromkeys(self.raw["population"][segment].get("usage", {}))
        return Beginning(
            row["account"], segment, created, eve, *money, last_activity=last, blocked=blocked, units=units, used=drawn | used
        )

    def _first(self, segment: str, number: int, raw: dict[str, Any]) -> Beginning:
        """Return a first account: its money is drawn, and so is its age where that is no plain number."""
        eve, age = self.eve_of(segment), raw["ageDays"]
        created = None if isinstance(age, dict) else eve - timedelta(days=age)
        drawn = dict.fromkeys(raw.get("usage", {}))
        return Beginning(
            f"{segment}.{number}", segment, created, eve, cash=None, debt=None, last_activity=eve,
            units=self.first_units(segment, eve), used=drawn,
        )  # fmt: skip
