"""The laws of RULES.md 8, checked from the events by other sums than the account's own."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .account import Account, Event


class Auditor:
    """A listener that keeps its own totals of one account and compares."""

    def __init__(self, account: "Account") -> None:
        """Begin with the opening state."""
        self.account = account
        opening = account.spec.opening
        self.cash_part = opening.prepaid_cash if opening else 0
        self.bonus_part = opening.bonus if opening else 0
        self.debt = opening.debt if opening else 0
        self.deferred = opening.deferred_cash if opening else 0
        notice = opening.deletion if opening else None
        self.noticed_on = notice.noticed_on if notice else date.min
        self.notice_days = account.policies.on(notice.noticed_on).deletion.notice if notice else 0
        self.purged = False

    def hear(self, event: "Event") -> None:
        """Add an event to the totals and check what must hold at it."""
        assert not self.purged or event.kind == "refused", "something happened after the purge"
        facts = event.facts
        if event.kind == "topUp":
            self._top_up(event)
        elif event.kind == "invoiced":
            self.cash_part -= facts["from_cash"]
            self.bonus_part -= facts["from_bonus"]
            self.debt += facts["as_debt"]
            self.deferred -= facts["earned"]
            assert event.amount == facts["from_cash"] + facts["from_bonus"] + facts["as_debt"]
        elif event.kind == "bonusLapsed":
            self.bonus_part -= event.bonus or 0
            self.deferred -= facts["breakage"]
        elif event.kind == "deletionNoticed":
            self.noticed_on = event.day
            self.notice_days = self.account.policies.on(event.day).deletion.notice
        elif event.kind == "deleted":
            assert event.day == self.noticed_on + timedelta(days=self.notice_days), "not noticed noticeDays before"
            assert event.balance <= 0, "money was deleted"
        elif event.kind == "purged":
            self.debt -= event.amount or 0
            self.purged = True
        assert event.balance == self.cash_part + self.bonus_part - self.debt, "the balance is not its postings"

    def _top_up(self, event: "Event") -> None:
        """Add a top-up and its bonus."""
        assert event.amount is not None and event.bonus is not None and event.role != "employee"
        self.cash_part += event.amount - event.facts["to_debt"]
        self.bonus_part += event.bonus - event.facts["discount"]
        self.debt -= event.facts["to_debt"] + event.facts["discount"]
        self.deferred += event.amount - event.facts["to_debt"]

    def check(self) -> None:
        """Assert all that must hold after every step."""
        account = self.account
        assert account.prepaid_cash == self.cash_part >= 0, "prepaid cash"
        assert account.prepaid_bonus == self.bonus_part >= 0, "grants"
        assert account.debt == self.debt >= 0, "debt"
        assert account.deferred == self.deferred >= 0, "deferred"
        assert account.debt == 0 or account.credit == 0, "debt and credit stand together"
        assert (account.debt > 0) == (account.debt_since is not None), "a debt has a first day"
        assert account.stage == "none" or account.balance < 0, "a stage without a debt"
        assert account.credit > 0 or account.deferred == 0, "deferred without credit"
        assert account.books.receivable == account.debt, "receivable"
        assert account.books.deferred == account.deferred, "deferred in the books"
        account.books.check()
