"""Print how often generated scenarios reach each event, each refusal and each rule: python3 cover.py --count N."""

import argparse
import json
from collections import Counter

from daybook_oracle.account import Event
from daybook_oracle.choices import Choices
from daybook_oracle.reports import Run, all_reports
from daybook_oracle.scenario import Scenario, read_scenario
from daybook_oracle.simulate import Life, simulate
from daybook_oracle.spells import processes_of, spells_of
from generate import random_scenario


def keys_of(event: Event) -> list[str]:
    """Return what an event counts for."""
    keys = [f"event {event.kind}"]
    if event.kind == "refused":
        keys.append(f"refused {event.detail.partition('=')[0]}")
    if event.kind in ("stageChanged", "deletionCancelled"):
        keys.append(f"{event.kind} {event.detail}")
    if event.kind == "deletionNoticed":
        keys.append(f"deletionNoticed {event.detail.split()[0]}")
    if event.kind == "signIn":
        keys.append("signIn " + event.detail.split("=")[0] + (" employee" if event.role == "employee" else ""))
    if event.kind == "invoiced":
        keys.append("invoiced " + (event.detail or "at a month's end"))
        keys += ["invoiced of amount 0"] if event.amount == 0 else []
        keys += ["invoiced from cash and bonus"] if event.facts["from_cash"] and event.facts["from_bonus"] else []
        keys += ["invoiced from credit and as debt"] if event.facts["as_debt"] and event.amount != event.facts["as_debt"] else []
    if event.kind == "topUp":
        keys += ["topUp with a bonus"] if event.bonus else []
        keys += ["topUp whose bonus settles debt"] if event.facts["discount"] else []
        keys += ["topUp that repays a part"] if event.balance < 0 else []
        keys += ["topUp to one minor unit short"] if event.balance == -1 else []
        keys += ["topUp to exactly 0"] if event.balance == 0 else []
    if event.kind == "bonusLapsed" and event.facts["breakage"]:
        keys.append("bonusLapsed with breakage")
    if event.kind == "purged":
        keys.append("purged with a debt" if event.amount else "purged without a debt")
    if event.kind in ("deleted", "restored", "purged", "created", "bonusLapsed", "deletionNoticed") and event.day.day == 1:
        keys.append(f"{event.kind} on a 1st")
    if event.kind in ("refused", "signIn") and event.stage == "blocked" and "activity" in event.facts:
        keys.append(f"blocked {event.kind} that is activity")
    return keys


def keys_of_life(life: Life, scenario: Scenario) -> list[str]:
    """Return what an account's life counts for."""
    keys = [f"end {life.states[scenario.last].status}"]
    keys += [f"spell {spell.outcome}" for spell in spells_of(life, scenario.start, Choices())]
    keys += [f"process {process.outcome}" for process in processes_of(life)]
    restored = {event.day for event in life.account.events if event.kind == "restored"}
    keys += ["restored on the day due" for event in life.account.events if event.kind == "deleted" and event.day in restored]
    blocked = [day for day, state in life.states.items() if state.stage == "blocked" and state.status != "deleted"]
    keys += ["blocked on a 1st" for day in blocked if day.day == 1]
    keys += ["open on 29 February" for day in life.states if (day.month, day.day) == (2, 29)]
    return keys + keys_of_opening(life, scenario)


def keys_of_opening(life: Life, scenario: Scenario) -> list[str]:
    """Return what the state before the first day counts for."""
    opening = life.account.spec.opening
    if not opening:
        return []
    events = life.account.events
    keys = ["opening deferred unlike cash"] if opening.deferred not in (None, opening.prepaid_cash) else []
    if opening.debt_since and scenario.policies.on(scenario.start).restrictions.grace == "sinceDebt":
        keys.append("opening debt that is counted from before")
        keys += [f"opening debt, first {event.detail}" for event in events[:2] if event.kind == "stageChanged" and event.day == scenario.start]
    if opening.grants:
        lapses = {event.day for event in events if event.kind == "bonusLapsed"} & {lapse for _, lapse in opening.grants}
        keys += ["opening grant that lapses" for _ in lapses] + ["opening grant that lapses on the first day"] * (scenario.start in lapses)
    if opening.deletion:
        known = next((event for event in events if event.kind in ("deletionCancelled", "deleted")), None)
        keys.append(f"opening deletion {known.kind} {known.detail}".strip() if known else "opening deletion that stays")
        end = known.day if known else scenario.last
        shown = any(event.kind == "refused" and "banner" in event.detail and event.day <= end for event in events)
        keys += ["opening deletion shown on a refusal"] if shown else []
    return keys


def main() -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    scenarios: Counter[str] = Counter()
    for seed in range(arguments.seed, arguments.seed + arguments.count):
        scenario = read_scenario(json.dumps(random_scenario(seed)), str(seed))
        lives = simulate(scenario)
        all_reports(Run(scenario, lives, Choices()))
        keys = [key for life in lives for event in life.account.events for key in keys_of(event)]
        keys += [key for life in lives for key in keys_of_life(life, scenario)]
        counts.update(keys)
        scenarios.update(set(keys))
    print("| what | times | scenarios |\n|---|---|---|")
    for key in sorted(counts):
        print(f"| {key} | {counts[key]} | {scenarios[key]} |")


if __name__ == "__main__":
    main()
