"""What the parts of the budget page share: the book that is kept, and the one way to change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from care_assess.budget.book import MOST_YEARS, OWN, Book
from care_assess.budget.keeping import from_json, to_json
from care_assess.budget.telling import Teller
from care_assess.ui import registers
from care_assess.ui.board import Board

__all__ = ["Desk", "desk", "offer_former"]


@dataclass(frozen=True, slots=True)
class Desk:
    """The book of the assessment that is open, with what tells it."""

    kept: registers.Desk[Book]
    teller: Teller
    year: int
    """The last year that may be closed, by the date of the assessment."""

    @property
    def board(self) -> Board:
        """The assessment that is open."""
        return self.kept.board

    @property
    def book(self) -> Book:
        """The book as it is kept."""
        return self.kept.book

    @property
    def author(self) -> str:
        """Who is at the page."""
        return self.kept.author

    def named(self, entity: str) -> str:
        """An establishment of the book in words."""
        return self.board.opened.info.organisation.name if entity == OWN else entity

    def change(self, change: Callable[[Book], Book]) -> bool:
        """Keep the book changed; False when it cannot be kept."""
        return self.kept.change(change)


def desk(board: Board) -> Desk:
    """The book as it is kept now."""
    info = board.opened.info
    year = info.date.year - 1
    shape = registers.Shape("budget", lambda stored: from_json(stored, year), to_json)
    kept = registers.desk(board, shape)
    group = info.organisation.ght if kept.book.members else ""
    name = group or info.organisation.name
    finess = info.organisation.finess or ""
    teller = Teller(book=kept.book, name=name, tr=board.tr, finess=finess)
    return Desk(kept, teller, year)


def offer_former(mine: Desk) -> None:
    """While nothing is kept here, offer the figures of the assessment that this one continues."""

    def carried(former: Book) -> Book | None:
        if not former.entries:
            return None
        years = tuple(sorted({mine.year, *former.years}, reverse=True)[:MOST_YEARS])
        return replace(former, years=years, written=False, presented=False)

    registers.offer_former(mine.kept, carried)
