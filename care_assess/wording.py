"""Answers as a person would say them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from care_assess.answers import NEVER, Answer, Note, Value, check_answer
from care_assess.errors import AnswerRejected, NotFound
from care_assess.questionnaire import Catalogue, Question, Questionnaire, Reference
from care_assess.text import NBSP, Translator

__all__ = ["as_written", "earlier", "in_words", "note_in_words", "received_in_words"]


def in_words(question: Question, answer: Answer, reference: Reference, tr: Translator) -> str:
    """An answer as a person would say it, notes included; plain text over several lines."""
    lines = [_value(question, answer, reference, tr)]
    if answer.comment:
        lines.append(tr("form.words.comment", comment=answer.comment))
    if answer.evidence:
        lines.append(tr("form.words.evidence", names=", ".join(answer.evidence)))
    return "\n".join(lines)


def received_in_words(
    question: Question, answer: Answer, reference: Reference, tr: Translator
) -> str:
    """An answer received from elsewhere, unchecked: as written when its question offers no such answer."""
    if answer.kind == "value":
        try:
            check_answer(question, answer)
        except AnswerRejected:
            return as_written(answer)
    return in_words(question, answer, reference, tr)


def as_written(answer: Answer) -> str:
    """The answer by its ids alone."""
    value = answer.value
    return ", ".join(value) if isinstance(value, tuple) else str(value or answer.kind)


def earlier(catalogue: Catalogue, notes: Sequence[Note]) -> tuple[Questionnaire, ...]:
    """The earlier versions that ``notes`` were given to, as far as they are at hand."""
    found: list[Questionnaire] = []
    for name, version in dict.fromkeys((note.questionnaire, note.version) for note in notes):
        try:
            found += catalogue.select({name: version})
        except NotFound:  # a questionnaire of someone's own that has gone
            continue
    return tuple(found)


def note_in_words(
    note: Note, versions: Sequence[Questionnaire], reference: Reference, tr: Translator
) -> tuple[str, str]:
    """Where a former answer was given, and the answer; by its ids alone when its version has gone."""
    asked = next(
        (
            question
            for one in versions
            if (one.id, one.version) == (note.questionnaire, note.version)
            for question in one.questions
            if question.id == note.question
        ),
        None,
    )
    place = {"id": note.question, "version": note.version}
    if asked is None:
        return tr("versions.note.place", **place), str(note.answer.value or note.answer.reason)
    title = tr("versions.note.question", text=tr.text(asked.text), **place)
    return title, in_words(asked, note.answer, reference, tr)


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
