"""The scenarios: their steps, and where the answer to each question weighs in them.

    Scenario ── Step ── Placement (a question, its role, its strength)

The steps are those of the vocabulary; the placements, in ``scenarios.yaml``, are a proposal of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from care_assess.questionnaire.model import QuestionId
    from care_assess.text import Text

__all__ = ["ENOUGH_ALONE", "Placement", "Role", "Scenario", "Step"]

Role: TypeAlias = Literal["opens", "stops"]

ENOUGH_ALONE = 3
"""The strength of an answer that opens or holds its step alone."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A question at a step. ``opens``: a door, which a poor answer leaves open; ``stops``: a barrier.

    ``strength``: 1 it helps, 2 it counts much, 3 it is enough alone.
    """

    question: QuestionId
    role: Role
    strength: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step of a scenario, and the questions that weigh there.

    ``weight``: 1 the step counts, 2 it counts much, 3 it decides the scenario.
    """

    id: str
    name: Text
    weight: int = 1
    placements: tuple[Placement, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """One way in which things go wrong, step after step. ``story``: the same told, if it is."""

    id: str
    name: Text
    story: Text | None
    steps: tuple[Step, ...]
