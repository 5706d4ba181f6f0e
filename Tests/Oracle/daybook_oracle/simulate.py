"""Runs the accounts of a scenario through all days, and judges what is expected."""

from dataclasses import dataclass, field
from datetime import date

from .account import Account, State
from .money import show_money
from .policy import Raw
from .scenario import AccountSpec, Entry, Scenario


@dataclass
class Life:
    """All that came of one account: its events and its state at each day's end."""

    account: Account
    states: dict[date, State] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


def simulate(scenario: Scenario) -> list[Life]:
    """Run every account of a scenario."""
    return [live(spec, scenario) for spec in scenario.accounts]


def live(spec: AccountSpec, scenario: Scenario) -> Life:
    """Run one account through all days."""
    life = Life(Account(spec, scenario.policies, scenario.start))
    by_day: dict[date, list[Entry]] = {}
    for entry in spec.timeline:
        by_day.setdefault(entry.on, []).append(entry)
    for day in scenario.days():
        live_day(life, by_day.get(day, []), day, scenario.digits)
    return life


def live_day(life: Life, entries: list[Entry], day: date, digits: int) -> None:
    """Run one day: morning, actions in their order, evening."""
    account = life.account
    account.morning(day)
    for entry in entries:
        if entry.action:
            account.perform(entry.action, day)
        elif entry.expect:
            life.failures += judge(account, entry.expect, day, digits)
    account.evening(day)
    life.states[day] = account.state(day)
    for entry in entries:
        if entry.expect_at_end:
            life.failures += judge(account, entry.expect_at_end, day, digits)


def plain_state(state: State, digits: int) -> Raw:
    """Return a state in the words of a scenario."""
    return {
        "status": state.status,
        "stage": state.stage,
        "balance": show_money(state.balance, digits),
        "prepaidCash": show_money(state.prepaid_cash, digits),
        "prepaidBonus": show_money(state.prepaid_bonus, digits),
        "debt": show_money(state.debt, digits),
        "deferred": show_money(state.deferred, digits),
        "deletionDue": str(state.due) if state.due else "none",
        "usageToDate": show_money(state.usage_to_date, digits),
        "lastActivity": str(state.last_activity),
    }


def observed(account: Account, day: date, digits: int) -> Raw:
    """Return what an expectation may ask for, in the words of a scenario."""
    events = [f"{event.kind} {event.detail}".rstrip() for event in account.events if event.day == day]
    return {**plain_state(account.state(day), digits), "events": events}


def answers(event: str, words: str) -> bool:
    """Tell whether words mean an event: its kind, or its kind and its detail."""
    return words in (event, event.split(" ")[0])


def judge(account: Account, expected: Raw, day: date, digits: int) -> list[str]:
    """Return a line for each expectation that does not hold."""
    actual = observed(account, day, digits)
    failures = []
    for key, value in expected.items():
        if key in ("includes", "excludes"):
            wrong = [words for words in value if any(answers(e, words) for e in actual["events"]) != (key == "includes")]
        elif key == "events":
            same = len(value) == len(actual[key]) and all(map(answers, actual[key], value))
            wrong = [] if same else [actual[key]]
        else:
            wrong = [] if actual[key] == value else [actual[key]]
        if wrong:
            failures.append(f"{account.spec.name} {day}: {key} expected {value}, not {wrong}")
    return failures
