"""The pieces of the first pages: cover, table of contents, a radar beside its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from care_assess.report.blocks import Beside, Column, Cover, Heading, Run, Table
from care_assess.report.figures import radar_drawing
from care_assess.report.grid import GridPiece, grid_piece
from care_assess.report.palette import ACCENT, LINE
from care_assess.report.pieces import FigurePiece, Pen, Piece, Setting, TextPiece, draw_lines
from care_assess.report.typeset import Line, width_of

__all__ = [
    "BesidePiece",
    "ContentsLine",
    "RulePiece",
    "beside_piece",
    "contents_lines",
    "cover_pieces",
]

_PRODUCT = Setting(size=13, leading=17, bold=True, tone="accent")
_TITLE = Setting(size=31, leading=37, before=120, bold=True)
_ESTABLISHMENT = Setting(size=19, leading=25, before=14, after=8)
_PERIMETER = Setting(size=10.5, leading=15, tone="muted", after=6)
_RESTRICTION = Setting(size=9.4, leading=13.4, before=34, boxed=True)
_PARTS = (
    Setting(size=10.4, leading=15, before=7, bold=True),
    Setting(size=9.4, leading=13.4),
    Setting(size=9.0, leading=12.6, tone="muted"),
)
_NUMBER_WIDTH = 30.0
_BESIDE_GAP = 14.0
_FIGURE = 0.56  # shares of the width
_SMALLER_FIGURE = 0.48
_FEW_COLUMNS = 3


def cover_pieces(cover: Cover, width: float) -> Iterator[Piece]:
    """The first page, from top to bottom."""
    yield _text(cover.product, _PRODUCT, width)
    yield _text(cover.title, _TITLE, width, tag="H1")
    yield _text(cover.establishment, _ESTABLISHMENT, width)
    if cover.perimeter:
        yield _text(cover.perimeter, _PERIMETER, width)
    yield RulePiece(width=56)
    columns = (Column(title="", width=32), Column(title="", width=118))
    rows = tuple((((Run(name, tone="muted"),),), ((Run(value),),)) for name, value in cover.facts)
    yield grid_piece(Table(columns=columns, rows=rows), width)
    runs = (Run(f"{cover.restriction}. ", bold=True, tone="accent"), Run(cover.restriction_note))
    yield TextPiece(
        lines=_RESTRICTION.lines(runs, width - 24),
        setting=_RESTRICTION,
        width=width,
        tag="P",
        key=object(),
    )


def contents_lines(listed: Iterable[Heading], width: float) -> Iterator[ContentsLine]:
    """One line a heading, with room for the number of its page."""
    for heading in listed:
        setting = _PARTS[heading.level - 1]
        indent = 14.0 * (heading.level - 1)
        lines = setting.lines((Run(heading.text),), width - indent - _NUMBER_WIDTH - 10)
        yield ContentsLine(
            heading=heading, lines=lines, setting=setting, indent=indent, width=width
        )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ContentsLine:
    """One entry of the contents: the title, dots, the number; a link to the page."""

    heading: Heading
    lines: tuple[Line, ...]
    setting: Setting
    indent: float
    width: float
    keep: bool = False

    @property
    def height(self) -> float:
        """Points, margins excluded."""
        return len(self.lines) * self.setting.leading

    @property
    def floor(self) -> float:
        """All of it."""
        return self.height

    @property
    def before(self) -> float:
        """Space above."""
        return self.setting.before

    @property
    def after(self) -> float:
        """Space under."""
        return 0.0

    def split(self, room: float) -> None:
        """Never."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it, linked to its page."""
        canvas, setting = pen.canvas, self.setting
        number = str(pen.pages[self.heading.id])
        with canvas.marked(canvas.element("TOCI", parent=canvas.element("TOC", key="contents"))):
            draw_lines(canvas, self.lines, x + self.indent, top, setting)
            size = width_of(number, setting.size, bold=setting.bold)
            line = setting.lines((Run(number),), _NUMBER_WIDTH)
            last = top - self.height + setting.leading
            draw_lines(canvas, line, x + self.width - size, last, setting)
        with canvas.artifact():
            self._draw_leader(pen, x, top - self.height + setting.leading * 0.34, size)
        area = (x, top - self.height, x + self.width, top)
        canvas.linkRect("", self.heading.id, area, relative=1, thickness=0)

    def _draw_leader(self, pen: Pen, x: float, y: float, number: float) -> None:
        last = self.lines[-1][-1]
        end = last.x + width_of(last.text, self.setting.size, bold=last.bold)
        pen.canvas.setStrokeColor(HexColor(LINE))
        pen.canvas.setLineWidth(0.6)
        pen.canvas.setDash([0.6, 2.4])
        pen.canvas.line(x + self.indent + end + 6, y, x + self.width - number - 6, y)
        pen.canvas.setDash([])


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class RulePiece:
    """A short thick rule in the accent colour."""

    width: float
    height: float = 3.0
    keep: bool = False
    before: float = 16.0
    after: float = 16.0

    @property
    def floor(self) -> float:
        """All of it."""
        return self.height

    def split(self, room: float) -> None:
        """Never."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it as an artifact."""
        with pen.canvas.artifact():
            pen.canvas.setFillColor(HexColor(ACCENT))
            pen.canvas.rect(x, top - self.height, self.width, self.height, stroke=0, fill=1)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class BesidePiece:
    """A radar and the table of its values, their middles level."""

    figure: FigurePiece
    table: GridPiece
    shift: float
    keep: bool = False
    before: float = 2.0
    after: float = 10.0

    @property
    def height(self) -> float:
        """That of the taller."""
        return max(self.figure.height, self.table.height)

    @property
    def floor(self) -> float:
        """All of it."""
        return self.height

    def split(self, room: float) -> None:
        """Never."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the figure, then the table."""
        self.figure.draw(pen, x, top - (self.height - self.figure.height) / 2)
        self.table.draw(pen, x + self.shift, top - (self.height - self.table.height) / 2)


def beside_piece(block: Beside, width: float) -> BesidePiece:
    """The radar on the left, a little more than half of the width: less when the table has more to say."""
    left = width * (_FIGURE if len(block.table.columns) <= _FEW_COLUMNS else _SMALLER_FIGURE)
    return BesidePiece(
        figure=FigurePiece(drawing=radar_drawing(block.figure, left), alt=block.figure.alt),
        table=grid_piece(block.table, width - left - _BESIDE_GAP),
        shift=left + _BESIDE_GAP,
    )


def _text(text: str, setting: Setting, width: float, tag: str = "P") -> TextPiece:
    return TextPiece(
        lines=setting.lines((Run(text),), width),
        setting=setting,
        width=width,
        tag=tag,
        key=object(),
    )
