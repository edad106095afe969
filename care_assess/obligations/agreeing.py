"""A register and an answer about the same obligation: which of the two gives the date, and whether they agree.

    the register gives it    unless it may be incomplete and the answer is earlier, or it only says what is missing
    they do not agree        an answer in months: by more than a month, on the day of the assessment
                             an answer by level: one says that it was met on that day, the other not
                             "never" beside a time at which it was met

What was done after the assessment is in no answer: it contradicts none. Nor does what is older than all that
a register holds, when something may be missing from it.
"""

from __future__ import annotations

from datetime import date

from care_assess.obligations.model import Noted, Told
from care_assess.obligations.months import months_after, months_since

__all__ = ["comes_first", "differ", "told_by"]

_ROUNDING = 1  # months: an answer counts whole ones


def told_by(noted: Noted, period: int | None) -> Told:
    """What a register tells, in the same terms as an answer. ``period``: of the obligation, in months."""
    if noted.never:
        return Told(timing=None if noted.due else "late", due=noted.due, never=True)
    if noted.short:
        return Told(timing="unproven", last=noted.last)
    due = _due(noted, period)
    return Told(
        timing="unknown" if due is None else None,
        due=due,
        last=noted.last,
        at_latest=noted.partial and due is not None,
    )


def comes_first(registered: Told, answered: Told, noted: Noted) -> bool:
    """Whether the date is that of the register."""
    if not answered.dated:
        return True
    if noted.short:
        return False
    if not noted.partial or registered.due is None:
        return True
    return answered.due is not None and registered.due <= answered.due


def differ(noted: Noted, answered: Told, period: int | None, day: date) -> bool:
    """Whether an answer given on ``day`` cannot go with what the register says of that day."""
    if not answered.dated:
        return False
    since = noted.last is not None and noted.last > day
    if answered.at_latest:
        due = _due(noted, period)
        return noted.short or noted.never or (due is not None and due < day)
    if noted.never or answered.never:
        return noted.never != answered.never and not since and not noted.partial
    if noted.last is None or answered.last is None or since:
        return False
    if noted.partial and answered.last < noted.last:
        return False
    return abs(months_since(noted.last, day) - months_since(answered.last, day)) > _ROUNDING


def _due(noted: Noted, period: int | None) -> date | None:
    if noted.due is None and noted.last and period:
        return months_after(noted.last, period)
    return noted.due
