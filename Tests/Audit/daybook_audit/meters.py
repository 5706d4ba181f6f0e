"""What an account's lines must count: open days, unit-days or peak units, and use, from its other events (RULES 3)."""

from collections import Counter
from datetime import date, timedelta
from typing import Optional

from .scenario import Settings

Quantities = dict[str, Optional[int]]


class Meters:
    """The running month of one account; a quantity that nothing tells is None."""

    def __init__(self, settings: Settings, created: date, units: Quantities, used: Quantities) -> None:
        """Begin with what the scenario tells of units and use; what it leaves out is not known."""
        self.settings, self.created = settings, created
        self.units, self.used = dict(units), dict(used)
        self.unit_days: Quantities = {}
        self.peaks: Quantities = {}
        self.open_days = 0
        self.expected: Optional[Quantities] = None
        self.billed: Counter[str] = Counter()
        self.checked = 0

    def is_trial(self, day: date) -> bool:
        """Say whether a day is free."""
        return (day - self.created).days < self.settings.on(day).get("trialDays", 0)

    def accrue(self, day: date, is_blocked: bool) -> None:
        """End an open day."""
        if self.is_trial(day):
            return
        self.open_days += 1
        policy = self.settings.on(day)
        if is_blocked and not policy.get("accrueWhileBlocked", True):
            return
        for name, service in policy.get("services", {}).items():
            if "tiers" not in service:
                units = self.units.get(name)
                self.unit_days[name] = plus(self.unit_days.get(name, 0), units)
                self.peaks[name] = None if units is None or self.peaks.get(name, 0) is None else max(units, self.peaks.get(name, 0))

    def use(self, day: date, service: str, quantity: int) -> None:
        """Count use outside of the trial."""
        if not self.is_trial(day):
            self.used[service] = plus(self.used.get(service, 0), quantity)

    def close(self, last: date) -> None:
        """End the month after a day: its lines come now, and another begins."""
        services = self.settings.on(last).get("services", {})
        self.expected = {"base": self.open_days}
        for name, service in services.items():
            by_peak = service.get("counting", "daily") == "peak"
            source = self.used if "tiers" in service else self.peaks if by_peak else self.unit_days
            self.expected[name] = source.get(name, 0)
        self.unit_days, self.peaks, self.used, self.open_days = {}, {}, {}, 0
        self.billed = Counter()

    def bill(self, service: str, quantity: int) -> None:
        """Note a line."""
        self.billed[service] += quantity

    def settle(self) -> list[str]:
        """Compare the lines that came with those that had to."""
        expected, self.expected = self.expected, None
        found = []
        for name, quantity in (expected or {}).items():
            self.checked += quantity is not None
            if quantity is not None and self.billed[name] != quantity:
                found.append(f"{name}: {self.billed[name]} invoiced, not {quantity}")
        billed, self.billed = self.billed, Counter()
        return found + [f"{name}: a line, but no such service" for name in billed if name not in (expected or {})]


def plus(left: Optional[int], right: Optional[int]) -> Optional[int]:
    """Add, where both are known."""
    return None if left is None or right is None else left + right


def opening_meters(settings: Settings, created: Optional[date], eve: date, units: Quantities, used: Quantities) -> Meters:
    """Begin an account that exists on the eve: its days of that month are open ones, blocked or not."""
    meters = Meters(settings, created or eve, units, used)
    day = max(eve.replace(day=1), meters.created)
    while day <= eve:
        meters.accrue(day, False)
        day += timedelta(days=1)
    return meters
