"""How far the answers meet a text or a framework, line by line."""

from __future__ import annotations

from care_assess.readiness.concerned import is_concerned
from care_assess.readiness.judging import build_readiness, judge
from care_assess.readiness.model import (
    STATES,
    WHYS,
    Given,
    Judged,
    Readiness,
    State,
    Verdict,
    Why,
)

__all__ = [
    "STATES",
    "WHYS",
    "Given",
    "Judged",
    "Readiness",
    "State",
    "Verdict",
    "Why",
    "build_readiness",
    "is_concerned",
    "judge",
]
