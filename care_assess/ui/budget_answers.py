"""The answers that the budget proposes to the questions of its topic: recorded at a press, never alone."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from care_assess.budget.book import OWN
from care_assess.budget.proposing import CALCULATED, propose
from care_assess.topics import Proposal
from care_assess.ui.budget_desk import Desk
from care_assess.ui.proposed import show_proposals

__all__ = ["proposals_of", "show_answers"]


def proposals_of(desk: Desk) -> tuple[Proposal, ...]:
    """The answers that the figures allow on the date of the assessment."""
    book = desk.book
    return propose(
        book.of(OWN),
        desk.board.opened.info.date.year,
        annexes=book.annexes,
        written=book.written,
        presented=book.presented,
    )


def show_answers(desk: Desk) -> None:
    """What was done with the figures, then each proposal with its reasons, the present answer and a button."""
    tr, book, board = desk.board.tr, desk.book, desk.board
    verdict = board.applicable.get(CALCULATED)
    if verdict is not None and verdict.applies:
        for name in ("written", "presented"):
            st.checkbox(
                tr(f"budget_page.answer.{name}"),
                value=getattr(book, name),
                key=f"budget_{name}",
                on_change=_keep_fact,
                args=(desk, name),
            )
    show_proposals(
        board,
        proposals_of(desk),
        area="budget_page",
        key="budget",
        why=lambda one: tr("budget_page.answer.why", year=one.n),
    )


def _keep_fact(desk: Desk, name: str) -> None:
    value = bool(st.session_state[f"budget_{name}"])
    if name == "written":
        desk.change(lambda book: replace(book, written=value))
    else:
        desk.change(lambda book: replace(book, presented=value))
