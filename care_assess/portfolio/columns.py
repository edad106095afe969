"""Scores of many sheets: one array a figure, one entry a sheet, and the arithmetic between such arrays.

What is exact in :mod:`care_assess.scoring` is a float here. Sums of whole weights and points are exact as
long as they stay below 2^53; what is divided or averaged is within TOLERANCE, and judged with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np

from care_assess.portfolio.rows import Flags, Real, Whole
from care_assess.questionnaire import HIGHEST, Scale
from care_assess.scoring.model import ENOUGH

__all__ = [
    "TOLERANCE",
    "Columns",
    "Limits",
    "Portfolio",
    "Tallies",
    "Values",
    "assembled",
    "average",
    "mean_of_groups",
    "on_scale",
    "sum_of_groups",
    "weighted_mean",
    "weighted_sum",
]

TOLERANCE: Final = 1e-9
"""How far a float may be from the exact score; a level is reached this close below it."""

_NONE: Final = np.nan
_Parts: TypeAlias = "Sequence[tuple[float, Columns]]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """One score of n sheets; the fields are those of :class:`care_assess.scoring.Score`, NaN for None.

    ``level`` is -1 where no level is given.
    """

    score: Real
    low: Real
    high: Real
    level: Whole
    coverage: Real
    known: Real
    evidence_rate: Real
    answered: Whole
    applicable: Whole
    unknown: Whole
    not_applicable: Whole
    uncapped: Real
    if_not_applicable_were_zero: Real


@dataclass(frozen=True, kw_only=True, slots=True)
class Portfolio:
    """All scores of n sheets.

    ``sections``: (domain, section or group) → its scores. ``ladders``: (domain, ladder) → the levels proven
    and the levels at most, NaN where nothing was assessed. ``weakest`` (n): the position of the domain
    with the lowest score among ``domains``, -1 where none has one.
    """

    overall: Columns
    domains: Mapping[str, Columns]
    sections: Mapping[tuple[str, str], Columns]
    topics: Mapping[str, Columns]
    axes: Mapping[str, Columns]
    ladders: Mapping[tuple[str, str], tuple[Real, Real]]
    weakest: Whole


@dataclass(frozen=True, kw_only=True, slots=True)
class Tallies:
    """What adds up, as :class:`care_assess.scoring.frame.Tally`: one array a field."""

    answered: Real
    unknown: Real
    unanswered: Real
    not_applicable: Real
    known_weight: Real
    unknown_weight: Real
    missing_weight: Real
    refused_weight: Real
    shown_weight: Real
    points: Real
    granted: Real

    @property
    def counted(self) -> Real:
        """The weight of what counts in the score."""
        return self.known_weight + self.unknown_weight

    @property
    def open(self) -> Real:
        """The weight of what may yet be anything."""
        return self.unknown_weight + self.missing_weight

    @property
    def applicable(self) -> Real:
        """The weight of what concerns the establishment."""
        return self.counted + self.missing_weight

    @property
    def undone(self) -> Flags:
        """Where something was declared not applicable by a person."""
        found: Flags = (self.refused_weight > 0) | (self.granted > 0)
        return found


@dataclass(frozen=True, slots=True)
class Values:
    """Scores before their caps, their bounds, and what they would be with the refused counted as not done."""

    score: Real
    low: Real
    high: Real
    if_zero: Real


@dataclass(frozen=True, slots=True)
class Limits:
    """The lowest cap on each part of the values."""

    score: Real
    low: Real
    high: Real
    if_zero: Real


def weighted_mean(tally: Tallies) -> Values:
    """See :func:`care_assess.scoring.values.weighted_mean`."""
    applicable = tally.applicable
    undone = tally.counted + tally.refused_weight
    return Values(
        _ratio(tally.points, tally.counted),
        _ratio(tally.points, applicable),
        _ratio(tally.points + HIGHEST * tally.open, applicable),
        np.where(tally.undone, _ratio(tally.points - tally.granted, undone), _NONE),
    )


def weighted_sum(tally: Tallies, whole: float) -> Values:
    """See :func:`care_assess.scoring.values.weighted_sum`; ``whole``: the span of the scale in units of weight."""
    reached = np.minimum(tally.points / whole, HIGHEST)
    possible = np.minimum((tally.points + HIGHEST * tally.open) / whole, HIGHEST)
    undone = np.minimum((tally.points - tally.granted) / whole, HIGHEST)
    concerned = tally.applicable > 0
    return Values(
        np.where(tally.counted > 0, reached, _NONE),
        np.where(concerned, reached, _NONE),
        np.where(concerned, possible, _NONE),
        np.where(tally.undone, undone, _NONE),
    )


def mean_of_groups(parts: _Parts) -> Values:
    """See :func:`care_assess.scoring.values.mean_of_groups`."""
    return _of_groups(parts, average)


def sum_of_groups(parts: _Parts, span: float) -> Values:
    """See :func:`care_assess.scoring.values.sum_of_groups`."""

    def total(values: Sequence[tuple[float, Real]]) -> Real:
        some = np.any([~np.isnan(value) for _, value in values], axis=0)
        brought = sum(weight / span * np.nan_to_num(value) for weight, value in values)
        return np.where(some, np.minimum(brought, HIGHEST), _NONE)

    return _of_groups(parts, total)


def average(values: Sequence[tuple[float, Real]]) -> Real:
    """The mean of (weight, values), those without a value left out; NaN where all are."""
    weights = sum(weight * ~np.isnan(value) for weight, value in values)
    points = sum(weight * np.nan_to_num(value) for weight, value in values)
    return _ratio(np.asarray(points, float), np.asarray(weights, float))


def assembled(
    tally: Tallies, value: Values, limits: Limits | None = None, uncapped: Real | None = None
) -> Columns:
    """The scores under their caps, with their shares and their counts."""
    final = value if limits is None else _capped(value, limits)
    counted, applicable = tally.counted, tally.applicable
    enough = (applicable > 0) & (counted * ENOUGH.denominator >= applicable * ENOUGH.numerator)
    given = enough & ~np.isnan(final.score)
    reached = np.floor(np.where(given, final.score, 0) + TOLERANCE)
    return Columns(
        score=final.score,
        low=final.low,
        high=final.high,
        level=np.where(given, reached, -1).astype(np.int64),
        coverage=_ratio(counted, applicable),
        known=_ratio(tally.known_weight, applicable),
        evidence_rate=_ratio(tally.shown_weight, tally.known_weight),
        answered=tally.answered.astype(np.int64),
        applicable=(tally.answered + tally.unknown + tally.unanswered).astype(np.int64),
        unknown=tally.unknown.astype(np.int64),
        not_applicable=tally.not_applicable.astype(np.int64),
        uncapped=value.score if uncapped is None else uncapped,
        if_not_applicable_were_zero=final.if_zero,
    )


def on_scale(columns: Columns, scale: Scale) -> Columns:
    """Scores in points, as they are said on ``scale``."""
    if scale.plain:
        return columns
    least, step = float(scale.minimum), float(scale.span) / HIGHEST
    return replace(
        columns,
        score=least + columns.score * step,
        low=least + columns.low * step,
        high=least + columns.high * step,
        uncapped=least + columns.uncapped * step,
        if_not_applicable_were_zero=least + columns.if_not_applicable_were_zero * step,
    )


def _of_groups(parts: _Parts, together: Callable[[Sequence[tuple[float, Real]]], Real]) -> Values:
    refused = np.any([~np.isnan(one.if_not_applicable_were_zero) for _, one in parts], axis=0)
    undone = [
        (
            weight,
            np.where(
                np.isnan(one.if_not_applicable_were_zero),
                one.score,
                one.if_not_applicable_were_zero,
            ),
        )
        for weight, one in parts
    ]
    return Values(
        together([(weight, one.score) for weight, one in parts]),
        together([(weight, _bound(one, one.low, 0)) for weight, one in parts]),
        together([(weight, _bound(one, one.high, HIGHEST)) for weight, one in parts]),
        np.where(refused, together(undone), _NONE),
    )


def _bound(one: Columns, bound: Real, widest: float) -> Real:
    return np.where(np.isnan(one.score) & ~np.isnan(bound), widest, bound)


def _capped(value: Values, limits: Limits) -> Values:
    return Values(
        np.minimum(value.score, limits.score),
        np.minimum(value.low, limits.low),
        np.minimum(value.high, limits.high),
        np.minimum(value.if_zero, limits.if_zero),
    )


def _ratio(above: Real, below: Real) -> Real:
    """The quotients, NaN over nothing."""
    some = below > 0
    return np.where(some, above / np.where(some, below, 1), _NONE)
