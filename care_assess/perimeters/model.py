"""What is entered of each directory and of each exposed perimeter. Nothing entered is None, never 0."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, Literal, TypeAlias, TypeVar, get_args

from care_assess.topics.entries import changed, without

__all__ = [
    "ADS_LEVELS",
    "CRITICALITIES",
    "FLOOR",
    "LONGEST_NAME",
    "MOST_CHECKS",
    "MOST_COUNT",
    "MOST_DAYS",
    "MOST_PLACES",
    "POINT_LEVELS",
    "SOURCES",
    "Audit",
    "Book",
    "Criticality",
    "Place",
    "Reading",
    "Source",
]

Source: TypeAlias = Literal["ads", "other"]
SOURCES: tuple[Source, ...] = get_args(Source)
"""The ADS service of the ANSSI, or another tool: its level is an estimate, and no ADS level."""

Criticality: TypeAlias = Literal["critical", "major", "minor"]
CRITICALITIES: tuple[Criticality, ...] = get_args(Criticality)

ADS_LEVELS = (1, 2, 3, 4, 5)
POINT_LEVELS = (1, 2, 3, 4)
"""The levels of the control points: level 5 has none of its own, it is all points passed."""
FLOOR = 3
MOST_PLACES, MOST_CHECKS = 40, 8
MOST_COUNT, MOST_DAYS, LONGEST_NAME = 9999, 730, 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One audit of a directory. ``level``: 1 to 5; ``open1`` to ``open4``: points of that level still open.

    ``report``: the name of the document that says so.
    """

    id: int
    day: date | None = None
    level: int | None = None
    source: Source | None = None
    open1: int | None = None
    open2: int | None = None
    open3: int | None = None
    open4: int | None = None
    report: str = ""

    def open_at(self, level: int) -> int | None:
        """The points of that level still open."""
        return (self.open1, self.open2, self.open3, self.open4)[level - 1]

    @property
    def ads(self) -> int | None:
        """Its level when it is one of the ADS service."""
        return self.level if self.source == "ads" else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """One audit of what is exposed. ``found_…``: findings of that criticality, ``open_…``: still open.

    ``days``: median days from a finding to its fix. ``retest``: the day on which the fixes were checked.
    ``report``: the name of the document that says so.
    """

    id: int
    day: date | None = None
    found_critical: int | None = None
    open_critical: int | None = None
    found_major: int | None = None
    open_major: int | None = None
    found_minor: int | None = None
    open_minor: int | None = None
    days: int | None = None
    retest: date | None = None
    report: str = ""

    def found(self, criticality: Criticality) -> int | None:
        """The findings of a criticality."""
        known = {
            "critical": self.found_critical,
            "major": self.found_major,
            "minor": self.found_minor,
        }
        return known[criticality]

    def still_open(self, criticality: Criticality) -> int | None:
        """Those still open."""
        known = {
            "critical": self.open_critical,
            "major": self.open_major,
            "minor": self.open_minor,
        }
        return known[criticality]


_Check = TypeVar("_Check", bound="Reading | Audit")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place(Generic[_Check]):
    """A directory or an exposed perimeter, with its audits. ``backup``: a directory dedicated to backups."""

    id: int
    name: str = ""
    checks: tuple[_Check, ...] = ()
    backup: bool = False

    def with_check(self, check: _Check) -> Place[_Check]:
        """The same with an audit more."""
        return replace(self, checks=(*self.checks, check))

    def check_changed(self, name: int, change: Callable[[_Check], _Check]) -> Place[_Check]:
        """The same with that audit changed."""
        return replace(self, checks=changed(self.checks, name, change))

    def without_check(self, name: int) -> Place[_Check]:
        """The same without that audit."""
        return replace(self, checks=without(self.checks, name))


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """All of an establishment. ``floor``: the ADS level aimed at.

    ``all_directories``, ``all_exposed``: none is missing; without it, nothing is said of the whole.
    """

    directories: tuple[Place[Reading], ...] = ()
    exposed: tuple[Place[Audit], ...] = ()
    floor: int = FLOOR
    all_directories: bool = False
    all_exposed: bool = False
