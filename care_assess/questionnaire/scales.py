"""Levels: the scale of a questionnaire, and how an answer becomes a level on it.

Scores are computed in points, 0 to 5; every scale is brought to them by the line through both its ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from care_assess.text import Text

__all__ = [
    "HIGHEST",
    "LEVELS",
    "PLAIN",
    "TARGET",
    "USUAL",
    "Cut",
    "Level",
    "NumberScale",
    "Option",
    "Policies",
    "Scale",
    "as_level",
]

Level: TypeAlias = "int | Fraction"
"""A level or a number of points, exact; an int whenever it is whole (see :func:`as_level`)."""

HIGHEST = 5
LEVELS = range(HIGHEST + 1)
TARGET = 3
"""The level aimed at, in points, where a questionnaire states none: defined and proven."""


def as_level(value: Level) -> Level:
    """``value``, as an int when it is whole."""
    return value.numerator if value.denominator == 1 else value


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """The levels of a questionnaire, from ``minimum`` to ``maximum``."""

    minimum: Level = 0
    maximum: Level = HIGHEST

    @property
    def span(self) -> Level:
        """How many units there are between both ends, above 0."""
        return self.maximum - self.minimum

    @property
    def plain(self) -> bool:
        """Whether levels are points already."""
        return self.minimum == 0 and self.maximum == HIGHEST

    def points(self, level: Level) -> Level:
        """The points of a level of this scale."""
        if self.plain:
            return level
        return as_level(Fraction(level - self.minimum) / self.span * HIGHEST)

    def level(self, points: Level) -> Level:
        """The level of this scale that is worth those points."""
        if self.plain:
            return points
        return as_level(self.minimum + Fraction(points) / HIGHEST * self.span)


PLAIN = Scale()
"""The scale of a questionnaire that states none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Policies:
    """What a questionnaire makes of the answers that are no level.

    ``unknown``: counted as the lowest level, or left out of the score as if not answered. ``na``: what a
    person declares not applicable is left out, or counted as exactly the target.
    """

    unknown: Literal["zero", "exclude"] = "zero"
    na: Literal["exclude", "target"] = "exclude"


USUAL = Policies()
"""What is made of them where a questionnaire says nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One answer that can be chosen. ``level`` is on the scale of the questionnaire; in ``multiple`` levels add up."""

    id: str
    level: Level
    text: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """The bound of one level of a number. ``bound`` None: any value; ``strict``: > (or <) instead of ≥ (≤)."""

    level: Level
    bound: Fraction | None
    strict: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberScale:
    """How a number becomes a level, from ``lowest`` to ``highest`` of the scale of the questionnaire.

    ``better`` lower: the highest level whose bound is ≥ the value; higher: the highest whose bound is
    ≤ the value; no bound met: the lowest level. ``linear``: no cuts, the level follows the number from
    one end of its range to the other. ``never`` offers "never", which is the lowest level. ``bands``
    words levels, from the lowest up: every one of them, except when linear.
    """

    unit: str
    minimum: Fraction
    maximum: Fraction
    decimals: int
    better: Literal["lower", "higher"]
    cuts: tuple[Cut, ...]
    never: bool
    bands: tuple[Option, ...]
    linear: bool = False
    lowest: Level = 0
    highest: Level = HIGHEST

    def level(self, value: Fraction) -> Level:
        """The level of ``value``; beyond its range, that of the nearest end."""
        if self.linear:
            return as_level(self.lowest + self.share(value) * (self.highest - self.lowest))
        return max((cut.level for cut in self.cuts if self._meets(value, cut)), default=self.lowest)

    def share(self, value: Fraction) -> Fraction:
        """How far ``value`` is from the worst number of the range (0) to the best (1)."""
        inside = min(max(value, self.minimum), self.maximum)
        risen = (inside - self.minimum) / (self.maximum - self.minimum)
        return risen if self.better == "higher" else 1 - risen

    def band(self, value: Fraction) -> Option | None:
        """The words of the highest level that ``value`` reaches among those worded."""
        reached = self.level(value)
        return next((band for band in reversed(self.bands) if band.level <= reached), None)

    def _meets(self, value: Fraction, cut: Cut) -> bool:
        if cut.bound is None:
            return True
        if value == cut.bound:
            return not cut.strict
        return (value < cut.bound) == (self.better == "lower")
