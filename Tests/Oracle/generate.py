"""Write a random valid scenario of scripted accounts: python3 generate.py --seed N --out FILE."""

import argparse
import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from daybook_oracle.invent import PolicyInventor
from daybook_oracle.jsonc import as_read
from daybook_oracle.policy import PolicyBook
from daybook_oracle.timeline import AccountInventor

ACCOUNT_NAMES = ["acme", "B2B", "c-3", "delta_4", "Echo", "zeta"]


def random_scenario(seed: int, expect: bool = False) -> dict[str, Any]:
    """Return the scenario of a seed; with expect it says what must hold on each day."""
    chance = random.Random(seed)
    first = chance.choice([date(2026, 11, 15), date(2027, 1, 1), date(2027, 6, 20), date(2027, 11, 20), date(2028, 1, 10)])
    start = first + timedelta(days=chance.randint(0, 60))
    if chance.random() < 0.2:
        start = start.replace(day=1)
    length = chance.randint(60, 200)
    last = start + timedelta(days=length - 1)
    inventor = PolicyInventor(chance, start, last)
    policy = inventor.invent()
    accounts = AccountInventor(chance, inventor, PolicyBook(as_read(policy)), expect)
    names = chance.sample(ACCOUNT_NAMES, chance.randint(3, 6))
    span = {"days": length} if chance.random() < 0.5 else {"end": str(last)}
    return {
        "schemaVersion": 1,
        "name": f"random-{seed}",
        "start": str(start),
        **span,
        "policy": policy,
        "accounts": {name: accounts.invent(name) for name in names},
    }


def main() -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--expect", action="store_true", help="add what each day must come to, for `daybook test`")
    arguments = parser.parse_args()
    scenario = random_scenario(arguments.seed, arguments.expect)
    arguments.out.write_text(json.dumps(scenario, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
