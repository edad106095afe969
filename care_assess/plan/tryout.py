"""What if these actions were done: the scores then, the caps lifted, the days; and sets worth trying.

As for the gain of an action (:mod:`care_assess.plan.weighing`): every question that a chosen action
answers is at its best, the rest stays the same and the same questions apply.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from care_assess.plan.model import Plan, PlannedAction
from care_assess.scoring import CapHeld, Scores
from care_assess.scoring.engine import Marking

__all__ = ["Tried", "fitting", "quick_wins", "try_out"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """The scores once ``actions`` (by rank) are done.

    ``days``: person-days of them together. ``lifted``: the caps that hold now and would no longer.
    ``missing``: the actions of the plan, by rank, that come before one of ``actions`` and are not among them.
    """

    actions: tuple[PlannedAction, ...]
    scores: Scores
    days: int
    lifted: tuple[CapHeld, ...]
    missing: tuple[PlannedAction, ...]


def try_out(marking: Marking, scores: Scores, plan: Plan, chosen: Collection[str]) -> Tried:
    """What the actions of those ids would change together; an id that the plan no longer has is left out.

    ``marking``, ``scores`` and ``plan`` are those of the same sheet.
    """
    actions = tuple(action for action in plan.actions if action.id in chosen)
    places = marking.frame.places
    positions = [places[question] for action in actions for question in action.questions]
    after = marking.raised(positions).scores()
    still = set(after.caps)
    return Tried(
        actions=actions,
        scores=after,
        days=plan.days_of(actions),
        lifted=tuple(cap for cap in scores.caps if cap not in still),
        missing=tuple(one for one in _with_required(plan, actions) if one not in actions),
    )


def quick_wins(plan: Plan) -> tuple[str, ...]:
    """The ids of the actions of small effort, by rank."""
    return tuple(action.id for action in plan.actions if action.horizon == "quick")


def fitting(plan: Plan, days: int) -> tuple[str, ...]:
    """The ids of the actions that fit in ``days`` person-days, by rank.

    Each action in the order of the plan is taken with those that come before it, when all fit beside
    what is taken already; else it is passed over. Nothing that was passed over would still fit.
    """
    taken: tuple[PlannedAction, ...] = ()
    for action in plan.actions:
        wider = _with_required(plan, (*taken, action))
        if plan.days_of(wider) <= days:
            taken = wider
    return tuple(action.id for action in taken)


def _with_required(plan: Plan, actions: Iterable[PlannedAction]) -> tuple[PlannedAction, ...]:
    """The actions and all that come before them, by rank."""
    answering = {question: action for action in plan.actions for question in action.questions}
    found: set[str] = set()
    waiting = list(actions)
    while waiting:
        action = waiting.pop()
        if action.id not in found:
            found.add(action.id)
            waiting.extend(answering[question] for question in action.requires)
    return tuple(action for action in plan.actions if action.id in found)
