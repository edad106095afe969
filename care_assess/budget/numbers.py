"""Amounts and shares as people write them in French ↔ exact values."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from care_assess.budget.model import MOST
from care_assess.text import NNBSP, Translator, round_half_up

__all__ = [
    "Unreadable",
    "amount_text",
    "count_text",
    "percent_text",
    "read_amount",
    "read_count",
    "read_percent",
]

_NUMBER = re.compile(r"(\d{1,18}|\d{1,3}(?: \d{3}){1,5})(?:[.,](\d{1,20}))?")
_UNITS = {"": 1, "€": 1, "eur": 1, "k€": 1000, "m€": 1_000_000}
_UNIT = re.compile(r"\s*(€|eur|k€|m€)?$", re.IGNORECASE)
_MOST_STAFF = 1_000_000


class Unreadable(ValueError):
    """A text that is no number of that kind."""


def read_amount(text: str, *, thousands: bool = False) -> int:
    """Cents, from ``1 700 000``, ``1700000,50 €``, ``1 700 k€`` or ``1,7 M€``. Raises Unreadable.

    ``thousands``: a number without a unit is of thousands of euros. Half a cent is rounded up. Three digits
    after a comma or a point could be thousands: unreadable, as is a negative amount.
    """
    bare = " ".join(text.split())
    found = _UNIT.search(bare)
    unit = (found[1] or "").lower() if found else ""
    factor = _UNITS[unit] if unit or not thousands else 1000
    cents = round_half_up(_number(bare[: found.start()] if found else bare) * factor * 100, 0)
    if cents > MOST:
        raise Unreadable(text)
    return int(cents)


def read_percent(text: str) -> Fraction:
    """A share in [0, 1], from ``5``, ``5,5`` or ``5 %``. Raises Unreadable."""
    share = _number(" ".join(text.split()).removesuffix("%").rstrip()) / 100
    if share > 1:
        raise Unreadable(text)
    return share


def read_count(text: str) -> Fraction:
    """Full-time equivalents, from ``12`` or ``12,5``. Raises Unreadable."""
    count = _number(" ".join(text.split()))
    if count > _MOST_STAFF:
        raise Unreadable(text)
    return count


def amount_text(cents: int, tr: Translator, *, thousands: bool = False) -> str:
    """An amount as it is typed: cents only when there are some, thousands apart by a space in any language."""
    return count_text(Fraction(cents, 100_000 if thousands else 100), tr)


def count_text(value: Fraction, tr: Translator) -> str:
    """A number as it is typed, with no more decimals than it has, five at most."""
    written = tr.number(value, _decimals(value))
    return written.replace(",", NNBSP) if tr.lang == "en" else written


def percent_text(share: Fraction, tr: Translator) -> str:
    """A share as it is typed: ``5,5`` for 5,5 %."""
    return count_text(share * 100, tr)


def _decimals(value: Fraction) -> int:
    """Digits after the comma that say it exactly, five at most; never three, which could be thousands."""
    least = next((one for one in range(6) if (value * 10**one).denominator == 1), 5)
    return 4 if least == 3 else least


def _number(text: str) -> Fraction:
    found = _NUMBER.fullmatch(text)
    if not found:
        raise Unreadable(text)
    whole, rest = found[1].replace(" ", ""), found[2] or ""
    if len(rest) == 3 and len(whole) <= 3 and whole != "0" and " " not in found[1]:
        raise Unreadable(text)
    return Fraction(Decimal(f"{whole}.{rest or 0}"))
