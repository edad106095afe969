"""What every choice within a cost has in common, found before the solver searches among them.

Once the fewest person-days of a path are known, nearly all its actions are: with the others the way is
longer. The search of the best ranks among paths as short then has few actions left to choose from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from care_assess.plan.program import Program
from care_assess.plan.solver import bounds_of, constraints_of, costs_of

__all__ = ["narrowed"]

_CLEARLY = 1e-2  # of a cost that is a whole number: far above the rounding of the sums below
_WHOLE = 1e-6
_Numbers = NDArray[np.float64]


def narrowed(program: Program, most: int) -> Program:
    """The same programme with what no choice that costs at most ``most`` does otherwise fixed.

    Proof, by weak duality: whatever the weights y ≥ 0 of the rows, a choice x costs at least
    Σ y x least + Σ r·x, where r = cost - Σ y x coefficient; so does each part of it at its least. An action
    that the bound plus its own r forbids, or demands, is fixed. The weights are those of the relaxation,
    where actions may be done in part; those done in part there are tried both ways.
    """
    search = _Narrowing(program, most)
    while search.by_costs() or search.by_trial():
        pass
    return program.fixing(search.fixed())


@dataclass(frozen=True, slots=True)
class _Relaxed:
    """A relaxation: its bound, what one unit more of each unknown adds to it, and its solution."""

    bound: float
    reduced: _Numbers
    solution: _Numbers


class _Narrowing:
    def __init__(self, program: Program, most: int) -> None:
        self._actions = program.actions
        self._most = most + _CLEARLY
        self._costs = costs_of(program)
        self._low, self._high = bounds_of(program)
        self._matrix, self._least = constraints_of(program)
        self._last: _Relaxed | None = None

    def fixed(self) -> dict[int, bool]:
        """The actions of which nothing is left to choose, and whether they are done."""
        places = np.flatnonzero(~self._free())
        return {int(place): bool(self._low[place]) for place in places}

    def by_costs(self) -> bool:
        """Fix what costs too much otherwise; whether there was anything."""
        found = self._last = self._relaxed(self._low, self._high)
        if found is None:
            return False
        free, reduced = self._free(), found.reduced[: self._actions]
        never = free & (found.bound + np.maximum(reduced, 0) > self._most)
        always = free & (found.bound - np.minimum(reduced, 0) > self._most) & ~never
        self._high[: self._actions][never] = 0
        self._low[: self._actions][always] = 1
        return bool(never.any() or always.any())

    def by_trial(self) -> bool:
        """Fix one action that is done in part, when one of the two ways is too dear."""
        if self._last is None:
            return False
        done = self._last.solution[: self._actions]
        in_part = self._free() & (done > _WHOLE) & (done < 1 - _WHOLE)
        for place in map(int, np.flatnonzero(in_part)):
            for value in (0.0, 1.0):
                low, high = self._low.copy(), self._high.copy()
                low[place] = high[place] = value
                found = self._relaxed(low, high)
                if found is not None and found.bound > self._most:
                    self._low[place] = self._high[place] = 1 - value
                    return True
        return False

    def _free(self) -> NDArray[np.bool_]:
        return self._low[: self._actions] < self._high[: self._actions]

    def _relaxed(self, low: _Numbers, high: _Numbers) -> _Relaxed | None:
        """The relaxation between those bounds; None when it tells nothing."""
        found = linprog(
            self._costs,
            A_ub=-self._matrix,
            b_ub=-self._least,
            bounds=np.column_stack([low, high]),
            method="highs",
        )
        if not found.success:
            return None
        weights = np.maximum(-found.ineqlin.marginals, 0)
        reduced = self._costs - self._matrix.T @ weights
        bound = weights @ self._least + np.minimum(reduced * low, reduced * high).sum()
        return _Relaxed(float(bound), reduced, found.x)
