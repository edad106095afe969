"""What the figures allow to answer to the questions of the topic; proposed, never given by themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from care_assess.answers import Value
from care_assess.budget.model import Entry
from care_assess.budget.ratios import ratios
from care_assess.questionnaire import Question, QuestionId
from care_assess.text import round_half_up

__all__ = ["CALCULATED", "CYBER_SHARE", "Proposal", "propose"]

CALCULATED = QuestionId("GOV-18")
"""Is the digital share calculated every year, and entered on the platform?"""
CYBER_SHARE = QuestionId("GOV-19")
"""Which share of the IT budget goes to cybersecurity?"""
_LASTING = 2  # years that make a trend


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """An answer to a question, and the year of the figures it comes from."""

    question: QuestionId
    value: Value
    year: int


def propose(
    entries: Sequence[Entry],
    questions: Mapping[QuestionId, Question],
    year: int,
    *,
    annexes: bool,
    written: bool,
    presented: bool,
) -> tuple[Proposal, ...]:
    """The answers that closed years allow, to the questions that are asked.

    ``entries``: of the establishment, one a year. ``year``: of the assessment; the last closed year is the
    one before, or the one before that while it is said to be a forecast. [Our rule.] ``written``: the method
    is; ``presented``: the trend was, to the management.
    """
    closed = sorted(
        (one for one in entries if one.basis == "closed"), key=lambda one: one.year, reverse=True
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
        found.append(Proposal(question=CALCULATED, value=str(level), year=at))
    for entry in closed[:1]:
        share = shares[entry.year]["r4"]
        if share is not None and 0 <= share <= 1:
            tenths = Fraction(round_half_up(share * 100, 1))
            found.append(Proposal(question=CYBER_SHARE, value=tenths, year=entry.year))
    return tuple(one for one in found if _fits(one, questions))


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


def _fits(proposal: Proposal, questions: Mapping[QuestionId, Question]) -> bool:
    """Whether the question is asked, and in the form in which we know it."""
    asked = questions.get(proposal.question)
    if asked is None:
        return False
    if asked.scale is not None:
        return asked.scale.unit == "percent" and isinstance(proposal.value, Fraction)
    return any(one.id == proposal.value for one in asked.options)
