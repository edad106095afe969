"""What falls due when: the obligations that concern an establishment, the late ones first.

answers, registers ──▶ Told, Noted ──▶ Due, with the source of its date ──▶ Agenda
"""

from __future__ import annotations

from care_assess.obligations.model import (
    TIMINGS,
    Agenda,
    Due,
    Instrument,
    Noted,
    Outside,
    Source,
    Timing,
    Told,
)
from care_assess.obligations.months import months_after, months_since
from care_assess.obligations.reckoning import SOON, build_agenda

__all__ = [
    "SOON",
    "TIMINGS",
    "Agenda",
    "Due",
    "Instrument",
    "Noted",
    "Outside",
    "Source",
    "Timing",
    "Told",
    "build_agenda",
    "months_after",
    "months_since",
]
