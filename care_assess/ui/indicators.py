"""The hard facts of each topic: dates, levels and ratios, read from its questions that ask a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from care_assess.answers import CLEARED, NEVER, Answer, Applies, Sheet
from care_assess.questionnaire import NumberScale, Question, QuestionId, Questionnaire, Reference
from care_assess.text import NBSP, Translator

__all__ = ["Indicator", "indicators"]

MOST = 2
_BARE_UNITS = {"level", "count"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator:
    """A question that asks a number, and the number in words; ``known`` False: not known or not answered."""

    question: str
    said: str
    known: bool


def indicators(
    topic: str,
    *,
    questionnaires: Sequence[Questionnaire],
    sheet: Sheet,
    applicable: Mapping[QuestionId, Applies],
    reference: Reference,
    tr: Translator,
) -> tuple[Indicator, ...]:
    """At most two numbers that tell the topic, of the questions asked: the core ones first."""
    asked = [
        question
        for one in questionnaires
        for question in one.questions
        if question.kind == "number"
        and question.lists[0] == topic
        and _applies(question, applicable)
    ]
    asked.sort(key=lambda question: question.tier != "core")
    given = [(question, sheet.answers.get(question.id, CLEARED)) for question in asked]
    found = (
        Indicator(
            question=tr.text(question.text),
            said=_said(question.scale, answer, reference, tr),
            known=answer.kind == "value",
        )
        for question, answer in given
        if answer.kind != "not_applicable"
    )
    return tuple(islice(found, MOST))


def _applies(question: Question, applicable: Mapping[QuestionId, Applies]) -> bool:
    verdict = applicable.get(question.id)
    return verdict is not None and verdict.applies


def _said(scale: NumberScale | None, answer: Answer, reference: Reference, tr: Translator) -> str:
    if answer.kind != "value":
        return tr(f"results.indicator.{answer.kind}")
    if answer.value == NEVER or scale is None or not isinstance(answer.value, Fraction):
        return tr("results.indicator.never")
    number = tr.number(answer.value, scale.decimals)
    if scale.unit in _BARE_UNITS:
        return number
    if scale.unit == "percent":
        return tr.percent(answer.value / 100, scale.decimals)
    return f"{number}{NBSP}{tr.text(reference.units[scale.unit])}"
