"""An account's money, kept from what its events say was charged, paid and lapsed (RULES 2 and 9)."""

from dataclasses import dataclass


def rounded(dividend: int, divisor: int) -> int:
    """Divide whole numbers of 0 and more, a half upwards."""
    return (2 * dividend + divisor) // (2 * divisor)


@dataclass
class Wallet:
    """Prepaid cash and bonus, debt, and the cash not yet earned, in minor units."""

    cash: int = 0
    bonus: int = 0
    debt: int = 0
    deferred: int = 0

    @property
    def credit(self) -> int:
        """Return what is prepaid."""
        return self.cash + self.bonus

    @property
    def balance(self) -> int:
        """Return credit less debt."""
        return self.credit - self.debt

    def top_up(self, amount: int, bonus: int) -> tuple[int, int]:
        """Credit a payment; return what of its cash and of its bonus settled debt."""
        cash_to_debt = min(amount, self.debt)
        bonus_to_debt = min(bonus, self.debt - cash_to_debt)
        self.debt -= cash_to_debt + bonus_to_debt
        self.cash += amount - cash_to_debt
        self.deferred += amount - cash_to_debt
        self.bonus += bonus - bonus_to_debt
        return cash_to_debt, bonus_to_debt

    def pay(self, amount: int, spend: str) -> tuple[int, int, int, int]:
        """Pay a line; return what came from cash, from bonus, as debt, and what cash it earned."""
        credit = self.credit
        paid = min(amount, credit)
        from_bonus = min(paid, self.bonus) if spend == "bonusFirst" else max(0, paid - self.cash)
        earned = self.deferred if paid == credit else rounded(self.deferred * paid, credit)
        self.cash -= paid - from_bonus
        self.bonus -= from_bonus
        self.deferred -= earned
        self.debt += amount - paid
        return paid - from_bonus, from_bonus, amount - paid, earned

    def lapse(self, amount: int) -> int:
        """Let bonus lapse; return the breakage."""
        self.bonus -= amount
        breakage = self.deferred if self.credit == 0 else 0
        self.deferred -= breakage
        return breakage

    def write_off(self) -> None:
        """Give the debt up."""
        self.debt = 0
