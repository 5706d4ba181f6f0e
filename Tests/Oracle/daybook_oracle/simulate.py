"""Runs the accounts of a scenario through all days, and judges what is expected."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

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


def observed_parts(account: Account, day: date, digits: int) -> Raw:
    """Return what an expectation may ask for part by part, in the words of a scenario."""
    top_ups = top_ups_of(account, day, digits)
    use = {line.service: line.quantity for line in account.usage_to_date(day)}
    parts: Raw = {
        "invoice": invoice_of(account, day, digits) or "none",
        "topUp": (top_ups[0] if len(top_ups) == 1 else top_ups) or "none",
    }
    return {**parts, "usage": use} if use else parts


def answers(event: str, words: str) -> bool:
    """Tell whether words mean an event: its kind, or its kind and its detail."""
    return words in (event, event.split(" ")[0])


def invoice_of(account: Account, day: date, digits: int) -> Raw:
    """Return the lines of a day's invoice by service, with all their parts."""
    return {
        event.service: {
            "quantity": event.quantity,
            "amount": show_money(event.amount or 0, digits),
            "fromCash": show_money(event.facts["from_cash"], digits),
            "fromBonus": show_money(event.facts["from_bonus"], digits),
            "asDebt": show_money(event.facts["as_debt"], digits),
            "final": event.detail == "final",
        }
        for event in account.events
        if event.day == day and event.kind == "invoiced"
    }


def top_ups_of(account: Account, day: date, digits: int) -> list[Raw]:
    """Return a day's top-ups with all their parts."""
    return [
        {
            "amount": show_money(event.amount or 0, digits),
            "bonus": show_money(event.bonus or 0, digits),
            "toDebt": show_money(event.facts["to_debt"], digits),
            "bonusToDebt": show_money(event.facts["discount"], digits),
        }
        for event in account.events
        if event.day == day and event.kind == "topUp"
    ]


def agrees(expected: Any, actual: Raw) -> bool:
    """Tell whether a line or a top-up has the parts that are expected of it; an amount may stand alone."""
    parts = expected if isinstance(expected, dict) else {"amount": expected}
    return all(same(value, actual[key]) for key, value in parts.items())


def same(value: Any, actual: Any) -> bool:
    """Compare two values, amounts by what they are worth."""
    if isinstance(actual, str):
        return Fraction(str(value)) == Fraction(actual)
    return bool(value == actual)


def parts_agree(account: Account, key: str, value: Any, day: date, digits: int) -> bool:
    """Tell whether the day's invoice, its top-ups or the month's use are as expected."""
    if key == "invoice":
        lines = invoice_of(account, day, digits)
        expected = {} if value == "none" else value
        return expected.keys() == lines.keys() and all(agrees(part, lines[name]) for name, part in expected.items())
    if key == "topUp":
        credited = top_ups_of(account, day, digits)
        wanted = [] if value == "none" else value if isinstance(value, list) else [value]
        return len(wanted) == len(credited) and all(map(agrees, wanted, credited))
    used = {line.service: line.quantity for line in account.usage_to_date(day)}
    return all(used.get(name, 0) == quantity for name, quantity in value.items())


MONEY_KEYS = ("balance", "prepaidCash", "prepaidBonus", "debt", "deferred", "usageToDate")


def judge(account: Account, expected: Raw, day: date, digits: int) -> list[str]:
    """Return a line for each expectation that does not hold."""
    actual = observed(account, day, digits)
    failures = []
    for key, value in expected.items():
        if key in ("includes", "excludes"):
            wrong = [words for words in value if any(answers(e, words) for e in actual["events"]) != (key == "includes")]
        elif key == "events":
            all_same = len(value) == len(actual[key]) and all(map(answers, actual[key], value))
            wrong = [] if all_same else [actual[key]]
        elif key in ("invoice", "topUp", "usage"):
            wrong = [] if parts_agree(account, key, value, day, digits) else ["something else"]
        else:
            equal = same(value, actual[key]) if key in MONEY_KEYS else actual[key] == value
            wrong = [] if equal else [actual[key]]
        if wrong:
            failures.append(f"{account.spec.name} {day}: {key} expected {value}, not {wrong}")
    return failures
