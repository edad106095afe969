"""What each action would change, and the plan that this makes.

An action is worth what the whole would gain if every question it answers were at its best, the rest
staying the same and the same questions applying.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TypeVar

from care_assess.answers import Sheet
from care_assess.plan.effects import Effects, more
from care_assess.plan.model import CRITICALITIES, LISTS, Clarification, Plan, PlannedAction
from care_assess.plan.packages import packages
from care_assess.plan.ranking import by_rank
from care_assess.questionnaire import Effort, Question, QuestionId, Questionnaire, Reference
from care_assess.scoring import Scores
from care_assess.scoring.engine import Marking, mark

__all__ = ["build_plan", "names_of"]

_EFFORTS: tuple[Effort, ...] = ("S", "M", "L")
_Id = TypeVar("_Id", bound=str)


def build_plan(
    questionnaires: Sequence[Questionnaire], sheet: Sheet, scores: Scores, reference: Reference
) -> Plan:
    """The plan of the sheet. ``scores``: those of the same sheet.

    An action is proposed for a known answer that is below the target, or that holds a cap. What is not
    known is to be clarified first; what is not answered is neither.
    """
    marking = mark(questionnaires, sheet, reference)
    effects = Effects(marking, scores)
    planner = _Planner(marking, effects, scores, reference, names_of(questionnaires))
    plan = Plan(actions=planner.actions(), to_clarify=planner.clarifications())
    return replace(plan, packages=packages(plan, marking, effects, reference))


class _Planner:
    """Weighs what each action would change."""

    def __init__(
        self,
        marking: Marking,
        effects: Effects,
        scores: Scores,
        reference: Reference,
        names: Mapping[str, str],
    ) -> None:
        """``names``: the words of an action → its id."""
        self._names = names
        self._marking = marking
        self._effects = effects
        self._frame = marking.frame
        self._reference = reference
        self._holding = {cap.question for cap in scores.caps}

    def actions(self) -> tuple[PlannedAction, ...]:
        """The actions, ranked."""
        groups: dict[str, list[int]] = {}
        for position, slot in enumerate(self._frame.slots):
            if slot.question.action and self._is_gap(position):
                groups.setdefault(slot.question.action.text.fr, []).append(position)
        planned = {
            self._frame.slots[position].id for group in groups.values() for position in group
        }
        found = self._freed([(self._action(group, planned), group) for group in groups.values()])
        return tuple(replace(action, rank=rank) for rank, action in enumerate(by_rank(found), 1))

    def clarifications(self) -> tuple[Clarification, ...]:
        """What is not known, the caps it holds first, then the widest spread."""
        found = [
            self._clarification(position)
            for position, outcome in enumerate(self._marking.outcomes)
            if outcome.term.state == "unknown"
        ]
        return tuple(sorted(found, key=lambda one: (not one.lifts, -one.spread, one.question)))

    def _is_gap(self, position: int) -> bool:
        """Whether a known answer is below the target of its questionnaire, or holds a cap."""
        slot, points = self._frame.slots[position], self._marking.outcomes[position].points
        return points is not None and (points < slot.target or slot.id in self._holding)

    def _action(self, positions: Sequence[int], planned: AbstractSet[QuestionId]) -> PlannedAction:
        """The action that answers those questions; its rank is not known yet."""
        questions = [self._frame.slots[position].question for position in positions]
        actions = [question.action for question in questions if question.action]
        longest = max(actions, key=lambda action: action.days)
        mine = tuple(question.id for question in questions)
        requires = _merged(action.requires for action in actions)
        overlaps = _merged(self._same_work(question) for question in questions)
        effect = self._effects.of(positions)
        return PlannedAction(
            id=self._names[longest.text.fr],
            rank=0,
            text=longest.text,
            questions=mine,
            topics=tuple(one for one in LISTS if any(one in q.lists for q in questions)),
            effort=max((action.effort for action in actions), key=_EFFORTS.index),
            days=longest.days,
            owner=longest.owner,
            function=longest.function,
            resources=self._shown(_merged(action.resources for action in actions)),
            requires=tuple(one for one in requires if one in planned and one not in mine),
            overlaps=tuple(one for one in overlaps if one in planned and one not in mine),
            gain=effect.gain,
            freed=effect.gain,
            topic_gains=effect.topic_gains,
            lifts=effect.lifts,
            criticality=max((q.criticality for q in questions), key=CRITICALITIES.index),
            tier="core" if any(question.tier == "core" for question in questions) else "full",
        )

    def _clarification(self, position: int) -> Clarification:
        question = self._frame.slots[position].question
        effect = self._effects.of([position])
        return Clarification(
            question=question.id,
            owner=question.answered_by,
            spread=effect.gain,
            lifts=effect.lifts,
        )

    def _freed(
        self, found: Sequence[tuple[PlannedAction, Sequence[int]]]
    ) -> Iterator[PlannedAction]:
        """The actions, each with what it brings once those that lift a cap are done."""
        lifting = [one for action, positions in found if action.lifts for one in positions]
        base = self._marking.raised(lifting)
        totals = {domain.questionnaire.id: base.total(domain) for domain in self._frame.domains}
        now = base.mean_of(totals)
        for action, positions in found:
            if lifting and not action.lifts:
                moved = self._effects.moved(base.raised(positions), set(action.questions))
                then = base.mean_of({**totals, **moved})
                yield replace(action, freed=more(then, now))
            else:
                yield action

    def _same_work(self, question: Question) -> tuple[QuestionId, ...]:
        """The questions of the ladder that the action of ``question`` is said to overlap."""
        name = question.action.overlaps if question.action else None
        return tuple(
            hold.question.id
            for domain in self._frame.domains
            if domain.questionnaire.id == question.questionnaire
            for ladder in domain.questionnaire.ladders
            if ladder.id == name
            for hold in domain.root.holds
            if not set(ladder.rungs).isdisjoint(hold.concerned)
        )

    def _shown(self, resources: Iterable[str]) -> tuple[str, ...]:
        known = self._reference.resources
        return tuple(one for one in resources if one in known and known[one].shown)


def names_of(questionnaires: Iterable[Questionnaire]) -> Mapping[str, str]:
    """The words of each action → its id, whatever is answered and asked."""
    names: dict[str, str] = {}
    for questionnaire in questionnaires:
        for question in questionnaire.questions:
            if question.action:
                words = question.action.text.fr
                names[words] = min(names.get(words, question.id), question.id)
    return names


def _merged(lists: Iterable[tuple[_Id, ...]]) -> tuple[_Id, ...]:
    return tuple(dict.fromkeys(one for several in lists for one in several))
