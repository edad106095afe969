"""What a path is asked for: levels to reach, the means at hand, and what must come first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import floor
from typing import Final

from care_assess.errors import Refused
from care_assess.plan.model import LISTS, Plan
from care_assess.plan.roadmap import WAVES
from care_assess.questionnaire import HIGHEST, OUTSIDE, TARGET, TOPICS, Questionnaire, Reference
from care_assess.questionnaire.shelf import cycles
from care_assess.scoring import Scores

__all__ = [
    "HORIZONS",
    "Means",
    "Request",
    "Targets",
    "best_of",
    "check_request",
    "first",
    "floor_of",
]

HORIZONS: Final = WAVES
"""The days from now by which something can be asked, or wanted."""
_MOST_DAYS = 1_000_000  # person-days; also what keeps whole numbers whole in the solver


@dataclass(frozen=True, kw_only=True, slots=True)
class Targets:
    """The levels to reach, each in points from 0 to 5: topic → level, questionnaire → level, and over all."""

    topics: Mapping[str, Fraction] = field(default_factory=dict)
    domains: Mapping[str, Fraction] = field(default_factory=dict)
    overall: Fraction | None = None


def floor_of(level: Fraction = Fraction(TARGET), topics: Iterable[str] = TOPICS) -> Targets:
    """The same floor for each topic: by default the target, for the six."""
    return Targets(topics=dict.fromkeys(topics, level))


def best_of(members: Iterable[Scores]) -> Targets:
    """In each topic, the highest level that one of the members has reached; none where nobody has reached 1."""
    best: dict[str, int] = {}
    for scores in members:
        for topic, score in scores.topics.items():
            if score.level:
                best[topic] = max(score.level, best.get(topic, 0))
    return Targets(topics={topic: Fraction(best[topic]) for topic in LISTS if topic in best})


@dataclass(frozen=True, kw_only=True, slots=True)
class Means:
    """What can be spent; what is not given is not limited.

    ``days``: horizon → person-days in all by then. ``euros``: horizon → euros in all by then, which need
    ``day_rate``, the euros of one person-day: no other price is known. ``owners``: owner → person-days
    in all by the horizon of the request.
    """

    days: Mapping[int, int] = field(default_factory=dict)
    euros: Mapping[int, Fraction] = field(default_factory=dict)
    day_rate: Fraction | None = None
    owners: Mapping[str, int] = field(default_factory=dict)

    def limits(self) -> Mapping[int, int]:
        """Horizon → person-days in all by then: what the euros pay for, and what is given for later, included."""
        paid: Mapping[int, int] = {}
        if self.day_rate is not None:
            paid = {by: floor(amount / self.day_rate) for by, amount in self.euros.items()}
        given = [*self.days.items(), *paid.items()]
        return {by: min(days for later, days in given if later >= by) for by, _ in sorted(given)}

    def limit(self, horizon: int) -> int | None:
        """Person-days in all by ``horizon``: the tightest limit given for it or for later."""
        return min((days for by, days in self.limits().items() if by >= horizon), default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A path to find: ``targets`` to reach with ``means`` by ``horizon``, in days from today.

    ``before``: id of an action → ids of those that come before it, beside what the plan says itself.
    ``done``: ids of actions whose questions count at their best already, for no day. ``dropped``: ids of
    actions that will not be done; nothing waits for them.
    """

    targets: Targets = field(default_factory=floor_of)
    means: Means = field(default_factory=Means)
    horizon: int = 180
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()

    def left(self, plan: Plan) -> Plan:
        """The plan of what can still be done, action by action."""
        closed = self.done | self.dropped
        left = tuple(one for one in plan.actions if one.id not in closed)
        return replace(plan, actions=left, packages=())


def first(plan: Plan, request: Request) -> Mapping[str, tuple[str, ...]]:
    """Id of each action of ``plan`` → ids of those of the same plan that come before it."""
    solved = {question: one.id for one in plan.actions for question in one.questions}
    named = {one.id: [solved.get(question) for question in one.requires] for one in plan.actions}
    return {
        action: tuple(
            dict.fromkeys(
                name for name in (*names, *request.before.get(action, ())) if name in named
            )
        )
        for action, names in named.items()
    }


def check_request(
    request: Request, plan: Plan, questionnaires: Iterable[Questionnaire], reference: Reference
) -> None:
    """Raise Refused, with the first thing wrong and its place."""
    _check_targets(request.targets, [one.id for one in questionnaires])
    _check_means(request.means, reference.owners)
    if request.horizon not in HORIZONS:
        known = ", ".join(map(str, HORIZONS))
        raise Refused("path.refused.horizon", horizon=request.horizon, known=known)
    ids = {action.id for action in plan.actions}
    ordered = (*request.before, *(one for some in request.before.values() for one in some))
    for name in (*ordered, *sorted(request.done | request.dropped)):
        if name not in ids:
            raise Refused("path.refused.action", id=name)
    before = first(plan, request)
    for way in cycles(before, before.__getitem__):
        raise Refused("path.refused.round", way=" → ".join(way))


def _check_targets(targets: Targets, domains: Collection[str]) -> None:
    for topic in targets.topics:
        _check_known("topic", topic, (*TOPICS, OUTSIDE))
    for domain in targets.domains:
        _check_known("domain", domain, domains)
    levels = (*targets.topics.items(), *targets.domains.items(), ("", targets.overall))
    for name, level in levels:
        if level is not None and not 0 <= level <= HIGHEST:
            key = "path.refused.level_of" if name else "path.refused.level"
            raise Refused(key, name=name, level=str(level), highest=HIGHEST)


def _check_means(means: Means, owners: Collection[str]) -> None:
    for name, given in (("days", means.days), ("euros", means.euros)):
        _check_amounts(name, given)
    for owner, days in means.owners.items():
        _check_known("owner", owner, owners)
        if not 0 <= days <= _MOST_DAYS:
            raise Refused("path.refused.owner_days", owner=owner, amount=days, most=_MOST_DAYS)
    if means.day_rate is not None and means.day_rate <= 0:
        raise Refused("path.refused.day_rate", amount=str(means.day_rate))
    if means.euros and means.day_rate is None:
        raise Refused("path.refused.no_day_rate")


def _check_amounts(name: str, given: Mapping[int, int] | Mapping[int, Fraction]) -> None:
    """Amounts by horizon: none below 0, none smaller than by an earlier horizon."""
    for horizon, amount in given.items():
        if horizon not in HORIZONS:
            known = ", ".join(map(str, HORIZONS))
            raise Refused("path.refused.horizon", horizon=horizon, known=known)
        if amount < 0 or (name == "days" and amount > _MOST_DAYS):
            most = _MOST_DAYS
            raise Refused(f"path.refused.{name}", horizon=horizon, amount=str(amount), most=most)
        for later, then in given.items():
            if later > horizon and then < amount:
                raise Refused(f"path.refused.{name}_shrink", horizon=horizon, later=later)


def _check_known(what: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise Refused(f"path.refused.{what}", name=name, known=", ".join(known))
