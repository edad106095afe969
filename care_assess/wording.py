"""Answers as a person would say them."""

from __future__ import annotations

from datetime import date

from care_assess.answers import NEVER, Answer, Value
from care_assess.questionnaire import Question, Reference
from care_assess.text import NBSP, Translator

__all__ = ["in_words"]


def in_words(question: Question, answer: Answer, reference: Reference, tr: Translator) -> str:
    """An answer as a person would say it, notes included; plain text over several lines."""
    lines = [_value(question, answer, reference, tr)]
    if answer.comment:
        lines.append(tr("form.words.comment", comment=answer.comment))
    if answer.evidence:
        lines.append(tr("form.words.evidence", names=", ".join(answer.evidence)))
    return "\n".join(lines)


def _value(question: Question, answer: Answer, reference: Reference, tr: Translator) -> str:
    if answer.kind == "value" and answer.value is not None:
        return _given(question, answer.value, reference, tr)
    said = {
        "unknown": tr("form.unknown"),
        "not_applicable": tr(
            "form.words.not_applicable", reason=answer.reason or tr("form.words.no_reason")
        ),
    }
    return said.get(answer.kind, tr("form.words.none"))


def _given(question: Question, value: Value, reference: Reference, tr: Translator) -> str:
    if isinstance(value, tuple):
        texts = [tr.text(one.text) for one in question.options if one.id in value]
        return ", ".join(texts) or tr("form.nothing")
    if isinstance(value, str):
        if question.options:
            option = question.option(value)
            mark = f"{tr.figure(option.level)} · " if question.kind == "level" else ""
            return mark + tr.text(option.text)
        if question.kind == "date":
            return tr.date(date.fromisoformat(value))
        return tr("form.never") if value == NEVER else value
    scale = question.scale
    number = tr.number(value, scale.decimals if scale else 0)
    return f"{number}{NBSP}{tr.text(reference.units[scale.unit])}" if scale else number
