"""A report as a tree of typed blocks: what is said, not where it is printed.

    Report ── Cover
        └── Block = Printed | OnePage | Contents | PageBreak
              └── Printed = Heading | Words | Bullets | Table | Tiles | Bars | Scale | Beside (Radar, Table)

Pure values without reportlab: the PDF is one writer of them, others may come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from care_assess.text import Lang

__all__ = [
    "Align",
    "Axis",
    "Bar",
    "Bars",
    "Beside",
    "Block",
    "Bullets",
    "Cell",
    "Column",
    "Contents",
    "Cover",
    "Heading",
    "Level",
    "OnePage",
    "PageBreak",
    "Printed",
    "Radar",
    "Report",
    "Run",
    "Scale",
    "Series",
    "Style",
    "Table",
    "Tile",
    "Tiles",
    "Tone",
    "Words",
    "bold",
    "headings",
    "muted",
    "plain",
    "text_of",
    "words",
]

Tone: TypeAlias = Literal["ink", "muted", "accent", "warning"]
Style: TypeAlias = Literal["lead", "body", "small", "callout"]
Align: TypeAlias = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """Some text in one weight and tone. Any text: writers escape, wrap and replace what they must."""

    text: str
    bold: bool = False
    tone: Tone = "ink"


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A title. ``level`` 1 opens a part, 2 and 3 are within it. ``listed``: named in the contents."""

    level: Literal[1, 2, 3]
    text: str
    id: str
    listed: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A paragraph; line feeds within it are kept."""

    runs: tuple[Run, ...]
    style: Style = "body"


@dataclass(frozen=True, kw_only=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A level as its coloured number; None: not given. ``name`` is its word, always said with it."""

    level: int | None
    name: str


Cell: TypeAlias = "tuple[tuple[Run, ...], ...] | Level"
"""The paragraphs of a cell, or a level."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of a table. ``width`` is its share of the whole, whatever the unit."""

    title: str
    width: float
    align: Align = "left"


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Rows under named columns; the names come back on each page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tile:
    """A figure to remember: its value, what it is, what qualifies it. ``level`` colours it."""

    value: str
    label: str
    note: str = ""
    level: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tiles:
    """Figures side by side."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Axis:
    """One spoke of a radar."""

    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """One line of a radar, a value in [0, 5] an axis; None where there is none."""

    name: str
    kind: Literal["now", "previous", "target"]
    values: tuple[Fraction | None, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Radar:
    """The shape of several scores. ``alt`` says it in words."""

    axes: tuple[Axis, ...]
    series: tuple[Series, ...]
    alt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One score with its interval. ``value`` is the score as written; ``note`` what holds it back."""

    label: str
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    level: Level
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Bars:
    """Scores on one scale from 0 to 5, with the target floor. ``alt`` says it in words."""

    bars: tuple[Bar, ...]
    target: int
    target_name: str
    alt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """The six levels, their colours, numbers and words."""

    names: tuple[str, ...]
    alt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """A figure and, beside it, the table of its values."""

    figure: Radar
    table: Table


@dataclass(frozen=True, slots=True)
class OnePage:
    """Blocks that fill one page, never two: the writer reduces them when they would not fit."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the table of contents goes."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


Printed: TypeAlias = "Heading | Words | Bullets | Table | Tiles | Bars | Scale | Beside"
"""What is read where it stands."""

Block: TypeAlias = "Printed | OnePage | Contents | PageBreak"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cover:
    """The first page. ``facts`` are names and values; ``restriction`` tells who may read the report."""

    product: str
    title: str
    establishment: str
    perimeter: str
    facts: tuple[tuple[str, str], ...]
    restriction: str
    restriction_note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A whole report. ``day``: that of the assessment. ``running`` heads each page after the cover."""

    lang: Lang
    day: date
    title: str
    subject: str
    running: str
    cover: Cover
    blocks: tuple[Block, ...]


def plain(text: str) -> tuple[Run, ...]:
    """The text as it is."""
    return (Run(text),)


def bold(text: str) -> tuple[Run, ...]:
    """The text in bold."""
    return (Run(text, bold=True),)


def muted(text: str) -> tuple[Run, ...]:
    """The text in the tone of what may be skipped."""
    return (Run(text, tone="muted"),)


def words(text: str, style: Style = "body") -> Words:
    """A paragraph of plain text."""
    return Words(runs=plain(text), style=style)


def headings(blocks: tuple[Block, ...]) -> Iterator[Heading]:
    """The headings, in reading order."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, OnePage):
            yield from headings(block.blocks)


def text_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every text of the blocks, in reading order, a paragraph at a time."""
    for block in blocks:
        yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case OnePage(inner):
            yield from text_of(inner)
        case Contents() | PageBreak():
            return
        case Table():
            yield from _table_texts(block)
        case Beside():
            yield block.figure.alt
            yield from _table_texts(block.table)
        case other:
            yield from _sentences(other)


def _sentences(block: Heading | Words | Bullets | Tiles | Bars | Scale) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Words():
            yield _joined(block.runs)
        case Bullets():
            yield from map(_joined, block.items)
        case Tiles():
            for tile in block.tiles:
                yield from (tile.value, tile.label, tile.note)
        case Bars() | Scale():
            yield block.alt


def _table_texts(table: Table) -> Iterator[str]:
    yield from (column.title for column in table.columns)
    for row in table.rows:
        for cell in row:
            if isinstance(cell, Level):
                yield cell.name
            else:
                yield from map(_joined, cell)


def _joined(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
