"""The order of the actions: that of the plan, that of each list, and that of what to decide now."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from care_assess.plan.model import Plan, PlannedAction
from care_assess.questionnaire import OUTSIDE, TOPICS, Criticality, QuestionId

__all__ = ["CRITICALITIES", "LISTS", "by_rank", "by_topic", "decisions"]

LISTS = (*TOPICS, OUTSIDE)
CRITICALITIES: tuple[Criticality, ...] = ("low", "medium", "high", "critical")


def by_rank(action: PlannedAction) -> tuple[bool, Fraction, int, QuestionId]:
    """Caps lifted first, then gain per day, then criticality, then id: a total order."""
    return (
        not action.lifts,
        -action.gain / action.days,
        -CRITICALITIES.index(action.criticality),
        min(action.questions),
    )


def by_topic(plan: Plan) -> Mapping[str, tuple[PlannedAction, ...]]:
    """The actions of each topic, then those outside the six; an action is in each list of its questions."""
    return {
        topic: tuple(action for action in plan.actions if topic in action.topics) for topic in LISTS
    }


def decisions(plan: Plan, n: int) -> tuple[PlannedAction, ...]:
    """The ``n`` actions to decide now, which is not the order in which to do the work.

    Those that lift a cap; then, of those that wait for no other action, the ones that answer a core
    question, the most critical first: what can stop care comes before what is merely cheap. At
    equality, the rank of the plan. Work that an action already chosen includes is not decided again.
    """
    urgent = sorted(
        plan.actions,
        key=lambda action: (
            not action.lifts,
            bool(action.requires),
            action.tier != "core",
            -CRITICALITIES.index(action.criticality),
            action.rank,
        ),
    )
    chosen: list[PlannedAction] = []
    included: set[QuestionId] = set()
    for action in urgent:
        if not included.issuperset(action.questions):
            chosen.append(action)
            included.update(action.overlaps)
    return tuple(chosen[:n])
