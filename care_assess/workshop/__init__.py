"""The workshop: many voices for each question, how far apart they are, and what the room settles on.

agenda (what is asked, how long)   codes (how one joins)
WorkshopEvent ── unfold ──▶ Workshop      Vote ── tally ──▶ Tally ── record ──▶ Record
"""

from __future__ import annotations

from care_assess.workshop.model import (
    ABSTAIN,
    FUNCTIONS,
    UNKNOWN,
    Function,
    Participant,
    Vote,
    Workshop,
    WorkshopEvent,
    choices_of,
    values_of,
)
from care_assess.workshop.record import Held, Outcome, Record, record
from care_assess.workshop.tally import Ballot, Tally, tally
from care_assess.workshop.unfolding import next_question, spent, unfold

__all__ = [
    "ABSTAIN",
    "FUNCTIONS",
    "UNKNOWN",
    "Ballot",
    "Function",
    "Held",
    "Outcome",
    "Participant",
    "Record",
    "Tally",
    "Vote",
    "Workshop",
    "WorkshopEvent",
    "choices_of",
    "next_question",
    "record",
    "spent",
    "tally",
    "unfold",
    "values_of",
]
