"""Why there is no path, and the least that would have to give for there to be one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias, TypeVar

from care_assess.plan.request import Means, Request, Targets
from care_assess.plan.search import Actions, Goal, Search
from care_assess.scoring import CapHeld

__all__ = ["Blocking", "Relief", "find_blocking"]

_N = TypeVar("_N", int, Fraction)
Kind: TypeAlias = Literal["topic", "domain", "overall", "days", "euros", "owner"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Relief:
    """One thing that blocks: what was ``given``, and the nearest value that blocks no more.

    ``kind``: a target out of reach whatever is done (``topic``, ``domain`` or ``overall``, in points), or
    a limit too low (``days``, ``euros`` or ``owner``, whose limit is in person-days). ``name``: of the
    topic, the questionnaire or the owner. Of a topic or a questionnaire out of reach, with everything
    done: ``caps``, those that hold it down, and how many of its answers are ``unknown``.
    """

    kind: Kind
    name: str
    given: Fraction
    needed: Fraction
    caps: tuple[CapHeld, ...] = ()
    unknown: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Blocking:
    """What blocks, and the ``request`` that it leaves once everything in ``reliefs`` gives way.

    Targets out of reach come down to what every action together reaches. Then the limits go up by the
    fewest person-days, all limits added up: euros through the day rate, with the days that they pay for.
    """

    reliefs: tuple[Relief, ...]
    request: Request


def find_blocking(search: Search) -> Blocking:
    """What blocks a search that has no path. Every goal of the search has a score."""
    beyond = search.short(search.plan.actions)
    targets = tuple(_out_of_reach(search, goal, level) for goal, level in beyond.items())
    request = replace(search.request, targets=_lowered(search.request.targets, beyond))
    lowered = search.asking(request)
    found = lowered.nearest()
    actions = found.actions if found else ()
    limits = tuple(_limits(lowered, actions))
    return Blocking(
        reliefs=(*targets, *limits),
        request=replace(request, means=_raised(request, limits)),
    )


def _out_of_reach(search: Search, goal: Goal, level: Fraction) -> Relief:
    best = search.at_best(goal)
    return Relief(
        kind=goal.kind,
        name=goal.name,
        given=goal.level,
        needed=level,
        caps=best.biting if best else (),
        unknown=best.unknown if best else 0,
    )


def _limits(search: Search, actions: Actions) -> Iterator[Relief]:
    """The limits that those actions go beyond."""
    means, horizon = search.request.means, search.request.horizon
    days = search.plan.days_of(actions)
    yield from _beyond("days", "", means.days, horizon, Fraction(days))
    if means.day_rate is not None:
        yield from _beyond("euros", "", means.euros, horizon, days * means.day_rate)
    for owner, limit in means.owners.items():
        mine = search.plan.days_of(one for one in actions if one.owner == owner)
        yield from _beyond("owner", owner, {horizon: limit}, horizon, Fraction(mine))


def _beyond(
    kind: Kind, name: str, given: Mapping[int, _N], horizon: int, needed: Fraction
) -> Iterator[Relief]:
    most = min((amount for by, amount in given.items() if by >= horizon), default=None)
    if most is not None and needed > most:
        yield Relief(kind=kind, name=name, given=Fraction(most), needed=needed)


def _lowered(targets: Targets, beyond: Mapping[Goal, Fraction]) -> Targets:
    reached = {(goal.kind, goal.name): level for goal, level in beyond.items()}
    return Targets(
        topics={one: reached.get(("topic", one), level) for one, level in targets.topics.items()},
        domains={
            one: reached.get(("domain", one), level) for one, level in targets.domains.items()
        },
        overall=reached.get(("overall", ""), targets.overall),
    )


def _raised(request: Request, limits: tuple[Relief, ...]) -> Means:
    means, horizon = request.means, request.horizon
    needed = {(one.kind, one.name): one.needed for one in limits}
    days, euros = needed.get(("days", ""), Fraction(0)), needed.get(("euros", ""), Fraction(0))
    return replace(
        means,
        days={by: max(n, int(days)) if by >= horizon else n for by, n in means.days.items()},
        euros={by: max(n, euros) if by >= horizon else n for by, n in means.euros.items()},
        owners={one: int(needed.get(("owner", one), n)) for one, n in means.owners.items()},
    )
