"""What an exposure is, with the why of it as data.

    Risk (one scenario) ── StepRisk (one step)
        ├── Reason (an answer that opens the way, stops it, or is not known)
        └── Reduction (an action, and the exposure once it is done)

Openness and exposure are exact shares: 0 nothing passes, 1 all is open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from care_assess.plan import PlannedAction
from care_assess.questionnaire import HIGHEST, TARGET, QuestionId, Role
from care_assess.scoring import ENOUGH
from care_assess.text import Text

__all__ = [
    "BANDS",
    "OPEN",
    "Band",
    "Reason",
    "Reduction",
    "Risk",
    "Spread",
    "StepRisk",
    "StepState",
    "band_of",
    "by_exposure",
]

Band: TypeAlias = Literal["low", "moderate", "high", "very_high"]
BANDS: tuple[Band, ...] = ("low", "moderate", "high", "very_high")

OPEN = Fraction(HIGHEST - TARGET, HIGHEST)
"""How open the way is when every answer is at the target floor: beyond, an answer opens it."""

_TOPS = (Fraction(HIGHEST - 4, HIGHEST), OPEN, Fraction(HIGHEST - 2, HIGHEST))
"""The most exposed of each band but the last: all answers at level 4, at the floor, at level 2."""

StepState: TypeAlias = Literal["holds", "ajar", "open", "unclear", "unasked", "outside"]
"""What is said of a step. ``unasked``: by this tier or these questionnaires; ``outside``: not applicable."""


def band_of(share: Fraction) -> Band:
    """The band of an exact share; the bounds belong to the band below."""
    return BANDS[sum(share > top for top in _TOPS)]


class Spread(NamedTuple):
    """An openness and its bounds: all that is not known at its best, at its worst.

    ``value`` None: nothing is answered. Otherwise ``low`` ≤ ``value`` ≤ ``high``.
    """

    value: Fraction | None
    low: Fraction
    high: Fraction

    @property
    def settled(self) -> bool:
        """Whether what is not known cannot change the band."""
        return band_of(self.low) == band_of(self.high)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One answer and what it weighs in a scenario.

    ``openness``: share in [0, 1]; None when the answer is not known (``unknown``) or not given.
    ``role`` and ``strength``: those it has at the step where it weighs most; ``steps``: all its steps.
    """

    question: QuestionId
    role: Role
    strength: int
    steps: tuple[str, ...]
    openness: Fraction | None
    unknown: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class StepRisk:
    """One step. ``openness`` None: no question is asked about it, or none applies.

    ``weight``: see Step. ``known``: share of the strength of its questions whose answer is known, in [0, 1].
    """

    id: str
    name: Text
    weight: int
    state: StepState
    openness: Spread | None
    known: Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class Reduction:
    """An action of the plan, and the exposure with its questions at their best, the rest staying the same.

    The questions whose work it includes are at their best too.
    """

    action: PlannedAction
    after: Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class Risk:
    """The exposure to one scenario.

    ``exposure`` None: no question applies. ``known``: mean by weight of what is known of the steps, in [0, 1].
    ``opens``: known answers below the floor, the worst first; ``stops``: those at the floor or above, the
    best first; ``to_clarify``: what is not known, what weighs most first. ``actions``: those that reduce it
    most, at most three.
    """

    id: str
    name: Text
    story: Text | None
    exposure: Spread | None
    known: Fraction
    steps: tuple[StepRisk, ...]
    opens: tuple[Reason, ...]
    stops: tuple[Reason, ...]
    to_clarify: tuple[Reason, ...]
    actions: tuple[Reduction, ...]

    @property
    def band(self) -> Band | None:
        """The band of the exposure; None when too little is known for what is not to leave it as it is."""
        if self.exposure is None or self.exposure.value is None:
            return None
        if self.known < ENOUGH and not self.exposure.settled:
            return None
        return band_of(self.exposure.value)


def by_exposure(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """The most exposed first; those without a band after the others. At equality, the order given."""

    def place(risk: Risk) -> tuple[bool, Fraction]:
        value = risk.exposure.value if risk.exposure else None
        return risk.band is None, -(value or Fraction(0))

    return tuple(sorted(risks, key=place))
