"""Exact money: whole minor units, rounded half away from zero."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from .jsonc import ScenarioError

NO_MINOR_UNIT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()
THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND".split()
FOUR_DIGITS = "CLF UYW".split()


def minor_digits(currency: str) -> int:
    """Return how many decimals ISO 4217 gives a currency."""
    if currency in NO_MINOR_UNIT:
        return 0
    if currency in THREE_DIGITS:
        return 3
    return 4 if currency in FOUR_DIGITS else 2


def round_half_away(value: Fraction) -> int:
    """Round to a whole number, halves away from zero."""
    magnitude = abs(value)
    whole = (2 * magnitude.numerator + magnitude.denominator) // (2 * magnitude.denominator)
    return -whole if value < 0 else whole


def exact(value: Any, decimals: int, what: str) -> Fraction:
    """Read a number or a string as written, with at most so many decimals."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise ScenarioError(f"{what} is not a number: {value!r}")
    number = Fraction(str(value))
    if "e" in str(value).lower() or "/" in str(value):
        raise ScenarioError(f"{what} is not written plainly: {value!r}")
    written = str(value).partition(".")[2]
    if len(written) > decimals:
        raise ScenarioError(f"{what} has more than {decimals} decimals: {value!r}")
    return number


def read_money(value: Any, digits: int, what: str) -> int:
    """Read an amount as minor units of a currency with so many digits."""
    return int(exact(value, digits, what) * 10**digits)


def show_money(amount: int, digits: int) -> str:
    """Write minor units with the currency's decimals, always."""
    sign = "-" if amount < 0 else ""
    whole, part = divmod(abs(amount), 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"
