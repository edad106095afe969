"""What the parts of the budget page share: the book that is kept, and the one way to change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from care_assess.budget.book import MOST_YEARS, OWN, Book
from care_assess.budget.keeping import from_json, to_json
from care_assess.budget.telling import Teller
from care_assess.choices import Json
from care_assess.errors import NotFound
from care_assess.ui import shell
from care_assess.ui.board import Board
from care_assess.ui.registers import attempt

__all__ = ["Desk", "desk", "offer_former"]

_CHOICE = "budget"


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


def offer_former(mine: Desk) -> None:
    """While nothing is kept here, offer the figures of the assessment that this one continues."""
    seam, info, tr = mine.board.seam, mine.board.opened.info, mine.board.tr
    if seam.choices.get(info.id, _CHOICE) is not None:
        return
    former = _former(mine)
    if former is None or not former.entries:
        return
    years = tuple(sorted({mine.year, *former.years}, reverse=True)[:MOST_YEARS])
    taken = replace(former, years=years, written=False, presented=False)
    st.info(tr("budget_page.former.text"), icon=":material/history:")
    st.button(
        tr("budget_page.former.take"),
        key="budget_former",
        on_click=_take,
        args=(mine, taken),
    )


def _take(mine: Desk, taken: Book) -> None:
    mine.change(lambda _: taken)


def _former(mine: Desk) -> Book | None:
    """The book of the assessment that was moved to this one, else of the one before."""
    seam, info = mine.board.seam, mine.board.opened.info
    sources = [info.migrated_from]
    if last := seam.previous(info.id):
        sources.append(last.info.id)
    for one in sources:
        try:
            kept = seam.choices.get(one, _CHOICE) if one else None
        except NotFound:  # erased since
            continue
        if kept is not None:
            return from_json(kept, mine.year)
    return None
