"""The settings of RULES.md, compiled from a raw policy, and which of them hold on which day."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Optional, Union

from .jsonc import ScenarioError, merge_patch
from .money import exact, minor_digits, read_money

Raw = dict[str, Any]


def is_name(text: str, numbers: bool = False) -> bool:
    """Whether a text is a name: letters of any script with their marks, digits, - and _; a letter first, or a digit."""

    def is_letter(character: str) -> bool:
        return unicodedata.category(character) in ("Lu", "Ll", "Lt", "Lm", "Lo")

    def may_follow(character: str) -> bool:
        return is_letter(character) or unicodedata.category(character) in ("Mn", "Mc") or character in "0123456789-_"

    starts = text != "" and (is_letter(text[0]) or numbers and text[0] in "0123456789")
    return starts and all(map(may_follow, text)) and unicodedata.is_normalized("NFC", text)


@dataclass(frozen=True)
class Base:
    """The base tariff."""

    monthly: int
    proration: str


@dataclass(frozen=True)
class Recurring:
    """A service paid by the month for each unit that is enabled."""

    monthly: int
    counting: str


@dataclass(frozen=True)
class Metered:
    """A service paid by use; each tier is (up to, price in whole currency units)."""

    tiers: tuple[tuple[Optional[int], Fraction], ...]
    mode: str


Service = Union[Recurring, Metered]
BonusTiers = tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True)
class Campaign:
    """Bonus tiers that replace the standing ones on some days."""

    name: str
    first: date
    last: date
    tiers: BonusTiers


@dataclass(frozen=True)
class Bonus:
    """How a bonus is earned, spent and lost."""

    basis: str
    tiers: BonusTiers
    cap: Optional[int]
    spend: str
    expires_after: Optional[int]
    campaigns: tuple[Campaign, ...]

    def tiers_on(self, day: date) -> BonusTiers:
        """Return the tiers of the day's campaign, else the standing ones."""
        for campaign in self.campaigns:
            if campaign.first <= day <= campaign.last:
                return campaign.tiers
        return self.tiers


@dataclass(frozen=True)
class Restrictions:
    """From which day number each stage begins; None is never."""

    remind: Optional[int]
    payment_page: Optional[int]
    block: Optional[int]
    grace: str


@dataclass(frozen=True)
class Deletion:
    """When an idle account is deleted, and what goes before and after."""

    automatic: bool
    minimum_age: int
    inactivity: int
    notice: int
    remind_before: tuple[int, ...]
    retention: int
    blocked_sign_in_is_activity: str


@dataclass(frozen=True)
class Policy:
    """All settings in force on a day."""

    currency: str
    digits: int
    base: Base
    trial_days: int
    accrue_while_blocked: bool
    services: dict[str, Service]
    top_up_minimum: int
    top_up_maximum: Optional[int]
    bonus: Bonus
    restrictions: Restrictions
    deletion: Deletion


def read_day(value: Any, what: str) -> date:
    """Read a civil day written as 2027-01-31."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ScenarioError(f"{what} is not a day: {value!r}")
    return date.fromisoformat(value)


def check_keys(raw: Any, allowed: str, what: str) -> None:
    """Refuse what is not an object and keys that the format does not know."""
    if not isinstance(raw, dict):
        raise ScenarioError(f"{what} is not an object")
    unknown = [key for key in raw if key not in allowed.split()]
    if unknown:
        raise ScenarioError(f"{what}: unknown key {unknown[0]}")


def _word(raw: Raw, key: str, words: str) -> str:
    """Read one of a few words, the first being the default."""
    value = raw.get(key, words.split()[0])
    if value not in words.split():
        raise ScenarioError(f"{key}: {value!r} is none of {words}")
    return value


def _flag(raw: Raw, key: str, default: bool) -> bool:
    """Read true or false."""
    value = raw.get(key, default)
    if not isinstance(value, bool):
        raise ScenarioError(f"{key} is not true or false")
    return value


def _whole(value: Any, least: int, what: str) -> int:
    """Read a whole number that is not below the least allowed."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ScenarioError(f"{what}: {value!r} is not a whole number from {least}")
    return value


def _whole_or_never(value: Any, what: str) -> Optional[int]:
    """Read a whole number from 1, or `never` as None."""
    return None if value == "never" else _whole(value, 1, what)


def _amount(value: Any, digits: int, what: str) -> int:
    """Read money that is not negative."""
    amount = read_money(value, digits, what)
    if amount < 0:
        raise ScenarioError(f"{what} is negative")
    return amount


def _amount_or_none(value: Any, digits: int, what: str) -> Optional[int]:
    """Read money, or `none` as None."""
    return None if value == "none" else _amount(value, digits, what)


def _base(raw: Raw, digits: int) -> Base:
    """Compile the base tariff."""
    check_keys(raw, "monthly proration", "base")
    return Base(_amount(raw.get("monthly", 19), digits, "base.monthly"), _word(raw, "proration", "daily none"))


def _service(name: str, raw: Raw, digits: int) -> Service:
    """Compile a recurring or a metered service."""
    if not is_name(name) or name == "base":
        raise ScenarioError(f"{name!r} is no name of a service")
    check_keys(raw, "title monthly counting" if "monthly" in raw else "title tiers mode", f"services.{name}")
    if "monthly" in raw:
        return Recurring(_amount(raw["monthly"], digits, name), _word(raw, "counting", "daily peak"))
    tiers, before = [], 0
    for index, tier in enumerate(raw.get("tiers", [])):
        check_keys(tier, "upTo price", f"{name}.tiers")
        last = index == len(raw["tiers"]) - 1
        if last == ("upTo" in tier):
            raise ScenarioError(f"{name}: all tiers but the last have upTo")
        up_to = None if last else _whole(tier["upTo"], before + 1, f"{name}.upTo")
        tiers.append((up_to, exact(tier["price"], 6, f"{name}.price")))
        before = up_to or before
    if not tiers:
        raise ScenarioError(f"{name} is neither recurring nor metered")
    return Metered(tuple(tiers), _word(raw, "mode", "graduated volume"))


def _bonus_tiers(raw: Any, digits: int) -> BonusTiers:
    """Compile bonus tiers, which ascend strictly."""
    tiers = []
    for tier in raw:
        check_keys(tier, "from percent", "bonus.tiers")
        percent = exact(tier["percent"], 2, "percent")
        if not 0 <= percent <= 1000:
            raise ScenarioError("a bonus is 0 to 1,000 percent")
        tiers.append((_amount(tier["from"], digits, "from"), percent))
    if any(later[0] <= earlier[0] for earlier, later in zip(tiers, tiers[1:])):
        raise ScenarioError("bonus tiers do not ascend")
    return tuple(tiers)


def _campaigns(raw: Any, digits: int) -> tuple[Campaign, ...]:
    """Compile the campaigns, none of which overlap."""
    campaigns = []
    for item in raw:
        check_keys(item, "name from to tiers", "campaign")
        if not is_name(item["name"]):
            raise ScenarioError(f"{item['name']!r} is no name of a campaign")
        first, last = read_day(item["from"], "from"), read_day(item["to"], "to")
        campaigns.append(Campaign(item["name"], first, last, _bonus_tiers(item["tiers"], digits)))
    in_time = sorted(campaigns, key=lambda campaign: campaign.first)
    if any(one.first > one.last for one in campaigns) or any(a.last >= b.first for a, b in zip(in_time, in_time[1:])):
        raise ScenarioError("campaigns overlap or end before they begin")
    return tuple(campaigns)


def _bonus(raw: Raw, digits: int) -> Bonus:
    """Compile the bonus rules."""
    check_keys(raw, "basis tiers cap spend expiresAfterDays campaigns", "bonus")
    return Bonus(
        basis=_word(raw, "basis", "advance total"),
        tiers=_bonus_tiers(raw.get("tiers", []), digits),
        cap=_amount_or_none(raw.get("cap", "none"), digits, "bonus.cap"),
        spend=_word(raw, "spend", "bonusFirst cashFirst"),
        expires_after=_whole_or_never(raw.get("expiresAfterDays", "never"), "bonus.expiresAfterDays"),
        campaigns=_campaigns(raw.get("campaigns", []), digits),
    )


def _restrictions(raw: Raw) -> Restrictions:
    """Compile the thresholds, which ascend strictly."""
    check_keys(raw, "remindFrom paymentPageFrom blockFrom grace", "restrictions")
    rules = Restrictions(
        remind=_whole_or_never(raw.get("remindFrom", 4), "remindFrom"),
        payment_page=_whole_or_never(raw.get("paymentPageFrom", 7), "paymentPageFrom"),
        block=_whole_or_never(raw.get("blockFrom", 10), "blockFrom"),
        grace=_word(raw, "grace", "calendar sinceDebt"),
    )
    reached = [number for number in (rules.remind, rules.payment_page, rules.block) if number is not None]
    if any(later <= earlier for earlier, later in zip(reached, reached[1:])):
        raise ScenarioError("restrictions do not ascend")
    if rules.grace == "calendar" and any(number > 31 for number in reached):
        raise ScenarioError("no month has so many days")
    return rules


def _deletion(raw: Raw) -> Deletion:
    """Compile the deletion rules."""
    keys = "automatic minimumAgeDays inactivityDays noticeDays remindDaysBefore retentionDays blockedSignInIsActivity"
    check_keys(raw, keys, "deletion")
    notice = _whole(raw.get("noticeDays", 10), 1, "noticeDays")
    remind = tuple(_whole(days, 1, "remindDaysBefore") for days in raw.get("remindDaysBefore", [3, 1]))
    if any(days >= notice for days in remind):
        raise ScenarioError("a reminder is not after the notice")
    return Deletion(
        automatic=_flag(raw, "automatic", True),
        minimum_age=_whole(raw.get("minimumAgeDays", 40), 0, "minimumAgeDays"),
        inactivity=_whole(raw.get("inactivityDays", 30), 1, "inactivityDays"),
        notice=notice,
        remind_before=remind,
        retention=_whole(raw.get("retentionDays", 20), 1, "retentionDays"),
        blocked_sign_in_is_activity=_word(raw, "blockedSignInIsActivity", "administrators everyone nobody"),
    )


def compile_policy(raw: Raw) -> Policy:
    """Fill a raw policy with all defaults and check it."""
    keys = "currency base trialDays accrueWhileBlocked services topUp bonus restrictions deletion"
    check_keys(raw, keys, "policy")
    currency = raw.get("currency", "USD")
    digits = minor_digits(currency)
    top_up = raw.get("topUp", {})
    check_keys(top_up, "minimum maximum", "topUp")
    minimum = read_money(top_up["minimum"], digits, "topUp.minimum") if "minimum" in top_up else 1
    maximum = _amount_or_none(top_up.get("maximum", "none"), digits, "topUp.maximum")
    if maximum is not None and minimum > maximum:
        raise ScenarioError("topUp.minimum is above topUp.maximum")
    return Policy(
        currency=currency,
        digits=digits,
        base=_base(raw.get("base", {}), digits),
        trial_days=_whole(raw.get("trialDays", 0), 0, "trialDays"),
        accrue_while_blocked=_flag(raw, "accrueWhileBlocked", True),
        services={name: _service(name, service, digits) for name, service in raw.get("services", {}).items()},
        top_up_minimum=minimum,
        top_up_maximum=maximum,
        bonus=_bonus(raw.get("bonus", {}), digits),
        restrictions=_restrictions(raw.get("restrictions", {})),
        deletion=_deletion(raw.get("deletion", {})),
    )


def _check_change(on: date, before: Policy, after: Policy) -> None:
    """Refuse a change that may not be made, or not on that day."""
    if before.currency != after.currency:
        raise ScenarioError("the currency never changes")
    if on.day != 1 and (before.base, before.services) != (after.base, after.services):
        raise ScenarioError("base and services change on the 1st only")
    for name, service in before.services.items():
        if type(after.services.get(name)) is not type(service):
            raise ScenarioError(f"{name} is removed or changes its kind")


class PolicyBook:
    """The policies of a scenario, each from its day on."""

    def __init__(self, raw: Raw) -> None:
        """Compile the policy and each change on top of the one in force before it."""
        current = {key: value for key, value in raw.items() if key != "changes"}
        self.entries: list[tuple[date, Policy]] = [(date.min, compile_policy(current))]
        for change in raw.get("changes", []):
            on = read_day(change["on"], "changes.on")
            if on <= self.entries[-1][0]:
                raise ScenarioError("changes do not ascend by day")
            if on.day != 1 and ("base" in change or "services" in change):
                raise ScenarioError("base and services change on the 1st only")
            current = merge_patch(current, {key: value for key, value in change.items() if key != "on"})
            policy = compile_policy(current)
            _check_change(on, self.entries[-1][1], policy)
            self.entries.append((on, policy))

    def on(self, day: date) -> Policy:
        """Return the policy in force on a day."""
        return [policy for first, policy in self.entries if first <= day][-1]
