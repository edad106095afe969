"""An obligation on the calendar of an establishment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from care_assess.questionnaire import Obligation
from care_assess.readiness import Verdict

__all__ = ["TIMINGS", "Agenda", "Due", "Outside", "Timing"]

Timing: TypeAlias = Literal[
    "late", "unproven", "unknown", "soon", "later", "unanswered", "standing", "event", "done"
]
TIMINGS: tuple[Timing, ...] = get_args(Timing)
"""In the order in which they are shown.

late        the date has gone by, or it was never done
unproven    the answer does not show that it was done within its period
unknown     "I don't know" when it was last done
soon        within 90 days
later       after that
unanswered  the question that would tell is not answered
standing    always, or with a rhythm of which no question gives the date
event       when something happens
done        a date set once and for all, and the answers say it is met
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """One obligation. ``due``: the day, None when there is none or it is not known.

    ``last``: about when it was last done, from an answer in months (to the month) or a date. ``never``: it
    was never done. ``at_latest``: ``due`` is the latest day that the answer allows. ``verdict``: what the
    answers say of it, judged as a line of a table. ``concerned`` False is in :class:`Outside`; None: the
    profile does not say.
    """

    obligation: Obligation
    timing: Timing
    due: date | None
    last: date | None
    never: bool
    at_latest: bool
    concerned: bool | None
    verdict: Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Outside:
    """An obligation that is left out. ``reason``: that of a person who declared it so; empty: the profile."""

    obligation: Obligation
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Agenda:
    """All obligations: those that concern the establishment in the order of TIMINGS, then those left out."""

    entries: tuple[Due, ...]
    outside: tuple[Outside, ...]

    def of(self, *timings: Timing) -> tuple[Due, ...]:
        """The entries in one of those timings."""
        return tuple(one for one in self.entries if one.timing in timings)
