"""What the parts of the budget page share: the book that is kept, and the one way to change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from care_assess.budget.book import OWN, Book
from care_assess.budget.keeping import from_json, to_json
from care_assess.budget.telling import Teller
from care_assess.choices import Json
from care_assess.errors import CareError
from care_assess.ui import shell
from care_assess.ui.board import Board

__all__ = ["Desk", "attempt", "desk", "show_problem"]

_CHOICE, _PROBLEM = "budget", "budget_problem"


@dataclass(frozen=True, slots=True)
class Desk:
    """The book of the assessment that is open. The store is the truth: a change is written at once."""

    board: Board
    book: Book
    teller: Teller
    author: str

    @property
    def year(self) -> int:
        """The last year that may be closed, by the date of the assessment."""
        return self.board.opened.info.date.year - 1

    def named(self, entity: str) -> str:
        """An establishment of the book in words."""
        return self.board.opened.info.organisation.name if entity == OWN else entity

    def change(self, change: Callable[[Book], Book]) -> bool:
        """Keep the book changed; False when it cannot be kept."""

        def kept(stored: Json | None) -> Json:
            return to_json(change(from_json(stored, self.year)))

        choices, assessment = self.board.seam.choices, self.board.opened.info.id
        return attempt(lambda: choices.put(assessment, _CHOICE, kept, author=self.author))


def desk(board: Board) -> Desk:
    """The book as it is kept now."""
    info = board.opened.info
    book = from_json(board.seam.choices.get(info.id, _CHOICE), info.date.year - 1)
    name = (
        (info.organisation.ght or info.organisation.name)
        if book.members
        else info.organisation.name
    )
    teller = Teller(book=book, name=name, tr=board.tr)
    return Desk(board, book, teller, shell.reader().author)


def attempt(act: Callable[[], object]) -> bool:
    """Do what a press asks; False when it cannot be done: a callback has no page, the next run says why."""
    try:
        act()
    except CareError as error:
        st.session_state[_PROBLEM] = error
        return False
    return True


def show_problem() -> None:
    """Say why the last change could not be kept, if it could not."""
    error = st.session_state.pop(_PROBLEM, None)
    if error:
        shell.show_error(error)
