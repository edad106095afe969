"""The integer programme of a path: one unknown an action, done or not, and rows that must all hold.

Exact: every number is whole or a fraction. Further unknowns stand for what the rows cannot say by sums
alone: a score under a cap, a rung, work that is shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias

from care_assess.plan.formulas import Formula
from care_assess.plan.model import Plan, PlannedAction, parts

__all__ = ["Builder", "Program", "Row", "Terms"]

Terms: TypeAlias = "Mapping[int, Fraction | int]"
"""Unknown → its coefficient."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Σ coefficients x unknowns ≥ ``least``.

    ``target``: whether it says that a score reaches its target, where being short by very little matters.
    ``whole``: every unknown of the row is a whole number.
    """

    terms: Terms
    least: Fraction
    target: bool = False
    whole: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """The least Σ ``costs`` x unknowns under ``rows``.

    The first ``actions`` unknowns are 0 or 1; the others are from 0 to their ``tops``. ``fixed``: those of
    the first that are known already.
    """

    actions: int
    tops: tuple[Fraction | int, ...]
    rows: tuple[Row, ...]
    costs: Terms
    fixed: Mapping[int, bool] = field(default_factory=dict)

    def with_rows(self, *rows: Row) -> Program:
        """The same, under more rows."""
        return replace(self, rows=(*self.rows, *rows))

    def costing(self, costs: Terms) -> Program:
        """The same rows at other costs."""
        return replace(self, costs=costs)

    def fixing(self, fixed: Mapping[int, bool]) -> Program:
        """The same, with no other choice for those actions."""
        return replace(self, fixed=fixed)


class Builder:
    """Builds the programme of one plan, row by row."""

    def __init__(self, plan: Plan) -> None:
        self._actions = plan.actions
        self._places = {action.id: place for place, action in enumerate(plan.actions)}
        self._parts = parts(plan.actions)
        self._tops: list[Fraction | int] = []
        self._rows: list[Row] = []

    def built(self) -> Program:
        """The programme, which costs nothing yet."""
        return Program(
            actions=len(self._actions), tops=tuple(self._tops), rows=tuple(self._rows), costs={}
        )

    def reach(self, formula: Formula, level: Fraction) -> None:
        """The score is at least ``level``, in points."""
        for limit in formula.limits:
            if limit.at < level:
                lifted = {} if limit.lifted_by is None else {limit.lifted_by: 1}
                self._add(lifted, 1)
        terms, base, whole = self._sum(formula)
        self._rows.append(Row(terms=terms, least=level - base, target=True, whole=whole))

    def days(self, actions: Iterable[PlannedAction]) -> Terms:
        """The person-days of those actions that are done: what :meth:`Plan.days_of` counts."""
        some = {action.id: action for action in actions}
        days = {self._places[name]: action.days for name, action in some.items()}
        for name, of in self._parts.items():
            mine = {self._places[one.id]: one.days for one in of if one.id in some}
            if name in some and mine:
                whole = self._places[name]
                most = self._more(max(days[whole], sum(mine.values())))
                self._add({most: 1, whole: -days.pop(whole)}, 0)
                self._add({most: 1, **{part: -days.pop(part) for part in mine}}, 0)
                days[most] = 1
        return {**days}

    def at_most(self, terms: Terms, most: int, *, beyond: int | None = None) -> None:
        """Those terms are at most ``most``, or go beyond it by the unknown ``beyond``."""
        extra = {} if beyond is None else {beyond: 1}
        self._add({**{one: -amount for one, amount in terms.items()}, **extra}, -most)

    def excess(self, terms: Terms) -> int:
        """An unknown for how far those terms go beyond a limit."""
        tops = (self._top(one) * amount for one, amount in terms.items())
        return self._more(sum(tops, Fraction(0)))

    def after(self, action: str, before: Iterable[str]) -> None:
        """The action is done only if all of ``before`` are."""
        for name in before:
            self._add({self._places[name]: 1, self._places[action]: -1}, 0)

    def _sum(self, formula: Formula) -> tuple[Terms, Fraction, bool]:
        """The sum of a formula, its limits apart: terms, what they add to, and whether all is whole."""
        terms: dict[int, Fraction | int] = defaultdict(Fraction)
        base, whole = formula.base, True
        for place, gain in formula.gains.items():
            terms[place] += gain
        for share, part in formula.parts:
            inside, more, exact = self._value(part)
            base, whole = base + share * more, whole and exact
            for place, amount in inside.items():
                terms[place] += share * amount
        for step in formula.steps:
            passed = self._more(1)
            terms[passed] += step.height
            for place in sorted(step.needs):
                self._add({place: 1, passed: -1}, 0)
        return terms, base, whole

    def _value(self, formula: Formula) -> tuple[Terms, Fraction, bool]:
        """The score of a part, under its limits: as they stand, or as one more unknown."""
        terms, base, whole = self._sum(formula)
        best = formula.sum_at_best
        binding = [limit for limit in formula.limits if limit.at < best]
        if not binding:
            return terms, base, whole
        value = self._more(formula.at_best)
        self._add({**terms, value: -1}, -base, whole=False)
        for limit in binding:
            if limit.lifted_by is not None:
                risen: Terms = {limit.lifted_by: best - limit.at, value: -1}
                self._add(risen, -limit.at, whole=False)
        return {value: 1}, Fraction(0), False

    def _more(self, top: Fraction | int) -> int:
        """One more unknown."""
        self._tops.append(top)
        return len(self._actions) + len(self._tops) - 1

    def _top(self, unknown: int) -> Fraction | int:
        return 1 if unknown < len(self._actions) else self._tops[unknown - len(self._actions)]

    def _add(self, terms: Terms, least: Fraction | int, *, whole: bool = True) -> None:
        self._rows.append(Row(terms=terms, least=Fraction(least), whole=whole))
