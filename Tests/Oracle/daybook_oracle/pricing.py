"""What a month's use costs."""

import calendar
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from .money import round_half_away
from .policy import Metered, Policy, Recurring


@dataclass
class RunningMonth:
    """What an account has used since its last invoice."""

    open_days: int = 0
    unit_days: dict[str, int] = field(default_factory=dict)
    peak_units: dict[str, int] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)

    def copy(self) -> "RunningMonth":
        """Return a copy that can be changed on its own."""
        return RunningMonth(self.open_days, dict(self.unit_days), dict(self.peak_units), dict(self.used))

    def accrue_base(self) -> None:
        """Count one open day."""
        self.open_days += 1

    def accrue_units(self, units: dict[str, int]) -> None:
        """Count the units of recurring services that end one day enabled."""
        for service, count in units.items():
            self.unit_days[service] = self.unit_days.get(service, 0) + count
            self.peak_units[service] = max(self.peak_units.get(service, 0), count)


@dataclass(frozen=True)
class Line:
    """One line of an invoice."""

    service: str
    quantity: int
    amount: int


def price_month(month: RunningMonth, month_of: date, policy: Policy) -> list[Line]:
    """Price the use of the month in which a day lies, leaving out lines of quantity 0."""
    days = calendar.monthrange(month_of.year, month_of.month)[1]
    lines = [Line("base", month.open_days, _base_amount(month.open_days, days, policy))]
    for name, service in policy.services.items():
        if isinstance(service, Metered):
            quantity = month.used.get(name, 0)
            amount = round_half_away(metered_price(service, quantity) * 10**policy.digits)
        else:
            quantity, amount = _recurring(service, name, month, days)
        lines.append(Line(name, quantity, amount))
    return [line for line in lines if line.quantity != 0]


def _base_amount(open_days: int, days: int, policy: Policy) -> int:
    """Price the base tariff of a month of so many days."""
    if policy.base.proration == "none":
        return policy.base.monthly if open_days > 0 else 0
    return round_half_away(Fraction(policy.base.monthly * open_days, days))


def _recurring(service: Recurring, name: str, month: RunningMonth, days: int) -> tuple[int, int]:
    """Return quantity and amount of a recurring service."""
    if service.counting == "peak":
        peak = month.peak_units.get(name, 0)
        return peak, service.monthly * peak
    unit_days = month.unit_days.get(name, 0)
    return unit_days, round_half_away(Fraction(service.monthly * unit_days, days))


def metered_price(service: Metered, quantity: int) -> Fraction:
    """Return the exact price of a quantity, in whole units of currency."""
    if service.mode == "volume":
        price = next(price for up_to, price in service.tiers if up_to is None or quantity <= up_to)
        return price * quantity
    total, below = Fraction(0), 0
    for up_to, price in service.tiers:
        top = quantity if up_to is None else min(quantity, up_to)
        total += price * max(0, top - below)
        below = max(below, top)
    return total
