"""What the answers say of a line of a table: its state, the answers that make it, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from care_assess.answers import Answer
from care_assess.plan import PlannedAction
from care_assess.questionnaire import QuestionId, ReadinessLine, ReadinessTable

__all__ = ["STATES", "WHYS", "Given", "Judged", "Readiness", "State", "Verdict", "Why"]

State: TypeAlias = Literal["met", "partly", "not", "unassessed"]
STATES: tuple[State, ...] = get_args(State)
"""The states of a line, the best first."""

Why: TypeAlias = Literal["uncovered", "not_applicable", "beyond_tier", "unanswered"]
WHYS: tuple[Why, ...] = get_args(Why)
"""Why a line is not assessed: no question feeds it, none of its questions applies, none is asked in this
tier, none is answered."""

Given: TypeAlias = Literal[
    "met", "partly", "not", "unknown", "unanswered", "beyond_tier", "not_applicable"
]
"""What one answer says of a line. ``unknown`` weighs as ``not``; ``unanswered`` and ``beyond_tier`` keep the
line from being met; ``not_applicable`` counts for nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """One question of a line. ``needed`` and ``points``: 0 to 5, exact; ``points`` None when not known or not counted."""

    question: QuestionId
    needed: Fraction
    points: Fraction | None
    given: Given
    answer: Answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """The state of a line. ``why``: of a line that is not assessed, and of no other.

    ``actions``: those of the plan that raise an answer which does not meet the line, by rank.
    """

    state: State
    why: Why | None
    answers: tuple[Judged, ...]
    actions: tuple[PlannedAction, ...] = ()

    @property
    def told(self) -> int:
        """How many questions are answered, "I don't know" included."""
        return sum(one.given in {"met", "partly", "not", "unknown"} for one in self.answers)

    @property
    def asked(self) -> int:
        """How many questions count, answered or not."""
        return sum(one.given != "not_applicable" for one in self.answers)

    @property
    def unknown(self) -> int:
        """How many are answered "I don't know"."""
        return sum(one.given == "unknown" for one in self.answers)

    @property
    def short(self) -> tuple[Judged, ...]:
        """The answers that do not meet the line, "I don't know" included."""
        return tuple(one for one in self.answers if one.given in {"partly", "not", "unknown"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Readiness:
    """A table with the verdict on each of its lines. ``concerned`` None: the profile does not say."""

    table: ReadinessTable
    concerned: bool | None
    lines: tuple[tuple[ReadinessLine, Verdict], ...]

    def count(self, state: State) -> int:
        """How many lines are in that state."""
        return sum(verdict.state == state for _, verdict in self.lines)

    @property
    def uncovered(self) -> tuple[ReadinessLine, ...]:
        """The lines that no question feeds."""
        return tuple(line for line, verdict in self.lines if verdict.why == "uncovered")
