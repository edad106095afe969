"""What a page is made of: pieces that know their height at a given width, how to be cut, and how to be drawn.

All are measured once, when made; :mod:`care_assess.report.paging` puts them on pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor

from care_assess.report.blocks import Heading, Run, Tile, Tone
from care_assess.report.fonts import BOLD, REGULAR, printable
from care_assess.report.palette import ACCENT, LINE, SURFACE, TONES, level_colour
from care_assess.report.tags import TaggedCanvas
from care_assess.report.typeset import Line, break_lines

__all__ = [
    "Break",
    "FigurePiece",
    "ListPiece",
    "Pen",
    "Piece",
    "Setting",
    "TextPiece",
    "TilesPiece",
    "draw_lines",
    "heading_piece",
    "list_piece",
    "text_piece",
    "tiles_piece",
]

COLOURS = {name: HexColor(code) for name, code in TONES.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """How a kind of text is set, in points."""

    size: float
    leading: float
    before: float = 0.0
    after: float = 0.0
    bold: bool = False
    tone: Tone = "ink"
    boxed: bool = False

    def lines(self, runs: Sequence[Run], width: float) -> tuple[Line, ...]:
        """The runs in lines of that width, in this setting's weight and tone unless they have their own."""
        own = tuple(
            Run(run.text, run.bold or self.bold, self.tone if run.tone == "ink" else run.tone)
            for run in runs
        )
        return break_lines(own, width, self.size)


SETTINGS: Mapping[str, Setting] = {
    "h1": Setting(size=19, leading=24, before=30, after=8, bold=True, tone="accent"),
    "h2": Setting(size=13, leading=17, before=16, after=4, bold=True),
    "h3": Setting(size=10.5, leading=14, before=10, after=3, bold=True),
    "lead": Setting(size=11.5, leading=16.5, after=7),
    "body": Setting(size=9.8, leading=14, after=6),
    "small": Setting(size=8.4, leading=11.4, after=5, tone="muted"),
    "callout": Setting(size=9.6, leading=13.4, before=3, after=8, boxed=True),
    "cell": Setting(size=8.6, leading=11.2),
    "head": Setting(size=7.8, leading=10, bold=True, tone="muted"),
}
_BOX = 9.0  # points between the edge of a box and its words
_INDENT = 11.0
_BULLET = "\u2022"


@dataclass(frozen=True, slots=True)
class Pen:
    """What draws: the canvas, and the page of each heading by its id."""

    canvas: TaggedCanvas
    pages: Mapping[str, int] = field(default_factory=dict)


class Piece(Protocol):
    """Something with a height. ``floor``: what of it must fit for it to begin here; ``keep``: not last on a page."""

    @property
    def height(self) -> float: ...
    @property
    def floor(self) -> float: ...
    @property
    def before(self) -> float: ...
    @property
    def after(self) -> float: ...
    @property
    def keep(self) -> bool: ...
    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """What fits in ``room`` and the rest; None when it cannot be cut there."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it with its upper left corner at (x, top)."""


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins a page."""


def draw_lines(
    canvas: TaggedCanvas, lines: Sequence[Line], x: float, top: float, setting: Setting
) -> None:
    """Draw lines of text one under the other."""
    text = canvas.beginText()
    y = top - (setting.leading - setting.size) / 2 - setting.size * 0.8
    weight: bool | None = None
    tone: Tone | None = None
    for line in lines:
        for segment in line:
            if segment.bold is not weight:
                weight = segment.bold
                text.setFont(BOLD if weight else REGULAR, setting.size, setting.leading)
            if segment.tone != tone:
                tone = segment.tone
                text.setFillColor(COLOURS[tone])
            text.setTextOrigin(x + segment.x, y)
            text.textOut(segment.text)
        y -= setting.leading
    canvas.drawText(text)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class TextPiece:
    """A paragraph or a heading. ``key`` is the same for the parts that pages make of it."""

    lines: tuple[Line, ...]
    setting: Setting
    width: float
    tag: str
    key: object
    heading: Heading | None = None
    keep: bool = False
    first: bool = True

    @property
    def height(self) -> float:
        """Points, margins excluded."""
        return len(self.lines) * self.setting.leading + self._box * 2

    @property
    def floor(self) -> float:
        """Two lines, or all when they are three or fewer."""
        needed = len(self.lines) if len(self.lines) <= 3 or self.heading else 2
        return needed * self.setting.leading + self._box * 2

    @property
    def before(self) -> float:
        """Space above."""
        return self.setting.before if self.first else 0.0

    @property
    def after(self) -> float:
        """Space under."""
        return self.setting.after

    @property
    def _box(self) -> float:
        return _BOX if self.setting.boxed else 0.0

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Two lines at least on each side."""
        count = int((room - 2 * self._box + 0.01) / self.setting.leading)
        count = min(count, len(self.lines) - 2)
        if count < 2:
            return None
        return (
            replace(self, lines=self.lines[:count]),
            replace(self, lines=self.lines[count:], first=False),
        )

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it, with its bookmark and outline entry when it is a heading."""
        canvas = pen.canvas
        if self.heading is not None:
            _announce(canvas, self.heading, top)
        if self.setting.boxed:
            with canvas.artifact():
                _box(canvas, x, top - self.height, self.width, self.height)
        with canvas.marked(canvas.element(self.tag, key=self.key)):
            draw_lines(canvas, self.lines, x + self._box * 1.3, top - self._box, self.setting)


def text_piece(runs: Sequence[Run], style: str, width: float, tag: str = "P") -> TextPiece:
    """A paragraph in one of the settings."""
    setting = SETTINGS[style]
    inner = width - (_BOX * 2.3 if setting.boxed else 0)
    return TextPiece(
        lines=setting.lines(runs, inner),
        setting=setting,
        width=width,
        tag=tag,
        key=object(),
        keep=style == "callout",
    )


def heading_piece(heading: Heading, width: float) -> TextPiece:
    """A heading, never left alone at the foot of a page."""
    piece = text_piece((Run(heading.text),), f"h{heading.level}", width, f"H{heading.level}")
    return replace(piece, heading=heading, keep=True)


def _announce(canvas: TaggedCanvas, heading: Heading, top: float) -> None:
    canvas.bookmarkHorizontal(heading.id, 0, top + 6)
    title = printable(heading.text).replace("\n", " ")
    canvas.addOutlineEntry(title, heading.id, heading.level - 1, closed=heading.level > 1)


def _box(canvas: TaggedCanvas, x: float, y: float, width: float, height: float) -> None:
    canvas.setFillColor(HexColor(SURFACE))
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    canvas.setFillColor(HexColor(ACCENT))
    canvas.rect(x, y, 2.5, height, stroke=0, fill=1)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ListPiece:
    """A bulleted list; a page may cut it between items, or within one that is longer than a page."""

    items: tuple[tuple[Line, ...], ...]
    setting: Setting
    key: object
    continued: bool = False
    keep: bool = False
    before: float = 0.0
    after: float = 6.0
    gap: float = 2.5

    @property
    def height(self) -> float:
        """Points, margins excluded."""
        lines = sum(map(len, self.items)) * self.setting.leading
        return lines + self.gap * (len(self.items) - 1)

    @property
    def floor(self) -> float:
        """The first item, or three lines of it."""
        return min(len(self.items[0]), 3) * self.setting.leading

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Whole items, then the lines of one that fit."""
        used = 0.0
        for index, item in enumerate(self.items):
            height = len(item) * self.setting.leading
            if used + height > room + 0.01:
                return self._cut(index, int((room - used) / self.setting.leading))
            used += height + self.gap
        return None

    def _cut(self, index: int, lines: int) -> tuple[Piece, Piece] | None:
        whole, item, rest = self.items[:index], self.items[index], self.items[index + 1 :]
        lines = min(lines, len(item) - 2)
        if lines < 2:
            if not whole:
                return None
            return replace(self, items=whole), replace(self, items=(item, *rest), continued=False)
        return (
            replace(self, items=(*whole, item[:lines])),
            replace(self, items=(item[lines:], *rest), continued=True),
        )

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the items, each after its bullet."""
        canvas = pen.canvas
        parent = canvas.element("L", key=self.key)
        for index, lines in enumerate(self.items):
            item = canvas.element("LI", parent=parent)
            if index or not self.continued:
                with canvas.artifact():
                    mark = self.setting.lines((Run(_BULLET, tone="accent"),), _INDENT)
                    draw_lines(canvas, mark, x + 1, top, self.setting)
            with canvas.marked(canvas.element("LBody", parent=item)):
                draw_lines(canvas, lines, x + _INDENT, top, self.setting)
            top -= len(lines) * self.setting.leading + self.gap


def list_piece(items: Sequence[Sequence[Run]], width: float) -> ListPiece:
    """A list of sentences in the body's setting."""
    setting = SETTINGS["body"]
    lines = tuple(setting.lines(item, width - _INDENT) for item in items)
    return ListPiece(items=lines, setting=setting, key=object())


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class FigurePiece:
    """A vector drawing with its description."""

    drawing: Drawing
    alt: str
    keep: bool = False
    before: float = 2.0
    after: float = 6.0

    @property
    def height(self) -> float:
        """Points, margins excluded."""
        return float(self.drawing.height)

    @property
    def floor(self) -> float:
        """All of it."""
        return self.height

    def split(self, room: float) -> None:
        """Never."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it as one figure."""
        element = pen.canvas.element("Figure", alt=self.alt)
        with pen.canvas.marked(element):
            renderPDF.draw(self.drawing, pen.canvas, x, top - self.height)


_TILE_GAP = 8.0
_TILE_PAD = 8.0
_VALUE = Setting(size=17, leading=21, bold=True)
_LABEL = Setting(size=8.6, leading=11, bold=True)
_NOTE = Setting(size=7.8, leading=10, tone="muted")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class TilesPiece:
    """Figures to remember, side by side."""

    tiles: tuple[
        tuple[Tile, tuple[tuple[Line, ...], Setting], tuple[tuple[Line, ...], Setting]], ...
    ]
    width: float
    keep: bool = True
    before: float = 4.0
    after: float = 10.0

    @property
    def height(self) -> float:
        """That of the tallest."""
        inner = max(
            _VALUE.leading + sum(len(lines) * setting.leading for lines, setting in texts)
            for _, *texts in self.tiles
        )
        return inner + 2 * _TILE_PAD

    @property
    def floor(self) -> float:
        """All of it."""
        return self.height

    def split(self, room: float) -> None:
        """Never."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw them, each a paragraph."""
        canvas = pen.canvas
        step = (self.width + _TILE_GAP) / len(self.tiles)
        for index, (tile, *texts) in enumerate(self.tiles):
            left = x + index * step
            with canvas.artifact():
                canvas.setStrokeColor(HexColor(LINE))
                canvas.setLineWidth(0.7)
                canvas.roundRect(left, top - self.height, step - _TILE_GAP, self.height, 4)
            with canvas.marked(canvas.element("P")):
                self._draw_tile(canvas, tile, texts, left + _TILE_PAD, top - _TILE_PAD)

    @staticmethod
    def _draw_tile(
        canvas: TaggedCanvas,
        tile: Tile,
        texts: Sequence[tuple[tuple[Line, ...], Setting]],
        x: float,
        y: float,
    ) -> None:
        text = canvas.beginText(x, y - _VALUE.size * 0.85)
        text.setFont(BOLD, _VALUE.size)
        text.setFillColor(HexColor(ACCENT if tile.level is None else level_colour(tile.level)))
        text.textOut(printable(tile.value))
        canvas.drawText(text)
        y -= _VALUE.leading
        for lines, setting in texts:
            draw_lines(canvas, lines, x, y, setting)
            y -= len(lines) * setting.leading


def tiles_piece(tiles: Sequence[Tile], width: float) -> TilesPiece:
    """The tiles, sharing the width equally."""
    inner = (width + _TILE_GAP) / len(tiles) - _TILE_GAP - 2 * _TILE_PAD
    made = tuple(
        (
            tile,
            (_LABEL.lines((Run(tile.label),), inner), _LABEL),
            (_NOTE.lines((Run(tile.note),), inner) if tile.note else (), _NOTE),
        )
        for tile in tiles
    )
    return TilesPiece(tiles=made, width=width)
