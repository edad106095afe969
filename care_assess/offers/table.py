"""The bytes of a catalogue file → one table: a header and its rows, whatever the program that wrote it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from care_assess.exchange.model import refuse
from care_assess.exchange.texts import clean
from care_assess.exchange.workbook import (
    LARGEST,
    MOST_COLUMNS,
    MOST_ROWS,
    Row,
    Sheet,
    column_letter,
    is_workbook,
    read_workbook,
)

__all__ = ["read_table"]

_SEPARATORS = ";,\t"
_ENCODINGS = ("utf-8-sig", "cp1252")


def read_table(name: str, data: bytes, empty: str = "offers.file.empty") -> Sheet:
    """The table of a CSV file or of the first filled sheet of an XLSX workbook; ``name`` for the messages.

    ``empty``: what is said of a file without a table, a key of the catalogue of sentences.
    CSV: UTF-8 or Windows-1252, separated by whichever of ``;``, ``,`` and the tab is most in the header.
    Raises ContentError when the bytes are neither, hold too much, or hold no table.
    """
    if is_workbook(data):
        found = next((one for one in read_workbook(name, data).values() if one.columns), None)
    else:
        found = _read_csv(name, data)
    if found is None or not found.rows:
        raise refuse(name, empty)
    return found


def _read_csv(name: str, data: bytes) -> Sheet | None:
    if len(data) > LARGEST:
        raise refuse(name, "exchange.workbook.too_big", limit=LARGEST // 1_000_000)
    text = _decoded(name, data)
    rows = _records(name, text, _separator(text))
    number, header = next(rows, (0, []))
    if not header:
        return None
    columns: dict[str, int] = {}
    for at, title in enumerate(header):
        if title:
            columns.setdefault(" ".join(title.lower().split()), at)
    letters = {column: column_letter(at + 1) for column, at in columns.items()}
    found = []
    for number, texts in rows:
        if any(texts[len(header) :]):
            raise refuse(name, "offers.file.more_cells", line=number, n=len(header))
        cells = {column: texts[at] for column, at in columns.items() if at < len(texts)}
        found.append(Row(sheet="", number=number, cells=cells, letters=letters))
    return Sheet(name="", columns=tuple(columns), rows=tuple(found))


def _decoded(name: str, data: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refuse(name, "offers.file.not_text")


def _separator(text: str) -> str:
    """The separator that is most in the first line that is not empty, the first of them at equality."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=first.count)


def _records(name: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with their numbers as a spreadsheet shows them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS:
                raise refuse(name, "exchange.workbook.too_long", limit=MOST_ROWS)
            texts = [clean(cell) for cell in cells]
            if any(texts):
                if len(texts) > MOST_COLUMNS:
                    raise refuse(name, "offers.file.wide", line=number, limit=MOST_COLUMNS)
                yield number, texts
    except csv.Error as error:
        raise refuse(name, "offers.file.quotes", line=number + 1) from error
