"""Audits a report folder: lives every account again from its events, and compares every report byte for byte."""

import json
import subprocess
import tempfile
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import count, zip_longest
from pathlib import Path
from typing import Optional

from .folder import Event, Folder, read_events
from .life import Life, effect
from .reports import Reports
from .scenario import Beginning, Scenario

SHOWN = 3


class Audit:
    """One folder's audit; the tool is asked for events only, those that the folder does not have."""

    def __init__(self, folder: Path, tool: str, books_at: Path) -> None:
        """Read the folder and find out who lives in it."""
        self.folder, self.tool = Folder(folder), tool
        self.scenario = Scenario(self.folder.scenario, books_at)
        self.faults = self.folder.faults()
        self.seen: Counter[str] = Counter()
        events = read_events(self.folder.text("events"), self.scenario.coins)
        self.events: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            self.events[event.account].append(event)
        self.listed = {row["account"]: row for row in self.folder.rows("accounts")}
        self.roster = [beginning for segment in self.scenario.segments for beginning in self._segment(segment)]
        self._check_order(events)

    def judge(self) -> list[str]:
        """Return all that does not agree."""
        lives = [self._life(beginning) for beginning in self.roster]
        reports = Reports(self.scenario, lives, self._unbilled(lives)).all()
        for life in lives:
            self.faults += life.faults
            self.seen.update(life.seen)
        for name, text in reports.items():
            self.faults += differences(name, text, self.folder.text(name))
        reported = sum(not life.is_gone for life in lives)
        if reported != self.folder.account_count:
            self.faults.append(f"datapackage.json: {self.folder.account_count} accounts, not {reported}")
        return self.faults

    # Who

    def _segment(self, segment: str) -> list[Beginning]:
        """Return a segment's accounts in population order: its first ones, then those that came."""
        first = self.scenario.beginnings(segment)
        if segment == "scripted":
            return first
        if self.scenario.eve_of(segment) < self.scenario.start - timedelta(days=1):
            return self._with_warm_up(segment, first)
        numbers = sorted(int(name[len(segment) + 2 :]) for name in self.events if name.startswith(f"{segment}.a"))
        if numbers != list(range(1, len(numbers) + 1)):
            self.faults.append(f"{segment}: the accounts that came are numbered {numbers}")
        return [self._opened(one) for one in first] + [self.scenario.arrival(segment, number) for number in numbers]

    def _with_warm_up(self, segment: str, first: list[Beginning]) -> list[Beginning]:
        """Fetch the events before `start` with `trace`, which must go on as events.csv does."""
        found = []
        for beginning in first:
            self._trace(beginning.name, beginning.eve)
            found.append(self._opened(beginning))
        for number in count(1):
            beginning = self.scenario.arrival(segment, number)
            if not self._trace(beginning.name, beginning.eve):
                return found
            found.append(beginning)

    def _trace(self, name: str, eve: date) -> bool:
        """Put an account's events of its whole life in place of the reported ones; False if it does not exist."""
        text = self._ask("trace", name, "--csv", "--from", str(eve + timedelta(days=1)))
        if text is None:
            return False
        whole = read_events(text, self.scenario.coins)
        self.seen["traced through a warm-up"] += 1
        if [event for event in whole if event.date >= self.scenario.start] != self.events.get(name, []):
            self.faults.append(f"{name}: trace does not tell the events of events.csv")
        self.events[name] = whole
        return True

    def _ask(self, verb: str, *words: str) -> Optional[str]:
        """Ask the tool about the resolved scenario; None when it says that there is no such account."""
        with tempfile.NamedTemporaryFile("w", suffix=".json", dir=self.scenario.books_at, encoding="utf-8") as file:
            json.dump(self.scenario.raw, file)
            file.flush()
            done = subprocess.run([self.tool, verb, file.name, *words], capture_output=True, text=True)
        if done.returncode not in (0, 2):
            raise RuntimeError(f"{verb}: exit {done.returncode}: {done.stderr}")
        return done.stdout if done.returncode == 0 else None

    def _opened(self, beginning: Beginning) -> Beginning:
        """Complete what the scenario draws: the money from the first event, else from accounts.csv."""
        row = self.listed.get(beginning.name)
        if beginning.created is None:
            beginning.created = date.fromisoformat(row["created_on"]) if row else None
            self.seen["created_on taken"] += 1
            if beginning.created and beginning.created > beginning.eve:
                self.faults.append(f"{beginning.name}: created on {beginning.created}")
        if beginning.is_told:
            return beginning
        events = self.events.get(beginning.name)
        if events:
            balance = events[0].balance - effect(events[0])
        else:
            balance = self.scenario.coins.read(row["prepaid_cash"]) - self.scenario.coins.read(row["debt"])
            self.seen["opening money taken"] += 1
        beginning.cash, beginning.debt = max(0, balance), max(0, -balance)
        return beginning

    def _check_order(self, events: list[Event]) -> None:
        """Events stand in order of day, population and number, and are of accounts that there are."""
        places = {beginning.name: place for place, beginning in enumerate(self.roster)}
        strange = sorted({event.account for event in events} - set(places))
        if strange:
            self.faults.append(f"events.csv: of nobody: {strange[:SHOWN]}")
            return
        keys = [(event.date, places[event.account], event.seq) for event in events]
        if keys != sorted(keys) or len(set(keys)) != len(keys):
            self.faults.append("events.csv: not in order of day, account and seq")
        if events and not self.scenario.start <= events[0].date <= events[-1].date <= self.scenario.last:
            self.faults.append("events.csv: days that are not reported")

    # What

    def _life(self, beginning: Beginning) -> Life:
        """Live an account from its events."""
        life = Life(beginning, self.scenario)
        life.live(self.events.get(beginning.name, []))
        return life

    def _unbilled(self, lives: list[Life]) -> dict[str, int]:
        """Return what is unbilled on the last day, by segment.

        At a month's end the next morning's invoices tell it; else no event does, and the report's number is taken: it has
        to be 0 where no account is open, and the sum over segments.
        """
        tomorrow = self.scenario.last + timedelta(days=1)
        sums = dict.fromkeys(self.scenario.segments, 0)
        if tomorrow.day == 1:
            segments = {life.beginning.name: life.beginning.segment for life in lives}
            for event in self._events_of_one_day_more():
                if event.date == tomorrow and event.kind == "invoiced" and event.account in segments:
                    sums[segments[event.account]] += event.amount
            self.seen["unbilled_end told by the next morning"] += 1
            return sums
        open_ones = Counter(life.beginning.segment for life in lives if life.is_open)
        for row in self.folder.rows("revenue"):
            if row["month"] == str(self.scenario.last)[:7] and row["segment"] != "all":
                sums[row["segment"]] = self.scenario.coins.read(row["unbilled_end"])
                if sums[row["segment"]] and not open_ones[row["segment"]]:
                    self.faults.append(f"revenue.csv: {row['segment']} has nobody open, and something unbilled")
        self.seen["unbilled_end taken"] += 1
        return sums

    def _events_of_one_day_more(self) -> list[Event]:
        """Run the scenario a day longer, for its events."""
        with tempfile.TemporaryDirectory(dir=self.scenario.books_at) as parent:
            longer = Path(parent) / "longer"
            days = str(self.scenario.days + 1)
            self._ask("run", "--days", days, "--out", str(longer), "--reports", "events", "--quiet")
            return read_events((longer / "events.csv").read_text(encoding="utf-8"), self.scenario.coins)


def differences(name: str, wanted: str, found: str) -> list[str]:
    """Return the first lines of a report that are not as they should be."""
    if wanted == found:
        return []
    pairs = list(enumerate(zip_longest(wanted.split("\n"), found.split("\n")), 1))
    wrong = [(number, *pair) for number, pair in pairs if pair[0] != pair[1]]
    lines = [f"{name}.csv: {len(wrong)} lines differ; header {wanted.splitlines()[0]}"]
    for number, ours, theirs in wrong[:SHOWN]:
        lines += [f"  line {number} by the events: {ours}", f"  line {number} in the report: {theirs}"]
    return lines
