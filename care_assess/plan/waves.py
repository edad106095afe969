"""Waves: by when each chosen action is done, at the pace that the means allow."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from care_assess.plan.model import Plan, PlannedAction
from care_assess.plan.request import HORIZONS, Request, first

__all__ = ["Wave", "waves"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wave:
    """The actions done by the same horizon, by rank. ``days``: person-days that they add to the waves before."""

    by: int
    actions: tuple[PlannedAction, ...]
    days: int


def waves(plan: Plan, actions: Sequence[PlannedAction], request: Request) -> tuple[Wave, ...]:
    """The waves of ``actions``, which are within the limits of ``request`` and hold what comes first.

    By rank, what comes first before what waits for it, each action is put into the first wave that has
    room for it: by no horizon do the actions done by then, all together or those of one owner, need more
    than what can be spent by then. A horizon for which nothing is given has its share, at a steady pace,
    of what can be spent by the next one; without any limit, of the days of all of them.
    """
    planner = _Planner(plan, actions, request)
    before = first(plan, request)
    mine = {action.id for action in actions}
    waiting = sorted(actions, key=lambda action: action.rank)
    while waiting:
        for action in waiting:
            needed = mine.intersection(before[action.id])
            if planner.placed.keys() >= needed:
                planner.place(action, needed)
                waiting.remove(action)
                break
    return tuple(planner.waves())


class _Planner:
    def __init__(self, plan: Plan, actions: Sequence[PlannedAction], request: Request) -> None:
        self.placed: dict[str, int] = {}
        self._plan = plan
        self._actions = actions
        self._horizons = [one for one in HORIZONS if one <= request.horizon]
        horizon, means = request.horizon, request.means
        most = means.limit(horizon)
        end = plan.days_of(actions) if most is None else most
        self._pace = _pace({**means.limits(), horizon: end})
        self._owners = {owner: _pace({horizon: limit}) for owner, limit in means.owners.items()}

    def place(self, action: PlannedAction, needed: Collection[str]) -> None:
        """Put the action into the first wave that has room for it: the last one always has."""
        for horizon in self._horizons:
            self.placed[action.id] = horizon
            ready = all(self.placed[name] <= horizon for name in needed)
            if ready and self._fits(action.owner, horizon):
                return

    def waves(self) -> Iterator[Wave]:
        """The waves that have any action."""
        done: tuple[PlannedAction, ...] = ()
        for horizon in self._horizons:
            here = [one for one in self._actions if self.placed[one.id] == horizon]
            if here:
                so_far = (*done, *here)
                days = self._plan.days_of(so_far) - self._plan.days_of(done)
                ranked = sorted(here, key=lambda action: action.rank)
                yield Wave(by=horizon, actions=tuple(ranked), days=days)
                done = so_far

    def _fits(self, owner: str, horizon: int) -> bool:
        """Whether what is placed can be done by each horizon from that one on."""
        for by in self._horizons:
            if by >= horizon:
                placed = [one for one in self._actions if one.id in self.placed]
                done = [one for one in placed if self.placed[one.id] <= by]
                if self._plan.days_of(done) > self._pace[by]:
                    return False
                mine = [one for one in done if one.owner == owner]
                if owner in self._owners and self._plan.days_of(mine) > self._owners[owner][by]:
                    return False
        return True


def _pace(given: Mapping[int, int]) -> Mapping[int, int]:
    """Horizon → person-days by then: what is given, and a steady pace in between."""
    ends = sorted({0: 0, **given}.items())
    pace = dict(ends)
    for (start, least), (end, most) in pairwise(ends):
        for horizon in HORIZONS:
            if start < horizon < end:
                pace[horizon] = least + (most - least) * (horizon - start) // (end - start)
    return pace
