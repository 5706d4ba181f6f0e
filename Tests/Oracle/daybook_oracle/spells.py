"""Spells of debt and deletion processes, read off an account's events."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Optional

from .choices import Choices
from .simulate import Life


@dataclass
class Spell:
    """A time in debt, from its first day to the day that ended it."""

    since: date
    peak: int = 0
    reached: dict[str, date] = field(default_factory=dict)
    blocked_before: bool = False
    ended_on: Optional[date] = None
    outcome: str = "open"
    days_blocked: int = 0

    def days_in_debt(self, last: date) -> int:
        """Count the days that ended in debt: the day that ends a spell does not."""
        return ((self.ended_on or last + timedelta(days=1)) - self.since).days


def spells_of(life: Life, start: date, choices: Choices) -> list[Spell]:
    """Return an account's spells of debt that reached a restriction."""
    spells: list[Spell] = []
    current: Optional[Spell] = _opening_spell(life, start, choices)
    if current:
        spells.append(current)
    for event in life.account.events:
        debt = max(0, -event.balance)
        if event.kind == "restored" and spells and spells[-1].outcome == "deleted":
            current = spells[-1]
            current.ended_on, current.outcome = None, "open"
        if current is None and debt > 0 and event.kind == "invoiced":
            current = Spell(event.day)
            spells.append(current)
        if current is None:
            continue
        current.peak = max(current.peak, debt)
        if event.kind == "stageChanged" and event.stage != "none":
            current.reached.setdefault(event.stage, event.day)
        if event.kind == choices.spell_ends and event.kind in ("deleted", "purged"):
            current.ended_on, current.outcome = event.day, "deleted"
            current = None
        elif debt == 0:
            current.ended_on, current.outcome = event.day, "paid"
            current = None
    _count_blocked_days(life, spells)
    return [spell for spell in spells if spell.reached or spell.blocked_before]


def _opening_spell(life: Life, start: date, choices: Choices) -> Optional[Spell]:
    """Return the spell that an opening debt begins; its first day is the start unless the state says another."""
    opening = life.account.spec.opening
    if not opening or not opening.debt:
        return None
    spell = Spell(opening.debt_since or start, opening.debt, blocked_before=opening.blocked)
    if opening.blocked and choices.opening_block == "start":
        spell.reached["blocked"] = start
    return spell


def _count_blocked_days(life: Life, spells: list[Spell]) -> None:
    """Count the days that end blocked while the account is open into their spells."""
    for day, state in life.states.items():
        if state.status in ("open", "deletionPending") and state.stage == "blocked":
            [spell for spell in spells if spell.since <= day][-1].days_blocked += 1


@dataclass
class Process:
    """A deletion process, from its notice on."""

    kind: str
    noticed_on: date
    due_on: str
    last_activity_on: date
    balance: int
    reminders: int = 0
    outcome: str = "pending"
    cancelled_by: str = ""
    days: dict[str, date] = field(default_factory=dict)
    bad_debt: Optional[int] = None


def processes_of(life: Life) -> list[Process]:
    """Return an account's deletion processes."""
    processes: list[Process] = []
    opening = life.account.spec.opening
    last_activity = opening.last_activity if opening else life.account.spec.created
    if opening and opening.deletion:
        notice = opening.deletion
        processes.append(Process(notice.kind, notice.noticed_on, str(notice.due), last_activity, -opening.debt))
    for event in life.account.events:
        last_activity = event.day if _is_activity(event.kind, event.detail, event.facts) else last_activity
        if event.kind == "deletionNoticed":
            kind, due = event.detail.split(" due=")
            processes.append(Process(kind, event.day, due, last_activity, event.balance))
        elif event.kind == "deletionReminder":
            processes[-1].reminders += 1
        elif event.kind == "deletionCancelled":
            processes[-1].outcome, processes[-1].cancelled_by = "cancelled", event.detail
            processes[-1].days["cancelled"] = event.day
        elif event.kind in ("deleted", "restored", "purged"):
            processes[-1].outcome = "deleted"
            processes[-1].days[event.kind] = event.day
            processes[-1].bad_debt = event.amount if event.kind == "purged" else None
    return processes


def _is_activity(kind: str, detail: str, facts: dict[str, int]) -> bool:
    """Tell whether an event was activity."""
    return kind in ("topUp", "restored") or "activity" in facts or kind == "deletionCancelled" and detail == "owner"
