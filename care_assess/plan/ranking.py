"""The order of the actions: that of the plan, that of each list, and that of what to decide now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from care_assess.plan.model import CRITICALITIES, LISTS, Package, Plan, PlannedAction
from care_assess.questionnaire import QuestionId

__all__ = ["by_rank", "by_topic", "decisions"]


def by_rank(actions: Iterable[PlannedAction]) -> tuple[PlannedAction, ...]:
    """The actions in the order of the plan, a total one.

    What lifts a cap, then the most critical, then the gain per day once the caps are lifted, then the id;
    and each after those that it requires, which move up just before it. What is merely cheap never comes
    before what can stop care. Of actions that wait for each other, the best of them comes last.
    """
    waiting = sorted(actions, key=_key)
    answering = {question: action for action in waiting for question in action.questions}
    seen: set[str] = set()
    placed: dict[str, PlannedAction] = {}
    for action in waiting:
        way = [action]
        while way:
            seen.add(way[-1].id)
            before = [answering[question] for question in way[-1].requires]
            missing = [one for one in before if one.id not in seen]
            if missing:
                way.append(min(missing, key=_key))
            else:
                one = way.pop()
                placed.setdefault(one.id, one)
    return tuple(placed.values())


def by_topic(plan: Plan) -> Mapping[str, tuple[Package, ...]]:
    """The packages of each topic, then those outside the six; one is in each list of its questions."""
    return {topic: tuple(one for one in plan.packages if topic in one.topics) for topic in LISTS}


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


def _key(action: PlannedAction) -> tuple[bool, int, Fraction, QuestionId]:
    return (
        not action.lifts,
        -CRITICALITIES.index(action.criticality),
        -action.freed / action.days,
        min(action.questions),
    )
