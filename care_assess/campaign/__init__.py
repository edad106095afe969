"""The yearly self-assessment: its calendar, when the next is due, which entities and how much activity it covers.

    Campaign ── Entity (its activity, the day on which it was last assessed)
    campaign ──▶ steps with their planned days, next date, coverage, proposed answers

The rhythm of a year and the days of the steps are ours: the deadline is to be checked with the ARS.
"""

from __future__ import annotations

from care_assess.campaign.calendar import STEPS, Planned, State, Step, calendar, doubts, next_date
from care_assess.campaign.coverage import Coverage, coverage, finished
from care_assess.campaign.model import MOST_ACTIVITY, MOST_ENTITIES, Campaign, Entity

__all__ = [
    "MOST_ACTIVITY",
    "MOST_ENTITIES",
    "STEPS",
    "Campaign",
    "Coverage",
    "Entity",
    "Planned",
    "State",
    "Step",
    "calendar",
    "coverage",
    "doubts",
    "finished",
    "next_date",
]
