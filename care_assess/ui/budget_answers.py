"""The answers that the budget proposes to the questions of its topic: recorded at a press, never alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import streamlit as st

from care_assess.answers import CLEARED, Answer
from care_assess.budget.book import OWN
from care_assess.budget.proposing import CALCULATED, Proposal, propose
from care_assess.questionnaire import Question
from care_assess.ui import shell
from care_assess.ui.budget_desk import Desk, attempt
from care_assess.ui.markdown import plain

__all__ = ["show_answers"]


def show_answers(desk: Desk) -> None:
    """What was done with the figures, then each proposal with its reasons, the present answer and a button."""
    tr, book, board = desk.board.tr, desk.book, desk.board
    questions = {one: each for one, each in board.questions.items() if _asked(desk, each)}
    if CALCULATED in questions:
        for name in ("written", "presented"):
            st.checkbox(
                tr(f"budget_page.answer.{name}"),
                value=getattr(book, name),
                key=f"budget_{name}",
                on_change=_keep_fact,
                args=(desk, name),
            )
    found = propose(
        book.of(OWN),
        questions,
        board.opened.info.date.year,
        annexes=book.annexes,
        written=book.written,
        presented=book.presented,
    )
    if not found:
        st.markdown(tr("budget_page.answer.none"))
    for one in found:
        with st.container(border=True):
            _show(desk, one, questions[one.question])


def _asked(desk: Desk, question: Question) -> bool:
    verdict = desk.board.applicable.get(question.id)
    return verdict is not None and verdict.applies


def _show(desk: Desk, proposal: Proposal, question: Question) -> None:
    tr, event = desk.board.tr, desk.board.opened.events.get(question.id)
    present = event.answer if event else CLEARED
    st.markdown(f"**{plain(tr.text(question.text))}**")
    st.markdown(
        tr(
            "budget_page.answer.proposed",
            answer=plain(_said(desk, question, proposal)),
            year=proposal.year,
        )
    )
    if (present.kind, present.value) == ("value", proposal.value):
        st.success(tr("budget_page.answer.same"), icon=":material/check_circle:")
        return
    st.caption(tr("budget_page.answer.now", answer=_present(desk, question, present)))
    st.button(
        tr("budget_page.answer.accept"),
        key=f"budget_accept_{question.id}",
        icon=":material/check:",
        on_click=_record,
        args=(desk, proposal, present, event.seq if event else 0, shell.reader().tab),
    )


def _said(desk: Desk, question: Question, proposal: Proposal) -> str:
    """A proposal in the words of its question."""
    if isinstance(proposal.value, Fraction):
        return desk.board.tr.percent(proposal.value / 100, 1)
    option = next(one for one in question.options if one.id == proposal.value)
    return f"{desk.board.tr.figure(option.level)} · {desk.board.tr.text(option.text)}"


def _present(desk: Desk, question: Question, answer: Answer) -> str:
    tr = desk.board.tr
    if answer.kind != "value":
        return tr(f"budget_page.answer.is.{answer.kind}")
    if isinstance(answer.value, Fraction):
        return tr.percent(answer.value / 100, 1)
    option = next((one for one in question.options if one.id == answer.value), None)
    return plain(tr.text(option.text)) if option else str(answer.value)


def _record(desk: Desk, proposal: Proposal, present: Answer, after: int, tab: str) -> None:
    """Answer, over the answer that was shown and no other; the comment and the evidence stay."""
    comment = present.comment or desk.board.tr("budget_page.answer.comment", year=proposal.year)
    answer = replace(present, kind="value", value=proposal.value, reason="", comment=comment)
    attempt(
        lambda: desk.board.seam.record(
            desk.board.opened.info.id,
            proposal.question,
            answer,
            author=desk.author,
            tab=tab,
            source="instrument",
            after=after,
        )
    )


def _keep_fact(desk: Desk, name: str) -> None:
    value = bool(st.session_state[f"budget_{name}"])
    if name == "written":
        desk.change(lambda book: replace(book, written=value))
    else:
        desk.change(lambda book: replace(book, presented=value))
