"""Months by the calendar: a day some months later, and the months between two days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from itertools import count

__all__ = ["months_after", "months_since"]


def months_after(day: date, months: int) -> date:
    """The day that many months later, or earlier; the last day of the month when there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_since(day: date, today: date) -> int:
    """Months from ``day`` to ``today``, one that has begun counting whole; 0 for a day to come.

    So that a year and a day is 13 months: an answer never says that something is more recent than it is.
    """
    return next(months for months in count() if months_after(day, months) >= today)
