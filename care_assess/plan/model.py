"""What a plan is: actions by rank, the packages that they make, and what to find out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from care_assess.questionnaire import (
    OUTSIDE,
    TOPICS,
    Criticality,
    Effort,
    QuestionId,
    Tier,
)
from care_assess.scoring import CapHeld
from care_assess.text import Text

__all__ = [
    "CRITICALITIES",
    "LISTS",
    "Clarification",
    "Package",
    "Plan",
    "PlannedAction",
    "parts",
]

LISTS = (*TOPICS, OUTSIDE)
CRITICALITIES: tuple[Criticality, ...] = ("low", "medium", "high", "critical")
_QUICK = 10  # person-days, under which a package is quick

Horizon: TypeAlias = Literal["quick", "structuring"]


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
    def horizon(self) -> Horizon:
        """Quick: under ten person-days and a month. Structuring: more."""
        return "quick" if self.effort == "S" else "structuring"


@dataclass(frozen=True, kw_only=True, slots=True)
class Package:
    """One line of the plan: an action alone, or several that are one piece of work.

    ``title``: what to call it; of an action alone, its words. ``head``: the action that covers the others,
    else the best of them. ``actions``: by rank, the head included. ``days``, ``gain``, ``topic_gains`` and
    ``lifts``: as of an action, of all of them done together.
    """

    title: Text
    head: PlannedAction
    actions: tuple[PlannedAction, ...]
    days: int
    gain: Fraction
    topic_gains: Mapping[str, Fraction]
    lifts: tuple[CapHeld, ...]

    @property
    def id(self) -> str:
        """The id of its head."""
        return self.head.id

    @property
    def rank(self) -> int:
        """The rank of its best action."""
        return self.actions[0].rank

    @property
    def alone(self) -> bool:
        """Whether it is one action."""
        return len(self.actions) == 1

    @property
    def owner(self) -> str:
        """The owner of its head."""
        return self.head.owner

    @property
    def criticality(self) -> Criticality:
        """That of its most critical action."""
        return max((one.criticality for one in self.actions), key=CRITICALITIES.index)

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The questions that its actions answer."""
        return tuple(question for action in self.actions for question in action.questions)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of its actions, in the order in which they are shown."""
        mine = {topic for action in self.actions for topic in action.topics}
        return tuple(topic for topic in LISTS if topic in mine)

    @property
    def requires(self) -> tuple[QuestionId, ...]:
        """The questions whose action comes before one of its own, and is not one of them."""
        mine = set(self.questions)
        named = dict.fromkeys(one for action in self.actions for one in action.requires)
        return tuple(one for one in named if one not in mine)

    @property
    def horizon(self) -> Horizon:
        """Quick: every action is, and they are so together. Structuring: more."""
        quick = all(one.horizon == "quick" for one in self.actions)
        return "quick" if quick and (self.alone or self.days < _QUICK) else "structuring"


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
    """What to do, by rank; what to find out, widest spread first.

    ``packages``: the same actions, those that are one piece of work together, by rank.
    """

    actions: tuple[PlannedAction, ...]
    to_clarify: tuple[Clarification, ...]
    packages: tuple[Package, ...] = ()

    def package_of(self, action: PlannedAction) -> Package:
        """The package that holds an action of the plan."""
        return next(one for one in self.packages if action in one.actions)

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
