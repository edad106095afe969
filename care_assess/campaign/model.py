"""What is entered of a campaign of self-assessment. Nothing entered is None or empty, never 0."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["LONGEST_NAME", "MOST_ACTIVITY", "MOST_ENTITIES", "Campaign", "Entity"]

MOST_ENTITIES, MOST_ACTIVITY, LONGEST_NAME = 60, 10**9, 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """A site or a member of the group. ``activity``: in the measure chosen; ``assessed``: the last time."""

    id: int
    name: str = ""
    activity: int | None = None
    assessed: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Campaign:
    """The self-assessment of a year.

    ``end``: the day by which it is to be declared, chosen by the establishment. ``launch`` to
    ``declaration``: the day on which each step was done. ``last``: the day on which the former national
    one was completed; ``never``: none has been. ``platform`` and ``receipt``: where it was declared, and
    the document that says so. ``measure``: what activity is counted in. ``whole``: no entity is missing.
    """

    end: date | None = None
    launch: date | None = None
    answers: date | None = None
    evidence: date | None = None
    review: date | None = None
    approval: date | None = None
    declaration: date | None = None
    last: date | None = None
    never: bool = False
    platform: str = ""
    receipt: str = ""
    measure: str = ""
    whole: bool = False
    entities: tuple[Entity, ...] = ()

    def completed(self, day: date) -> date | None:
        """The last day, by ``day``, on which a national self-assessment was completed."""
        made = [one for one in (self.declaration, self.last) if one is not None and one <= day]
        return max(made, default=None)
