"""A ratio held against a reference that the reader has chosen, and from year to year.

No reference is a target: none is official. The two that ship are public, with their source and date; any
other is the reader's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from care_assess.budget.model import Basis, Entry
from care_assess.budget.ratios import Ratio, RatioId, ratios

__all__ = ["SHIPPED", "Comparison", "Reference", "Step", "compare", "trend"]

Position: TypeAlias = Literal["below", "within", "above"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A share, or a band from ``low`` to ``high``, in [0, 1]. ``source`` and ``date``: as the reader gives them.

    ``id``: of one that ships, whose words are in the catalogue; "" for the reader's own.
    """

    ratio: RatioId
    low: Fraction
    high: Fraction
    id: str = ""
    source: str = ""
    date: str = ""


SHIPPED: tuple[Reference, ...] = (
    Reference(id="average", ratio="r1", low=Fraction(17, 1000), high=Fraction(17, 1000)),
    Reference(id="plan_2021", ratio="r4", low=Fraction(5, 100), high=Fraction(10, 100)),
)
"""National average, Cour des comptes, January 2025; reinforcement plan of 2021."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """``missing``: cents to the low end of the reference, the denominator staying the same; 0 or less: reached.

    ``apart``: the share less the nearest end of the reference, 0 within it.
    """

    reference: Reference
    ratio: Ratio
    position: Position
    apart: Fraction
    missing: Fraction


def compare(found: Sequence[Ratio], reference: Reference) -> Comparison | None:
    """The gross ratio that a reference is about, held against it; None when it cannot be computed."""
    ratio = next(one for one in found if one.id == reference.ratio and not one.net)
    share, missing = ratio.value, ratio.gap(reference.low)
    if share is None or missing is None:
        return None
    position: Position = "within"
    apart = Fraction(0)
    if share < reference.low:
        position, apart = "below", share - reference.low
    elif share > reference.high:
        position, apart = "above", share - reference.high
    return Comparison(
        reference=reference, ratio=ratio, position=position, apart=apart, missing=missing
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One year of a ratio. ``change``: since the last earlier year in which it can be computed."""

    year: int
    basis: Basis
    share: Fraction | None
    change: Fraction | None


def trend(entries: Sequence[Entry], ratio: RatioId, *, annexes: bool) -> tuple[Step, ...]:
    """The gross ratio of each entry, by year."""
    steps: list[Step] = []
    last: Fraction | None = None
    for entry in sorted(entries, key=lambda one: one.year):
        found = next(one for one in ratios(entry, annexes=annexes) if one.id == ratio)
        share = found.value
        change = None if share is None or last is None else share - last
        steps.append(Step(year=entry.year, basis=entry.basis, share=share, change=change))
        last = last if share is None else share
    return tuple(steps)
