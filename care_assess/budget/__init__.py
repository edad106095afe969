"""The share of the budget that goes to digital: what is entered, the ratios, and what they are held against.

    Entry (an establishment, a year) ──▶ consolidation ──▶ ratios R1 to R6, each with its terms
    ratios ──▶ doubts to confirm, comparison with chosen references, trend, proposed answers

The perimeter is that of circular DHOS/E3/2009/60, recalled by instruction DGOS/MSIOS/2013/259; the formulas
are our proposal on that base: the one that the national platform uses since 2025 is not known to us.
"""

from __future__ import annotations

from care_assess.budget.model import (
    BASES,
    FUNDS,
    KINDS,
    MOST,
    Basis,
    Entry,
    Fund,
    Kind,
    Line,
    Subsidy,
)
from care_assess.budget.ratios import RATIOS, STAFF, Ratio, RatioId, Sum, Term, ratios

__all__ = [
    "BASES",
    "FUNDS",
    "KINDS",
    "MOST",
    "RATIOS",
    "STAFF",
    "Basis",
    "Entry",
    "Fund",
    "Kind",
    "Line",
    "Ratio",
    "RatioId",
    "Subsidy",
    "Sum",
    "Term",
    "ratios",
]
