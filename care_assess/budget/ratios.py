"""The ratios R1 to R6 of one entry, each with its terms.

    R1   operating digital spending / operating charges
    R2   digital investment / investment
    R3   (operating digital spending without amortisation + digital investment)
         / (operating charges without amortisation + investment)
    R4   cybersecurity / (operating digital spending without amortisation + digital investment)
    R5   cybersecurity / operating charges
    R6   digital staff / staff;   R6b   cybersecurity staff / digital staff

Amortisation and the purchase that created it are never added: only R1 holds amortisation. A term that was
not entered, or a denominator of 0 or less, makes a ratio that cannot be computed; never 0. [Our proposal, on the perimeter of 2009 and 2013.]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from care_assess.budget.model import KINDS, Entry, Line, Total

__all__ = ["RATIOS", "STAFF", "Ratio", "RatioId", "Sum", "Term", "cyber_of", "ratios"]

RatioId: TypeAlias = Literal["r1", "r2", "r3", "r4", "r5", "r6", "r6b"]
RATIOS: tuple[RatioId, ...] = get_args(RatioId)
STAFF: tuple[RatioId, ...] = ("r6", "r6b")
"""Those of full-time equivalents; the others are of euros."""
_NET: Mapping[RatioId, tuple[Total, ...]] = {
    "r1": ("operating",),
    "r2": ("investment",),
    "r3": ("operating", "investment"),
}
"""The ratios that are also given net, and the subsidies that paid what each counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One figure of a sum: euros (cents) or full-time equivalents, below 0 when taken away; None: not entered.

    ``name``: a kind of line, ``total_operating``, ``annex_operating``, ``less_amortisation``,
    ``subsidies_operating``, ``cyber_staff`` (the cyber part of that kind), ``fte_total``…
    """

    name: str
    value: Fraction | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """Terms to add up."""

    terms: tuple[Term, ...]

    @property
    def value(self) -> Fraction | None:
        """Their sum; None when one was not entered."""
        values = [one.value for one in self.terms]
        known = [one for one in values if one is not None]
        return sum(known, Fraction(0)) if len(known) == len(values) else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The terms that were not entered."""
        return tuple(one.name for one in self.terms if one.value is None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ratio:
    """``top`` over ``bottom``. ``net``: of the subsidies received."""

    id: RatioId
    top: Sum
    bottom: Sum
    net: bool = False

    @property
    def value(self) -> Fraction | None:
        """The share, exact; None when it cannot be computed."""
        top, bottom = self.top.value, self.bottom.value
        return None if top is None or bottom is None or bottom <= 0 else top / bottom

    @property
    def missing(self) -> tuple[str, ...]:
        """The terms without which it cannot be computed, each once."""
        return tuple(dict.fromkeys((*self.top.missing, *self.bottom.missing)))

    def gap(self, share: Fraction) -> Fraction | None:
        """What ``top`` lacks to reach a share of the same ``bottom``, in its unit; below 0: it is past it.

        Of R1: share x operating charges - operating digital spending.
        """
        top, bottom = self.top.value, self.bottom.value
        return None if top is None or bottom is None or bottom <= 0 else share * bottom - top


def ratios(entry: Entry, *, annexes: bool) -> tuple[Ratio, ...]:
    """Every ratio: R1 to R6 gross, then those of R1 to R3 that subsidies paid a part of, net of them.

    ``annexes``: whether annex budgets count, above and below alike.
    """
    counting = _Counting(entry, annexes=annexes)
    gross = tuple(Ratio(id=one, top=top, bottom=bottom) for one, top, bottom in counting.all())
    paid = {one.total for one in entry.subsidies}
    net = (counting.net(one) for one in gross if not paid.isdisjoint(_NET.get(one.id, ())))
    return (*gross, *net)


def cyber_of(line: Line) -> Fraction | None:
    """What a line spends on cybersecurity, in cents; None when nobody has said."""
    return None if line.cyber is None else line.cyber * line.cents


class _Counting:
    """The sums of one entry."""

    def __init__(self, entry: Entry, *, annexes: bool) -> None:
        self._entry, self._annexes = entry, annexes
        counted = [one for one in entry.lines if not one.left_out and (annexes or not one.annex)]
        self._operating = [one for one in counted if one.total == "operating"]
        self._lasting = [one for one in self._operating if one.kind != "amortisation"]
        self._investment = [one for one in counted if one.total == "investment"]

    def all(self) -> Iterable[tuple[RatioId, Sum, Sum]]:
        entry = self._entry
        effort = Sum(terms=(*self._spent("lasting"), *self._spent("investment")))
        operating = Sum(terms=self._totals("operating"))
        without = (*self._totals("operating"), *self._totals("amortisation", sign=-1))
        cyber = Sum(terms=self._cyber())
        staff_it = Sum(terms=(Term(name="fte_it", value=entry.staff_it),))
        yield "r1", Sum(terms=self._spent("operating")), operating
        yield "r2", Sum(terms=self._spent("investment")), Sum(terms=self._totals("investment"))
        yield "r3", effort, Sum(terms=(*without, *self._totals("investment")))
        yield "r4", cyber, effort
        yield "r5", cyber, operating
        yield "r6", staff_it, Sum(terms=(Term(name="fte_total", value=entry.staff),))
        yield "r6b", Sum(terms=(Term(name="fte_cyber", value=entry.staff_cyber),)), staff_it

    def net(self, ratio: Ratio) -> Ratio:
        """The same ratio, less the subsidies that paid what it counts."""
        less = tuple(
            Term(name=f"subsidies_{total}", value=Fraction(-sum(found)))
            for total in _NET[ratio.id]
            if (found := [one.cents for one in self._entry.subsidies if one.total == total])
        )
        top = Sum(terms=(*ratio.top.terms, *less))
        return Ratio(id=ratio.id, top=top, bottom=ratio.bottom, net=True)

    def _spent(self, which: Literal["operating", "lasting", "investment"]) -> tuple[Term, ...]:
        """A term a kind of line; one that is not entered when there is no line, or none of a member."""
        lines: Mapping[str, list[Line]] = {
            "operating": self._operating,
            "lasting": self._lasting,
            "investment": self._investment,
        }
        terms = _by_kind(lines[which], lambda one: Fraction(one.cents))
        total = "investment" if which == "investment" else "operating"
        if terms and total not in self._entry.lacking:
            return terms
        return (*terms, Term(name=f"digital_{total}", value=None))

    def _cyber(self) -> tuple[Term, ...]:
        """The cyber part of each kind of line that has one; lines of which nobody has said it add nothing."""
        said = [one for one in (*self._lasting, *self._investment) if one.cyber is not None]
        terms = _by_kind(said, lambda one: cyber_of(one) or Fraction(0), "cyber_")
        return terms or (Term(name="cyber", value=None),)

    def _totals(self, total: Total, sign: int = 1) -> tuple[Term, ...]:
        """A total of the main budget, then of the annex budgets when they count."""
        parts = [("total" if sign > 0 else "less", self._entry.main(total))]
        if self._annexes:
            parts.append(("annex" if sign > 0 else "less_annex", self._entry.annex(total)))
        return tuple(
            Term(name=f"{name}_{total}", value=None if cents is None else Fraction(sign * cents))
            for name, cents in parts
        )


def _by_kind(
    lines: Iterable[Line], amount: Callable[[Line], Fraction], prefix: str = ""
) -> tuple[Term, ...]:
    sums: dict[str, Fraction] = {}
    for one in lines:
        sums[one.kind] = sums.get(one.kind, Fraction(0)) + amount(one)
    return tuple(Term(name=f"{prefix}{kind}", value=sums[kind]) for kind in KINDS if kind in sums)
