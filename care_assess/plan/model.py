"""What a plan is: actions by rank, and what to find out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from care_assess.questionnaire import Criticality, Effort, QuestionId, Tier
from care_assess.scoring import CapHeld
from care_assess.text import Text

__all__ = ["Clarification", "Plan", "PlannedAction", "parts"]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedAction:
    """One action of the plan, which may answer several questions.

    ``id``: the first, in alphabetical order, of all the questions whose action has these words, answered
    or not: the same from one assessment to the next. ``rank`` counts from 1. ``days``: person-days, an
    order of magnitude of ours. ``gain``: levels of the whole score; ``freed``: the same once all actions
    that lift a cap are done, so that what a cap holds back has its rank too (for one of them, its gain);
    ``topic_gains``: levels of each topic that would change. ``lifts``: the caps that would no longer hold.
    ``requires``: questions of the plan whose action comes first. ``overlaps``: questions of the plan whose
    actions are the same work as this one. ``tier``: core when one question is.
    """

    id: str
    rank: int
    text: Text
    questions: tuple[QuestionId, ...]
    topics: tuple[str, ...]
    effort: Effort
    days: int
    owner: str
    function: str
    resources: tuple[str, ...]
    requires: tuple[QuestionId, ...]
    overlaps: tuple[QuestionId, ...]
    gain: Fraction
    freed: Fraction
    topic_gains: Mapping[str, Fraction]
    lifts: tuple[CapHeld, ...]
    criticality: Criticality
    tier: Tier

    @property
    def horizon(self) -> Literal["quick", "structuring"]:
        """Quick: under ten person-days and a month. Structuring: more."""
        return "quick" if self.effort == "S" else "structuring"


@dataclass(frozen=True, kw_only=True, slots=True)
class Clarification:
    """A question answered "I don't know", and who usually knows.

    ``spread``: what the whole would gain if the answer turned out to be the best. ``lifts``: the caps
    that hold only because the answer is not known.
    """

    question: QuestionId
    owner: str
    spread: Fraction
    lifts: tuple[CapHeld, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What to do, by rank; what to find out, widest spread first."""

    actions: tuple[PlannedAction, ...]
    to_clarify: tuple[Clarification, ...]

    def days_of(self, actions: Iterable[PlannedAction]) -> int:
        """Person-days of those actions together: work that two of them share is counted once.

        Of an action and of its parts (see :func:`parts`), the longer counts.
        """
        chosen = tuple(actions)
        days = {action.id: action.days for action in chosen}
        shared = (
            min(days[whole], sum(days.get(one.id, 0) for one in some))
            for whole, some in parts(self.actions).items()
            if whole in days
        )
        return sum(days.values()) - sum(shared)


def parts(actions: Sequence[PlannedAction]) -> Mapping[str, tuple[PlannedAction, ...]]:
    """The actions that are part of the work of another one: its id → its parts.

    An action is part of one work at most, that of the best rank, and what has parts is part of nothing:
    however one chooses among the actions, no day of a part is deducted twice.
    """
    taken: set[str] = set()
    found = {}
    for whole in actions:
        if whole.overlaps:
            mine = tuple(
                one
                for one in actions
                if not (one.overlaps or one.id in taken)
                and not set(one.questions).isdisjoint(whole.overlaps)
            )
            found[whole.id] = mine
            taken.update(one.id for one in mine)
    return found
