"""An integer programme solved by HiGHS, through SciPy: the one module that knows either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, gcd, lcm

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from care_assess.errors import Refused
from care_assess.plan.program import Program, Row

__all__ = ["Solution", "solve"]

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
    where it counts in none: nothing that reaches it is lost, and what is found is for the caller to score. Raises
    Refused when the search is longer than any plan needs.
    """
    size = program.actions + len(program.tops)
    costs = np.zeros(size)
    for unknown, cost in program.costs.items():
        costs[unknown] = float(cost)
    found = _run(program, costs, presolve=True)
    if (
        found.status not in _ANSWERED
    ):  # simplified first, a programme is sometimes lost on the way back
        found = _run(program, costs, presolve=False)
    if found.status == _NONE:
        return None
    if found.status != _SOLVED:
        raise Refused("path.refused.too_long")
    chosen = np.flatnonzero(found.x[: program.actions] > _HALF)
    return Solution(tuple(map(int, chosen)), ceil(found.mip_dual_bound - _CLOSE))


def _run(program: Program, costs: NDArray[np.float64], *, presolve: bool) -> OptimizeResult:
    tops = [1.0] * program.actions + [float(top) for top in program.tops]
    return milp(
        costs,
        integrality=np.arange(len(costs)) < program.actions,
        bounds=Bounds(0, tops),
        constraints=_constraints(program.rows, len(costs)),
        options={"mip_rel_gap": 0, "node_limit": _NODES, "presolve": presolve},
    )


def _constraints(rows: Sequence[Row], size: int) -> LinearConstraint:
    values: list[float] = []
    unknowns: list[int] = []
    starts, least = [0], []
    for row in rows:
        unit, slack = _unit(row)
        values += [float(amount * unit) for amount in row.terms.values()]
        unknowns += row.terms.keys()
        starts.append(len(values))
        least.append(float(row.least * unit) - slack)
    matrix = csr_array((values, unknowns, starts), shape=(len(rows), size))
    return LinearConstraint(matrix, np.array(least), np.inf)


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
