"""All that is noted beside the answers of one assessment, register by register."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from care_assess.budget.book import Book as Budget
from care_assess.campaign import Campaign
from care_assess.exercises import Register
from care_assess.perimeters import Book

__all__ = ["NOTHING", "Registers"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Registers:
    """What is noted beside the answers of one assessment."""

    exercises: Register = field(default_factory=Register)
    perimeters: Book = field(default_factory=Book)
    campaign: Campaign = field(default_factory=Campaign)
    budget: Budget = field(default_factory=partial(Budget, years=()))


NOTHING = Registers()
"""Registers in which nothing was ever noted."""
