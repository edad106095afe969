"""An obligation on the calendar of an establishment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from care_assess.questionnaire import Obligation
from care_assess.readiness import Verdict

__all__ = [
    "TIMINGS",
    "Agenda",
    "Due",
    "Instrument",
    "Noted",
    "Outside",
    "Source",
    "Timing",
    "Told",
]

Instrument: TypeAlias = Literal["exercises", "perimeters", "campaign", "budget"]
"""A page on which things are noted rather than answered."""
Source: TypeAlias = Literal["register", "answer", "text", "none"]
"""Where a date comes from: what was noted, an answer, the text itself, nowhere."""

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
class Noted:
    """What a register knows of an obligation; ``name``: of what it knows it (an exercise, a directory, a year).

    ``last``: the day on which it was last met. ``never``: it never was. ``due``: the day on which it comes
    round, when the register says so itself; None: ``last`` and the period say. ``partial``: something may
    be missing from the register that would bring the date closer. ``short``: what was noted last does not
    meet it.
    """

    instrument: Instrument
    last: date | None = None
    due: date | None = None
    name: str = ""
    never: bool = False
    partial: bool = False
    short: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What one source says of the dates of an obligation. ``timing``: settled by it alone."""

    timing: Timing | None = None
    due: date | None = None
    last: date | None = None
    never: bool = False
    at_latest: bool = False

    @property
    def dated(self) -> bool:
        """Whether it gives a day, or says that it was never done."""
        return self.due is not None or self.never


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """One obligation. ``due``: the day, None when there is none or it is not known.

    ``last``: when it was last done, to the month from an answer in months. ``never``: it was never done.
    ``at_latest``: ``due`` is the latest day that the source allows. ``source``: of the date; ``noted``:
    what a register knows of it, whether the date comes from there or not. ``apart``: what the answer says
    of it, when the two do not agree. ``verdict``: what the answers say of it, judged as a line of a table.
    ``concerned`` False is in :class:`Outside`; None: the profile does not say.
    """

    obligation: Obligation
    timing: Timing
    due: date | None
    last: date | None
    never: bool
    at_latest: bool
    concerned: bool | None
    verdict: Verdict
    source: Source = "none"
    noted: Noted | None = None
    apart: Told | None = None


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
