"""Readings taken where the documents leave a choice, each of which can be switched."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choices:
    """The first word of each comment is the default."""

    invoices_month: str = "invoice"
    """invoices.csv, `month`: `invoice` (of the invoice's day, as in revenue.csv) or `use` (of the month priced)."""

    final_words: str = "true/false"
    """invoices.csv, `final`: `true/false`, or `final/` (the word of the events, else empty)."""

    to_debt: str = "cash"
    """topups.csv `to_debt` and revenue.csv `debt_settled`: `cash` (the bonus part is in `discount`) or `all`."""

    services_rows: str = "all"
    """services.csv: `all` (each month x service that then exists, with zeros) or `billed` (those with a line)."""

    services_all_segment: str = "no"
    """services.csv: `no` rows of the segment `all` (its row is month x segment x service) or `yes`."""

    spell_ends: str = "deleted"
    """blocks.csv: a spell of a deleted account ends on the day it is `deleted` (a restore resumes it) or `purged`."""

    opening_block: str = "start"
    """blocks.csv, `blocked_on` of an account blocked on the eve: `start` (as its debt's first day) or `empty`."""

    refused_sign_in: str = "counts"
    """daily.csv `signed_in`: a refused sign-in that is activity `counts` or is `ignored`."""


def choose(pairs: list[str]) -> Choices:
    """Build choices from `name=value` words."""
    return Choices(**dict(pair.split("=", 1) for pair in pairs))
