"""Work packages: the actions that are one piece of work, as one line of the plan.

First an action that covers the work of others, with them (see :func:`~care_assess.plan.model.parts`). Then
those of one owner who rest on one resource of which the vocabulary says that, in the hands of that owner,
it makes one piece of work. What is left is alone. The choice of resources is ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from care_assess.plan.effects import Effect, Effects
from care_assess.plan.formulas import positions_of
from care_assess.plan.model import Package, Plan, PlannedAction, parts
from care_assess.questionnaire import Reference
from care_assess.scoring.engine import Marking
from care_assess.text import Text

__all__ = ["packages"]


def packages(
    plan: Plan, marking: Marking, effects: Effects, reference: Reference
) -> tuple[Package, ...]:
    """The packages of the plan, each at the rank of its best action; every action is in one, and one only.

    ``marking`` and ``effects`` are those of the sheet of the plan. A package has the gain of all its actions
    done together, which is not the sum of theirs.
    """
    found = (
        _package(plan, group, effects.of(positions_of(marking, group.actions)))
        if len(group.actions) > 1
        else _alone(group.head)
        for group in _groups(plan.actions, reference)
    )
    return tuple(sorted(found, key=lambda package: package.rank))


@dataclass(frozen=True, slots=True)
class _Group:
    """Actions by rank that are one piece of work, and what to call it."""

    title: Text
    head: PlannedAction
    actions: tuple[PlannedAction, ...]


def _package(plan: Plan, group: _Group, effect: Effect) -> Package:
    return Package(
        title=group.title,
        head=group.head,
        actions=group.actions,
        days=plan.days_of(group.actions),
        gain=effect.gain,
        topic_gains=effect.topic_gains,
        lifts=effect.lifts,
    )


def _alone(action: PlannedAction) -> Package:
    return Package(
        title=action.text,
        head=action,
        actions=(action,),
        days=action.days,
        gain=action.gain,
        topic_gains=action.topic_gains,
        lifts=action.lifts,
    )


def _groups(actions: Sequence[PlannedAction], reference: Reference) -> Iterator[_Group]:
    """Every action, in one group."""
    named = {action.id: action for action in actions}
    taken: set[str] = set()
    for whole, some in parts(actions).items():
        head = named[whole]
        mine = sorted((head, *some), key=lambda action: action.rank)
        if some:
            yield _Group(head.text, head, tuple(mine))
            taken.update(one.id for one in mine)
    resting: dict[tuple[Text, str], list[PlannedAction]] = {}
    for action in actions:
        if action.id in taken:
            continue
        title = _title(action, reference)
        if title is None:
            yield _Group(action.text, action, (action,))
        else:
            resting.setdefault((title, action.owner), []).append(action)
    yield from (_Group(title, some[0], tuple(some)) for (title, _), some in resting.items())


def _title(action: PlannedAction, reference: Reference) -> Text | None:
    """What the first resource that makes one piece of work for the owner of the action calls it."""
    known = (reference.resources[one].packages for one in action.resources)
    return next((titles[action.owner] for titles in known if action.owner in titles), None)
