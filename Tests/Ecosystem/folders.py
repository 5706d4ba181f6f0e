"""The report folders that are read: runs in several currencies and styles, a forecast, a comparison, a sweep."""

from __future__ import annotations

import concurrent.futures
import json
import pathlib

from common import ROOT, Folder, output

DAYBOOK = ROOT / ".build/release/daybook"
STANDARD = ROOT / "scenarios/standard.jsonc"
DOUBLED = ROOT / "scenarios/bonus-doubled.jsonc"
ALL = "revenue,services,blocks,deletions,daily,accounts,topups,invoices,events,journal"
UK = ["--csv", "excel-uk"]


def small_town(currency: str, unit: str) -> dict:
    """A scenario in which all books move, with amounts of so many decimals as the unit has.

    A bonus settles debt, bonus lapses until only breakage is left, debt is written off, and two services are called
    like books of their own.
    """
    def money(units: int) -> str:
        return str(units) + unit

    def scripted(created: str, **keys: object) -> dict:
        return {"created": created, **keys}

    return {
        "schemaVersion": 1, "start": "2027-01-15", "days": 140, "warmUpDays": 40,
        "policy": {
            "currency": currency, "base": {"monthly": money(19)},
            "services": {"discount": {"monthly": money(5)}, "breakage": {"tiers": [{"price": "0.02"}]}},
            "bonus": {"basis": "total", "spend": "cashFirst", "expiresAfterDays": 35,
                      "tiers": [{"from": money(20), "percent": 10}]},
        },
        "population": {
            "shops": {"accounts": 60, "arrivals": {"perDay": 0.3}, "opening": {"debtShare": 0.2, "idleShare": 0.2},
                      "units": {"discount": {"poisson": 1}}, "usage": {"breakage": {"perDay": 3}},
                      "idleness": {"startsPerDay": 0.01, "leaves": 0.4}},
            "agencies": {"accounts": 20},
        },
        "accounts": {
            "owing": scripted("2026-11-01", debt=money(50), timeline=[{"on": "2027-01-20", "topUp": money(30)}]),
            "lapsing": scripted("2026-12-01", prepaidCash=money(5), prepaidBonus=money(30)),
            "new": scripted("2027-02-03", units={"discount": 2}, timeline=[
                {"on": "2027-02-10", "use": {"breakage": 33}}, {"on": "2027-03-02", "topUp": money(77)}]),
        },
    }


def nobody() -> dict:
    """A scenario without accounts."""
    return {"schemaVersion": 1, "start": "2027-01-15", "days": 40, "policy": {}}


def commands(work: pathlib.Path) -> dict[str, list[object]]:
    """What makes each folder, by the folder's name; after the verb and the scenarios its options."""
    files = {"yen": small_town("JPY", "00"), "dinar": small_town("KWD", ".005"), "nobody": nobody()}
    for name, scenario in files.items():
        (work / f"{name}.jsonc").write_text(json.dumps(scenario), encoding="utf-8")
    own = {name: ["run", work / f"{name}.jsonc", "--reports", ALL, "--xlsx"] for name in files}
    year = ["run", STANDARD, "--scale", "0.02", "--reports", ALL, "--xlsx"]
    some = ["--scale", "0.005", "--days", "90", "--replications", "3", "--xlsx"]
    few = ["--scale", "0.005", "--days", "62", "--replications", "2", "--xlsx"]
    sweep = ["sweep", STANDARD, "--vary", "policy.bonus.tiers[0].percent=2.5,10", "--vary",
             "population.shops.arrivals.perDay=6,12.5", *few]
    plain = {
        **own, "year": year, "forecast": ["run", STANDARD, *some], "compare": ["compare", STANDARD, DOUBLED, *some],
        "sweep": sweep, "tornado": [*sweep, "--one-at-a-time"],
    }
    return plain | {f"{name}-uk": command + UK for name, command in plain.items()}


def make(work: pathlib.Path, daybook: pathlib.Path = DAYBOOK) -> list[Folder]:
    """All folders, in the order of their commands."""
    def one(item: tuple[str, list[object]]) -> Folder:
        name, command = item
        return Folder(work / name, output(daybook, *command, "--json", "--out", work / name))

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, commands(work).items()))
