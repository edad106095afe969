"""The plan: what to do, ranked, with what each action brings; and what to find out.

An action is worth what the whole would gain if every question it answers were at its best, the rest
staying the same and the same questions applying.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeVar

from care_assess.answers import Sheet
from care_assess.questionnaire import (
    OUTSIDE,
    TOPICS,
    Criticality,
    Effort,
    Question,
    QuestionId,
    Questionnaire,
    Reference,
    Tier,
)
from care_assess.scoring import CapHeld, Scores
from care_assess.scoring.engine import Marking, mark
from care_assess.text import Text

__all__ = ["Clarification", "Plan", "PlannedAction", "build_plan", "by_topic", "decisions"]

_LISTS = (*TOPICS, OUTSIDE)
_EFFORTS: tuple[Effort, ...] = ("S", "M", "L")
_CRITICALITIES: tuple[Criticality, ...] = ("low", "medium", "high", "critical")
_NO_GAIN = Fraction(0)
_Id = TypeVar("_Id", bound=str)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedAction:
    """One action of the plan, which may answer several questions.

    ``rank`` counts from 1. ``days``: person-days, an order of magnitude of ours. ``gain``: levels of the
    whole score; ``topic_gains``: levels of each topic that would change. ``lifts``: the caps that would
    no longer hold. ``requires``: questions of the plan whose action comes first. ``overlaps``: questions
    of the plan whose actions are the same work as this one. ``tier``: core when one question is.
    """

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
        """Person-days of those actions together: work that two of them share is counted once."""
        chosen = tuple(actions)
        covered = {question for action in chosen for question in action.questions}
        return sum(action.days for action in chosen if covered.isdisjoint(action.overlaps))


def build_plan(
    questionnaires: Sequence[Questionnaire], sheet: Sheet, scores: Scores, reference: Reference
) -> Plan:
    """The plan of the sheet. ``scores``: those of the same sheet.

    An action is proposed for a known answer that is below the target, or that holds a cap. What is not
    known is to be clarified first; what is not answered is neither.
    """
    planner = _Planner(mark(questionnaires, sheet, reference), scores, reference)
    return Plan(actions=planner.actions(), to_clarify=planner.clarifications())


def by_topic(plan: Plan) -> Mapping[str, tuple[PlannedAction, ...]]:
    """The actions of each topic, then those outside the six; an action is in each list of its questions."""
    return {
        topic: tuple(action for action in plan.actions if topic in action.topics)
        for topic in _LISTS
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
            -_CRITICALITIES.index(action.criticality),
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


class _Planner:
    """Weighs what each action would change."""

    def __init__(self, marking: Marking, scores: Scores, reference: Reference) -> None:
        self._marking = marking
        self._frame = marking.frame
        self._scores = scores
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
        found = sorted((self._action(group, planned) for group in groups.values()), key=_rank)
        return tuple(replace(action, rank=rank) for rank, action in enumerate(found, 1))

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
        gain, topic_gains, lifts = self._weighed(positions)
        return PlannedAction(
            rank=0,
            text=longest.text,
            questions=mine,
            topics=tuple(one for one in _LISTS if any(one in q.lists for q in questions)),
            effort=max((action.effort for action in actions), key=_EFFORTS.index),
            days=longest.days,
            owner=longest.owner,
            function=longest.function,
            resources=self._shown(_merged(action.resources for action in actions)),
            requires=tuple(one for one in requires if one in planned and one not in mine),
            overlaps=tuple(one for one in overlaps if one in planned and one not in mine),
            gain=gain,
            topic_gains=topic_gains,
            lifts=lifts,
            criticality=max((q.criticality for q in questions), key=_CRITICALITIES.index),
            tier="core" if any(question.tier == "core" for question in questions) else "full",
        )

    def _clarification(self, position: int) -> Clarification:
        question = self._frame.slots[position].question
        spread, _, lifts = self._weighed([position])
        return Clarification(
            question=question.id, owner=question.answered_by, spread=spread, lifts=lifts
        )

    def _weighed(
        self, positions: Sequence[int]
    ) -> tuple[Fraction, Mapping[str, Fraction], tuple[CapHeld, ...]]:
        """What the whole and the topics gain with those questions at their best, and the caps this lifts."""
        scores = self._scores
        after = self._marking.raised(positions)
        mine = {self._frame.slots[position].id for position in positions}
        totals = {name: domain.total for name, domain in scores.domains.items()}
        for domain in self._frame.domains:
            if not mine.isdisjoint(question.id for question in domain.questionnaire.questions):
                totals[domain.questionnaire.id] = after.total(domain)
        topics = {topic: after.topic(topic) for topic in self._concerned(mine)}
        still = {cap for one in (*totals.values(), *topics.values()) for cap in one.caps}
        return (
            _more(after.mean_of(totals), scores.overall.score),
            {name: _more(one.score, scores.topics[name].score) for name, one in topics.items()},
            tuple(cap for cap in scores.caps if cap.question in mine and cap not in still),
        )

    def _concerned(self, questions: AbstractSet[QuestionId]) -> tuple[str, ...]:
        """The topics that those questions carry or cap."""
        slots, places = self._frame.slots, self._frame.places
        lists = {one for name in questions for one in slots[places[name]].question.lists}
        caps = self._frame.topic_caps.items()
        capped = {
            one for one, rules in caps if any(rule.question in questions for rule, _ in rules)
        }
        return tuple(one for one in _LISTS if one in lists | capped)

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


def _rank(action: PlannedAction) -> tuple[bool, Fraction, int, QuestionId]:
    """Caps lifted first, then gain per day, then criticality, then id: a total order."""
    return (
        not action.lifts,
        -action.gain / action.days,
        -_CRITICALITIES.index(action.criticality),
        min(action.questions),
    )


def _more(after: Fraction | None, now: Fraction | None) -> Fraction:
    return _NO_GAIN if after is None or now is None else after - now


def _merged(lists: Iterable[tuple[_Id, ...]]) -> tuple[_Id, ...]:
    return tuple(dict.fromkeys(one for several in lists for one in several))
