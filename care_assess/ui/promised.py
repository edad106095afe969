"""The evidence that people promised in workshops, as tasks: who brings what and by when, and that it was shown."""

from __future__ import annotations

from datetime import date

import streamlit as st

from care_assess.ui import shell
from care_assess.ui.board import Board
from care_assess.ui.registers import attempt, show_problem
from care_assess.ui.tables import show_table
from care_assess.ui.workshop_desk import workshops
from care_assess.workshop import Record
from care_assess.workshop.model import Promise
from care_assess.workshop.telling import promise_row

__all__ = ["show_promises"]

_COLUMNS = ("id", "what", "who", "due", "state")


def show_promises(board: Board, record: Record, today: date) -> None:
    """What is awaited, the first due first, then what was shown; nothing when nothing was promised."""
    if not record.promises:
        return
    tr, awaited = board.tr, record.awaited
    st.header(tr("workshop.owed.title"), anchor=False)
    st.markdown(tr("workshop.owed.text"))
    show_problem()
    shown = [one for one in record.promises if one.done]
    rows = [(one.question, *promise_row(one, tr, today)) for one in (*awaited, *shown)]
    header = tuple(tr(f"workshop.left.{name}") for name in _COLUMNS)
    show_table(header, rows, alt=tr("workshop.owed.title"))
    if not awaited:
        return
    named = {one.number: one for one in awaited}
    number: int = st.selectbox(
        tr("workshop.owed.which"),
        list(named),
        format_func=lambda one: f"{named[one].question} · {named[one].what} · {named[one].who}",
        key="owed_which",
    )
    st.button(
        tr("workshop.owed.do"),
        key="owed_shown",
        icon=":material/check:",
        on_click=_shown,
        args=(board.opened.info.id, named[number]),
    )


def _shown(assessment: str, promise: Promise) -> None:
    author = shell.reader().author
    attempt(
        lambda: workshops().deliver(assessment, promise.workshop, promise.number, author=author)
    )
