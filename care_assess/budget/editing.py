"""One field of an entry at a time, by its name: what it holds, and the entry with another value in it.

operating, staff_it, basis…     a fact of the entry
line.licences, cyber.licences, note.licences     the line of that kind: euros, share, hypothesis
line.internal, line.annex     what is paid to a member of the group, what annex budgets spend
grant.care.operating     a subsidy
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import TypeAlias

from care_assess.budget.model import FUNDS, KINDS, Entry, Fund, Kind, Line, Subsidy, Total

__all__ = ["SLOTS", "Slot", "Value", "changed", "line_in", "value_of"]

Value: TypeAlias = "int | Fraction | str | bool | None"


@dataclass(frozen=True, slots=True)
class Slot:
    """Which line a field of the page is about."""

    kind: Kind
    annex: bool = False
    internal: bool = False


SLOTS: Mapping[str, Slot] = {
    **{kind: Slot(kind) for kind in KINDS},
    "internal": Slot("services", internal=True),
    "annex": Slot("other", annex=True),
}
"""The lines of an entry that is typed, in order; a file may bring any others."""
_NAMES = {one.name for one in fields(Entry)}


def value_of(entry: Entry, name: str) -> Value:
    """What a field holds; None when nothing was entered. Raises KeyError for a field there is not."""
    area, _, rest = name.partition(".")
    if area in ("line", "cyber", "note"):
        line = line_in(entry, rest)
        if line is None:
            return None
        held: Mapping[str, Value] = {"line": line.cents, "cyber": line.cyber, "note": line.note}
        return held[area]
    if area == "grant":
        fund, total = _grant(rest)
        found = (one for one in entry.subsidies if (one.fund, one.total) == (fund, total))
        return next((one.cents for one in found), None)
    if name not in _NAMES:
        raise KeyError(name)
    value: Value = getattr(entry, name)
    return value


def changed(entry: Entry, name: str, value: Value, *, by: str = "") -> Entry:
    """The entry with ``value`` in a field, of the type the field has; ``by``: who says a share of cybersecurity.

    Raises KeyError for a field there is not. A share or a hypothesis of a line that is not there says nothing.
    """
    area, _, rest = name.partition(".")
    if area == "line":
        return _with_line(entry, rest, value)
    if area in ("cyber", "note"):
        line = line_in(entry, rest)
        if line is None:
            return entry
        new = (
            replace(line, note=str(value or ""))
            if area == "note"
            else replace(line, cyber=_fraction(value), by=by if value is not None else "")
        )
        return replace(entry, lines=tuple(new if one is line else one for one in entry.lines))
    if area == "grant":
        return _with_grant(entry, *_grant(rest), value)
    if name not in _NAMES:
        raise KeyError(name)
    known: Mapping[str, Value] = {name: value}
    change: Callable[..., Entry] = replace
    return change(entry, **known)


def line_in(entry: Entry, slot: str) -> Line | None:
    """The line that a field is about. Raises KeyError for a slot there is not."""
    sought = SLOTS[slot]
    return next((one for one in entry.lines if _slot(one) == sought), None)


def _with_line(entry: Entry, slot: str, value: Value) -> Entry:
    """The lines in the order of the slots; an amount of None takes the line away."""
    line, sought = line_in(entry, slot), SLOTS[slot]
    others = [one for one in entry.lines if one is not line]
    if isinstance(value, int):
        made = line or Line(
            kind=sought.kind, cents=value, annex=sought.annex, internal=sought.internal
        )
        others.append(replace(made, cents=value))
    order = {one: place for place, one in enumerate(SLOTS.values())}
    ordered = sorted(others, key=lambda one: order.get(_slot(one), len(order)))
    return replace(entry, lines=tuple(ordered))


def _with_grant(entry: Entry, fund: Fund, total: Total, value: Value) -> Entry:
    kept = {(one.fund, one.total): one for one in entry.subsidies}
    kept.pop((fund, total), None)
    if isinstance(value, int) and value:
        kept[fund, total] = Subsidy(fund=fund, total=total, cents=value)
    order = sorted(kept, key=lambda one: (FUNDS.index(one[0]), one[1] != "operating"))
    return replace(entry, subsidies=tuple(kept[one] for one in order))


def _grant(rest: str) -> tuple[Fund, Total]:
    fund, _, total = rest.partition(".")
    totals: Mapping[str, Total] = {"operating": "operating", "investment": "investment"}
    return next(one for one in FUNDS if one == fund), totals[total]


def _slot(line: Line) -> Slot:
    return Slot(line.kind, line.annex, line.internal)


def _fraction(value: Value) -> Fraction | None:
    return None if value is None else Fraction(value)
