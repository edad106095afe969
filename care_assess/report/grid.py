"""Tables: measured once, cut between rows or, when a row is long, between the lines of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.colors import HexColor

from care_assess.report.blocks import Cell, Column, Level, Run, Table
from care_assess.report.fonts import BOLD
from care_assess.report.palette import ACCENT, LINE, WHITE, level_colour
from care_assess.report.pieces import SETTINGS, Pen, Piece, draw_lines
from care_assess.report.tags import Element, TaggedCanvas
from care_assess.report.typeset import Line, width_of

__all__ = ["GridPiece", "grid_piece"]

_PAD = 3.6  # above and under the words of a cell
_GUTTER = 9.0  # between two columns
_GAP = 2.4  # between two paragraphs of a cell
_CHIP = 12.0
_LONG = 110.0  # a row taller than that may be cut
_COMPANY = 1  # a table whose last row would be alone on a page gives it company, if this many stay
_CELL = SETTINGS["cell"]
_HEAD = SETTINGS["head"]


@dataclass(frozen=True, slots=True)
class _Box:
    """The content of one cell: its paragraphs, each in lines; ``level`` when it is one."""

    paragraphs: tuple[tuple[Line, ...], ...]
    level: Level | None = None

    @property
    def height(self) -> float:
        lines = sum(map(len, self.paragraphs)) * _CELL.leading
        return max(lines + _GAP * (len(self.paragraphs) - 1), _CHIP if self.level else 0.0)

    def cut(self, room: float) -> tuple[_Box, _Box]:
        """What fits in ``room``, and the rest."""
        fitting: list[tuple[Line, ...]] = []
        for index, lines in enumerate(self.paragraphs):
            count = max(0, int((room + 0.01) / _CELL.leading))
            if count < len(lines):
                first = (*fitting, lines[:count]) if count else tuple(fitting)
                rest = (lines[count:], *self.paragraphs[index + 1 :])
                return replace(self, paragraphs=first), _Box(rest)
            fitting.append(lines)
            room -= len(lines) * _CELL.leading + _GAP
        return self, _Box(())


@dataclass(frozen=True, slots=True)
class _Row:
    boxes: tuple[_Box, ...]
    key: object

    @property
    def height(self) -> float:
        return max(box.height for box in self.boxes) + 2 * _PAD


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class GridPiece:
    """A table, or the part of one that a page holds. ``widths`` include the gutters."""

    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    titles: tuple[tuple[Line, ...], ...]
    rows: tuple[_Row, ...]
    heights: tuple[float, ...]
    key: object
    continued: bool = False
    keep: bool = False
    before: float = 4.0
    after: float = 10.0

    @property
    def _head(self) -> float:
        tallest = max(map(len, self.titles))
        return tallest * _HEAD.leading + 2 * _PAD if any(map(any, self.titles)) else 0.0

    @property
    def height(self) -> float:
        """Points, margins excluded."""
        return self._head + sum(self.heights)

    @property
    def floor(self) -> float:
        """The names of the columns with two rows, or with the first when it is long, or with its beginning."""
        first = sum(self.heights[:2])
        return self._head + (first if first <= _LONG else min(self.heights[0], _LONG))

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Between rows; within one only when it is long."""
        left = room - self._head
        for index, height in enumerate(self.heights):
            if height > left + 0.01:
                return self._cut(index, left)
            left -= height
        return None

    def _cut(self, index: int, left: float) -> tuple[Piece, Piece] | None:
        row = self.rows[index]
        if row.height > _LONG and left >= min(_LONG, row.height) / 2:
            parts = [box.cut(left - 2 * _PAD) for box in row.boxes]
            begun = _Row(tuple(part for part, _ in parts), row.key)
            rest = _Row(tuple(part for _, part in parts), row.key)
            return (
                self._with((*self.rows[:index], begun), continued=self.continued),
                self._with((rest, *self.rows[index + 1 :]), continued=True),
            )
        if index == len(self.rows) - 1 > _COMPANY:
            index -= 1  # the last row is not left alone
        if index == 0:
            return None
        return (
            self._with(self.rows[:index], continued=self.continued),
            self._with(self.rows[index:], continued=True),
        )

    def _with(self, rows: tuple[_Row, ...], *, continued: bool) -> GridPiece:
        heights = tuple(row.height for row in rows)
        return replace(self, rows=rows, heights=heights, continued=continued)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the names of the columns, then the rows, each under a thin rule."""
        canvas = pen.canvas
        table = canvas.element("Table", key=self.key)
        if self._head:
            self._draw_head(canvas, table, x, top)
            top -= self._head
        for row, height in zip(self.rows, self.heights, strict=True):
            line = canvas.element("TR", parent=table, key=row.key)
            left = x
            for index, box in enumerate(row.boxes):
                cell = canvas.element("TD", parent=line, key=(row.key, index))
                with canvas.marked(cell):
                    self._draw_box(canvas, box, index, (left, top - _PAD))
                left += self.widths[index]
            top -= height
            with canvas.artifact():
                _rule(canvas, (x, top), sum(self.widths), colour=LINE, weight=0.5)

    def _draw_head(self, canvas: TaggedCanvas, table: Element, x: float, top: float) -> None:
        width = sum(self.widths)
        if self.continued:
            with canvas.artifact():
                self._draw_titles(canvas, x, top, None)
        else:
            self._draw_titles(canvas, x, top, canvas.element("TR", parent=table))
        with canvas.artifact():
            _rule(canvas, (x, top - self._head), width, colour=ACCENT, weight=0.9)

    def _draw_titles(self, canvas: TaggedCanvas, x: float, top: float, row: Element | None) -> None:
        for index, lines in enumerate(self.titles):
            under = self._head - 2 * _PAD - len(lines) * _HEAD.leading  # all stand on the rule
            left = x + self._shift(index, lines, _HEAD.size)
            if row is None:
                draw_lines(canvas, lines, left, top - _PAD - under, _HEAD)
            else:
                scope = "<</O /Table /Scope /Column>>"
                with canvas.marked(canvas.element("TH", parent=row, attributes=scope)):
                    draw_lines(canvas, lines, left, top - _PAD - under, _HEAD)
            x += self.widths[index]

    def _draw_box(
        self, canvas: TaggedCanvas, box: _Box, index: int, corner: tuple[float, float]
    ) -> None:
        x, top = corner
        if box.level is not None:
            _draw_chip(canvas, box.level.level, x, top)
            x += _CHIP + 4
        for lines in box.paragraphs:
            if self.columns[index].align == "right":
                for row, line in enumerate(lines):
                    shift = self._shift(index, (line,), _CELL.size)
                    draw_lines(canvas, (line,), x + shift, top - row * _CELL.leading, _CELL)
            else:
                draw_lines(canvas, lines, x, top, _CELL)
            top -= len(lines) * _CELL.leading + _GAP

    def _shift(self, index: int, lines: Sequence[Line], size: float) -> float:
        """How far from the left of its column a text begins."""
        if self.columns[index].align == "left":
            return 0.0
        ends = [
            line[-1].x + width_of(line[-1].text, size, bold=line[-1].bold) for line in lines if line
        ]
        return _inner(self.widths)[index] - max(ends, default=0.0)


def grid_piece(table: Table, width: float) -> GridPiece:
    """The table in that width, shared as its columns ask."""
    total = sum(column.width for column in table.columns)
    widths = tuple(width * column.width / total for column in table.columns)
    inner = _inner(widths)
    rows = tuple(
        _Row(
            tuple(_box(cell, wide) for cell, wide in zip(row, inner, strict=True)),
            object(),
        )
        for row in table.rows
    )
    return GridPiece(
        columns=table.columns,
        widths=widths,
        titles=tuple(
            _HEAD.lines(_title(column), wide)
            for column, wide in zip(table.columns, inner, strict=True)
        ),
        rows=rows,
        heights=tuple(row.height for row in rows),
        key=object(),
    )


def _inner(widths: Sequence[float]) -> list[float]:
    """The room for words in each column: there is no gutter after the last."""
    return [*(width - _GUTTER for width in widths[:-1]), widths[-1]]


def _title(column: Column) -> tuple[Run, ...]:
    return (Run(column.title),)


def _box(cell: Cell, width: float) -> _Box:
    if isinstance(cell, Level):
        return _Box((_CELL.lines((Run(cell.name, tone="muted"),), width - _CHIP - 4),), cell)
    return _Box(tuple(_CELL.lines(runs, width) for runs in cell))


def _draw_chip(canvas: TaggedCanvas, level: int | None, x: float, top: float) -> None:
    canvas.setFillColor(HexColor(level_colour(level)))
    canvas.roundRect(x, top - _CHIP + 0.6, _CHIP, _CHIP, 2.4, stroke=0, fill=1)
    number = "\u2013" if level is None else str(level)
    canvas.setFillColor(HexColor(WHITE))
    canvas.setFont(BOLD, 8.2)
    canvas.drawCentredString(x + _CHIP / 2, top - _CHIP / 2 - 2.2, number)


def _rule(
    canvas: TaggedCanvas, start: tuple[float, float], width: float, *, colour: str, weight: float
) -> None:
    x, y = start
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(weight)
    canvas.line(x, y, x + width, y)
