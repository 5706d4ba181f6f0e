"""The double-entry books of one account (RULES.md 9)."""

from collections import defaultdict


class Books:
    """Balances of the books, debits positive; each posting has one debit and one credit."""

    def __init__(self) -> None:
        """Begin with empty books."""
        self.totals: dict[str, int] = defaultdict(int)

    def post(self, debit: str, credit: str, amount: int) -> None:
        """Post one amount from one book to another."""
        assert amount >= 0, "an amount is never negative"
        self.totals[debit] += amount
        self.totals[credit] -= amount

    @property
    def receivable(self) -> int:
        """Return what the account owes."""
        return self.totals["assets:receivable"]

    @property
    def deferred(self) -> int:
        """Return the cash received and not yet earned."""
        return -self.totals["liabilities:deferred"]

    def check(self) -> None:
        """Assert that debits equal credits."""
        assert sum(self.totals.values()) == 0, "the books do not balance"
