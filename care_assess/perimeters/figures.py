"""What the audits say: the latest of each place, how it has moved, the worst first, what cannot be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias, TypeVar

from care_assess.perimeters.model import CRITICALITIES, POINT_LEVELS, Audit, Place, Reading

__all__ = [
    "Doubt",
    "Trend",
    "doubts",
    "exposed_first",
    "former",
    "latest",
    "share_fixed",
    "trend",
    "weakest",
    "worst_first",
]

Trend: TypeAlias = Literal["better", "same", "worse"]
Doubt: TypeAlias = Literal["no_date", "to_come", "more_open", "retest_before", "no_source"]

_Check = TypeVar("_Check", bound="Reading | Audit")
_UNKNOWN = -1


def latest(place: Place[_Check], day: date) -> _Check | None:
    """The last audit of a place that was made by ``day``; None without any."""
    return next(iter(_dated(place, day)), None)


def former(place: Place[_Check], day: date) -> _Check | None:
    """The audit before that one."""
    return next(iter(_dated(place, day)[1:]), None)


def trend(place: Place[Reading], day: date) -> Trend | None:
    """How the level moved between the last two audits; at equal levels, the points open of the lowest level.

    None when the two cannot be compared: one is missing, without a level, or not from the same source.
    """
    now, then = latest(place, day), former(place, day)
    if now is None or then is None or now.source != then.source:
        return None
    if now.level is None or then.level is None:
        return None
    if now.level != then.level:
        return "better" if now.level > then.level else "worse"
    for level in POINT_LEVELS:
        left, before = now.open_at(level), then.open_at(level)
        if left is None or before is None:
            return "same"
        if left != before:
            return "better" if left < before else "worse"
    return "same"


def weakest(places: Iterable[Place[Reading]], day: date) -> int | None:
    """The lowest ADS level known; None when none is."""
    found = (latest(one, day) for one in places)
    return min((one.ads for one in found if one and one.ads is not None), default=None)


def worst_first(places: Iterable[Place[Reading]], day: date) -> tuple[Place[Reading], ...]:
    """Directories without a level, then from the lowest up; of equal ones, the oldest audit first."""

    def rank(place: Place[Reading]) -> tuple[int, date, str, int]:
        last = latest(place, day)
        level = _UNKNOWN if last is None or last.level is None else last.level
        return level, _day(last), place.name, place.id

    return tuple(sorted(places, key=rank))


def exposed_first(places: Iterable[Place[Audit]], day: date) -> tuple[Place[Audit], ...]:
    """Perimeters never audited, then those whose critical findings are not known, then the most open first."""

    def rank(place: Place[Audit]) -> tuple[int, int, int, date, str, int]:
        last = latest(place, day)
        left = None if last is None else last.open_critical
        major = 0 if last is None else last.open_major or 0
        first = _UNKNOWN if last is None else 0 if left is None else 1
        return first, -(left or 0), -major, _day(last), place.name, place.id

    return tuple(sorted(places, key=rank))


def share_fixed(audits: Sequence[Audit]) -> Fraction | None:
    """The share of critical and major findings that are fixed and retested, in [0, 1]; 1 when none was found.

    None when a number is missing or cannot be right. What was not retested is not fixed.
    """
    found = fixed = 0
    for one in audits:
        retested = one.retest is not None and one.day is not None and one.retest >= one.day
        for criticality in CRITICALITIES[:2]:
            number, left = one.found(criticality), one.still_open(criticality)
            if number is None or left is None or left > number:
                return None
            found += number
            fixed += number - left if retested else 0
    return Fraction(fixed, found) if found else Fraction(1)


def doubts(check: Reading | Audit, today: date) -> tuple[Doubt, ...]:
    """What cannot be right, or is missing, in one audit."""
    return tuple(_doubts(check, today))


def _doubts(check: Reading | Audit, today: date) -> Iterator[Doubt]:
    if check.day is None:
        yield "no_date"
    elif check.day > today:
        yield "to_come"
    if isinstance(check, Reading):
        if check.level is not None and check.source is None:
            yield "no_source"
        return
    counts = ((check.found(one), check.still_open(one)) for one in CRITICALITIES)
    if any(number is not None and left is not None and left > number for number, left in counts):
        yield "more_open"
    if check.retest and check.day and check.retest < check.day:
        yield "retest_before"


def _dated(place: Place[_Check], day: date) -> list[_Check]:
    """The audits made by ``day``, the latest first."""
    made = [one for one in place.checks if one.day is not None and one.day <= day]
    return sorted(made, key=lambda one: (one.day or date.min, one.id), reverse=True)


def _day(check: Reading | Audit | None) -> date:
    return check.day if check and check.day else date.min
