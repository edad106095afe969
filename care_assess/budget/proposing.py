"""What the figures allow to answer to the questions of the topic; proposed, never given by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from care_assess.budget.model import Entry
from care_assess.budget.ratios import ratios
from care_assess.questionnaire import QuestionId
from care_assess.topics import Proposal

__all__ = ["CALCULATED", "CYBER_SHARE", "propose"]

CALCULATED = QuestionId("GOV-18")
"""Is the digital share calculated every year, and entered on the platform?"""
CYBER_SHARE = QuestionId("GOV-19")
"""Which share of the IT budget goes to cybersecurity?"""
_LASTING = 2  # years that make a trend


def propose(
    entries: Sequence[Entry],
    year: int,
    *,
    annexes: bool,
    written: bool,
    presented: bool,
) -> tuple[Proposal, ...]:
    """The answers that closed years allow; ``n`` of each: the year whose figures it comes from.

    A year that is not over on the date of the assessment is not closed, whatever is said of it.

    ``entries``: of the establishment, one a year. ``year``: of the assessment; the last closed year is the
    one before, or the one before that while it is said to be a forecast. [Our rule.] ``written``: the method
    is; ``presented``: the trend was, to the management.
    """
    closed = sorted(
        (one for one in entries if one.basis == "closed" and one.year < year),
        key=lambda one: one.year,
        reverse=True,
    )
    shares = {
        entry.year: {one.id: one.value for one in ratios(entry, annexes=annexes) if not one.net}
        for entry in closed
    }
    last = year - 1
    if any(one.year == last and one.basis == "forecast" for one in entries):
        last -= 1
    found = []
    calculated = [one for one in closed if shares[one.year]["r1"] is not None]
    if calculated:
        level, at = _level(calculated, last, written=written, presented=presented)
        found.append(Proposal(question=CALCULATED, value=str(level), why="year", n=at))
    for entry in closed[:1]:
        share = shares[entry.year]["r4"]
        if share is not None and 0 <= share <= 1:
            tenths = Fraction(floor(share * 1000), 10)
            found.append(Proposal(question=CYBER_SHARE, value=tenths, why="year", n=entry.year))
    return tuple(found)


def _level(
    calculated: Sequence[Entry], last: int, *, written: bool, presented: bool
) -> tuple[int, int]:
    """The level of the anchors that the years calculated allow, and the year that allows it."""
    recent = [one for one in calculated if one.year >= last - 1]
    if not recent:
        return 1, calculated[0].year
    reported = [one for one in recent if one.reported]
    if not reported:
        return 2, recent[0].year
    if not written or reported[0].year < last:
        return 3, reported[0].year
    lasting = presented and len(calculated) >= _LASTING
    return (5 if lasting else 4), reported[0].year
