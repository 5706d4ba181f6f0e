"""The CSV files of FORMATS.md 4."""

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Callable, Iterable

from .account import Event, State
from .choices import Choices
from .money import show_money
from .scenario import Scenario
from .simulate import Life
from .spells import processes_of, spells_of

SEGMENTS = ("scripted", "all")
OPEN = ("open", "deletionPending")
STAGES = ("none", "reminder", "paymentPage", "blocked")
COLUMNS = {
    "events": "date account seq event role service quantity amount bonus balance stage detail",
    "accounts": "account segment created_on status stage prepaid_cash prepaid_bonus debt deferred last_activity_on "
    "top_ups cash_in bonus_granted billed days_blocked",
    "topups": "date account segment role method amount bonus to_debt",
    "invoices": "month account segment service quantity amount from_cash from_bonus as_debt final",
    "blocks": "account segment debt_since reminded_on payment_page_on blocked_on ended_on days_in_debt days_blocked "
    "peak_debt outcome",
    "deletions": "account segment created_on last_activity_on kind noticed_on due_on balance_at_notice reminders "
    "outcome cancelled_by cancelled_on deleted_on restored_on purged_on bad_debt",
    "revenue": "month segment accounts_opened accounts_open_end top_ups cash_in bonus_granted bonus_lapsed billed "
    "billed_from_cash billed_from_bonus billed_as_debt debt_settled revenue_recognized breakage discount bad_debt "
    "deferred_end bonus_outstanding_end debt_outstanding_end unbilled_end",
    "services": "month segment service accounts quantity billed",
    "daily": "date segment open signed_in stage_none stage_reminder stage_payment_page stage_blocked "
    "deletion_pending opened newly_blocked unblocked noticed cancelled deleted restored purged refused top_ups "
    "cash_in bonus_granted billed revenue_recognized credit debt",
}


@dataclass(frozen=True)
class Run:
    """All that the reports are made of."""

    scenario: Scenario
    lives: list[Life]
    choices: Choices

    def money(self, amount: int) -> str:
        """Write an amount."""
        return show_money(amount, self.scenario.digits)

    def events(self) -> list[Event]:
        """Return all events by day, account as listed, seq."""
        place = {life.account.spec.name: index for index, life in enumerate(self.lives)}
        everything = [event for life in self.lives for event in life.account.events]
        return sorted(everything, key=lambda event: (event.day, place[event.account], event.seq))

    def months(self) -> list[str]:
        """Return every month that the run touches."""
        return sorted({month_of(day) for day in self.scenario.days()})


def month_of(day: date) -> str:
    """Write the month of a day."""
    return f"{day:%Y-%m}"


def write_csv(name: str, rows: Iterable[list[Any]]) -> str:
    """Return a CSV as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS[name].split())
    writer.writerows(["" if cell is None else str(cell) for cell in row] for row in rows)
    return out.getvalue()


def all_reports(run: Run) -> dict[str, str]:
    """Return the text of every report by its name."""
    makers: dict[str, Callable[[Run], Iterable[list[Any]]]] = {
        "events": events_rows,
        "accounts": accounts_rows,
        "topups": topups_rows,
        "invoices": invoices_rows,
        "blocks": blocks_rows,
        "deletions": deletions_rows,
        "revenue": revenue_rows,
        "services": services_rows,
        "daily": daily_rows,
    }
    return {name: write_csv(name, make(run)) for name, make in makers.items()}


def events_rows(run: Run) -> Iterable[list[Any]]:
    """Yield a row for each event."""
    for event in run.events():
        amount = None if event.amount is None else run.money(event.amount)
        bonus = None if event.bonus is None else run.money(event.bonus)
        yield [
            event.day, event.account, event.seq, event.kind, event.role, event.service, event.quantity,
            amount, bonus, run.money(event.balance), event.stage, event.detail,
        ]  # fmt: skip


def accounts_rows(run: Run) -> Iterable[list[Any]]:
    """Yield a row for each account on the last day, with its sums over the run."""
    for life in run.lives:
        spec, state, sums = life.account.spec, life.states[run.scenario.last], sums_of(life.account.events, run)
        yield [
            spec.name, "scripted", spec.created, state.status, state.stage,
            *map(run.money, (state.prepaid_cash, state.prepaid_bonus, state.debt, state.deferred)),
            state.last_activity, sums["top_ups"],
            *map(run.money, (sums["cash_in"], sums["bonus_granted"], sums["billed"])),
            sum(is_blocked(end) for end in life.states.values()),
        ]  # fmt: skip


def is_blocked(state: State) -> bool:
    """Tell whether an open account stands blocked."""
    return state.status in OPEN and state.stage == "blocked"


def topups_rows(run: Run) -> Iterable[list[Any]]:
    """Yield a row for each top-up that was credited."""
    for event in run.events():
        if event.kind == "topUp":
            assert event.amount is not None and event.bonus is not None
            amounts = map(run.money, (event.amount, event.bonus, settled_by(event, run.choices)))
            yield [event.day, event.account, "scripted", event.role, event.detail, *amounts]


def settled_by(event: Event, choices: Choices) -> int:
    """Return the debt that a top-up settles."""
    return event.facts["to_debt"] + (event.facts["discount"] if choices.to_debt == "all" else 0)


def invoices_rows(run: Run) -> Iterable[list[Any]]:
    """Yield a row for each invoice line, by month, then account, then in order of time."""
    yes, no = run.choices.final_words.split("/")
    found = []
    for place, life in enumerate(run.lives):
        for event in life.account.events:
            if event.kind == "invoiced":
                final = event.detail == "final"
                used_on = event.day if final else event.day - timedelta(days=1)
                month = month_of(used_on if run.choices.invoices_month == "use" else event.day)
                facts, amount = event.facts, event.amount or 0
                amounts = map(run.money, (amount, facts["from_cash"], facts["from_bonus"], facts["as_debt"]))
                head = [month, event.account, "scripted", event.service, event.quantity]
                found.append((month, place, event.seq, [*head, *amounts, yes if final else no]))
    return [row for *_, row in sorted(found, key=lambda item: item[:3])]


def blocks_rows(run: Run) -> Iterable[list[Any]]:
    """Yield a row for each spell of debt that reached a restriction."""
    found = []
    for place, life in enumerate(run.lives):
        for spell in spells_of(life, run.scenario.start, run.choices):
            row = [
                life.account.spec.name, "scripted", spell.since, *map(spell.reached.get, STAGES[1:]), spell.ended_on,
                spell.days_in_debt(run.scenario.last), spell.days_blocked, run.money(spell.peak), spell.outcome,
            ]  # fmt: skip
            found.append((spell.since, place, row))
    return [row for _, _, row in sorted(found, key=lambda item: item[:2])]


def deletions_rows(run: Run) -> Iterable[list[Any]]:
    """Yield a row for each deletion process."""
    found = []
    for place, life in enumerate(run.lives):
        spec = life.account.spec
        for process in processes_of(life):
            bad_debt = None if process.bad_debt is None else run.money(process.bad_debt)
            days = [process.days.get(kind) for kind in ("cancelled", "deleted", "restored", "purged")]
            row = [
                spec.name, "scripted", spec.created, process.last_activity_on, process.kind, process.noticed_on,
                process.due_on, run.money(process.balance), process.reminders, process.outcome,
                process.cancelled_by, *days, bad_debt,
            ]  # fmt: skip
            found.append((process.noticed_on, place, row))
    return [row for _, _, row in sorted(found, key=lambda item: item[:2])]


def sums_of(events: Iterable[Event], run: Run) -> dict[str, int]:
    """Add up what happened in some events."""
    sums: dict[str, int] = defaultdict(int)
    for event in events:
        facts, amount = event.facts, event.amount or 0
        sums[event.kind] += 1
        if event.kind == "topUp":
            sums["top_ups"] += 1
            sums["cash_in"] += amount
            sums["bonus_granted"] += event.bonus or 0
            sums["debt_settled"] += settled_by(event, run.choices)
            sums["cash_to_debt"] += facts["to_debt"]
            sums["discount"] += facts["discount"]
        elif event.kind == "invoiced":
            sums["billed"] += amount
            sums["revenue_recognized"] += facts["earned"] + facts["as_debt"]
            for part in ("from_cash", "from_bonus", "as_debt"):
                sums[f"billed_{part}"] += facts[part]
        elif event.kind == "bonusLapsed":
            sums["bonus_lapsed"] += event.bonus or 0
            sums["breakage"] += facts["breakage"]
        elif event.kind == "purged":
            sums["bad_debt"] += amount
        elif event.kind == "stageChanged":
            sums["newly_blocked"] += event.stage == "blocked"
            sums["unblocked"] += event.detail.startswith("blocked>")
    return sums


def revenue_rows(run: Run) -> Iterable[list[Any]]:
    """Yield a row for each month and segment; amounts are dated by their event."""
    money_columns = COLUMNS["revenue"].split()[5:-4]
    deferred = sum(life.account.spec.opening.deferred_cash for life in run.lives if life.account.spec.opening)
    for month in run.months():
        sums = sums_of([event for event in run.events() if month_of(event.day) == month], run)
        end = max(day for day in run.scenario.days() if month_of(day) == month)
        states = [life.states[end] for life in run.lives]
        ends = [
            sum(state.deferred for state in states),
            sum(state.prepaid_bonus for state in states),
            sum(state.debt for state in states),
            sum(state.usage_to_date for state in states),
        ]
        deferred += sums["cash_in"] - sums["cash_to_debt"] - sums["breakage"]
        deferred -= sums["revenue_recognized"] - sums["billed_as_debt"]
        assert deferred == ends[0], "the roll-forward of deferred does not hold"
        counts = [sums["created"], sum(state.status in OPEN for state in states), sums["top_ups"]]
        for segment in SEGMENTS:
            amounts = [sums[column] for column in money_columns] + ends
            yield [month, segment, *counts, *map(run.money, amounts)]


def services_rows(run: Run) -> Iterable[list[Any]]:
    """Yield a row for each month, segment and service, dated by the invoice as in revenue.csv."""
    for month in run.months():
        end = max(day for day in run.scenario.days() if month_of(day) == month)
        for segment in SEGMENTS if run.choices.services_all_segment == "yes" else SEGMENTS[:1]:
            for service in ["base", *run.scenario.policies.on(end).services]:
                lines = [
                    event
                    for event in run.events()
                    if event.kind == "invoiced" and event.service == service and month_of(event.day) == month
                ]
                if lines or run.choices.services_rows == "all":
                    accounts = len({event.account for event in lines})
                    quantity = sum(event.quantity or 0 for event in lines)
                    billed = sum(event.amount or 0 for event in lines)
                    yield [month, segment, service, accounts, quantity, run.money(billed)]


def daily_rows(run: Run) -> Iterable[list[Any]]:
    """Yield a row for each day and segment."""
    by_day: dict[date, list[Event]] = defaultdict(list)
    for event in run.events():
        by_day[event.day].append(event)
    for day in run.scenario.days():
        sums = sums_of(by_day[day], run)
        states = [life.states[day] for life in run.lives]
        opened = [state for state in states if state.status in OPEN]
        kinds = "created newly_blocked unblocked deletionNoticed deletionCancelled deleted restored purged refused top_ups"
        amounts = [sums[column] for column in ("cash_in", "bonus_granted", "billed", "revenue_recognized")]
        amounts += [sum(state.prepaid_cash + state.prepaid_bonus for state in states)]
        amounts += [sum(state.debt for state in states)]
        for segment in SEGMENTS:
            yield [
                day, segment, len(opened), signed_in(by_day[day], run.choices),
                *(sum(state.stage == stage for state in opened) for stage in STAGES),
                sum(state.status == "deletionPending" for state in opened),
                *(sums[kind] for kind in kinds.split()), *map(run.money, amounts),
            ]  # fmt: skip


def signed_in(events: list[Event], choices: Choices) -> int:
    """Count the accounts with at least one sign-in that is activity."""
    kinds = ("signIn", "refused") if choices.refused_sign_in == "counts" else ("signIn",)
    return len({event.account for event in events if event.kind in kinds and "activity" in event.facts})
