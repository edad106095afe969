"""The steps of a campaign and their days, counted back from its end.

    next date   the end that is chosen, a year later once it was declared; else 12 months after the last
                one completed; else not known
    steps       90, 60, 45, 30, 15 and 0 days before it; done when they were in the year before it

All of it is our proposal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, TypeAlias, get_args

from care_assess.campaign.model import Campaign
from care_assess.obligations import SOON, months_after

__all__ = [
    "PERIOD",
    "STEPS",
    "Doubt",
    "Planned",
    "State",
    "Step",
    "calendar",
    "doubts",
    "next_date",
]

Step: TypeAlias = Literal["launch", "answers", "evidence", "review", "approval", "declaration"]
STEPS: tuple[Step, ...] = get_args(Step)
Doubt: TypeAlias = Literal["never_but_last", "to_come", "out_of_order"]
State: TypeAlias = Literal["done", "late", "soon", "later", "undated"]

PERIOD = 12
"""Months between two self-assessments."""
_BEFORE: dict[Step, int] = {
    "launch": 90, "answers": 60, "evidence": 45, "review": 30, "approval": 15, "declaration": 0,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """A step: the day planned for it, and the day on which it was done, when they are known."""

    step: Step
    planned: date | None
    done: date | None
    state: State


def next_date(campaign: Campaign, today: date) -> date | None:
    """The day by which the next one is to be declared."""
    end, declared = campaign.end, campaign.declaration
    if end is not None:
        begun = end - timedelta(days=_BEFORE["launch"])
        met = declared is not None and begun <= declared <= today
        return months_after(end, PERIOD) if met else end
    last = campaign.completed(today)
    return None if last is None else months_after(last, PERIOD)


def calendar(campaign: Campaign, today: date) -> tuple[Planned, ...]:
    """The steps in their order."""
    end = next_date(campaign, today)
    return tuple(_planned(campaign, step, end, today) for step in STEPS)


def doubts(campaign: Campaign, today: date) -> tuple[Doubt, ...]:
    """What cannot be right: "none yet" with a date, a step done in the future, steps done in another order."""
    done = [day for day in (getattr(campaign, one) for one in STEPS) if day is not None]
    found: list[Doubt] = []
    if campaign.never and (campaign.last or campaign.declaration):
        found.append("never_but_last")
    if any(day > today for day in (*done, campaign.last) if day is not None):
        found.append("to_come")
    if any(after < before for before, after in pairwise(done)):
        found.append("out_of_order")
    return tuple(found)


def _planned(campaign: Campaign, step: Step, end: date | None, today: date) -> Planned:
    day = None if end is None else end - timedelta(days=_BEFORE[step])
    done: date | None = getattr(campaign, step)
    before = date.min if end is None else months_after(end, -PERIOD)
    if done is not None and before < done <= today:
        return Planned(step=step, planned=day, done=done, state="done")
    return Planned(step=step, planned=day, done=None, state=_state(day, today))


def _state(day: date | None, today: date) -> State:
    if day is None:
        return "undated"
    if day < today:
        return "late"
    return "soon" if (day - today).days <= SOON else "later"
