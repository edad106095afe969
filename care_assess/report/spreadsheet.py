"""Tables → the bytes of a workbook with types: same tables, same bytes. Nothing in it is a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any, Literal, TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from care_assess.text import Lang

__all__ = [
    "BLOCK",
    "Cell",
    "Column",
    "Kind",
    "Table",
    "harmless",
    "stream_workbook",
    "write_workbook",
]

Cell: TypeAlias = "str | int | Fraction | Decimal | date | None"
"""A text, a number with two decimals (Fraction) or none (int), euros (Decimal), a day, or nothing."""
Kind: TypeAlias = Literal["text", "amount", "date"]

BLOCK = 500
"""Rows of a block of a streamed workbook."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767  # characters, in a cell of a spreadsheet
_TYPED_ROWS = 2_000  # rows below the header in which a cell says what to type
_TOP = {"text_wrap": True, "valign": "top"}
_DATES: dict[Lang, str] = {"fr": "dd/mm/yyyy", "en": "yyyy-mm-dd"}
_EUROS = "#,##0.00"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of a table. ``width``: characters.

    ``typed``: whether people fill it in, and then what ``kind`` of value; ``choices``: the words among
    which they choose. ``help``: said beside a cell that is selected. A day as ``title`` names its month.
    """

    title: str | date
    width: int
    typed: bool = False
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    help: str = ""
    hidden: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A sheet: its header stays in sight, with the first ``frozen`` columns. ``rows`` are read once."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    frozen: int = 1
    hidden: bool = False


def write_workbook(title: str, day: date, tables: Sequence[Table], *, lang: Lang) -> bytes:
    """A workbook of those tables, in order, said to be made on ``day``."""
    *_, (_, made) = _written(title, day, tables, lang, {"in_memory": True})
    return made


def stream_workbook(
    title: str, day: date, tables: Sequence[Table], *, lang: Lang
) -> Iterator[tuple[int, bytes]]:
    """The same, row by row: (rows written so far, nothing) after each :data:`BLOCK`, then (all rows, the workbook).

    A row that is written leaves memory for a temporary file. Nothing of the workbook is given before it is whole.
    """
    return _written(title, day, tables, lang, {"constant_memory": True})


def harmless(text: str) -> str:
    """Text that no spreadsheet computes when it opens a CSV file: an apostrophe comes before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _written(
    title: str, day: date, tables: Sequence[Table], lang: Lang, mode: dict[str, bool]
) -> Iterator[tuple[int, bytes]]:
    buffer, done = BytesIO(), 0
    texts = {f"strings_to_{name}": False for name in ("formulas", "urls", "numbers")}
    with xlsxwriter.Workbook(buffer, {**texts, **mode}) as book:
        book.set_properties({"title": title, "created": _midnight(day)})
        formats = _Formats(book, lang)
        for table in tables:
            for _ in _add(book, table, formats):
                done += 1
                if done % BLOCK == 0:
                    yield done, b""
    yield done, buffer.getvalue()


class _Formats:
    """The few looks of cells, each made once."""

    def __init__(self, book: Workbook, lang: Lang) -> None:
        head = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2}
        self.head = book.add_format(head)
        self.head_typed = book.add_format({**head, "bg_color": "#D9E8EB"})
        self.head_month = book.add_format({**head, "num_format": "mmm yyyy", "align": "right"})
        self.plain = book.add_format(_TOP)
        self.decimal = book.add_format({"num_format": "0.00", "valign": "top"})
        self.of_kind: dict[Kind, Format] = {
            "text": book.add_format({**_TOP, "num_format": "@"}),
            "amount": book.add_format({"num_format": _EUROS, "valign": "top"}),
            "date": book.add_format({"num_format": _DATES[lang], "valign": "top"}),
        }


def _add(book: Workbook, table: Table, formats: _Formats) -> Iterator[int]:
    """Write a sheet; the number of each row, once it is written."""
    page = book.add_worksheet(table.name)
    last = 1
    for at, column in enumerate(table.columns):
        shown = formats.of_kind[column.kind] if column.typed else None
        page.set_column(at, at, column.width, shown, {"hidden": column.hidden})
        _write_title(page, at, column, formats)
    for number, row in enumerate(table.rows, 1):
        for at, value in enumerate(row):
            _write(page, (number, at), value, table.columns[at], formats)
        last = number
        yield number
    for at, column in enumerate(table.columns):
        if validation := _validation(column):
            page.data_validation(1, at, max(last, _TYPED_ROWS), at, validation)
    page.freeze_panes(1, table.frozen)
    page.autofilter(0, 0, last, len(table.columns) - 1)
    page.set_landscape()
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    if table.hidden:
        page.hide()


def _write_title(page: Worksheet, at: int, column: Column, formats: _Formats) -> None:
    if isinstance(column.title, date):
        page.write_datetime(0, at, _midnight(column.title), formats.head_month)
    else:
        page.write_string(0, at, column.title, formats.head_typed if column.typed else formats.head)


def _write(
    page: Worksheet, place: tuple[int, int], value: Cell, column: Column, formats: _Formats
) -> None:
    text = formats.of_kind[column.kind] if column.typed else formats.plain
    if value is None:
        page.write_blank(*place, None, text)
    elif isinstance(value, Fraction):
        page.write_number(*place, float(value), formats.decimal)
    elif isinstance(value, Decimal):
        page.write_number(*place, float(value), formats.of_kind["amount"])
    elif isinstance(value, date):
        page.write_datetime(*place, _midnight(value), formats.of_kind["date"])
    elif isinstance(value, int):
        page.write_number(*place, value, formats.plain)
    else:
        page.write_string(*place, value[:_LONGEST], text)


def _validation(column: Column) -> dict[str, Any]:
    """What Excel says beside a cell, and the words that it proposes."""
    help_ = {"input_message": column.help} if column.help else {}
    if column.choices:
        return {"validate": "list", "source": list(column.choices), **help_}
    return {"validate": "any", **help_} if help_ else {}


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001  a day, not a moment
