"""The arithmetic of a score: from sums to a value with its bounds, then under its caps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import NamedTuple, TypeAlias

from care_assess.questionnaire import HIGHEST, Level, Method, Scale
from care_assess.scoring.frame import Tally
from care_assess.scoring.model import ENOUGH, CapHeld, Score, State, Term

__all__ = [
    "NO_LIMIT",
    "Limits",
    "Part",
    "Value",
    "added",
    "as_terms",
    "assembled",
    "average",
    "mean_of_groups",
    "on_scale",
    "sum_of_groups",
    "weighted_mean",
    "weighted_sum",
]

Part: TypeAlias = "tuple[Fraction, str, Score]"
"""A group of a mean or a sum of groups: its weight, its id and its score."""


_Together: TypeAlias = "Callable[[Iterable[tuple[Fraction, Fraction | None]]], Fraction | None]"
"""What makes one score of (weight, score), those without a score left out; None when all are."""


class Value(NamedTuple):
    """A score before its caps, its bounds, and what it would be with the refused counted as not done."""

    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    if_zero: Fraction | None


@dataclass(frozen=True, slots=True)
class Limits:
    """The lowest cap on each part of a value, and the caps that hold on the score."""

    score: Level = HIGHEST
    low: Level = HIGHEST
    high: Level = HIGHEST
    if_zero: Level = HIGHEST
    held: tuple[CapHeld, ...] = ()


NO_LIMIT = Limits()
_LOWEST, _HIGHEST = Fraction(0), Fraction(HIGHEST)


def added(tallies: Sequence[Tally]) -> Tally:
    """The sum of tallies."""
    return Tally(*map(sum, zip(*tallies, strict=False)))


def weighted_mean(tally: Tally) -> Value:
    """Σ weight x points / Σ weight: unknown counts 0, unanswered is left out."""
    counted = tally.known_weight + tally.unknown_weight
    open_weight = tally.unknown_weight + tally.missing_weight
    applicable = tally.known_weight + open_weight
    points, if_zero = tally.points, None
    if tally.refused_weight or tally.granted:
        if_zero = _ratio(points - tally.granted, counted + tally.refused_weight)
    if not applicable:
        return Value(None, None, None, if_zero)
    return Value(
        _ratio(points, counted) if counted else None,
        _ratio(points, applicable),
        _ratio(points + HIGHEST * open_weight, applicable),
        if_zero,
    )


def weighted_sum(tally: Tally, unit: int, span: Level) -> Value:
    """Σ weight x share of the points, at most 5 points: each question brings at most its weight.

    ``unit``: see Frame. ``span``: the units of the scale, in which the weights are.
    """
    whole = span * unit
    counted = tally.known_weight + tally.unknown_weight
    open_weight = tally.unknown_weight + tally.missing_weight
    if_zero = None
    if tally.refused_weight or tally.granted:
        if_zero = _at_most(_ratio(tally.points - tally.granted, whole), HIGHEST)
    if not tally.known_weight + open_weight:
        return Value(None, None, None, if_zero)
    reached = _at_most(_ratio(tally.points, whole), HIGHEST)
    possible = _ratio(tally.points + HIGHEST * open_weight, whole)
    return Value(reached if counted else None, reached, _at_most(possible, HIGHEST), if_zero)


def mean_of_groups(parts: Sequence[Part]) -> Value:
    """The weighted mean of the scores of groups.

    A group without a score is to the others as a question without an answer: left out of the score, 0 in
    the lower bound and 5 in the upper one.
    """
    return _of_groups(parts, average)


def sum_of_groups(parts: Sequence[Part], span: Level) -> Value:
    """Σ weight x share of the points, at most 5 points: each group brings at most its weight.

    ``span``: the units of the scale, in which the weights are. A group without a score: see
    :func:`mean_of_groups`.
    """

    def total(values: Iterable[tuple[Fraction, Fraction | None]]) -> Fraction | None:
        brought = [weight * points / span for weight, points in values if points is not None]
        return _at_most(sum(brought, _LOWEST), HIGHEST) if brought else None

    return _of_groups(parts, total)


def average(values: Iterable[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    """The mean of (weight, value), those without a value left out; None when all are."""
    total, weights, under = 0, 0, 1  # over one denominator: adding fractions is slow
    for weight, value in values:
        if value is not None:
            share = weight.denominator * value.denominator
            total = total * share + weight.numerator * value.numerator * under
            weights = weights * share + weight.numerator * value.denominator * under
            under *= share
    return Fraction(total, weights) if weights else None


def as_terms(parts: Iterable[Part]) -> tuple[Term, ...]:
    """Groups as the parts of the score that is their mean or their sum."""
    return tuple(
        Term(
            id=name,
            level=part.score,
            low=_LOWEST if part.score is None or part.low is None else part.low,
            high=_HIGHEST if part.score is None or part.high is None else part.high,
            weight=weight,
            state=_state(part),
        )
        for weight, name, part in parts
    )


def assembled(
    tally: Tally,
    value: Value,
    method: Method,
    terms: tuple[Term, ...],
    *,
    limits: Limits = NO_LIMIT,
    uncapped: Fraction | None = None,
) -> Score:
    """The score in points, under its caps. ``uncapped``: where it differs from ``value`` before these caps."""
    counted = tally.known_weight + tally.unknown_weight
    applicable = counted + tally.missing_weight
    final = value if limits is NO_LIMIT else _capped(value, limits)
    enough = applicable and counted * ENOUGH.denominator >= applicable * ENOUGH.numerator
    return Score(
        score=final.score,
        low=final.low,
        high=final.high,
        level=floor(final.score) if enough and final.score is not None else None,
        coverage=_ratio(counted, applicable) if applicable else None,
        known=_ratio(tally.known_weight, applicable) if applicable else None,
        evidence_rate=_ratio(tally.shown_weight, tally.known_weight)
        if tally.known_weight
        else None,
        caps=limits.held,
        answered=tally.answered,
        applicable=tally.answered + tally.unknown + tally.unanswered,
        unknown=tally.unknown,
        not_applicable=tally.not_applicable,
        uncapped=value.score if uncapped is None else uncapped,
        if_not_applicable_were_zero=final.if_zero,
        method=method,
        terms=terms,
    )


def on_scale(score: Score, scale: Scale) -> Score:
    """A score in points, as it is said on ``scale``."""
    if scale.plain:
        return score

    def told(points: Fraction | None) -> Fraction | None:
        return None if points is None else Fraction(scale.level(points))

    return score._replace(
        scale=scale,
        score=told(score.score),
        low=told(score.low),
        high=told(score.high),
        uncapped=told(score.uncapped),
        if_not_applicable_were_zero=told(score.if_not_applicable_were_zero),
        caps=tuple(replace(cap, max=scale.level(cap.max)) for cap in score.caps),
        terms=tuple(
            replace(
                term,
                level=told(term.level),
                low=Fraction(scale.level(term.low)),
                high=Fraction(scale.level(term.high)),
            )
            for term in score.terms
        ),
    )


def _of_groups(parts: Sequence[Part], together: _Together) -> Value:
    refused = any(part.if_not_applicable_were_zero is not None for _, _, part in parts)
    return Value(
        together((weight, part.score) for weight, _, part in parts),
        together((weight, _bound(part, part.low, _LOWEST)) for weight, _, part in parts),
        together((weight, _bound(part, part.high, _HIGHEST)) for weight, _, part in parts),
        together((weight, _undone(part)) for weight, _, part in parts) if refused else None,
    )


def _capped(value: Value, limits: Limits) -> Value:
    return Value(
        _at_most(value.score, limits.score),
        _at_most(value.low, limits.low),
        _at_most(value.high, limits.high),
        _at_most(value.if_zero, limits.if_zero),
    )


def _bound(part: Score, bound: Fraction | None, widest: Fraction) -> Fraction | None:
    return widest if part.score is None and bound is not None else bound


def _undone(part: Score) -> Fraction | None:
    done = part.if_not_applicable_were_zero
    return part.score if done is None else done


def _state(part: Score) -> State:
    if not part.applicable:
        return "not_applicable"
    return "unanswered" if part.score is None else "answered"


@lru_cache(maxsize=1 << 14)
def _ratio(numerator: Level, denominator: Level) -> Fraction:
    """The fraction: the same few come back for every sheet, and making one is slow."""
    return Fraction(numerator, denominator)


def _at_most(value: Fraction | None, limit: Level) -> Fraction | None:
    if value is None or value.numerator <= limit * value.denominator:
        return value
    return Fraction(limit)
