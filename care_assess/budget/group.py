"""Several establishments as one: amounts are added up, never shares averaged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from operator import add
from typing import TypeVar

from care_assess.budget.model import Entry, Subsidy, Total

__all__ = ["consolidate", "internal_of"]

_Amount = TypeVar("_Amount", int, Fraction)
_LINED: tuple[Total, ...] = ("operating", "investment")


def consolidate(entries: Sequence[Entry], entity: str) -> Entry:
    """The entries of one year as one entry of ``entity``; at least one, all of the same year.

    What a member pays to another for digital services is removed once, on the side of the one who pays:
    from the digital spending and from the same total. What one member has not entered is not entered.
    A member alone stays as it is: its supplier is not there. It is closed when every member is.
    """
    if len(entries) == 1:
        return entries[0]
    without = [_without_internal(one) for one in entries]
    return Entry(
        entity=entity,
        year=entries[0].year,
        basis="closed" if all(one.basis == "closed" for one in entries) else "forecast",
        operating=_added(one.operating for one in without),
        investment=_added(one.investment for one in without),
        amortisation=_added(one.amortisation for one in without),
        annex_operating=_added(one.annex_operating for one in without),
        annex_investment=_added(one.annex_investment for one in without),
        annex_amortisation=_added(one.annex_amortisation for one in without),
        lines=tuple(line for one in without for line in one.lines),
        lacking=_lacking(entries),
        subsidies=tuple(_merged(one for each in without for one in each.subsidies)),
        staff=_added(one.staff for one in without),
        staff_it=_added(one.staff_it for one in without),
        staff_cyber=_added(one.staff_cyber for one in without),
        imported=any(one.imported for one in entries),
        reported=all(one.reported for one in entries),
    )


def internal_of(entry: Entry, total: Total, *, annex: bool = False) -> int:
    """What an establishment pays to others of its group out of a total, in cents."""
    return sum(
        one.cents
        for one in entry.lines
        if one.internal and one.total == total and one.annex == annex
    )


def _without_internal(entry: Entry) -> Entry:
    def less(cents: int | None, total: Total, *, annex: bool) -> int | None:
        return None if cents is None else cents - internal_of(entry, total, annex=annex)

    return replace(
        entry,
        operating=less(entry.operating, "operating", annex=False),
        investment=less(entry.investment, "investment", annex=False),
        annex_operating=less(entry.annex_operating, "operating", annex=True),
        annex_investment=less(entry.annex_investment, "investment", annex=True),
        lines=tuple(one for one in entry.lines if not one.internal),
    )


def _lacking(entries: Sequence[Entry]) -> tuple[Total, ...]:
    """The kinds of spending of which a member has entered no line: their sum is not known."""
    return tuple(
        total
        for total in _LINED
        if any(all(line.total != total for line in one.lines) for one in entries)
    )


def _added(amounts: Iterable[_Amount | None]) -> _Amount | None:
    found = list(amounts)
    known = [one for one in found if one is not None]
    return reduce(add, known) if len(known) == len(found) else None


def _merged(subsidies: Iterable[Subsidy]) -> Iterable[Subsidy]:
    """One subsidy a fund and a total, in the order in which they are met."""
    sums: dict[tuple[str, str], Subsidy] = {}
    for one in subsidies:
        known = sums.get((one.fund, one.total))
        cents = one.cents + (known.cents if known else 0)
        sums[one.fund, one.total] = replace(one, cents=cents)
    return sums.values()
