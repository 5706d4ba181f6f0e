"""A scenario of scripted accounts, read and checked."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Optional

from .jsonc import ScenarioError, parse_jsonc
from .money import read_money
from .policy import Metered, Policy, PolicyBook, Raw, Recurring, check_keys, is_name, read_day

ROLES = ("owner", "administrator", "employee")
METHODS = ("card", "googlePay", "applePay")
ACTIONS = ("signIn", "topUp", "topUpDeclined", "use", "set", "requestDeletion", "cancelDeletion", "restore")
STATE_KEYS = (
    "prepaidCash", "prepaidBonus", "grants", "deferred", "debt", "debtSince", "lastActivity", "blocked", "used", "deletion",
)  # fmt: skip
EXPECTABLE = (
    "status stage balance prepaidCash prepaidBonus debt deferred deletionDue invoice topUp usage usageToDate lastActivity "
    "events includes excludes"
)


@dataclass(frozen=True)
class Action:
    """Something that somebody asks of an account."""

    word: str
    role: str = ""
    amount: int = 0
    method: str = ""
    service: str = ""
    quantity: int = 0


@dataclass(frozen=True)
class Entry:
    """One entry of a timeline: an action, or what is expected there or at the day's end."""

    on: date
    action: Optional[Action] = None
    expect: Optional[Raw] = None
    expect_at_end: Optional[Raw] = None


@dataclass(frozen=True)
class Notice:
    """A deletion that is pending on the start's eve."""

    noticed_on: date
    due: date
    kind: str


@dataclass(frozen=True)
class Opening:
    """The state of an account on the start's eve."""

    prepaid_cash: int
    prepaid_bonus: int
    debt: int
    last_activity: date
    blocked: bool
    used: dict[str, int]
    grants: tuple[tuple[int, Optional[date]], ...] = ()
    deferred: Optional[int] = None
    debt_since: Optional[date] = None
    deletion: Optional[Notice] = None

    @property
    def bonus(self) -> int:
        """Return all bonus."""
        return self.prepaid_bonus + sum(amount for amount, _ in self.grants)

    @property
    def deferred_cash(self) -> int:
        """Return the cash not yet earned."""
        return self.prepaid_cash if self.deferred is None else self.deferred


@dataclass(frozen=True)
class AccountSpec:
    """A scripted account."""

    name: str
    created: date
    opening: Optional[Opening]
    units: dict[str, int]
    timeline: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Scenario:
    """A whole run."""

    name: str
    start: date
    last: date
    policies: PolicyBook
    accounts: list[AccountSpec]

    @property
    def digits(self) -> int:
        """Return the currency's decimals."""
        return self.policies.on(self.start).digits

    def days(self) -> list[date]:
        """Return every day of the run."""
        return [self.start + timedelta(days=index) for index in range((self.last - self.start).days + 1)]


def read_scenario(text: str, name: str) -> Scenario:
    """Read a scenario from its text."""
    raw = parse_jsonc(text)
    keys = "$schema schemaVersion name title start days end seed warmUpDays policy accounts thresholds"
    check_keys(raw, keys, "scenario")
    start = read_day(raw.get("start"), "start")
    if "days" in raw and "end" in raw:
        raise ScenarioError("days and end exclude one another")
    last = read_day(raw["end"], "end") if "end" in raw else start + timedelta(days=raw.get("days", 365) - 1)
    if not 1 <= (last - start).days + 1 <= 36525:
        raise ScenarioError("a run has 1 to 36,525 days")
    policies = PolicyBook(raw.get("policy", {}))
    shell = Scenario(raw.get("name", name), start, last, policies, [])
    accounts = [_account(key, value, shell) for key, value in raw.get("accounts", {}).items()]
    return Scenario(shell.name, start, last, policies, accounts)


def _account(name: str, raw: Raw, scenario: Scenario) -> AccountSpec:
    """Read one scripted account."""
    if not is_name(name, numbers=True):
        raise ScenarioError(f"{name!r} is no name of an account")
    check_keys(raw, "created units timeline " + " ".join(STATE_KEYS), name)
    created = read_day(raw.get("created"), "created")
    if created > scenario.last:
        raise ScenarioError(f"{name} is created after the last day")
    opening = None
    if created < scenario.start:
        opening = read_opening(raw, created, scenario.start, scenario.policies)
    elif any(key in raw for key in STATE_KEYS):
        raise ScenarioError(f"{name} has no state before the start")
    units = dict(raw.get("units", {}))
    known = scenario.policies.on(scenario.start - timedelta(days=1) if opening else created)
    _check_quantities(units, known, Recurring, 0)
    timeline = [read_entry(item, scenario.policies) for item in raw.get("timeline", [])]
    _check_timeline(name, timeline, scenario)
    return AccountSpec(name, created, opening, units, timeline)


def _check_quantities(quantities: dict[str, int], policy: Policy, kind: type, least: int) -> None:
    """Refuse quantities of services that do not exist or are of another kind."""
    for service, quantity in quantities.items():
        if not isinstance(policy.services.get(service), kind) or quantity < least:
            raise ScenarioError(f"{service}: {quantity} cannot be")


def _check_timeline(name: str, timeline: list[Entry], scenario: Scenario) -> None:
    """Refuse entries that are out of order or out of the run."""
    for earlier, later in zip(timeline, timeline[1:]):
        if later.on < earlier.on:
            raise ScenarioError(f"{name}: entries are not in order of day")
    for entry in timeline:
        if not scenario.start <= entry.on <= scenario.last:
            raise ScenarioError(f"{name}: an entry lies outside the run")


def read_opening(raw: Raw, created: date, start: date, policies: PolicyBook) -> Opening:
    """Read the state on the start's eve."""
    eve = start - timedelta(days=1)
    policy = policies.on(eve)
    money = {key: read_money(raw.get(key, 0), policy.digits, key) for key in ("prepaidCash", "prepaidBonus", "debt")}
    last_activity = read_day(raw["lastActivity"], "lastActivity") if "lastActivity" in raw else eve
    blocked, used = raw.get("blocked", False), dict(raw.get("used", {}))
    grants = tuple(_grant(item, policies, created, eve) for item in raw.get("grants", []))
    if grants and "prepaidBonus" in raw:
        raise ScenarioError("grants and prepaidBonus exclude one another")
    credit = money["prepaidCash"] + money["prepaidBonus"] + sum(amount for amount, _ in grants)
    if min(money.values()) < 0 or money["debt"] and credit:
        raise ScenarioError("debt excludes prepaid money, and none is negative")
    if blocked and not money["debt"]:
        raise ScenarioError("blocked needs debt")
    if not created <= last_activity <= eve:
        raise ScenarioError("lastActivity lies between the creation and the start's eve")
    _check_quantities(used, policy, Metered, 0)
    deferred = read_money(raw["deferred"], policy.digits, "deferred") if "deferred" in raw else None
    if deferred and not credit:
        raise ScenarioError("deferred needs credit")
    since = read_day(raw["debtSince"], "debtSince") if "debtSince" in raw else None
    if since and not (money["debt"] and created <= since <= start):
        raise ScenarioError("debtSince needs a debt, and lies between the creation and the start")
    notice = _deletion(raw["deletion"], policies, created, last_activity, eve) if "deletion" in raw else None
    if notice and credit:
        raise ScenarioError("credit excludes a deletion")
    return Opening(
        money["prepaidCash"], money["prepaidBonus"], money["debt"], last_activity, blocked, used, grants, deferred, since, notice
    )


def _grant(raw: Raw, policies: PolicyBook, created: date, eve: date) -> tuple[int, Optional[date]]:
    """Read what is left of a grant, and the day on which it lapses."""
    check_keys(raw, "amount grantedOn lapsesOn", "grant")
    if ("grantedOn" in raw) == ("lapsesOn" in raw):
        raise ScenarioError("a grant has one day")
    amount = read_money(raw["amount"], policies.on(eve).digits, "amount")
    if "grantedOn" in raw:
        granted = read_day(raw["grantedOn"], "grantedOn")
        days = policies.on(granted).bonus.expires_after
        lapses = None if days is None else granted + timedelta(days=days)
        if not created <= granted <= eve:
            raise ScenarioError("a grant lies between the creation and the eve")
    else:
        lapses = None if raw["lapsesOn"] == "never" else read_day(raw["lapsesOn"], "lapsesOn")
    if amount <= 0 or lapses is not None and lapses <= eve:
        raise ScenarioError("nothing is left of the grant")
    return amount, lapses


def _deletion(raw: Raw, policies: PolicyBook, created: date, last_activity: date, eve: date) -> Notice:
    """Read a pending deletion; the policy of its notice says when it is due."""
    check_keys(raw, "noticedOn due kind", "deletion")
    noticed, kind = read_day(raw.get("noticedOn"), "noticedOn"), _one_of(raw.get("kind", "automatic"), ("automatic", "manual"))
    rules = policies.on(noticed).deletion
    due = noticed + timedelta(days=rules.notice)
    conditions = (noticed - created).days > rules.minimum_age and (noticed - last_activity).days > rules.inactivity
    if not (noticed <= eve < due and conditions and (rules.automatic or kind == "manual")):
        raise ScenarioError("there was no such notice")
    if "due" in raw and read_day(raw["due"], "due") != due:
        raise ScenarioError(f"the deletion is due on {due}")
    return Notice(noticed, due, kind)


def read_entry(raw: Raw, policies: PolicyBook) -> Entry:
    """Read one entry of a timeline."""
    on = read_day(raw.get("on"), "on")
    words = [word for word in (*ACTIONS, "expect", "expectAtEnd") if word in raw]
    if len(words) != 1:
        raise ScenarioError(f"an entry on {on} has not one action")
    word = words[0]
    extra = " method by" if word in ("topUp", "topUpDeclined") else ""
    check_keys(raw, f"on note {word}{extra}", f"entry on {on}")
    if word == "expect" or word == "expectAtEnd":
        check_keys(raw[word], EXPECTABLE, word)
        return Entry(on, expect=raw[word]) if word == "expect" else Entry(on, expect_at_end=raw[word])
    return Entry(on, action=_action(word, raw, policies.on(on)))


def _action(word: str, raw: Raw, policy: Policy) -> Action:
    """Read the action of an entry."""
    value: Any = raw[word]
    if word == "signIn":
        return Action(word, role=_one_of(value, ROLES))
    if word in ("topUp", "topUpDeclined"):
        return Action(
            word,
            role=_one_of(raw.get("by", "administrator"), ROLES),
            amount=read_money(value, policy.digits, word),
            method=_one_of(raw.get("method", "card"), METHODS),
        )
    if word in ("use", "set"):
        if len(value) != 1:
            raise ScenarioError(f"{word} has one service an entry")
        _check_quantities(value, policy, *((Metered, 1) if word == "use" else (Recurring, 0)))
        ((service, quantity),) = value.items()
        return Action(word, service=service, quantity=quantity)
    if value is not True:
        raise ScenarioError(f"{word} is true or left out")
    return Action(word)


def _one_of(value: Any, words: tuple[str, ...]) -> str:
    """Refuse a word that is not among those allowed."""
    if value not in words:
        raise ScenarioError(f"{value!r} is none of {', '.join(words)}")
    return str(value)
