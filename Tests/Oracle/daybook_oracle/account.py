"""One account, lived day by day in the order of RULES.md 6."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Optional

from .books import Books
from .laws import Auditor
from .money import round_half_away
from .policy import Policy, PolicyBook
from .pricing import Line, RunningMonth, price_month
from .scenario import AccountSpec, Action

ADMINISTRATORS = ("owner", "administrator")
SPOKEN_ROLES = ("signIn", "topUp", "topUpDeclined")


@dataclass(frozen=True)
class Event:
    """Something that happened; `facts` holds what the events file does not show."""

    day: date
    account: str
    seq: int
    kind: str
    balance: int
    stage: str
    role: str = ""
    service: str = ""
    quantity: Optional[int] = None
    amount: Optional[int] = None
    bonus: Optional[int] = None
    detail: str = ""
    facts: dict[str, int] = field(default_factory=dict)


@dataclass
class Grant:
    """What is left of a bonus grant, and the day it lapses."""

    left: int
    lapses: Optional[date]


@dataclass(frozen=True)
class State:
    """What can be seen of an account at a moment."""

    status: str
    stage: str
    prepaid_cash: int
    prepaid_bonus: int
    debt: int
    deferred: int
    usage_to_date: int
    last_activity: date
    due: Optional[date]
    units: dict[str, int]

    @property
    def balance(self) -> int:
        """Return credit less debt."""
        return self.prepaid_cash + self.prepaid_bonus - self.debt


class Account:
    """An account and all that happens to it."""

    def __init__(self, spec: AccountSpec, policies: PolicyBook, start: date) -> None:
        """Set up the state on the start's eve, or nothing yet."""
        self.spec, self.policies, self.start = spec, policies, start
        self.status = "notCreated"
        self.stage = "none"
        self.prepaid_cash = 0
        self.grants: list[Grant] = []
        self.debt = 0
        self.debt_since: Optional[date] = None
        self.deferred = 0
        self.last_activity = spec.created
        self.due: Optional[date] = None
        self.purge_on: Optional[date] = None
        self.units = dict(spec.units)
        self.month = RunningMonth()
        self.accrued_today = False
        self.books = Books()
        self.events: list[Event] = []
        if spec.opening:
            self._open(start)
        self.auditor = Auditor(self)

    def _open(self, start: date) -> None:
        """Take over the opening state, which makes no events."""
        opening, eve = self.spec.opening, start - timedelta(days=1)
        assert opening is not None
        self.status = "open"
        self.stage = "blocked" if opening.blocked else "none"
        self.prepaid_cash = opening.prepaid_cash
        self.deferred = opening.deferred_cash
        self.debt = opening.debt
        if opening.debt:
            self.debt_since = opening.debt_since or start
        self.last_activity = opening.last_activity
        self.grants = [Grant(amount, lapses) for amount, lapses in opening.grants]
        if opening.prepaid_bonus:
            self._grant(opening.prepaid_bonus, eve)
        if opening.deletion:
            self.status, self.due = "deletionPending", opening.deletion.due
        self.books.post("assets:receivable", "equity:opening", opening.debt)
        self.books.post("equity:opening", "liabilities:deferred", self.deferred)
        self.month.used = dict(opening.used)
        day = max(self.spec.created, eve.replace(day=1))
        while day <= eve:
            if not self._in_trial(day):
                self.month.accrue_base()
                self.month.accrue_units(self.units)
            day += timedelta(days=1)

    # What can be seen

    @property
    def prepaid_bonus(self) -> int:
        """Return what is left of all grants."""
        return sum(grant.left for grant in self.grants)

    @property
    def credit(self) -> int:
        """Return all prepaid money."""
        return self.prepaid_cash + self.prepaid_bonus

    @property
    def balance(self) -> int:
        """Return credit less debt."""
        return self.credit - self.debt

    @property
    def is_open(self) -> bool:
        """Tell whether the account lives, with or without a pending deletion."""
        return self.status in ("open", "deletionPending")

    def usage_to_date(self, day: date) -> list[Line]:
        """Return the invoice there would be if the month closed after today, today going on as it is."""
        if not self.is_open:
            return []
        month = self.month.copy()
        if not self.accrued_today:
            self._accrue(month, day)
        return price_month(month, day, self._policy(day))

    def state(self, day: date) -> State:
        """Return what can be seen now."""
        return State(
            status=self.status,
            stage=self.stage,
            prepaid_cash=self.prepaid_cash,
            prepaid_bonus=self.prepaid_bonus,
            debt=self.debt,
            deferred=self.deferred,
            usage_to_date=sum(line.amount for line in self.usage_to_date(day)),
            last_activity=self.last_activity,
            due=self.due if self.status == "deletionPending" else None,
            units=dict(self.units),
        )

    # The order of a day

    def morning(self, day: date) -> None:
        """Do the automatic steps of the morning, or the creation."""
        self.accrued_today = False
        if day == self.spec.created and self.status == "notCreated":
            self.status = "open"
            self._tell(day, "created")
        elif self.status != "notCreated":
            if self.is_open and day.day == 1:
                yesterday = day - timedelta(days=1)
                self._invoice(day, yesterday, self._policy(yesterday), final=False)
            if self.is_open:
                self._lapse(day)
            self._deletion_steps(day)
            self._restage(day)
        self.auditor.check()

    def perform(self, action: Action, day: date) -> None:
        """Do one action, or refuse it."""
        reason = self.refusal(action, day)
        if reason:
            role = action.role if action.word in SPOKEN_ROLES else ""
            activity = self._refused_sign_in_is_activity(action, reason, day)
            facts = {"activity": 1} if activity else {}
            shown = action.word == "signIn" and self.status == "deletionPending"
            detail = f"{action.word} {reason}" + (f" banner={self.due}" if shown else "")
            self._tell(day, "refused", role=role, detail=detail, facts=facts)
        else:
            activity = self._do(action, day)
        self._restage(day)
        if activity:
            self._note_activity(day)
        self.auditor.check()

    def evening(self, day: date) -> None:
        """Accrue base and recurring services."""
        if self.is_open:
            self._accrue(self.month, day)
        self.accrued_today = True
        self.auditor.check()

    # Steps of the morning

    def _invoice(self, day: date, month_of: date, policy: Policy, final: bool) -> None:
        """Charge the month's use, line by line, and begin a new month."""
        lines = price_month(self.month, month_of, policy)
        self.month = RunningMonth()
        for line in lines:
            facts = self._pay(line, day)
            self._tell(
                day,
                "invoiced",
                service=line.service,
                quantity=line.quantity,
                amount=line.amount,
                detail="final" if final else "",
                facts=facts,
            )

    def _pay(self, line: Line, day: date) -> dict[str, int]:
        """Pay one line from credit in the day's order; the rest becomes debt."""
        credit_before = self.credit
        if self._policy(day).bonus.spend == "bonusFirst":
            from_bonus = self._spend_bonus(line.amount)
            from_cash = self._spend_cash(line.amount - from_bonus)
        else:
            from_cash = self._spend_cash(line.amount)
            from_bonus = self._spend_bonus(line.amount - from_cash)
        paid = from_cash + from_bonus
        earned = self._earn(paid, credit_before)
        self.books.post("liabilities:deferred", f"revenue:{line.service}", earned)
        as_debt = line.amount - paid
        if as_debt > 0 and self.debt == 0:
            self.debt_since = day
        self.debt += as_debt
        self.books.post("assets:receivable", f"revenue:{line.service}", as_debt)
        return {"from_cash": from_cash, "from_bonus": from_bonus, "as_debt": as_debt, "earned": earned}

    def _earn(self, paid: int, credit_before: int) -> int:
        """Release the share of deferred that a payment from credit earns."""
        if paid == 0:
            return 0
        earned = self.deferred
        if paid < credit_before:
            earned = round_half_away(Fraction(self.deferred * paid, credit_before))
        self.deferred -= earned
        return earned

    def _spend_cash(self, wanted: int) -> int:
        """Spend prepaid cash, as far as it goes."""
        spent = min(wanted, self.prepaid_cash)
        self.prepaid_cash -= spent
        return spent

    def _spend_bonus(self, wanted: int) -> int:
        """Spend bonus, the oldest grant first, as far as it goes."""
        spent = 0
        for grant in self.grants:
            part = min(wanted - spent, grant.left)
            grant.left -= part
            spent += part
        self.grants = [grant for grant in self.grants if grant.left > 0]
        return spent

    def _lapse(self, day: date) -> None:
        """Let grants lapse whose day has come, as one event."""
        lost = sum(grant.left for grant in self.grants if grant.lapses == day)
        if lost == 0:
            return
        self.grants = [grant for grant in self.grants if grant.lapses != day]
        breakage = self.deferred if self.credit == 0 else 0
        self.deferred -= breakage
        self.books.post("liabilities:deferred", "revenue:breakage", breakage)
        self._tell(day, "bonusLapsed", bonus=lost, facts={"breakage": breakage})

    def _deletion_steps(self, day: date) -> None:
        """Purge, delete, remind or give notice, whatever the day brings."""
        rules = self._policy(day).deletion
        if self.status == "deleted" and self.purge_on == day:
            self._purge(day)
        elif self.status == "deletionPending" and self.due == day:
            self._delete(day)
        elif self.status == "deletionPending":
            assert self.due is not None
            days_left = (self.due - day).days
            if days_left in rules.remind_before:
                self._tell(day, "deletionReminder", quantity=days_left)
        elif self.status == "open" and rules.automatic and self._deletable(day):
            self._give_notice(day, "automatic")

    def _delete(self, day: date) -> None:
        """Charge what is unbilled at once, then delete."""
        self._invoice(day, day, self._policy(day), final=True)
        self.status = "deleted"
        self.due = None
        self.purge_on = day + timedelta(days=self._policy(day).deletion.retention)
        self._tell(day, "deleted")

    def _purge(self, day: date) -> None:
        """Write the debt off and end the account."""
        written_off = self.debt
        self.books.post("expenses:badDebt", "assets:receivable", written_off)
        self.debt, self.debt_since = 0, None
        self.status, self.stage, self.purge_on = "purged", "none", None
        self._tell(day, "purged", amount=written_off)

    def _deletable(self, day: date) -> bool:
        """Tell whether all conditions of a deletion hold now."""
        rules = self._policy(day).deletion
        return (
            (day - self.spec.created).days > rules.minimum_age
            and (day - self.last_activity).days > rules.inactivity
            and self.balance <= 0
        )

    def _give_notice(self, day: date, kind: str) -> None:
        """Schedule a deletion and tell the owner."""
        self.status = "deletionPending"
        self.due = day + timedelta(days=self._policy(day).deletion.notice)
        self._tell(day, "deletionNoticed", detail=f"{kind} due={self.due}")

    def _restage(self, day: date) -> None:
        """Compute the stage anew and tell when it changes; it stands still unless open."""
        if not self.is_open:
            return
        stage = self._stage_of(day)
        if stage != self.stage:
            detail = f"{self.stage}>{stage}"
            self.stage = stage
            self._tell(day, "stageChanged", detail=detail)

    def _stage_of(self, day: date) -> str:
        """Return the severest stage that the day has reached."""
        if self.balance >= 0:
            return "none"
        if self.stage == "blocked":
            return "blocked"
        rules = self._policy(day).restrictions
        assert self.debt_since is not None
        number = day.day if rules.grace == "calendar" else (day - self.debt_since).days + 1
        if rules.block is not None and number >= rules.block:
            return "blocked"
        if rules.payment_page is not None and number >= rules.payment_page:
            return "paymentPage"
        return "reminder" if rules.remind is not None and number >= rules.remind else "none"

    # Actions

    def refusal(self, action: Action, day: date) -> str:
        """Return why an action is refused, checked in the order of RULES.md 7, or nothing."""
        word, policy = action.word, self._policy(day)
        if self.status in ("notCreated", "purged"):
            return self.status
        if self.status == "deleted" and word != "restore":
            return "deleted"
        if word in ("topUp", "topUpDeclined"):
            if action.role not in ADMINISTRATORS:
                return "notPermitted"
            above = policy.top_up_maximum is not None and action.amount > policy.top_up_maximum
            if action.amount <= 0 or action.amount < policy.top_up_minimum or above:
                return "amountOutOfRange"
        if self.stage == "blocked" and (word == "use" or word == "signIn" and action.role == "employee"):
            return "blocked"
        if word == "set" and self.stage in ("paymentPage", "blocked"):
            return "restricted"
        if word == "requestDeletion" and self.status == "deletionPending":
            return "alreadyPending"
        if word == "requestDeletion" and not self._deletable(day):
            return "conditionsNotMet"
        if word == "cancelDeletion" and self.status != "deletionPending":
            return "nothingPending"
        return "notDeleted" if word == "restore" and self.status != "deleted" else ""

    def _refused_sign_in_is_activity(self, action: Action, reason: str, day: date) -> bool:
        """Tell whether a blocked employee's sign-in counts all the same."""
        counts = self._policy(day).deletion.blocked_sign_in_is_activity
        return action.word == "signIn" and reason == "blocked" and counts == "everyone"

    def _do(self, action: Action, day: date) -> bool:
        """Do an action that is not refused and tell whether it is activity that may cancel a deletion."""
        if action.word == "signIn":
            return self._sign_in(action.role, day)
        if action.word == "topUp":
            self._top_up(action, day)
            return True
        if action.word == "topUpDeclined":
            self._tell(day, "topUpDeclined", role=action.role, amount=action.amount, detail=action.method)
        elif action.word == "use":
            if not self._in_trial(day):
                self.month.used[action.service] = self.month.used.get(action.service, 0) + action.quantity
            self._tell(day, "used", service=action.service, quantity=action.quantity)
        elif action.word == "set":
            self.units[action.service] = action.quantity
            self._tell(day, "serviceChanged", service=action.service, quantity=action.quantity)
        elif action.word == "requestDeletion":
            self._give_notice(day, "manual")
        elif action.word == "cancelDeletion":
            self.status, self.due, self.last_activity = "open", None, day
            self._tell(day, "deletionCancelled", detail="owner")
        else:
            self.status, self.purge_on, self.last_activity = "open", None, day
            self._tell(day, "restored")
        return False

    def _sign_in(self, role: str, day: date) -> bool:
        """Let somebody in, as far as the stage allows, and tell whether that is activity."""
        administrator = role in ADMINISTRATORS
        to_payment_page = administrator and self.stage in ("paymentPage", "blocked")
        detail = "paymentPage" if to_payment_page else "full"
        if administrator and self.stage == "reminder":
            detail += " popup"
        if self.status == "deletionPending":
            detail += f" banner={self.due}"
        counts = self._policy(day).deletion.blocked_sign_in_is_activity
        activity = self.stage != "blocked" or counts == "everyone" or counts == "administrators" and administrator
        self._tell(day, "signIn", role=role, detail=detail, facts={"activity": 1} if activity else {})
        return activity

    def _top_up(self, action: Action, day: date) -> None:
        """Credit a payment: debt first, then prepaid cash; the bonus likewise."""
        bonus = self._bonus_for(action.amount, day)
        to_debt = min(action.amount, self.debt)
        bonus_to_debt = min(bonus, self.debt - to_debt)
        self.debt -= to_debt + bonus_to_debt
        if self.debt == 0:
            self.debt_since = None
        self.prepaid_cash += action.amount - to_debt
        self.deferred += action.amount - to_debt
        if bonus > bonus_to_debt:
            self._grant(bonus - bonus_to_debt, day)
        cash = f"assets:cash:{action.method}"
        self.books.post(cash, "assets:receivable", to_debt)
        self.books.post(cash, "liabilities:deferred", action.amount - to_debt)
        self.books.post("revenue:discount", "assets:receivable", bonus_to_debt)
        self._tell(
            day,
            "topUp",
            role=action.role,
            amount=action.amount,
            bonus=bonus,
            detail=action.method,
            facts={"to_debt": to_debt, "discount": bonus_to_debt},
        )

    def _bonus_for(self, amount: int, day: date) -> int:
        """Return the bonus that a payment earns today."""
        rules = self._policy(day).bonus
        basis = amount if rules.basis == "total" else max(0, amount - self.debt)
        reached = [percent for least, percent in rules.tiers_on(day) if least <= basis]
        bonus = round_half_away(basis * reached[-1] / 100) if reached else 0
        return bonus if rules.cap is None else min(bonus, rules.cap)

    def _grant(self, amount: int, day: date) -> None:
        """Add a bonus grant, fixing the day it lapses by the policy of the day."""
        days = self._policy(day).bonus.expires_after
        self.grants.append(Grant(amount, None if days is None else day + timedelta(days=days)))

    def _note_activity(self, day: date) -> None:
        """Remember activity, which cancels a pending deletion."""
        self.last_activity = day
        if self.status == "deletionPending":
            self.status, self.due = "open", None
            self._tell(day, "deletionCancelled", detail="activity")

    # Helpers

    def _accrue(self, month: RunningMonth, day: date) -> None:
        """Add today, as it now is, to a month."""
        if self._in_trial(day):
            return
        month.accrue_base()
        if self.stage != "blocked" or self._policy(day).accrue_while_blocked:
            month.accrue_units(self.units)

    def _in_trial(self, day: date) -> bool:
        """Tell whether nothing is charged for a day yet."""
        return (day - self.spec.created).days < self._policy(day).trial_days

    def _policy(self, day: date) -> Policy:
        """Return the policy in force on a day."""
        return self.policies.on(day)

    def _tell(self, day: date, kind: str, facts: Optional[dict[str, int]] = None, **columns: object) -> None:
        """Report an event with the balance and stage that hold after it."""
        seq = len(self.events) + 1
        event = Event(day, self.spec.name, seq, kind, self.balance, self.stage, facts=facts or {}, **columns)  # type: ignore[arg-type]
        self.events.append(event)
        self.auditor.hear(event)
