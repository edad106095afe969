"""What changed since last time: scores, caps and answers of two assessments of the same establishment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from care_assess.answers import Sheet, level_of
from care_assess.questionnaire import Question, Questionnaire
from care_assess.scoring import CapHeld, Score, Scores

__all__ = ["Step", "difference", "lifted", "steps"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A question whose level moved between two assessments."""

    question: Question
    before: Fraction
    now: Fraction


def difference(now: Score, before: Score | None) -> Fraction | None:
    """How much a score moved; None when one of the two is not there."""
    if before is None or now.score is None or before.score is None:
        return None
    return now.score - before.score


def steps(questionnaires: Sequence[Questionnaire], now: Sheet, before: Sheet) -> tuple[Step, ...]:
    """The questions known both times whose level moved, the greatest move of weight first."""
    found = []
    for question in (question for one in questionnaires for question in one.questions):
        if question.id not in now.answers or question.id not in before.answers:
            continue
        today = level_of(question, now.answers[question.id])
        then = level_of(question, before.answers[question.id])
        if today is not None and then is not None and today != then:
            found.append(Step(question=question, before=then, now=today))
    found.sort(key=lambda one: (-abs(one.now - one.before) * one.question.weight, one.question.id))
    return tuple(found)


def lifted(now: Scores, before: Scores) -> tuple[CapHeld, ...]:
    """The caps of domains that held last time and no longer do, each once."""
    still = {cap.question for domain in now.domains.values() for cap in domain.total.caps}
    gone = {
        cap.question: cap
        for name, domain in before.domains.items()
        if name in now.domains
        for cap in domain.total.caps
        if cap.question not in still
    }
    return tuple(gone.values())
