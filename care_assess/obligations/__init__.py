"""What falls due when: the obligations that concern an establishment, the late ones first."""

from __future__ import annotations

from care_assess.obligations.model import TIMINGS, Agenda, Due, Outside, Timing
from care_assess.obligations.reckoning import SOON, build_agenda, months_after

__all__ = [
    "SOON",
    "TIMINGS",
    "Agenda",
    "Due",
    "Outside",
    "Timing",
    "build_agenda",
    "months_after",
]
