"""Answers that an instrument proposes to the questionnaire: recorded at a press, never alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import streamlit as st

from care_assess.answers import CLEARED, NEVER, Answer, Value
from care_assess.questionnaire import Question, QuestionId
from care_assess.text import NBSP
from care_assess.ui import shell
from care_assess.ui.board import Board
from care_assess.ui.markdown import plain
from care_assess.ui.registers import attempt

__all__ = ["Proposed", "applies", "show_proposed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposed:
    """An answer to a question; ``source``: where it comes from, in words; ``comment``: kept with it.

    ``evidence``: names of documents, kept with it when the answer has none.
    """

    question: QuestionId
    value: Value
    source: str
    comment: str
    evidence: tuple[str, ...] = ()


def applies(board: Board, question: QuestionId) -> bool:
    """Whether a question is asked of the establishment."""
    verdict = board.applicable.get(question)
    return verdict is not None and verdict.applies


def show_proposed(board: Board, found: Sequence[Proposed], *, key: str, none: str) -> None:
    """Each proposal with its reason, the present answer and a button; ``none``: what to say without any."""
    if not found:
        st.markdown(none)
    for one in found:
        with st.container(border=True):
            _show(board, one, key)


def _show(board: Board, one: Proposed, key: str) -> None:
    tr, question = board.tr, board.questions[one.question]
    event = board.opened.events.get(one.question)
    present = event.answer if event else CLEARED
    st.markdown(f"**{plain(tr.text(question.text))}**")
    said = plain(_words(board, question, one.value))
    st.markdown(tr("instrument.answer.proposed", answer=said, source=plain(one.source)))
    if (present.kind, present.value) == ("value", one.value):
        st.success(tr("instrument.answer.same"), icon=":material/check_circle:")
        return
    st.caption(tr("instrument.answer.now", answer=_present(board, question, present)))
    st.button(
        tr("instrument.answer.accept"),
        key=f"{key}_accept_{one.question}",
        icon=":material/check:",
        on_click=_record,
        args=(board, one, present, event.seq if event else 0, shell.reader()),
    )


def _present(board: Board, question: Question, answer: Answer) -> str:
    if answer.kind != "value" or answer.value is None:
        return board.tr(f"instrument.answer.is.{answer.kind}")
    return plain(_words(board, question, answer.value))


def _words(board: Board, question: Question, value: Value) -> str:
    """A value in the words of its question."""
    tr, scale = board.tr, question.scale
    if isinstance(value, Fraction) and scale:
        if scale.unit == "percent":
            return tr.percent(value / 100, scale.decimals)
        number = tr.number(value, scale.decimals)
        if scale.unit in {"level", "count"}:
            return number
        return f"{number}{NBSP}{tr.text(board.reference.units[scale.unit])}"
    if value == NEVER:
        return tr("form.never")
    option = next((each for each in question.options if each.id == value), None)
    if option is None:
        return str(value)
    return f"{tr.figure(option.level)} · {tr.text(option.text)}"


def _record(board: Board, one: Proposed, present: Answer, after: int, who: shell.Reader) -> None:
    """Answer, over the answer that was shown and no other; what was said with it stays."""
    answer = replace(
        present,
        kind="value",
        value=one.value,
        reason="",
        comment=present.comment or one.comment,
        evidence=present.evidence or one.evidence,
    )
    attempt(
        lambda: board.seam.record(
            board.opened.info.id,
            one.question,
            answer,
            author=who.author,
            tab=who.tab,
            source="instrument",
            after=after,
        )
    )
