"""The formula, ours: from answers to the openness of a step, from steps to the exposure to a scenario.

    answer    1 - points / 5
    step      the mean of its answers by strength; when it has doors that are enough alone, half of it
              and half of the most open of them: one is enough to pass
    scenario  the mean of its steps by weight: none is sure to stop it, each makes it harder

An answer that is not known counts as open; one not given is left out; bounds take both at best, at worst.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from care_assess.questionnaire import HIGHEST, Level
from care_assess.risks.model import Spread
from care_assess.scoring import State

__all__ = ["Part", "exposure", "openness", "value_of", "whole"]

_CLOSED, _OPEN = 0, HIGHEST
_GIVEN = frozenset({"answered", "unknown"})


@dataclass(frozen=True, slots=True)
class Part:
    """An answer at a step. ``gap``: the points it lacks to be at 5, None when it is not known.

    ``door``: it opens the way and is enough alone.
    """

    strength: int
    door: bool
    state: State
    gap: Level | None


def openness(parts: Sequence[Part]) -> Spread | None:
    """The openness of a step; None when none of its answers applies."""
    applicable = [part for part in parts if part.state != "not_applicable"]
    low, high = _open(applicable, unknown=_CLOSED), _open(applicable, unknown=_OPEN)
    return None if low is None or high is None else Spread(value_of(applicable), low, high)


def value_of(parts: Iterable[Part]) -> Fraction | None:
    """The openness of a step as it is answered; None when nothing is."""
    return _open((part for part in parts if part.state in _GIVEN), unknown=_OPEN)


def exposure(steps: Sequence[tuple[int, Spread]]) -> Spread | None:
    """The exposure of a scenario with steps of those weights that open so; None without any."""
    low = whole((weight, one.low) for weight, one in steps)
    high = whole((weight, one.high) for weight, one in steps)
    if low is None or high is None:
        return None
    return Spread(whole((weight, one.value) for weight, one in steps), low, high)


def whole(steps: Iterable[tuple[int, Fraction | None]]) -> Fraction | None:
    """The mean of steps by weight; those without a value are left out, None when all are."""
    given = [(weight, one) for weight, one in steps if one is not None]
    if not given:
        return None
    total = sum((weight * one for weight, one in given), Fraction(0))
    return total / sum(weight for weight, _ in given)


def _open(parts: Iterable[Part], *, unknown: Level) -> Fraction | None:
    """``unknown``: the gap of what is not known. None without any part."""
    strength = 0
    total: Level = 0
    doors: list[Level] = []
    for part in parts:
        gap = unknown if part.gap is None else part.gap
        strength += part.strength
        total += part.strength * gap
        if part.door:
            doors.append(gap)
    if not strength:
        return None
    mean = Fraction(total, HIGHEST * strength)
    return (mean + Fraction(max(doors), HIGHEST)) / 2 if doors else mean
