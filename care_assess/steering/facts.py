"""The hard facts of a topic that a summary may carry: days, levels, counts, shares; how each is held to a target.

A fact that is not there was not told: it is neither 0 nor "never".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from typing import Literal, TypeAlias, get_args

from care_assess.obligations import months_after

__all__ = ["FACTS", "GAUGES", "FactId", "FactValue", "Facts", "Gauge", "Unit", "is_met", "rank_of"]

FactId: TypeAlias = Literal[
    "ads_level", "ads_audit", "critical_open", "exposure_audit", "fix_days", "exercise",
    "self_assessment", "covered", "digital_share", "cyber_share",
]  # fmt: skip
FACTS: tuple[FactId, ...] = get_args(FactId)
"""In the order of the topics."""

FactValue: TypeAlias = "date | Fraction | str"
"""The day of something, a number, or :data:`care_assess.answers.NEVER`."""

Unit: TypeAlias = Literal["points", "share", "level", "months", "count", "days"]
_RISING: frozenset[Unit] = frozenset({"points", "share", "level"})


@dataclass(frozen=True, slots=True)
class Gauge:
    """How a fact is measured. ``topic``: the one it tells; None: any. ``most``: its highest target.

    ``months``: the fact is a day, its target how many months ago that day may be, at most.
    """

    unit: Unit
    most: int
    topic: str | None = None

    @property
    def rising(self) -> bool:
        """Whether more is better."""
        return self.unit in _RISING

    @property
    def whole(self) -> bool:
        """Whether a target is a whole number."""
        return self.unit not in ("points", "share")


GAUGES: Mapping[str, Gauge] = {
    "ads_level": Gauge("level", 5, "ad"),
    "ads_audit": Gauge("months", 240, "ad"),
    "critical_open": Gauge("count", 9999, "exposure"),
    "exposure_audit": Gauge("months", 240, "exposure"),
    "fix_days": Gauge("days", 730, "exposure"),
    "exercise": Gauge("months", 240, "crisis_exercises"),
    "self_assessment": Gauge("months", 240, "self_assessment"),
    "covered": Gauge("share", 1, "self_assessment"),
    "digital_share": Gauge("share", 1, "budget"),
    "cyber_share": Gauge("share", 1, "budget"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What an establishment tells of its topics. ``day``: on which it was read; no fact is of a later one.

    ``values``: fact → its value; one that was not told is not there.
    ``budget_year``: the closed year of the digital share, None without one.
    """

    day: date
    values: Mapping[str, FactValue]
    budget_year: int | None = None


def is_met(value: FactValue, target: Fraction, gauge: Gauge, today: date) -> bool:
    """Whether a value is at a target on ``today``, exactly: 12 months are to the day, 2.99 is not 3."""
    if isinstance(value, str):
        return False
    if isinstance(value, date):
        return months_after(value, floor(target)) >= today
    return value >= target if gauge.rising else value <= target


def rank_of(value: FactValue, gauge: Gauge) -> tuple[int, Fraction]:
    """What puts the weakest first: what never was, then the oldest day, the lowest or the highest number."""
    if isinstance(value, str):
        return 0, Fraction(0)
    number = Fraction(value.toordinal()) if isinstance(value, date) else value
    return 1, number if gauge.rising or isinstance(value, date) else -number
