"""All that is kept of the budgets of one assessment: years, members of the group, entries, conventions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from care_assess.budget.comparing import SHIPPED, Reference
from care_assess.budget.group import consolidate
from care_assess.budget.model import Entry

__all__ = [
    "EXCLUSIONS",
    "MOST_LINES",
    "MOST_MEMBERS",
    "MOST_YEARS",
    "OWN",
    "Book",
    "Exclusion",
]

Exclusion: TypeAlias = Literal["embedded", "paper", "furniture"]
EXCLUSIONS: tuple[Exclusion, ...] = get_args(Exclusion)
"""What our convention leaves out: software within medical devices, paper, general furniture."""

MOST_YEARS, MOST_MEMBERS, MOST_LINES = 4, 20, 300
OWN = ""
"""What the establishment of the assessment is called in its book: its name may change."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """``years``: newest first. ``members``: the other establishments of the group, by name.

    ``annexes``: annex budgets count. ``thousands``: amounts are typed in thousands of euros; kept in cents
    all the same. ``references``: what the reader compares with. ``written``: the method is written;
    ``presented``: the trend was presented to the management. ``counted``: what the
    establishment counts though our convention leaves it out. ``confirmed``: keys of doubts.
    """

    years: tuple[int, ...]
    entries: tuple[Entry, ...] = ()
    members: tuple[str, ...] = ()
    annexes: bool = False
    thousands: bool = False
    references: tuple[Reference, ...] = SHIPPED
    written: bool = False
    presented: bool = False
    counted: tuple[Exclusion, ...] = ()
    confirmed: frozenset[str] = frozenset()

    @property
    def entities(self) -> tuple[str, ...]:
        """The establishment of the assessment, then the members."""
        return OWN, *self.members

    def entry(self, entity: str, year: int) -> Entry:
        """What is entered of an establishment for a year; an empty entry when nothing is."""
        found = (one for one in self.entries if (one.entity, one.year) == (entity, year))
        return next(found, Entry(entity=entity, year=year))

    def of(self, entity: str) -> tuple[Entry, ...]:
        """Its entries, the oldest year first."""
        return tuple(self.entry(entity, year) for year in sorted(self.years))

    def whole(self, name: str) -> tuple[Entry, ...]:
        """The whole perimeter as one, called ``name``, the oldest year first."""
        return tuple(
            replace(
                consolidate([self.entry(one, year) for one in self.entities], name), entity=name
            )
            for year in sorted(self.years)
        )

    def with_entries(self, changed: Iterable[Entry]) -> Book:
        """The same, with those entries in the place of those of their establishment and year.

        Years and members that are no longer shown keep their entries: they may come back.
        """
        new = {(one.entity, one.year): one for one in (*self.entries, *changed)}
        return replace(self, entries=tuple(new[place] for place in sorted(new)))
