"""The search of a path: the solver proposes, the scoring engine has the last word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from care_assess.plan.formulas import Formula, Formulas, positions_of
from care_assess.plan.model import Plan, PlannedAction
from care_assess.plan.narrowing import narrowed
from care_assess.plan.program import Builder, Program, Row, Terms
from care_assess.plan.request import Request, first
from care_assess.plan.solver import solve
from care_assess.scoring import Score
from care_assess.scoring.engine import Marking
from care_assess.scoring.frame import Domain

__all__ = ["Actions", "Found", "Goal", "Search"]

Actions: TypeAlias = "tuple[PlannedAction, ...]"


@dataclass(frozen=True, slots=True)
class Goal:
    """One score and the level it is to reach, in points. ``name``: of the topic or the questionnaire."""

    kind: Literal["topic", "domain", "overall"]
    name: str
    level: Fraction


@dataclass(frozen=True, slots=True)
class Found:
    """Actions by rank, and the proof: what was to be least cannot be under ``bound``."""

    actions: Actions
    bound: int


class Search:
    """One plan, and what is asked of it.

    ``goals``: what is to be reached; ``unscored``: what cannot be, for want of any answer that counts.
    """

    def __init__(self, marking: Marking, plan: Plan, request: Request) -> None:
        self.plan = plan
        self.request = request
        self._marking = marking
        self._domains = {one.questionnaire.id: one for one in marking.frame.domains}
        asked = tuple(_goals(request))
        levels = self._levels(marking, asked)
        self.goals = tuple(one for one in asked if levels[one] is not None)
        self.unscored = tuple(one for one in asked if levels[one] is None)

    def asking(self, request: Request) -> Search:
        """The search of something else on the same plan."""
        return Search(self._marking, self.plan, request)

    def short(self, actions: Iterable[PlannedAction]) -> Mapping[Goal, Fraction]:
        """The goals that those actions do not reach → the level they do reach, by the scoring engine."""
        after = self._marking.raised(positions_of(self._marking, actions))
        levels = self._levels(after, self.goals).items()
        return {goal: level for goal, level in levels if level is not None and level < goal.level}

    def at_best(self, goal: Goal) -> Score | None:
        """The score of a topic or of a questionnaire when everything is done; None for the whole."""
        after = self._marking.raised(positions_of(self._marking, self.plan.actions))
        return None if goal.kind == "overall" else self._score(after, goal)

    def shortest(self) -> Found | None:
        """The path of the fewest days within the means; None when there is none.

        Of paths as short, the one whose ranks add up to the least. Its bound is in person-days.
        """
        if not self.short(()):
            return Found((), 0)
        if self.short(self.plan.actions):
            return None
        builder = self._builder()
        days = builder.days(self.plan.actions)
        for terms, most in self._limits(builder, days):
            builder.at_most(terms, most)
        return self._least(builder.built(), (days, self._ranks()))

    def nearest(self) -> Found | None:
        """The path that needs the fewest person-days beyond the limits, all of them added up.

        Of those, one of the fewest days. Every goal is within reach.
        """
        if not self.short(()):
            return Found((), 0)
        builder = self._builder()
        days = builder.days(self.plan.actions)
        beyond = {}
        for terms, most in self._limits(builder, days):
            excess = builder.excess(terms)
            builder.at_most(terms, most, beyond=excess)
            beyond[excess] = 1
        costs = (beyond, days) if beyond else (days,)
        return self._least(builder.built(), costs, narrow=False)

    def _builder(self) -> Builder:
        """The programme of the goals and of what comes first."""
        builder = Builder(self.plan)
        formulas = Formulas(self._marking, self.plan.actions)
        for goal in self.goals:
            formula = self._formula(formulas, goal)
            if formula is not None:
                builder.reach(formula, goal.level)
        for action, before in first(self.plan, self.request).items():
            builder.after(action, before)
        return builder

    def _limits(self, builder: Builder, days: Terms) -> Iterator[tuple[Terms, int]]:
        """Each limit in person-days, and what it bears on."""
        means = self.request.means
        most = means.limit(self.request.horizon)
        if most is not None:
            yield days, most
        for owner, limit in means.owners.items():
            yield builder.days(one for one in self.plan.actions if one.owner == owner), limit

    def _least(
        self, program: Program, costs: Sequence[Terms], *, narrow: bool = True
    ) -> Found | None:
        """The choice of the least first cost, of those the least second cost, and so on.

        ``narrow``: what costs as little leaves few actions to choose from, which is worth finding first.
        """
        found: Found | None = None
        proof: Found | None = None
        for cost in costs:
            if found:
                spent = {unknown: -amount for unknown, amount in program.costs.items()}
                program = narrowed(program, found.bound) if narrow else program
                program = program.with_rows(Row(terms=spent, least=Fraction(-found.bound)))
            program = program.costing(cost)
            found = self._judged(program)
            if found is None:
                return None
            proof = proof or found
        return found and proof and Found(found.actions, proof.bound)

    def _judged(self, program: Program) -> Found | None:
        """The cheapest choice that the engine agrees with.

        When it does not, neither would it with fewer actions: one at least of the others is wanted.
        """
        while True:
            solution = solve(program)
            if solution is None:
                return None
            actions = tuple(self.plan.actions[place] for place in solution.chosen)
            if not self.short(actions):
                return Found(actions, solution.bound)
            others = set(range(program.actions)).difference(solution.chosen)
            cut = Row(terms=dict.fromkeys(sorted(others), 1), least=Fraction(1))
            program = program.with_rows(cut)

    def _ranks(self) -> Terms:
        return {place: action.rank for place, action in enumerate(self.plan.actions)}

    def _formula(self, formulas: Formulas, goal: Goal) -> Formula | None:
        if goal.kind == "topic":
            return formulas.topic(goal.name)
        return formulas.overall() if goal.kind == "overall" else formulas.domain(self._of(goal))

    def _levels(self, marking: Marking, goals: Iterable[Goal]) -> Mapping[Goal, Fraction | None]:
        """The level of each goal, by the scoring engine."""
        return {goal: self._level(marking, goal) for goal in goals}

    def _level(self, marking: Marking, goal: Goal) -> Fraction | None:
        if goal.kind != "overall":
            return self._score(marking, goal).normalised
        return marking.mean_of({name: marking.total(one) for name, one in self._domains.items()})

    def _score(self, marking: Marking, goal: Goal) -> Score:
        """The score of a topic or of a questionnaire."""
        return marking.topic(goal.name) if goal.kind == "topic" else marking.total(self._of(goal))

    def _of(self, goal: Goal) -> Domain:
        return self._domains[goal.name]


def _goals(request: Request) -> Iterator[Goal]:
    targets = request.targets
    for topic, level in targets.topics.items():
        yield Goal("topic", topic, level)
    for domain, level in targets.domains.items():
        yield Goal("domain", domain, level)
    if targets.overall is not None:
        yield Goal("overall", "", targets.overall)
