"""What is entered of one establishment for one year. Euros are whole cents; nothing entered is None, never 0."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

__all__ = [
    "BASES",
    "FUNDS",
    "KINDS",
    "MOST",
    "TOTALS",
    "YEARS",
    "Basis",
    "Entry",
    "Fund",
    "Kind",
    "Line",
    "Subsidy",
    "Total",
]

Kind: TypeAlias = Literal[
    "staff", "maintenance", "licences", "hosting", "telecom", "rentals", "services", "other",
    "amortisation", "investment",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What a line is spent on. ``investment`` is a purchase of the year; all others are operating charges."""

Basis: TypeAlias = Literal["closed", "forecast"]
BASES: tuple[Basis, ...] = get_args(Basis)
"""Where the figures come from: closed accounts, or a forecast (EPRD)."""

Fund: TypeAlias = Literal["care", "hopen", "fmis", "ars", "other"]
FUNDS: tuple[Fund, ...] = get_args(Fund)

Total: TypeAlias = Literal["operating", "amortisation", "investment"]
TOTALS: tuple[Total, ...] = get_args(Total)
"""What is asked of the whole legal entity; amortisation is a part of its operating charges."""

MOST = 10**14
"""Cents of one amount, at most: a thousand billion euros."""
YEARS = (2000, 2100)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of digital spending. ``cents`` ≥ 0.

    ``cyber``: the part that goes to cybersecurity, from 0 to 1; None: nobody has said. ``note``: the
    hypothesis behind it, ``by``: whose. ``annex``: it is charged to an annex budget. ``internal``: the
    establishment pays it to another of its group. ``left_out``: why it is not counted; "" when it is.
    """

    kind: Kind
    cents: int
    cyber: Fraction | None = None
    label: str = ""
    note: str = ""
    by: str = ""
    annex: bool = False
    internal: bool = False
    left_out: str = ""

    @property
    def total(self) -> Total:
        """The total of the legal entity in which it is."""
        return "investment" if self.kind == "investment" else "operating"


@dataclass(frozen=True, kw_only=True, slots=True)
class Subsidy:
    """Money received for digital spending of the year. ``total``: ``operating`` or ``investment``."""

    fund: Fund
    total: Total
    cents: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One establishment (or a group of them, consolidated), one year.

    ``operating``, ``investment``, ``amortisation``: totals of the main budget, in cents; ``annex_…``: of
    its annex budgets together. ``lacking``: the kinds of spending of which a member of the group has
    entered no line. ``staff…``: full-time equivalents, ``staff_cyber`` among ``staff_it`` among ``staff``.
    ``imported``: the lines come from a file. ``reported``: it was entered on the national platform.
    """

    entity: str
    year: int
    basis: Basis = "closed"
    operating: int | None = None
    investment: int | None = None
    amortisation: int | None = None
    annex_operating: int | None = None
    annex_investment: int | None = None
    annex_amortisation: int | None = None
    lines: tuple[Line, ...] = ()
    lacking: tuple[Total, ...] = ()
    subsidies: tuple[Subsidy, ...] = ()
    staff: Fraction | None = None
    staff_it: Fraction | None = None
    staff_cyber: Fraction | None = None
    imported: bool = False
    reported: bool = False

    def main(self, total: Total) -> int | None:
        """A total of the main budget."""
        found: int | None = getattr(self, total)
        return found

    def annex(self, total: Total) -> int | None:
        """A total of the annex budgets."""
        found: int | None = getattr(self, f"annex_{total}")
        return found
