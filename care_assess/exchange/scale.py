"""The scores of other tools on our scale. The one place that knows how."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from care_assess.text import round_half_up

__all__ = ["FIVE", "SourceScale"]

_HIGHEST = 5


@dataclass(frozen=True, slots=True)
class SourceScale:
    """From ``low`` to ``high``: the range of a single score in the source."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if self.low >= self.high:
            raise ValueError(f"{self.low} is not below {self.high}")

    def __contains__(self, score: Fraction) -> bool:
        return self.low <= score <= self.high

    def exact(self, score: Fraction) -> Fraction:
        """``score`` from 0 (lowest) to 5 (highest), exactly."""
        return _HIGHEST * (score - self.low) / (self.high - self.low)

    def level(self, score: Fraction) -> int:
        """The whole level nearest to ``score``, the upper one at the half."""
        return int(round_half_up(self.exact(score), 0))


FIVE = SourceScale(Fraction(0), Fraction(_HIGHEST))
"""Our own scale."""
