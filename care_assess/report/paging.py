"""Pieces onto pages: no heading last, no line alone, nothing clipped."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from care_assess.report.blocks import Heading
from care_assess.report.pieces import Break, Pen, Piece, TextPiece

__all__ = ["FitPiece", "Page", "Placed", "fit_piece", "paginate", "where_headings_are"]

_SMALLEST = 0.5  # below that, words could not be read
_STEPS = 25


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and how far under the top of the page it begins."""

    piece: Piece
    down: float


Page: TypeAlias = "list[Placed]"


def paginate(pieces: Iterable[Piece | Break], room: float) -> list[Page]:
    """The pages of that height that hold the pieces in order. An empty list of pieces gives one empty page."""
    queue = deque(pieces)
    pages: list[Page] = [[]]
    used = after = 0.0
    while queue:
        piece = queue.popleft()
        if isinstance(piece, Break):
            used = room if pages[-1] else 0.0
            continue
        gap = max(after, piece.before)
        if pages[-1] and used + gap + _needed(piece, queue) > room + 0.01:
            pages.append([])
        if not pages[-1]:
            used = gap = 0.0
        left = room - used - gap
        parts = piece.split(left) if piece.height > left + 0.01 else None
        if parts:
            piece, rest = parts
            queue.extendleft((rest, Break()))
        elif piece.height > left + 0.01 and pages[-1]:
            queue.extendleft((piece, Break()))
            continue
        pages[-1].append(Placed(piece, used + gap))
        used += gap + piece.height
        after = piece.after
    return pages


def _needed(piece: Piece, following: Sequence[Piece | Break]) -> float:
    """The height that must be free for ``piece`` to begin: with what it may not be parted from."""
    needed = piece.floor
    for other in following if piece.keep else ():
        if isinstance(other, Break):
            break
        needed += max(piece.after, other.before) + other.floor
        piece = other
        if not other.keep:
            break
    return needed


def where_headings_are(pages: Sequence[Page], *, first: int) -> Mapping[str, int]:
    """The page of each heading by its id; ``first`` is the number of the first page."""
    return {
        heading.id: number
        for number, page in enumerate(pages, first)
        for placed in page
        for heading in _headings(placed.piece)
    }


def _headings(piece: Piece) -> Iterable[Heading]:
    if isinstance(piece, TextPiece) and piece.heading is not None:
        yield piece.heading
    elif isinstance(piece, FitPiece):
        for placed in piece.placed:
            yield from _headings(placed.piece)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class FitPiece:
    """A whole page of pieces, reduced by ``scale`` when they would not fit."""

    placed: Page
    scale: float
    height: float
    keep: bool = False
    before: float = 0.0
    after: float = 0.0

    @property
    def floor(self) -> float:
        """All the page."""
        return self.height

    def split(self, room: float) -> None:
        """Never."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the pieces to scale."""
        canvas = pen.canvas
        canvas.saveState()
        canvas.translate(x, top)
        canvas.scale(self.scale, self.scale)
        for placed in self.placed:
            placed.piece.draw(pen, 0, -placed.down)
        canvas.restoreState()


def fit_piece(make: Callable[[float], Iterable[Piece]], width: float, room: float) -> FitPiece:
    """One page of what ``make`` gives for a width, at the largest scale at which it is one page."""
    for step in range(_STEPS + 1):
        scale = 1 - (1 - _SMALLEST) * step / _STEPS
        pages = paginate(make(width / scale), room / scale)
        if len(pages) == 1:
            break
    return FitPiece(placed=pages[0], scale=scale, height=room)
