"""Answers that an instrument proposes to the questionnaire: recorded at a press, never alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

import streamlit as st

from care_assess.answers import CLEARED, NEVER, Answer, Value, level_of
from care_assess.questionnaire import Question, QuestionId
from care_assess.text import NBSP
from care_assess.topics import Proposal, fitting
from care_assess.ui import shell
from care_assess.ui.board import Board
from care_assess.ui.markdown import plain
from care_assess.ui.registers import attempt

__all__ = ["show_proposals", "to_review"]


def show_proposals(
    board: Board,
    found: Iterable[Proposal],
    *,
    area: str,
    key: str,
    why: Callable[[Proposal], str],
) -> None:
    """Each proposal to a question that is asked, with its reason, the present answer and a button.

    ``area``: of the sentences; ``why``: the reason of one, in words. ``key``: sets the buttons apart.
    """
    fit = _fitting(board, found)
    if not fit:
        st.markdown(board.tr(f"{area}.answer.none"))
    for one in fit:
        with st.container(border=True):
            _show(board, one, area, key, why(one))


def to_review(board: Board, found: Iterable[Proposal]) -> int:
    """How many answers are not those that are proposed: another one is given, or none."""
    return sum(not _stands(board, one) for one in _fitting(board, found))


def _fitting(board: Board, found: Iterable[Proposal]) -> tuple[Proposal, ...]:
    asked = {
        name: question
        for name, question in board.questions.items()
        if name in board.applicable and board.applicable[name].applies
    }
    return fitting(found, asked)


def _stands(board: Board, one: Proposal) -> bool:
    """Whether the present answer is the one proposed, or says more than a register that knows a minimum."""
    present = board.sheet.answers.get(one.question, CLEARED)
    if (present.kind, present.value) == ("value", one.value):
        return True
    return one.at_least and _is_better(board.questions[one.question], present, one.value)


def _show(board: Board, one: Proposal, area: str, key: str, why: str) -> None:
    tr, question = board.tr, board.questions[one.question]
    event = board.opened.events.get(one.question)
    present = event.answer if event else CLEARED
    st.markdown(f"**{plain(tr.text(question.text))}**")
    said = plain(_words(board, question, one.value))
    proposed = "instrument.answer.at_least" if one.at_least else "instrument.answer.proposed"
    st.markdown(tr(proposed, answer=said, source=plain(why)))
    same = (present.kind, present.value) == ("value", one.value)
    if not same:
        st.caption(tr("instrument.answer.now", answer=_present(board, question, present)))
    if _stands(board, one):
        key = "same" if same else "better"
        st.success(tr(f"instrument.answer.{key}"), icon=":material/check_circle:")
        return
    accepted = replace(
        present,
        kind="value",
        value=one.value,
        reason="",
        comment=present.comment or tr(f"{area}.answer.comment", why=why),
        evidence=present.evidence or one.evidence,
    )
    st.button(
        tr("instrument.answer.accept"),
        key=f"{key}_accept_{one.question}",
        icon=":material/check:",
        on_click=_record,
        args=(board, one.question, accepted, event.seq if event else 0, shell.reader()),
    )


def _is_better(question: Question, present: Answer, value: Value) -> bool:
    """Whether the present answer says more than ``value``."""
    held = level_of(question, present)
    offered = level_of(question, Answer(kind="value", value=value))
    return held is not None and offered is not None and held > offered


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


def _record(
    board: Board, question: QuestionId, answer: Answer, after: int, who: shell.Reader
) -> None:
    """Answer, over the answer that was shown and no other; what was said with it stays."""
    attempt(
        lambda: board.seam.record(
            board.opened.info.id,
            question,
            answer,
            author=who.author,
            tab=who.tab,
            source="instrument",
            after=after,
        )
    )
