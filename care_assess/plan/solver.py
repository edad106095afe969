"""An integer programme solved by HiGHS, through SciPy, which this module and narrowing.py alone know."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, gcd, lcm
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from care_assess.errors import Refused
from care_assess.plan.program import Program, Row

__all__ = ["Solution", "bounds_of", "constraints_of", "costs_of", "solve"]

Numbers: TypeAlias = "NDArray[np.float64]"

_HALF = 0.5
_LARGEST = 1 << 20  # coefficients, beyond which a row is no more exact than the solver
_CLOSE = 1e-5  # ten times the tolerance of the solver
_NODES = 10_000  # a hundred times what the hardest of our plans takes, and less than half a minute
_SOLVED, _STOPPED, _NONE = 0, 1, 2
_ANSWERED = {_SOLVED, _STOPPED, _NONE}


@dataclass(frozen=True, slots=True)
class Solution:
    """The actions done, by their places, and a proof: no programme of whole costs costs less than ``bound``."""

    chosen: tuple[int, ...]
    bound: int


def solve(program: Program) -> Solution | None:
    """The cheapest choice; None when there is none.

    A target is let off by half of the unit in which its row counts, or by more than the tolerance of the solver
    where it counts in none: nothing that reaches it is lost, and what is found is for the caller to score. One that
    is narrowed already is simple as it is: simplified again, it takes twice as long. Raises
    Refused when the search is longer than any plan needs.
    """
    costs, simplify = costs_of(program), not program.fixed
    found = _run(program, costs, presolve=simplify)
    if (
        found.status not in _ANSWERED
    ):  # simplified first, a programme is sometimes lost on the way back
        found = _run(program, costs, presolve=not simplify)
    if found.status == _NONE:
        return None
    if found.status != _SOLVED:
        raise Refused("path.refused.too_long")
    chosen = np.flatnonzero(found.x[: program.actions] > _HALF)
    return Solution(tuple(map(int, chosen)), ceil(found.mip_dual_bound - _CLOSE))


def costs_of(program: Program) -> Numbers:
    """What each unknown costs."""
    costs = np.zeros(program.actions + len(program.tops))
    for unknown, cost in program.costs.items():
        costs[unknown] = float(cost)
    return costs


def bounds_of(program: Program) -> tuple[Numbers, Numbers]:
    """The least and the most that each unknown can be."""
    low = np.zeros(program.actions + len(program.tops))
    high = np.array([1.0] * program.actions + [float(top) for top in program.tops])
    for place, done in program.fixed.items():
        low[place] = high[place] = float(done)
    return low, high


def constraints_of(program: Program) -> tuple[csr_array, Numbers]:
    """The rows, each in its unit: coefficients, and the least that they add up to."""
    values: list[float] = []
    unknowns: list[int] = []
    starts, least = [0], []
    for row in program.rows:
        unit, slack = _unit(row)
        values += [float(amount * unit) for amount in row.terms.values()]
        unknowns += row.terms.keys()
        starts.append(len(values))
        least.append(float(row.least * unit) - slack)
    shape = (len(program.rows), program.actions + len(program.tops))
    return csr_array((values, unknowns, starts), shape=shape), np.array(least)


def _run(program: Program, costs: Numbers, *, presolve: bool) -> OptimizeResult:
    matrix, least = constraints_of(program)
    return milp(
        costs,
        integrality=np.arange(len(costs)) < program.actions,
        bounds=Bounds(*bounds_of(program)),
        constraints=LinearConstraint(matrix, least, np.inf),
        options={"mip_rel_gap": 0, "node_limit": _NODES, "presolve": presolve},
    )


def _unit(row: Row) -> tuple[Fraction, float]:
    """By what to multiply a row, and what to let it off: whole numbers and half of one where they can be."""
    amounts = [Fraction(one) for one in (*row.terms.values(), row.least)]
    whole = Fraction(
        lcm(*(one.denominator for one in amounts)), gcd(*(one.numerator for one in amounts)) or 1
    )
    largest = max(map(abs, amounts)) or Fraction(1)
    if row.whole and largest * whole <= _LARGEST:
        return whole, _HALF if row.target else 0
    return 1 / largest, _CLOSE if row.target else 0
