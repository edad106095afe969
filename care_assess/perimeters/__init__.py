"""Directories and what is exposed on the internet: one entry each, with its audits, the worst first.

    Book ── Place (a forest or domain) ── Reading (an ADS level, points open by level)
        └── Place (an exposed perimeter) ── Audit (findings by criticality, days to fix, retest)
    book ──▶ latest of each, trend, doubts, proposed answers

The floor, level 3 unless it is changed, is ours: the text asks for it of a backup directory alone (CaRE D2.O3.A).
"""

from __future__ import annotations

from care_assess.perimeters.figures import (
    Trend,
    doubts,
    exposed_first,
    former,
    latest,
    trend,
    weakest,
    worst_first,
)
from care_assess.perimeters.model import (
    ADS_LEVELS,
    CRITICALITIES,
    FLOOR,
    MOST_CHECKS,
    MOST_COUNT,
    MOST_DAYS,
    MOST_PLACES,
    POINT_LEVELS,
    SOURCES,
    Audit,
    Book,
    Place,
    Reading,
    Source,
)

__all__ = [
    "ADS_LEVELS",
    "CRITICALITIES",
    "FLOOR",
    "MOST_CHECKS",
    "MOST_COUNT",
    "MOST_DAYS",
    "MOST_PLACES",
    "POINT_LEVELS",
    "SOURCES",
    "Audit",
    "Book",
    "Place",
    "Reading",
    "Source",
    "Trend",
    "doubts",
    "exposed_first",
    "former",
    "latest",
    "trend",
    "weakest",
    "worst_first",
]
