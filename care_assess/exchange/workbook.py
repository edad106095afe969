"""XLSX bytes → the cells of its sheets, as texts; everything hostile is refused before it costs anything.

The bytes are a ZIP of XML files. Its sizes are bounded before anything is unpacked, XML entities are
refused by defusedxml, links to other files and macros are ignored, and a formula is a fault: its result is
whatever some other program last computed.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from care_assess.errors import ContentError, Refused
from care_assess.exchange.model import refuse
from care_assess.exchange.texts import clean

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

__all__ = [
    "LARGEST",
    "LARGEST_UNPACKED",
    "MOST_ROWS",
    "Row",
    "Sheet",
    "column_letter",
    "is_locked",
    "is_workbook",
    "read_workbook",
]

LARGEST = 5_000_000
"""Bytes of a workbook, at most."""
LARGEST_UNPACKED = 50_000_000
"""Bytes of all its parts together once unpacked, at most."""
MOST_PARTS = 500
"""Files in the ZIP, at most."""
MOST_ROWS = 5_000
"""Rows of a sheet, at most."""
MOST_COLUMNS = 60
"""Columns that are read; XLSForm has some thirty, each in a few languages."""
LONGEST_CELL = 20_000
"""Characters of a cell, at most."""

_ZIP = b"PK\x03\x04"
_MOST_SHEETS = 50
_LOCK = re.compile(rb"""<(?:\w+:)?sheetProtection\b[^>]*\bsheet=["'](?:1|true)["']""")
_WHOLE = 10**15  # beyond, a float is no longer exact

# What openpyxl and the standard library raise on bytes that are no workbook; it promises no error of its own.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row that is not empty: its number (from 1) and its texts by column name."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The text of a column, or ""."""
        return self.cells.get(column, "")

    def place(self, column: str) -> str:
        """``survey!G12``: the cell of a column, or of the first language it is in; else the row."""
        worded = (letter for name, letter in self.letters.items() if name.startswith(f"{column}::"))
        letter = self.letters.get(column) or next(worded, "")
        return f"{self.sheet}!{letter}{self.number}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A sheet with a header row: the names of its columns (lower case) and its rows.

    ``repeated``: the cell of each name that stands there already, further left, by its name.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    repeated: Mapping[str, str] = field(default_factory=dict)


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin as a workbook does."""
    return data.startswith(_ZIP)


def is_locked(name: str, data: bytes) -> bool:
    """Whether a sheet of a workbook that :func:`read_workbook` has read is protected.

    Raises ContentError when a part of it cannot be unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = (one for one in archive.namelist() if one.endswith(".xml"))
            return any(_LOCK.search(archive.read(one)) for one in parts)
    except _BROKEN as error:
        raise refuse(name, "exchange.workbook.broken") from error


def read_workbook(
    name: str, data: bytes, only: Collection[str] | None = None
) -> Mapping[str, Sheet]:
    """The sheets of a workbook by their name in lower case; of two columns of one name, the first counts.

    ``only``: the names, in lower case, of those that are read; None: all of them.
    Raises ContentError with one fault when the bytes are no workbook, are too big, or hold a formula.
    """
    _weigh(name, data)
    _need_defusedxml()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles that openpyxl does not know: we read none
            with closing(_opened(data)) as book:
                return _sheets(name, book, only)
    except ContentError:
        raise
    except _BROKEN as error:
        raise refuse(name, "exchange.workbook.broken") from error


def column_letter(number: int) -> str:
    """1 → ``A``, 27 → ``AA``."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _weigh(name: str, data: bytes) -> None:
    """Refuse what is too big, packed or unpacked, before anything is unpacked."""
    if len(data) > LARGEST:
        raise refuse(name, "exchange.workbook.too_big", limit=LARGEST // 1_000_000)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except _BROKEN as error:
        raise refuse(name, "exchange.workbook.broken") from error
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
        raise refuse(name, "exchange.workbook.bomb", limit=LARGEST_UNPACKED // 1_000_000)
    if any(part.flag_bits & 0x1 for part in parts):
        raise refuse(name, "exchange.workbook.password")


def _need_defusedxml() -> None:
    from openpyxl.xml import DEFUSEDXML  # noqa: PLC0415

    if not DEFUSEDXML:
        raise Refused("exchange.workbook.unsafe")


def _opened(data: bytes) -> Workbook:
    import openpyxl  # noqa: PLC0415  a fifth of a second that only an import is worth

    return openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=False, keep_links=False, rich_text=False
    )


def _sheets(name: str, book: Workbook, only: Collection[str] | None) -> Mapping[str, Sheet]:
    found: dict[str, Sheet] = {}
    for sheet in book.worksheets[:_MOST_SHEETS]:
        title = clean(str(sheet.title))
        if only is not None and title.lower() not in only:
            continue
        _forget_size(sheet)
        rows = _texts(name, title, sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS))
        found.setdefault(title.lower(), _headed(title, rows))
    return found


def _forget_size(sheet: object) -> None:
    """What a file says of the size of a sheet may be false: read on to its end."""
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet  # noqa: PLC0415

    if isinstance(sheet, ReadOnlyWorksheet):
        sheet.reset_dimensions()


def _texts(
    name: str, sheet: str, rows: Iterator[tuple[object, ...]]
) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with their numbers."""
    for number, cells in enumerate(rows, 1):
        texts = []
        for at, cell in enumerate(cells, 1):
            place = f"{sheet}!{column_letter(at)}{number}"
            if getattr(cell, "data_type", "") == "f":
                raise refuse(name, "exchange.workbook.formula", path=place)
            text = _said(getattr(cell, "value", None))
            if len(text) > LONGEST_CELL:
                raise refuse(name, "exchange.workbook.long_cell", path=place, limit=LONGEST_CELL)
            texts.append(text)
        if any(texts):
            if number > MOST_ROWS:
                raise refuse(name, "exchange.workbook.too_long", path=sheet, limit=MOST_ROWS)
            yield number, texts


def _headed(title: str, rows: Iterator[tuple[int, list[str]]]) -> Sheet:
    """The rows below the first one, which names the columns."""
    first, header = next(rows, (0, []))
    columns: dict[str, int] = {}
    repeated: dict[str, str] = {}
    for at, text in enumerate(header):
        column = " ".join(text.lower().split())
        if column in columns:
            repeated[column] = f"{title}!{column_letter(at + 1)}{first}"
        elif column:
            columns[column] = at
    letters = {column: column_letter(at + 1) for column, at in columns.items()}
    return Sheet(
        name=title,
        columns=tuple(columns),
        repeated=repeated,
        rows=tuple(
            Row(
                sheet=title,
                number=number,
                cells={column: texts[at] for column, at in columns.items() if at < len(texts)},
                letters=letters,
            )
            for number, texts in rows
        ),
    )


def _said(value: object) -> str:
    """A cell as it would be typed: 3.0 is 3, true is yes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return "" if value is None else clean(str(value))
