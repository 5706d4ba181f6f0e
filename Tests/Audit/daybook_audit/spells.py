"""Spells of debt and deletion processes of one account, as its events begin and end them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Optional

STAGE_DAYS = {"reminder": "reminded_on", "paymentPage": "payment_page_on", "blocked": "blocked_on"}


@dataclass
class Spell:
    """A row of blocks.csv."""

    debt_since: date
    first_days: dict[str, date] = field(default_factory=dict)
    ended_on: Optional[date] = None
    days_in_debt: int = 0
    days_blocked: int = 0
    peak_debt: int = 0
    outcome: str = "open"

    def close(self, day: date, outcome: str) -> None:
        """End it by a payment or a deletion."""
        self.ended_on, self.outcome, self.days_in_debt = day, outcome, (day - self.debt_since).days

    def reopen(self) -> None:
        """Go on with it after a restore."""
        self.ended_on, self.outcome = None, "open"


@dataclass
class Process:
    """A row of deletions.csv."""

    last_activity: date
    kind: str
    noticed_on: date
    due_on: date
    balance: int
    reminders: int = 0
    cancelled_by: str = ""
    dates: dict[str, date] = field(default_factory=dict)
    bad_debt: Optional[int] = None

    @property
    def outcome(self) -> str:
        """Say what came of the notice."""
        return "deleted" if "deleted_on" in self.dates else "cancelled" if self.cancelled_by else "pending"

    @property
    def over(self) -> Optional[date]:
        """Return the day after which nothing more can come of it."""
        return next((self.dates[key] for key in ("cancelled_on", "restored_on", "purged_on") if key in self.dates), None)


class BlockedDays:
    """Counts the days that an account ended open and blocked."""

    def __init__(self, start: date) -> None:
        """Count the reported ones apart, too."""
        self.start, self.since, self.reported = start, None, 0

    def begin(self, day: date) -> None:
        """Count from this day's end on."""
        self.since = day

    def end(self, day: date, spell: Optional[Spell]) -> None:
        """Stop before this day's end."""
        if self.since is None:
            return
        if spell:
            spell.days_blocked += (day - self.since).days
        self.reported += max(0, (day - max(self.since, self.start)).days)
        self.since = None


def next_day(day: date) -> date:
    """Return tomorrow."""
    return day + timedelta(days=1)
