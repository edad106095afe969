"""Each score as a formula of the actions done: what the engine computes, before it is known which are.

Doing an action brings its questions to their best answer. It changes no weight and lets no question in or
out, so every mean and every sum is linear in the actions done; caps, and sums with their ceiling, are the
least of such formulas; a rung is passed once all the actions that it waits for are done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from care_assess.plan.model import PlannedAction
from care_assess.questionnaire import HIGHEST, Level, Scale
from care_assess.scoring.engine import Marking
from care_assess.scoring.frame import Branch, Cap, Domain, Members, Tally
from care_assess.scoring.values import added

__all__ = ["Formula", "Formulas", "Limit", "Step", "positions_of"]

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``at`` points, until the action of that place is done; None: whatever is done."""

    at: Level
    lifted_by: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """So many points more once all those actions are done."""

    height: Fraction
    needs: frozenset[int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Formula:
    """A score in points: the least of its ``limits`` and of a sum.

    The sum: ``base``, ``gains`` of the actions done (by their place in the plan), shares of the scores of
    ``parts``, and ``steps``. It never falls when one more action is done.
    """

    base: Fraction
    gains: Mapping[int, Fraction]
    parts: tuple[tuple[Fraction, Formula], ...] = ()
    steps: tuple[Step, ...] = ()
    limits: tuple[Limit, ...] = ()

    @property
    def sum_at_best(self) -> Fraction:
        """The sum, limits apart, when everything is done."""
        parts = (share * part.at_best for share, part in self.parts)
        heights = (step.height for step in self.steps)
        return self.base + sum((*self.gains.values(), *parts, *heights), _NOTHING)

    @property
    def at_best(self) -> Fraction:
        """The score when everything is done."""
        lasting = (limit.at for limit in self.limits if limit.lifted_by is None)
        return Fraction(min((self.sum_at_best, *lasting)))


def positions_of(marking: Marking, actions: Iterable[PlannedAction]) -> tuple[int, ...]:
    """The places, in the frame, of the questions that those actions answer."""
    places = marking.frame.places
    return tuple(places[question] for action in actions for question in action.questions)


class Formulas:
    """The formulas of one sheet. None stands for a score that there is not, whatever is done."""

    def __init__(self, marking: Marking, actions: Sequence[PlannedAction]) -> None:
        self._marking = marking
        self._frame = marking.frame
        self._solved = {
            position: place
            for place, action in enumerate(actions)
            for position in positions_of(marking, [action])
        }

    def topic(self, topic: str) -> Formula | None:
        """The score of a topic."""
        found = self._mean(self._frame.topics[topic])
        caps = self._frame.topic_caps[topic]
        return found and replace(found, limits=tuple(self._limits(caps)))

    def domain(self, domain: Domain) -> Formula | None:
        """The score of a questionnaire, in points."""
        found = self._branch(domain.root, domain.questionnaire.scale)
        limits = tuple(self._limits(domain.caps))
        return found and replace(found, limits=(*found.limits, *limits))

    def overall(self) -> Formula | None:
        """The score of the whole."""
        domains = self._frame.domains
        return _mean_of((one.questionnaire.weight, self.domain(one)) for one in domains)

    def _branch(self, branch: Branch, scale: Scale) -> Formula | None:
        method = branch.scoring.method
        if branch.parts and method in {"mean_of_groups", "sum_of_groups"}:
            parts = [(part.weight, self._branch(part, scale)) for part in branch.parts]
            return _mean_of(parts) if method == "mean_of_groups" else _sum_of(parts, scale.span)
        if method == "ladder":
            return self._climb(branch, scale)
        if method in {"sum", "sum_of_groups"}:
            return self._sum(branch.members, scale.span)
        return self._mean(branch.members)

    def _mean(self, members: Members) -> Formula | None:
        tally = self._tally(members)
        counted = tally.known_weight + tally.unknown_weight
        return self._over(members, tally, Fraction(counted)) if counted else None

    def _sum(self, members: Members, span: Level) -> Formula | None:
        tally = self._tally(members)
        if not tally.known_weight + tally.unknown_weight:
            return None
        found = self._over(members, tally, Fraction(span * self._frame.unit))
        return replace(found, limits=(Limit(HIGHEST),))

    def _over(self, members: Members, tally: Tally, whole: Fraction) -> Formula:
        """Weights x points of ``members`` over ``whole``."""
        gains: dict[int, Fraction] = defaultdict(Fraction)
        for position in members:
            if position in self._solved:
                slot, now = self._frame.slots[position], self._marking.outcomes[position]
                risen = (slot.best.points or 0) - (now.points or 0)
                gains[self._solved[position]] += slot.weight * risen / whole
        return Formula(base=tally.points / whole, gains=gains)

    def _tally(self, members: Members) -> Tally:
        return added([self._marking.outcomes[position].tally for position in members])

    def _climb(self, branch: Branch, scale: Scale) -> Formula | None:
        """A ladder as a score: each rung counts once it and those below are passed."""
        positions = (self._frame.places.get(hold.question.id) for hold in branch.holds)
        terms = [self._marking.outcomes[one].term for one in positions if one is not None]
        if not any(one.state in {"answered", "unknown"} and one.level is not None for one in terms):
            return None
        heights = [
            Fraction(scale.points(branch.scoring.start + n))
            for n in range(len(branch.scoring.rungs) + 1)
        ]
        needs = enumerate(self._needs(branch))
        steps = [Step(heights[n + 1] - heights[n], waited) for n, waited in needs]
        return Formula(base=heights[0], gains={}, steps=tuple(steps))

    def _needs(self, branch: Branch) -> Iterator[frozenset[int]]:
        """For each rung that can be passed, in order, the actions that it and those below wait for."""
        attempts = tuple(self._marking.attempts(branch.holds))
        waited: set[int] = set()
        for rung in branch.scoring.rungs:
            for hold, failed in attempts:
                if rung in (hold.concerned if failed is None else failed):
                    place = self._solved.get(self._frame.places.get(hold.question.id, -1))
                    if failed is None or place is None:
                        return
                    waited.add(place)
            yield frozenset(waited)

    def _limits(self, caps: Iterable[Cap]) -> Iterator[Limit]:
        """The caps that hold now: none comes with an action."""
        for rule, position in caps:
            unknown = self._marking.outcomes[position].term.state == "unknown"
            if self._marking.certain((rule, position)) or unknown:
                best = self._frame.slots[position].best.points or 0
                lasts = rule.below is not None and best < rule.below
                yield Limit(rule.max, None if lasts else self._solved.get(position))


def _mean_of(parts: Iterable[tuple[Fraction, Formula | None]]) -> Formula | None:
    scored = [(weight, part) for weight, part in parts if part is not None]
    whole = sum((weight for weight, _ in scored), _NOTHING)
    shares = tuple((weight / whole, part) for weight, part in scored)
    return Formula(base=_NOTHING, gains={}, parts=shares) if shares else None


def _sum_of(parts: Iterable[tuple[Fraction, Formula | None]], span: Level) -> Formula | None:
    shares = tuple((weight / span, part) for weight, part in parts if part is not None)
    limits = (Limit(HIGHEST),)
    return Formula(base=_NOTHING, gains={}, parts=shares, limits=limits) if shares else None
