"""Follows one account through its events, and keeps what the reports must say of it."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Optional

from .folder import Event
from .meters import Meters, opening_meters
from .scenario import Beginning, Scenario
from .spells import STAGE_DAYS, BlockedDays, Process, Spell, next_day
from .wallet import Wallet
from .wanted import METHODS, WANTED

STOCKS = [
    "open", "stage_none", "stage_reminder", "stage_payment_page", "stage_blocked", "deletion_pending",
    "credit", "debt", "deferred", "bonus_outstanding",
]  # fmt: skip
ROLES = [None, "owner", "administrator", "employee"]
STAGE_COLUMNS = {"none": "stage_none", "reminder": "stage_reminder", "paymentPage": "stage_payment_page", "blocked": "stage_blocked"}
COUNTED = {"created": "opened", "deletionNoticed": "noticed", "deletionCancelled": "cancelled", "deleted": "deleted", "restored": "restored", "purged": "purged", "refused": "refused"}  # fmt: skip


def effect(event: Event) -> int:
    """Say by how much an event moves the balance; only five kinds of events do."""
    if event.kind == "topUp":
        return event.amount + event.bonus
    return {"invoiced": -(event.amount or 0), "bonusLapsed": -(event.bonus or 0), "purged": event.amount or 0}.get(event.kind, 0)


class Life:
    """One account's money, stage, spells and processes, as its events tell them."""

    def __init__(self, beginning: Beginning, scenario: Scenario) -> None:
        """Stand on the evening before the first day to live."""
        self.beginning, self.scenario = beginning, scenario
        deferred = beginning.cash if beginning.deferred is None else beginning.deferred
        self.wallet = Wallet(beginning.cash or 0, beginning.bonus, beginning.debt or 0, deferred or 0)
        self.created, self.last_activity = beginning.created, beginning.last_activity or beginning.created
        self.status = "open" if beginning.is_opening else "notCreated"
        self.stage = "blocked" if beginning.blocked else "none"
        self.seq = 0
        self.day = beginning.eve
        self.flows: dict[date, Counter[str]] = defaultdict(Counter)
        self.stocks: list[tuple[date, list[int]]] = []
        self.services: dict[tuple[date, str], list[int]] = {}
        self.top_ups: list[tuple[Event, int]] = []
        self.lines: list[tuple[Event, int, int, int]] = []
        self.spells: list[Spell] = []
        self.processes: list[Process] = []
        self.spell: Optional[Spell] = None
        self.process: Optional[Process] = None
        self.blocked = BlockedDays(scenario.start)
        self.sums: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self.faults: list[str] = []
        self.is_gone = False
        self.meters: Optional[Meters] = None
        if beginning.is_opening and beginning.created:
            self.meters = opening_meters(scenario.settings, beginning.created, beginning.eve, beginning.units, beginning.used)
        first = next_day(self.day)
        self._note("opening", beginning.debt_since and beginning.debt_since < first and "debt of before", beginning.has_grants and "grants")
        self._follow_debt(beginning.debt_since or first)
        self._follow_notice(beginning.deletion)
        if self.stage == "blocked":
            self._enter("blocked", first)

    @property
    def is_open(self) -> bool:
        """Whether it is open, with a deletion pending or not."""
        return self.status in ("open", "deletionPending")

    def fault(self, text: str) -> None:
        """Remember what does not agree."""
        self.faults.append(f"{self.beginning.name} on {self.day}: {text}")

    def live(self, events: list[Event]) -> None:
        """Go through all events, then to the end of the last day."""
        for event in events:
            if event.date != self.day:
                self._turn(event.date)
            self._hear(event)
        self._turn(next_day(self.scenario.last))
        self._finish()

    def _turn(self, day: date) -> None:
        """Let days end; what there is on the last of them stays until this one."""
        if day <= self.day:
            self.fault(f"time goes back to {day}")
        start = self.scenario.start
        if self.day < start <= day and self.status == "purged":
            self.is_gone = True
        self.stocks.append((max(self.day, start - timedelta(days=1)), self._stock()))
        while self.day < day:
            self._end_day()

    def _end_day(self) -> None:
        """End a day: what accrued on it must come out in the lines of the 1st, or of the deletion."""
        meters, tomorrow = self.meters, next_day(self.day)
        if meters:
            for text in meters.settle():
                self.fault(text)
            if self.is_open and self.day > self.beginning.eve:
                meters.accrue(self.day, self.stage == "blocked")
            if self.is_open and tomorrow.day == 1:
                meters.close(self.day)
        self.day = tomorrow

    def _stock(self) -> list[int]:
        """Return what the account adds to the levels of STOCKS."""
        wallet = self.wallet
        stages = [int(self.is_open and self.stage == stage) for stage in STAGE_COLUMNS]
        return [int(self.is_open), *stages, int(self.status == "deletionPending"), wallet.credit, wallet.debt, wallet.deferred, wallet.bonus]

    def _hear(self, event: Event) -> None:
        """Follow one event, and hold its balance, stage and number against what is kept."""
        self.seq += 1
        self._check(event.seq == self.seq, f"seq is {event.seq}, not {self.seq}")
        if self.status == "purged" and event.kind != "refused":
            self.fault(f"{event.kind} after the purge")
        self.seen[f"event {event.kind}"] += 1
        self._check(event.role in ROLES, f"no such role: {event.role}")
        self._check(event.kind not in ("topUp", "topUpDeclined") or event.detail in METHODS, f"no such method: {event.detail}")
        getattr(self, "_on_" + event.kind)(event)
        if event.kind in COUNTED:
            self._count(event.date, COUNTED[event.kind])
        self._follow_debt(event.date)
        self._check(event.balance == self.wallet.balance, f"{event.kind}: balance is {event.balance}, not {self.wallet.balance}")
        self._check(event.stage == self.stage, f"{event.kind}: stage is {event.stage}, not {self.stage}")
        self._check(min(self.wallet.cash, self.wallet.bonus, self.wallet.deferred) >= 0, f"{event.kind}: money below 0")

    def _check(self, holds: bool, text: str) -> None:
        if not holds:
            self.fault(text)

    def _count(self, day: date, column: str, number: int = 1) -> None:
        """Add to a flow, if the day is reported."""
        if day >= self.scenario.start and number:
            self.flows[day][column] += number

    # Money

    def _on_invoiced(self, event: Event) -> None:
        cash, bonus, debt, earned = self.wallet.pay(event.amount, self.scenario.settings.spend(event.date))
        day, is_final = event.date, event.detail == "final"
        self._note("invoiced", "final" if is_final else "at a month's end", not event.amount and "nothing")
        self._note("invoiced", cash and bonus and "cash and bonus", debt and cash + bonus and "credit and debt")
        for column, number in [
            ("billed", event.amount), ("billed_from_cash", cash), ("billed_from_bonus", bonus), ("billed_as_debt", debt),
            ("revenue_recognized", earned + debt),
        ]:  # fmt: skip
            self._count(day, column, number)
        if self.meters:
            if is_final and self.meters.expected is None:
                self.meters.close(day)
            self.meters.bill(event.service, event.quantity)
        if day < self.scenario.start:
            return
        self._check(is_final or day.day == 1, "an invoice that is not final, and not on a 1st")
        if not is_final:
            self._count_unbilled(day - timedelta(days=1), event.amount)
        self.lines.append((event, cash, bonus, debt))
        self.sums["billed"] += event.amount
        cell = self.services.setdefault((day.replace(day=1), event.service), [0, 0])
        cell[0] += event.quantity
        cell[1] += event.amount

    def _count_unbilled(self, eve: date, amount: int) -> None:
        """Add what a morning invoices to what was unbilled on its eve."""
        if eve >= self.scenario.start:
            self.flows[eve]["unbilled"] += amount

    def _on_topUp(self, event: Event) -> None:
        owed = self.wallet.debt
        to_debt, bonus_to_debt = self.wallet.top_up(event.amount, event.bonus)
        left = self.wallet.debt
        self._note("topUp", event.bonus and "bonus", bonus_to_debt and "bonus to debt", owed and not left and "pays the debt", left and "pays a part")
        self._note("topUp", event.detail)
        self._note("topUp by", event.role)
        for column, number in [
            ("top_ups", 1), ("cash_in", event.amount), ("bonus_granted", event.bonus), ("debt_settled", to_debt),
            ("discount", bonus_to_debt),
        ]:  # fmt: skip
            self._count(event.date, column, number)
            if event.date >= self.scenario.start and column in ("top_ups", "cash_in", "bonus_granted"):
                self.sums[column] += number
        if event.date >= self.scenario.start:
            self.top_ups.append((event, to_debt))
        self.last_activity = event.date
        if self.spell and not left:
            self._close_spell(event.date, "paid")

    def _on_topUpDeclined(self, event: Event) -> None:
        self._note("topUpDeclined", event.detail)

    def _on_bonusLapsed(self, event: Event) -> None:
        breakage = self.wallet.lapse(event.bonus)
        self._note("bonusLapsed", breakage and "with breakage")
        self._count(event.date, "bonus_lapsed", event.bonus)
        self._count(event.date, "breakage", breakage)

    def _on_purged(self, event: Event) -> None:
        self._check(event.amount == self.wallet.debt, f"{event.amount} is written off, not {self.wallet.debt}")
        self._note("purged", "with debt" if event.amount else "without debt")
        self._count(event.date, "bad_debt", event.amount)
        self.wallet.write_off()
        self.status, self.stage = "purged", "none"
        self.process.dates["purged_on"] = event.date
        self.process.bad_debt = event.amount
        self._keep_spell()

    # Stages and sign-ins

    def _on_stageChanged(self, event: Event) -> None:
        before, after = event.detail.split(">")
        self._check(before == self.stage, f"the stage was {self.stage}, not {before}")
        self._note("stageChanged", event.detail)
        self._count(event.date, "newly_blocked", int(after == "blocked"))
        self._count(event.date, "unblocked", int(before == "blocked"))
        self.stage = after
        self.blocked.end(event.date, self.spell)
        self._enter(after, event.date)

    def _enter(self, stage: str, day: date) -> None:
        """Note a stage's first day in the spell."""
        if stage == "blocked":
            self.blocked.begin(day)
        if stage in STAGE_DAYS and self.spell:
            self.spell.first_days.setdefault(STAGE_DAYS[stage], day)

    def _on_signIn(self, event: Event) -> None:
        words = event.detail.split()
        self._note("signIn", " ".join(word.partition("=")[0] for word in words))
        self._note("signIn by", event.role)
        shown = self._shown_to(event.role)
        self._check(event.detail == shown, f"{event.role} sees {event.detail}, not {shown}")
        counts = event.stage != "blocked" or self.scenario.settings.blocked_sign_in_counts(event.date, event.role)
        self._note("signIn", event.stage == "blocked" and ("blocked, activity" if counts else "blocked, no activity"))
        if counts:
            self._sign_in(event.date)

    def _shown_to(self, role: Optional[str]) -> str:
        """Say what somebody who may sign in sees (RULES 4 and 5)."""
        pays = role != "employee"
        words = ["paymentPage" if pays and self.stage in ("paymentPage", "blocked") else "full"]
        words += ["popup"] if pays and self.stage == "reminder" else []
        words += [f"banner={self.process.due_on}"] if self.status == "deletionPending" else []
        return " ".join(words)

    def _sign_in(self, day: date) -> None:
        """Count an account once a day."""
        self.last_activity = day
        if day >= self.scenario.start:
            self.flows[day]["signed_in"] = 1

    def _on_refused(self, event: Event) -> None:
        words, _, banner = event.detail.partition(" banner=")
        self._check(f"refused {words}" in WANTED, f"no such refusal: {event.detail}")
        shown = str(self.process.due_on) if words == "signIn blocked" and self.status == "deletionPending" else ""
        self._check(banner == shown, f"a refused sign-in shows {banner or 'no date'}, not {shown or 'none'}")
        self._note("refused", words + (" banner" if banner else ""))
        if words == "signIn blocked" and self.scenario.settings.blocked_sign_in_counts(event.date, event.role):
            self._note("refused", "signIn blocked, activity")
            self._sign_in(event.date)

    def _on_used(self, event: Event) -> None:
        if self.meters:
            self.meters.use(event.date, event.service, event.quantity)

    def _on_serviceChanged(self, event: Event) -> None:
        if self.meters:
            self.meters.units[event.service] = event.quantity

    # From the creation to the purge

    def _on_created(self, event: Event) -> None:
        self._check(self.status == "notCreated", f"created, but {self.status}")
        if self.beginning.segment == "scripted":
            self._check(event.date == self.created, f"created, but not on {self.created}")
        self.created = self.last_activity = event.date
        self.status = "open"
        self.meters = Meters(self.scenario.settings, event.date, self._first_units(event.date), {})

    def _first_units(self, day: date) -> dict[str, Optional[int]]:
        """Return what is switched on from the first day on."""
        beginning = self.beginning
        return self.scenario.first_units(beginning.segment, day) if beginning.is_arrival else beginning.units

    def _on_deletionNoticed(self, event: Event) -> None:
        self._keep_process()
        kind, due = event.detail.split(" due=")
        self._note("deletionNoticed", kind)
        self.process = Process(self.last_activity, kind, event.date, date.fromisoformat(due), event.balance)
        self.status = "deletionPending"

    def _follow_notice(self, notice: Optional[dict[str, str]]) -> None:
        """Go on with a deletion that is pending on the eve; its balance is the eve's."""
        if notice:
            noticed, due = (date.fromisoformat(notice[key]) for key in ("noticedOn", "due"))
            self.process = Process(self.last_activity, notice["kind"], noticed, due, self.wallet.balance)
            self.status = "deletionPending"
            self.seen["opening deletion"] += 1

    def _on_deletionReminder(self, event: Event) -> None:
        self._check((self.process.due_on - event.date).days == event.quantity, f"{event.quantity} days are not left")
        self.process.reminders += 1

    def _on_deletionCancelled(self, event: Event) -> None:
        self._note("deletionCancelled", event.detail)
        self.process.cancelled_by = event.detail
        self.process.dates["cancelled_on"] = event.date
        self.status = "open"
        if event.detail == "owner":
            self.last_activity = event.date
        self._check(self.last_activity == event.date, "cancelled, but not active")

    def _on_deleted(self, event: Event) -> None:
        self._check(event.date == self.process.due_on, f"deleted, but due on {self.process.due_on}")
        self._check(self.wallet.credit == 0, "deleted with money")
        self.process.dates["deleted_on"] = event.date
        if self.meters and self.meters.expected is None:
            self.meters.close(event.date)
        self.blocked.end(event.date, self.spell)
        self.status = "deleted"
        if self.spell:
            self.spell.close(event.date, "deleted")

    def _on_restored(self, event: Event) -> None:
        self._note("restored", self.stage == "blocked" and "blocked")
        self.process.dates["restored_on"] = event.date
        self.status, self.last_activity = "open", event.date
        if self.spell:
            self.spell.reopen()
        if self.stage == "blocked":
            self.blocked.begin(event.date)

    # Spells and processes

    def _follow_debt(self, day: date) -> None:
        """Begin a spell with the first debt; its peak grows with it."""
        if self.wallet.debt:
            self.spell = self.spell or Spell(day)
            self.spell.peak_debt = max(self.spell.peak_debt, self.wallet.debt)

    def _close_spell(self, day: date, outcome: str) -> None:
        """End a spell; a block that it brought ends with the event that follows."""
        self.blocked.end(day, self.spell)
        self.spell.close(day, outcome)
        self._keep_spell()

    def _keep_spell(self) -> None:
        """Keep a spell that is over, if it is one to report."""
        spell, self.spell = self.spell, None
        if spell and spell.first_days and (spell.ended_on is None or spell.ended_on >= self.scenario.start):
            self.spells.append(spell)
            self.seen[f"spell {spell.outcome}"] += 1

    def _keep_process(self) -> None:
        """Keep a process that nothing more can come of, if it is one to report."""
        process, self.process = self.process, None
        if process and (process.over is None or process.over >= self.scenario.start):
            self.processes.append(process)
            self.seen[f"process {process.outcome}"] += 1

    def _finish(self) -> None:
        """End the last day: what is open still counts it."""
        after = next_day(self.scenario.last)
        self.blocked.end(after, self.spell)
        if self.spell and self.spell.outcome == "open":
            self.spell.days_in_debt = (after - self.spell.debt_since).days
        self._keep_spell()
        self._keep_process()
        self.seen["quantities of lines checked"] += self.meters.checked if self.meters else 0
        self.seen[f"end {self.status}"] += 1

    def _note(self, kind: str, *words: object) -> None:
        """Count what was seen, for each word that applies."""
        for word in words:
            if word:
                self.seen[f"{kind} {word}"] += 1
