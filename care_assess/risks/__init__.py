"""The exposure to each scenario: how open its way is, the answers that make it so, what would close it."""

from __future__ import annotations

from care_assess.risks.model import (
    BANDS,
    OPEN,
    Band,
    Reason,
    Reduction,
    Risk,
    Spread,
    StepRisk,
    StepState,
    band_of,
    by_exposure,
)
from care_assess.risks.weighing import build_risks

__all__ = [
    "BANDS",
    "OPEN",
    "Band",
    "Reason",
    "Reduction",
    "Risk",
    "Spread",
    "StepRisk",
    "StepState",
    "band_of",
    "build_risks",
    "by_exposure",
]
