"""What the workshops showed, on the results page: how far apart the room was, what to come back to, what is owed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from care_assess.ui import shell
from care_assess.ui.board import Board
from care_assess.ui.markdown import plain
from care_assess.ui.tables import show_table
from care_assess.ui.workshop_desk import workshops
from care_assess.workshop import Record
from care_assess.workshop.record import by_domain, to_revisit
from care_assess.workshop.telling import (
    dispersion_row,
    outcome_row,
    promise_row,
    record_words,
    revisit_words,
)

__all__ = ["show_workshops"]


def show_workshops(board: Board) -> None:
    """Everything, when there was a workshop; nothing when there was none."""
    tr, record = board.tr, workshops().record(board.opened)
    if not record.days:
        return
    st.header(tr("workshop.left.title"), anchor=False)
    st.markdown(plain(record_words(record, tr)))
    if record.outcomes:
        st.caption(tr("workshop.left.measure"))
        _show_domains(board, record)
        _show_revisit(board, record)
        with st.expander(tr("workshop.left.questions_title"), icon=":material/table_chart:"):
            _show_questions(board, record)
    if record.promises:
        st.subheader(tr("workshop.left.promises"), anchor=False)
        today = shell.reader().today()
        rows = [(one.question, *promise_row(one, tr, today)) for one in record.promises]
        _show(board, ("id", "what", "who", "due", "state"), rows, "promises")


def _show_domains(board: Board, record: Record) -> None:
    st.subheader(board.tr("workshop.left.domains"), anchor=False)
    names = {one.id: board.tr.text(one.short) for one in board.questionnaires}
    found = by_domain(record.outcomes, board.questionnaires)
    rows = [(names[name], *dispersion_row(one, board.tr)) for name, one in found.items()]
    _show(board, ("domain", "questions", "deviation", "strong"), rows, "domains")


def _show_revisit(board: Board, record: Record) -> None:
    tr = board.tr
    st.subheader(tr("workshop.left.revisit"), anchor=False)
    found = to_revisit(record.outcomes)
    if not found:
        st.markdown(tr("workshop.left.agreed"))
        return
    rows = [
        (one.question, tr.text(board.questions[one.question].text), revisit_words(one, tr))
        for one in found
    ]
    _show(board, ("id", "question", "gap"), rows, "revisit")


def _show_questions(board: Board, record: Record) -> None:
    tr = board.tr
    rows = [
        (one.question, tr.text(board.questions[one.question].text), *outcome_row(one, tr))
        for one in record.outcomes.values()
    ]
    names = ("id", "question", "rounds", "votes", "median", "spread", "deviation")
    _show(board, names, rows, "questions_title")


def _show(board: Board, names: tuple[str, ...], rows: Sequence[Sequence[str]], title: str) -> None:
    header = tuple(board.tr(f"workshop.left.{name}") for name in names)
    show_table(header, rows, alt=board.tr(f"workshop.left.{title}"))
