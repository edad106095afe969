"""An answer that a register allows to give to a question: proposed with its reason, recorded at a press."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from care_assess.answers import NEVER, Value
from care_assess.obligations import months_since
from care_assess.questionnaire import Question, QuestionId

__all__ = ["Proposal", "fitting", "months_since"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """An answer to a question. ``why``: the name of the sentence that gives its reason.

    ``day``, ``n``, ``name``: what that sentence tells, when it does. ``evidence``: documents that show it.
    ``at_least``: the register cannot tell whether it is better than that: a better answer stands.
    """

    question: QuestionId
    value: Value
    why: str
    day: date | None = None
    n: int = 0
    name: str = ""
    evidence: tuple[str, ...] = ()
    at_least: bool = False


def fitting(
    proposals: Iterable[Proposal], questions: Mapping[QuestionId, Question]
) -> tuple[Proposal, ...]:
    """Those to questions that are asked, in the form in which we know them."""
    return tuple(
        one
        for one in proposals
        if one.question in questions and _fits(one.value, questions[one.question])
    )


def _fits(value: Value, asked: Question) -> bool:
    scale = asked.scale
    if scale is None:
        return any(one.id == value for one in asked.options)
    if value == NEVER:
        return scale.never
    return isinstance(value, Fraction) and scale.minimum <= value <= scale.maximum
